//! What comes out of paths.

use super::fold::Counts;
use crate::walk::Tally;

/// The levels around a node, the earliest one first, and the links between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathsAnswer {
    /// The levels.
    pub levels: Vec<PathLevel>,
    /// The links from each level to the next one.
    pub links: Vec<PathLink>,
}

/// One level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathLevel {
    /// Steps after the anchor; negative ones before it.
    pub offset: i32,
    /// The nodes that occur, the most frequent first.
    pub nodes: Vec<PathNode>,
}

/// A node on a level; without a number it stands for all that are not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathNode {
    /// The node.
    pub node: Option<u16>,
    /// Journeys that were here.
    pub count: u64,
    /// Their people; unknown for several nodes together, unless a person has one journey.
    pub people: Option<u64>,
    /// Journeys that began here.
    pub began: PathEnd,
    /// Journeys that ended here: the drop-off.
    pub ended: PathEnd,
}

/// Journeys that begin or end at a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PathEnd {
    /// Journeys.
    pub count: u64,
    /// Their people, as far as known.
    pub people: Option<u64>,
}

/// A link between neighbouring levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathLink {
    /// The index of the level it comes from.
    pub level: usize,
    /// Where it comes from; without a number from what is not shown.
    pub from: Option<u16>,
    /// Where it goes; without a number to what is not shown.
    pub to: Option<u16>,
    /// Journeys that went this way.
    pub count: u64,
    /// Their people, as far as known.
    pub people: Option<u64>,
}

impl From<&Tally> for PathEnd {
    fn from(tally: &Tally) -> Self {
        Self { count: tally.count, people: Some(u64::from(tally.people)) }
    }
}

impl PathEnd {
    /// Puts journeys of several nodes together; of nobody there is nobody to be counted twice.
    fn add(self, other: Self) -> Self {
        let people = match (self.count, other.count) {
            (0, _) => other.people,
            (_, 0) => self.people,
            _ => None,
        };
        Self { count: self.count + other.count, people }
    }
}

impl PathsAnswer {
    pub(super) fn new(counts: &Counts, before: usize) -> Self {
        let levels = counts.at.len() / counts.nodes;
        let level = |level: usize| {
            let occurring = (0..counts.nodes).map(|node| (node, level * counts.nodes + node));
            let occurring = occurring.filter(|(_, place)| counts.at[*place].count > 0);
            let mut nodes: Vec<_> = occurring
                .map(|(node, place)| PathNode {
                    node: Some(node as u16),
                    count: counts.at[place].count,
                    people: Some(u64::from(counts.at[place].people)),
                    began: (&counts.began[place]).into(),
                    ended: (&counts.ended[place]).into(),
                })
                .collect();
            nodes.sort_by_key(|node| (std::cmp::Reverse(node.count), node.node));
            PathLevel { offset: level as i32 - before as i32, nodes }
        };
        let square = counts.nodes * counts.nodes;
        let occurring = counts.links.iter().enumerate().filter(|(_, tally)| tally.count > 0);
        let links = occurring.map(|(place, tally)| PathLink {
            level: place / square,
            from: Some((place % square / counts.nodes) as u16),
            to: Some((place % counts.nodes) as u16),
            count: tally.count,
            people: Some(u64::from(tally.people)),
        });
        Self { links: links.collect(), levels: (0..levels).map(level).collect() }
    }

    /// Shows so many of the most frequent nodes of each level and puts all others together; nothing is lost.
    pub fn with_most(mut self, most: usize) -> Self {
        for (index, level) in self.levels.iter_mut().enumerate() {
            if level.nodes.len() <= most {
                continue;
            }
            let hidden = level.nodes.split_off(most);
            let is_hidden = |node: Option<u16>| node.is_some() && hidden.iter().any(|other| other.node == node);
            for link in &mut self.links {
                if link.level == index && is_hidden(link.from) {
                    link.from = None;
                }
                if link.level + 1 == index && is_hidden(link.to) {
                    link.to = None;
                }
            }
            let unnamed = hidden.into_iter().map(|node| PathNode { node: None, ..node });
            level.nodes.extend(unnamed.reduce(together));
        }
        self.links.sort_by_key(|link| (link.level, link.from.is_none(), link.from, link.to.is_none(), link.to));
        self.links.dedup_by(|next, kept| {
            let is_same = (next.level, next.from, next.to) == (kept.level, kept.from, kept.to);
            if is_same {
                let ends = [&*kept, &*next].map(|link| PathEnd { count: link.count, people: link.people });
                let PathEnd { count, people } = ends[0].add(ends[1]);
                (kept.count, kept.people) = (count, people);
            }
            is_same
        });
        self
    }
}

fn together(one: PathNode, other: PathNode) -> PathNode {
    let at = |node: &PathNode| PathEnd { count: node.count, people: node.people };
    let PathEnd { count, people } = at(&one).add(at(&other));
    let (began, ended) = (one.began.add(other.began), one.ended.add(other.ended));
    PathNode { node: None, count, people, began, ended }
}
