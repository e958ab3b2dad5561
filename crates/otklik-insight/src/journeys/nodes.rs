//! The nodes of a map: what events are put together to.

use std::collections::{BTreeMap, HashMap};

use otklik_core::{ErrorCode, Filter, Stage, Text};
use otklik_journey::{LEFT_OUT, Lens, SectionRule, Visits, VisitsAnswer};
use otklik_lake::KIND_BEYOND;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::reading::{ReadingPlan, Together, micros};
use super::refusal::refuse;
use super::sight::Sight;
use crate::condition::Condition;
use crate::error::InsightError;
use crate::lens::Meaning;
use crate::view::View;

/// A map of more nodes would take more memory than reading it is worth.
pub(crate) const MOST_NODES_SHOWN: usize = 200;

/// What the nodes of a map are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NodesAsked {
    /// What events are put together to.
    #[serde(default)]
    pub by: NodeKind,
    /// Stages whose touchpoints are told one by one, where nodes are stages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expand: Vec<Stage>,
    /// How many nodes are told apart: those with most people; the others are put together.
    #[serde(default = "usual_nodes")]
    pub most: usize,
}

/// What events are put together to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NodeKind {
    /// The touchpoint, by its English name.
    #[default]
    Touchpoint,
    /// The journey stage.
    Stage,
    /// The channel.
    Channel,
    /// What the source calls the event.
    Event,
}

/// What counts as one journey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JourneysAsked {
    /// What counts as one journey.
    #[serde(default)]
    pub of: JourneyOf,
    /// The pause after which a new journey begins, where pauses divide them.
    #[serde(default = "crate::funnel::usual_gap")]
    pub gap_seconds: i64,
    /// Takes repetitions of one node for one stay, which begins with the first of them.
    #[serde(default)]
    pub collapse_repeats: bool,
}

/// What counts as one journey.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JourneyOf {
    /// Everything that a customer did.
    #[default]
    Customer,
    /// What a customer did without a longer pause.
    Pause,
    /// What belongs to one order.
    Order,
    /// What belongs to one visit or browsing session, as sources tell it.
    Session,
    /// What belongs to one support ticket.
    Ticket,
}

fn usual_nodes() -> usize {
    30
}

impl Default for NodesAsked {
    fn default() -> Self {
        Self { by: NodeKind::default(), expand: Vec::new(), most: usual_nodes() }
    }
}

impl Default for JourneysAsked {
    fn default() -> Self {
        Self { of: JourneyOf::default(), gap_seconds: crate::funnel::usual_gap(), collapse_repeats: false }
    }
}

impl JourneysAsked {
    pub(crate) fn rule(&self) -> SectionRule {
        match self.of {
            JourneyOf::Customer => SectionRule::Whole,
            JourneyOf::Pause => SectionRule::Gap(micros(self.gap_seconds)),
            JourneyOf::Order | JourneyOf::Session | JourneyOf::Ticket => SectionRule::Group,
        }
    }

    pub(crate) fn together(&self) -> Option<Together> {
        match self.of {
            JourneyOf::Customer | JourneyOf::Pause => None,
            JourneyOf::Order => Some(Together::Order),
            JourneyOf::Session => Some(Together::Session),
            JourneyOf::Ticket => Some(Together::Ticket),
        }
    }
}

/// A node as it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct JourneyNode {
    /// The touchpoint's English name, the stage, the channel or the event; empty for what stands for all the others.
    pub node: String,
    /// It stands for all nodes that are not told apart.
    pub other: bool,
    /// What the company calls it.
    pub name: Option<Text>,
    /// The stage that it belongs to.
    pub stage: Option<Stage>,
}

impl JourneyNode {
    /// The touchpoint of a kind of events.
    pub(crate) fn of_touchpoint(meaning: &Meaning) -> Option<Self> {
        Self::of(meaning, &NodesAsked::default())
    }

    /// The node of a kind of events.
    pub(crate) fn of(meaning: &Meaning, asked: &NodesAsked) -> Option<Self> {
        let named = |node: &str, name: Option<&Text>| {
            let stage = meaning.stage();
            Some(Self { node: node.to_owned(), other: false, name: name.cloned(), stage })
                .filter(|node| !node.node.is_empty())
        };
        let touchpoint = || named(&meaning.touchpoint()?.en, meaning.touchpoint());
        match asked.by {
            NodeKind::Touchpoint => touchpoint(),
            NodeKind::Stage => {
                let stage = meaning.stage()?;
                if asked.expand.contains(&stage) { touchpoint() } else { named(stage.as_str(), None) }
            }
            NodeKind::Channel => named(meaning.channel(), None).map(|node| Self { stage: None, ..node }),
            NodeKind::Event => named(&meaning.kind.name, None).map(|node| Self { stage: None, ..node }),
        }
    }
}

/// The nodes of one question, and who was there.
pub(crate) struct Nodes {
    pub(crate) lens: Lens,
    pub(crate) shown: Vec<JourneyNode>,
    pub(crate) visits: VisitsAnswer,
}

impl Nodes {
    /// The number of a node; that of all the others has no name.
    pub(crate) fn number(&self, name: &str) -> Option<u16> {
        self.shown.iter().position(|node| node.node == name).map(|number| number as u16)
    }

