//! Which identifiers are known: in memory as far as they were met lately, else from the database.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use otklik_core::{CustomerKey, Identifier, IdentityKey};
use sqlx::{AnyConnection, AssertSqlSafe};

use super::Resolved;
use crate::database::{CHUNK_ROWS, in_list, keeps_statement};
use crate::error::{During, StoreError};

const HASH_BYTES: usize = 16;
/// Identifiers in one generation of the memory, as many as a table of a power of two holds; two generations of 33 bytes each
/// stay below 70 MB, and an import that names a million customers over and over finds all of them here.
const GENERATION: usize = 900_000;

/// Stands for (kind, value).
pub(super) type IdentityHash = [u8; HASH_BYTES];
/// Identifiers and whose they are; asked for every event, so the time to find one counts.
pub(super) type Known = HashMap<IdentityHash, Resolved, RandomState>;

/// An identifier with its hash.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named<'a> {
    pub(super) identifier: &'a Identifier,
    pub(super) hash: IdentityHash,
}

impl<'a> Named<'a> {
    pub(super) fn strongest_first(identifiers: &'a [Identifier]) -> Vec<Self> {
        let mut named: Vec<Self> = identifiers
            .iter()
            .map(|identifier| Self { identifier, hash: hash_with(blake3::Hasher::new(), identifier) })
            .collect();
        named.sort_by_key(|named| named.identifier.kind);
        named
    }
}

/// What an identifier comes to in a hasher.
pub(super) fn hash_with(mut hasher: blake3::Hasher, identifier: &Identifier) -> IdentityHash {
    hasher.update(identifier.kind.as_str().as_bytes());
    hasher.update(&[0]);
    hasher.update(identifier.value.as_bytes());
    let mut hash = [0; HASH_BYTES];
    hasher.finalize_xof().fill(&mut hash);
    hash
}

/// Remembers identifiers in two generations: when the younger is full the older is forgotten.
#[derive(Debug, Default)]
pub(super) struct KnownIdentities {
    younger: Known,
    older: Known,
}

impl KnownIdentities {
    /// What is remembered of these identifiers, and those of which nothing is, ascending.
    pub(super) fn recall<'a>(&self, wanted: impl Iterator<Item = &'a Named<'a>>) -> (Known, Vec<IdentityHash>) {
        let mut found = Known::default();
        let mut missing = Vec::new();
        for named in wanted {
            match self.younger.get(&named.hash).or_else(|| self.older.get(&named.hash)) {
                Some(resolved) => {
                    found.insert(named.hash, *resolved);
                }
                None => missing.push(named.hash),
            }
        }
        missing.sort_unstable();
        missing.dedup();
        (found, missing)
    }

    /// Remembers what was found or given.
    pub(super) fn learn(&mut self, known: Known) {
        if self.younger.len() + known.len() > GENERATION {
            self.older = std::mem::take(&mut self.younger);
        }
        self.younger.extend(known);
    }
}

/// What the database knows of these identifiers.
pub(super) async fn look_up(connection: &mut AnyConnection, wanted: &[IdentityHash]) -> Result<Known, StoreError> {
    let mut found = Known::default();
    for chunk in wanted.chunks(CHUNK_ROWS) {
        let text =
            format!("SELECT hash, identity_key, customer_key FROM identity WHERE hash IN {}", in_list(chunk.len()));
        let mut query = sqlx::query_as(AssertSqlSafe(text)).persistent(keeps_statement(chunk.len()));
        for hash in chunk {
            query = query.bind(hash.as_slice());
        }
        let rows: Vec<(Vec<u8>, i64, i64)> = query.fetch_all(&mut *connection).await.during("look identifiers up")?;
        found.extend(rows.into_iter().filter_map(|(hash, identity, customer)| {
            let resolved = Resolved { identity: IdentityKey(identity), customer: CustomerKey(customer) };
            Some((IdentityHash::try_from(hash).ok()?, resolved))
        }));
    }
    Ok(found)
}
