//! The strata in which journeys with a touchpoint are compared with those without it.

use crate::pains::{Cell, Cells, WHOLE};

/// Journeys of each stratum, and of those the ones at each node.
#[derive(Clone, Debug)]
pub(super) struct Table {
    nodes: usize,
    places: Cells<u32>,
    /// For each stratum its journeys, then those of each node.
    counts: Vec<u32>,
}

impl Table {
    pub(super) fn new(nodes: usize) -> Self {
        Self { nodes, places: Cells::default(), counts: Vec::new() }
    }

    pub(super) fn row(&mut self, cell: Cell) -> &mut [u32] {
        let width = self.nodes + 1;
        let next = self.places.len() as u32;
        let place = *self.places.entry(cell).or_insert(next);
        if place == next {
            self.counts.resize(self.counts.len() + width, 0);
        }
        &mut self.counts[place as usize * width..][..width]
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = (Cell, &[u32])> {
        let width = self.nodes + 1;
        self.places.iter().map(move |(cell, place)| (*cell, &self.counts[*place as usize * width..][..width]))
    }
}

/// What each journey without a touchpoint weighs, so that together they are spread over strata as those with it are.
#[derive(Clone, Debug, Default)]
pub struct MomentStrata {
    nodes: usize,
    places: Cells<u32>,
    /// For each stratum and node; nothing where there is none without it.
    weights: Vec<Option<i64>>,
}

impl MomentStrata {
    pub(super) fn of(table: &Table) -> Self {
        let (mut everybody, mut lonely) = (Table::new(table.nodes), Table::new(table.nodes));
        let mut strata = Self { nodes: table.nodes, ..Self::default() };
        for (cell, counts) in table.rows() {
            let all = counts[0];
            strata.add(cell, counts[1..].iter().map(|with| (*with, all - with)));
            everybody.row(cell.anywhere()).iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            for (sum, with) in lonely.row(cell.anywhere()).iter_mut().zip(counts) {
                // Those with others beside them need nobody from elsewhere.
                *sum += if *with == all { *with } else { 0 };
            }
        }
        for (cell, counts) in everybody.rows() {
            let alone = &lonely.row(cell)[1..];
            strata.add(cell, alone.iter().zip(&counts[1..]).map(|(alone, with)| (*alone, counts[0] - with)));
        }
        strata
    }

    /// Adds a stratum with the journeys with and without each node.
    fn add(&mut self, cell: Cell, pairs: impl Iterator<Item = (u32, u32)>) {
        let place = self.places.len() as u32;
        self.places.insert(cell, place);
        let weight = |(with, without): (u32, u32)| (without > 0).then(|| i64::from(with) * WHOLE / i64::from(without));
        self.weights.extend(pairs.map(weight));
    }

    /// The weights of a stratum, here and anywhere.
    pub(super) fn of_cell(&self, cell: Cell) -> [&[Option<i64>]; 2] {
        [cell, cell.anywhere()].map(|cell| {
            let place = self.places.get(&cell).map(|place| *place as usize * self.nodes);
            place.map_or(&[][..], |place| &self.weights[place..][..self.nodes])
        })
    }
}
