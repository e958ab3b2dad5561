//! The question who comes back, and when.

mod cohorts;
mod table;

use otklik_core::estimate::ENOUGH_PEOPLE;
use otklik_core::{Change, Estimate, Filter, Timestamp};
use otklik_journey::Retention;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(crate) use cohorts::{Calendar, periods_within};

use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::journeys::JourneyFigure;
use crate::people::PeopleQuestion;
use crate::slice::{By, Compare, SliceNames};
use crate::view::View;

/// Who comes back, and when?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RetentionQuestion {
    /// The events with which somebody begins.
    pub start: Filter,
    /// The events with which somebody is back.
    pub back: Filter,
    /// Which events take part; its period says from which to which cohort, and history before it tells who began earlier.
    #[serde(default)]
    pub filter: Filter,
    /// The length of a period.
    #[serde(default)]
    pub step: PeriodStep,
    /// Which cohorts somebody belongs to.
    #[serde(default)]
    pub entry: RetentionEntry,
    /// Which returns count for a period.
    #[serde(default)]
    pub returning: RetentionReturning,
    /// Broken down by what, at the event with which somebody begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
    /// Compared with what: a period before, cohort by cohort, or what another filter admits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compare: Option<Compare>,
}

/// The length of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PeriodStep {
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A week, Monday to Sunday.
    #[default]
    Week,
    /// A calendar month.
    Month,
}

/// Which cohorts somebody belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RetentionEntry {
    /// That of their first beginning ever.
    #[default]
    FirstTime,
    /// Each in which they began.
    Recurring,
}

/// Which returns count for a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RetentionReturning {
    /// Those within it.
    #[default]
    On,
    /// Those within it or later.
    OnOrAfter,
}

/// A figure of retention that opens its people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RetentionFigure {
    /// The cohort as it stands in the answer.
    pub cohort: String,
    /// Who was back so many periods later; without it everybody of the cohort.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance: Option<usize>,
    /// Under this value of the breakdown only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Under none of the values that are told apart.
    #[serde(default)]
    pub other: bool,
}

/// Who comes back, and when.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RetentionAnswer {
    /// When this was true.
    pub as_of: Timestamp,
    /// People needed before a figure is given.
    pub minimum_people: u64,
    /// The length of a period.
    pub step: PeriodStep,
    /// The cohorts of all customers, the earliest first.
    pub cohorts: Vec<CohortRow>,
    /// All cohorts together, by distance.
    pub means: Vec<RetentionMean>,
    /// The same for each value of the breakdown.
    pub values: Vec<RetentionSlice>,
    /// What the company calls the values.
    #[schema(value_type = std::collections::HashMap<String, std::collections::HashMap<String, otklik_core::Text>>)]
    pub names: SliceNames,
}

/// The cohorts of customers who began with one value.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RetentionSlice {
    /// The value; the empty one stands for beginnings that have none.
    pub value: String,
    /// It stands for all values that are not told apart.
    pub other: bool,
    /// The cohorts.
    pub cohorts: Vec<CohortRow>,
    /// All cohorts together, by distance.
    pub means: Vec<RetentionMean>,
}

/// Customers who began in one period.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CohortRow {
    /// The first day of the period, or its first hour, such as `2026-05-04T13:00`.
    pub cohort: String,
    /// How many they are.
    pub size: Estimate,
    /// The period in which they began is not over: more may join.
    pub unfinished: bool,
    /// Who was back, from the cohort's own period on.
    pub returned: Vec<ReturnRow>,
    /// The address of the people.
    pub people: String,
}

/// Who of a cohort was back.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReturnRow {
    /// So many periods later.
    pub distance: usize,
    /// How many they are.
    pub returned: Estimate,
    /// Their share of the cohort.
    pub share: Estimate,
    /// The period is not over: more may come.
    pub unfinished: bool,
    /// How the share differs from what it is compared with.
    pub change: Option<Change>,
    /// The address of the people.
    pub people: String,
}

/// What is true of all cohorts whose period at this distance is over.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RetentionMean {
    /// So many periods later.
    pub distance: usize,
    /// Cohorts.
    pub cohorts: usize,
    /// The share of all their customers.
    pub weighted: Estimate,
    /// The mean of their shares, large and small ones alike.
    pub simple: Estimate,
    /// How the weighted share differs from what it is compared with.
    pub change: Option<Change>,
}

impl RetentionQuestion {
    /// Weekly retention with the usual options.
    pub fn of(start: Filter, back: Filter) -> Self {
        Self {
            start,
            back,
            filter: Filter::default(),
            step: PeriodStep::default(),
            entry: RetentionEntry::default(),
            returning: RetentionReturning::default(),
            by: None,
            compare: None,
        }
    }

    /// The address of the people behind a figure.
    fn people(&self, figure: RetentionFigure) -> String {
        let question = Box::new(Self { compare: None, ..self.clone() });
        PeopleQuestion::of_journeys(JourneyFigure::Retention { question, figure }).address()
    }
}

impl Insight {
    /// Answers who comes back, and when.
    pub async fn retention(
        &self,
        reader: &Reader,
        question: &RetentionQuestion,
    ) -> Result<RetentionAnswer, InsightError> {
        let view = self.view(reader).await?;
        let prepared = view.prepare_retention(question, &question.filter, view.span(&question.filter)).await?;
        let against = view.retention_to_compare(question).await?;
        let counted = view.fold(&prepared.plan, Retention::new(prepared.terms.clone())?).await?;
        let before = match &against {
            Some(against) => Some(view.fold(&against.plan, Retention::new(against.terms.clone())?).await?),
            None => None,
        };
        let table = table::RetentionTable { question, prepared: &prepared };
        let (cohorts, means, values) = table.rows(&counted, before.as_ref());
        Ok(RetentionAnswer {
            as_of: view.now,
            minimum_people: ENOUGH_PEOPLE,
            step: question.step,
            cohorts,
            means,
            values,
            names: view.slice_names(question.by.as_slice()),
        })
    }
}

impl View<'_> {
    /// The people behind a figure of retention.
    pub(crate) async fn people_of_retention(
        &self,
        question: &RetentionQuestion,
        figure: &RetentionFigure,
    ) -> Result<Vec<(i64, i64)>, InsightError> {
        let prepared = self.prepare_retention(question, &question.filter, self.span(&question.filter)).await?;
        let Some(figure) = prepared.figure(figure) else { return Ok(Vec::new()) };
        self.people_of_fold(&prepared.plan, Retention::new(prepared.terms)?, figure).await
    }
}
