//! The two roads of an import: young events through the inbox, old ones straight into the lake.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use foldhash::fast::RandomState;
use otklik_core::{Clock, ErrorCode, Event, Position, Timestamp};
use otklik_lake::Lake;
use otklik_store::{Batch, Store, StoreError};

use super::sink::{Piece, Settled, Sink, SinkError, Taken};
use crate::intake::{INBOX_KNOWS_IDS_FOR_MICROS, Intake};
use crate::resolve::resolve;

/// Clocks of servers differ, and a request may be under way for a while: an event counts as old only so much later than the
/// intake begins to ask the lake for it.
const MARGIN_MICROS: i64 = 3_600 * 1_000_000;
/// Events that the inbox gets at once.
const YOUNG_AT_ONCE: usize = 20_000;
/// Young events that may wait for the lake before more of them are taken.
const YOUNG_WAITING: u64 = 400_000;
/// How often an import looks whether the lake has what waited in the inbox.
const LOOK_AGAIN: Duration = Duration::from_millis(100);
/// How long an import waits when the inbox takes no more for the moment.
const PAUSE: Duration = Duration::from_secs(1);
/// After so many pauses it is given up; it can be taken up later.
const PAUSES: usize = 600;

/// Brings the events of imports into a store and a lake.
///
/// An event goes the wide road when it is so old that whatever the inbox receives of it from now on is asked of the lake as
/// well; what the inbox received earlier is brought into the lake first.
pub struct Roads {
    store: Store,
    lake: Arc<Lake>,
    intake: Arc<Intake>,
    clock: Arc<dyn Clock>,
    /// Young events that were taken since the inbox was last brought over.
    waiting: AtomicU64,
}

impl Roads {
    /// Roads into a store and a lake.
    pub fn new(store: Store, lake: Arc<Lake>, intake: Arc<Intake>, clock: Arc<dyn Clock>) -> Self {
        Self { store, lake, intake, clock, waiting: AtomicU64::new(0) }
    }

    /// How many of these events the inbox does not know.
    async fn count_new(&self, events: &[Event]) -> Result<u64, StoreError> {
        let mut unknown = 0;
        for part in events.chunks(YOUNG_AT_ONCE) {
            let ids: Vec<(&str, &str)> = part.iter().map(|event| (event.source.as_str(), event.id.as_str())).collect();
            unknown += self.store.inbox().seen(&ids).await?.into_iter().filter(|seen| !seen).count() as u64;
        }
        Ok(unknown)
    }

    /// Takes events into the inbox; answers how many were new.
    async fn take_young(&self, events: &[Event]) -> Result<u64, SinkError> {
        let mut accepted = 0;
        for part in events.chunks(YOUNG_AT_ONCE) {
            accepted += self.append(part).await?;
            let waiting = self.waiting.fetch_add(part.len() as u64, Ordering::Relaxed);
            if waiting >= YOUNG_WAITING {
                self.intake.run_once().await?;
                self.waiting.store(0, Ordering::Relaxed);
            }
        }
        Ok(accepted)
    }

    async fn append(&self, events: &[Event]) -> Result<u64, StoreError> {
        let mut pauses = 0;
        loop {
            match self.store.inbox().append(events, self.clock.now()).await {
                Ok(appended) => return Ok(appended.accepted as u64),
                Err(error) if error.code() == ErrorCode::Busy && pauses < PAUSES => {
                    pauses += 1;
                    tokio::time::sleep(PAUSE).await;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Waits until the lake has everything of which the intake would not ask whether the lake has it.
    ///
    /// Positions that were reserved are nobody's, so what counts is that nothing waits.
    async fn await_inbox(&self, now: Timestamp) -> Result<(), SinkError> {
        let asked_from = now.plus_micros(-MARGIN_MICROS);
        loop {
            let through = self.lake.fresh_snapshot().await?.through;
            let waiting = self.store.inbox().waiting(through).await?;
            if waiting.oldest.is_none_or(|oldest| oldest >= asked_from) {
                return Ok(());
            }
            self.intake.run_once().await?;
            // Another server may be bringing them over.
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// Takes old events into the lake; answers how many were new.
    async fn take_old(
        &self,
        import: &str,
        number: u64,
        settled: &Settled,
        events: Vec<Event>,
    ) -> Result<u64, SinkError> {
        let Settled { now, first_position, .. } = *settled;
        let positions = Position(first_position)..=Position(first_position + events.len() as i64 - 1);
        self.await_inbox(now).await?;
        let batch = Batch { first_position: *positions.start(), received_at: now, events };
        let resolved = resolve(&self.store, vec![batch]).await?;
        match self.lake.append_bulk(resolved, import, number, now).await? {
            Some(accepted) => Ok(accepted),
            None => Ok(self.lake.rows_at(positions).await?),
        }
    }
}

#[async_trait]
impl Sink for Roads {
    async fn settle(&self, events: Vec<Event>, before: Option<Settled>) -> Result<Piece, SinkError> {
        let now = before.map_or_else(|| self.clock.now(), |settled| settled.now);
        let (events, repeated) = without_repetitions(events);
        let (young, old) = split(events, now);
        let settled = match before {
            Some(settled) => settled,
            None => {
                let young_new = self.count_new(&young).await?;
                let first_position = match old.len() as u64 {
                    0 => 0,
                    count => self.store.inbox().reserve(count).await?.start().0,
                };
                Settled { now, first_position, young_new }
            }
        };
        Ok(Piece { settled, is_again: before.is_some(), young, old, repeated })
    }

    async fn take(&self, import: &str, number: u64, piece: Piece) -> Result<Taken, SinkError> {
        let Piece { settled, is_again, young, old, repeated } = piece;
        let all = (young.len() + old.len()) as u64 + repeated;
        let mut accepted = match self.take_young(&young).await? {
            // The inbox may know them from the first time.
            _ if is_again => settled.young_new,
            accepted => accepted,
        };
        drop(young);
        if !old.is_empty() {
            accepted += self.take_old(import, number, &settled, old).await?;
        }
        Ok(Taken { accepted, duplicates: all - accepted })
    }

    fn rest(&self) {
        self.lake.forget_known_ids();
    }
}

/// Leaves out the events whose (source, id) came before, and tells how many these were.
fn without_repetitions(mut events: Vec<Event>) -> (Vec<Event>, u64) {
    let mut seen = HashSet::with_capacity_and_hasher(events.len(), RandomState::default());
    let first: Vec<bool> = events.iter().map(|event| seen.insert((event.source.as_str(), event.id.as_str()))).collect();
    let repeated = events.len() - seen.len();
    drop(seen);
    if repeated > 0 {
        let mut first = first.into_iter();
        events.retain(|_| first.next().unwrap_or(true));
    }
    (events, repeated as u64)
}

fn split(events: Vec<Event>, now: Timestamp) -> (Vec<Event>, Vec<Event>) {
    let old_before = now.plus_micros(-INBOX_KNOWS_IDS_FOR_MICROS - MARGIN_MICROS);
    let is_young = |event: &Event| event.time >= old_before;
    // Events are large: as a rule none of them has to move.
    if events.iter().any(is_young) { events.into_iter().partition(is_young) } else { (Vec::new(), events) }
}
