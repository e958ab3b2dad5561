//! The question who takes the steps of a way, and where the others are lost.

mod prepare;
mod table;

use otklik_core::estimate::ENOUGH_PEOPLE;
use otklik_core::{Change, Currency, Estimate, Filter, Timestamp};
use otklik_journey::Funnel;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::journeys::{JourneyFigure, Together};
use crate::people::PeopleQuestion;
use crate::slice::{By, Compare, SliceNames};
use crate::view::View;

/// Who takes the steps of a way, and where are the others lost?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FunnelQuestion {
    /// The steps, the entry first.
    pub steps: Vec<FunnelStep>,
    /// Which events take part; its period says when attempts begin, and a later step counts as long as its window is open.
    #[serde(default)]
    pub filter: Filter,
    /// How the events of an attempt follow each other.
    #[serde(default)]
    pub order: FunnelOrder,
    /// How long after the entry a step still counts.
    #[serde(default = "usual_window")]
    pub window_seconds: i64,
    /// Which attempts count.
    #[serde(default)]
    pub counting: FunnelCounting,
    /// The pause after which a new session begins, where the best attempt of every session counts.
    #[serde(default = "usual_gap")]
    pub session_gap_seconds: i64,
    /// What must not happen on the way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<FunnelExclusion>,
    /// What an exclusion drops.
    #[serde(default)]
    pub excluded: FunnelExcluded,
    /// What all events of an attempt have in common.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<Together>,
    /// Broken down by what: a division of units, or one of channel, touchpoint, stage, department and experience.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
    /// Which event of an attempt gives the value that it is counted under.
    #[serde(default)]
    pub at: FunnelTouch,
    /// The currency in which money is told; without it none is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub currency: Option<Currency>,
    /// Compared with what: a period before, or what another filter admits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compare: Option<Compare>,
}

/// One step of a funnel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FunnelStep {
    /// The events that take it.
    pub event: Filter,
    /// May be left out.
    #[serde(default)]
    pub optional: bool,
    /// The longest time since the previous step that is not optional.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit_seconds: Option<i64>,
}

/// How the events of an attempt follow each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FunnelOrder {
    /// In the order of the steps; anything may happen in between.
    #[default]
    Ordered,
    /// In the order of the steps, and nothing in between.
    Strict,
    /// In any order: the k-th row counts who took k of the steps.
    Any,
}

/// Which attempts count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FunnelCounting {
    /// A person's best one, and of equally good ones the newest.
    #[default]
    LatestStart,
    /// A person's first one.
    FirstEntry,
    /// Every one.
    Totals,
    /// The best one of every session.
    Sessions,
}

/// Events that spoil an attempt which has taken one step and not yet another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FunnelExclusion {
    /// The events.
    pub event: Filter,
    /// The step that was taken, from 0.
    pub after: usize,
    /// The step that was not.
    pub before: usize,
}

/// What a spoiled attempt takes with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FunnelExcluded {
    /// Nothing: other attempts of the person count.
    #[default]
    Attempt,
    /// Everything of the person.
    Person,
}

/// Which event of an attempt gives the value that it is counted under.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FunnelTouch {
    /// The entry.
    #[default]
    First,
    /// The last step that was taken.
    Last,
    /// The step of this number, from 0.
    Step(usize),
}

pub(crate) fn usual_window() -> i64 {
    otklik_journey::USUAL_WINDOW / otklik_core::time::SECOND_MICROS
}

pub(crate) fn usual_gap() -> i64 {
    30 * 60
}

/// A figure of a funnel that opens its people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FunnelFigure {
    /// What happened at the step.
    pub part: FunnelPart,
    /// The step, from 0.
    #[serde(default)]
    pub step: usize,
    /// Under this value of the breakdown only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Under none of the values that are told apart.
    #[serde(default)]
    pub other: bool,
}

/// What happened at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FunnelPart {
    /// It was taken.
    Reached,
    /// It was the last one, and the way is over.
    Fell,
    /// It is the last one so far.
    Unfinished,
    /// Exclusions left nothing of the person.
    Dropped,
}

/// Who takes the steps of a way, and where the others are lost.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FunnelAnswer {
    /// When this was true.
    pub as_of: Timestamp,
    /// People needed before a figure is given.
    pub minimum_people: u64,
    /// The steps of all attempts.
    pub steps: Vec<FunnelRow>,
    /// The steps of the attempts under each value; attempts of all of them add up to those of `steps`.
    pub values: Vec<FunnelSlice>,
    /// What the company calls the values.
    #[schema(value_type = std::collections::HashMap<String, std::collections::HashMap<String, otklik_core::Text>>)]
    pub names: SliceNames,
    /// People who entered, and of whom exclusions left nothing.
    pub dropped: Estimate,
    /// The address of those.
    pub dropped_people: String,
}

