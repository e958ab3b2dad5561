//! Identifiers of people who were erased: what happened to them before that is not taken in again.

use std::collections::HashMap;

use otklik_core::{Identifier, Timestamp};
use sqlx::AnyConnection;

use super::known_identities::hash_with;
use crate::error::{During, Reading, StoreError};

const KEY_BYTES: usize = 32;
const HASH_BYTES: usize = 16;

/// Makes hashes that mean nothing without it.
pub(super) type ErasureKey = [u8; KEY_BYTES];
/// Stands for (kind, value) of an erased identifier.
pub(super) type ErasedHash = [u8; HASH_BYTES];

/// The hash under which an erased identifier is known.
pub(super) fn erased_hash(key: &ErasureKey, identifier: &Identifier) -> ErasedHash {
    hash_with(blake3::Hasher::new_keyed(key), identifier)
}

/// The list as this program knows it.
#[derive(Debug, Default)]
pub(super) struct ErasedIdentifiers {
    version: i64,
    key: ErasureKey,
    until: HashMap<ErasedHash, Timestamp>,
}

impl ErasedIdentifiers {
    /// How many erasures there have been, by this program or another.
    pub(super) async fn version(connection: &mut AnyConnection) -> Result<i64, StoreError> {
        let (version,): (i64,) = sqlx::query_as("SELECT erasures FROM identity_state")
            .fetch_one(connection)
            .await
            .during("count erasures")?;
        Ok(version)
    }

    /// Reads the list anew when it has grown; says whether it had.
    pub(super) async fn refresh(&mut self, connection: &mut AnyConnection) -> Result<bool, StoreError> {
        const OPERATION: &str = "read which identifiers were erased";
        let version = Self::version(connection).await?;
        if version == self.version {
            return Ok(false);
        }
        self.key = key(connection).await?;
        let rows: Vec<(Vec<u8>, i64)> = sqlx::query_as("SELECT hash, erased_at FROM erased_identifier")
            .fetch_all(connection)
            .await
            .during(OPERATION)?;
        self.until =
            rows.into_iter().filter_map(|(hash, at)| Some((ErasedHash::try_from(hash).ok()?, Timestamp(at)))).collect();
        self.version = version;
        Ok(true)
    }

    pub(super) fn is_of(&self, version: i64) -> bool {
        self.version == version
    }

    /// Whether something that happened at this time to somebody with these identifiers was erased.
    pub(super) fn hold(&self, identifiers: &[Identifier], time: Timestamp) -> bool {
        let erased =
            |identifier| self.until.get(&erased_hash(&self.key, identifier)).is_some_and(|until| time <= *until);
        !self.until.is_empty() && identifiers.iter().any(erased)
    }
}

/// The key of an installation; it has one from its first opening on, so that every backup has it too.
pub(super) async fn key(connection: &mut AnyConnection) -> Result<ErasureKey, StoreError> {
    const OPERATION: &str = "read the key of erasures";
    let read = "SELECT erasure_key FROM identity_state WHERE erasure_key IS NOT NULL";
    let found: Option<(Vec<u8>,)> = sqlx::query_as(read).fetch_optional(&mut *connection).await.during(OPERATION)?;
    let found = match found {
        Some((found,)) => found,
        None => {
            let mut fresh: ErasureKey = [0; KEY_BYTES];
            getrandom::fill(&mut fresh).map_err(StoreError::Randomness)?;
            // Another program may have been quicker.
            sqlx::query("UPDATE identity_state SET erasure_key = $1 WHERE erasure_key IS NULL")
                .bind(fresh.as_slice())
                .execute(&mut *connection)
                .await
                .during(OPERATION)?;
            let (kept,): (Vec<u8>,) = sqlx::query_as(read).fetch_one(&mut *connection).await.during(OPERATION)?;
            kept
        }
    };
    ErasureKey::try_from(found).map_err(|found| format!("it has {} bytes", found.len())).reading("key of erasures")
}
