//! Turns the hashes in memory into a segment.

use std::sync::Arc;

use otklik_core::Timestamp;
use tokio::task::JoinHandle;

use super::SeenIds;
use super::filter::Filter;
use super::segment::{self, IN_USE, Segment, WRITTEN};
use crate::database::Transaction;
use crate::error::{During, StoreError};
use crate::inbox::encode_events::{SeenHash, SeenHashes};

/// Rows written with a commit of few events; with many events it is twice as many hashes as came, so that one
/// segment is done before the next begins.
const FEWEST_ROWS: usize = 4;
const OPERATION: &str = "write a segment of ids";

/// A segment that is not in use yet.
#[derive(Debug)]
pub(super) struct Sealing {
    hashes: Hashes,
    /// The newest position of their runs.
    through: i64,
    first_received_at: Timestamp,
    newest_received_at: Timestamp,
    /// The number, once the first row is written.
    segment: Option<i64>,
    /// How many hashes and rows are written.
    written: usize,
    rows: i64,
}

#[derive(Debug)]
enum Hashes {
    /// Being sorted elsewhere.
    Unsorted { hashes: Arc<SeenHashes>, work: JoinHandle<Result<Sorted, StoreError>> },
    /// Ready to be written.
    Sorted(Sorted),
}

#[derive(Debug)]
struct Sorted {
    hashes: Vec<SeenHash>,
    filter: Filter,
}

impl Sealing {
    /// Begins to sort, away from the threads that serve.
    pub(super) fn start(hashes: SeenHashes, through: i64, first: Timestamp, newest: Timestamp) -> Self {
        let hashes = Arc::new(hashes);
        let unsorted = Arc::clone(&hashes);
        let work = tokio::task::spawn_blocking(move || {
            let mut sorted: Vec<SeenHash> = unsorted.iter().copied().collect();
            drop(unsorted);
            sorted.sort_unstable();
            let filter = Filter::of(&sorted)?;
            Ok(Sorted { hashes: sorted, filter })
        });
        Self {
            hashes: Hashes::Unsorted { hashes, work },
            through,
            first_received_at: first,
            newest_received_at: newest,
            segment: None,
            written: 0,
            rows: 0,
        }
    }

    pub(super) fn contains(&self, hash: &SeenHash) -> bool {
        match &self.hashes {
            Hashes::Unsorted { hashes, .. } => hashes.contains(hash),
            Hashes::Sorted(sorted) => sorted.filter.may_hold(hash) && sorted.hashes.binary_search(hash).is_ok(),
        }
    }

    #[cfg(test)]
    pub(super) fn is_being_sorted(&self) -> bool {
        matches!(&self.hashes, Hashes::Unsorted { work, .. } if !work.is_finished())
    }

    pub(super) fn count(&self) -> usize {
        match &self.hashes {
            Hashes::Unsorted { hashes, .. } => hashes.len(),
            Hashes::Sorted(sorted) => sorted.hashes.len(),
        }
    }

    /// Whether the hashes are sorted, without waiting for it.
    async fn is_sorted(&mut self) -> Result<bool, StoreError> {
        if let Hashes::Unsorted { work, .. } = &mut self.hashes {
            if !work.is_finished() {
                return Ok(false);
            }
            let failed = |error: tokio::task::JoinError| StoreError::NotStorable {
                what: "segment of ids",
                detail: error.to_string(),
            };
            self.hashes = Hashes::Sorted(work.await.map_err(failed)??);
        }
        Ok(true)
    }

