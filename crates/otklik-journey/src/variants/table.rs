//! Ways and their counts, found by their content.

use crate::walk::Tally;

const EMPTY: u32 = u32::MAX;

/// A table with open addressing (linear probing), whose ways lie behind each other in one buffer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    /// Numbers of ways; a power of two of places, at most half of them taken.
    places: Vec<u32>,
    ways: Vec<Way>,
    nodes: Vec<u16>,
}

#[derive(Clone, Copy, Debug)]
struct Way {
    hash: u64,
    start: usize,
    length: u32,
    tally: Tally,
}

impl Table {
    /// The counts of a way, which enters the table if it is new.
    pub fn tally(&mut self, nodes: &[u16]) -> &mut Tally {
        if self.places.len() <= 2 * self.ways.len() {
            self.grow();
        }
        let hash = hash_of(nodes);
        let mut place = self.home(hash);
        loop {
            let number = self.places[place];
            if number == EMPTY {
                self.places[place] = self.ways.len() as u32;
                self.ways.push(Way {
                    hash,
                    start: self.nodes.len(),
                    length: nodes.len() as u32,
                    tally: Tally::default(),
                });
                self.nodes.extend_from_slice(nodes);
                let last = self.ways.len() - 1;
                return &mut self.ways[last].tally;
            }
            let way = self.ways[number as usize];
            if way.hash == hash && self.nodes_of(&way) == nodes {
                return &mut self.ways[number as usize].tally;
            }
            place = (place + 1) & (self.places.len() - 1);
        }
    }

    /// Every way with its counts.
    pub fn ways(&self) -> impl Iterator<Item = (&[u16], Tally)> {
        self.ways.iter().map(|way| (self.nodes_of(way), way.tally))
    }

    pub fn bytes(&self) -> usize {
        4 * self.places.capacity() + size_of::<Way>() * self.ways.capacity() + 2 * self.nodes.capacity()
    }

    fn nodes_of(&self, way: &Way) -> &[u16] {
        &self.nodes[way.start..way.start + way.length as usize]
    }

    fn home(&self, hash: u64) -> usize {
        // The high bits, which a multiplication mixes best.
        (hash >> 32) as usize & (self.places.len() - 1)
    }

    fn grow(&mut self) {
        self.places = vec![EMPTY; (2 * self.places.len()).max(1024)];
        for number in 0..self.ways.len() {
            let mut place = self.home(self.ways[number].hash);
            while self.places[place] != EMPTY {
                place = (place + 1) & (self.places.len() - 1);
            }
            self.places[place] = number as u32;
        }
    }
}

/// Multiplies four nodes at a time (the method of FxHash); ways are compared in full, so that a bad hash costs time alone.
fn hash_of(nodes: &[u16]) -> u64 {
    nodes.chunks(4).fold(nodes.len() as u64, |hash, chunk| {
        let word = chunk.iter().fold(0, |word, node| word << 16 | u64::from(*node));
        (hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}
