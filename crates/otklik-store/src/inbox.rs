//! Events that were acknowledged and wait for the lake.

mod backlog;
mod commit_group;
mod encode_events;
mod seen_ids;
mod waiting;
mod watch_others;
mod writer;

use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use otklik_core::{Event, Position, Timestamp};
use tokio::sync::{Semaphore, mpsc, oneshot, watch};

use crate::database::{Database, Dialect, FolderLock, Turn};
use crate::error::{During, StoreError};
use backlog::Backlog;
use encode_events::EncodedEvents;
use seen_ids::{Limits, SeenIds};
pub use waiting::Waiting;
use writer::{Append, Inquiry, Work, Writer};

/// Appends that may wait for the writer before callers wait too.
const QUEUE: usize = 256;
/// Memory of the events that wait, in kibibytes.
const ROOM_KIBIBYTES: u32 = 64 << 10;
/// Bytes that are deleted at once: what is deleted is overwritten, and whoever appends waits for it.
const SLICE_BYTES: i64 = 4 << 20;
/// How long a caller waits for room.
const PATIENCE: Duration = Duration::from_secs(2);

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
    queue: mpsc::Sender<Work>,
    room: Arc<Semaphore>,
    announce: Arc<watch::Sender<Position>>,
    newest: watch::Receiver<Position>,
}

impl InboxState {
    /// Starts the task that writes; it ends with the last sender and holds the folder until its last commit is done.
    pub(crate) async fn start(database: &Database, lock: Option<Arc<FolderLock>>) -> Result<Self, StoreError> {
        let backlog = Backlog::new(lock.as_ref().map(|lock| lock.folder()));
        Self::start_with(database, lock, backlog, Limits::default()).await
    }

    async fn start_with(
        database: &Database,
        lock: Option<Arc<FolderLock>>,
        backlog: Backlog,
        limits: Limits,
    ) -> Result<Self, StoreError> {
        const OPERATION: &str = "read the inbox's state";
        let mut transaction = database.begin_turn(Turn::Inbox).await?;
        let seen = SeenIds::load(&mut transaction, limits).await?;
        let (last,): (i64,) = sqlx::query_as("SELECT last_position FROM inbox_state")
            .fetch_one(&mut *transaction)
            .await
            .during(OPERATION)?;
        transaction.commit().await.during(OPERATION)?;
        let (queue, waiting) = mpsc::channel(QUEUE);
        let (announce, newest) = watch::channel(Position(last));
        let announce = Arc::new(announce);
        if database.dialect == Dialect::Postgres {
            tokio::spawn(watch_others::watch_others(database.clone(), Arc::clone(&announce)));
        }
        let writer = Writer { database: database.clone(), seen, backlog, announce: Arc::clone(&announce), _lock: lock };
        tokio::spawn(writer.run(waiting));
        let room = Arc::new(Semaphore::new(ROOM_KIBIBYTES as usize));
        Ok(Self { queue, room, announce, newest })
    }

    async fn send_append(
        &self,
        events: EncodedEvents,
        received_at: Timestamp,
    ) -> Result<oneshot::Receiver<Result<Appended, StoreError>>, StoreError> {
        // More than all the room is let in when nobody else is there.
        let kibibytes = u32::try_from(events.size() >> 10).unwrap_or(u32::MAX).saturating_add(1).min(ROOM_KIBIBYTES);
        let sent = async {
            let closed = |_| StoreError::InboxClosed;
            let room = Arc::clone(&self.room).acquire_many_owned(kibibytes).await.map_err(closed)?;
            let (reply, answer) = oneshot::channel();
            let append = Append { events, received_at, reply, _room: room };
            self.queue.send(Work::Append(append)).await.map_err(|_| StoreError::InboxClosed)?;
            Ok(answer)
        };
        tokio::time::timeout(PATIENCE, sent).await.map_err(|_| StoreError::Busy)?
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
        let answer = self.state.send_append(events, received_at).await?;
        answer.await.map_err(|_| StoreError::InboxClosed)?
    }

    /// Says of each (source, id) whether it came before within the last 72 hours at least.
    pub async fn seen(&self, ids: &[(&str, &str)]) -> Result<Vec<bool>, StoreError> {
        let hashes = ids.iter().map(|(source, id)| encode_events::hash_of(source, id)).collect();
        let (reply, answer) = oneshot::channel();
        let inquiry = Work::Inquiry(Inquiry { hashes, reply });
        self.state.queue.send(inquiry).await.map_err(|_| StoreError::InboxClosed)?;
        answer.await.map_err(|_| StoreError::InboxClosed)?
    }

    /// Takes positions, durably, for events that reach the lake on another way; nobody else gets them.
    pub async fn reserve(&self, count: u64) -> Result<RangeInclusive<Position>, StoreError> {
        const OPERATION: &str = "reserve positions";
        let count = i64::try_from(count)
            .map_err(|error| StoreError::NotStorable { what: "number of positions", detail: error.to_string() })?;
        let mut transaction = self.database.begin_turn(Turn::Inbox).await?;
        let (last,): (i64,) =
            sqlx::query_as("UPDATE inbox_state SET last_position = last_position + $1 RETURNING last_position")
                .bind(count)
                .fetch_one(&mut *transaction)
                .await
                .during(OPERATION)?;
        transaction.commit().await.during(OPERATION)?;
        writer::announce_last(&self.state.announce, Position(last));
        Ok(Position(last - count + 1)..=Position(last))
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
        // In slices: whoever appends meanwhile should not wait for all of it.
        while self.trim_slice(through).await? {}
        Ok(())
    }

    /// Forgets some events up to a position; says whether there were any.
    async fn trim_slice(&self, through: Position) -> Result<bool, StoreError> {
        const OPERATION: &str = "trim the inbox";
        const ROWS: i64 = 1_000;
        // Sizes are read beside whoever writes: they stand before the events, which are not touched.
        let waiting: Vec<(i64, i64)> = sqlx::query_as(
            "SELECT last_position, CAST(length(events) AS BIGINT) FROM inbox WHERE last_position <= $1 \
             ORDER BY last_position LIMIT $2",
        )
        .bind(through.0)
        .bind(ROWS)
        .fetch_all(&self.database.reader)
        .await
        .during(OPERATION)?;
        let Some(slice) = last_of_slice(&waiting) else { return Ok(false) };
        let mut transaction = self.database.begin().await?;
        let trimmed: Vec<(i64, i64)> = sqlx::query_as(
            "DELETE FROM inbox WHERE last_position <= $1 \
             RETURNING last_position - first_position + 1, CAST(length(events) AS BIGINT)",
        )
        .bind(slice)
        .fetch_all(&mut *transaction)
        .await
        .during(OPERATION)?;
        let (events, bytes) = trimmed.iter().fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
        sqlx::query("UPDATE inbox_state SET backlog_events = backlog_events - $1, backlog_bytes = backlog_bytes - $2")
            .bind(events)
            .bind(bytes)
            .execute(&mut *transaction)
            .await
            .during(OPERATION)?;
        transaction.commit().await.during(OPERATION)?;
        Ok(true)
    }

    /// The last position that was given, to an acknowledged event or by [`Inbox::reserve`]; 0 when there is none.
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

/// The position that ends a slice of rows, given by their last positions and sizes: whole rows, and at least one.
fn last_of_slice(rows: &[(i64, i64)]) -> Option<i64> {
    let mut bytes = 0;
    let fit = rows.iter().take_while(|(_, size)| {
        bytes += size;
        bytes <= SLICE_BYTES
    });
    fit.last().or(rows.first()).map(|(last, _)| *last)
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
