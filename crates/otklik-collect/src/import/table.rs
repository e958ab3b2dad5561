//! Rows of a file that other files' rows look up.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::limits;
use crate::rows::Row;

/// The columns that are needed, by key.
#[derive(Default)]
pub(super) struct Table {
    rows: HashMap<Box<str>, Box<[Box<str>]>>,
    bytes: usize,
}

/// What a row and each of its values take beside their text.
const ROW_BYTES: usize = 64;
const VALUE_BYTES: usize = 32;

/// A row that was looked up.
#[derive(Clone, Copy)]
pub(super) struct FoundRow<'a> {
    key: &'a str,
    values: &'a [Box<str>],
}

impl<'a> FoundRow<'a> {
    /// A needed column by its place; the key's is 0.
    pub(super) fn field(&self, place: usize) -> &'a str {
        match place.checked_sub(1) {
            None => self.key,
            Some(place) => self.values.get(place).map_or("", |value| value),
        }
    }
}

/// What became of a row.
pub(super) enum Kept {
    Yes,
    /// Nobody can look it up.
    WithoutKey,
    /// The key came before with other values; the first row stays.
    Contradicts(String),
    /// There is no room for more.
    Full,
}

impl Table {
    /// Keeps the needed columns of a row; the first of the positions is the key's.
    pub(super) fn keep(&mut self, row: &Row<'_>, positions: &[usize]) -> Kept {
        let mut fields = positions.iter().map(|position| row.field(*position));
        let key = fields.next().unwrap_or_default().trim();
        if key.is_empty() {
            return Kept::WithoutKey;
        }
        let values: Box<[Box<str>]> = fields.map(Box::from).collect();
        match self.rows.entry(Box::from(key)) {
            Entry::Vacant(place) => {
                let bytes: usize = values.iter().map(|value| value.len() + VALUE_BYTES).sum();
                self.bytes += ROW_BYTES + place.key().len() + bytes;
                if self.bytes > limits::TABLE_BYTES {
                    return Kept::Full;
                }
                place.insert(values);
                Kept::Yes
            }
            Entry::Occupied(earlier) if *earlier.get() == values => Kept::Yes,
            Entry::Occupied(earlier) => Kept::Contradicts(earlier.key().to_string()),
        }
    }

    pub(super) fn find(&self, key: &str) -> Option<FoundRow<'_>> {
        self.rows.get_key_value(key).map(|(key, values)| FoundRow { key, values })
    }
}
