//! The strata in which those who were hurt are compared with others.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Hashes numbers that are packed of small ones; a million look-ups must not cost more than the walk itself.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = mixed(self.0 ^ number);
    }
}

/// A number that says nothing of the one it was made from (Steele, Lea, Flood 2014, SplitMix).
#[inline]
pub(super) fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

pub(crate) type Cells<T> = HashMap<Cell, T, BuildHasherDefault<Mixer>>;

/// A stratum: pain, week, hour, unit, channel, and whether the customer is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Cell(u64);

/// The parts of a weight of one: a power of two, so that dividing by it is exact.
pub(crate) const WHOLE: i64 = 1 << 16;

const UNIT_BITS: u32 = 14;
/// Bits of everything besides the pain.
const PLACE_BITS: u32 = 13 + 5 + 8 + 1 + UNIT_BITS;
const ANY_UNIT: u64 = (1 << UNIT_BITS) - 1;

/// What a cell is made of besides the pain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) week: u16,
    pub(crate) hour: u8,
    pub(crate) unit: u16,
    pub(crate) channel: u16,
    pub(crate) is_new: bool,
}

impl Cell {
    pub(crate) fn new(pain: usize, place: Place) -> Self {
        // Units beyond the last number share one: their customers are compared with each other's.
        let unit = u64::from(place.unit).min(ANY_UNIT - 1);
        let parts = [
            (u64::from(place.week & 0x1FFF), 13),
            (u64::from(place.hour & 0x1F), 5),
            (u64::from(place.channel.min(0xFF)), 8),
            (u64::from(place.is_new), 1),
            (unit, UNIT_BITS),
        ];
        Self(parts.into_iter().fold(pain as u64, |packed, (part, bits)| packed << bits | part))
    }

    /// The pain that it is a stratum of, by its index.
    pub(super) fn pain(self) -> usize {
        (self.0 >> PLACE_BITS) as usize
    }

    /// The same at any unit.
    pub(crate) fn anywhere(self) -> Self {
        Self(self.0 | ANY_UNIT)
    }
}

/// Journeys with and without the pain in a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) with: u32,
    pub(super) without: u32,
    /// Of these the ones with an order.
    pub(super) with_followed: u32,
    pub(super) without_followed: u32,
}

impl Pair {
    pub(super) fn add(&mut self, other: &Self) {
        self.with += other.with;
        self.without += other.without;
        self.with_followed += other.with_followed;
        self.without_followed += other.without_followed;
    }
}

/// How much each journey without a pain weighs, so that together they are spread over strata as the journeys with it are.
///
/// A journey with the pain is compared within its unit if there is anybody to compare it with, else with all units in the same week,
/// hour, channel and stage of life, and else not at all.
#[derive(Clone, Debug, Default)]
pub struct PainStrata {
    /// By cell with anybody to compare with: what each of them weighs, in parts of [`WHOLE`].
    weights: Cells<i64>,
}

impl PainStrata {
    pub(super) fn of(cells: &Cells<Pair>) -> Self {
        let mut anywhere: Cells<Pair> = Cells::default();
        for (cell, pair) in cells {
            let all = anywhere.entry(cell.anywhere()).or_default();
            all.without += pair.without;
            // Those with others beside them need nobody from elsewhere.
            all.with += if pair.without == 0 { pair.with } else { 0 };
        }
        let mut weights = Cells::default();
        for (cell, pair) in cells.iter().chain(&anywhere).filter(|(_, pair)| pair.without > 0) {
            weights.insert(*cell, i64::from(pair.with) * WHOLE / i64::from(pair.without));
        }
        Self { weights }
    }

    /// For each pain whether fewer of those whom it affected went on than of those they can be compared with.
    pub(super) fn hurting(&self, cells: &Cells<Pair>, pains: usize) -> Vec<bool> {
        // With and without, each with those that were followed; sums of weights stay far below what a number of 128 bits holds.
        let mut sums = vec![[0_i128; 4]; pains];
        for (cell, pair) in cells {
            let [with, with_followed, without, without_followed] = &mut sums[cell.pain()];
            if self.has_others(*cell) {
                *with += i128::from(pair.with);
                *with_followed += i128::from(pair.with_followed);
            }
            let weight = i128::from(self.weight(*cell));
            *without += weight * i128::from(pair.without);
            *without_followed += weight * i128::from(pair.without_followed);
        }
        sums.iter()
            .map(|[with, with_followed, without, without_followed]| with_followed * without < without_followed * with)
            .collect()
    }

    /// Whether a journey with the pain can be compared.
    pub(super) fn has_others(&self, cell: Cell) -> bool {
        self.weights.contains_key(&cell) || self.weights.contains_key(&cell.anywhere())
    }

    /// What a journey without the pain weighs.
    pub(super) fn weight(&self, cell: Cell) -> i64 {
        let of = |cell: Cell| self.weights.get(&cell).copied().unwrap_or_default();
        of(cell) + of(cell.anywhere())
    }
}
