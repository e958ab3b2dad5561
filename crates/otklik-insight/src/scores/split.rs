//! A change of a score, taken apart into another mix and changes within the parts.

use std::collections::BTreeMap;

use otklik_core::{Change, Span, SplitReading};
use otklik_stats::{Side, SplitAccumulator, Terms};
use serde::Serialize;
use utoipa::ToSchema;

use super::ScoreTable;
use super::summary::{contribution, contribution_scale};
use crate::answers::Answers;
use crate::slice::{By, SliceKey, Slicer};

/// What a change consists of; `mix` and `within` add up to `total`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChangeSplit {
    /// The parts.
    pub by: By,
    /// How many parts were told apart; those of a few people count as one.
    pub parts: u64,
    /// The whole change.
    pub total: Change,
    /// What would have come of the other mix of parts alone.
    pub mix: Change,
    /// What would have come of the changes within the parts alone.
    pub within: Change,
    /// What that says.
    pub reading: SplitReading,
}

impl ScoreTable<'_> {
    /// Takes the change from other answers to these apart.
    pub(crate) fn split(
        &self,
        span: Span,
        (before, earlier): (&Answers, Span),
        by: By,
        slicer: &mut Slicer<'_>,
    ) -> ChangeSplit {
        let mut parts: BTreeMap<SliceKey, u32> = BTreeMap::new();
        let mut split = SplitAccumulator::default();
        for (side, answers, span) in [(Side::Before, before, earlier), (Side::After, self.answers, span)] {
            for answer in answers.within(span, self.metric) {
                let next = parts.len() as u32;
                let part = *parts.entry(answers.key(slicer, answer)).or_insert(next);
                let taken = split.add(side, part, answer.person, contribution(self.metric.kind, answer.mark));
                debug_assert!(taken.is_ok(), "a checked mark is finite");
            }
        }
        let terms = Terms::default();
        let split = split.finish(contribution_scale(self.metric.kind), terms.minimum_people);
        let reading = split.reading(&terms);
        let parts = split.parts as u64;
        let [total, mix, within] = split.changes(&terms);
        ChangeSplit { by, parts, total, mix, within, reading }
    }
}
