//! The question where people come from before a touchpoint, and where they go from it.

use otklik_core::estimate::ENOUGH_PEOPLE;
use otklik_core::{Estimate, Filter, Timestamp};
use otklik_journey::{
    Anchor, PathEnd, PathFigure as CountedFigure, PathNode as CountedNode, PathPlace, PathQuestion as PathTerms, Paths,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::journeys::{JourneyFigure, JourneyNode, JourneysAsked, Nodes, NodesAsked, count, share};
use crate::people::PeopleQuestion;
use crate::view::View;

/// Where do people come from before a touchpoint, and where do they go from it?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PathsQuestion {
    /// The node; its first occurrence in a journey counts.
    pub node: String,
    /// What is told of it.
    #[serde(default)]
    pub side: PathSide,
    /// How many steps before or after it.
    #[serde(default = "usual_depth")]
    pub depth: usize,
    /// Which events take part.
    #[serde(default)]
    pub filter: Filter,
    /// What the nodes are.
    #[serde(default)]
    pub nodes: NodesAsked,
    /// What counts as one journey.
    #[serde(default)]
    pub journeys: JourneysAsked,
}

/// On which side of a node paths are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PathSide {
    /// What follows it.
    #[default]
    From,
    /// What led to it.
    To,
    /// Both.
    Through,
}

fn usual_depth() -> usize {
    3
}

/// A figure of paths that opens its people; levels are counted from the earliest one, from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PathFigure {
    /// What happened there.
    pub part: PathPart,
    /// The level.
    pub level: usize,
    /// The node; the empty one stands for all that are not told apart.
    pub node: String,
    /// The node on the next level, of a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// What happened at a node of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PathPart {
    /// Somebody was there.
    At,
    /// Somebody went on from there to another node.
    Link,
    /// A journey began there.
    Began,
    /// A journey ended there.
    Ended,
}

/// Where people come from and where they go.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PathsAnswer {
    /// When this was true.
    pub as_of: Timestamp,
    /// People needed before a figure is given.
    pub minimum_people: u64,
    /// The nodes, to whose places in this list levels and links refer.
    pub nodes: Vec<JourneyNode>,
    /// The levels, the earliest first.
    pub levels: Vec<PathLevelRow>,
    /// The links from each level to the next one.
    pub links: Vec<PathLinkRow>,
}

/// One level of paths.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PathLevelRow {
    /// Steps after the node that was asked for; before it for numbers below zero.
    pub offset: i32,
    /// The nodes, those with most journeys first.
    pub nodes: Vec<PathNodeRow>,
}

/// A node on a level.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PathNodeRow {
    /// Its place in the list of nodes.
    pub node: usize,
    /// Journeys that were there.
    pub journeys: Estimate,
    /// Their share of all journeys that have the node that was asked for.
    pub share: Estimate,
    /// Journeys that began there.
    pub began: Estimate,
    /// Journeys that ended there.
    pub ended: Estimate,
    /// The address of those who were there.
    pub people: String,
    /// The address of those whose journey began there.
    pub began_people: String,
    /// The address of those whose journey ended there.
    pub ended_people: String,
}

/// A link between neighbouring levels.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PathLinkRow {
    /// The place of the level from which it leads.
    pub level: usize,
    /// From this node, by its place in the list of nodes.
    pub from: usize,
    /// To this node.
    pub to: usize,
    /// Journeys that went this way.
    pub journeys: Estimate,
    /// Their share of those that were where it begins.
    pub share: Estimate,
    /// The address of those who went this way.
    pub people: String,
}

impl PathsQuestion {
    fn terms(&self, nodes: &Nodes) -> Result<PathTerms, InsightError> {
        let node = nodes.required(&self.node, "/node")?;
        Ok(PathTerms {
            nodes: nodes.lens.clone(),
            sections: self.journeys.rule(),
            collapse_repeats: self.journeys.collapse_repeats,
            anchor: match self.side {
                PathSide::From => Anchor::From(node),
                PathSide::To => Anchor::To(node),
                PathSide::Through => Anchor::Through(node),
            },
            depth: self.depth,
        })
    }

