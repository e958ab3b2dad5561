//! Which (source, id) came before, within a window of time.
//!
//! A hash falls anywhere, so an index over all of them would write a page for every event. Instead the newest hashes stay
//! in memory and, durable but unordered, as *runs*: one row for a group of appends. When there are about a million they are
//! sorted, away from the threads that serve, and written as a *segment*: rows of sorted hashes and a filter that says which
//! hashes are certainly not in it. Writing goes on in slices, each within a commit of appends, so that nobody waits for it.
//! A segment is a window of time: when its newest id is old enough it is removed whole, in slices too.
//!
//! Several programs may share the database. Whoever commits holds the turn and has read what the others wrote, so the runs
//! that it does not know lie behind its last position; a segment that another program sealed shows in `sealed_through`.

mod filter;
mod runs;
mod seal;
mod segment;

use foldhash::fast::RandomState;
use otklik_core::Timestamp;
use otklik_core::time::{DAY_MICROS, SECOND_MICROS};

use super::encode_events::{SeenHash, SeenHashes};
use crate::database::Transaction;
use crate::error::{During, StoreError};
use runs::Loose;
use seal::Sealing;
use segment::Segment;

/// Hours for which an id is known at least; the promise is 72, and clocks and retries need room.
const SEEN_FOR_HOURS: i64 = 96;

/// When what is done.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Hashes in memory that are sealed; 16 bytes each and as much again while they are sorted.
    pub(super) sealed_from: usize,
    /// The age at which fewer are sealed too, so that a window ends.
    pub(super) sealed_after_micros: i64,
    /// The age of its newest id at which a segment is removed.
    pub(super) kept_micros: i64,
    /// Hashes in a row of a segment.
    pub(super) chunk: usize,
    /// Rows of small runs that are put together.
    pub(super) loose_rows: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sealed_from: 1_000_000,
            sealed_after_micros: DAY_MICROS,
            kept_micros: SEEN_FOR_HOURS * 3_600 * SECOND_MICROS,
            chunk: 1_024,
            loose_rows: 1_024,
        }
    }
}

#[derive(Debug)]
pub(super) struct SeenIds {
    limits: Limits,
    recent: Recent,
    sealing: Option<Sealing>,
    /// Segments in use, the oldest first.
    segments: Vec<Segment>,
    /// Segments of which rows are left to remove.
    leaving: Vec<i64>,
    /// Whether runs are left that a segment has taken in.
    covered_runs: bool,
    /// Ids up to here are in segments.
    sealed_through: i64,
    /// Runs up to here are known.
    learnt_through: i64,
    loose: Loose,
    /// Whether a segment came into use with the transaction that runs.
    sealed_now: bool,
    /// Whether memory and database may differ, because a segment could not be finished.
    stale: bool,
    /// Whether memory is ahead of the database: a transaction runs or has failed.
    unsettled: bool,
}

/// Hashes of runs that are not being sealed.
#[derive(Debug, Default)]
struct Recent {
    hashes: SeenHashes,
    /// When the first and the newest of them were received.
    received: Option<(Timestamp, Timestamp)>,
}

impl Recent {
    fn learn(&mut self, hashes: impl IntoIterator<Item = SeenHash>, first: Timestamp, newest: Timestamp) {
        self.hashes.extend(hashes);
        let (earliest, latest) = self.received.unwrap_or((first, newest));
        self.received = Some((earliest.min(first), latest.max(newest)));
    }
}

impl SeenIds {
    /// Reads what is known, and begins to remove what a crash left half written.
    pub(super) async fn load(transaction: &mut Transaction, limits: Limits) -> Result<Self, StoreError> {
        const OPERATION: &str = "read the ids of events";
        sqlx::query("UPDATE inbox_seen_segment SET state = $1 WHERE state = $2")
            .bind(segment::LEAVING)
            .bind(segment::WRITTEN)
            .execute(&mut **transaction)
            .await
            .during(OPERATION)?;
        let mut seen = Self {
            limits,
            recent: Recent::default(),
            sealing: None,
            segments: Vec::new(),
            leaving: segment::leaving(transaction).await?,
            covered_runs: true,
            sealed_through: 0,
            learnt_through: 0,
            loose: Loose::default(),
            sealed_now: false,
            stale: true,
            unsettled: false,
        };
        seen.catch_up(transaction).await?;
        Ok(seen)
    }

