//! The funnel as a fold.

use super::count::Counts;
use super::examine::Examiner;
pub use super::examine::FunnelOutcome;
use super::plan::Plan;
use super::{FunnelAnswer, FunnelError, FunnelQuestion, FunnelValue};
use crate::columns::Journey;
use crate::fold::{Fold, Opened};

/// Counts who takes the steps of a way.
#[derive(Clone, Debug)]
pub struct Funnel {
    examiner: Examiner,
    counts: Counts,
    steps: usize,
    borders: Vec<i64>,
    visited: u32,
}

/// A figure of a funnel that opens its people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunnelFigure {
    /// Who took a step, under a value if one is named.
    Reached(usize, Option<FunnelValue>),
    /// Who was lost after a step.
    Fell(usize, Option<FunnelValue>),
    /// Who may still go on after a step.
    Unfinished(usize, Option<FunnelValue>),
    /// Of whom exclusions left nothing.
    Dropped,
}

impl Funnel {
    /// A fold that has seen nobody yet.
    pub fn new(question: &FunnelQuestion) -> Result<Self, FunnelError> {
        let plan = Plan::new(question)?;
        let steps = plan.steps;
        Ok(Self {
            examiner: Examiner::new(plan, question.breakdown, question.hold_group),
            counts: Counts::new(steps, question.breakdown.map(|breakdown| breakdown.values)),
            steps,
            borders: question.borders.clone(),
            visited: 0,
        })
    }

    /// What a person's attempts came to; counts nothing.
    pub fn outcomes(&mut self, journey: Journey<'_>) -> &[FunnelOutcome] {
        self.examiner.examine(&journey).0
    }
}

impl Fold for Funnel {
    type Answer = FunnelAnswer;

    #[inline]
    fn visit(&mut self, journey: Journey<'_>) {
        self.visited += 1;
        let (outcomes, is_dropped) = self.examiner.examine(&journey);
        outcomes.iter().for_each(|outcome| self.counts.add(outcome, self.visited));
        self.counts.dropped += u64::from(is_dropped);
    }

    fn merge(&mut self, other: Self) {
        self.counts.merge(&other.counts);
    }

    fn finish(self) -> FunnelAnswer {
        FunnelAnswer::new(&self.counts, self.steps, &self.borders)
    }
}

impl Opened for Funnel {
    type Figure = FunnelFigure;

    fn counts(&mut self, figure: &FunnelFigure, journey: Journey<'_>) -> bool {
        let (outcomes, is_dropped) = self.examiner.examine(&journey);
        let any = |value: Option<FunnelValue>, is_meant: &dyn Fn(&FunnelOutcome) -> bool| {
            outcomes.iter().any(|outcome| is_meant(outcome) && value.is_none_or(|value| value == value_of(outcome)))
        };
        match *figure {
            FunnelFigure::Reached(step, value) => any(value, &|outcome| outcome.steps().any(|taken| taken == step)),
            FunnelFigure::Fell(step, value) => {
                any(value, &|outcome| outcome.last() == step && !outcome.completed && !outcome.unfinished)
            }
            FunnelFigure::Unfinished(step, value) => {
                any(value, &|outcome| outcome.last() == step && outcome.unfinished)
            }
            FunnelFigure::Dropped => is_dropped,
        }
    }
}

fn value_of(outcome: &FunnelOutcome) -> FunnelValue {
    outcome.value.map_or(FunnelValue::Other, FunnelValue::Value)
}
