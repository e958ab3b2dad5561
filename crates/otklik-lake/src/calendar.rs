//! Months of the UTC calendar.

use std::fmt;
use std::str::FromStr;

use otklik_core::Timestamp;
use otklik_core::time::DAY_MICROS;

/// A month, counted from January of the year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Month(pub(crate) i32);

impl Month {
    /// The month in which an instant lies (the method of H. Hinnant, 2013: years begin in March).
    pub(crate) fn of(instant: Timestamp) -> Self {
        let days = instant.0.div_euclid(DAY_MICROS) + 719_468;
        let era = days.div_euclid(146_097);
        let day = days.rem_euclid(146_097);
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day_of_year = day - (365 * year + year / 4 - year / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        Self(((year + era * 400) * 12 + month_from_march + 2) as i32)
    }

    /// The instant at which the month begins.
    pub(crate) fn start(self) -> Timestamp {
        let from_march = i64::from(self.0) - 2;
        let (year, month) = (from_march.div_euclid(12), from_march.rem_euclid(12));
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + (153 * month + 2) / 5;
        Timestamp((era * 146_097 + day - 719_468).saturating_mul(DAY_MICROS))
    }

    /// The month so many later.
    pub(crate) fn plus(self, months: i32) -> Self {
        Self(self.0 + months)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}", self.0.div_euclid(12), self.0.rem_euclid(12) + 1)
    }
}

impl FromStr for Month {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (year, month) = text.rsplit_once('-').ok_or(())?;
        let (year, month): (i32, i32) = (year.parse().map_err(drop)?, month.parse().map_err(drop)?);
        if (1..=12).contains(&month) { Ok(Self(year * 12 + month - 1)) } else { Err(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_agree_with_the_calendar_library_over_ten_thousand_years() {
        for days in (-4_000_000..2_900_000).step_by(97) {
            let instant = Timestamp(days * DAY_MICROS + 1);
            let date = otklik_core::Zone::UTC.local(instant).date();
            let month = Month::of(instant);
            assert_eq!(month.0, i32::from(date.year()) * 12 + i32::from(date.month()) - 1, "{instant}");
            assert!(month.start() <= instant && instant < month.plus(1).start(), "{instant}");
            assert_eq!(month.to_string().parse(), Ok(month));
        }
    }
}
