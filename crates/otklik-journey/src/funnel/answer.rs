//! What comes out of a funnel.

use super::count::{Counts, Tally};
use crate::transitions::TransitionTimes;

/// The steps over all attempts, and under each value of the breakdown.
#[derive(Clone, Debug, PartialEq)]
pub struct FunnelAnswer {
    /// The steps over all attempts.
    pub steps: Vec<StepCount>,
    /// The steps under each value that occurs; attempts of all of them add up to those of `steps`.
    pub values: Vec<(FunnelValue, Vec<StepCount>)>,
    /// People who entered and of whom exclusions left nothing.
    pub dropped: u64,
}

/// What attempts are counted under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FunnelValue {
    /// One of the values that are told apart.
    Value(u16),
    /// Any other value, or none: the chain had no such event.
    Other,
}

/// What is counted of one step.
#[derive(Clone, Debug, PartialEq)]
pub struct StepCount {
    /// Attempts that took it.
    pub reached: StepPart,
    /// Attempts that took it last and did not come to the end in time; the money is what is lost there.
    pub fell: StepPart,
    /// Attempts that took it last so far, and may go on.
    pub unfinished: StepPart,
    /// The sum of times since the step taken before, in microseconds.
    pub micros: u128,
    /// Quantiles of those times; nothing at the entry and where nobody came.
    pub times: Option<TransitionTimes>,
    /// How many of those times lie in each stretch between the question's borders.
    pub histogram: Vec<u64>,
}

/// Attempts that have something in common at a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StepPart {
    /// Attempts: people, unless a person may have several.
    pub count: u64,
    /// Their people.
    pub people: u64,
    /// The sum of the amounts of the events that took the step, in minor units.
    pub money: i128,
}

impl From<&Tally> for StepPart {
    fn from(tally: &Tally) -> Self {
        Self { count: tally.count, people: tally.people, money: tally.money }
    }
}

impl FunnelAnswer {
    pub(super) fn new(counts: &Counts, steps: usize, borders: &[i64]) -> Self {
        let slots = counts.tallies.len() / steps;
        let values = (1..slots).map(|slot| {
            let value = if slot + 1 == slots { FunnelValue::Other } else { FunnelValue::Value((slot - 1) as u16) };
            (value, slot_steps(counts, slot, steps, borders))
        });
        let occurs = |(_, steps): &(FunnelValue, Vec<StepCount>)| steps.iter().any(|step| step.reached.count > 0);
        Self {
            steps: slot_steps(counts, 0, steps, borders),
            values: values.filter(occurs).collect(),
            dropped: counts.dropped,
        }
    }
}

fn slot_steps(counts: &Counts, slot: usize, steps: usize, borders: &[i64]) -> Vec<StepCount> {
    let keys = slot * steps..(slot + 1) * steps;
    keys.map(|key| {
        let tally = &counts.tallies[key];
        StepCount {
            reached: (&tally.reached).into(),
            fell: (&tally.fell).into(),
            unfinished: (&tally.unfinished).into(),
            micros: tally.micros,
            times: TransitionTimes::of(&counts.durations, key, tally.reached.people),
            histogram: counts.durations.histogram(key, borders),
        }
    })
    .collect()
}
