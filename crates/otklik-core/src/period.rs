//! Periods as people name them, and the spans of time they mean.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

pub use calendar::{CalendarUnit, monday_of};

use crate::{Timestamp, Zone};

mod calendar;

/// A period that a question is about; it becomes a [`Span`] in the workspace's time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Period {
    /// `all_time`.
    AllTime,
    /// `last_90_days`: so many local days, today included.
    LastDays(u16),
    /// `today`, `this_week`, `this_month`, `this_quarter`, `this_year`: the one that is not over.
    This(CalendarUnit),
    /// `yesterday`, `last_week`, `last_month`, `last_quarter`, `last_year`: the one before.
    Last(CalendarUnit),
    /// `2026`, `2026-q2` or `2026-05`: a year, quarter or month by its first day.
    Calendar(CalendarUnit, Date),
    /// `2026-01-01..2026-03-31`: both days included; `2026-01-01..` and `..2026-03-31` are open at one end.
    Days(Option<Date>, Option<Date>),
}

/// A text that is no period.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{text:?} is not a period such as last_90_days, this_month, 2026-05, all_time or 2026-01-01..2026-03-31")]
pub struct PeriodError {
    /// The text as it was given.
    pub text: String,
}

const LONGEST_DAYS: u16 = 3_660;
/// Weeks in a year, so that weekdays are compared with the same weekdays.
const YEAR_OF_WEEKS_DAYS: i64 = 52 * 7;

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || PeriodError { text: text.to_owned() };
        if text == "all_time" {
            return Ok(Self::AllTime);
        }
        for unit in CalendarUnit::ALL {
            let [this, last] = unit.names();
            if text == this {
                return Ok(Self::This(unit));
            }
            if text == last {
                return Ok(Self::Last(unit));
            }
        }
        if let Some(days) = text.strip_prefix("last_").and_then(|rest| rest.strip_suffix("_days")) {
            let days = days.parse().map_err(|_| error())?;
            return if (1..=LONGEST_DAYS).contains(&days) { Ok(Self::LastDays(days)) } else { Err(error()) };
        }
        let Some((first, last)) = text.split_once("..") else {
            return CalendarUnit::read(text).map(|(unit, first)| Self::Calendar(unit, first)).ok_or_else(error);
        };
        let end = |text: &str| if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| error()) };
        match (end(first)?, end(last)?) {
            (None, None) => Err(error()),
            (Some(first), Some(last)) if first > last => Err(error()),
            (first, last) => Ok(Self::Days(first, last)),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |date: &Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        match self {
            Self::AllTime => formatter.write_str("all_time"),
            Self::LastDays(days) => write!(formatter, "last_{days}_days"),
            Self::This(unit) => formatter.write_str(unit.names()[0]),
            Self::Last(unit) => formatter.write_str(unit.names()[1]),
            Self::Calendar(unit, first) => formatter.write_str(&unit.written(*first)),
            Self::Days(first, last) => write!(formatter, "{}..{}", end(first), end(last)),
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
            .description(Some(
                "`all_time`, `last_90_days`, `today`, `yesterday`, `this_week`, `last_week`, and so with `month`, `quarter` \
                 and `year`; `2026`, `2026-q2`, `2026-05`; `2026-01-01..2026-03-31`, `2026-01-01..`, `..2026-03-31`",
            ))
            .examples(["last_90_days"])
            .into()
    }
}

impl ToSchema for Period {}

/// Local days: the first and the last one, each nothing where there is no end.
type Days = (Option<Date>, Option<Date>);

fn days_before(date: Date, days: i64) -> Date {
    date.saturating_sub(days.days())
}

/// The span of local days.
fn span_of((first, last): Days, zone: &Zone) -> Span {
    Span {
        start: first.map_or(Span::ALL.start, |first| zone.start_of(first)),
        end: last.map_or(Span::ALL.end, |last| zone.start_of(last.saturating_add(1.day()))),
    }
}

impl Period {
    fn days(self, today: Date) -> Days {
        let (unit, first) = match self {
            Self::AllTime => return (None, None),
            Self::LastDays(count) => return (Some(days_before(today, i64::from(count) - 1)), Some(today)),
            Self::Days(first, last) => return (first, last),
            Self::This(unit) => (unit, unit.first_day(today)),
            Self::Last(unit) => (unit, unit.before(unit.first_day(today))),
            Self::Calendar(unit, first) => (unit, first),
        };
        (Some(first), Some(days_before(unit.after(first), 1)))
    }

    /// The span this period means at an instant in a zone.
    ///
    /// `this_week` and `last_90_days` end with today: nothing is known of what comes after.
    pub fn span(self, now: Timestamp, zone: &Zone) -> Span {
        let today = zone.local(now).date();
        let (first, last) = self.days(today);
        let last = if matches!(self, Self::This(_)) { Some(today) } else { last };
        span_of((first, last), zone)
    }

    /// The span to compare with: the calendar's week, month, quarter or year before, else the span of equal length that ends
    /// where this one begins; none where there is no beginning.
    pub fn previous_span(self, now: Timestamp, zone: &Zone) -> Option<Span> {
        let today = zone.local(now).date();
        let (first, last) = self.days(today);
        let first = first?;
        let earliest = match self {
            Self::This(unit) | Self::Last(unit) | Self::Calendar(unit, _) => unit.before(first),
            _ => days_before(first, i64::from((last.unwrap_or(today).max(first) - first).get_days()) + 1),
        };
        Some(span_of((Some(earliest), Some(days_before(first, 1))), zone))
    }

    /// The span 52 weeks before, so that Mondays are compared with Mondays; none for all time.
    pub fn span_a_year_before(self, now: Timestamp, zone: &Zone) -> Option<Span> {
        let today = zone.local(now).date();
        let (first, last) = self.days(today);
        let last = if matches!(self, Self::This(_)) { today } else { last.unwrap_or(today) };
        Some(span_of(
            (Some(days_before(first?, YEAR_OF_WEEKS_DAYS)), Some(days_before(last, YEAR_OF_WEEKS_DAYS))),
            zone,
        ))
    }
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

    /// The shortest span that contains both.
    pub fn hull(&self, other: &Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

#[cfg(test)]
mod tests;