    /// Learns what other programs wrote since, and everything anew after a failure.
    pub(super) async fn catch_up(&mut self, transaction: &mut Transaction) -> Result<(), StoreError> {
        let (last_position, sealed_through): (i64, i64) =
            sqlx::query_as("SELECT last_position, sealed_through FROM inbox_state")
                .fetch_one(&mut **transaction)
                .await
                .during("read the inbox's state")?;
        if self.is_stale() || sealed_through != self.sealed_through {
            self.stale = true;
            self.abandon_sealing(transaction).await?;
            if std::mem::take(&mut self.sealed_now) {
                self.segments.clear();
            }
            self.segments = segment::load(transaction, std::mem::take(&mut self.segments)).await?;
            self.recent = Recent::default();
            self.loose = Loose::default();
            self.covered_runs = true;
            self.sealed_through = sealed_through;
            self.learnt_through = sealed_through;
        }
        if self.learnt_through < last_position {
            self.learn_runs(transaction, last_position).await?;
        }
        (self.stale, self.unsettled) = (false, false);
        Ok(())
    }

    /// Whether everything has to be read anew.
    pub(super) fn is_stale(&self) -> bool {
        self.stale || self.unsettled
    }

    /// Those of the hashes that came before.
    pub(super) async fn find(
        &self,
        transaction: &mut Transaction,
        mut wanted: Vec<SeenHash>,
    ) -> Result<SeenHashes, StoreError> {
        let mut seen = SeenHashes::with_capacity_and_hasher(wanted.len(), RandomState::default());
        wanted.retain(|hash| {
            let in_memory = self.recent.hashes.contains(hash)
                || self.sealing.as_ref().is_some_and(|sealing| sealing.contains(hash));
            if in_memory {
                seen.insert(*hash);
            }
            !in_memory
        });
        wanted.sort_unstable();
        wanted.dedup();
        // What is repeated is mostly repeated soon.
        for segment in self.segments.iter().rev() {
            segment.find(transaction, &mut wanted, &mut seen).await?;
        }
        Ok(seen)
    }

    /// Makes new hashes part of the transaction, and with them a slice of whatever work on older ones is due.
    pub(super) async fn write(
        &mut self,
        transaction: &mut Transaction,
        last_position: i64,
        fresh: &[SeenHash],
        first: Timestamp,
        newest: Timestamp,
    ) -> Result<(), StoreError> {
        // Until the caller says by `learn` that it is durable.
        self.unsettled = true;
        self.write_run(transaction, last_position, fresh, first, newest).await?;
        self.seal_slice(transaction, fresh.len()).await?;
        self.expire(transaction, newest).await?;
        self.remove_slice(transaction).await
    }

    /// Remembers new hashes once their transaction is durable, and starts to seal when there are many or they are old.
    pub(super) fn learn(&mut self, last_position: i64, fresh: Vec<SeenHash>, first: Timestamp, newest: Timestamp) {
        self.recent.learn(fresh, first, newest);
        self.learnt_through = last_position;
        (self.sealed_now, self.unsettled) = (false, false);
        let Some((earliest, latest)) = self.recent.received else { return };
        let old = latest.0.saturating_sub(earliest.0) >= self.limits.sealed_after_micros;
        if self.sealing.is_none() && (old || self.recent.hashes.len() >= self.limits.sealed_from) {
            let hashes = std::mem::take(&mut self.recent).hashes;
            self.loose = Loose::after(last_position);
            self.sealing = Some(Sealing::start(hashes, last_position, earliest, latest));
        }
    }

    /// How many ids are known.
    pub(super) fn count(&self) -> usize {
        let sealing = self.sealing.as_ref().map_or(0, Sealing::count);
        self.recent.hashes.len() + sealing + self.segments.iter().map(Segment::count).sum::<usize>()
    }

    async fn expire(&mut self, transaction: &mut Transaction, now: Timestamp) -> Result<(), StoreError> {
        while let Some(oldest) = self.segments.first()
            && now.0.saturating_sub(oldest.newest_received_at().0) > self.limits.kept_micros
        {
            let number = self.segments.remove(0).number();
            segment::leave(transaction, number).await?;
            self.leaving.push(number);
        }
        Ok(())
    }

    async fn remove_slice(&mut self, transaction: &mut Transaction) -> Result<(), StoreError> {
        if self.covered_runs {
            self.covered_runs = runs::remove_covered(transaction, self.sealed_through).await?;
        } else if let Some(number) = self.leaving.first()
            && !segment::remove_slice(transaction, *number).await?
        {
            self.leaving.remove(0);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