    /// The address of the people behind a figure.
    fn people(&self, part: PathPart, level: usize, node: &JourneyNode, to: Option<&JourneyNode>) -> String {
        let figure = PathFigure { part, level, node: node.node.clone(), to: to.map(|to| to.node.clone()) };
        PeopleQuestion::of_journeys(JourneyFigure::Paths { question: Box::new(self.clone()), figure }).address()
    }
}

impl Insight {
    /// Answers where people come from before a touchpoint, and where they go from it.
    pub async fn paths(&self, reader: &Reader, question: &PathsQuestion) -> Result<PathsAnswer, InsightError> {
        let view = self.view(reader).await?;
        let (plan, nodes) =
            view.plan_and_nodes(&question.filter, &question.nodes, &question.journeys, &[&question.node]).await?;
        let counted = view.fold(&plan, Paths::new(question.terms(&nodes)?)?).await?;
        let anchors = counted.levels.iter().find(|level| level.offset == 0);
        let all =
            anchors.and_then(|level| level.nodes.first()).map_or((0, 0), |node| (node.count, node.people.unwrap_or(0)));
        let table = PathTable { question, nodes: &nodes, all };
        let levels: Vec<PathLevelRow> = counted
            .levels
            .iter()
            .enumerate()
            .map(|(place, level)| PathLevelRow {
                offset: level.offset,
                nodes: level.nodes.iter().filter_map(|node| table.node(place, node)).collect(),
            })
            .collect();
        let links = counted.links.iter().filter_map(|link| {
            let (from, to) = (usize::from(link.from?), usize::from(link.to?));
            let here = counted.levels[link.level].nodes.iter().find(|node| node.node == link.from)?;
            let (from_node, to_node) = (&nodes.shown[from], &nodes.shown[to]);
            Some(PathLinkRow {
                level: link.level,
                from,
                to,
                journeys: count(link.count, link.people.unwrap_or(0)),
                share: share((link.count, here.count, here.people.unwrap_or(0))),
                people: question.people(PathPart::Link, link.level, from_node, Some(to_node)),
            })
        });
        Ok(PathsAnswer {
            as_of: view.now,
            minimum_people: ENOUGH_PEOPLE,
            levels,
            links: links.collect(),
            nodes: nodes.shown.clone(),
        })
    }
}

/// Makes rows of counts.
struct PathTable<'a> {
    question: &'a PathsQuestion,
    nodes: &'a Nodes,
    /// All journeys with the node that was asked for, and their people.
    all: (u64, u64),
}

impl PathTable<'_> {
    fn node(&self, level: usize, counted: &CountedNode) -> Option<PathNodeRow> {
        let number = usize::from(counted.node?);
        let node = &self.nodes.shown[number];
        let end = |end: &PathEnd| count(end.count, end.people.unwrap_or(0));
        let address = |part: PathPart| self.question.people(part, level, node, None);
        Some(PathNodeRow {
            node: number,
            journeys: count(counted.count, counted.people.unwrap_or(0)),
            share: share((counted.count, self.all.0, self.all.1)),
            began: end(&counted.began),
            ended: end(&counted.ended),
            people: address(PathPart::At),
            began_people: address(PathPart::Began),
            ended_people: address(PathPart::Ended),
        })
    }
}

impl View<'_> {
    /// The people behind a figure of paths.
    pub(crate) async fn people_of_paths(
        &self,
        question: &PathsQuestion,
        figure: &PathFigure,
    ) -> Result<Vec<(i64, i64)>, InsightError> {
        let (plan, nodes) =
            self.plan_and_nodes(&question.filter, &question.nodes, &question.journeys, &[&question.node]).await?;
        let place = |name: &str| nodes.required(name, "/question/journey/paths/figure/node").map(PathPlace::Node);
        let here = place(&figure.node)?;
        let figure = match figure.part {
            PathPart::At => CountedFigure::At(figure.level, here),
            PathPart::Began => CountedFigure::Began(figure.level, here),
            PathPart::Ended => CountedFigure::Ended(figure.level, here),
            PathPart::Link => CountedFigure::Link(figure.level, here, place(figure.to.as_deref().unwrap_or_default())?),
        };
        self.people_of_fold(&plan, Paths::new(question.terms(&nodes)?)?, figure).await
    }
}
