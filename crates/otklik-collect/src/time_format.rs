//! How a file writes its times.

use jiff::civil::DateTime;
use jiff::fmt::strtime;
use otklik_core::{Timestamp, Zone};

/// One way of writing a time; a file may mix several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TimeFormat {
    /// `2026-05-03T10:15:00+03:00`, `2026-05-03 10:15`, `2026-05-03`.
    Iso,
    /// Seconds since 1970 in UTC.
    UnixSeconds,
    /// Milliseconds since 1970 in UTC.
    UnixMilliseconds,
    /// Directives such as `%d.%m.%Y %H:%M`.
    Pattern(String),
}

/// What a mapping may write in `time_formats`.
pub(crate) const FORMAT_EXAMPLES: &str = "iso, unix_seconds, unix_milliseconds, %d.%m.%Y %H:%M";

impl TimeFormat {
    /// Reads what a mapping says; nothing for a pattern that could never read a time.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "iso" => Some(Self::Iso),
            "unix_seconds" => Some(Self::UnixSeconds),
            "unix_milliseconds" => Some(Self::UnixMilliseconds),
            pattern => {
                let format = Self::Pattern(pattern.to_owned());
                let sample = jiff::civil::date(2026, 5, 13).at(22, 15, 30, 0).to_zoned(jiff::tz::TimeZone::UTC).ok()?;
                let written = strtime::format(pattern, &sample).ok()?;
                format.read(&written, &Zone::UTC).map(|_| format)
            }
        }
    }

    /// The instant; a time without offset is read in `zone`.
    pub(crate) fn read(&self, text: &str, zone: &Zone) -> Option<Timestamp> {
        match self {
            Self::Iso => read_iso(text, zone),
            Self::UnixSeconds => text.parse::<i64>().ok()?.checked_mul(1_000_000).map(Timestamp),
            Self::UnixMilliseconds => text.parse::<i64>().ok()?.checked_mul(1_000).map(Timestamp),
            Self::Pattern(pattern) => read_pattern(pattern, text, zone),
        }
    }
}

fn read_iso(text: &str, zone: &Zone) -> Option<Timestamp> {
    let after_date = text.get(10..).unwrap_or_default();
    if after_date.contains(['Z', 'z', '+', '-']) {
        return Timestamp::parse(text).ok();
    }
    text.parse::<DateTime>().ok().map(|local| zone.instant(local))
}

fn read_pattern(pattern: &str, text: &str, zone: &Zone) -> Option<Timestamp> {
    let parts = strtime::parse(pattern, text).ok()?;
    if parts.offset().is_some() || parts.timestamp().is_some() {
        return parts.to_timestamp().ok().map(Timestamp::from);
    }
    let date = parts.to_date().ok()?;
    let local = match parts.hour() {
        Some(_) => date.to_datetime(parts.to_time().ok()?),
        None => date.at(0, 0, 0, 0),
    };
    Some(zone.instant(local))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(format: &str, text: &str) -> Option<String> {
        let zone: Zone = "Europe/Moscow".parse().unwrap();
        TimeFormat::parse(format).unwrap().read(text, &zone).map(|time| time.to_string())
    }

    #[test]
    fn a_time_without_offset_is_read_in_the_zone() {
        let expected = Some("2026-05-03T07:15:00Z".to_owned());
        assert_eq!(read("iso", "2026-05-03 10:15:00"), expected);
        assert_eq!(read("iso", "2026-05-03T10:15"), expected);
        assert_eq!(read("%d.%m.%Y %H:%M", "03.05.2026 10:15"), expected);
        assert_eq!(read("%d.%m.%Y", "03.05.2026").as_deref(), Some("2026-05-02T21:00:00Z"));
        assert_eq!(read("iso", "2026-05-03").as_deref(), Some("2026-05-02T21:00:00Z"));
    }

    #[test]
    fn an_offset_in_the_text_wins() {
        let expected = Some("2026-05-03T07:15:00Z".to_owned());
        assert_eq!(read("iso", "2026-05-03T09:15:00+02:00"), expected);
        assert_eq!(read("iso", "2026-05-03T07:15:00Z"), expected);
        assert_eq!(read("%d.%m.%Y %H:%M %z", "03.05.2026 09:15 +0200"), expected);
        assert_eq!(read("unix_seconds", "1777792500"), expected);
        assert_eq!(read("unix_milliseconds", "1777792500000"), expected);
        assert_eq!(read("%s", "1777792500"), expected);
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["", "2026-13-01", "2026-02-30 10:00:00", "03.05.2026", "abc", "2026-05-03 25:00:00"] {
            assert_eq!(read("iso", text), None, "{text:?}");
        }
        assert_eq!(read("unix_seconds", "99999999999999999999"), None);
    }

    #[test]
    fn a_pattern_without_a_date_is_refused() {
        for pattern in ["", "%H:%M", "%d.%m", "%!", "yyyy-mm-dd"] {
            assert_eq!(TimeFormat::parse(pattern), None, "{pattern:?}");
        }
    }
}
