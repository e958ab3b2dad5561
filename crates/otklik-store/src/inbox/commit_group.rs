//! One transaction for a group of appends.

use std::collections::HashSet;

use otklik_core::Position;
use sqlx::AssertSqlSafe;

use super::Appended;
use super::encode_events::{FORMAT, SeenHash};
use super::writer::Request;
use crate::database::{CHUNK_ROWS, Database, Transaction, in_list, keeps_statement, value_rows};
use crate::error::{During, StoreError};

const OPERATION: &str = "append events to the inbox";

pub(super) async fn commit_group(database: &Database, group: &[Request]) -> Result<Vec<Appended>, StoreError> {
    let mut transaction = database.begin().await?;
    let mut seen = seen_before(&mut transaction, group).await?;
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
        remember(&mut transaction, fresh).await?;
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

async fn seen_before(transaction: &mut Transaction, group: &[Request]) -> Result<HashSet<SeenHash>, StoreError> {
    let total = group.iter().map(|request| request.events.hashes.len()).sum();
    let mut hashes = Vec::with_capacity(total);
    for request in group {
        hashes.extend_from_slice(&request.events.hashes);
    }
    hashes.sort_unstable();
    hashes.dedup();
    let mut seen = HashSet::with_capacity(total);
    for chunk in hashes.chunks(CHUNK_ROWS) {
        let text = format!("SELECT hash FROM inbox_seen WHERE hash IN {}", in_list(chunk.len()));
        let mut query = sqlx::query_as(AssertSqlSafe(text)).persistent(keeps_statement(chunk.len()));
        for hash in chunk {
            query = query.bind(hash.as_slice());
        }
        let found: Vec<(Vec<u8>,)> = query.fetch_all(&mut **transaction).await.during(OPERATION)?;
        seen.extend(found.into_iter().filter_map(|(hash,)| SeenHash::try_from(hash).ok()));
    }
    Ok(seen)
}

async fn remember(transaction: &mut Transaction, mut fresh: Vec<SeenHash>) -> Result<(), StoreError> {
    // In the order of the tree, so that neighbours are written while their page is at hand.
    fresh.sort_unstable();
    for chunk in fresh.chunks(CHUNK_ROWS) {
        let text = format!("INSERT INTO inbox_seen (hash) VALUES {}", value_rows(chunk.len(), 1));
        let mut query = sqlx::query(AssertSqlSafe(text)).persistent(keeps_statement(chunk.len()));
        for hash in chunk {
            query = query.bind(hash.as_slice());
        }
        query.execute(&mut **transaction).await.during(OPERATION)?;
    }
    Ok(())
}
