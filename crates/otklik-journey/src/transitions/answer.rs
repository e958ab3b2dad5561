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
    /// The standard deviation.
    pub deviation: f64,
    /// The ends of the median's 95 % interval.
    pub median_range: (f64, f64),
    /// The ends of the 90th percentile's 95 % interval.
    pub p90_range: (f64, f64),
}

/// Standard errors to either side of a 95 % interval.
const NORMAL_95: f64 = 1.959_963_984_540_054;

impl TransitionTimes {
    /// Reads the quantiles of a key off; nothing without durations.
    ///
    /// Intervals by order statistics, whose ranks are approximately normal (Conover 1999, ch. 3.2), on so many people: what one person
    /// does several times is no independent observation.
    pub(crate) fn of(durations: &Durations, key: usize, people: u64) -> Option<Self> {
        let quantile = |probability: f64| {
            let half_width = NORMAL_95 * (probability * (1.0 - probability) / people.max(1) as f64).sqrt();
            let at = |probability: f64| durations.quantile(key, probability.clamp(0.0, 1.0));
            Some((at(probability)?, (at(probability - half_width)?, at(probability + half_width)?)))
        };
        let ((median, median_range), (p90, p90_range)) = (quantile(0.5)?, quantile(0.9)?);
        Some(Self { median, p90, deviation: durations.deviation(key), median_range, p90_range })
    }
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
            times: durations.and_then(|durations| TransitionTimes::of(durations, index, tally.people())),
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
