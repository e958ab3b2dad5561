//! How a file writes its times.

use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime;
use otklik_core::{Timestamp, Zone};
use serde::{Deserialize, Serialize};

/// One way of writing a time; a file may mix several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TimeFormat {
    /// `2026-05-03T10:15:00+03:00`, `2026-05-03 10:15`, `2026-05-03`.
    Iso,
    /// Seconds since 1970 in UTC.
    UnixSeconds,
    /// Milliseconds since 1970 in UTC.
    UnixMilliseconds,
    /// `31.12.2025`, `31/12/25 14:05`, `12/31/2025 2:05 PM`: the order is known, the rest is seen.
    Written(DateOrder),
    /// Directives such as `%d.%m.%Y %H:%M`.
    Pattern(String),
}

/// What comes first in a date that is written with numbers; a year of four digits may come first in either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DateOrder {
    DayFirst,
    MonthFirst,
}

impl DateOrder {
    /// The word for it in a mapping.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::DayFirst => "day_first",
            Self::MonthFirst => "month_first",
        }
    }
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
            Self::Written(order) => read_written(text, *order).map(|local| zone.instant(local)),
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

/// Reads a date in numbers, with or without a time of day.
pub(crate) fn read_written(text: &str, order: DateOrder) -> Option<DateTime> {
    let text = text.trim();
    let (date, clock) = text.split_once([' ', 'T', ',', '\u{a0}']).unwrap_or((text, ""));
    let separator = date.chars().find(|letter| !letter.is_ascii_digit())?;
    if !['.', '/', '-'].contains(&separator) {
        return None;
    }
    let mut parts = date.trim_end_matches(',').split(separator);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some()
        || ![first, second, third].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return None;
    }
    let (year, month, day) = match (first.len(), third.len(), order) {
        (4, 1 | 2, _) => (first.parse().ok()?, second, third),
        (1 | 2, 2 | 4, DateOrder::DayFirst) => (full_year(third)?, second, first),
        (1 | 2, 2 | 4, DateOrder::MonthFirst) => (full_year(third)?, first, second),
        _ => return None,
    };
    let date = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
    read_clock(clock.trim()).map(|clock| date.to_datetime(clock))
}

/// Two digits are a year between 1970 and 2069.
fn full_year(text: &str) -> Option<i16> {
    let year: i16 = text.parse().ok()?;
    Some(match (text.len(), year) {
        (2, 70..) => 1900 + year,
        (2, _) => 2000 + year,
        _ => year,
    })
}

/// Reads `14:05`, `14:05:30.5` or `2:05 PM`; nothing is midnight.
fn read_clock(text: &str) -> Option<Time> {
    if text.is_empty() {
        return Some(Time::midnight());
    }
    let upper = text.to_ascii_uppercase();
    let (clock, half) = match upper.strip_suffix('M').and_then(|rest| rest.strip_suffix(['A', 'P'])) {
        Some(clock) => (clock.trim(), if upper.ends_with("PM") { Some(12) } else { Some(0) }),
        None => (upper.as_str(), None),
    };
    let mut parts = clock.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next().unwrap_or("0"));
    let (second, fraction) = second.split_once(['.', ',']).unwrap_or((second, ""));
    let digits = [hour, minute, second, fraction].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if parts.next().is_some() || !digits || fraction.len() > 9 {
        return None;
    }
    let hour: i8 = hour.parse().ok()?;
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(half) => hour % 12 + half,
    };
    let nanosecond = format!("{fraction:0<9}").parse().ok()?;
    Time::new(hour, minute.parse().ok()?, second.parse().ok()?, nanosecond).ok()
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
    fn dates_in_numbers_are_read_in_the_order_that_is_known() {
        let written = |text, order| read_written(text, order).map(|time| time.to_string());
        for (text, expected) in [
            ("31.12.2025", "2025-12-31T00:00:00"),
            ("31.12.25 14:05", "2025-12-31T14:05:00"),
            ("1/2/2026 2:05 PM", "2026-02-01T14:05:00"),
            ("01-02-2026, 12:00:30.5 am", "2026-02-01T00:00:30.5"),
            ("2026.02.01 9:07", "2026-02-01T09:07:00"),
            ("01.02.99", "1999-02-01T00:00:00"),
        ] {
            assert_eq!(written(text, DateOrder::DayFirst).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(written("12/31/2025", DateOrder::MonthFirst).as_deref(), Some("2025-12-31T00:00:00"));
        for text in
            ["31.13.2025", "12/31/2025", "1.2", "1.2.3.4", "1.2.026", "31.12.2025 25:00", "31.12.2025 x", "", "."]
        {
            assert_eq!(written(text, DateOrder::DayFirst), None, "{text:?}");
        }
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
