//! The two roads of an import: young events through the inbox, old ones straight into the lake.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use foldhash::fast::RandomState;
use otklik_core::{Clock, ErrorCode, Event, Position, Timestamp};
use otklik_lake::{Lake, ResolvedEvent};
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

    /// Gives old events their positions and numbers, after everything that came to the inbox before them was brought over.
    async fn number_old(
        &self,
        events: Vec<Event>,
        now: Timestamp,
        before: Option<Settled>,
    ) -> Result<(i64, Vec<ResolvedEvent>), SinkError> {
        if events.is_empty() {
            return Ok((0, Vec::new()));
        }
        let first_position = match before {
            Some(settled) => settled.first_position,
            None => self.store.inbox().reserve(events.len() as u64).await?.start().0,
        };
        self.await_inbox(now).await?;
        let batch = Batch { first_position: Position(first_position), received_at: now, events };
        Ok((first_position, resolve(&self.store, vec![batch]).await?))
    }
}

#[async_trait]
impl Sink for Roads {
    async fn prepare(&self, events: Vec<Event>, before: Option<Settled>) -> Result<Piece, SinkError> {
        let now = before.map_or_else(|| self.clock.now(), |settled| settled.now);
        let all = events.len() as u64;
        let (young, old) = split(without_repetitions(events), now);
        let positions = old.len() as u64;
        let (first_position, old) = self.number_old(old, now, before).await?;
        let settled = before.unwrap_or(Settled { now, first_position, young_new: 0 });
        Ok(Piece { settled, is_again: before.is_some(), young, old, positions, events: all })
    }

    async fn settle(&self, piece: &mut Piece) -> Result<(), SinkError> {
        if !piece.is_again {
            piece.settled.young_new = self.count_new(&piece.young).await?;
        }
        Ok(())
    }

    async fn take(&self, import: &str, number: u64, piece: Piece) -> Result<Taken, SinkError> {
        let Piece { settled, is_again, young, old, positions, events } = piece;
        let mut accepted = match self.take_young(&young).await? {
            // The inbox may know them from the first time.
            _ if is_again => settled.young_new,
            accepted => accepted,
        };
        drop(young);
        if positions > 0 {
            let last = Position(settled.first_position + positions as i64 - 1);
            accepted += match self.lake.append_bulk(old, import, number, settled.now).await? {
                Some(accepted) => accepted,
                None => self.lake.rows_at(Position(settled.first_position)..=last).await?,
            };
        }
        Ok(Taken { accepted, duplicates: events - accepted })
    }

    fn rest(&self) {
        self.lake.forget_known_ids();
    }
}

/// Leaves out the events whose (source, id) came before.
fn without_repetitions(mut events: Vec<Event>) -> Vec<Event> {
    let mut seen = HashSet::with_capacity_and_hasher(events.len(), RandomState::default());
    let first: Vec<bool> = events.iter().map(|event| seen.insert((event.source.as_str(), event.id.as_str()))).collect();
    let repeated = events.len() - seen.len();
    drop(seen);
    if repeated > 0 {
        let mut first = first.into_iter();
        events.retain(|_| first.next().unwrap_or(true));
    }
    events
}

fn split(events: Vec<Event>, now: Timestamp) -> (Vec<Event>, Vec<Event>) {
    let old_before = now.plus_micros(-INBOX_KNOWS_IDS_FOR_MICROS - MARGIN_MICROS);
    let is_young = |event: &Event| event.time >= old_before;
    // Events are large: as a rule none of them has to move.
    if events.iter().any(is_young) { events.into_iter().partition(is_young) } else { (Vec::new(), events) }
}
