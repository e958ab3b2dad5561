//! Which feedback was read, and by whom.

use std::collections::HashSet;

use otklik_core::{Position, Timestamp};
use sqlx::AssertSqlSafe;

use crate::database::{CHUNK_ROWS, Database, value_rows};
use crate::error::{During, StoreError};
use crate::id::UserId;

/// The reading marks of a store.
#[derive(Clone, Copy, Debug)]
pub struct FeedbackReads<'a> {
    database: &'a Database,
}

impl<'a> FeedbackReads<'a> {
    pub(crate) fn new(database: &'a Database) -> Self {
        Self { database }
    }

    /// Notes that a user has read the feedback at these positions; what was read before stays as it was.
    pub async fn mark_read(&self, user: UserId, positions: &[Position], now: Timestamp) -> Result<(), StoreError> {
        const OPERATION: &str = "note feedback as read";
        let user = user.to_string();
        // In one order, so that two programs never wait for each other.
        let mut positions = positions.to_vec();
        positions.sort_unstable();
        let mut transaction = self.database.begin().await?;
        for chunk in positions.chunks(CHUNK_ROWS) {
            let text = format!(
                "INSERT INTO feedback_read (account_id, position, read_at) VALUES {} ON CONFLICT (account_id, position) DO NOTHING",
                value_rows(chunk.len(), 3)
            );
            let mut query = sqlx::query(AssertSqlSafe(text)).persistent(false);
            for position in chunk {
                query = query.bind(&user).bind(position.0).bind(now.0);
            }
            query.execute(&mut *transaction).await.during(OPERATION)?;
        }
        transaction.commit().await.during(OPERATION)
    }

    /// Every position that a user has read.
    pub async fn read_set(&self, user: UserId) -> Result<HashSet<Position>, StoreError> {
        let rows: Vec<(i64,)> = sqlx::query_as("SELECT position FROM feedback_read WHERE account_id = $1")
            .bind(user.to_string())
            .fetch_all(&self.database.reader)
            .await
            .during("read which feedback was read")?;
        Ok(rows.into_iter().map(|(position,)| Position(position)).collect())
    }
}
