//! Transitions of journeys that come in pieces.

use super::count::{Stand, Steps};
use super::{SectionRule, Transitions};
use crate::columns::{Journey, NO_GROUP};
use crate::fold::Resume;
use crate::lens::LEFT_OUT;

/// Where a journey stands in each of its open sections, and what it was counted for already.
#[derive(Clone, Debug, Default)]
pub struct TransitionCarry {
    open: Vec<Open>,
    counted: Counted,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    group: u32,
    stand: Stand,
    /// The time of the last event, from which a pause is measured.
    last: i64,
}

/// Edges and nodes that a person was counted for.
#[derive(Clone, Debug, Default)]
struct Counted {
    edges: Vec<u32>,
    starts: Vec<u16>,
    ends: Vec<u16>,
}

impl Resume for Transitions {
    type Carry = TransitionCarry;

    fn piece(&mut self, carry: &mut TransitionCarry, piece: Journey<'_>) {
        self.visited += 1;
        self.recall(&carry.counted);
        for place in 0..piece.len() {
            let takes_part = piece.taking_part.is_none_or(|marks| marks[place]);
            let group = match (self.question.sections, piece.groups) {
                (SectionRule::Group, Some(groups)) => groups[place],
                (SectionRule::Group, None) => NO_GROUP,
                _ => 0,
            };
            let is_grouped = self.question.sections != SectionRule::Group || group != NO_GROUP;
            if takes_part && is_grouped {
                self.event(carry, group, self.question.nodes.node(piece.codes[place]), piece.times[place]);
            }
        }
    }

    fn end(&mut self, carry: TransitionCarry) {
        self.visited += 1;
        self.recall(&carry.counted);
        for open in carry.open.iter().filter(|open| open.stand.node != LEFT_OUT) {
            self.counts.ends[usize::from(open.stand.node)].add(self.visited);
        }
    }
}

impl Transitions {
    /// Marks what a person was counted for, so that another piece does not count it again.
    fn recall(&mut self, counted: &Counted) {
        counted.edges.iter().for_each(|edge| self.counts.edges[*edge as usize].set_mark(self.visited));
        counted.starts.iter().for_each(|node| self.counts.starts[usize::from(*node)].set_mark(self.visited));
        counted.ends.iter().for_each(|node| self.counts.ends[usize::from(*node)].set_mark(self.visited));
    }

    fn event(&mut self, carry: &mut TransitionCarry, group: u32, node: u16, time: i64) {
        let TransitionCarry { open, counted } = carry;
        let place = open.iter().position(|open| open.group == group).unwrap_or_else(|| {
            open.push(Open { group, stand: Stand { node: LEFT_OUT, since: time }, last: time });
            open.len() - 1
        });
        let open = &mut open[place];
        let pause = time - open.last;
        open.last = time;
        if let SectionRule::Gap(gap) = self.question.sections
            && pause > gap
            && open.stand.node != LEFT_OUT
        {
            self.counts.ends[usize::from(open.stand.node)].add(self.visited);
            remember(&mut counted.ends, open.stand.node);
            open.stand.node = LEFT_OUT;
        }
        if node == LEFT_OUT {
            return;
        }
        if open.stand.node == LEFT_OUT {
            self.counts.starts[usize::from(node)].add(self.visited);
            remember(&mut counted.starts, node);
            open.stand = Stand { node, since: time };
            return;
        }
        let (durations, visited) = (&mut self.durations, self.visited);
        let time_of_edge = |edge: usize, micros: i64| {
            remember(&mut counted.edges, edge as u32);
            if let Some(durations) = durations {
                durations.add(edge, micros);
            }
        };
        let event = std::iter::once((node, time));
        open.stand = if self.question.collapse_repeats {
            self.counts.walk(open.stand, event, visited, Steps::<true>, time_of_edge)
        } else {
            self.counts.walk(open.stand, event, visited, Steps::<false>, time_of_edge)
        };
    }
}

/// Adds to a sorted set.
fn remember<T: Ord>(set: &mut Vec<T>, item: T) {
    if let Err(place) = set.binary_search(&item) {
        set.insert(place, item);
    }
}
