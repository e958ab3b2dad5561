//! How much the database holds.

use std::path::Path;

use otklik_core::Timestamp;

use super::{Database, Dialect, sqlite};
use crate::error::{During, StoreError};

/// How much there is in a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoreSize {
    /// Bytes of the database with its indexes and its log.
    pub database_bytes: u64,
    /// What was acknowledged and waits for the lake.
    pub backlog: Backlog,
}

/// What waits in the inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backlog {
    /// How many events.
    pub events: u64,
    /// How many bytes they take.
    pub bytes: u64,
    /// When the oldest of them came; none when nothing waits.
    pub oldest_received_at: Option<Timestamp>,
}

impl Database {
    pub(crate) async fn size(&self, folder: &Path) -> Result<StoreSize, StoreError> {
        const OPERATION: &str = "measure the database";
        let (events, bytes, oldest): (i64, i64, Option<i64>) = sqlx::query_as(
            "SELECT backlog_events, backlog_bytes, \
             (SELECT received_at FROM inbox ORDER BY last_position LIMIT 1) FROM inbox_state",
        )
        .fetch_one(&self.reader)
        .await
        .during(OPERATION)?;
        let database_bytes = match self.dialect {
            Dialect::Sqlite => file_bytes(folder),
            Dialect::Postgres => {
                let (bytes,): (i64,) = sqlx::query_as(
                    "SELECT CAST(coalesce(sum(pg_total_relation_size(oid)), 0) AS BIGINT) FROM pg_class \
                     WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'",
                )
                .fetch_one(&self.reader)
                .await
                .during(OPERATION)?;
                bytes.unsigned_abs()
            }
        };
        let oldest_received_at = oldest.map(Timestamp);
        let backlog = Backlog { events: events.unsigned_abs(), bytes: bytes.unsigned_abs(), oldest_received_at };
        Ok(StoreSize { database_bytes, backlog })
    }
}

/// Bytes of the SQLite file in a folder with its log.
pub(super) fn file_bytes(folder: &Path) -> u64 {
    let bytes_of = |name: String| std::fs::metadata(folder.join(name)).map_or(0, |file| file.len());
    bytes_of(sqlite::FILE.to_owned()) + bytes_of(format!("{}-wal", sqlite::FILE))
}
