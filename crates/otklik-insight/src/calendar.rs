//! Local dates and hours of many instants, cheaply.

use std::borrow::Cow;
use std::collections::HashMap;

use jiff::civil::{Date, DateTime};
use otklik_core::time::SECOND_MICROS;
use otklik_core::{Timestamp, Zone, period};

/// Every zone's offset is a multiple of this, so the local date and hour hold for the whole quarter.
const QUARTER_MICROS: i64 = 15 * 60 * SECOND_MICROS;

/// Remembers the local reading of each quarter of an hour that was asked for.
pub(crate) struct LocalCalendar<'a> {
    zone: Cow<'a, Zone>,
    known: HashMap<i64, LocalQuarter>,
}

/// What a quarter of an hour is called locally.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LocalQuarter {
    pub(crate) date: Date,
    pub(crate) monday: Date,
    pub(crate) month: Date,
    pub(crate) hour: i8,
}

impl From<DateTime> for LocalQuarter {
    fn from(local: DateTime) -> Self {
        let date = local.date();
        Self { date, monday: period::monday_of(date), month: date.first_of_month(), hour: local.hour() }
    }
}

impl<'a> LocalCalendar<'a> {
    pub(crate) fn new(zone: &'a Zone) -> Self {
        Self { zone: Cow::Borrowed(zone), known: HashMap::new() }
    }

    /// A calendar that keeps its zone, to be taken elsewhere.
    pub(crate) fn of_zone(zone: Zone) -> LocalCalendar<'static> {
        LocalCalendar { zone: Cow::Owned(zone), known: HashMap::new() }
    }

    pub(crate) fn quarter(&mut self, instant: Timestamp) -> LocalQuarter {
        let quarter = instant.0.div_euclid(QUARTER_MICROS);
        let zone = &self.zone;
        *self.known.entry(quarter).or_insert_with(|| zone.local(Timestamp(quarter * QUARTER_MICROS)).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_reads_as_its_local_week_month_and_hour() {
        let zone: Zone = "Asia/Krasnoyarsk".parse().unwrap();
        let mut calendar = LocalCalendar::new(&zone);
        let late_sunday_utc = Timestamp::parse("2026-05-31T18:59:59Z").unwrap();
        let quarter = calendar.quarter(late_sunday_utc);
        assert_eq!(quarter.monday.to_string(), "2026-06-01");
        assert_eq!(quarter.month.to_string(), "2026-06-01");
        assert_eq!(quarter.hour, 1);
    }
}
