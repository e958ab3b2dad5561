//! From a question to a fold and what it reads.

use otklik_core::{ErrorCode, ExpectedStep, Filter, Span, Timestamp};
use otklik_journey::{ConformanceQuestion as Terms, PlanStep};

use super::{ConformanceQuestion, MOST_WAYS};
use crate::error::InsightError;
use crate::journeys::{Nodes, ReadingPlan, micros, refuse};
use crate::view::View;

/// Conformance that is ready to be counted.
pub(super) struct PreparedConformance {
    pub(super) plan: ReadingPlan,
    pub(super) terms: Terms,
    pub(super) nodes: Nodes,
}

impl View<'_> {
    pub(super) async fn prepare_conformance(
        &self,
        question: &ConformanceQuestion,
    ) -> Result<PreparedConformance, InsightError> {
        if question.most > MOST_WAYS {
            return Err(refuse(ErrorCode::TooManyParts, "/most".to_owned(), Some(MOST_WAYS)));
        }
        let span = self.span(&question.filter);
        let plan = self.plan_of_conformance(question, &question.filter, span).await?;
        let keep: Vec<&str> = question.steps.iter().flat_map(|step| &step.at).map(String::as_str).collect();
        let nodes = self.nodes(&question.nodes, &plan, &keep).await?;
        let steps = question.steps.iter().enumerate();
        let steps = steps.map(|(place, step)| self.step(place, step, question, &nodes)).collect::<Result<_, _>>()?;
        let terms = Terms {
            nodes: nodes.lens.clone(),
            steps,
            sections: question.journeys.rule(),
            collapse_repeats: question.journeys.collapse_repeats,
            window: micros(question.window_seconds),
            begins_before: self.begins_before(span),
            now: self.now.0,
            most: question.most,
        };
        Ok(PreparedConformance { plan, terms, nodes })
    }

    /// The slice that a question is compared with, seen by the same nodes.
    pub(super) async fn conformance_to_compare(
        &self,
        question: &ConformanceQuestion,
        prepared: &PreparedConformance,
    ) -> Result<Option<(ReadingPlan, Terms)>, InsightError> {
        let Some((filter, span)) = self.slice_to_compare(&question.filter, question.compare.as_ref())? else {
            return Ok(None);
        };
        let plan = self.plan_of_conformance(question, filter, span).await;
        let plan = plan.map_err(|error| error.of_comparison(question.compare.as_ref()))?;
        Ok(Some((plan, Terms { begins_before: self.begins_before(span), ..prepared.terms.clone() })))
    }

    /// Reads what begins in a span, to the end of the last window.
    async fn plan_of_conformance(
        &self,
        question: &ConformanceQuestion,
        filter: &Filter,
        span: Span,
    ) -> Result<ReadingPlan, InsightError> {
        let end = span.end.0.saturating_add(micros(question.window_seconds).max(0));
        self.plan_of_nodes(filter, Span { start: span.start, end: Timestamp(end) }, &question.journeys).await
    }

    /// What began later belongs to another period; until now nothing has.
    fn begins_before(&self, span: Span) -> i64 {
        if span.end < self.now { span.end.0 } else { i64::MAX }
    }

    fn step(
        &self,
        place: usize,
        step: &ExpectedStep,
        question: &ConformanceQuestion,
        nodes: &Nodes,
    ) -> Result<PlanStep, InsightError> {
        let unknown = |at: String| refuse(ErrorCode::NodeUnknown, at, None);
        if step.at.is_empty() {
            return Err(unknown(format!("/steps/{place}/at")));
        }
        let mut found = Vec::new();
        for (index, name) in step.at.iter().enumerate() {
            match nodes.number(name).filter(|_| !name.is_empty()) {
                Some(node) => found.push(node),
                // Where nothing happened nobody was, which is no mistake of the question.
                None if self.has_node(&question.nodes, name) => {}
                None => return Err(unknown(format!("/steps/{place}/at/{index}"))),
            }
        }
        Ok(PlanStep { nodes: found, optional: step.optional, limit: step.limit_seconds.map(micros) })
    }
}
