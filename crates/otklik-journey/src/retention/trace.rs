//! What retention has to know of one customer.

use super::{CohortEntry, RetentionQuestion, Returning};
use crate::activity::{Bits, Classes, Period};
use crate::columns::Journey;

const START: u8 = 1;
const BACK: u8 = 2;

/// The periods in which a customer started and was back.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Trace<const WORDS: usize> {
    starts: Bits<WORDS>,
    backs: Bits<WORDS>,
    /// Back in the same period after having started in it.
    backs_at_once: Bits<WORDS>,
}

/// What of a question is asked of every event.
#[derive(Clone, Debug)]
pub(super) struct Look {
    pub question: RetentionQuestion,
    classes: Classes,
}

impl Look {
    pub fn new(question: RetentionQuestion) -> Self {
        let classes = Classes::new(&[&question.start, &question.back]);
        Self { question, classes }
    }
}

impl<const WORDS: usize> Trace<WORDS> {
    /// Adds the events of a journey, or of a piece of one, all of which take part.
    #[inline]
    pub fn add(&mut self, journey: &Journey<'_>, look: &Look) {
        let Self { mut starts, mut backs, mut backs_at_once } = *self;
        let (number, classes) = (look.question.periods.numbers(), look.classes.table());
        for (code, time) in journey.codes.iter().zip(journey.times) {
            let class = classes[usize::from(*code)];
            if class != 0 {
                let period = number(*time);
                let back = Period::new(period, class & BACK != 0);
                backs_at_once.add(back.if_in(&starts));
                backs.add(back);
                starts.add(Period::new(period, class & START != 0));
            }
        }
        *self = Self { starts, backs, backs_at_once };
    }

    /// Writes down for each period the value at its first start; to be called before the events are added.
    pub fn add_values(&self, journey: &Journey<'_>, look: &Look, values: &mut [u16]) {
        let Some(breakdown) = journey.breakdown else { return };
        let mut starts = self.starts;
        for (place, (code, time)) in journey.codes.iter().zip(journey.times).enumerate() {
            if look.classes.of(*code) & START != 0 {
                let period = look.question.periods.number(*time);
                if !starts.has(period) {
                    values[period] = breakdown[place];
                    starts.add(Period::new(period, true));
                }
            }
        }
    }

    /// The cohorts that the customer belongs to, by the numbers of their periods.
    #[inline]
    pub fn cohorts(&self, question: &RetentionQuestion, mut cohort: impl FnMut(usize)) {
        let last = question.periods.count();
        match question.entry {
            CohortEntry::FirstTime => {
                if let Some(first) = self.starts.lowest().filter(|first| (1..=last).contains(first)) {
                    cohort(first);
                }
            }
            CohortEntry::Recurring => self.starts.each(1, last, cohort),
        }
    }

    /// The periods, by their distance from a cohort's, in which the customer counts as back.
    #[inline]
    pub fn returns(&self, cohort: usize, question: &RetentionQuestion, mut distance: impl FnMut(usize)) {
        let last = question.periods.count();
        let at_once = self.backs_at_once.has(cohort);
        match question.returning {
            Returning::On => {
                if at_once {
                    distance(0);
                }
                self.backs.each(cohort + 1, last, |period| distance(period - cohort));
            }
            Returning::OnOrAfter => {
                let until = self.backs.highest().filter(|period| *period > cohort);
                match until {
                    Some(until) => (0..=until.min(last) - cohort).for_each(distance),
                    None if at_once => distance(0),
                    None => {}
                }
            }
        }
    }
}
