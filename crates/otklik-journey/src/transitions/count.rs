//! The counts of all pairs of nodes, and the loop that fills them.

use crate::columns::Journey;
use crate::lens::{LEFT_OUT, Lens};

/// What is known of an edge: 32 bytes, so that one lies in one line of the cache.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct EdgeTally {
    /// The sum of times in microseconds, which may exceed 64 bits.
    pub micros: u128,
    pub count: u64,
    pub people: u32,
    /// The last journey that was counted among the people.
    mark: u32,
}

/// What is known of the beginnings or ends at a node.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NodeTally {
    pub count: u64,
    pub people: u32,
    mark: u32,
}

/// The tables of a map.
#[derive(Clone, Debug)]
pub(super) struct Counts {
    pub nodes: usize,
    pub edges: Vec<EdgeTally>,
    pub starts: Vec<NodeTally>,
    pub ends: Vec<NodeTally>,
}

/// Whether repetitions of a node are one stay, known when the loop is compiled.
pub(super) struct Steps<const COLLAPSE: bool>;

/// Where a walk stands: its last node and since when it counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stand {
    pub node: u16,
    pub since: i64,
}

impl EdgeTally {
    #[inline]
    fn add(&mut self, micros: i64, mark: u32) {
        self.micros += u128::from(micros as u64);
        self.count += 1;
        self.people += u32::from(self.mark != mark);
        self.mark = mark;
    }

    pub(super) fn set_mark(&mut self, mark: u32) {
        self.mark = mark;
    }
}

impl NodeTally {
    #[inline]
    pub(super) fn add(&mut self, mark: u32) {
        self.count += 1;
        self.people += u32::from(self.mark != mark);
        self.mark = mark;
    }

    pub(super) fn set_mark(&mut self, mark: u32) {
        self.mark = mark;
    }

    fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.people += other.people;
    }
}

impl Counts {
    pub fn new(nodes: usize) -> Self {
        Self {
            nodes,
            edges: vec![EdgeTally::default(); nodes * nodes],
            starts: vec![NodeTally::default(); nodes],
            ends: vec![NodeTally::default(); nodes],
        }
    }

    /// Counts a whole section: its start, its steps and its end.
    #[inline]
    pub fn add_section<const COLLAPSE: bool>(
        &mut self,
        section: Journey<'_>,
        lens: &Lens,
        mark: u32,
        steps: Steps<COLLAPSE>,
        time_of_edge: impl FnMut(usize, i64),
    ) {
        let nodes = section.codes.iter().map(|code| lens.node(*code));
        let mut events = nodes.zip(section.times.iter().copied()).filter(|(node, _)| *node != LEFT_OUT);
        let Some((node, since)) = events.next() else { return };
        self.starts[usize::from(node)].add(mark);
        let end = self.walk(Stand { node, since }, events, mark, steps, time_of_edge);
        self.ends[usize::from(end.node)].add(mark);
    }

    /// Walks on from where a journey stands, and returns where it stands then.
    #[inline]
    pub fn walk<const COLLAPSE: bool>(
        &mut self,
        from: Stand,
        events: impl Iterator<Item = (u16, i64)>,
        mark: u32,
        _: Steps<COLLAPSE>,
        mut time_of_edge: impl FnMut(usize, i64),
    ) -> Stand {
        let mut stand = from;
        for (node, time) in events {
            if COLLAPSE && node == stand.node {
                continue;
            }
            let edge = usize::from(stand.node) * self.nodes + usize::from(node);
            let micros = time - stand.since;
            self.edges[edge].add(micros, mark);
            time_of_edge(edge, micros);
            stand = Stand { node, since: time };
        }
        stand
    }

    pub fn merge(&mut self, other: &Self) {
        for (own, others) in self.edges.iter_mut().zip(&other.edges) {
            own.micros += others.micros;
            own.count += others.count;
            own.people += others.people;
        }
        self.starts.iter_mut().zip(&other.starts).for_each(|(own, others)| own.merge(others));
        self.ends.iter_mut().zip(&other.ends).for_each(|(own, others)| own.merge(others));
    }
}
