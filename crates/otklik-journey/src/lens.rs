//! What a code means to a question.

use std::sync::Arc;

use crate::QuestionError;

/// The node of codes that a question leaves out.
pub const LEFT_OUT: u16 = u16::MAX;

/// The most nodes of a question that counts pairs.
pub const MOST_NODES: usize = 1024;

const CODES: usize = 1 << 16;

/// A look-up from codes to the nodes that a question speaks of: touchpoints, stages, or kinds as they are.
///
/// The columns keep what does not change; the catalogue enters here. Every possible code has a place, so that looking up needs no test.
#[derive(Clone, Debug)]
pub struct Lens {
    table: Arc<[u16; CODES]>,
    nodes: usize,
}

impl Lens {
    /// A lens that maps code i to the i-th node, [`LEFT_OUT`] among them; further codes are left out.
    pub fn new(nodes_of_codes: &[u16]) -> Result<Self, QuestionError> {
        let mut table = Arc::new([LEFT_OUT; CODES]);
        let places = Arc::make_mut(&mut table);
        let mut nodes = 0;
        for (place, node) in places.iter_mut().zip(nodes_of_codes) {
            *place = *node;
            if *node != LEFT_OUT {
                nodes = nodes.max(usize::from(*node) + 1);
            }
        }
        if nodes > MOST_NODES {
            return Err(QuestionError::TooManyNodes { found: nodes, limit: MOST_NODES });
        }
        Ok(Self { table, nodes })
    }

    /// A lens through which so many codes are nodes as they are.
    pub fn plain(codes: u16) -> Result<Self, QuestionError> {
        Self::new(&(0..codes).collect::<Vec<_>>())
    }

    /// The node of a code.
    #[inline]
    pub fn node(&self, code: u16) -> u16 {
        self.table[usize::from(code)]
    }

    /// The node of every code.
    pub(crate) fn table(&self) -> &[u16; CODES] {
        &self.table
    }

    /// Nodes, from 0.
    pub fn nodes(&self) -> usize {
        self.nodes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_beyond_the_table_are_left_out() {
        let lens = Lens::new(&[4, LEFT_OUT, 0]).unwrap();
        assert_eq!([0, 1, 2, 3, u16::MAX].map(|code| lens.node(code)), [4, LEFT_OUT, 0, LEFT_OUT, LEFT_OUT]);
        assert_eq!(lens.nodes(), 5);
    }

    #[test]
    fn too_many_nodes_are_refused() {
        assert_eq!(Lens::plain(1025).unwrap_err(), QuestionError::TooManyNodes { found: 1025, limit: 1024 });
        assert_eq!(Lens::plain(1024).unwrap().nodes(), 1024);
    }
}
