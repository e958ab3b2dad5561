//! The question which ways there are from beginning to end.

use otklik_core::estimate::ENOUGH_PEOPLE;
use otklik_core::{ErrorCode, Estimate, Filter, Timestamp};
use otklik_journey::{VariantQuestion as VariantTerms, Variants};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::journeys::{JourneyFigure, JourneyNode, JourneysAsked, Nodes, NodesAsked, count, refuse, share};
use crate::people::PeopleQuestion;
use crate::view::View;

/// Which ways are there from beginning to end, and how many people take each?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VariantsQuestion {
    /// Which events take part.
    #[serde(default)]
    pub filter: Filter,
    /// What the nodes are.
    #[serde(default)]
    pub nodes: NodesAsked,
    /// What counts as one journey.
    #[serde(default)]
    pub journeys: JourneysAsked,
    /// How many of the most frequent ways are listed.
    #[serde(default = "usual_ways")]
    pub most: usize,
}

/// A longer list is nothing to be read.
const MOST_WAYS: usize = 1_000;

fn usual_ways() -> usize {
    20
}

impl Default for VariantsQuestion {
    fn default() -> Self {
        Self {
            filter: Filter::default(),
            nodes: NodesAsked::default(),
            journeys: JourneysAsked::default(),
            most: usual_ways(),
        }
    }
}

/// A figure of variants that opens its people: the nodes of the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VariantFigure {
    /// The nodes in their order; the empty one stands for all that are not told apart.
    pub way: Vec<String>,
}

/// Which ways there are.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VariantsAnswer {
    /// When this was true.
    pub as_of: Timestamp,
    /// People needed before a figure is given.
    pub minimum_people: u64,
    /// The nodes, to whose places in this list ways refer.
    pub nodes: Vec<JourneyNode>,
    /// The most frequent ways first.
    pub ways: Vec<WayRow>,
    /// Different ways in all.
    pub distinct: Estimate,
    /// Journeys in all.
    pub journeys: Estimate,
    /// The share of all journeys that took one of the ways listed.
    pub coverage: Estimate,
}

/// One way from beginning to end.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WayRow {
    /// Its nodes in order, by their places in the list of nodes.
    pub way: Vec<usize>,
    /// Journeys that took it.
    pub journeys: Estimate,
    /// Their share of all journeys.
    pub share: Estimate,
    /// The address of the people.
    pub people: String,
}

impl VariantsQuestion {
    fn terms(&self, nodes: &Nodes) -> VariantTerms {
        VariantTerms {
            nodes: nodes.lens.clone(),
            sections: self.journeys.rule(),
            collapse_repeats: self.journeys.collapse_repeats,
            most: self.most,
        }
    }
}

impl Insight {
    /// Answers which ways there are from beginning to end.
    pub async fn variants(&self, reader: &Reader, question: &VariantsQuestion) -> Result<VariantsAnswer, InsightError> {
        if question.most > MOST_WAYS {
            return Err(refuse(ErrorCode::TooManyParts, "/most".to_owned(), Some(MOST_WAYS)));
        }
        let view = self.view(reader).await?;
        let (plan, nodes) = view.plan_and_nodes(&question.filter, &question.nodes, &question.journeys, &[]).await?;
        let counted = view.fold(&plan, Variants::new(question.terms(&nodes))?).await?;
        let people = nodes.visits.people;
        let ways = counted.variants.iter().map(|variant| {
            let way = variant.nodes.iter().map(|node| nodes.shown[usize::from(*node)].node.clone()).collect();
            let figure = VariantFigure { way };
            let figure = JourneyFigure::Variants { question: Box::new(question.clone()), figure };
            WayRow {
                way: variant.nodes.iter().copied().map(usize::from).collect(),
                journeys: count(variant.count, variant.people),
                share: share((variant.count, counted.count, people)),
                people: PeopleQuestion::of_journeys(figure).address(),
            }
        });
        let told = counted.variants.iter().map(|variant| variant.count).sum();
        Ok(VariantsAnswer {
            as_of: view.now,
            minimum_people: ENOUGH_PEOPLE,
            ways: ways.collect(),
            distinct: count(counted.distinct, people),
            journeys: count(counted.count, people),
            coverage: share((told, counted.count, people)),
            nodes: nodes.shown.clone(),
        })
    }
}

impl View<'_> {
    /// The people who took a way.
    pub(crate) async fn people_of_variants(
        &self,
        question: &VariantsQuestion,
        figure: &VariantFigure,
    ) -> Result<Vec<(i64, i64)>, InsightError> {
        let (plan, nodes) = self.plan_and_nodes(&question.filter, &question.nodes, &question.journeys, &[]).await?;
        let place = |name: &String| nodes.required(name, "/question/journey/variants/figure/way");
        let way: Vec<u16> = figure.way.iter().map(place).collect::<Result<_, _>>()?;
        self.people_of_fold(&plan, Variants::new(question.terms(&nodes))?, way).await
    }
}
