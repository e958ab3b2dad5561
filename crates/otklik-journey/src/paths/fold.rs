//! Paths as a fold.

use super::{PathQuestion, PathsAnswer};
use crate::columns::Journey;
use crate::error::QuestionError;
use crate::fold::{Fold, Opened};
use crate::sections::Sections;
use crate::walk::{Tally, walk};

/// Counts the paths around a node, level by level.
#[derive(Clone, Debug)]
pub struct Paths {
    question: PathQuestion,
    sections: Sections,
    way: Vec<u16>,
    pub(super) counts: Counts,
    visited: u32,
}

#[derive(Clone, Debug)]
pub(super) struct Counts {
    pub nodes: usize,
    /// By level and node.
    pub at: Vec<Tally>,
    /// Journeys that begin at this level, by level and node.
    pub began: Vec<Tally>,
    /// Journeys that end at this level.
    pub ended: Vec<Tally>,
    /// By level, node and node on the next level.
    pub links: Vec<Tally>,
}

/// One or several nodes of a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPlace {
    /// A node.
    Node(u16),
    /// All nodes but these: what is shown as "other".
    Other(Vec<u16>),
}

impl PathPlace {
    fn holds(&self, node: u16) -> bool {
        match self {
            Self::Node(own) => *own == node,
            Self::Other(shown) => !shown.contains(&node),
        }
    }
}

/// A figure of paths that opens its people; levels are indexes from the earliest one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathFigure {
    /// Who was here.
    At(usize, PathPlace),
    /// Who went from here to there on the next level.
    Link(usize, PathPlace, PathPlace),
    /// Whose journey began here.
    Began(usize, PathPlace),
    /// Whose journey ended here.
    Ended(usize, PathPlace),
}

/// A stretch of a way with the level of its first node.
struct Stretch<'a> {
    nodes: &'a [u16],
    level: usize,
    begins: bool,
    ends: bool,
}

impl Paths {
    /// A fold that has seen nobody yet.
    pub fn new(question: PathQuestion) -> Result<Self, QuestionError> {
        question.check()?;
        let (nodes, levels) = (question.nodes.nodes(), question.levels());
        let tallies = |count: usize| vec![Tally::default(); count];
        let counts = Counts {
            nodes,
            at: tallies(levels * nodes),
            began: tallies(levels * nodes),
            ended: tallies(levels * nodes),
            links: tallies((levels - 1) * nodes * nodes),
        };
        Ok(Self { sections: Sections::new(question.sections), way: Vec::new(), counts, visited: 0, question })
    }
}

/// The stretch of a way around its first anchor.
fn stretch<'a>(way: &'a [u16], question: &PathQuestion) -> Option<Stretch<'a>> {
    let anchor = way.iter().position(|node| *node == question.node())?;
    let start = anchor.saturating_sub(question.before());
    let end = (anchor + question.levels() - question.before()).min(way.len());
    let level = question.before() + start - anchor;
    Some(Stretch { nodes: &way[start..end], level, begins: start == 0, ends: end == way.len() })
}

impl Counts {
    fn add(&mut self, stretch: &Stretch<'_>, mark: u32) {
        let place = |level: usize, node: u16| level * self.nodes + usize::from(node);
        for (index, node) in stretch.nodes.iter().enumerate() {
            let here = place(stretch.level + index, *node);
            self.at[here].add(mark);
            match stretch.nodes.get(index + 1) {
                Some(next) => self.links[here * self.nodes + usize::from(*next)].add(mark),
                None if stretch.ends => self.ended[here].add(mark),
                None => {}
            }
            if index == 0 && stretch.begins {
                self.began[here].add(mark);
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        let own = [&mut self.at, &mut self.began, &mut self.ended, &mut self.links];
        for (own, others) in own.into_iter().zip([&other.at, &other.began, &other.ended, &other.links]) {
            own.iter_mut().zip(others).for_each(|(own, others)| own.merge(others));
        }
    }
}

impl Fold for Paths {
    type Answer = PathsAnswer;

    fn visit(&mut self, journey: Journey<'_>) {
        let Self { question, sections, way, counts, visited } = self;
        *visited += 1;
        sections.each(&journey, |section| {
            walk(section, &question.nodes, question.collapse_repeats, way);
            if let Some(stretch) = stretch(way, question) {
                counts.add(&stretch, *visited);
            }
        });
    }

    fn merge(&mut self, other: Self) {
        self.counts.merge(&other.counts);
    }

    fn finish(self) -> PathsAnswer {
        PathsAnswer::new(&self.counts, self.question.before())
    }
}

impl Opened for Paths {
    type Figure = PathFigure;

    fn counts(&mut self, figure: &PathFigure, journey: Journey<'_>) -> bool {
        let Self { question, sections, way, .. } = self;
        let mut is_among = false;
        sections.each(&journey, |section| {
            walk(section, &question.nodes, question.collapse_repeats, way);
            if let Some(stretch) = stretch(way, question) {
                is_among |= is_on(figure, &stretch);
            }
        });
        is_among
    }
}

fn is_on(figure: &PathFigure, stretch: &Stretch<'_>) -> bool {
    let at = |level: usize| level.checked_sub(stretch.level).and_then(|index| stretch.nodes.get(index)).copied();
    let holds = |level: usize, place: &PathPlace| at(level).is_some_and(|node| place.holds(node));
    match figure {
        PathFigure::At(level, place) => holds(*level, place),
        PathFigure::Link(level, from, to) => holds(*level, from) && holds(*level + 1, to),
        PathFigure::Began(level, place) => stretch.begins && *level == stretch.level && holds(*level, place),
        PathFigure::Ended(level, place) => {
            stretch.ends && *level + 1 == stretch.level + stretch.nodes.len() && holds(*level, place)
        }
    }
}
