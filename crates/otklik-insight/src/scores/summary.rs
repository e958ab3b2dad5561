//! What a set of answers comes to.

use std::collections::BTreeMap;

use otklik_core::{Estimate, Measure, MetricKind};
use otklik_stats::{
    Accumulator, Difference, Sample, Standing, Terms, UnitFigure, ces, compare_units, csat, mean,
    mean_on_scale_difference, nps, nps_contribution, nps_difference, share, share_difference, top_box,
};

use super::{ERROR_RATE, Limits, MarkCount, VersusRest};
use crate::answers::{Answer, marks};
use crate::slice::SliceValue;

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
    pub(crate) fn new(kind: MetricKind, answers: Vec<&Answer>) -> Self {
        let (mut score, mut given, mut top) = (Accumulator::new(), Accumulator::new(), Accumulator::new());
        let mut counts = BTreeMap::new();
        let mut with_text = 0;
        for answer in answers {
            let contribution = match kind {
                MetricKind::Nps => nps_contribution(answer.mark),
                MetricKind::Csat => top_box(kind, answer.mark),
                MetricKind::Ces => answer.mark,
            };
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

    fn unit_figure(&self) -> UnitFigure {
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

/// How each unit stands to all units, in the order of the rows; nothing below five units that can be judged.
///
/// Units with too few people, and answers without a unit, are neither judged nor part of the comparison.
pub(crate) fn unit_standings(rows: &BTreeMap<SliceValue, Summary>) -> Option<Vec<Option<(VersusRest, Limits)>>> {
    let judged: Vec<bool> = rows
        .iter()
        .map(|(value, summary)| {
            *value != SliceValue::Unit(None) && summary.score.people() >= Terms::default().minimum_people
        })
        .collect();
    let figures: Vec<UnitFigure> =
        rows.values().zip(&judged).filter(|(_, judged)| **judged).map(|(summary, _)| summary.unit_figure()).collect();
    let comparison = compare_units(&figures, ERROR_RATE)?;
    let mut standings = comparison.units.iter();
    Some(
        judged
            .iter()
            .map(|judged| {
                let unit = if *judged { standings.next()? } else { return None };
                let versus = match unit.standing {
                    Standing::Above => VersusRest::Above,
                    Standing::Below => VersusRest::Below,
                    Standing::Inside => VersusRest::Inside,
                };
                Some((versus, Limits { low: unit.limits.low, high: unit.limits.high }))
            })
            .collect(),
    )
}
