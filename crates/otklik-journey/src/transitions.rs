//! What follows what, how often, by how many people, and after how long: the edges of the map.

mod answer;
mod count;
mod resume;

pub use answer::{EdgeCount, NodeCount, TransitionTimes, TransitionsAnswer};
pub use resume::TransitionCarry;

use crate::columns::Journey;
use crate::durations::Durations;
use crate::error::QuestionError;
use crate::fold::{Fold, Opened};
use crate::lens::{LEFT_OUT, Lens};
use crate::sections::{SectionRule, Sections};
use count::{Counts, Steps};

/// Which transitions are counted.
#[derive(Clone, Debug)]
pub struct TransitionQuestion {
    /// The nodes of the map.
    pub nodes: Lens,
    /// What counts as one journey.
    pub sections: SectionRule,
    /// Takes repetitions of one node for one stay, which begins with the first of them.
    pub collapse_repeats: bool,
    /// Keeps the distribution of every edge's times, for median and 90th percentile.
    pub distributions: bool,
}

/// An edge of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edge {
    /// Where it begins.
    pub from: u16,
    /// Where it ends.
    pub to: u16,
}

/// A figure of the map that opens its people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransitionFigure {
    /// Who went along an edge.
    Edge(Edge),
    /// Whose journey, or one of whose sections, began here.
    Start(u16),
    /// Whose journey, or one of whose sections, ended here.
    End(u16),
}

/// Counts transitions between consecutive events of one customer, in the source's order.
#[derive(Clone, Debug)]
pub struct Transitions {
    question: TransitionQuestion,
    sections: Sections,
    counts: Counts,
    durations: Option<Durations>,
    /// Journeys so far: the mark that tells one person from the next.
    visited: u32,
}

impl Transitions {
    /// A fold that has seen nobody yet.
    pub fn new(question: TransitionQuestion) -> Result<Self, QuestionError> {
        question.sections.check("/sections")?;
        let nodes = question.nodes.nodes();
        Ok(Self {
            sections: Sections::new(question.sections),
            counts: Counts::new(nodes),
            durations: question.distributions.then(|| Durations::new(nodes * nodes)),
            visited: 0,
            question,
        })
    }
}

impl Fold for Transitions {
    type Answer = TransitionsAnswer;

    #[inline(always)]
    fn visit(&mut self, journey: Journey<'_>) {
        let Self { question, sections, counts, durations, visited } = self;
        *visited += 1;
        let nodes = &question.nodes;
        match (durations, question.collapse_repeats) {
            (None, false) => sections.each(&journey, |section| {
                counts.add_section(section, nodes, *visited, Steps::<false>, |_, _| {});
            }),
            (None, true) => sections.each(&journey, |section| {
                counts.add_section(section, nodes, *visited, Steps::<true>, |_, _| {});
            }),
            (Some(durations), false) => sections.each(&journey, |section| {
                counts.add_section(section, nodes, *visited, Steps::<false>, |edge, time| durations.add(edge, time));
            }),
            (Some(durations), true) => sections.each(&journey, |section| {
                counts.add_section(section, nodes, *visited, Steps::<true>, |edge, time| durations.add(edge, time));
            }),
        }
    }

    fn merge(&mut self, other: Self) {
        self.counts.merge(&other.counts);
        if let (Some(own), Some(others)) = (&mut self.durations, &other.durations) {
            own.merge(others);
        }
    }

    fn finish(self) -> TransitionsAnswer {
        TransitionsAnswer::new(&self.counts, self.durations.as_ref())
    }
}

impl Opened for Transitions {
    type Figure = TransitionFigure;

    fn counts(&mut self, figure: &TransitionFigure, journey: Journey<'_>) -> bool {
        let Self { question, sections, .. } = self;
        let mut is_among = false;
        sections.each(&journey, |section| {
            let mut previous = LEFT_OUT;
            let nodes = section.codes.iter().map(|code| question.nodes.node(*code)).filter(|node| *node != LEFT_OUT);
            for node in nodes {
                let is_step = previous != LEFT_OUT && !(question.collapse_repeats && previous == node);
                is_among |= match figure {
                    TransitionFigure::Edge(edge) => is_step && (edge.from, edge.to) == (previous, node),
                    TransitionFigure::Start(start) => previous == LEFT_OUT && *start == node,
                    TransitionFigure::End(_) => false,
                };
                previous = node;
            }
            is_among |= previous != LEFT_OUT && *figure == TransitionFigure::End(previous);
        });
        is_among
    }
}
