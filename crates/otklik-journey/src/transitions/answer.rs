//! What comes out of counting transitions.

use super::Edge;
use super::count::Counts;
use crate::durations::Durations;
use crate::walk::Tally;

/// The edges that occur and where journeys begin and end.
#[derive(Clone, Debug, PartialEq)]
pub struct TransitionsAnswer {
    /// Every edge that somebody went along, by its ends.
    pub edges: Vec<EdgeCount>,
    /// Where journeys (or sections) begin.
    pub starts: Vec<NodeCount>,
    /// Where journeys (or sections) end.
    pub ends: Vec<NodeCount>,
}

/// What is counted of an edge.
#[derive(Clone, Debug, PartialEq)]
pub struct EdgeCount {
    /// The edge.
    pub edge: Edge,
    /// Times that somebody went along.
    pub count: u64,
    /// People who did.
    pub people: u64,
    /// The sum of the times it took, in microseconds.
    pub micros: u128,
    /// Quantiles of the times, if they were asked for.
    pub times: Option<TransitionTimes>,
}

/// How the times of an edge are distributed, in microseconds, as exactly as [`Durations`] knows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TransitionTimes {
    /// Half of the transitions took longer.
    pub median: f64,
    /// One of ten took longer.
    pub p90: f64,
}

/// Beginnings or ends at a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeCount {
    /// The node.
    pub node: u16,
    /// Journeys or sections.
    pub count: u64,
    /// People.
    pub people: u64,
}

impl EdgeCount {
    /// The mean time in microseconds.
    pub fn mean_micros(&self) -> f64 {
        self.micros as f64 / self.count as f64
    }
}

impl TransitionsAnswer {
    pub(super) fn new(counts: &Counts, durations: Option<&Durations>) -> Self {
        let edge_of = |index: usize| Edge { from: (index / counts.nodes) as u16, to: (index % counts.nodes) as u16 };
        let occurring = counts.edges.iter().enumerate().filter(|(_, tally)| tally.count > 0);
        let edges = occurring.map(|(index, tally)| EdgeCount {
            edge: edge_of(index),
            count: tally.count,
            people: tally.people(),
            micros: counts.micros(index),
            times: durations.and_then(|durations| {
                let median = durations.quantile(index, 0.5)?;
                Some(TransitionTimes { median, p90: durations.quantile(index, 0.9)? })
            }),
        });
        Self { edges: edges.collect(), starts: node_counts(&counts.starts), ends: node_counts(&counts.ends) }
    }

    /// An edge's counts, if somebody went along.
    pub fn edge(&self, from: u16, to: u16) -> Option<&EdgeCount> {
        let place = self.edges.binary_search_by_key(&Edge { from, to }, |count| count.edge).ok()?;
        self.edges.get(place)
    }

    /// Transitions along all edges.
    pub fn count(&self) -> u64 {
        self.edges.iter().map(|edge| edge.count).sum()
    }
}

fn node_counts(tallies: &[Tally]) -> Vec<NodeCount> {
    let occurring = tallies.iter().enumerate().filter(|(_, tally)| tally.count > 0);
    occurring
        .map(|(node, tally)| NodeCount { node: node as u16, count: tally.count, people: u64::from(tally.people) })
        .collect()
}
