//! Instants and time zones.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;
use utoipa::ToSchema;

/// An instant in microseconds since 1970-01-01T00:00:00Z; RFC 3339 in UTC on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ToSchema)]
#[schema(value_type = String, format = DateTime, example = "2026-05-03T07:15:00Z")]
pub struct Timestamp(pub i64);

/// A text that is no instant.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{text:?} is not a time such as 2026-05-03T10:15:00+03:00")]
pub struct TimeError {
    /// The text as it was given.
    pub text: String,
}

/// Microseconds in a second.
pub const SECOND_MICROS: i64 = 1_000_000;
/// Microseconds in a day of 24 hours.
pub const DAY_MICROS: i64 = 86_400 * SECOND_MICROS;

impl Timestamp {
    /// Reads an RFC 3339 text with its offset; a text without offset is refused.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        text.trim().parse::<jiff::Timestamp>().map(Self::from).map_err(|_| TimeError { text: text.to_owned() })
    }

    /// The instant as the calendar library sees it, clamped to its range (years −9999 to 9999).
    pub fn to_jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        })
    }

    /// This instant moved by so many microseconds.
    pub fn plus_micros(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros))
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(instant: jiff::Timestamp) -> Self {
        Self(instant.as_microsecond())
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_jiff().fmt(formatter)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { serializer.serialize_i64(self.0) }
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            Self::parse(&text).map_err(serde::de::Error::custom)
        } else {
            i64::deserialize(deserializer).map(Self)
        }
    }
}

/// A time zone by its IANA name, such as `Europe/Moscow`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

/// A name that is no time zone.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{name:?} is not a time zone such as Europe/Moscow")]
pub struct ZoneError {
    /// The name as it was given.
    pub name: String,
}

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(TimeZone::UTC);

    /// The calendar's view of an instant in this zone.
    pub fn local(&self, instant: Timestamp) -> DateTime {
        self.0.to_datetime(instant.to_jiff())
    }

    /// The instant at which a local date begins.
    pub fn start_of(&self, date: Date) -> Timestamp {
        self.instant(date.at(0, 0, 0, 0))
    }

    /// The instant of a local date and time; in a gap the later reading, in a fold the earlier one.
    pub fn instant(&self, local: DateTime) -> Timestamp {
        self.0
            .to_ambiguous_zoned(local)
            .compatible()
            .map(|zoned| zoned.timestamp().into())
            .unwrap_or(Timestamp(i64::MAX))
    }

    /// The zone's IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }
}

impl FromStr for Zone {
    type Err = ZoneError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        TimeZone::get(name).map(Self).map_err(|_| ZoneError { name: name.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_is_part_of_the_instant() {
        let moscow = Timestamp::parse("2026-05-03T10:15:00+03:00").unwrap();
        assert_eq!(moscow, Timestamp::parse("2026-05-03T07:15:00Z").unwrap());
        assert_eq!(moscow.to_string(), "2026-05-03T07:15:00Z");
    }

    #[test]
    fn a_time_without_offset_is_refused() {
        assert!(Timestamp::parse("2026-05-03T10:15:00").is_err());
        assert!(Timestamp::parse("").is_err());
    }

    #[test]
    fn a_local_midnight_depends_on_the_zone() {
        let zone: Zone = "Asia/Krasnoyarsk".parse().unwrap();
        let date = jiff::civil::date(2026, 5, 3);
        assert_eq!(zone.start_of(date).to_string(), "2026-05-02T17:00:00Z");
        assert_eq!(zone.local(zone.start_of(date)).date(), date);
    }
}
