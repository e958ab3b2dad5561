//! How much waits for the lake.

use otklik_core::{Position, Timestamp};

use super::Inbox;
use crate::error::{During, StoreError};

/// Acknowledged events that wait for the lake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// How many there are.
    pub events: u64,
    /// How many bytes they are as they are kept.
    pub bytes: u64,
    /// When the oldest was received; none when nothing waits.
    pub oldest: Option<Timestamp>,
}

impl Inbox<'_> {
    /// How much waits after a position that the lake has reached.
    pub async fn waiting(&self, after: Position) -> Result<Waiting, StoreError> {
        let (events, bytes, oldest): (i64, i64, Option<i64>) = sqlx::query_as(
            "SELECT CAST(COALESCE(SUM(last_position - first_position + 1), 0) AS BIGINT), \
             CAST(COALESCE(SUM(LENGTH(events)), 0) AS BIGINT), MIN(received_at) FROM inbox WHERE last_position > $1",
        )
        .bind(after.0)
        .fetch_one(&self.database.reader)
        .await
        .during("measure what waits in the inbox")?;
        let count = |number: i64| u64::try_from(number).unwrap_or(0);
        Ok(Waiting { events: count(events), bytes: count(bytes), oldest: oldest.map(Timestamp) })
    }
}
