//! Periods as people name them, and the spans of time they mean.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

use crate::{Timestamp, Zone};

/// A period that a question is about; it becomes a [`Span`] in the workspace's time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Period {
    /// `all_time`.
    AllTime,
    /// `last_90_days`: so many local days, today included.
    LastDays(u16),
    /// `this_week`: since Monday.
    ThisWeek,
    /// `2026-01-01..2026-03-31`: both days included.
    Days(Date, Date),
}

/// A text that is no period.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{text:?} is not a period such as last_90_days, this_week, all_time or 2026-01-01..2026-03-31")]
pub struct PeriodError {
    /// The text as it was given.
    pub text: String,
}

const LONGEST_DAYS: u16 = 3_660;

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || PeriodError { text: text.to_owned() };
        match text {
            "all_time" => return Ok(Self::AllTime),
            "this_week" => return Ok(Self::ThisWeek),
            _ => {}
        }
        if let Some(days) = text.strip_prefix("last_").and_then(|rest| rest.strip_suffix("_days")) {
            let days = days.parse().map_err(|_| error())?;
            return if (1..=LONGEST_DAYS).contains(&days) { Ok(Self::LastDays(days)) } else { Err(error()) };
        }
        let (first, last) = text.split_once("..").ok_or_else(error)?;
        let first: Date = first.parse().map_err(|_| error())?;
        let last: Date = last.parse().map_err(|_| error())?;
        if first <= last { Ok(Self::Days(first, last)) } else { Err(error()) }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AllTime => formatter.write_str("all_time"),
            Self::LastDays(days) => write!(formatter, "last_{days}_days"),
            Self::ThisWeek => formatter.write_str("this_week"),
            Self::Days(first, last) => write!(formatter, "{first}..{last}"),
        }
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

impl utoipa::PartialSchema for Period {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("`last_90_days`, `this_week`, `all_time` or `2026-01-01..2026-03-31`"))
            .examples(["last_90_days"])
            .into()
    }
}

impl ToSchema for Period {}

impl Period {
    /// The span this period means at an instant in a zone.
    pub fn span(self, now: Timestamp, zone: &Zone) -> Span {
        let today = zone.local(now).date();
        let days = |first: Date, last: Date| Span {
            start: zone.start_of(first),
            end: zone.start_of(last.saturating_add(1.day())),
        };
        match self {
            Self::AllTime => Span::ALL,
            Self::LastDays(count) => days(today.saturating_sub((i64::from(count) - 1).days()), today),
            Self::ThisWeek => days(monday_of(today), today),
            Self::Days(first, last) => days(first, last),
        }
    }

    /// The span of equal length that ends where this period begins; none for all time.
    pub fn previous_span(self, now: Timestamp, zone: &Zone) -> Option<Span> {
        let today = zone.local(now).date();
        let (first, length) = match self {
            Self::AllTime => return None,
            Self::LastDays(count) => (today.saturating_sub((i64::from(count) - 1).days()), i64::from(count)),
            Self::ThisWeek => (monday_of(today), 7),
            Self::Days(first, last) => (first, i64::from((last - first).get_days()) + 1),
        };
        Some(Span { start: zone.start_of(first.saturating_sub(length.days())), end: zone.start_of(first) })
    }
}

/// The Monday of a date's week.
pub fn monday_of(date: Date) -> Date {
    date.saturating_sub(i64::from(date.weekday().to_monday_zero_offset()).days())
}

/// A half-open span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub struct Span {
    /// The first instant inside.
    pub start: Timestamp,
    /// The first instant after.
    pub end: Timestamp,
}

impl Span {
    /// All time.
    pub const ALL: Self = Self { start: Timestamp(i64::MIN), end: Timestamp(i64::MAX) };

    /// Whether an instant lies inside.
    pub fn contains(&self, instant: Timestamp) -> bool {
        self.start <= instant && instant < self.end
    }

    /// The part that both have; empty when they do not meet.
    pub fn intersect(&self, other: &Self) -> Self {
        let start = self.start.max(other.start);
        Self { start, end: self.end.min(other.end).max(start) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    fn moscow() -> Zone {
        "Europe/Moscow".parse().unwrap()
    }

    #[test]
    fn periods_are_read_and_written_alike() {
        for text in ["all_time", "this_week", "last_90_days", "2026-01-01..2026-03-31"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        for text in
            ["", "last_0_days", "last_99999_days", "2026-03-31..2026-01-01", "2026-13-01..2026-14-01", "yesterday"]
        {
            assert!(text.parse::<Period>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn days_begin_at_local_midnight_and_today_is_included() {
        let span = Period::LastDays(2).span(instant("2026-11-22T09:00:00+03:00"), &moscow());
        assert_eq!(span.start, instant("2026-11-21T00:00:00+03:00"));
        assert_eq!(span.end, instant("2026-11-23T00:00:00+03:00"));
    }

    #[test]
    fn the_previous_span_ends_where_the_period_begins() {
        let now = instant("2026-11-22T09:00:00+03:00");
        let before = Period::LastDays(90).previous_span(now, &moscow()).unwrap();
        assert_eq!(before.end, Period::LastDays(90).span(now, &moscow()).start);
        assert_eq!(before.end.0 - before.start.0, 90 * crate::time::DAY_MICROS);
        let quarter: Period = "2026-04-01..2026-04-30".parse().unwrap();
        assert_eq!(quarter.previous_span(now, &moscow()).unwrap().start, instant("2026-03-02T00:00:00+03:00"));
    }

    #[test]
    fn a_week_begins_on_monday() {
        let sunday = instant("2026-11-22T09:00:00+03:00");
        assert_eq!(Period::ThisWeek.span(sunday, &moscow()).start, instant("2026-11-16T00:00:00+03:00"));
    }
}
