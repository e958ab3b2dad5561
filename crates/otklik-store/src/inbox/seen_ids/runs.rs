//! The newest hashes, durable in the order in which they came.

use otklik_core::Timestamp;

use super::SeenIds;
use crate::database::Transaction;
use crate::error::{During, StoreError};
use crate::inbox::encode_events::SeenHash;

/// Hashes from which a row is large enough to stay as it is.
const LARGE: usize = 16_384;
/// Rows removed with one commit.
const REMOVED_ROWS: i64 = 8;

type RunRow = (i64, i64, i64, Vec<u8>);

/// Small rows at the end, which are put together before they become many: a store that is opened reads them all.
#[derive(Debug, Default)]
pub(super) struct Loose {
    /// They lie behind this position.
    after: i64,
    rows: usize,
    hashes: Vec<SeenHash>,
    first_received_at: Option<Timestamp>,
}

impl Loose {
    /// None yet behind a position.
    pub(super) fn after(position: i64) -> Self {
        Self { after: position, ..Self::default() }
    }

    fn add(&mut self, last_position: i64, hashes: &[SeenHash], first: Timestamp) {
        if self.hashes.len() + hashes.len() >= LARGE {
            *self = Self::after(last_position);
            return;
        }
        self.rows += 1;
        self.hashes.extend_from_slice(hashes);
        self.first_received_at = Some(self.first_received_at.map_or(first, |earliest| earliest.min(first)));
    }
}

impl SeenIds {
    /// Reads the runs that are not known yet.
    pub(super) async fn learn_runs(&mut self, transaction: &mut Transaction, through: i64) -> Result<(), StoreError> {
        let runs: Vec<RunRow> = sqlx::query_as(
            "SELECT last_position, first_received_at, newest_received_at, hashes FROM inbox_seen_run \
             WHERE last_position > $1 ORDER BY last_position",
        )
        .bind(self.learnt_through)
        .fetch_all(&mut **transaction)
        .await
        .during("read the ids of the newest events")?;
        for (last_position, first, newest, bytes) in runs {
            let hashes: &[SeenHash] = bytes.as_chunks().0;
            self.recent.learn(hashes.iter().copied(), Timestamp(first), Timestamp(newest));
            self.loose.add(last_position, hashes, Timestamp(first));
        }
        self.learnt_through = through;
        Ok(())
    }

    /// Writes the hashes of a group of appends; together with the small rows before it when these are many.
    pub(super) async fn write_run(
        &mut self,
        transaction: &mut Transaction,
        last_position: i64,
        fresh: &[SeenHash],
        first: Timestamp,
        newest: Timestamp,
    ) -> Result<(), StoreError> {
        const OPERATION: &str = "keep the ids of events";
        let together = self.loose.rows >= self.limits.loose_rows
            || self.loose.rows > 1 && self.loose.hashes.len() + fresh.len() >= LARGE;
        let (mut row, mut earliest) = (Vec::new(), first);
        if together {
            sqlx::query("DELETE FROM inbox_seen_run WHERE last_position > $1")
                .bind(self.loose.after)
                .execute(&mut **transaction)
                .await
                .during(OPERATION)?;
            row.extend_from_slice(self.loose.hashes.as_flattened());
            earliest = self.loose.first_received_at.map_or(first, |loose| loose.min(first));
            self.loose = Loose::after(last_position);
        } else {
            self.loose.add(last_position, fresh, first);
        }
        row.extend_from_slice(fresh.as_flattened());
        sqlx::query(
            "INSERT INTO inbox_seen_run (last_position, first_received_at, newest_received_at, hashes) \
             VALUES ($1, $2, $3, $4)",
        )
        .bind(last_position)
        .bind(earliest.0)
        .bind(newest.0)
        .bind(row)
        .execute(&mut **transaction)
        .await
        .during(OPERATION)?;
        Ok(())
    }
}

/// Removes some runs that a segment has taken in; says whether any may be left.
pub(super) async fn remove_covered(transaction: &mut Transaction, sealed_through: i64) -> Result<bool, StoreError> {
    let removed = sqlx::query(
        "DELETE FROM inbox_seen_run WHERE last_position IN \
         (SELECT last_position FROM inbox_seen_run WHERE last_position <= $1 ORDER BY last_position LIMIT $2)",
    )
    .bind(sealed_through)
    .bind(REMOVED_ROWS)
    .execute(&mut **transaction)
    .await
    .during("remove ids of events that a segment has taken in")?;
    Ok(removed.rows_affected() > 0)
}
