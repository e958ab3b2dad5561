//! What a set of answers comes to.

use std::collections::BTreeMap;

use otklik_core::{Estimate, Measure, MetricKind};
use otklik_stats::{
    Accumulator, Difference, Sample, Terms, UnitFigure, ces, csat, mean, mean_on_scale_difference, nps,
    nps_contribution, nps_difference, share, share_difference, top_box,
};

use super::MarkCount;
use crate::answers::{Answer, marks};

/// What a mark adds to the score, which is the mean of these, a hundred times it for NPS.
pub(crate) fn contribution(kind: MetricKind, mark: f64) -> f64 {
    match kind {
        MetricKind::Nps => nps_contribution(mark),
        MetricKind::Csat => top_box(kind, mark),
        MetricKind::Ces => mark,
    }
}

/// By what the mean of contributions is multiplied.
pub(crate) fn contribution_scale(kind: MetricKind) -> f64 {
    if kind == MetricKind::Nps { 100.0 } else { 1.0 }
}

/// The answers of one slice, folded.
pub(crate) struct Summary {
    kind: MetricKind,
    score: Sample,
    marks: Sample,
    top: Sample,
    counts: BTreeMap<i64, u64>,
    /// Answers with a text.
    pub(crate) with_text: u64,
}

impl Summary {
    pub(crate) fn new(kind: MetricKind, answers: &[&Answer]) -> Self {
        let (mut score, mut given, mut top) = (Accumulator::new(), Accumulator::new(), Accumulator::new());
        let mut counts = BTreeMap::new();
        let mut with_text = 0;
        for answer in answers {
            let contribution = contribution(kind, answer.mark);
            // Marks were checked against their scale when they were collected, so none is refused here.
            let taken = score
                .add(answer.person, contribution)
                .and_then(|()| given.add(answer.person, answer.mark))
                .and_then(|()| top.add(answer.person, top_box(kind, answer.mark)));
            debug_assert!(taken.is_ok(), "a checked mark was refused");
            *counts.entry(answer.mark as i64).or_default() += 1;
            with_text += u64::from(answer.has_text);
        }
        Self { kind, score: score.finish(), marks: given.finish(), top: top.finish(), counts, with_text }
    }

    /// The score as the metric defines it.
    pub(crate) fn score(&self) -> Estimate {
        let terms = Terms::default();
        match self.kind {
            MetricKind::Nps => nps(&self.score, &terms),
            MetricKind::Csat => csat(&self.score, &terms),
            MetricKind::Ces => ces(&self.score, &terms),
        }
    }

    /// The mean mark.
    pub(crate) fn mean(&self) -> Estimate {
        mean(&self.marks, Measure::Scale, &Terms::default())
    }

    /// The share of the best marks.
    pub(crate) fn top_share(&self) -> Estimate {
        share(&self.top, &Terms::default())
    }

    /// How often each mark was given.
    pub(crate) fn distribution(&self) -> Vec<MarkCount> {
        marks(self.kind)
            .map(|value| MarkCount { value, n: self.counts.get(&(value as i64)).copied().unwrap_or(0) })
            .collect()
    }

    /// Distinct people.
    pub(crate) fn people(&self) -> u64 {
        self.score.people()
    }

    /// The score as it is held against those of other units.
    pub(crate) fn unit_figure(&self) -> UnitFigure {
        match self.kind {
            MetricKind::Nps => UnitFigure::nps(&self.score),
            MetricKind::Csat => UnitFigure::share(&self.score),
            MetricKind::Ces => UnitFigure::mean_on_scale(&self.score, self.kind.scale()),
        }
    }

    /// How this differs from an earlier or other summary.
    pub(crate) fn difference(&self, other: &Self) -> Difference {
        let minimum = Terms::default().minimum_people;
        match self.kind {
            MetricKind::Nps => nps_difference(&self.score, &other.score, minimum),
            MetricKind::Csat => share_difference(&self.score, &other.score, minimum),
            MetricKind::Ces => mean_on_scale_difference(&self.score, &other.score, self.kind.scale(), minimum),
        }
    }
}
