//! Whose turn it is when several programs share a database.

use super::{Database, Dialect, Transaction};
use crate::error::{During, StoreError};

/// What is done by one transaction at a time, whichever program it belongs to.
///
/// The numbers stand in the database for as long as a transaction runs and must never mean something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// Giving positions.
    Inbox = 1,
    /// Giving kinds their numbers.
    Kinds = 2,
    /// Giving people their numbers.
    People = 3,
    /// Giving the catalogue its version.
    Catalogue = 4,
    /// Writing several units.
    Units = 5,
    /// Counting attempts to sign in.
    SignIn = 6,
    /// Clearing sessions away.
    Sessions = 7,
    /// Taking jobs and planning them.
    Jobs = 8,
    /// Numbering what was done.
    Audit = 9,
    /// Giving texts of consents their versions.
    Consents = 10,
    /// Changing users, so that an administrator stays.
    Users = 11,
}

/// Distinguishes our locks from those of others in the same database.
const OURS: &str = "otklik";

impl Database {
    /// Begins a transaction that waits for its turn; what it reads afterwards stays true until it ends.
    ///
    /// On SQLite the only writer is the turn.
    pub(crate) async fn begin_turn(&self, turn: Turn) -> Result<Transaction, StoreError> {
        let mut transaction = self.begin().await?;
        if self.dialect == Dialect::Postgres {
            // The schema's name too, since several installations may live in one database.
            sqlx::query("SELECT pg_advisory_xact_lock(hashtext($1 || current_schema()), $2::int)")
                .bind(OURS)
                .bind(turn as i32)
                .execute(&mut *transaction)
                .await
                .during("wait for the turn in the database")?;
        }
        Ok(transaction)
    }
}
