//! One transaction for a group of appends.

use std::time::Instant;

use otklik_core::{Position, Timestamp};

use super::Appended;
use super::backlog::Backlog;
use super::encode_events::{FORMAT, SeenHash, SeenHashes};
use super::seen_ids::SeenIds;
use super::writer::Append;
use crate::database::{Database, Dialect, Transaction, Turn};
use crate::error::{During, StoreError};

const OPERATION: &str = "append events to the inbox";

/// What a group adds.
struct Fresh {
    hashes: Vec<SeenHash>,
    /// The events in their stored form.
    row: Vec<u8>,
    /// For each append: how many of the group's events are accepted with it, and which of its own came before.
    outcomes: Vec<(i64, Vec<usize>)>,
}

pub(super) async fn commit_group(
    database: &Database,
    seen_ids: &mut SeenIds,
    backlog: &Backlog,
    group: &[Append],
) -> Result<Vec<Appended>, StoreError> {
    let started = Instant::now();
    let mut transaction = begin(database, seen_ids).await?;
    let hashes: Vec<SeenHash> = group.iter().flat_map(|append| &append.events.hashes).copied().collect();
    let seen = seen_ids.find(&mut transaction, hashes).await?;
    let fresh = pick_fresh(group, seen);
    let accepted = fresh.hashes.len() as i64;
    let last_position = if accepted == 0 {
        let (last,): (i64,) = sqlx::query_as("SELECT last_position FROM inbox_state")
            .fetch_one(&mut *transaction)
            .await
            .during(OPERATION)?;
        transaction.rollback().await.during(OPERATION)?;
        last
    } else {
        write(transaction, seen_ids, backlog, group, &fresh).await?
    };
    metrics::counter!("otklik_inbox_accepted_events_total").increment(accepted.unsigned_abs());
    metrics::histogram!("otklik_inbox_commit_seconds").record(started.elapsed());
    metrics::gauge!("otklik_inbox_known_ids").set(seen_ids.count() as f64);
    let before = last_position - accepted;
    Ok(group
        .iter()
        .zip(fresh.outcomes)
        .map(|(append, (accepted_through, duplicates))| Appended {
            accepted: append.events.hashes.len() - duplicates.len(),
            duplicates,
            last_position: Position(before + accepted_through),
        })
        .collect())
}

/// Begins a transaction that has its turn and knows the ids that other programs wrote.
pub(super) async fn begin(database: &Database, seen_ids: &mut SeenIds) -> Result<Transaction, StoreError> {
    let mut transaction = database.begin_turn(Turn::Inbox).await?;
    if database.dialect == Dialect::Postgres || seen_ids.is_stale() {
        seen_ids.catch_up(&mut transaction).await?;
    }
    Ok(transaction)
}

fn pick_fresh(group: &[Append], mut seen: SeenHashes) -> Fresh {
    let mut fresh = Fresh { hashes: Vec::new(), row: Vec::new(), outcomes: Vec::with_capacity(group.len()) };
    for append in group {
        let mut duplicates = Vec::new();
        for (index, hash) in append.events.hashes.iter().enumerate() {
            if seen.insert(*hash) {
                fresh.hashes.push(*hash);
                append.events.copy_event(index, &mut fresh.row);
            } else {
                duplicates.push(index);
            }
        }
        fresh.outcomes.push((fresh.hashes.len() as i64, duplicates));
    }
    fresh
}

/// Writes what is new and commits; says the last position.
async fn write(
    mut transaction: Transaction,
    seen_ids: &mut SeenIds,
    backlog: &Backlog,
    group: &[Append],
    fresh: &Fresh,
) -> Result<i64, StoreError> {
    let accepted = fresh.hashes.len() as i64;
    let (last_position, backlog_bytes): (i64, i64) = sqlx::query_as(
        "UPDATE inbox_state SET last_position = last_position + $1, backlog_events = backlog_events + $1, \
         backlog_bytes = backlog_bytes + $2 RETURNING last_position, backlog_bytes",
    )
    .bind(accepted)
    .bind(fresh.row.len() as i64)
    .fetch_one(&mut *transaction)
    .await
    .during(OPERATION)?;
    backlog.check(backlog_bytes)?;
    let received = || group.iter().map(|append| append.received_at);
    let (first, newest) = (received().min().unwrap_or(Timestamp(0)), received().max().unwrap_or(Timestamp(0)));
    sqlx::query(
        "INSERT INTO inbox (first_position, last_position, received_at, format, events) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(last_position - accepted + 1)
    .bind(last_position)
    .bind(newest.0)
    .bind(FORMAT)
    .bind(fresh.row.as_slice())
    .execute(&mut *transaction)
    .await
    .during(OPERATION)?;
    seen_ids.write(&mut transaction, last_position, &fresh.hashes, first, newest).await?;
    transaction.commit().await.during(OPERATION)?;
    seen_ids.learn(last_position, fresh.hashes.clone(), first, newest);
    Ok(last_position)
}
