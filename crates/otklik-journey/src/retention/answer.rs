//! What comes out of retention.

use super::RetentionQuestion;

/// The cohorts over all customers, and under each value at the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetentionAnswer {
    /// A cohort for each period.
    pub cohorts: Vec<Cohort>,
    /// The cohorts under each value that occurs; nothing for values that are not told apart. They add up to `cohorts`.
    pub values: Vec<(Option<u16>, Vec<Cohort>)>,
}

/// Customers who started in one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cohort {
    /// Customers.
    pub size: u64,
    /// Those who were back, by how many periods later, from the cohort's own period (back after the start) to the last one.
    pub returned: Vec<ReturnCount>,
}

/// Customers who were back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReturnCount {
    /// Customers.
    pub people: u64,
    /// The period had not ended, so that more may come.
    pub unfinished: bool,
}

impl RetentionAnswer {
    pub(super) fn new(question: &RetentionQuestion, sizes: &[u32], returned: &[u32]) -> Self {
        let periods = question.periods.count();
        let cohort = |slot: usize, index: usize| {
            let row = slot * periods + index;
            let cells = &returned[row * periods..(row + 1) * periods - index];
            let returned = cells.iter().enumerate().map(|(distance, people)| ReturnCount {
                people: u64::from(*people),
                unfinished: question.periods.is_unfinished(1 + index + distance, question.now),
            });
            Cohort { size: u64::from(sizes[row]), returned: returned.collect() }
        };
        let cohorts = |slot: usize| (0..periods).map(|index| cohort(slot, index)).collect::<Vec<_>>();
        let slots = sizes.len() / periods;
        let values = (1..slots).map(|slot| ((slot + 1 < slots).then_some((slot - 1) as u16), cohorts(slot)));
        let occurs = |(_, cohorts): &(Option<u16>, Vec<Cohort>)| cohorts.iter().any(|cohort| cohort.size > 0);
        Self { cohorts: cohorts(0), values: values.filter(occurs).collect() }
    }
}