    /// The node of this number at a place of the question, which has to be there.
    pub(crate) fn required(&self, name: &str, place: &str) -> Result<u16, InsightError> {
        self.number(name).ok_or_else(|| refuse(ErrorCode::NodeUnknown, place.to_owned(), None))
    }

    /// Events and people at a node.
    pub(crate) fn visits_at(&self, node: u16) -> (u64, u64) {
        visits_at(&self.visits, node)
    }
}

pub(crate) fn visits_at(visits: &VisitsAnswer, node: u16) -> (u64, u64) {
    let known = visits.nodes.iter().find(|count| count.node == node);
    known.map_or((0, 0), |count| (count.count, count.people))
}

impl View<'_> {
    /// What a question about nodes reads: the events of a filter in a span.
    pub(crate) async fn plan_of_nodes(
        &self,
        filter: &Filter,
        span: otklik_core::Span,
        journeys: &JourneysAsked,
    ) -> Result<ReadingPlan, InsightError> {
        let filter: Condition = self.condition(filter).await?;
        Ok(ReadingPlan::of(Sight::new(self, span, filter, Vec::new())).grouped_by(journeys.together()))
    }

    /// What a question about nodes reads in its own period, and its nodes.
    pub(crate) async fn plan_and_nodes(
        &self,
        filter: &Filter,
        nodes: &NodesAsked,
        journeys: &JourneysAsked,
        keep: &[&str],
    ) -> Result<(ReadingPlan, Nodes), InsightError> {
        let plan = self.plan_of_nodes(filter, self.span(filter), journeys).await?;
        let nodes = self.nodes(nodes, &plan, keep).await?;
        Ok((plan, nodes))
    }

    /// Tells whether the catalogue has a node of this name, be it that nothing happened there.
    pub(crate) fn has_node(&self, asked: &NodesAsked, name: &str) -> bool {
        let mut named = self.lens.kinds().filter_map(|(_, meaning)| JourneyNode::of(meaning, asked));
        named.any(|node| node.node == name)
    }

    /// Finds the nodes of a question: those with most people, those that have to be shown, and one for all others.
    pub(crate) async fn nodes(
        &self,
        asked: &NodesAsked,
        plan: &ReadingPlan,
        keep: &[&str],
    ) -> Result<Nodes, InsightError> {
        if asked.most > MOST_NODES_SHOWN {
            return Err(refuse(ErrorCode::TooManyParts, "/nodes/most".to_owned(), Some(MOST_NODES_SHOWN)));
        }
        let mut found: BTreeMap<String, JourneyNode> = BTreeMap::new();
        let mut of_kind: HashMap<i64, String> = HashMap::new();
        for (kind, meaning) in self.lens.kinds() {
            if let Some(node) = JourneyNode::of(meaning, asked) {
                of_kind.insert(kind, node.node.clone());
                found.entry(node.node.clone()).or_insert(node);
            }
        }
        let all: Vec<JourneyNode> = found.into_values().collect();
        let number =
            |name: &String| all.binary_search_by(|node| node.node.cmp(name)).map_or(LEFT_OUT, |place| place as u16);
        let every = lens(&of_kind, number)?;
        let visits = self.fold(plan, Visits::new(every.clone())).await?;
        let occurs = visits.nodes.len();
        if occurs <= asked.most && occurs == all.len() {
            return Ok(Nodes { lens: every, shown: all, visits });
        }
        let mut by_people = visits.nodes.clone();
        by_people.sort_by_key(|count| {
            let is_kept = keep.contains(&all[usize::from(count.node)].node.as_str());
            (!is_kept, std::cmp::Reverse(count.people), count.node)
        });
        let mut chosen: Vec<u16> = by_people.iter().take(asked.most.max(keep.len())).map(|count| count.node).collect();
        chosen.sort_unstable();
        let mut shown: Vec<JourneyNode> = chosen.iter().map(|node| all[usize::from(*node)].clone()).collect();
        let mut other = LEFT_OUT;
        if shown.len() < occurs {
            other = shown.len() as u16;
            shown.push(JourneyNode { node: String::new(), other: true, name: None, stage: None });
        }
        let chosen_number = |name: &String| chosen.binary_search(&number(name)).map_or(other, |place| place as u16);
        let lens = lens(&of_kind, chosen_number)?;
        let visits = self.fold(plan, Visits::new(lens.clone())).await?;
        Ok(Nodes { lens, shown, visits })
    }
}

/// A lens by the names of kinds' nodes.
fn lens(of_kind: &HashMap<i64, String>, number: impl Fn(&String) -> u16) -> Result<Lens, InsightError> {
    let mut table = Vec::new();
    for (kind, name) in of_kind {
        let Some(place) = u16::try_from(*kind).ok().filter(|code| *code != KIND_BEYOND).map(usize::from) else {
            continue;
        };
        table.resize(table.len().max(place + 1), LEFT_OUT);
        table[place] = number(name);
    }
    Lens::new(&table).map_err(|error| match InsightError::from(error) {
        InsightError::Journey { code, limit, .. } => {
            InsightError::Journey { code, limit, place: "/nodes/by".to_owned() }
        }
        other => other,
    })
}
