//! The ids that are looked for.

use std::collections::BTreeSet;

use otklik_core::{Span, Timestamp};

use super::hashes::{IdHashes, hash_of};
use crate::calendar::Month;
use crate::data_file::DataFile;

/// One id that is looked for.
pub(super) struct Key<'a> {
    pub(super) source: &'a str,
    pub(super) id: &'a str,
    month: Month,
    /// Its place among those that are asked for.
    pub(super) number: usize,
}

/// All of them, by their hashes.
pub(super) struct Wanted<'a> {
    /// Ascending, beside the keys: these are gone through once for every file.
    hashes: Vec<u64>,
    keys: Vec<Key<'a>>,
    months: BTreeSet<Month>,
}

impl<'a> Wanted<'a> {
    pub(super) fn of(events: impl Iterator<Item = (&'a str, &'a str, Timestamp)>) -> Self {
        let mut hashed: Vec<(u64, Key<'a>)> = events
            .enumerate()
            .map(|(number, (source, id, time))| {
                (hash_of(source, id), Key { source, id, month: Month::of(time), number })
            })
            .collect();
        hashed.sort_unstable_by_key(|(hash, _)| *hash);
        let months = hashed.iter().map(|(_, key)| key.month).collect();
        let (hashes, keys) = hashed.into_iter().unzip();
        Self { hashes, keys, months }
    }

    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether a file has something of a month in which an id is looked for.
    pub(super) fn may_be_in(&self, file: &DataFile) -> bool {
        self.months.iter().any(|month| holds_of(file, *month))
    }

    /// Those whose month a file has something of.
    pub(super) fn of_months_in(&self, file: &DataFile) -> Box<dyn Iterator<Item = &Key<'a>> + '_> {
        let months: BTreeSet<Month> = self.months.iter().filter(|month| holds_of(file, **month)).copied().collect();
        Box::new(self.keys.iter().filter(move |key| months.contains(&key.month)))
    }

    /// Those whose hash is among those of a file, and whose month it has something of.
    pub(super) fn among<'s>(
        &'s self,
        hashes: &IdHashes,
        file: &'s DataFile,
    ) -> Box<dyn Iterator<Item = &'s Key<'a>> + 's> {
        let mut found = Vec::new();
        let mut rest = hashes.as_slice();
        for (hash, key) in self.hashes.iter().zip(&self.keys) {
            let smaller = rest.iter().take_while(|other| *other < hash).count();
            rest = &rest[smaller..];
            match rest.first() {
                Some(other) if other == hash => found.push(key),
                Some(_) => {}
                None => break,
            }
        }
        Box::new(found.into_iter().filter(|key| holds_of(file, key.month)))
    }
}

fn holds_of(file: &DataFile, month: Month) -> bool {
    file.may_hold(&Span { start: month.start(), end: month.plus(1).start() })
}
