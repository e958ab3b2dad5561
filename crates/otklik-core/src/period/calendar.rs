//! Days, weeks, months, quarters and years.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CalendarUnit {
    /// Midnight to midnight.
    Day,
    /// Monday to Sunday.
    Week,
    /// January, February and so on.
    Month,
    /// Three months, from January on.
    Quarter,
    /// January to December.
    Year,
}

const QUARTER_MONTHS: i8 = 3;

impl CalendarUnit {
    /// Every unit, the shortest first.
    pub const ALL: [Self; 5] = [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// What the present one and the one before are called on the wire.
    pub(super) fn names(self) -> [&'static str; 2] {
        match self {
            Self::Day => ["today", "yesterday"],
            Self::Week => ["this_week", "last_week"],
            Self::Month => ["this_month", "last_month"],
            Self::Quarter => ["this_quarter", "last_quarter"],
            Self::Year => ["this_year", "last_year"],
        }
    }

    /// The first day of the one in which a date lies.
    pub fn first_day(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Week => monday_of(day),
            Self::Month => day.first_of_month(),
            Self::Quarter => date(day.year(), (day.month() - 1) / QUARTER_MONTHS * QUARTER_MONTHS + 1, 1),
            Self::Year => date(day.year(), 1, 1),
        }
    }

    fn length(self) -> jiff::Span {
        match self {
            Self::Day => 1.day(),
            Self::Week => 1.week(),
            Self::Month => 1.month(),
            Self::Quarter => i64::from(QUARTER_MONTHS).months(),
            Self::Year => 1.year(),
        }
    }

    /// The first day of the next one.
    pub fn after(self, first: Date) -> Date {
        first.saturating_add(self.length())
    }

    /// The first day of the one before.
    pub fn before(self, first: Date) -> Date {
        first.saturating_sub(self.length())
    }

    /// The year, quarter or month that is written like `2026`, `2026-q2` or `2026-05`, by its first day.
    pub(super) fn read(text: &str) -> Option<(Self, Date)> {
        let number = |text: &str, digits: usize| -> Option<i16> {
            (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
        };
        let Some((year, part)) = text.split_once('-') else {
            return Some((Self::Year, Date::new(number(text, 4)?, 1, 1).ok()?));
        };
        let year = number(year, 4)?;
        if let Some(quarter) = part.strip_prefix('q') {
            let quarter = number(quarter, 1).filter(|quarter| (1..=4).contains(quarter))? as i8;
            return Some((Self::Quarter, Date::new(year, (quarter - 1) * QUARTER_MONTHS + 1, 1).ok()?));
        }
        Some((Self::Month, Date::new(year, number(part, 2)? as i8, 1).ok()?))
    }

    /// A year, quarter or month as it is read; a day or week by its first day.
    pub(super) fn written(self, first: Date) -> String {
        match self {
            Self::Day | Self::Week => first.to_string(),
            Self::Month => first.strftime("%Y-%m").to_string(),
            Self::Quarter => format!("{:04}-q{}", first.year(), (first.month() - 1) / QUARTER_MONTHS + 1),
            Self::Year => format!("{:04}", first.year()),
        }
    }
}

/// The Monday of a date's week.
pub fn monday_of(date: Date) -> Date {
    date.saturating_sub(i64::from(date.weekday().to_monday_zero_offset()).days())
}
