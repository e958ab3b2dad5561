//! Numbers for rows that have none: the same file, or the same file grown, gives the same numbers.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use super::ImportError;
use crate::limits;

const HASH_BYTES: usize = 16;

/// Numbers the rows of one file by what they hold and by how many alike came before them.
pub(super) struct Numbering {
    entry: String,
    seen: HashSet<u64, BuildHasherDefault<Hashed>>,
    /// How many alike came after the first; most rows are alone.
    repeats: HashMap<u64, u32, BuildHasherDefault<Hashed>>,
}

impl Numbering {
    /// Rows of the same contents in files of another entry get other numbers.
    pub(super) fn new(entry: &str) -> Self {
        Self { entry: entry.to_owned(), seen: HashSet::default(), repeats: HashMap::default() }
    }

    pub(super) fn number<'a>(
        &mut self,
        file: &str,
        fields: impl Iterator<Item = &'a str>,
    ) -> Result<String, ImportError> {
        let mut hasher = blake3::Hasher::new();
        let mut take = |text: &str| {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        };
        take(&self.entry);
        fields.for_each(take);
        let hash = hasher.finalize();
        let name = &hash.to_hex()[..2 * HASH_BYTES];
        let [a, b, c, d, e, f, g, h, ..] = *hash.as_bytes();
        let short = u64::from_le_bytes([a, b, c, d, e, f, g, h]);
        if self.seen.insert(short) {
            if self.seen.len() > limits::NUMBERED_ROWS {
                return Err(ImportError::TooManyRows { file: file.to_owned(), limit: limits::NUMBERED_ROWS });
            }
            return Ok(name.to_owned());
        }
        let repeat = self.repeats.entry(short).or_insert(0);
        *repeat += 1;
        Ok(format!("{name}:{repeat}"))
    }
}

/// What is a hash already needs no other.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
