//! Events that were acknowledged and wait for the lake.

mod commit_group;
mod encode_events;
mod seen_ids;
mod watch_others;
mod writer;

use std::sync::Arc;

use otklik_core::{Event, Position, Timestamp};
use tokio::sync::{mpsc, oneshot, watch};

use crate::database::{Database, Dialect, FolderLock};
use crate::error::{During, StoreError};
use encode_events::EncodedEvents;
use seen_ids::SeenIds;
use writer::Request;

/// Appends that may wait for the writer before callers wait too.
const QUEUE: usize = 256;

/// What became of appended events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// How many are new and now durable.
    pub accepted: usize,
    /// Indexes of those whose (source, id) came before, ascending.
    pub duplicates: Vec<usize>,
    /// The position of the last accepted one, or of the newest event when none was.
    pub last_position: Position,
}

/// Consecutive events of one group of appends.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// The position of the first; the others follow without a gap.
    pub first_position: Position,
    /// When the newest append of the group was received.
    pub received_at: Timestamp,
    /// The events in the order of their positions.
    pub events: Vec<Event>,
}

impl Batch {
    /// The position of the last event.
    pub fn last_position(&self) -> Position {
        Position(self.first_position.0 + self.events.len() as i64 - 1)
    }
}

#[derive(Debug)]
pub(crate) struct InboxState {
    requests: mpsc::Sender<Request>,
    newest: watch::Receiver<Position>,
}

impl InboxState {
    /// Starts the task that writes; it ends with the last sender and holds the folder until its last commit is done.
    pub(crate) async fn start(database: &Database, lock: Option<Arc<FolderLock>>) -> Result<Self, StoreError> {
        let (last,): (i64,) = sqlx::query_as("SELECT last_position FROM inbox_state")
            .fetch_one(&database.writer)
            .await
            .during("read the inbox's last position")?;
        let seen = SeenIds::load(database).await?;
        let (requests, queue) = mpsc::channel(QUEUE);
        let (announce, newest) = watch::channel(Position(last));
        let announce = Arc::new(announce);
        if database.dialect == Dialect::Postgres {
            tokio::spawn(watch_others::watch_others(database.clone(), Arc::clone(&announce)));
        }
        tokio::spawn(writer::run(database.clone(), seen, queue, announce, lock));
        Ok(Self { requests, newest })
    }
}

/// The inbox of a store.
#[derive(Clone, Copy, Debug)]
pub struct Inbox<'a> {
    database: &'a Database,
    state: &'a InboxState,
}

impl<'a> Inbox<'a> {
    pub(crate) fn new(database: &'a Database, state: &'a InboxState) -> Self {
        Self { database, state }
    }

    /// Keeps events durably, each (source, id) once, and gives them positions in their order.
    ///
    /// Appends that wait at the same time share one transaction. When the caller gives up waiting the events may
    /// still arrive; sending them again is harmless.
    pub async fn append(&self, events: &[Event], received_at: Timestamp) -> Result<Appended, StoreError> {
        let events = EncodedEvents::encode(events)?;
        let (reply, answer) = oneshot::channel();
        let request = Request { events, received_at, reply };
        self.state.requests.send(request).await.map_err(|_| StoreError::InboxClosed)?;
        answer.await.map_err(|_| StoreError::InboxClosed)?
    }

    /// Events after a position, oldest first: whole batches until there are `limit_events`, at least one batch if there is any.
    pub async fn pending(&self, after: Position, limit_events: usize) -> Result<Vec<Batch>, StoreError> {
        const OPERATION: &str = "read waiting events";
        // The sizes first: the events of a long backlog would not fit into memory.
        let spans: Vec<(i64, i64)> = sqlx::query_as(
            "SELECT first_position, last_position FROM inbox WHERE last_position > $1 ORDER BY last_position LIMIT 10000",
        )
        .bind(after.0)
        .fetch_all(&self.database.reader)
        .await
        .during(OPERATION)?;
        let Some(through) = last_within(&spans, after, limit_events) else { return Ok(Vec::new()) };
        let rows: Vec<(i64, i64, i64, Vec<u8>)> = sqlx::query_as(
            "SELECT first_position, received_at, format, events FROM inbox \
             WHERE last_position > $1 AND last_position <= $2 ORDER BY last_position",
        )
        .bind(after.0)
        .bind(through)
        .fetch_all(&self.database.reader)
        .await
        .during(OPERATION)?;
        rows.into_iter()
            .map(|(first, received_at, format, bytes)| {
                let mut events = encode_events::decode(format, &bytes)?;
                let known = usize::try_from(after.0 + 1 - first).unwrap_or(0);
                events.drain(..known.min(events.len()));
                let first_position = Position(first + known as i64);
                Ok(Batch { first_position, received_at: Timestamp(received_at), events })
            })
            .collect()
    }

    /// Forgets the events up to a position that the lake holds durably; their ids stay known.
    pub async fn trim(&self, through: Position) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM inbox WHERE last_position <= $1")
            .bind(through.0)
            .execute(&self.database.writer)
            .await
            .during("trim the inbox")?;
        Ok(())
    }

    /// The position of the newest acknowledged event; 0 when there is none.
    ///
    /// What another program acknowledged in a shared database is known within a quarter of a second.
    pub fn last_position(&self) -> Position {
        *self.state.newest.borrow()
    }

    /// Tells of every commit by the newest position; the intake worker waits for its changes.
    pub fn watch(&self) -> watch::Receiver<Position> {
        self.state.newest.clone()
    }
}

fn last_within(spans: &[(i64, i64)], after: Position, limit_events: usize) -> Option<i64> {
    let mut through = None;
    for (first, last) in spans {
        let events = last - first.max(&(after.0 + 1)) + 1;
        let taken = through.map_or(0, |through: i64| through - after.0);
        if through.is_some() && taken + events > i64::try_from(limit_events).unwrap_or(i64::MAX) {
            break;
        }
        through = Some(*last);
    }
    through
}

#[cfg(test)]
mod tests;
