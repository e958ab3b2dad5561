//! How many of those asked have answered.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use otklik_core::{Estimate, MetricDefinition, Role, Span};
use otklik_lake::Column;
use otklik_stats::{Accumulator, Sample, Terms, share};

use crate::condition::Condition;
use crate::error::InsightError;
use crate::row::Row;
use crate::view::View;

/// Who was asked, and which questions were answered, as hashes of the asking events' ids.
pub(crate) struct Asked {
    hasher: RandomState,
    asked: HashMap<u64, (otklik_core::Timestamp, Option<i64>)>,
    answered: HashSet<u64>,
}

impl Asked {
    fn new() -> Self {
        Self { hasher: RandomState::new(), asked: HashMap::new(), answered: HashSet::new() }
    }

    fn collect(&mut self, surveys: &[String], row: &Row<'_>) {
        if row.role() == Some(Role::SurveyAsked) {
            let survey = row.meaning.map(|meaning| meaning.kind.detail.as_str()).unwrap_or_default();
            if let (true, Some(id)) = (surveys.iter().any(|known| known == survey), row.text(Column::EventId)) {
                self.asked.insert(self.hasher.hash_one(id), (row.time, row.person()));
            }
        } else if let Some(asked) = row.text(Column::AskedId) {
            self.answered.insert(self.hasher.hash_one(asked));
        }
    }

    /// Those asked in a span: 1 for who has answered, 0 for who has not.
    pub(crate) fn sample(&self, span: Span) -> Option<Sample> {
        let mut accumulator = Accumulator::new();
        for (id, (time, person)) in &self.asked {
            if span.contains(*time) {
                let answered = if self.answered.contains(id) { 1.0 } else { 0.0 };
                // 0 and 1 are finite, so nothing can be refused.
                accumulator.add(*person, answered).ok()?;
            }
        }
        (accumulator.n() > 0).then(|| accumulator.finish())
    }

    /// The share of those asked in a span who have answered by now.
    pub(crate) fn response_rate(&self, span: Span) -> Option<Estimate> {
        self.sample(span).map(|sample| share(&sample, &Terms::default()))
    }
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
        let surveys: Vec<String> = metrics.iter().flat_map(|metric| metric.surveys.iter().cloned()).collect();
        let mut asked = Asked::new();
        if !self.lens.has_role(Role::SurveyAsked) {
            return Ok(asked);
        }
        let span = Span { start: span.start, end: Span::ALL.end };
        let roles = [Role::SurveyAsked, Role::Answered];
        self.each_with_role(&roles, span, &[Column::EventId, Column::AskedId], |row| {
            if condition.admits(row) {
                asked.collect(&surveys, row);
            }
        })
        .await?;
        Ok(asked)
    }
}
