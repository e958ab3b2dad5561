//! Sorted hashes of one window of time, in rows that are found by their first hash.

use otklik_core::Timestamp;

use super::filter::Filter;
use crate::database::Transaction;
use crate::error::{During, StoreError};
use crate::inbox::encode_events::{SeenHash, SeenHashes};

/// The states of a segment, as stored.
pub(super) const WRITTEN: i64 = 0;
pub(super) const IN_USE: i64 = 1;
pub(super) const LEAVING: i64 = 2;

/// Rows removed with one commit.
const REMOVED_ROWS: i64 = 8;
const REMOVE: &str = "remove old ids of events";

/// A segment in use.
#[derive(Debug)]
pub(super) struct Segment {
    number: i64,
    newest_received_at: Timestamp,
    count: usize,
    filter: Filter,
}

impl Segment {
    pub(super) fn new(number: i64, newest_received_at: Timestamp, count: usize, filter: Filter) -> Self {
        Self { number, newest_received_at, count, filter }
    }

    pub(super) fn number(&self) -> i64 {
        self.number
    }

    pub(super) fn newest_received_at(&self) -> Timestamp {
        self.newest_received_at
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Moves the ascending hashes that are in this segment from `wanted` to `seen`.
    pub(super) async fn find(
        &self,
        transaction: &mut Transaction,
        wanted: &mut Vec<SeenHash>,
        seen: &mut SeenHashes,
    ) -> Result<(), StoreError> {
        let possible = self.filter.retain_possible(wanted);
        let mut rest = possible.as_slice();
        let mut found: SeenHashes = SeenHashes::default();
        while let Some(first) = rest.first() {
            let row: Option<(Vec<u8>,)> = sqlx::query_as(
                "SELECT hashes FROM inbox_seen_chunk WHERE segment = $1 AND first_hash <= $2 \
                 ORDER BY first_hash DESC LIMIT 1",
            )
            .bind(self.number)
            .bind(first.as_slice())
            .fetch_optional(&mut **transaction)
            .await
            .during("look ids of events up")?;
            let bytes = row.map(|(bytes,)| bytes).unwrap_or_default();
            let chunk: &[SeenHash] = bytes.as_chunks().0;
            // The first is answered by this row in any case, and so are those up to its last hash.
            let answered = chunk.last().map_or(1, |last| rest.partition_point(|hash| hash <= last)).max(1);
            found.extend(rest[..answered].iter().filter(|hash| chunk.binary_search(hash).is_ok()));
            rest = &rest[answered..];
        }
        wanted.retain(|hash| !found.contains(hash));
        seen.extend(found);
        Ok(())
    }
}

/// Reads the segments in use that are not known yet; those that another program has removed are forgotten.
pub(super) async fn load(transaction: &mut Transaction, known: Vec<Segment>) -> Result<Vec<Segment>, StoreError> {
    const OPERATION: &str = "read the ids of events";
    let rows: Vec<(i64, i64, i64)> = sqlx::query_as(
        "SELECT segment, newest_received_at, hash_count FROM inbox_seen_segment WHERE state = $1 ORDER BY segment",
    )
    .bind(IN_USE)
    .fetch_all(&mut **transaction)
    .await
    .during(OPERATION)?;
    let mut known = known.into_iter().peekable();
    let mut segments = Vec::with_capacity(rows.len());
    for (number, newest_received_at, count) in rows {
        while known.next_if(|segment| segment.number < number).is_some() {}
        if let Some(segment) = known.next_if(|segment| segment.number == number) {
            segments.push(segment);
            continue;
        }
        let (filter,): (Vec<u8>,) = sqlx::query_as("SELECT filter FROM inbox_seen_filter WHERE segment = $1")
            .bind(number)
            .fetch_one(&mut **transaction)
            .await
            .during(OPERATION)?;
        let count = usize::try_from(count).unwrap_or(0);
        segments.push(Segment::new(number, Timestamp(newest_received_at), count, Filter::read(&filter)?));
    }
    Ok(segments)
}

/// Segments of which rows are left to remove.
pub(super) async fn leaving(transaction: &mut Transaction) -> Result<Vec<i64>, StoreError> {
    let rows: Vec<(i64,)> = sqlx::query_as("SELECT segment FROM inbox_seen_segment WHERE state = $1 ORDER BY segment")
        .bind(LEAVING)
        .fetch_all(&mut **transaction)
        .await
        .during(REMOVE)?;
    Ok(rows.into_iter().map(|(number,)| number).collect())
}

/// Takes a segment out of use.
pub(super) async fn leave(transaction: &mut Transaction, number: i64) -> Result<(), StoreError> {
    sqlx::query("UPDATE inbox_seen_segment SET state = $1 WHERE segment = $2")
        .bind(LEAVING)
        .bind(number)
        .execute(&mut **transaction)
        .await
        .during(REMOVE)?;
    Ok(())
}

/// Removes some rows of a segment that is out of use; says whether any are left.
pub(super) async fn remove_slice(transaction: &mut Transaction, number: i64) -> Result<bool, StoreError> {
    let removed = sqlx::query(
        "DELETE FROM inbox_seen_chunk WHERE segment = $1 AND first_hash IN \
         (SELECT first_hash FROM inbox_seen_chunk WHERE segment = $1 ORDER BY first_hash LIMIT $2)",
    )
    .bind(number)
    .bind(REMOVED_ROWS)
    .execute(&mut **transaction)
    .await
    .during(REMOVE)?;
    if removed.rows_affected() > 0 {
        return Ok(true);
    }
    for text in
        ["DELETE FROM inbox_seen_filter WHERE segment = $1", "DELETE FROM inbox_seen_segment WHERE segment = $1"]
    {
        sqlx::query(text).bind(number).execute(&mut **transaction).await.during(REMOVE)?;
    }
    Ok(false)
}
