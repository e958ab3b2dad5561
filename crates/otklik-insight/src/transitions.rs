//! The question what follows what: the map of journeys.

mod table;

use otklik_core::estimate::ENOUGH_PEOPLE;
use otklik_core::{Change, Estimate, Filter, Stage, Timestamp};
use otklik_journey::{
    Edge, TransitionFigure as CountedFigure, TransitionQuestion as TransitionTerms, Transitions, VisitFigure, Visits,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::journeys::{JourneyFigure, JourneyNode, JourneysAsked, NodeKind, Nodes, NodesAsked, ReadingPlan};
use crate::people::PeopleQuestion;
use crate::slice::{By, Compare};
use crate::view::View;

/// What follows what, how often, and after how long?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TransitionsQuestion {
    /// Which events take part.
    #[serde(default)]
    pub filter: Filter,
    /// What the nodes are.
    #[serde(default)]
    pub nodes: NodesAsked,
    /// What counts as one journey.
    #[serde(default)]
    pub journeys: JourneysAsked,
    /// How many edges are told: those that are taken most often.
    #[serde(default = "usual_edges")]
    pub most_edges: usize,
    /// The metric whose score is told of every node, where nodes are touchpoints or stages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<String>,
    /// Compared with what: a period before, or what another filter admits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compare: Option<Compare>,
    /// Tells what it is compared with instead, at the same nodes: the map for the other side of two beside each other.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub other_side: bool,
}

fn usual_edges() -> usize {
    150
}

impl Default for TransitionsQuestion {
    fn default() -> Self {
        Self {
            filter: Filter::default(),
            nodes: NodesAsked::default(),
            journeys: JourneysAsked::default(),
            most_edges: usual_edges(),
            metric: None,
            compare: None,
            other_side: false,
        }
    }
}

/// A figure of the map that opens its people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TransitionFigure {
    /// Who was at a node; the empty one stands for all that are not told apart.
    At(String),
    /// Whose journey began at a node.
    Start(String),
    /// Whose journey ended at a node.
    End(String),
    /// Who went from one node to another.
    Edge {
        /// From here.
        from: String,
        /// To there.
        to: String,
    },
}

/// The map of journeys.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TransitionsAnswer {
    /// When this was true.
    pub as_of: Timestamp,
    /// People needed before a figure is given.
    pub minimum_people: u64,
    /// Journeys, and the people who made them.
    pub journeys: Estimate,
    /// The nodes.
    pub nodes: Vec<MapNode>,
    /// The edges, those that are taken most often first.
    pub edges: Vec<MapEdge>,
    /// The score of each stage, in the order of the journey, if the question names a metric; who answered nowhere on the way is in none.
    pub stages: Vec<StageScore>,
    /// The share of all transitions that the edges told here make up.
    pub coverage: Estimate,
    /// Events that belong to no node, such as those that the catalogue places nowhere.
    pub unplaced: Estimate,
}

/// The score of a stage: a point of the emotional curve.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StageScore {
    /// The stage.
    pub stage: Stage,
    /// Its score.
    pub score: Estimate,
    /// The address of those who answered.
    pub people: String,
}

/// A node of the map.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MapNode {
    /// What it is called.
    #[serde(flatten)]
    pub node: JourneyNode,
    /// Events there, and their people.
    pub events: Estimate,
    /// The share of people who were there, of all who were anywhere.
    pub share: Estimate,
    /// Journeys that began there.
    pub starts: Estimate,
    /// Journeys that ended there.
    pub ends: Estimate,
    /// The share of people whose journey ended there, of those who were there: the exits.
    pub end_share: Estimate,
    /// The score of the metric that the question names.
    pub score: Option<Estimate>,
    /// How `share` differs from what it is compared with.
    pub change: Option<Change>,
    /// How `end_share` differs from what it is compared with.
    pub change_of_ends: Option<Change>,
    /// The address of those who were there.
    pub people: String,
    /// The address of those whose journey began there.
    pub starts_people: String,
    /// The address of those whose journey ended there.
    pub ends_people: String,
}

/// An edge of the map.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MapEdge {
    /// The node where it begins, by its place in the list of nodes.
    pub from: usize,
    /// The node where it ends.
    pub to: usize,
    /// Times that somebody went along, and the people who did.
    pub transitions: Estimate,
    /// The share of people who went along, of those who were where it begins.
    pub share: Estimate,
    /// The mean time that it took.
    pub mean: Option<Estimate>,
    /// Half of the transitions took longer.
    pub median: Option<Estimate>,
    /// One of ten took longer.
    pub p90: Option<Estimate>,
    /// How `share` differs from what it is compared with.
    pub change: Option<Change>,
    /// The address of those who went along.
    pub people: String,
}

impl TransitionsQuestion {
    fn terms(&self, nodes: &Nodes) -> TransitionTerms {
        TransitionTerms {
            nodes: nodes.lens.clone(),
            sections: self.journeys.rule(),
            collapse_repeats: self.journeys.collapse_repeats,
            distributions: true,
        }
    }

    /// The address of the people behind a figure.
    fn people(&self, figure: TransitionFigure) -> String {
        let compare = self.compare.clone().filter(|_| self.other_side);
        let question = Box::new(Self { compare, metric: None, ..self.clone() });
        PeopleQuestion::of_journeys(JourneyFigure::Transitions { question, figure }).address()
    }
}

