//! The way from the inbox into the lake.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use otklik_core::{Clock, EventKind, Position, UnitPath};
use otklik_lake::{Lake, LakeError, ResolvedEvent};
use otklik_store::{Batch, Store, StoreError};
use thiserror::Error;

/// Events that one commit takes at most; they are in memory at once.
const EVENTS_PER_COMMIT: usize = 250_000;
/// Commits are at least so far apart, so that a trickle of events does not become a flood of files.
const COMMIT_PAUSE: Duration = Duration::from_millis(500);
/// The inbox knows ids for this long: of what happened earlier the lake is asked whether it is a repetition.
const INBOX_KNOWS_IDS_FOR_MICROS: i64 = 72 * 3_600 * 1_000_000;
/// After a failure the next attempt waits so long.
const RETRY_PAUSE: Duration = Duration::from_secs(5);

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
    /// How many want the inbox to stay as it is.
    holds: Arc<AtomicUsize>,
}

/// Keeps what has reached the lake in the inbox as well, until it is dropped.
pub struct TrimmingHeld(Arc<AtomicUsize>);

impl Drop for TrimmingHeld {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Intake {
    /// An intake from a store into a lake.
    pub fn new(store: Store, lake: Arc<Lake>, clock: Arc<dyn Clock>) -> Self {
        Self { store, lake, clock, holds: Arc::default() }
    }

    /// Keeps what reaches the lake in the inbox as well: a copy of the lake taken from now on never lacks what a later copy
    /// of the store has no more.
    pub fn hold_trimming(&self) -> TrimmingHeld {
        self.holds.fetch_add(1, Ordering::SeqCst);
        TrimmingHeld(Arc::clone(&self.holds))
    }

    /// Brings over everything that waits now, and says how many events that were; repetitions are left out.
    pub async fn run_once(&self) -> Result<u64, IntakeError> {
        let mut taken = 0;
        loop {
            let after = self.lake.snapshot().through;
            // A crash may have come between the last commit and its trim.
            if self.holds.load(Ordering::SeqCst) == 0 {
                self.store.inbox().trim(after).await.map_err(IntakeError::Store)?;
            }
            let batches = self.store.inbox().pending(after, EVENTS_PER_COMMIT).await.map_err(IntakeError::Store)?;
            let Some(through) = batches.last().map(last_position) else { return Ok(taken) };
            let events = self.resolve(batches).await.map_err(IntakeError::Store)?;
            let count = events.len() as u64;
            let began = Instant::now();
            let left_out = self.lake.append_unknown(events, may_be_repeated, through, self.clock.now()).await;
            let left_out = left_out.map_err(IntakeError::Lake)?;
            metrics::histogram!("otklik_intake_commit_duration_seconds").record(began.elapsed().as_secs_f64());
            if left_out > 0 {
                tracing::info!(events = left_out, "events that are in the lake already were left out");
            }
            taken += count - left_out;
        }
    }

    /// Brings over events as they come, for ever; what fails is said and tried again.
    pub async fn run(&self) {
        let mut arrivals = self.store.inbox().watch();
        loop {
            arrivals.mark_unchanged();
            let pause = match self.run_once().await {
                Ok(_) => COMMIT_PAUSE,
                Err(error) => {
                    tracing::error!(error = &error as &dyn std::error::Error, "events stay in the inbox");
                    tokio::time::sleep(RETRY_PAUSE).await;
                    continue;
                }
            };
            tokio::time::sleep(pause).await;
            if arrivals.changed().await.is_err() {
                return;
            }
        }
    }

    async fn resolve(&self, batches: Vec<Batch>) -> Result<Vec<ResolvedEvent>, StoreError> {
        let mut resolved = Vec::with_capacity(batches.iter().map(|batch| batch.events.len()).sum());
        for batch in batches {
            let kinds: Vec<EventKind> = batch.events.iter().map(otklik_core::Event::kind).collect();
            let kinds = self.store.kinds().assign(&kinds).await?;
            let identifiers: Vec<&[_]> = batch.events.iter().map(|event| event.identifiers.as_slice()).collect();
            let people = self.store.people().resolve(&identifiers, batch.received_at).await?;
            let mut units: Vec<UnitPath> = batch.events.iter().filter_map(|event| event.unit.clone()).collect();
            units.sort_unstable();
            units.dedup();
            self.store.units().ensure(&units).await?;
            let numbered = batch.events.into_iter().zip(kinds).zip(people).enumerate();
            resolved.extend(numbered.map(|(offset, ((event, kind), person))| ResolvedEvent {
                position: Position(batch.first_position.0 + offset as i64),
                received_at: batch.received_at,
                kind,
                person: person.map(|person| (person.identity, person.customer)),
                event,
            }));
        }
        Ok(resolved)
    }
}

/// Whether the event may have come before at a time of which the inbox knows no ids any more.
fn may_be_repeated(resolved: &ResolvedEvent) -> bool {
    resolved.event.time < resolved.received_at.plus_micros(-INBOX_KNOWS_IDS_FOR_MICROS)
}

fn last_position(batch: &Batch) -> Position {
    Position(batch.first_position.0 + batch.events.len() as i64 - 1)
}
