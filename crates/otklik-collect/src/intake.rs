//! The way from the inbox into the lake.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use otklik_core::{Clock, Position};
use otklik_lake::{Lake, LakeError, ResolvedEvent};
use otklik_store::{Batch, HeldLease, Store, StoreError};
use thiserror::Error;

use crate::resolve::resolve;

/// Events that one commit takes at most; those of two commits are in memory at once.
const EVENTS_PER_COMMIT: usize = 100_000;
/// Turns begin at least so far apart, so that a trickle of events does not become a flood of files; under load one turn
/// follows the other at once, since each moment of rest would have to be made up for.
const TURNS_APART: Duration = Duration::from_millis(500);
/// The inbox knows ids for this long: of what happened earlier the lake is asked whether it is a repetition.
pub(crate) const INBOX_KNOWS_IDS_FOR_MICROS: i64 = 72 * 3_600 * 1_000_000;
/// After a failure the next attempt waits so long.
const RETRY_PAUSE: Duration = Duration::from_secs(5);

/// Of several servers one commits at a time; if two ever do, work is done in vain, and nothing is lost.
const LEASE: &str = "intake";
/// After a server died another one takes over so late: what was acknowledged should not stay out of sight for long.
const LEASE_LASTS: Duration = Duration::from_secs(6);
/// While another server has the turn and something waits, this one looks again so soon.
const TURN_PAUSE: Duration = Duration::from_secs(1);

