//! The question how real journeys compare with the expected one.

mod figure;
mod prepare;
mod table;

pub use figure::{ConformanceFigure, ConformancePart, Deviation, DeviationKind};

use std::collections::HashMap;

use otklik_core::estimate::ENOUGH_PEOPLE;
use otklik_core::{Change, CustomerKey, Estimate, ExpectedStep, Filter, Timestamp};
use otklik_journey::{Conformance, Deviation as CountedDeviation, Journey};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::journeys::{JourneyNode, JourneysAsked, NodesAsked};
use crate::slice::Compare;
use crate::view::View;

/// How do real journeys compare with the expected one?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConformanceQuestion {
    /// The expected journey: its steps in order.
    pub steps: Vec<ExpectedStep>,
    /// Which events take part; its period says when journeys begin, and what comes later counts as long as their window is open.
    #[serde(default)]
    pub filter: Filter,
    /// What the nodes are.
    #[serde(default)]
    pub nodes: NodesAsked,
    /// What counts as one journey at most.
    #[serde(default)]
    pub journeys: JourneysAsked,
    /// How long after its beginning a journey goes on.
    #[serde(default = "crate::funnel::usual_window")]
    pub window_seconds: i64,
    /// How many of the most frequent ways to differ are listed.
    #[serde(default = "usual_ways")]
    pub most: usize,
    /// Compared with what: a period before, or what another filter admits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compare: Option<Compare>,
}

/// A longer list is nothing to be read.
const MOST_WAYS: usize = 100;

fn usual_ways() -> usize {
    20
}

/// How real journeys compare with the expected one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConformanceAnswer {
    /// When this was true.
    pub as_of: Timestamp,
    /// People needed before a figure is given.
    pub minimum_people: u64,
    /// The nodes that are told apart.
    pub nodes: Vec<JourneyNode>,
    /// Journeys that were compared: their window has closed. Their share is that of all that began.
    pub compared: JourneysFound,
    /// Journeys whose window is open; nothing else is said of them.
    pub unfinished: JourneysFound,
    /// Journeys that do not differ from the expected one.
    pub conforming: JourneysFound,
    /// Journeys that took every step in its place and in time, whatever else was done in between.
    pub keeping: JourneysFound,
    /// Journeys that differ.
    pub differing: JourneysFound,
    /// The share of moves of the cheapest alignments in which a touch takes a step: how well both fit each other.
    pub fitness: Estimate,
    /// What became of each step.
    pub steps: Vec<ConformanceStep>,
    /// What was done that the expected journey does not have there, that of most journeys first.
    pub inserted: Vec<InsertedTouch>,
    /// The ways to differ, the most frequent ones first.
    pub deviations: Vec<DeviationRow>,
    /// Different ways to differ.
    pub distinct: Estimate,
    /// The share of differing journeys that differ in one of the ways listed.
    pub coverage: Estimate,
}

/// Journeys that have something in common.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct JourneysFound {
    /// How many.
    pub journeys: Estimate,
    /// Their share, where nothing else is said of those that were compared.
    pub share: Estimate,
    /// How the share differs from what it is compared with.
    pub change: Option<Change>,
    /// The address of their people.
    pub people: String,
}

/// What became of one step.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConformanceStep {
    /// The step, from 0.
    pub step: usize,
    /// Journeys that took it in its place.
    pub taken: JourneysFound,
    /// Journeys that did not take it at all; nothing for a step that may be left out.
    pub skipped: Option<JourneysFound>,
    /// Journeys that took it elsewhere.
    pub out_of_order: JourneysFound,
    /// Journeys that took it too late, of those that took it and the step before in their places; nothing without a limit.
    pub late: Option<JourneysFound>,
    /// The mean time since the step before, in those.
    pub mean: Option<Estimate>,
    /// Half of them took longer.
    pub median: Option<Estimate>,
    /// One of ten took longer.
    pub p90: Option<Estimate>,
}

/// What was done that the expected journey does not have there.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InsertedTouch {
    /// The node, by its place in the list of nodes.
    pub node: usize,
    /// It is a step of the expected journey, taken once more.
    pub is_step: bool,
    /// How often.
    pub touches: Estimate,
    /// In how many journeys.
    #[serde(flatten)]
    pub found: JourneysFound,
}

/// Journeys that differ in one way.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeviationRow {
    /// What differs, in the order of the journey.
    pub way: Vec<Deviation>,
    /// The journeys; their share is that of all that were compared.
    #[serde(flatten)]
    pub found: JourneysFound,
    /// One of their customers.
    pub example: Option<DeviationExample>,
}

/// A customer with a journey that differs.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeviationExample {
    /// The customer's number.
    pub customer: i64,
    /// What to call them.
    pub label: String,
}

impl Insight {
    /// Answers how real journeys compare with the expected one.
    pub async fn conformance(
        &self,
        reader: &Reader,
        question: &ConformanceQuestion,
    ) -> Result<ConformanceAnswer, InsightError> {
        let view = self.view(reader).await?;
        let prepared = view.prepare_conformance(question).await?;
        let fold = Conformance::new(&prepared.terms)?;
        let counted = view.fold(&prepared.plan, fold.clone()).await?;
        let before = match view.conformance_to_compare(question, &prepared).await? {
            Some((plan, terms)) => Some(view.fold(&plan, Conformance::new(&terms)?).await?),
            None => None,
        };
        let ways: HashMap<Vec<CountedDeviation>, usize> =
            counted.deviations.iter().enumerate().map(|(place, way)| (way.deviations.clone(), place)).collect();
        let tell = move |fold: &mut Conformance, journey: Journey<'_>, found: &mut dyn FnMut(usize)| {
            fold.ways(journey, |way| ways.get(way).copied().into_iter().for_each(&mut *found));
        };
        let examples = view.example_of_each(&prepared.plan, fold, counted.deviations.len(), tell).await?;
        let customers: Vec<CustomerKey> = examples.iter().flatten().copied().map(CustomerKey).collect();
        let labels = self.store.people().labels(&customers).await.map_err(InsightError::Store)?;
        let example = |customer: &Option<i64>| {
            let customer = (*customer)?;
            let label = labels.get(&CustomerKey(customer)).cloned().unwrap_or_default();
            Some(DeviationExample { customer, label })
        };
        let table =
            table::ConformanceTable { question, nodes: &prepared.nodes, now: &counted, before: before.as_ref() };
        let mut answer = table.answer(view.now, ENOUGH_PEOPLE);
        for (row, customer) in answer.deviations.iter_mut().zip(&examples) {
            row.example = example(customer);
        }
        Ok(answer)
    }
}

impl View<'_> {
    /// The people behind a figure of conformance.
    pub(crate) async fn people_of_conformance(
        &self,
        question: &ConformanceQuestion,
        figure: &ConformanceFigure,
    ) -> Result<Vec<(i64, i64)>, InsightError> {
        let prepared = self.prepare_conformance(question).await?;
        let figure = figure.counted(&prepared.nodes)?;
        self.people_of_fold(&prepared.plan, Conformance::new(&prepared.terms)?, figure).await
    }
}
