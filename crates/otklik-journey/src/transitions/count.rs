//! The counts of all pairs of nodes, and the loop that fills them.

use crate::columns::Journey;
use crate::lens::{LEFT_OUT, Lens};
use crate::walk::Tally;

/// What is known of an edge: 24 bytes, read and written once for each transition.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct EdgeTally {
    /// The sum of times in microseconds, without the times that it went round.
    micros: u64,
    pub count: u64,
    people: People,
}

/// People in the upper half, and in the lower half the last journey that was counted among them.
#[derive(Clone, Copy, Debug, Default)]
struct People(u64);

impl People {
    #[inline]
    fn add(&mut self, mark: u32) {
        let is_another = u64::from(self.0 as u32 != mark);
        self.0 = ((self.0 >> 32) + is_another) << 32 | u64::from(mark);
    }

    fn count(self) -> u64 {
        self.0 >> 32
    }
}

/// The tables of a map.
#[derive(Clone, Debug)]
pub(super) struct Counts {
    pub nodes: usize,
    pub edges: Vec<EdgeTally>,
    /// Edges whose sum exceeded 64 bits, once for each time that it did.
    carried: Vec<u32>,
    pub starts: Vec<Tally>,
    pub ends: Vec<Tally>,
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
    /// Counts a transition; tells whether the sum of times has to be carried.
    #[inline]
    fn add(&mut self, micros: i64, mark: u32) -> bool {
        let (sum, is_carried) = self.micros.overflowing_add(micros as u64);
        self.micros = sum;
        self.count += 1;
        self.people.add(mark);
        is_carried
    }

    pub(super) fn people(&self) -> u64 {
        self.people.count()
    }

    pub(super) fn set_mark(&mut self, mark: u32) {
        self.people.0 = self.people.0 >> 32 << 32 | u64::from(mark);
    }
}

impl Counts {
    pub fn new(nodes: usize) -> Self {
        Self {
            nodes,
            edges: vec![EdgeTally::default(); nodes * nodes],
            carried: Vec::new(),
            starts: vec![Tally::default(); nodes],
            ends: vec![Tally::default(); nodes],
        }
    }

    /// Counts a whole section: its start, its steps and its end.
    #[inline]
    pub fn add_section<const COLLAPSE: bool>(
        &mut self,
        section: &Journey<'_>,
        lens: &Lens,
        mark: u32,
        steps: Steps<COLLAPSE>,
        time_of_edge: impl FnMut(usize, i64),
    ) {
        let table = lens.table();
        let nodes = section.codes.iter().map(|code| table[usize::from(*code)]);
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
        let Self { nodes, edges, carried, .. } = self;
        // Of its own, so that writing a count is not suspected of moving the table.
        let (nodes, edges) = (*nodes, edges.as_mut_slice());
        let mut stand = from;
        for (node, time) in events {
            if COLLAPSE && node == stand.node {
                continue;
            }
            let edge = usize::from(stand.node) * nodes + usize::from(node);
            let micros = time - stand.since;
            if edges[edge].add(micros, mark) {
                carry(carried, edge);
            }
            time_of_edge(edge, micros);
            stand = Stand { node, since: time };
        }
        stand
    }

    /// The sum of an edge's times in microseconds.
    pub fn micros(&self, edge: usize) -> u128 {
        let carried = self.carried.iter().filter(|carried| **carried as usize == edge).count();
        ((carried as u128) << 64) + u128::from(self.edges[edge].micros)
    }

    pub fn merge(&mut self, other: &Self) {
        self.carried.extend_from_slice(&other.carried);
        for (edge, (own, others)) in self.edges.iter_mut().zip(&other.edges).enumerate() {
            let (micros, is_carried) = own.micros.overflowing_add(others.micros);
            own.micros = micros;
            own.count += others.count;
            own.people.0 += others.people() << 32;
            self.carried.extend(is_carried.then_some(edge as u32));
        }
        self.starts.iter_mut().zip(&other.starts).for_each(|(own, others)| own.merge(others));
        self.ends.iter_mut().zip(&other.ends).for_each(|(own, others)| own.merge(others));
    }
}

/// Takes note of a sum that went round, which takes half a million years of transitions.
#[cold]
fn carry(carried: &mut Vec<u32>, edge: usize) {
    carried.push(edge as u32);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_of_times_goes_beyond_64_bits() {
        let add = |times: usize| {
            let mut counts = Counts::new(2);
            for mark in 1..=times as u32 {
                let events = [(1, i64::MAX), (0, i64::MAX)].into_iter();
                counts.walk(Stand { node: 0, since: 0 }, events, mark, Steps::<false>, |_, _| {});
            }
            counts
        };
        let mut counts = add(5);
        counts.merge(&add(4));
        assert_eq!(counts.micros(1), 9 * i64::MAX as u128);
        assert_eq!((counts.edges[1].count, counts.edges[1].people(), counts.micros(2)), (9, 9, 0));
    }
}
