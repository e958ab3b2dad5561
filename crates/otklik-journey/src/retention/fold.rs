//! Retention as a fold.

use super::RetentionQuestion;
use super::answer::RetentionAnswer;
use super::trace::{Look, Trace};
use crate::activity::MOST_WORDS;
use crate::columns::Journey;
use crate::error::QuestionError;
use crate::fold::{Fold, Opened, Resume};
use crate::sections::Sections;

/// Counts who comes back after so many periods.
#[derive(Clone, Debug)]
pub struct Retention {
    look: Look,
    sections: Sections,
    /// By slot, cohort and distance: all customers first, then those of each value, then the others.
    returned: Vec<u32>,
    /// By slot and cohort.
    sizes: Vec<u32>,
    /// The value at the first start in each period.
    values: Vec<u16>,
}

/// What a journey leaves behind where it is cut.
#[derive(Clone, Debug, Default)]
pub struct RetentionCarry {
    trace: Trace<MOST_WORDS>,
    values: Vec<u16>,
}

/// A figure of retention that opens its people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetentionFigure {
    /// The cohort's index.
    pub cohort: usize,
    /// How many periods later they were back; without it everybody of the cohort.
    pub distance: Option<usize>,
    /// The value at the start event; `Some(None)` stands for those that are not told apart.
    pub value: Option<Option<u16>>,
}

/// The value of an event without a breakdown column.
const NO_VALUE: u16 = u16::MAX;

impl Retention {
    /// A fold that has seen nobody yet.
    pub fn new(question: RetentionQuestion) -> Result<Self, QuestionError> {
        question.check()?;
        let periods = question.periods.count();
        let slots = 1 + question.values.map_or(0, |values| values + 1);
        Ok(Self {
            returned: vec![0; slots * periods * periods],
            sizes: vec![0; slots * periods],
            values: vec![NO_VALUE; periods + 2],
            look: Look::new(question),
            sections: Sections::default(),
        })
    }

    fn trace<const WORDS: usize>(&mut self, trace: &mut Trace<WORDS>, journey: Journey<'_>) {
        let Self { look, sections, values, .. } = self;
        sections.each(&journey, |journey| {
            if look.question.values.is_some() {
                trace.add_values(journey, look, values);
            }
            trace.add(journey, look);
        });
    }

    fn count<const WORDS: usize>(&mut self, trace: &Trace<WORDS>) {
        let Self { look, returned, sizes, values, .. } = self;
        let periods = look.question.periods.count();
        trace.cohorts(&look.question, |cohort| {
            let mut add = |slot: usize| {
                let row = slot * periods + cohort - 1;
                sizes[row] += 1;
                let cells = &mut returned[row * periods..(row + 1) * periods];
                trace.returns(cohort, &look.question, |distance| cells[distance] += 1);
            };
            add(0);
            if let Some(told_apart) = look.question.values {
                add(1 + usize::from(values[cohort]).min(told_apart));
            }
        });
    }

    fn visit_words<const WORDS: usize>(&mut self, journey: Journey<'_>) {
        let mut trace = Trace::<WORDS>::default();
        self.trace(&mut trace, journey);
        self.count(&trace);
    }
}

impl Fold for Retention {
    type Answer = RetentionAnswer;

    #[inline]
    fn visit(&mut self, journey: Journey<'_>) {
        match self.look.question.periods.count() + 2 {
            0..=64 => self.visit_words::<1>(journey),
            65..=256 => self.visit_words::<4>(journey),
            _ => self.visit_words::<MOST_WORDS>(journey),
        }
    }

    fn merge(&mut self, other: Self) {
        self.returned.iter_mut().zip(&other.returned).for_each(|(own, others)| *own += others);
        self.sizes.iter_mut().zip(&other.sizes).for_each(|(own, others)| *own += others);
    }

    fn finish(self) -> RetentionAnswer {
        RetentionAnswer::new(&self.look.question, &self.sizes, &self.returned)
    }
}

impl Resume for Retention {
    type Carry = RetentionCarry;

    fn piece(&mut self, carry: &mut RetentionCarry, piece: Journey<'_>) {
        if self.look.question.values.is_some() && !carry.values.is_empty() {
            self.values.copy_from_slice(&carry.values);
        }
        self.trace(&mut carry.trace, piece);
        if self.look.question.values.is_some() {
            carry.values.clone_from(&self.values);
        }
    }

    fn end(&mut self, carry: RetentionCarry) {
        if !carry.values.is_empty() {
            self.values.copy_from_slice(&carry.values);
        }
        self.count(&carry.trace);
    }
}

impl Opened for Retention {
    type Figure = RetentionFigure;

    fn counts(&mut self, figure: &RetentionFigure, journey: Journey<'_>) -> bool {
        let mut trace = Trace::<MOST_WORDS>::default();
        self.trace(&mut trace, journey);
        let told_apart = self.look.question.values.unwrap_or(0);
        let mut is_among = false;
        trace.cohorts(&self.look.question, |cohort| {
            let value = Some(self.values[cohort]).filter(|value| usize::from(*value) < told_apart);
            if cohort == figure.cohort + 1 && figure.value.is_none_or(|wanted| wanted == value) {
                is_among |= figure.distance.is_none();
                trace.returns(cohort, &self.look.question, |distance| is_among |= figure.distance == Some(distance));
            }
        });
        is_among
    }
}
