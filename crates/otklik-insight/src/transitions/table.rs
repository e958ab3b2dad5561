//! The nodes and edges of the map.

use otklik_core::{Change, Estimate};
use otklik_journey::{EdgeCount, NodeCount, TransitionsAnswer as Counted, VisitsAnswer};

use super::{MapEdge, MapNode, TransitionFigure, TransitionsQuestion};
use crate::journeys::{Compared, Nodes, Part, count, seconds, share, visits_at};

/// Makes nodes and edges of counts.
pub(super) struct MapTable<'a> {
    pub(super) question: &'a TransitionsQuestion,
    pub(super) nodes: &'a Nodes,
    pub(super) counted: &'a Counted,
    pub(super) before: Option<&'a (VisitsAnswer, Counted)>,
}

impl MapTable<'_> {
    /// The nodes that occur, the edges that are taken most often, and the share of transitions that these are.
    pub(super) fn rows(&self) -> (Vec<MapNode>, Vec<MapEdge>, Estimate) {
        let occurs = |node: &u16| self.nodes.visits_at(*node).0 > 0;
        let shown: Vec<u16> = (0..self.nodes.shown.len() as u16).filter(occurs).collect();
        let mut edges: Vec<&EdgeCount> = self.counted.edges.iter().collect();
        edges.sort_by_key(|edge| (std::cmp::Reverse(edge.count), edge.edge));
        edges.truncate(self.question.most_edges);
        let mut changes = self.changes(&shown, &edges).into_iter();
        let is_compared = self.before.is_some();
        let mut change = || if is_compared { changes.next() } else { None };
        let nodes = shown.iter().map(|node| {
            let (change, change_of_ends) = (change(), change());
            MapNode { change, change_of_ends, ..self.node(*node) }
        });
        let nodes: Vec<MapNode> = nodes.collect();
        let place = |node: u16| shown.binary_search(&node).unwrap_or_default();
        let rows = edges.iter().map(|edge| {
            let (from, to) = (place(edge.edge.from), place(edge.edge.to));
            MapEdge { from, to, change: change(), ..self.edge(edge) }
        });
        let rows: Vec<MapEdge> = rows.collect();
        let told: u64 = edges.iter().map(|edge| edge.count).sum();
        let coverage = share((told, self.counted.count(), self.nodes.visits.people));
        (nodes, rows, coverage)
    }

    /// The changes of all nodes, then those of all edges, judged together.
    fn changes(&self, nodes: &[u16], edges: &[&EdgeCount]) -> Vec<Change> {
        let mut compared = Compared::default();
        let Some((visits, counted)) = self.before else { return Vec::new() };
        let now = (&self.nodes.visits, self.counted);
        for node in nodes {
            compared.add(at(now.0, *node), at(visits, *node));
            compared.add(ends(now, *node), ends((visits, counted), *node));
        }
        for edge in edges {
            compared.add(along(now, edge), along((visits, counted), edge));
        }
        compared.judged()
    }

    fn name(&self, node: u16) -> String {
        self.nodes.shown[usize::from(node)].node.clone()
    }

    fn node(&self, node: u16) -> MapNode {
        let (events, people) = self.nodes.visits_at(node);
        let (starts, ends_there) = (of_node(&self.counted.starts, node), of_node(&self.counted.ends, node));
        let now = (&self.nodes.visits, self.counted);
        MapNode {
            node: self.nodes.shown[usize::from(node)].clone(),
            events: count(events, people),
            share: share(at(&self.nodes.visits, node)),
            starts: count(starts.0, starts.1),
            ends: count(ends_there.0, ends_there.1),
            end_share: share(ends(now, node)),
            score: None,
            change: None,
            change_of_ends: None,
            people: self.question.people(TransitionFigure::At(self.name(node))),
            starts_people: self.question.people(TransitionFigure::Start(self.name(node))),
            ends_people: self.question.people(TransitionFigure::End(self.name(node))),
        }
    }

    fn edge(&self, edge: &EdgeCount) -> MapEdge {
        let times = seconds(edge.times.as_ref(), edge.micros, edge.count, edge.people);
        let figure = TransitionFigure::Edge { from: self.name(edge.edge.from), to: self.name(edge.edge.to) };
        MapEdge {
            from: 0,
            to: 0,
            transitions: count(edge.count, edge.people),
            share: share(along((&self.nodes.visits, self.counted), edge)),
            mean: times.as_ref().map(|times| times.mean.clone()),
            median: times.as_ref().map(|times| times.median.clone()),
            p90: times.map(|times| times.p90),
            change: None,
            people: self.question.people(figure),
        }
    }
}

/// Journeys and people of a node.
fn of_node(counts: &[NodeCount], node: u16) -> (u64, u64) {
    counts.iter().find(|count| count.node == node).map_or((0, 0), |count| (count.count, count.people))
}

/// Who was at a node, of all who were anywhere.
fn at(visits: &VisitsAnswer, node: u16) -> Part {
    (visits_at(visits, node).1, visits.people, visits.people)
}

/// Whose journey ended at a node, of those who were there.
fn ends((visits, counted): (&VisitsAnswer, &Counted), node: u16) -> Part {
    let people = visits_at(visits, node).1;
    (of_node(&counted.ends, node).1, people, people)
}

/// Who went along an edge, of those who were where it begins.
fn along((visits, counted): (&VisitsAnswer, &Counted), edge: &EdgeCount) -> Part {
    let people = visits_at(visits, edge.edge.from).1;
    (counted.edge(edge.edge.from, edge.edge.to).map_or(0, |edge| edge.people), people, people)
}
