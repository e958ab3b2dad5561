//! The comparison with a plan as a fold.

use super::check::check;
use super::count::Counts;
use super::examine::{Examiner, Judged};
use super::{ConformanceAnswer, ConformanceError, ConformanceQuestion, Deviation};
use crate::columns::Journey;
use crate::fold::{Fold, Opened};

/// Compares journeys with a plan. Memory grows with the number of different ways to differ, not with that of journeys.
#[derive(Clone, Debug)]
pub struct Conformance {
    examiner: Examiner,
    counts: Counts,
    way: Vec<u16>,
    told: Vec<Deviation>,
    most: usize,
    visited: u32,
}

/// A figure of the comparison that opens its people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConformanceFigure {
    /// Who has a journey that was compared.
    Judged,
    /// Who has one that is not over.
    Unfinished,
    /// Who has one that does not differ.
    Conforming,
    /// Who has one that differs by nothing but insertions.
    Keeping,
    /// Who has one that differs.
    Differing,
    /// Who took a step in its place.
    Taken(usize),
    /// Who has a journey with this deviation.
    With(Deviation),
    /// Who has a journey that differs in exactly this way.
    Way(Vec<Deviation>),
}

impl Conformance {
    /// A fold that has seen nobody yet.
    pub fn new(question: &ConformanceQuestion) -> Result<Self, ConformanceError> {
        check(question)?;
        Ok(Self {
            examiner: Examiner::new(question),
            counts: Counts::new(question.steps.len(), question.nodes.nodes()),
            way: Vec::new(),
            told: Vec::new(),
            most: question.most,
            visited: 0,
        })
    }

    /// Hands over every way in which a customer's journeys differ, the same in a row told once; counts nothing.
    pub fn ways(&mut self, journey: Journey<'_>, mut way: impl FnMut(&[Deviation])) {
        let Self { examiner, told, .. } = self;
        examiner.each(&journey, |judged| {
            told.clear();
            told.extend(judged.told_once().map(Deviation::of_code));
            if !told.is_empty() {
                way(told);
            }
        });
    }
}

impl Fold for Conformance {
    type Answer = ConformanceAnswer;

    fn visit(&mut self, journey: Journey<'_>) {
        let Self { examiner, counts, way, visited, .. } = self;
        *visited += 1;
        examiner.each(&journey, |judged| counts.add(judged, *visited, way));
    }

    fn merge(&mut self, other: Self) {
        self.counts.merge(&other.counts);
    }

    fn finish(self) -> ConformanceAnswer {
        ConformanceAnswer::new(&self.counts, self.most)
    }
}

impl Opened for Conformance {
    type Figure = ConformanceFigure;

    fn counts(&mut self, figure: &ConformanceFigure, journey: Journey<'_>) -> bool {
        let Self { examiner, way, .. } = self;
        if let ConformanceFigure::Way(deviations) = figure {
            way.clear();
            way.extend(deviations.iter().map(|deviation| deviation.code()));
        }
        let mut is_among = false;
        examiner.each(&journey, |judged| is_among |= is_meant(figure, judged, way));
        is_among
    }
}

fn is_meant(figure: &ConformanceFigure, judged: &Judged, way: &[u16]) -> bool {
    match figure {
        ConformanceFigure::Unfinished => judged.unfinished,
        _ if judged.unfinished => false,
        ConformanceFigure::Judged => true,
        ConformanceFigure::Conforming => judged.conforms(),
        ConformanceFigure::Keeping => judged.keeps(),
        ConformanceFigure::Differing => !judged.conforms(),
        ConformanceFigure::Taken(step) => judged.taken.iter().any(|taken| taken.step == *step),
        ConformanceFigure::With(deviation) => judged.deviations.contains(&deviation.code()),
        ConformanceFigure::Way(_) => !judged.conforms() && judged.told_once().eq(way.iter().copied()),
    }
}