impl Insight {
    /// Answers what follows what.
    pub async fn transitions(
        &self,
        reader: &Reader,
        question: &TransitionsQuestion,
    ) -> Result<TransitionsAnswer, InsightError> {
        let view = self.view(reader).await?;
        let (plan, nodes) = view.plan_of_side(question).await?;
        let counted = view.fold(&plan, Transitions::new(question.terms(&nodes))?).await?;
        let before = match view.plan_of_comparison(question).await? {
            Some(plan) if !question.other_side => {
                let visits = view.fold(&plan, Visits::new(nodes.lens.clone())).await?;
                Some((visits, view.fold(&plan, Transitions::new(question.terms(&nodes))?).await?))
            }
            _ => None,
        };
        let table = table::MapTable { question, nodes: &nodes, counted: &counted, before: before.as_ref() };
        let (mut rows, edges, coverage) = table.rows();
        let stages = view.add_scores(question, &mut rows).await?;
        Ok(TransitionsAnswer {
            as_of: view.now,
            minimum_people: ENOUGH_PEOPLE,
            journeys: crate::journeys::count(counted.starts.iter().map(|start| start.count).sum(), nodes.visits.people),
            nodes: rows,
            edges,
            stages,
            coverage,
            unplaced: crate::journeys::count(nodes.visits.left_out, 0),
        })
    }
}

impl View<'_> {
    /// What the question compares with.
    async fn plan_of_comparison(&self, question: &TransitionsQuestion) -> Result<Option<ReadingPlan>, InsightError> {
        let against = self.slice_to_compare(&question.filter, question.compare.as_ref())?;
        let Some((filter, span)) = against else { return Ok(None) };
        let plan = self.plan_of_nodes(filter, span, &question.journeys).await;
        plan.map(Some).map_err(|error| error.of_comparison(question.compare.as_ref()))
    }

    /// What is read for the side that is told, and its nodes: they are those of the question's own slice for either.
    async fn plan_of_side(&self, question: &TransitionsQuestion) -> Result<(ReadingPlan, Nodes), InsightError> {
        let (plan, nodes) = self.plan_and_nodes(&question.filter, &question.nodes, &question.journeys, &[]).await?;
        if !question.other_side {
            return Ok((plan, nodes));
        }
        let plan = self.plan_of_comparison(question).await?.ok_or(InsightError::CompareUnsupported)?;
        let visits = self.fold(&plan, Visits::new(nodes.lens.clone())).await?;
        Ok((plan, Nodes { visits, ..nodes }))
    }

    /// Writes the score of each touchpoint, stage or channel to its node; answers those of all stages.
    async fn add_scores(
        &self,
        question: &TransitionsQuestion,
        nodes: &mut [MapNode],
    ) -> Result<Vec<StageScore>, InsightError> {
        let Some(metric) = &question.metric else { return Ok(Vec::new()) };
        let divisions: &[By] = match question.nodes.by {
            NodeKind::Touchpoint => &[By::Touchpoint],
            // A stage is no touchpoint, even where both are called alike.
            NodeKind::Stage => &[By::Stage, By::Touchpoint],
            NodeKind::Channel => &[By::Channel],
            NodeKind::Event => &[],
        };
        let against = self.slice_to_compare(&question.filter, question.compare.as_ref())?;
        let own = (&question.filter, self.span(&question.filter));
        let (filter, span) = against.filter(|_| question.other_side).unwrap_or(own);
        let tables = self.scores_by(metric, filter, span, &[&[By::Stage], divisions].concat()).await?;
        let Some((stages, tables)) = tables.split_first() else { return Ok(Vec::new()) };
        for (by, rows) in divisions.iter().zip(tables) {
            for row in rows {
                let name = row.slice.get(by.as_str());
                let node = nodes.iter_mut().find(|node| Some(&node.node.node) == name && node.score.is_none());
                if let Some(node) = node.filter(|node| !node.node.other) {
                    node.score = Some(row.estimate.clone());
                }
            }
        }
        let score = |stage: Stage| {
            let row = stages
                .iter()
                .find(|row| row.slice.get(By::Stage.as_str()).is_some_and(|name| name == stage.as_str()))?;
            Some(StageScore { stage, score: row.estimate.clone(), people: row.people.clone() })
        };
        Ok(Stage::ALL.into_iter().filter_map(score).collect())
    }

    /// The people behind a figure of the map.
    pub(crate) async fn people_of_transitions(
        &self,
        question: &TransitionsQuestion,
        figure: &TransitionFigure,
    ) -> Result<Vec<(i64, i64)>, InsightError> {
        let (plan, nodes) = self.plan_of_side(question).await?;
        let place = |name: &String| nodes.required(name, "/question/journey/transitions/figure");
        let figure = match figure {
            TransitionFigure::At(name) => {
                let at = VisitFigure::At(place(name)?);
                return self.people_of_fold(&plan, Visits::new(nodes.lens.clone()), at).await;
            }
            TransitionFigure::Start(name) => CountedFigure::Start(place(name)?),
            TransitionFigure::End(name) => CountedFigure::End(place(name)?),
            TransitionFigure::Edge { from, to } => CountedFigure::Edge(Edge { from: place(from)?, to: place(to)? }),
        };
        self.people_of_fold(&plan, Transitions::new(question.terms(&nodes))?, figure).await
    }
}
