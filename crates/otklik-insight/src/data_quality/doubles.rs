//! Events that were sent twice under different ids.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};

use otklik_core::Estimate;
use otklik_lake::Column;

use super::counted_share;
use crate::census::Tally;
use crate::row::Row;
use crate::slice::{LeftOut, LeftOutReason};

/// Events that are compared at most; each takes some bytes of memory.
const MOST_COMPARED: usize = 5_000_000;

/// What was seen, as hashes: two that differ are alike once in billions of pairs.
#[derive(Default)]
pub(super) struct Doubles {
    hashing: RandomState,
    seen: HashSet<u64>,
    tally: Tally,
    doubled: u64,
    left_out: u64,
}

impl Doubles {
    /// Takes an event of a known customer or order; of others two at the same moment may well be two.
    pub(super) fn take(&mut self, row: &Row<'_>) {
        let (person, order) = (row.person(), row.text(Column::OrderId));
        if person.is_none() && order.is_none() {
            return;
        }
        if self.seen.len() >= MOST_COMPARED {
            self.left_out += 1;
            return;
        }
        let score = row.float(Column::Score).map(f64::to_bits);
        let kind = row.batch.kinds()[row.index];
        let amount = row.batch.amount(row.index).map(|amount| amount.0);
        self.tally.take(row.time, person);
        let unit = row.unit.map(|unit| unit.0);
        let item = row.text(Column::Item);
        let hash = self.hashing.hash_one((kind, person, order, unit, row.time.0, amount, score, item));
        self.doubled += u64::from(!self.seen.insert(hash));
    }

    pub(super) fn share(&self) -> Estimate {
        counted_share(self.doubled, &self.tally)
    }

    pub(super) fn left_out(&self) -> LeftOut {
        LeftOut { rows: self.left_out, reason: (self.left_out > 0).then_some(LeftOutReason::Limit) }
    }
}
