//! The counts of a funnel's steps.

use super::FunnelOutcome;
use crate::durations::Durations;

/// What is counted of one step.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct StepTally {
    pub reached: Tally,
    pub fell: Tally,
    pub unfinished: Tally,
    /// The sum of times since the step taken before, in microseconds.
    pub micros: u128,
}

/// Attempts, their people, and the amounts of their events.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub count: u64,
    pub people: u64,
    pub money: i128,
    /// The last person who was counted.
    mark: u32,
}

impl Tally {
    fn add(&mut self, amount: i64, mark: u32) {
        self.count += 1;
        self.people += u64::from(self.mark != mark);
        self.mark = mark;
        self.money += i128::from(amount);
    }

    fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.people += other.people;
        self.money += other.money;
    }
}

/// All steps, over all attempts and under each value.
#[derive(Clone, Debug)]
pub(super) struct Counts {
    steps: usize,
    /// The steps of all attempts first, then those of each value, then those of attempts under no value.
    pub tallies: Vec<StepTally>,
    pub durations: Durations,
    pub dropped: u64,
}

impl Counts {
    /// Counts for so many values; with `None` nothing is broken down.
    pub fn new(steps: usize, values: Option<usize>) -> Self {
        let slots = 1 + values.map_or(0, |values| values + 1);
        Self {
            steps,
            tallies: vec![StepTally::default(); slots * steps],
            durations: Durations::new(slots * steps),
            dropped: 0,
        }
    }

    pub fn add(&mut self, outcome: &FunnelOutcome, mark: u32) {
        self.add_to(0, outcome, mark);
        let slots = self.tallies.len() / self.steps;
        if slots > 1 {
            let slot = outcome.value.map_or(slots - 1, |value| 1 + usize::from(value));
            self.add_to(slot, outcome, mark);
        }
    }

    fn add_to(&mut self, slot: usize, outcome: &FunnelOutcome, mark: u32) {
        let base = slot * self.steps;
        let mut previous = None;
        for step in outcome.steps() {
            let (time, amount) = (outcome.times[step], outcome.amounts[step]);
            let tally = &mut self.tallies[base + step];
            tally.reached.add(amount, mark);
            if let Some(before) = previous.replace(time) {
                let micros = time.saturating_sub(before);
                tally.micros += micros as u128;
                self.durations.add(base + step, micros);
            }
        }
        if outcome.completed {
            return;
        }
        let last = outcome.last();
        let tally = &mut self.tallies[base + last];
        let lost = if outcome.unfinished { &mut tally.unfinished } else { &mut tally.fell };
        lost.add(outcome.amounts[last], mark);
    }

    pub fn merge(&mut self, other: &Self) {
        for (own, others) in self.tallies.iter_mut().zip(&other.tallies) {
            own.reached.merge(&others.reached);
            own.fell.merge(&others.fell);
            own.unfinished.merge(&others.unfinished);
            own.micros += others.micros;
        }
        self.durations.merge(&other.durations);
        self.dropped += other.dropped;
    }
}
