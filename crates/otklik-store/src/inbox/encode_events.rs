//! The binary form in which events wait: one after the other, so that some can be left out without encoding anew.

use std::collections::HashSet;

use foldhash::fast::RandomState;
use otklik_core::Event;

use crate::error::{Reading, StoreError};

/// The number of the form; an event of another shape gets another number, so that old rows stay readable.
pub(super) const FORMAT: i64 = 1;
const HASH_BYTES: usize = 16;

/// Stands for (source, id).
pub(super) type SeenHash = [u8; HASH_BYTES];
/// Many of them; asked for every event, so the time to find one counts.
pub(super) type SeenHashes = HashSet<SeenHash, RandomState>;

/// Events in their stored form, with what is needed to tell duplicates.
#[derive(Debug, Default)]
pub(super) struct EncodedEvents {
    pub(super) hashes: Vec<SeenHash>,
    bytes: Vec<u8>,
    /// Where each event ends in the bytes.
    ends: Vec<usize>,
}

impl EncodedEvents {
    pub(super) fn encode(events: &[Event]) -> Result<Self, StoreError> {
        let mut encoded = Self {
            hashes: Vec::with_capacity(events.len()),
            bytes: Vec::with_capacity(events.len() * 160),
            ends: Vec::with_capacity(events.len()),
        };
        for event in events {
            encoded.hashes.push(hash_of(&event.source, &event.id));
            encoded.bytes = postcard::to_extend(event, encoded.bytes)
                .map_err(|error| StoreError::NotStorable { what: "event", detail: error.to_string() })?;
            encoded.ends.push(encoded.bytes.len());
        }
        Ok(encoded)
    }

    /// Bytes that the events take while they wait.
    pub(super) fn size(&self) -> usize {
        self.bytes.len() + self.hashes.len() * HASH_BYTES
    }

    /// Adds the stored form of one event to a row.
    pub(super) fn copy_event(&self, index: usize, row: &mut Vec<u8>) {
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        row.extend_from_slice(&self.bytes[start..self.ends[index]]);
    }
}

/// What stands for a source and an id of its.
pub(super) fn hash_of(source: &str, id: &str) -> SeenHash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(source.as_bytes());
    hasher.update(&[0]);
    hasher.update(id.as_bytes());
    let mut hash = [0; HASH_BYTES];
    hasher.finalize_xof().fill(&mut hash);
    hash
}

pub(super) fn decode(format: i64, mut bytes: &[u8]) -> Result<Vec<Event>, StoreError> {
    if format != FORMAT {
        let detail = format!("format {format} is not known");
        return Err(StoreError::ContentsMalformed { what: "row of events", detail });
    }
    let mut events = Vec::new();
    while !bytes.is_empty() {
        let (event, rest) = postcard::take_from_bytes(bytes).reading("row of events")?;
        events.push(event);
        bytes = rest;
    }
    Ok(events)
}
