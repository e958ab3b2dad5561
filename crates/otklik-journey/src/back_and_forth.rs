//! Who goes somewhere, and straight back again: from the basket to the delivery terms to the basket.

use crate::columns::Journey;
use crate::error::QuestionError;
use crate::fold::{Fold, Opened};
use crate::lens::Lens;
use crate::sections::{SectionRule, Sections};
use crate::transitions::Edge;
use crate::walk::{Tally, walk};

/// Back-and-forth as it is asked for. Repetitions of one node count as one stay.
#[derive(Clone, Debug)]
pub struct BackAndForthQuestion {
    /// The nodes.
    pub nodes: Lens,
    /// What counts as one journey.
    pub sections: SectionRule,
}

/// Counts how often a node is left for another one and come back to at once.
#[derive(Clone, Debug)]
pub struct BackAndForth {
    question: BackAndForthQuestion,
    sections: Sections,
    way: Vec<u16>,
    turns: Vec<Tally>,
    visited: u32,
}

/// How often a node was left for another one and come back to at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TurnCount {
    /// The way there, which was taken back again.
    pub edge: Edge,
    /// Times.
    pub count: u64,
    /// People.
    pub people: u64,
}

impl BackAndForth {
    /// A fold that has seen nobody yet.
    pub fn new(question: BackAndForthQuestion) -> Result<Self, QuestionError> {
        question.sections.check("/sections")?;
        let nodes = question.nodes.nodes();
        Ok(Self {
            sections: Sections::new(question.sections),
            way: Vec::new(),
            turns: vec![Tally::default(); nodes * nodes],
            visited: 0,
            question,
        })
    }

    fn each_turn(&mut self, journey: Journey<'_>, mut turn: impl FnMut(&mut Vec<Tally>, Edge)) {
        let Self { question, sections, way, turns, .. } = self;
        sections.each(&journey, |section| {
            walk(section, &question.nodes, true, way);
            for three in way.windows(3).filter(|three| three[0] == three[2]) {
                turn(turns, Edge { from: three[0], to: three[1] });
            }
        });
    }
}

impl Fold for BackAndForth {
    /// Every turn that occurs, by its edge.
    type Answer = Vec<TurnCount>;

    fn visit(&mut self, journey: Journey<'_>) {
        self.visited += 1;
        let (visited, nodes) = (self.visited, self.question.nodes.nodes());
        self.each_turn(journey, |turns, edge| {
            turns[usize::from(edge.from) * nodes + usize::from(edge.to)].add(visited);
        });
    }

    fn merge(&mut self, other: Self) {
        self.turns.iter_mut().zip(&other.turns).for_each(|(own, others)| own.merge(others));
    }

    fn finish(self) -> Vec<TurnCount> {
        let nodes = self.question.nodes.nodes();
        let occurring = self.turns.iter().enumerate().filter(|(_, tally)| tally.count > 0);
        occurring
            .map(|(place, tally)| TurnCount {
                edge: Edge { from: (place / nodes) as u16, to: (place % nodes) as u16 },
                count: tally.count,
                people: u64::from(tally.people),
            })
            .collect()
    }
}

impl Opened for BackAndForth {
    type Figure = Edge;

    fn counts(&mut self, figure: &Edge, journey: Journey<'_>) -> bool {
        let mut is_among = false;
        self.each_turn(journey, |_, edge| is_among |= edge == *figure);
        is_among
    }
}
