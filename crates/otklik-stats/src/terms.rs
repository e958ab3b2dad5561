//! On which terms a figure is given.

use otklik_core::estimate::{DEFAULT_LEVEL, ENOUGH_PEOPLE};
use otklik_core::{Estimate, Measure, Method, Status};

use crate::Interval;

/// How sure an interval is to be and how many people a figure needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms {
    /// Level of the interval, such as 0.95.
    pub level: f64,
    /// People below which no figure is given.
    pub minimum_people: u64,
}

impl Default for Terms {
    fn default() -> Self {
        Self { level: DEFAULT_LEVEL, minimum_people: ENOUGH_PEOPLE }
    }
}

/// What stands behind a figure.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Basis {
    pub(crate) n: u64,
    pub(crate) people: u64,
    pub(crate) effective_n: f64,
}

impl Terms {
    /// The figure on these terms; the interval is asked for only when enough people are behind it.
    ///
    /// An interval that does not exist means too few; one without finite ends means that the data cannot tell.
    pub(crate) fn estimate(
        &self,
        basis: Basis,
        unit: Measure,
        method: Method,
        figure: impl FnOnce(f64) -> Option<(f64, Interval)>,
    ) -> Estimate {
        let Basis { n, people, effective_n } = basis;
        let withheld = Estimate { level: self.level, effective_n, ..Estimate::too_few(unit, n, people, method) };
        if n == 0 || people < self.minimum_people {
            return withheld;
        }
        match figure(self.level) {
            None => withheld,
            Some((value, interval)) if value.is_finite() && interval.is_finite() => {
                let Interval { low, high } = interval.including(value);
                Estimate { value: Some(value), low: Some(low), high: Some(high), status: Status::Ok, ..withheld }
            }
            Some(_) => Estimate { status: Status::NotIdentified, ..withheld },
        }
    }
}
