//! Units as they would stand if all had the same mix of channels, hours or the like.

use std::collections::{BTreeMap, HashMap};

use otklik_core::{Estimate, Measure, MetricKind, Span};
use otklik_stats::{Accumulator, Sample, Terms, UnitFigure, mean};

use super::ScoreTable;
use super::summary::{contribution, contribution_scale};
use crate::slice::{SliceKey, Slicer};

/// Answers of a cell, such as a channel at an hour of the day.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    count: f64,
    sum: f64,
}

/// How far a unit's answers lie from what the others give in the same cells.
pub(crate) struct LikeForLike {
    pub(crate) by_unit: BTreeMap<SliceKey, Sample>,
    average: f64,
    kind: MetricKind,
}

impl ScoreTable<'_> {
    /// Compares each answer with those that other units got in the same cell.
    ///
    /// This is indirect standardisation with the others as the standard (Breslow and Day 1987, *Statistical Methods in Cancer
    /// Research* II, section 2.3). Answers in cells that no other unit has are left out.
    pub(crate) fn like_for_like(&self, span: Span, units: &mut Slicer<'_>, cells: &mut Slicer<'_>) -> LikeForLike {
        let answers = self.answers.within(span, self.metric);
        let mut everywhere: HashMap<SliceKey, Cell> = HashMap::new();
        let mut own: HashMap<(SliceKey, SliceKey), Cell> = HashMap::new();
        let mut placed = Vec::with_capacity(answers.len());
        let mut whole = Cell::default();
        for answer in answers {
            let (unit, cell) = (self.answers.key(units, answer), self.answers.key(cells, answer));
            let value = contribution(self.metric.kind, answer.mark);
            let counted = [everywhere.entry(cell).or_default(), own.entry((unit, cell)).or_default(), &mut whole];
            for tally in counted {
                tally.count += 1.0;
                tally.sum += value;
            }
            placed.push((unit, cell, answer.person, value));
        }
        let mut by_unit: BTreeMap<SliceKey, Accumulator> = BTreeMap::new();
        for (unit, cell, person, value) in placed {
            let (all, own) = (everywhere[&cell], own[&(unit, cell)]);
            let others = all.count - own.count;
            if others > 0.0 {
                let taken = by_unit.entry(unit).or_default().add(person, value - (all.sum - own.sum) / others);
                debug_assert!(taken.is_ok(), "a difference of marks is finite");
            }
        }
        let by_unit = by_unit.into_iter().map(|(unit, answers)| (unit, answers.finish())).collect();
        LikeForLike { by_unit, average: whole.sum / whole.count, kind: self.metric.kind }
    }
}

impl LikeForLike {
    fn level(&self, value: f64) -> f64 {
        contribution_scale(self.kind) * (self.average + value)
    }

    /// The unit's figure to hold against others.
    pub(crate) fn figure(&self, unit: &SliceKey) -> Option<(UnitFigure, u64)> {
        let sample = self.by_unit.get(unit)?;
        let figure = UnitFigure::mean(sample);
        let standard_error = contribution_scale(self.kind) * figure.standard_error;
        Some((UnitFigure { value: self.level(figure.value), standard_error }, sample.people()))
    }

    /// The average of all answers and the unit's distance from what the others get in the same cells.
    pub(crate) fn estimate(&self, unit: &SliceKey) -> Option<Estimate> {
        let measure = match self.kind {
            MetricKind::Nps => Measure::Points,
            MetricKind::Csat => Measure::Share,
            MetricKind::Ces => Measure::Scale,
        };
        let mut estimate = mean(self.by_unit.get(unit)?, measure, &Terms::default());
        let level = |value: Option<f64>| value.map(|value| self.level(value));
        (estimate.value, estimate.low, estimate.high) =
            (level(estimate.value), level(estimate.low), level(estimate.high));
        Some(estimate)
    }
}
