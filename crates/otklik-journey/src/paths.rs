//! Where people come from before a touchpoint, and where they go from it.

mod answer;
mod fold;

pub use answer::{PathEnd, PathLevel, PathLink, PathNode, PathsAnswer};
pub use fold::{PathFigure, PathPlace, Paths};

use crate::error::QuestionError;
use crate::lens::Lens;
use crate::sections::SectionRule;

/// The most steps before or after the anchor.
pub const MOST_DEPTH: usize = 20;

/// The most counts of one answer: levels × nodes × nodes.
pub const MOST_LINKS: usize = 1 << 22;

/// Paths as they are asked for.
#[derive(Clone, Debug)]
pub struct PathQuestion {
    /// The nodes of a path.
    pub nodes: Lens,
    /// What counts as one journey.
    pub sections: SectionRule,
    /// Takes repetitions of one node for one stay.
    pub collapse_repeats: bool,
    /// Which touchpoint paths are told of; its first occurrence in a journey counts.
    pub anchor: Anchor,
    /// How many steps before or after it are told.
    pub depth: usize,
}

/// On which side of a node paths are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// What follows it.
    From(u16),
    /// What led to it.
    To(u16),
    /// Both.
    Through(u16),
}

impl PathQuestion {
    /// The node itself.
    fn node(&self) -> u16 {
        match self.anchor {
            Anchor::From(node) | Anchor::To(node) | Anchor::Through(node) => node,
        }
    }

    /// Levels before the anchor's.
    fn before(&self) -> usize {
        if matches!(self.anchor, Anchor::From(_)) { 0 } else { self.depth }
    }

    /// Levels, the anchor's among them.
    fn levels(&self) -> usize {
        1 + self.before() + if matches!(self.anchor, Anchor::To(_)) { 0 } else { self.depth }
    }

    fn check(&self) -> Result<(), QuestionError> {
        self.sections.check("/sections")?;
        if self.depth == 0 || self.depth > MOST_DEPTH {
            return Err(QuestionError::DepthOutside { found: self.depth, limit: MOST_DEPTH });
        }
        let nodes = self.nodes.nodes();
        if usize::from(self.node()) >= nodes {
            return Err(QuestionError::NoSuchNode { place: "/anchor", node: self.node() });
        }
        let cells = self.levels() * nodes * nodes;
        if cells > MOST_LINKS {
            return Err(QuestionError::TooManyCells { found: cells, limit: MOST_LINKS });
        }
        Ok(())
    }
}
