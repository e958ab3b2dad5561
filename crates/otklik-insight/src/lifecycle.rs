//! The question who is new, stays, comes back to life, or falls asleep.

use otklik_core::estimate::ENOUGH_PEOPLE;
use otklik_core::{Estimate, Filter, Span, Timestamp};
use otklik_journey::{
    Lifecycle, LifecycleFigure as CountedFigure, LifecycleQuestion as LifecycleTerms, LifecycleState as CountedState,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::journeys::{Coding, JourneyFigure, ReadingPlan, Sight, count};
use crate::people::PeopleQuestion;
use crate::retention::{Calendar, PeriodStep, periods_within};
use crate::view::View;

/// Who is new, stays, comes back to life, or falls asleep?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LifecycleQuestion {
    /// The events with which somebody is active.
    pub active: Filter,
    /// Which events take part; its period says of which periods is told, and history before it tells who is new.
    #[serde(default)]
    pub filter: Filter,
    /// The length of a period.
    #[serde(default)]
    pub step: PeriodStep,
}

/// What somebody is in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LifecycleState {
    /// Active for the first time ever.
    New,
    /// Active, as in the period before.
    Returning,
    /// Active, not in the period before, but some time earlier.
    Resurrecting,
    /// Not active, but in the period before.
    Dormant,
}

/// A figure of the lifecycle that opens its people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LifecycleFigure {
    /// The period as it stands in the answer.
    pub period: String,
    /// What they are.
    pub state: LifecycleState,
}

/// Who is new, stays, comes back to life, or falls asleep.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LifecycleAnswer {
    /// When this was true.
    pub as_of: Timestamp,
    /// People needed before a figure is given.
    pub minimum_people: u64,
    /// The length of a period.
    pub step: PeriodStep,
    /// The periods, the earliest first.
    pub periods: Vec<LifecycleRow>,
}

/// What people are in one period.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LifecycleRow {
    /// The first day of the period, or its first hour, such as `2026-05-04T13:00`.
    pub period: String,
    /// The period is not over.
    pub unfinished: bool,
    /// Active for the first time ever.
    pub new: LifecycleCell,
    /// Active, as in the period before.
    pub returning: LifecycleCell,
    /// Active, not in the period before, but some time earlier.
    pub resurrecting: LifecycleCell,
    /// Not active, but in the period before.
    pub dormant: LifecycleCell,
}

/// People of one state.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LifecycleCell {
    /// How many they are.
    pub count: Estimate,
    /// Their address.
    pub people: String,
}

/// A lifecycle that is ready to be counted.
struct PreparedLifecycle {
    plan: ReadingPlan,
    terms: LifecycleTerms,
    /// From the period before the first that is told.
    calendar: Calendar,
}

impl From<LifecycleState> for CountedState {
    fn from(state: LifecycleState) -> Self {
        match state {
            LifecycleState::New => Self::New,
            LifecycleState::Returning => Self::Returning,
            LifecycleState::Resurrecting => Self::Resurrecting,
            LifecycleState::Dormant => Self::Dormant,
        }
    }
}

impl LifecycleQuestion {
    fn cell(&self, number: u64, period: &str, state: LifecycleState) -> LifecycleCell {
        let figure = LifecycleFigure { period: period.to_owned(), state };
        let figure = JourneyFigure::Lifecycle { question: Box::new(self.clone()), figure };
        LifecycleCell { count: count(number, number), people: PeopleQuestion::of_journeys(figure).address() }
    }
}

impl Insight {
    /// Answers who is new, stays, comes back to life, or falls asleep.
    pub async fn lifecycle(
        &self,
        reader: &Reader,
        question: &LifecycleQuestion,
    ) -> Result<LifecycleAnswer, InsightError> {
        let view = self.view(reader).await?;
        let prepared = view.prepare_lifecycle(question).await?;
        let counted = view.fold(&prepared.plan, Lifecycle::new(&prepared.terms)?).await?;
        let periods = counted.iter().zip(&prepared.calendar.labels[1..]).map(|(counts, period)| LifecycleRow {
            unfinished: counts.unfinished,
            new: question.cell(counts.new, period, LifecycleState::New),
            returning: question.cell(counts.returning, period, LifecycleState::Returning),
            resurrecting: question.cell(counts.resurrecting, period, LifecycleState::Resurrecting),
            dormant: question.cell(counts.dormant, period, LifecycleState::Dormant),
            period: period.clone(),
        });
        Ok(LifecycleAnswer {
            as_of: view.now,
            minimum_people: ENOUGH_PEOPLE,
            step: question.step,
            periods: periods.collect(),
        })
    }
}

impl View<'_> {
    async fn prepare_lifecycle(&self, question: &LifecycleQuestion) -> Result<PreparedLifecycle, InsightError> {
        let filter = self.condition(&question.filter).await?;
        let parts = vec![self.condition_of_part(&question.active, "/active").await?];
        let coding = Coding::new(&parts, self, "")?;
        let calendar =
            periods_within(self, self.span(&question.filter), question.step).with_one_before(self, question.step);
        let terms = LifecycleTerms { active: coding.codes(0), periods: calendar.periods()?, now: self.now.0 };
        // Who is new is told by history, so that no period bounds what is read.
        let plan = ReadingPlan::of(Sight::new(self, Span::ALL, filter, parts)).coded_by(&coding);
        Ok(PreparedLifecycle { plan, terms, calendar })
    }

    /// The people behind a figure of the lifecycle.
    pub(crate) async fn people_of_lifecycle(
        &self,
        question: &LifecycleQuestion,
        figure: &LifecycleFigure,
    ) -> Result<Vec<(i64, i64)>, InsightError> {
        let prepared = self.prepare_lifecycle(question).await?;
        let Some(period) = prepared.calendar.place(&figure.period).filter(|period| *period > 0) else {
            return Ok(Vec::new());
        };
        let figure = CountedFigure { period, state: figure.state.into() };
        self.people_of_fold(&prepared.plan, Lifecycle::new(&prepared.terms)?, figure).await
    }
}
