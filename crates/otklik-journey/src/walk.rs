//! A section as the nodes that a question sees.

use crate::columns::Journey;
use crate::lens::{LEFT_OUT, Lens};

/// Writes a section's nodes into a buffer, repetitions once if they are to be collapsed.
pub(crate) fn walk(section: &Journey<'_>, lens: &Lens, collapse_repeats: bool, nodes: &mut Vec<u16>) {
    nodes.clear();
    for node in section.codes.iter().map(|code| lens.node(*code)).filter(|node| *node != LEFT_OUT) {
        if !(collapse_repeats && nodes.last() == Some(&node)) {
            nodes.push(node);
        }
    }
}

/// How often something was met, such as a beginning at a node or a variant, and by how many people.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub count: u64,
    pub people: u32,
    mark: u32,
}

impl Tally {
    #[inline]
    pub fn add(&mut self, mark: u32) {
        self.count += 1;
        self.people += u32::from(self.mark != mark);
        self.mark = mark;
    }

    /// Takes the person of this mark as the one that was counted last.
    pub fn set_mark(&mut self, mark: u32) {
        self.mark = mark;
    }

    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.people += other.people;
    }
}
