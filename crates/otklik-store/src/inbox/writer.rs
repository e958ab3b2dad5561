//! The one task that writes the inbox: it takes what waits, commits it together and only then answers.

use std::error::Error as _;
use std::sync::Arc;

use otklik_core::{Position, Timestamp};
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot, watch};

use super::Appended;
use super::backlog::Backlog;
use super::commit_group::{begin, commit_group};
use super::encode_events::{EncodedEvents, SeenHash};
use super::seen_ids::SeenIds;
use crate::database::{Database, FolderLock};
use crate::error::{During, StoreError};

/// Events after which a group is closed: the lake reads by rows, so a row should not outgrow its batches.
const GROUP_EVENTS: usize = 20_000;
/// Bytes after which a group is closed: a row is in memory as a whole.
const GROUP_BYTES: usize = 16 << 20;

/// What waits for the writer.
#[derive(Debug)]
pub(super) enum Work {
    /// Events to be kept.
    Append(Append),
    /// A question whether ids came before.
    Inquiry(Inquiry),
}

/// One append that waits for its commit.
#[derive(Debug)]
pub(super) struct Append {
    pub(super) events: EncodedEvents,
    pub(super) received_at: Timestamp,
    pub(super) reply: oneshot::Sender<Result<Appended, StoreError>>,
    /// The place in the queue's memory, given back with the answer.
    pub(super) _room: OwnedSemaphorePermit,
}

/// A question whether ids came before, in the order of the answer.
#[derive(Debug)]
pub(super) struct Inquiry {
    pub(super) hashes: Vec<SeenHash>,
    pub(super) reply: oneshot::Sender<Result<Vec<bool>, StoreError>>,
}

/// Whom the writer serves.
#[derive(Debug)]
pub(super) struct Writer {
    pub(super) database: Database,
    pub(super) seen: SeenIds,
    pub(super) backlog: Backlog,
    pub(super) announce: Arc<watch::Sender<Position>>,
    /// Kept until the last commit is done.
    pub(super) _lock: Option<Arc<FolderLock>>,
}

impl Writer {
    pub(super) async fn run(mut self, mut queue: mpsc::Receiver<Work>) {
        while let Some(first) = queue.recv().await {
            let (mut events, mut bytes) = (0, 0);
            let (mut group, mut inquiries) = (Vec::new(), Vec::new());
            let mut next = Some(first);
            while let Some(work) = next.take() {
                match work {
                    Work::Append(append) => {
                        events += append.events.hashes.len();
                        bytes += append.events.size();
                        group.push(append);
                    }
                    Work::Inquiry(inquiry) => inquiries.push(inquiry),
                }
                if events < GROUP_EVENTS && bytes < GROUP_BYTES {
                    next = queue.try_recv().ok();
                }
            }
            if !group.is_empty() {
                self.append(group).await;
            }
            for inquiry in inquiries {
                let answer = self.look_up(inquiry.hashes).await;
                // Who has gone away needs no answer.
                let _ = inquiry.reply.send(answer);
            }
        }
    }

    async fn append(&mut self, group: Vec<Append>) {
        let outcome = commit_group(&self.database, &mut self.seen, &self.backlog, &group).await;
        match &outcome {
            Ok(appended) => {
                if let Some(last) = appended.iter().map(|appended| appended.last_position).max() {
                    announce_last(&self.announce, last);
                }
            }
            Err(error) => {
                tracing::warn!(%error, source = ?error.source(), "events were not taken into the inbox");
            }
        }
        answer(group, outcome);
    }

    async fn look_up(&mut self, hashes: Vec<SeenHash>) -> Result<Vec<bool>, StoreError> {
        let mut transaction = begin(&self.database, &mut self.seen).await?;
        let seen = self.seen.find(&mut transaction, hashes.clone()).await?;
        transaction.rollback().await.during("look ids of events up")?;
        Ok(hashes.iter().map(|hash| seen.contains(hash)).collect())
    }
}

/// Tells of a position unless a newer one was told.
pub(super) fn announce_last(announce: &watch::Sender<Position>, last: Position) {
    announce.send_if_modified(|newest| {
        let moved = last > *newest;
        *newest = last.max(*newest);
        moved
    });
}

fn answer(group: Vec<Append>, outcome: Result<Vec<Appended>, StoreError>) {
    // A caller that has gone away needs no answer.
    match outcome {
        Ok(appended) => {
            for (append, appended) in group.into_iter().zip(appended) {
                let _ = append.reply.send(Ok(appended));
            }
        }
        Err(error) => {
            for append in group {
                let _ = append.reply.send(Err(error.clone()));
            }
        }
    }
}
