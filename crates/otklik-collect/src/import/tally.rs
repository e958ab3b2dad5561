//! What an import gives and refuses, counted.

use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};

use otklik_core::ErrorCode;
use serde::{Deserialize, Serialize};

use super::{Chunk, RowReject};
use crate::limits;

/// Refused rows of each code that are told in full.
const SHOWN_OF_EACH: usize = 20;

/// Counts over a whole import.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Tally {
    /// Rows read, headings not counted.
    pub rows: u64,
    /// Events found.
    pub events: u64,
    /// Events whose id came before in the same files: only the first of them is kept.
    pub repeated: u64,
    /// Refusals.
    pub refused: u64,
    /// Refusals by their code.
    pub by_code: BTreeMap<String, u64>,
    /// The first refusals of each code.
    pub first: Vec<RowReject>,
    #[serde(skip)]
    ids: Ids,
}

/// Hashes of the ids that were met; once there are too many, repeats are not looked for any more.
#[derive(Clone, Debug, Default)]
struct Ids {
    seen: HashSet<u64>,
    hasher: RandomState,
}

impl Tally {
    /// Counts a chunk.
    pub fn take(&mut self, chunk: &Chunk) {
        self.rows = chunk.rows_done;
        self.events += chunk.events.len() as u64;
        self.refused += chunk.rejected.len() as u64;
        for event in &chunk.events {
            let hash = self.ids.hasher.hash_one(&event.id);
            let has_room = self.ids.seen.len() < limits::NUMBERED_ROWS;
            self.repeated +=
                u64::from(if has_room { !self.ids.seen.insert(hash) } else { self.ids.seen.contains(&hash) });
        }
        for reject in &chunk.rejected {
            let count = self.by_code.entry(reject.code.as_str().to_owned()).or_default();
            *count += 1;
            if *count <= SHOWN_OF_EACH as u64 {
                self.first.push(reject.clone());
            }
        }
    }

    /// The codes with their counts, the most frequent first.
    pub fn codes(&self) -> Vec<(ErrorCode, u64)> {
        let known = |code: &str| ErrorCode::ALL.iter().copied().find(|known| known.as_str() == code);
        let mut codes: Vec<_> = self.by_code.iter().filter_map(|(code, count)| Some((known(code)?, *count))).collect();
        codes.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), code.as_str()));
        codes
    }
}