    /// Numbers the segment; none while another program writes one of the same ids.
    async fn begin(&mut self, transaction: &mut Transaction, waits: bool) -> Result<Option<i64>, StoreError> {
        let (newest, others): (i64, i64) = sqlx::query_as(
            "SELECT coalesce(max(segment), 0), CAST(coalesce(sum(CASE WHEN state = $1 THEN 1 ELSE 0 END), 0) AS BIGINT) \
             FROM inbox_seen_segment",
        )
        .bind(WRITTEN)
        .fetch_one(&mut **transaction)
        .await
        .during(OPERATION)?;
        if waits && others > 0 {
            return Ok(None);
        }
        sqlx::query(
            "INSERT INTO inbox_seen_segment (segment, state, through_position, first_received_at, newest_received_at, \
             hash_count) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(newest + 1)
        .bind(WRITTEN)
        .bind(self.through)
        .bind(self.first_received_at.0)
        .bind(self.newest_received_at.0)
        .bind(i64::try_from(self.count()).unwrap_or(i64::MAX))
        .execute(&mut **transaction)
        .await
        .during(OPERATION)?;
        self.segment = Some(newest + 1);
        Ok(self.segment)
    }
}

impl SeenIds {
    /// Writes some rows of the segment that is being sealed; with the last of them it comes into use.
    pub(super) async fn seal_slice(&mut self, transaction: &mut Transaction, came: usize) -> Result<(), StoreError> {
        let (chunk, patience) = (self.limits.chunk, self.limits.sealed_from / 4);
        let Some(sealing) = &mut self.sealing else { return Ok(()) };
        if !sealing.is_sorted().await? {
            return Ok(());
        }
        let number = match sealing.segment {
            Some(number) => number,
            // Programs that share a database have the same ids in memory; one of them writes, unless it seems to be gone.
            None => match sealing.begin(transaction, self.recent.hashes.len() < patience).await? {
                Some(number) => number,
                None => return Ok(()),
            },
        };
        let Hashes::Sorted(sorted) = &sealing.hashes else { return Ok(()) };
        let rows = FEWEST_ROWS.max(came * 2 / chunk + 1);
        for hashes in sorted.hashes[sealing.written..].chunks(chunk).take(rows) {
            sqlx::query("INSERT INTO inbox_seen_chunk (segment, first_hash, hashes) VALUES ($1, $2, $3)")
                .bind(number)
                .bind(hashes[0].as_slice())
                .bind(hashes.as_flattened())
                .execute(&mut **transaction)
                .await
                .during(OPERATION)?;
            sealing.written += hashes.len();
            sealing.rows += 1;
        }
        if sealing.written == sorted.hashes.len() { self.finish_sealing(transaction, number).await } else { Ok(()) }
    }

    async fn finish_sealing(&mut self, transaction: &mut Transaction, number: i64) -> Result<(), StoreError> {
        let Some(Sealing { hashes: Hashes::Sorted(sorted), through, newest_received_at, rows, .. }) =
            self.sealing.take()
        else {
            return Ok(());
        };
        // A program that was started meanwhile took the segment for one that a crash left behind, and began to remove it.
        let whole = sqlx::query(
            "UPDATE inbox_seen_segment SET state = $1 WHERE segment = $2 AND state = $3 \
             AND (SELECT count(*) FROM inbox_seen_chunk WHERE segment = $2) = $4",
        )
        .bind(IN_USE)
        .bind(number)
        .bind(WRITTEN)
        .bind(rows)
        .execute(&mut **transaction)
        .await
        .during(OPERATION)?;
        if whole.rows_affected() == 0 {
            self.leaving.push(number);
            self.stale = true;
            return segment::leave(transaction, number).await;
        }
        sqlx::query("INSERT INTO inbox_seen_filter (segment, filter) VALUES ($1, $2)")
            .bind(number)
            .bind(sorted.filter.stored())
            .execute(&mut **transaction)
            .await
            .during(OPERATION)?;
        sqlx::query("UPDATE inbox_state SET sealed_through = $1")
            .bind(through)
            .execute(&mut **transaction)
            .await
            .during(OPERATION)?;
        self.segments.push(Segment::new(number, newest_received_at, sorted.hashes.len(), sorted.filter));
        self.sealed_through = through;
        self.sealed_now = true;
        self.covered_runs = true;
        Ok(())
    }

    /// Gives a half-written segment up; its hashes are still in their runs or in another program's segment.
    pub(super) async fn abandon_sealing(&mut self, transaction: &mut Transaction) -> Result<(), StoreError> {
        if let Some(Sealing { segment: Some(number), .. }) = self.sealing.take() {
            segment::leave(transaction, number).await?;
            self.leaving.push(number);
        }
        Ok(())
    }
}