/// Why events could not be brought into the lake; they stay in the inbox.
#[derive(Debug, Error)]
pub enum IntakeError {
    /// The inbox, or the numbers of kinds, people and units, cannot be read or written.
    #[error("cannot resolve events from the inbox")]
    Store(#[source] StoreError),
    /// The events cannot be committed.
    #[error("cannot commit events to the lake")]
    Lake(#[source] LakeError),
}

/// Brings acknowledged events into the lake: says whose and of what kind they are, commits, then trims the inbox.
///
/// Whatever it was doing when it was stopped, it does again from the last commit on, with the same numbers.
pub struct Intake {
    store: Store,
    lake: Arc<Lake>,
    clock: Arc<dyn Clock>,
    lease: HeldLease,
    /// How many want the inbox to stay as it is.
    holds: Arc<AtomicUsize>,
}

/// Events that a commit can take.
struct Ready {
    through: Position,
    events: Vec<ResolvedEvent>,
}

/// Keeps what has reached the lake in the inbox as well, until it is dropped.
pub struct TrimmingHeld(Arc<AtomicUsize>);

impl Drop for TrimmingHeld {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Intake {
    /// An intake from a store into a lake by one of the servers on them; `holder` is no other server's name.
    pub fn new(store: Store, lake: Arc<Lake>, clock: Arc<dyn Clock>, holder: &str) -> Self {
        let lease = HeldLease::new(&store, &clock, LEASE, holder, LEASE_LASTS);
        Self { store, lake, clock, lease, holds: Arc::default() }
    }

    /// Keeps what reaches the lake in the inbox as well: a copy of the lake taken from now on never lacks what a later copy
    /// of the store has no more.
    pub fn hold_trimming(&self) -> TrimmingHeld {
        self.holds.fetch_add(1, Ordering::SeqCst);
        TrimmingHeld(Arc::clone(&self.holds))
    }

    /// Takes what has reached the lake out of the inbox; says whether that was done, for it may be held.
    pub async fn trim(&self) -> Result<bool, IntakeError> {
        self.trim_through(self.lake.snapshot().through).await
    }

    async fn trim_through(&self, through: Position) -> Result<bool, IntakeError> {
        if self.holds.load(Ordering::SeqCst) > 0 {
            return Ok(false);
        }
        self.store.inbox().trim(through).await.map_err(IntakeError::Store)?;
        Ok(true)
    }

    /// Brings over everything that waits now, and says how many events that were; repetitions are left out.
    ///
    /// It does not ask whose turn it is, and what comes meanwhile may stay for the next time: on a shared store other
    /// servers go on taking events, so there may never be a moment at which nothing waits.
    pub async fn run_once(&self) -> Result<u64, IntakeError> {
        let goal = self.store.inbox().last_position();
        let after = self.lake.fresh_snapshot().await.map_err(IntakeError::Lake)?.through;
        // A crash may have come between the last commit and its trim.
        self.trim_through(after).await?;
        let mut taken = 0;
        let mut coming = self.resolve_after(after, goal).await?;
        while let Some(ready) = coming {
            let through = ready.through;
            // The next ones get their numbers while these are written.
            let (committed, next) = tokio::join!(self.commit(ready), self.resolve_after(through, goal));
            taken += committed?;
            self.trim_through(through).await?;
            coming = next?;
        }
        Ok(taken)
    }

    /// What waits after a position, as much as one commit takes; nothing when the goal was reached.
    async fn resolve_after(&self, after: Position, goal: Position) -> Result<Option<Ready>, IntakeError> {
        if after >= goal {
            return Ok(None);
        }
        let batches = self.store.inbox().pending(after, EVENTS_PER_COMMIT).await.map_err(IntakeError::Store)?;
        let Some(through) = batches.last().map(Batch::last_position) else { return Ok(None) };
        let events = resolve(&self.store, batches).await.map_err(IntakeError::Store)?;
        Ok(Some(Ready { through, events }))
    }

    /// Brings over events as they come, for ever; what fails is said and tried again.
    pub async fn run(&self) {
        let mut arrivals = self.store.inbox().watch();
        loop {
            let began = tokio::time::Instant::now();
            arrivals.mark_unchanged();
            match self.run_in_turn().await {
                Ok(true) => {}
                Ok(false) => {
                    tokio::time::sleep(TURN_PAUSE).await;
                    continue;
                }
                Err(error) => {
                    tracing::error!(error = &error as &dyn std::error::Error, "events stay in the inbox");
                    self.let_others_try().await;
                    tokio::time::sleep(RETRY_PAUSE).await;
                    continue;
                }
            }
            tokio::time::sleep_until(began + TURNS_APART).await;
            if arrivals.changed().await.is_err() {
                return;
            }
        }
    }

    /// Brings over what waits if it is this server's turn; says whether nothing is left to be looked after.
    async fn run_in_turn(&self) -> Result<bool, IntakeError> {
        if self.lease.hold().await.map_err(IntakeError::Store)? {
            return self.lease.during(self.run_once()).await.map(|_| true);
        }
        let through = self.lake.fresh_snapshot().await.map_err(IntakeError::Lake)?.through;
        Ok(self.store.inbox().last_position() <= through)
    }

    /// Brings over what waits, unless another server does so, and lets another server go on at once.
    pub async fn finish(&self) -> Result<(), IntakeError> {
        let finished = self.run_in_turn().await.map(drop);
        self.lease.release().await.map_err(IntakeError::Store)?;
        finished
    }

    /// What failed here, such as a disk, may be well elsewhere.
    async fn let_others_try(&self) {
        if let Err(error) = self.lease.release().await {
            tracing::debug!(error = &error as &dyn std::error::Error, "the lease of the intake could not be let go");
        }
    }

    async fn commit(&self, ready: Ready) -> Result<u64, IntakeError> {
        let Ready { through, events } = ready;
        let count = events.len() as u64;
        let began = Instant::now();
        let left_out = self.lake.append_unknown(events, may_be_repeated, through, self.clock.now()).await;
        let left_out = left_out.map_err(IntakeError::Lake)?;
        metrics::histogram!("otklik_intake_commit_duration_seconds").record(began.elapsed().as_secs_f64());
        if left_out > 0 {
            tracing::info!(events = left_out, "events that are in the lake already were left out");
        }
        Ok(count.saturating_sub(left_out))
    }
}

/// Whether the event may have come before at a time of which the inbox knows no ids any more.
fn may_be_repeated(resolved: &ResolvedEvent) -> bool {
    resolved.event.time < resolved.received_at.plus_micros(-INBOX_KNOWS_IDS_FOR_MICROS)
}

#[cfg(test)]
mod tests;