/// The steps of the attempts under one value.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FunnelSlice {
    /// The value; the empty one stands for attempts whose event has none.
    pub value: String,
    /// It stands for all values that are not told apart.
    pub other: bool,
    /// The steps.
    pub steps: Vec<FunnelRow>,
}

/// What became of attempts at one step.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FunnelRow {
    /// The step, from 0.
    pub step: usize,
    /// People who took it.
    pub reached: Estimate,
    /// Attempts that took it; as many as people, unless a person may have several.
    pub attempts: Estimate,
    /// The share of attempts that got so far, of those that entered and whose outcome is known.
    pub of_first: Estimate,
    /// The share of those at the previous step, of those whose outcome is known; nothing at the entry.
    pub of_previous: Option<Estimate>,
    /// People who took it last, and whose way is over: they are lost here.
    pub fell: Estimate,
    /// The share of those who are lost here, of those who took it and whose outcome is known.
    pub fell_share: Estimate,
    /// People who took it last so far, and may go on.
    pub unfinished: Estimate,
    /// The mean time since the step before.
    pub mean: Option<Estimate>,
    /// Half of them took longer since the step before.
    pub median: Option<Estimate>,
    /// One of ten took longer.
    pub p90: Option<Estimate>,
    /// How the times since the step before are distributed.
    pub times: Vec<TimeBar>,
    /// What was moved, where the question names a currency.
    pub money: Option<FunnelMoney>,
    /// How `of_first` differs from what it is compared with.
    pub change: Option<Change>,
    /// How `of_previous` differs from what it is compared with.
    pub change_of_previous: Option<Change>,
    /// The address of those who took it.
    pub reached_people: String,
    /// The address of those who are lost here.
    pub fell_people: String,
    /// The address of those who may go on.
    pub unfinished_people: String,
}

/// Money at one step.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FunnelMoney {
    /// Of the events that took the step.
    pub reached: Estimate,
    /// Of the last events of those who are lost here.
    pub fell: Estimate,
    /// Of the last events of those who may go on.
    pub unfinished: Estimate,
}

/// How many took so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TimeBar {
    /// From so many seconds on.
    pub from_seconds: u64,
    /// Up to so many; without an end for the last bar.
    pub to_seconds: Option<u64>,
    /// How many.
    pub n: u64,
}

impl FunnelQuestion {
    /// A funnel of these steps with the usual options.
    pub fn of(steps: impl IntoIterator<Item = Filter>) -> Self {
        let step = |event| FunnelStep { event, optional: false, limit_seconds: None };
        Self {
            steps: steps.into_iter().map(step).collect(),
            filter: Filter::default(),
            order: FunnelOrder::default(),
            window_seconds: usual_window(),
            counting: FunnelCounting::default(),
            session_gap_seconds: usual_gap(),
            exclusions: Vec::new(),
            excluded: FunnelExcluded::default(),
            hold: None,
            by: None,
            at: FunnelTouch::default(),
            currency: None,
            compare: None,
        }
    }

    /// The address of the people behind a figure.
    fn people(&self, figure: FunnelFigure) -> String {
        let question = Box::new(Self { compare: None, ..self.clone() });
        PeopleQuestion::of_journeys(JourneyFigure::Funnel { question, figure }).address()
    }
}

impl Insight {
    /// Answers who takes the steps of a way, and where the others are lost.
    pub async fn funnel(&self, reader: &Reader, question: &FunnelQuestion) -> Result<FunnelAnswer, InsightError> {
        let view = self.view(reader).await?;
        let prepared = view.prepare_funnel(question, &question.filter, view.span(&question.filter)).await?;
        let against = view.funnel_to_compare(question).await?;
        let counted = view.fold(&prepared.plan, Funnel::new(&prepared.terms)?).await?;
        let before = match &against {
            Some(against) => Some(view.fold(&against.plan, Funnel::new(&against.terms)?).await?),
            None => None,
        };
        let table = table::FunnelTable { question, prepared: &prepared, compares: before.is_some() };
        let (steps, values) = table.rows(&counted, before.as_ref());
        let dropped = FunnelFigure { part: FunnelPart::Dropped, step: 0, value: None, other: false };
        Ok(FunnelAnswer {
            as_of: view.now,
            minimum_people: ENOUGH_PEOPLE,
            steps,
            values,
            names: view.slice_names(question.by.as_slice()),
            dropped: crate::journeys::count(counted.dropped, counted.dropped),
            dropped_people: question.people(dropped),
        })
    }
}

impl View<'_> {
    /// The people behind a figure of a funnel.
    pub(crate) async fn people_of_funnel(
        &self,
        question: &FunnelQuestion,
        figure: &FunnelFigure,
    ) -> Result<Vec<(i64, i64)>, InsightError> {
        let prepared = self.prepare_funnel(question, &question.filter, self.span(&question.filter)).await?;
        let Some(figure) = prepared.figure(figure) else { return Ok(Vec::new()) };
        self.people_of_fold(&prepared.plan, Funnel::new(&prepared.terms)?, figure).await
    }
}
