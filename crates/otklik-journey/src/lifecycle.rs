//! Who is new, stays, comes back to life, or falls asleep.

use crate::activity::{Bits, Classes, MOST_WORDS, Period};
use crate::columns::Journey;
use crate::error::QuestionError;
use crate::fold::{Fold, Opened, Resume};
use crate::periods::Periods;
use crate::sections::Sections;

/// A lifecycle as it is asked for.
#[derive(Clone, Debug)]
pub struct LifecycleQuestion {
    /// The codes with which a customer is active.
    pub active: Vec<u16>,
    /// The periods. The first one is not told of: it only says who was active before the second.
    pub periods: Periods,
    /// The present, by which a period is unfinished.
    pub now: i64,
}

/// What a customer is in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LifecycleState {
    /// Active for the first time ever.
    New,
    /// Active, as in the period before.
    Returning,
    /// Active, not in the period before, but some time earlier.
    Resurrecting,
    /// Not active, but in the period before.
    Dormant,
}

const STATES: [LifecycleState; 4] =
    [LifecycleState::New, LifecycleState::Returning, LifecycleState::Resurrecting, LifecycleState::Dormant];

/// Customers of one period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LifecycleCount {
    /// Active for the first time ever.
    pub new: u64,
    /// Active, as in the period before.
    pub returning: u64,
    /// Active, not in the period before, but some time earlier.
    pub resurrecting: u64,
    /// Not active, but in the period before.
    pub dormant: u64,
    /// The period had not ended.
    pub unfinished: bool,
}

/// Counts what customers are in each period.
#[derive(Clone, Debug)]
pub struct Lifecycle {
    classes: Classes,
    sections: Sections,
    periods: Periods,
    now: i64,
    /// By number of period and state.
    counts: Vec<[u32; 4]>,
}

/// What a journey leaves behind where it is cut: the periods in which the customer was active.
#[derive(Clone, Copy, Debug, Default)]
pub struct LifecycleCarry(Bits<MOST_WORDS>);

/// A figure of the lifecycle that opens its people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LifecycleFigure {
    /// The period's index among all periods of the question, from 1.
    pub period: usize,
    /// What they are.
    pub state: LifecycleState,
}

impl Lifecycle {
    /// A fold that has seen nobody yet.
    pub fn new(question: &LifecycleQuestion) -> Result<Self, QuestionError> {
        if question.active.is_empty() {
            return Err(QuestionError::NoCodes { place: "/active" });
        }
        Ok(Self {
            classes: Classes::new(&[&question.active]),
            sections: Sections::default(),
            counts: vec![[0; 4]; question.periods.count() + 2],
            periods: question.periods.clone(),
            now: question.now,
        })
    }

    fn add<const WORDS: usize>(&mut self, active: &mut Bits<WORDS>, journey: Journey<'_>) {
        let Self { classes, periods, sections, .. } = self;
        sections.each(&journey, |journey| {
            let (number, classes) = (periods.numbers(), classes.table());
            for (code, time) in journey.codes.iter().zip(journey.times) {
                active.add(Period::new(number(*time), classes[usize::from(*code)] != 0));
            }
        });
    }

    fn count<const WORDS: usize>(&mut self, active: &Bits<WORDS>) {
        let last = self.periods.count();
        for (state, bits) in states(active).into_iter().enumerate() {
            bits.each(2, last, |period| self.counts[period][state] += 1);
        }
    }

    fn visit_words<const WORDS: usize>(&mut self, journey: Journey<'_>) {
        let mut active = Bits::<WORDS>::default();
        self.add(&mut active, journey);
        self.count(&active);
    }
}

/// The periods of each state, all periods at once.
fn states<const WORDS: usize>(active: &Bits<WORDS>) -> [Bits<WORDS>; 4] {
    let after = active.next();
    let mut first = Bits::default();
    if let Some(lowest) = active.lowest() {
        first.add(Period::new(lowest, true));
    }
    [first, active.and(&after), active.without(&after).without(&first), after.without(active)]
}

impl Fold for Lifecycle {
    /// The periods from the second one on.
    type Answer = Vec<LifecycleCount>;

    fn visit(&mut self, journey: Journey<'_>) {
        match self.periods.count() + 2 {
            0..=64 => self.visit_words::<1>(journey),
            65..=256 => self.visit_words::<4>(journey),
            _ => self.visit_words::<MOST_WORDS>(journey),
        }
    }

    fn merge(&mut self, other: Self) {
        for (own, others) in self.counts.iter_mut().flatten().zip(other.counts.iter().flatten()) {
            *own += others;
        }
    }

    fn finish(self) -> Vec<LifecycleCount> {
        let count = |number: usize| {
            let [new, returning, resurrecting, dormant] = self.counts[number].map(u64::from);
            let unfinished = self.periods.is_unfinished(number, self.now);
            LifecycleCount { new, returning, resurrecting, dormant, unfinished }
        };
        (2..=self.periods.count()).map(count).collect()
    }
}

impl Resume for Lifecycle {
    type Carry = LifecycleCarry;

    fn piece(&mut self, carry: &mut LifecycleCarry, piece: Journey<'_>) {
        self.add(&mut carry.0, piece);
    }

    fn end(&mut self, carry: LifecycleCarry) {
        self.count(&carry.0);
    }
}

impl Opened for Lifecycle {
    type Figure = LifecycleFigure;

    fn counts(&mut self, figure: &LifecycleFigure, journey: Journey<'_>) -> bool {
        let mut active = Bits::<MOST_WORDS>::default();
        self.add(&mut active, journey);
        let state = STATES.iter().zip(states(&active)).find(|(state, _)| **state == figure.state);
        state.is_some_and(|(_, bits)| bits.has(figure.period + 1))
    }
}
