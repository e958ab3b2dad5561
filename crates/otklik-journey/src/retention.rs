//! Who comes back, and when.

mod answer;
mod fold;
mod trace;

pub use answer::{Cohort, RetentionAnswer, ReturnCount};
pub use fold::{Retention, RetentionCarry, RetentionFigure};

use crate::error::QuestionError;
use crate::periods::Periods;

/// The most counts of one answer: cohorts × periods × values.
pub const MOST_CELLS: usize = 1 << 22;

/// Retention as it is asked for.
#[derive(Clone, Debug)]
pub struct RetentionQuestion {
    /// The codes with which a customer begins.
    pub start: Vec<u16>,
    /// The codes with which a customer is back.
    pub back: Vec<u16>,
    /// The periods: a cohort for each, and the times of its return.
    pub periods: Periods,
    /// Which cohorts a customer belongs to.
    pub entry: CohortEntry,
    /// Which returns count for a period.
    pub returning: Returning,
    /// How many values are told apart at the start event, from 0; without it nothing is broken down.
    pub values: Option<usize>,
    /// The present, by which a period is unfinished.
    pub now: i64,
}

/// Which cohorts a customer belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CohortEntry {
    /// That of the first start ever alone; customers who started before the first period belong to none.
    #[default]
    FirstTime,
    /// Each in which they started.
    Recurring,
}

/// Which returns count for a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Returning {
    /// Those within it.
    #[default]
    On,
    /// Those within it or later, behind the last period too.
    OnOrAfter,
}

impl RetentionQuestion {
    fn check(&self) -> Result<(), QuestionError> {
        for (place, codes) in [("/start", &self.start), ("/back", &self.back)] {
            if codes.is_empty() {
                return Err(QuestionError::NoCodes { place });
            }
        }
        let periods = self.periods.count();
        let cells = (1 + self.values.map_or(0, |values| values + 1)).saturating_mul(periods * periods);
        if cells > MOST_CELLS {
            return Err(QuestionError::TooManyCells { found: cells, limit: MOST_CELLS });
        }
        Ok(())
    }
}
