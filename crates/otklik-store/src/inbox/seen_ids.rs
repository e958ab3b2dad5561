//! Which (source, id) came before.
//!
//! All are in one table in the order of their hashes. A hash falls anywhere in it, so the newest ones are kept as runs,
//! durable but unordered, and in memory; when there are many they are moved into the table in its order, a slice with
//! every commit, so that a page is written once for many hashes and nobody waits long.

use std::collections::HashSet;

use sqlx::AssertSqlSafe;

use super::encode_events::SeenHash;
use crate::database::{CHUNK_ROWS, Database, Transaction, Turn, in_list, keeps_statement, value_rows};
use crate::error::{During, StoreError};

/// Hashes in memory at which moving begins; 16 bytes each, twice while they are moved.
const MOVED_FROM: usize = 500_000;
/// Hashes moved with a commit of few events.
const SMALLEST_SLICE: usize = 500;

#[derive(Debug)]
pub(super) struct SeenIds {
    /// Hashes in runs that are not being moved.
    recent: HashSet<SeenHash>,
    /// The newest position of those runs.
    recent_through: i64,
    moving: Option<Moving>,
    /// How many hashes may be in memory before they are moved.
    moved_from: usize,
}

#[derive(Debug)]
struct Moving {
    /// Ascending.
    hashes: Vec<SeenHash>,
    /// How many of them are in the table.
    moved: usize,
    /// The newest position of their runs.
    through: i64,
}

impl SeenIds {
    pub(super) async fn load(database: &Database) -> Result<Self, StoreError> {
        let runs: Vec<(i64, Vec<u8>)> =
            sqlx::query_as("SELECT last_position, hashes FROM inbox_seen_run ORDER BY last_position")
                .fetch_all(&database.writer)
                .await
                .during("read the ids of the newest events")?;
        let recent_through = runs.last().map_or(0, |(last_position, _)| *last_position);
        let recent = runs.iter().flat_map(|(_, hashes)| hashes.as_chunks().0).copied().collect();
        Ok(Self { recent, recent_through, moving: None, moved_from: MOVED_FROM })
    }

    /// Learns what other programs have written to a shared database, as far as it is not in the table already.
    pub(super) async fn catch_up(&mut self, transaction: &mut Transaction) -> Result<(), StoreError> {
        let runs: Vec<(i64, Vec<u8>)> = sqlx::query_as(
            "SELECT last_position, hashes FROM inbox_seen_run WHERE last_position > $1 ORDER BY last_position",
        )
        .bind(self.recent_through)
        .fetch_all(&mut **transaction)
        .await
        .during("read the ids of the newest events")?;
        for (last_position, hashes) in runs {
            self.learn(last_position, hashes.as_chunks().0.to_vec());
        }
        Ok(())
    }

    /// Those of the hashes that came before.
    pub(super) async fn find(
        &self,
        transaction: &mut Transaction,
        mut wanted: Vec<SeenHash>,
    ) -> Result<HashSet<SeenHash>, StoreError> {
        let mut seen = HashSet::with_capacity(wanted.len());
        wanted.retain(|hash| {
            let in_memory = self.recent.contains(hash)
                || self.moving.as_ref().is_some_and(|moving| moving.hashes.binary_search(hash).is_ok());
            if in_memory {
                seen.insert(*hash);
            }
            !in_memory
        });
        wanted.sort_unstable();
        wanted.dedup();
        for chunk in wanted.chunks(CHUNK_ROWS) {
            let text = format!("SELECT hash FROM inbox_seen WHERE hash IN {}", in_list(chunk.len()));
            let mut query = sqlx::query_as(AssertSqlSafe(text)).persistent(keeps_statement(chunk.len()));
            for hash in chunk {
                query = query.bind(hash.as_slice());
            }
            let found: Vec<(Vec<u8>,)> = query.fetch_all(&mut **transaction).await.during("look ids of events up")?;
            seen.extend(found.into_iter().filter_map(|(hash,)| SeenHash::try_from(hash).ok()));
        }
        Ok(seen)
    }

    /// Makes new hashes part of the transaction.
    pub(super) async fn write(
        transaction: &mut Transaction,
        last_position: i64,
        fresh: &[SeenHash],
    ) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO inbox_seen_run (last_position, hashes) VALUES ($1, $2)")
            .bind(last_position)
            .bind(fresh.as_flattened())
            .execute(&mut **transaction)
            .await
            .during("keep the ids of events")?;
        Ok(())
    }

    /// Remembers new hashes once their transaction is durable.
    pub(super) fn learn(&mut self, last_position: i64, fresh: Vec<SeenHash>) {
        self.recent.extend(fresh);
        self.recent_through = last_position;
    }

    /// Moves a slice of hashes into the table if it is time; twice as many as came, so that moving ends before the next begins.
    pub(super) async fn tidy(&mut self, database: &Database, came: usize) -> Result<(), StoreError> {
        const OPERATION: &str = "move the ids of events into their order";
        if self.moving.is_none() && self.recent.len() >= self.moved_from {
            let mut hashes: Vec<SeenHash> = std::mem::take(&mut self.recent).into_iter().collect();
            hashes.sort_unstable();
            self.moving = Some(Moving { hashes, moved: 0, through: self.recent_through });
        }
        let Some(moving) = &mut self.moving else { return Ok(()) };
        let end = (moving.moved + SMALLEST_SLICE.max(came * 2)).min(moving.hashes.len());
        let all = end == moving.hashes.len();
        let mut transaction = database.begin_turn(Turn::Inbox).await?;
        for chunk in moving.hashes[moving.moved..end].chunks(CHUNK_ROWS) {
            insert(&mut transaction, chunk).await.during(OPERATION)?;
        }
        if all {
            sqlx::query("DELETE FROM inbox_seen_run WHERE last_position <= $1")
                .bind(moving.through)
                .execute(&mut *transaction)
                .await
                .during(OPERATION)?;
        }
        transaction.commit().await.during(OPERATION)?;
        moving.moved = end;
        if all {
            self.moving = None;
        }
        Ok(())
    }
}

async fn insert(transaction: &mut Transaction, hashes: &[SeenHash]) -> Result<(), sqlx::Error> {
    // After a crash the runs are still there, and some of their hashes are in the table already.
    let text =
        format!("INSERT INTO inbox_seen (hash) VALUES {} ON CONFLICT (hash) DO NOTHING", value_rows(hashes.len(), 1));
    let mut query = sqlx::query(AssertSqlSafe(text)).persistent(keeps_statement(hashes.len()));
    for hash in hashes {
        query = query.bind(hash.as_slice());
    }
    query.execute(&mut **transaction).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
