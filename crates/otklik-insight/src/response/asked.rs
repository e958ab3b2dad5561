//! How many of those asked have answered.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use otklik_core::time::DAY_MICROS;
use otklik_core::{Change, Estimate, MetricDefinition, Position, Role, Span, Timestamp};
use otklik_lake::Column;
use otklik_stats::{Accumulator, Sample, Terms, share, share_difference};

use crate::condition::Condition;
use crate::error::InsightError;
use crate::row::Row;
use crate::slice::{SliceKey, Sliced, Slicer};
use crate::view::View;

/// Who was asked, and which questions were answered, as hashes of the asking events' ids.
pub(crate) struct Asked {
    hasher: RandomState,
    asked: HashMap<u64, Invitation>,
    answered: HashMap<u64, Timestamp>,
}

/// That somebody was asked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Invitation {
    pub(crate) time: Timestamp,
    pub(crate) position: Position,
    pub(crate) person: Option<i64>,
    pub(crate) key: SliceKey,
}

/// Answers come late, so two spans are compared by who answered within this time, among those asked at least so long ago.
const COMPARED_MICROS: i64 = 2 * DAY_MICROS;

impl Asked {
    fn new() -> Self {
        Self { hasher: RandomState::new(), asked: HashMap::new(), answered: HashMap::new() }
    }

    fn collect(&mut self, surveys: &[String], slicer: Option<&mut Slicer<'_>>, row: &Row<'_>) {
        if row.role() == Some(Role::SurveyAsked) {
            let survey = row.meaning.map(|meaning| meaning.kind.detail.as_str()).unwrap_or_default();
            if let (true, Some(id)) = (surveys.iter().any(|known| known == survey), row.text(Column::EventId)) {
                let event = Sliced { time: row.time, unit: row.unit, kind: row.kind(), survey, order: None };
                let key = slicer.map(|slicer| slicer.key(&event)).unwrap_or_default();
                let invitation = Invitation { time: row.time, position: row.position(), person: row.person(), key };
                self.asked.insert(self.hasher.hash_one(id), invitation);
            }
        } else if let Some(asked) = row.text(Column::AskedId) {
            let first = self.answered.entry(self.hasher.hash_one(asked)).or_insert(row.time);
            *first = row.time.min(*first);
        }
    }

    /// Who was asked in a span, and whether they have answered by now.
    pub(crate) fn invitations(&self, span: Span) -> impl Iterator<Item = (&Invitation, bool)> {
        self.asked_in(span).map(|(id, invitation)| (invitation, self.answered.contains_key(id)))
    }

    /// The share of those asked in a span who have answered by now.
    pub(crate) fn response_rate(&self, span: Span) -> Option<Estimate> {
        let sample = sample(self.invitations(span));
        (sample.n() > 0).then(|| share(&sample, &Terms::default()))
    }

    /// How the share of those who answer within two days differs between two spans.
    ///
    /// Who was asked later than two days ago still has time and is left out of both.
    pub(crate) fn change(&self, span: Span, earlier: Span, now: Timestamp) -> Option<Change> {
        let [now, before] = [span, earlier].map(|span| {
            let ripe = Span { end: span.end.min(now.plus_micros(-COMPARED_MICROS)), ..span };
            sample(self.asked_in(ripe).map(|(id, invitation)| (invitation, self.answered_in_time(id, invitation.time))))
        });
        let terms = Terms::default();
        let both = now.n() > 0 && before.n() > 0;
        both.then(|| share_difference(&now, &before, terms.minimum_people).change(terms.level))
    }

    fn asked_in(&self, span: Span) -> impl Iterator<Item = (&u64, &Invitation)> {
        self.asked.iter().filter(move |(_, invitation)| span.contains(invitation.time))
    }

    fn answered_in_time(&self, id: &u64, asked: Timestamp) -> bool {
        self.answered.get(id).is_some_and(|answered| answered.0 - asked.0 <= COMPARED_MICROS)
    }
}

impl Invitation {
    /// Counts whether it was answered.
    pub(super) fn count(&self, answered: bool, accumulator: &mut Accumulator) {
        let taken = accumulator.add(self.person, if answered { 1.0 } else { 0.0 });
        debug_assert!(taken.is_ok(), "0 and 1 are finite");
    }
}

/// Who answered among these invitations.
pub(super) fn sample<'a>(invitations: impl Iterator<Item = (&'a Invitation, bool)>) -> Sample {
    let mut accumulator = Accumulator::new();
    invitations.for_each(|(invitation, answered)| invitation.count(answered, &mut accumulator));
    accumulator.finish()
}

impl View<'_> {
    /// Reads who was asked by the surveys of some metrics and who answered.
    ///
    /// An answer counts whenever it came, also after the span; a score or delivery in the condition cannot be judged of
    /// somebody who did not answer, so the caller leaves such conditions out.
    pub(crate) async fn asked(
        &self,
        metrics: &[&MetricDefinition],
        span: Span,
        condition: &Condition,
    ) -> Result<Asked, InsightError> {
        self.asked_in_slices(metrics, span, condition, None).await
    }

    /// The same, and in which slice each was asked.
    pub(crate) async fn asked_in_slices(
        &self,
        metrics: &[&MetricDefinition],
        span: Span,
        condition: &Condition,
        mut slicer: Option<&mut Slicer<'_>>,
    ) -> Result<Asked, InsightError> {
        let surveys: Vec<String> = metrics.iter().flat_map(|metric| metric.surveys.iter().cloned()).collect();
        let mut asked = Asked::new();
        if !self.lens.has_role(Role::SurveyAsked) {
            return Ok(asked);
        }
        let span = Span { start: span.start, end: Span::ALL.end };
        let roles = [Role::SurveyAsked, Role::Answered];
        let columns = [Column::EventId, Column::AskedId];
        self.each_admitted(&roles, span, &columns, condition, |row| {
            asked.collect(&surveys, slicer.as_deref_mut(), row);
        })
        .await?;
        Ok(asked)
    }
}
