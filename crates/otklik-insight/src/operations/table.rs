//! The slices of a question, and with what they are compared.

use std::collections::BTreeMap;

use otklik_core::Change;
use otklik_stats::Difference;

use super::Present;
use super::ledger::{Finished, Ledger, Ledgers};
use crate::scores::ERROR_RATE;
use crate::slice::{SliceKey, SliceTable};

/// Everything together, and each slice.
pub(super) type OperationsTable = SliceTable<Ledgers>;

/// With what slices are compared.
pub(super) enum Against {
    Nothing,
    /// The same slice on the other side.
    Before,
    /// All the other slices together.
    Rest,
    /// One of the slices; nothing where there is none like it.
    Slice(Option<SliceKey>),
}

type Changes = BTreeMap<String, Change>;

/// What was counted, ready for a row, with how it differs.
type Compared = (Finished, Changes);

impl OperationsTable {
    /// Everything together and each slice in which something happened, with their changes; those of slices are judged together.
    pub(super) fn finish(self, present: &Present, against: &Against) -> (Compared, Vec<(SliceKey, Compared)>) {
        let before = self.total.before.finish();
        let total = self.total.now.finish();
        let total_differences =
            if matches!(against, Against::Before) { total.differences(&before, present) } else { Vec::new() };
        let total_changes = judged(vec![total_differences]).pop().unwrap_or_default();
        let slices: Vec<(SliceKey, Ledgers)> =
            self.slices.into_iter().filter(|(_, ledgers)| !ledgers.now.is_empty()).collect();
        let rest = |own: &SliceKey| {
            let mut rest = Ledger::default();
            slices.iter().filter(|(key, _)| key != own).for_each(|(_, ledgers)| rest.merge(&ledgers.now));
            rest.finish()
        };
        let reference = match against {
            Against::Slice(reference) => {
                let ledger = slices.iter().find(|(key, _)| Some(key) == reference.as_ref());
                ledger.map(|(_, ledgers)| ledgers.now.clone()).unwrap_or_default().finish()
            }
            _ => Ledger::default().finish(),
        };
        let from_rest = |(key, ledgers): &(SliceKey, Ledgers)| match against {
            // One rest after the other, since each is nearly as large as everything.
            Against::Rest => ledgers.now.clone().finish().differences(&rest(key), present),
            _ => Vec::new(),
        };
        let from_rest: Vec<_> = slices.iter().map(from_rest).collect();
        let mut rows = Vec::with_capacity(slices.len());
        let mut differences = Vec::with_capacity(slices.len());
        for ((key, ledgers), from_rest) in slices.into_iter().zip(from_rest) {
            let (now, before) = (ledgers.now.finish(), ledgers.before.finish());
            differences.push(match against {
                Against::Nothing => Vec::new(),
                Against::Before => now.differences(&before, present),
                Against::Rest => from_rest,
                Against::Slice(wanted) if *wanted == Some(key) => Vec::new(),
                Against::Slice(_) => now.differences(&reference, present),
            });
            rows.push((key, now));
        }
        let rows =
            rows.into_iter().zip(judged(differences)).map(|((key, now), changes)| (key, (now, changes))).collect();
        ((total, total_changes), rows)
    }
}

/// The changes of many rows, all corrected for their number.
fn judged(rows: Vec<Vec<(&'static str, Difference)>>) -> Vec<Changes> {
    let all: Vec<Difference> = rows.iter().flatten().map(|(_, difference)| difference.clone()).collect();
    let mut changes = otklik_stats::judge(&all, ERROR_RATE).into_iter();
    let of_row = |row: Vec<(&'static str, Difference)>| {
        row.into_iter().zip(changes.by_ref()).map(|((field, _), change)| (field.to_owned(), change)).collect()
    };
    rows.into_iter().map(of_row).collect()
}
