//! Who was where in weeks with an order.

use super::MomentTerms;
use super::strata::{MomentStrata, Table};
use super::weeks::Weeks;
use crate::pains::{TouchEvent, TouchFold};
use crate::walk::Tally;

/// Counts the people of every touchpoint, and the strata of their weeks.
#[derive(Clone, Debug)]
pub struct MomentCounts {
    weeks: Weeks,
    nodes: Vec<Tally>,
    early: Vec<Tally>,
    people: u64,
    table: Table,
    visited: u32,
}

/// What was counted of one touchpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MomentCount {
    /// Its node.
    pub node: u16,
    /// Weeks in which somebody was there.
    pub weeks: u64,
    /// The people who were.
    pub people: u64,
    /// People with such a week of which it is too early to tell what came of it.
    pub immature: u64,
}

/// Touchpoints and the strata in which they are compared.
#[derive(Clone, Debug)]
pub struct MomentsCounted {
    /// The touchpoints at which anybody was.
    pub nodes: Vec<MomentCount>,
    /// People who ordered in a week.
    pub people: u64,
    /// By what those who were there are compared with others.
    pub strata: MomentStrata,
}

impl MomentCounts {
    /// A fold that has seen nobody yet.
    pub fn new(terms: MomentTerms) -> Self {
        Self {
            weeks: Weeks::new(terms),
            nodes: vec![Tally::default(); terms.nodes],
            early: vec![Tally::default(); terms.nodes],
            people: 0,
            table: Table::new(terms.nodes),
            visited: 0,
        }
    }

    /// When a customer last was at a node in a week with an order, if they ever were; leaves every count as it is.
    pub fn was_at(&mut self, node: u16, touches: &[TouchEvent]) -> Option<i64> {
        let mut newest = None;
        self.weeks.each(touches, |_, at| {
            newest = at.iter().filter(|(known, _)| *known == node).map(|(_, time)| *time).max().max(newest);
        });
        newest
    }
}

impl TouchFold for MomentCounts {
    type Answer = MomentsCounted;

    fn visit(&mut self, _customer: i64, touches: &[TouchEvent]) {
        self.visited += 1;
        let Self { weeks, nodes, early, people, table, visited } = self;
        let mut is_anywhere = false;
        weeks.each(touches, |week, at| {
            is_anywhere = true;
            for (node, _) in at {
                nodes[usize::from(*node)].add(*visited);
                if !week.is_mature {
                    early[usize::from(*node)].add(*visited);
                }
            }
            if week.is_mature {
                let row = table.row(week.cell);
                row[0] += 1;
                at.iter().for_each(|(node, _)| row[usize::from(*node) + 1] += 1);
            }
        });
        *people += u64::from(is_anywhere);
    }

    fn merge(&mut self, other: Self) {
        self.nodes.iter_mut().zip(&other.nodes).for_each(|(own, other)| own.merge(other));
        self.early.iter_mut().zip(&other.early).for_each(|(own, other)| own.merge(other));
        self.people += other.people;
        for (cell, counts) in other.table.rows() {
            self.table.row(cell).iter_mut().zip(counts).for_each(|(own, count)| *own += count);
        }
    }

    fn finish(self) -> MomentsCounted {
        let strata = MomentStrata::of(&self.table);
        let count = |(node, (tally, early)): (usize, (&Tally, &Tally))| MomentCount {
            node: node as u16,
            weeks: tally.count,
            people: u64::from(tally.people),
            immature: u64::from(early.people),
        };
        let nodes = self.nodes.iter().zip(&self.early).enumerate().filter(|(_, (tally, _))| tally.count > 0);
        MomentsCounted { nodes: nodes.map(count).collect(), people: self.people, strata }
    }
}
