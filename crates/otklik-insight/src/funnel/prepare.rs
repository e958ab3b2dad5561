//! From a question to a fold and what it reads.

use otklik_core::{Filter, Span, Timestamp};
use otklik_journey::{
    Breakdown as CountedUnder, Counting, Excluded, Exclusion, FunnelFigure as CountedFigure,
    FunnelQuestion as FunnelTerms, FunnelStep as StepTerms, FunnelValue, SectionRule, StepOrder, Touch,
};

use super::{FunnelCounting, FunnelExcluded, FunnelFigure, FunnelOrder, FunnelPart, FunnelQuestion, FunnelTouch};
use crate::condition::Condition;
use crate::error::InsightError;
use crate::journeys::{Breakdown, Coding, ReadingPlan, Sight, ValueNames, micros};
use crate::view::View;

/// Where histograms of times are divided, in seconds: minutes, hours, days, weeks.
const BORDERS: [i64; 12] = [
    60,
    300,
    1_800,
    3_600,
    4 * 3_600,
    12 * 3_600,
    86_400,
    3 * 86_400,
    7 * 86_400,
    14 * 86_400,
    30 * 86_400,
    90 * 86_400,
];

/// A funnel that is ready to be counted.
pub(super) struct PreparedFunnel {
    pub(super) plan: ReadingPlan,
    pub(super) terms: FunnelTerms,
    pub(super) values: ValueNames,
    /// In seconds.
    pub(super) borders: Vec<i64>,
}

impl PreparedFunnel {
    /// The figure by the numbers of the fold; nothing for a value that there is not.
    pub(super) fn figure(&self, figure: &FunnelFigure) -> Option<CountedFigure> {
        let value = match &figure.value {
            _ if figure.other => Some(FunnelValue::Other),
            Some(name) => Some(FunnelValue::Value(self.values.iter().position(|known| known == name)? as u16)),
            None => None,
        };
        Some(match figure.part {
            FunnelPart::Reached => CountedFigure::Reached(figure.step, value),
            FunnelPart::Fell => CountedFigure::Fell(figure.step, value),
            FunnelPart::Unfinished => CountedFigure::Unfinished(figure.step, value),
            FunnelPart::Dropped => CountedFigure::Dropped,
        })
    }
}

impl View<'_> {
    /// Prepares a funnel whose attempts begin in a span.
    pub(super) async fn prepare_funnel(
        &self,
        question: &FunnelQuestion,
        filter: &Filter,
        span: Span,
    ) -> Result<PreparedFunnel, InsightError> {
        let end = span.end.0.saturating_add(micros(question.window_seconds).max(0));
        let taking_part = Span { start: span.start, end: Timestamp(end) };
        let filter = self.condition(filter).await?;
        let mut parts = Vec::new();
        for (step, asked) in question.steps.iter().enumerate() {
            let condition = self.condition_of_part(&asked.event, &format!("/steps/{step}/event")).await?;
            // What began later belongs to another period; until now nothing has.
            let is_bounded = step == 0 && span.end < self.now;
            parts.push(if is_bounded { within(condition, span) } else { condition });
        }
        for (place, asked) in question.exclusions.iter().enumerate() {
            parts.push(self.condition_of_part(&asked.event, &format!("/exclusions/{place}/event")).await?);
        }
        let coding = Coding::new(&parts, self, "/steps")?;
        let breakdown = question.by.map(|by| Breakdown::new(by, self)).transpose()?;
        let values = breakdown.as_ref().map(|breakdown| breakdown.names.clone()).unwrap_or_default();
        let borders: Vec<i64> = BORDERS.into_iter().filter(|border| *border < question.window_seconds).collect();
        let terms = question.terms(&coding, breakdown.as_ref().map(|_| values.len()), &borders, self.now.0);
        let plan = ReadingPlan::of(Sight::new(self, taking_part, filter, parts))
            .coded_by(&coding)
            .broken_down_by(breakdown)
            .grouped_by(question.hold)
            .with_amounts_in(question.currency);
        Ok(PreparedFunnel { plan, terms, values, borders })
    }

    /// The funnel that a question is compared with.
    pub(super) async fn funnel_to_compare(
        &self,
        question: &FunnelQuestion,
    ) -> Result<Option<PreparedFunnel>, InsightError> {
        match self.slice_to_compare(&question.filter, question.compare.as_ref())? {
            None => Ok(None),
            Some((filter, span)) => {
                let prepared = self.prepare_funnel(question, filter, span).await;
                prepared.map(Some).map_err(|error| error.of_comparison(question.compare.as_ref()))
            }
        }
    }

    /// Prepares the condition on the events of a question's part, its periods included.
    pub(crate) async fn condition_of_part(&self, filter: &Filter, place: &str) -> Result<Condition, InsightError> {
        let condition = self.condition(filter).await.map_err(|error| error.at(place))?;
        let span = self.span(filter);
        Ok(if span == Span::ALL { condition } else { within(condition, span) })
    }
}

fn within(condition: Condition, span: Span) -> Condition {
    Condition::All(vec![condition, Condition::Span(span)])
}

impl FunnelQuestion {
    fn terms(&self, coding: &Coding, values: Option<usize>, borders: &[i64], now: i64) -> FunnelTerms {
        let steps = self.steps.iter().enumerate().map(|(step, asked)| StepTerms {
            codes: coding.codes(step),
            optional: asked.optional,
            limit: asked.limit_seconds.map(micros),
        });
        let exclusions = self.exclusions.iter().enumerate().map(|(place, asked)| Exclusion {
            codes: coding.codes(self.steps.len() + place),
            after: asked.after,
            before: asked.before,
        });
        FunnelTerms {
            steps: steps.collect(),
            order: match self.order {
                FunnelOrder::Ordered => StepOrder::Ordered,
                FunnelOrder::Strict => StepOrder::Strict,
                FunnelOrder::Any => StepOrder::Any,
            },
            window: micros(self.window_seconds),
            counting: match self.counting {
                FunnelCounting::LatestStart => Counting::LatestStart,
                FunnelCounting::FirstEntry => Counting::FirstEntry,
                FunnelCounting::Totals => Counting::Totals,
                FunnelCounting::Sessions => Counting::Sessions(SectionRule::Gap(micros(self.session_gap_seconds))),
            },
            exclusions: exclusions.collect(),
            excluded: match self.excluded {
                FunnelExcluded::Attempt => Excluded::Attempt,
                FunnelExcluded::Person => Excluded::Person,
            },
            hold_group: self.hold.is_some(),
            breakdown: values.map(|values| CountedUnder {
                values,
                at: match self.at {
                    FunnelTouch::First => Touch::First,
                    FunnelTouch::Last => Touch::Last,
                    FunnelTouch::Step(step) => Touch::Step(step),
                },
            }),
            borders: borders.iter().map(|border| micros(*border)).collect(),
            now,
        }
    }
}
