//! Identifiers that got another customer after events may have been written under the first.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use otklik_core::{CustomerKey, IdentityKey};

use crate::database::Database;
use crate::error::{During, StoreError};

/// The present customer of every identifier that ever got another one.
///
/// Rows of events keep the customer that was known when they were written; whoever reads them asks here first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// Grows with every change.
    pub version: i64,
    /// Only those that moved.
    pub owners: Arc<HashMap<IdentityKey, CustomerKey>>,
}

/// What this program knows of the moves.
#[derive(Debug, Default)]
pub(super) struct KnownMoves(RwLock<Arc<Moves>>);

impl KnownMoves {
    /// What is known now.
    pub(super) fn now(&self) -> Arc<Moves> {
        Arc::clone(&self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// Reads what changed since, by this program or another.
    pub(super) async fn refresh(&self, database: &Database) -> Result<Arc<Moves>, StoreError> {
        const OPERATION: &str = "read which identifiers moved";
        let known = self.now();
        let (version,): (i64,) =
            sqlx::query_as("SELECT version FROM identity_state").fetch_one(&database.reader).await.during(OPERATION)?;
        if version <= known.version {
            return Ok(known);
        }
        let rows: Vec<(i64, i64, i64)> =
            sqlx::query_as("SELECT identity_key, customer_key, moved FROM identity WHERE moved > $1")
                .bind(known.version)
                .fetch_all(&database.reader)
                .await
                .during(OPERATION)?;
        drop(known);
        let mut current = self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        // Copies only while somebody reads the old state.
        let moves = Arc::make_mut(&mut current);
        let owners = Arc::make_mut(&mut moves.owners);
        for (identity, customer, moved) in rows {
            owners.insert(IdentityKey(identity), CustomerKey(customer));
            moves.version = moves.version.max(moved);
        }
        moves.version = moves.version.max(version);
        Ok(Arc::clone(&current))
    }
}
