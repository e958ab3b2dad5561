//! One transaction for a group of appends.

use otklik_core::Position;

use super::Appended;
use super::encode_events::{FORMAT, SeenHash};
use super::seen_ids::SeenIds;
use super::writer::Request;
use crate::database::{Database, Dialect, Turn};
use crate::error::{During, StoreError};

const OPERATION: &str = "append events to the inbox";

pub(super) async fn commit_group(
    database: &Database,
    seen_ids: &mut SeenIds,
    group: &[Request],
) -> Result<Vec<Appended>, StoreError> {
    let mut transaction = database.begin_turn(Turn::Inbox).await?;
    if database.dialect == Dialect::Postgres {
        seen_ids.catch_up(&mut transaction).await?;
    }
    let hashes: Vec<SeenHash> = group.iter().flat_map(|request| &request.events.hashes).copied().collect();
    let mut seen = seen_ids.find(&mut transaction, hashes).await?;
    let mut fresh = Vec::new();
    let mut row = Vec::new();
    let mut outcomes = Vec::with_capacity(group.len());
    for request in group {
        let mut duplicates = Vec::new();
        for (index, hash) in request.events.hashes.iter().enumerate() {
            if seen.insert(*hash) {
                fresh.push(*hash);
                request.events.copy_event(index, &mut row);
            } else {
                duplicates.push(index);
            }
        }
        outcomes.push((fresh.len() as i64, duplicates));
    }
    let accepted = fresh.len() as i64;
    let (last_position,): (i64,) =
        sqlx::query_as("UPDATE inbox_state SET last_position = last_position + $1 RETURNING last_position")
            .bind(accepted)
            .fetch_one(&mut *transaction)
            .await
            .during(OPERATION)?;
    let before = last_position - accepted;
    if accepted == 0 {
        transaction.rollback().await.during(OPERATION)?;
    } else {
        SeenIds::write(&mut transaction, last_position, &fresh).await?;
        let received_at = group.iter().map(|request| request.received_at.0).max().unwrap_or(0);
        sqlx::query(
            "INSERT INTO inbox (first_position, last_position, received_at, format, events) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(before + 1)
        .bind(last_position)
        .bind(received_at)
        .bind(FORMAT)
        .bind(row)
        .execute(&mut *transaction)
        .await
        .during(OPERATION)?;
        transaction.commit().await.during(OPERATION)?;
        seen_ids.learn(last_position, fresh);
    }
    Ok(group
        .iter()
        .zip(outcomes)
        .map(|(request, (accepted_through, duplicates))| Appended {
            accepted: request.events.hashes.len() - duplicates.len(),
            duplicates,
            last_position: Position(before + accepted_through),
        })
        .collect())
}
