//! How long it takes from one touch to another: the wait for a reply, the pause until the next purchase.

use crate::activity::Classes;
use crate::columns::Journey;
use crate::durations::Durations;
use crate::error::QuestionError;
use crate::fold::{Fold, Opened};
use crate::sections::{SectionRule, Sections};
use crate::transitions::TransitionTimes;
use crate::walk::Tally;

/// Times between touches as they are asked for.
#[derive(Clone, Debug)]
pub struct BetweenQuestion {
    /// The codes with which a wait begins.
    pub from: Vec<u16>,
    /// The codes that end it; the same ones as in `from` ask for the time until it happens again.
    pub to: Vec<u16>,
    /// Which of several beginnings before an end counts.
    pub beginning: Beginning,
    /// What counts as one journey.
    pub sections: SectionRule,
    /// Where the histogram is divided, in microseconds.
    pub borders: Vec<i64>,
}

/// Which of several beginnings before an end counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Beginning {
    /// The first: the wait goes on, however often one asks again.
    #[default]
    First,
    /// The last.
    Latest,
}

/// Counts times between touches.
#[derive(Clone, Debug)]
pub struct Between {
    question: BetweenQuestion,
    classes: Classes,
    sections: Sections,
    ended: Tally,
    open: Tally,
    micros: u128,
    durations: Durations,
    visited: u32,
}

/// How long it took.
#[derive(Clone, Debug, PartialEq)]
pub struct BetweenAnswer {
    /// Waits that ended.
    pub count: u64,
    /// Their people.
    pub people: u64,
    /// The sum of their times in microseconds.
    pub micros: u128,
    /// Quantiles of their times.
    pub times: Option<TransitionTimes>,
    /// How many of them lie in each stretch between the question's borders.
    pub histogram: Vec<u64>,
    /// Waits that nothing ended, and their people.
    pub open: (u64, u64),
}

/// A figure of times between touches that opens its people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BetweenFigure {
    /// Who waited until an end.
    Ended,
    /// Whose wait nothing ended.
    Open,
}

const FROM: u8 = 1;
const TO: u8 = 2;

impl Between {
    /// A fold that has seen nobody yet.
    pub fn new(question: BetweenQuestion) -> Result<Self, QuestionError> {
        question.sections.check("/sections")?;
        for (place, codes) in [("/from", &question.from), ("/to", &question.to)] {
            if codes.is_empty() {
                return Err(QuestionError::NoCodes { place });
            }
        }
        Ok(Self {
            classes: Classes::new(&[&question.from, &question.to]),
            sections: Sections::new(question.sections),
            ended: Tally::default(),
            open: Tally::default(),
            micros: 0,
            durations: Durations::new(1),
            visited: 0,
            question,
        })
    }

    /// Hands over every wait of a journey: its time, or nothing if it did not end.
    fn each_wait(&mut self, journey: Journey<'_>, mut wait: impl FnMut(Option<i64>)) {
        let Self { question, classes, sections, .. } = self;
        sections.each(&journey, |section| {
            let mut since = None;
            for (code, time) in section.codes.iter().zip(section.times) {
                let class = classes.of(*code);
                if class & TO != 0
                    && let Some(begun) = since.take()
                {
                    wait(Some(time - begun));
                }
                if class & FROM != 0 && (since.is_none() || question.beginning == Beginning::Latest) {
                    since = Some(*time);
                }
            }
            if since.is_some() {
                wait(None);
            }
        });
    }
}

impl Fold for Between {
    type Answer = BetweenAnswer;

    fn visit(&mut self, journey: Journey<'_>) {
        self.visited += 1;
        let visited = self.visited;
        let (mut ended, mut open, mut micros) = (self.ended, self.open, self.micros);
        let mut durations = std::mem::take(&mut self.durations);
        self.each_wait(journey, |wait| match wait {
            Some(time) => {
                ended.add(visited);
                micros += time.max(0) as u128;
                durations.add(0, time);
            }
            None => open.add(visited),
        });
        (self.ended, self.open, self.micros, self.durations) = (ended, open, micros, durations);
    }

    fn merge(&mut self, other: Self) {
        self.ended.merge(&other.ended);
        self.open.merge(&other.open);
        self.micros += other.micros;
        self.durations.merge(&other.durations);
    }

    fn finish(self) -> BetweenAnswer {
        BetweenAnswer {
            count: self.ended.count,
            people: u64::from(self.ended.people),
            micros: self.micros,
            times: TransitionTimes::of(&self.durations, 0, u64::from(self.ended.people)),
            histogram: self.durations.histogram(0, &self.question.borders),
            open: (self.open.count, u64::from(self.open.people)),
        }
    }
}

impl Opened for Between {
    type Figure = BetweenFigure;

    fn counts(&mut self, figure: &BetweenFigure, journey: Journey<'_>) -> bool {
        let mut is_among = false;
        self.each_wait(journey, |wait| is_among |= wait.is_some() == (*figure == BetweenFigure::Ended));
        is_among
    }
}
