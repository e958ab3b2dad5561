//! What people met at a touchpoint and after it: how long they waited there, and whether they complained soon after.

use crate::durations::Durations;
use crate::lens::LEFT_OUT;
use crate::pains::{TouchEvent, TouchFold, TouchPart};
use crate::transitions::TransitionTimes;
use crate::walk::Tally;

/// The terms of [`Aftermath`].
#[derive(Clone, Debug)]
pub struct AftermathTerms {
    /// How many nodes there are.
    pub nodes: usize,
    /// Whether the events of a kind are complaints, by its code.
    pub complaints: Vec<bool>,
    /// How long after a touch a complaint still belongs to it, in microseconds.
    pub window: i64,
    /// The present: of touches after which a complaint may still come nothing is told.
    pub now: i64,
}

/// Counts at every node who complained after it, and how long people waited.
#[derive(Clone, Debug)]
pub struct Aftermath {
    terms: AftermathTerms,
    reached: Vec<Tally>,
    complained: Vec<Tally>,
    waits: Vec<Tally>,
    micros: Vec<u128>,
    durations: Durations,
    visited: u32,
}

/// What was counted at one node.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct NodeAftermath {
    /// The node.
    pub node: u16,
    /// People with a touch after which no complaint can come any more.
    pub reached: u64,
    /// Of these the ones who complained within the window after such a touch.
    pub complained: u64,
    /// Waits that ended there.
    pub waits: u64,
    /// The people who waited.
    pub waited: u64,
    /// How long all of them took together, in microseconds.
    pub micros: u128,
    /// How they are distributed; nothing without waits.
    pub times: Option<TransitionTimes>,
}

/// Which people of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AftermathFigure {
    /// Those who complained after it.
    Complained,
    /// Those who waited there.
    Waited,
}

impl Aftermath {
    /// A fold that has seen nobody yet.
    pub fn new(terms: AftermathTerms) -> Self {
        let nodes = terms.nodes;
        Self {
            terms,
            reached: vec![Tally::default(); nodes],
            complained: vec![Tally::default(); nodes],
            waits: vec![Tally::default(); nodes],
            micros: vec![0; nodes],
            durations: Durations::new(nodes),
            visited: 0,
        }
    }

    /// When a customer last was at a node so that a figure counts them, if they ever were; leaves every count as it is.
    pub fn counts(&self, figure: AftermathFigure, node: u16, touches: &[TouchEvent]) -> Option<i64> {
        match figure {
            AftermathFigure::Complained => {
                let mut newest = None;
                self.terms.each_touch(touches, |touch, is_followed| {
                    newest = newest.max((touch.node == node && is_followed).then_some(touch.time));
                });
                newest
            }
            AftermathFigure::Waited => waits(touches).filter(|wait| wait.node == node).map(|wait| wait.time).max(),
        }
    }
}

impl AftermathTerms {
    /// Shows every touch that is told and whose window is over, the newest first, and whether a complaint followed within it.
    fn each_touch(&self, touches: &[TouchEvent], mut see: impl FnMut(&TouchEvent, bool)) {
        // The next complaint, and the next one at a later time than that.
        let (mut next, mut after): (Option<i64>, Option<i64>) = (None, None);
        for touch in touches.iter().rev() {
            let follows = if next.is_some_and(|next| next > touch.time) { next } else { after };
            if touch.counts && touch.node != LEFT_OUT && touch.time.saturating_add(self.window) <= self.now {
                see(touch, follows.is_some_and(|next| next - touch.time <= self.window));
            }
            if self.complaints.get(usize::from(touch.kind)) == Some(&true) && next != Some(touch.time) {
                (next, after) = (Some(touch.time), next);
            }
        }
    }
}

/// The ends of waits that are told.
fn waits(touches: &[TouchEvent]) -> impl Iterator<Item = &TouchEvent> {
    let ends = |touch: &&TouchEvent| touch.part == TouchPart::WaitEnded && !touch.waited_seconds.is_nan();
    touches.iter().filter(ends).filter(|touch| touch.counts && touch.node != LEFT_OUT)
}

impl TouchFold for Aftermath {
    /// The nodes at which anybody was.
    type Answer = Vec<NodeAftermath>;

    fn visit(&mut self, _customer: i64, touches: &[TouchEvent]) {
        self.visited += 1;
        let Self { terms, reached, complained, visited, .. } = self;
        terms.each_touch(touches, |touch, is_followed| {
            let node = usize::from(touch.node);
            reached[node].add(*visited);
            if is_followed {
                complained[node].add(*visited);
            }
        });
        for wait in waits(touches) {
            let (node, micros) = (usize::from(wait.node), (f64::from(wait.waited_seconds) * 1e6).round() as i64);
            self.waits[node].add(self.visited);
            self.micros[node] += u128::from(micros.max(0).unsigned_abs());
            self.durations.add(node, micros);
        }
    }

    fn merge(&mut self, other: Self) {
        for (own, other) in [
            (&mut self.reached, &other.reached),
            (&mut self.complained, &other.complained),
            (&mut self.waits, &other.waits),
        ] {
            own.iter_mut().zip(other).for_each(|(own, other)| own.merge(other));
        }
        self.micros.iter_mut().zip(&other.micros).for_each(|(own, other)| *own += other);
        self.durations.merge(&other.durations);
    }

    fn finish(self) -> Vec<NodeAftermath> {
        let told = |node: usize| NodeAftermath {
            node: node as u16,
            reached: u64::from(self.reached[node].people),
            complained: u64::from(self.complained[node].people),
            waits: self.waits[node].count,
            waited: u64::from(self.waits[node].people),
            micros: self.micros[node],
            times: TransitionTimes::of(&self.durations, node, u64::from(self.waits[node].people)),
        };
        (0..self.terms.nodes).map(told).filter(|node| node.reached > 0 || node.waits > 0).collect()
    }
}
