//! The one task that writes the inbox: it takes what waits, commits it together and only then answers.

use std::error::Error as _;
use std::sync::Arc;

use otklik_core::{Position, Timestamp};
use tokio::sync::{mpsc, oneshot, watch};

use super::Appended;
use super::commit_group::commit_group;
use super::encode_events::EncodedEvents;
use super::seen_ids::SeenIds;
use crate::database::{Database, FolderLock};
use crate::error::StoreError;

/// Events after which a group is closed: the lake reads by rows, so a row should not outgrow its batches.
const GROUP_EVENTS: usize = 20_000;

/// One append that waits for its commit.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) events: EncodedEvents,
    pub(super) received_at: Timestamp,
    pub(super) reply: oneshot::Sender<Result<Appended, StoreError>>,
}

pub(super) async fn run(
    database: Database,
    mut seen: SeenIds,
    mut queue: mpsc::Receiver<Request>,
    announce: Arc<watch::Sender<Position>>,
    lock: Option<Arc<FolderLock>>,
) {
    while let Some(first) = queue.recv().await {
        let mut events = first.events.hashes.len();
        let mut group = vec![first];
        while events < GROUP_EVENTS {
            let Ok(next) = queue.try_recv() else { break };
            events += next.events.hashes.len();
            group.push(next);
        }
        let outcome = commit_group(&database, &mut seen, &group).await;
        if let Ok(appended) = &outcome
            && let Some(last) = appended.iter().map(|appended| appended.last_position).max()
        {
            announce_last(&announce, last);
        }
        answer(group, outcome);
        if let Err(error) = seen.tidy(&database, events).await {
            // Nothing is lost: what was not moved is still in its run and is moved with the next append.
            tracing::warn!(%error, source = ?error.source(), "the ids of events could not be moved into their order");
        }
    }
    drop(lock);
}

/// Tells of a position unless a newer one was told.
pub(super) fn announce_last(announce: &watch::Sender<Position>, last: Position) {
    announce.send_if_modified(|newest| {
        let moved = last > *newest;
        *newest = last.max(*newest);
        moved
    });
}

fn answer(group: Vec<Request>, outcome: Result<Vec<Appended>, StoreError>) {
    // A caller that has gone away needs no answer.
    match outcome {
        Ok(appended) => {
            for (request, appended) in group.into_iter().zip(appended) {
                let _ = request.reply.send(Ok(appended));
            }
        }
        Err(error) => {
            for request in group {
                let _ = request.reply.send(Err(error.clone()));
            }
        }
    }
}
