//! Who was where: the nodes of the map.

use crate::columns::Journey;
use crate::fold::{Fold, Opened};
use crate::lens::{LEFT_OUT, Lens};
use crate::sections::Sections;
use crate::transitions::NodeCount;
use crate::walk::Tally;

/// Counts the events and people of every node.
#[derive(Clone, Debug)]
pub struct Visits {
    nodes: Lens,
    sections: Sections,
    tallies: Vec<Tally>,
    people: u64,
    left_out: u64,
    visited: u32,
}

/// Who was where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitsAnswer {
    /// The nodes at which something happened.
    pub nodes: Vec<NodeCount>,
    /// People who were at one of the nodes.
    pub people: u64,
    /// Events that belong to no node.
    pub left_out: u64,
}

/// A figure of visits that opens its people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VisitFigure {
    /// Who was at a node.
    At(u16),
    /// Who was at any.
    Anywhere,
}

impl Visits {
    /// A fold that has seen nobody yet.
    pub fn new(nodes: Lens) -> Self {
        Self {
            tallies: vec![Tally::default(); nodes.nodes()],
            nodes,
            sections: Sections::default(),
            people: 0,
            left_out: 0,
            visited: 0,
        }
    }
}

impl Fold for Visits {
    type Answer = VisitsAnswer;

    fn visit(&mut self, journey: Journey<'_>) {
        let Self { nodes, sections, tallies, people, left_out, visited } = self;
        *visited += 1;
        let mut is_anywhere = false;
        sections.each(&journey, |journey| {
            for code in journey.codes {
                match tallies.get_mut(usize::from(nodes.node(*code))) {
                    Some(tally) => {
                        tally.add(*visited);
                        is_anywhere = true;
                    }
                    None => *left_out += 1,
                }
            }
        });
        *people += u64::from(is_anywhere);
    }

    fn merge(&mut self, other: Self) {
        self.tallies.iter_mut().zip(&other.tallies).for_each(|(own, others)| own.merge(others));
        self.people += other.people;
        self.left_out += other.left_out;
    }

    fn finish(self) -> VisitsAnswer {
        let occurring = self.tallies.iter().enumerate().filter(|(_, tally)| tally.count > 0);
        let count = |(node, tally): (usize, &Tally)| NodeCount {
            node: node as u16,
            count: tally.count,
            people: u64::from(tally.people),
        };
        VisitsAnswer { nodes: occurring.map(count).collect(), people: self.people, left_out: self.left_out }
    }
}

impl Opened for Visits {
    type Figure = VisitFigure;

    fn counts(&mut self, figure: &VisitFigure, journey: Journey<'_>) -> bool {
        let Self { nodes, sections, .. } = self;
        let mut is_among = false;
        sections.each(&journey, |journey| {
            is_among |= journey.codes.iter().map(|code| nodes.node(*code)).any(|node| match figure {
                VisitFigure::At(wanted) => node == *wanted,
                VisitFigure::Anywhere => node != LEFT_OUT,
            });
        });
        is_among
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Journeys, contributors};

    #[test]
    fn events_and_people_are_counted_and_opened() {
        let (codes, times, starts) = ([0, 1, 1, 2, 2, 0], [0; 6], [0, 3, 5, 6]);
        let marks = [true, true, true, true, true, false];
        let journeys = Journeys::new(&codes, &times, &starts).unwrap().taking_part(&marks).unwrap();
        let lens = Lens::new(&[0, 1, LEFT_OUT]).unwrap();
        let (mut one, mut other) = (Visits::new(lens.clone()), Visits::new(lens));
        journeys.part(0..1).visit(&mut one);
        journeys.part(1..3).visit(&mut other);
        one.merge(other);
        let mut opened = one.clone();
        let node = |node: u16, count: u64, people: u64| NodeCount { node, count, people };
        let answer = one.finish();
        assert_eq!(answer, VisitsAnswer { nodes: vec![node(0, 1, 1), node(1, 2, 1)], people: 1, left_out: 2 });
        assert_eq!(contributors(&mut opened, &VisitFigure::At(1), journeys), [0]);
        assert_eq!(contributors(&mut opened, &VisitFigure::Anywhere, journeys), [0]);
    }
}
