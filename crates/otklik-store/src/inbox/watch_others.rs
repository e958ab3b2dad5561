//! Notices what other programs append to a shared database.

use std::sync::Arc;
use std::time::Duration;

use otklik_core::Position;
use tokio::sync::watch;

use super::writer::announce_last;
use crate::database::Database;

const EVERY: Duration = Duration::from_millis(250);

/// Looks for a newer position until nobody listens any more or the store is closed.
pub(super) async fn watch_others(database: Database, announce: Arc<watch::Sender<Position>>) {
    loop {
        tokio::time::sleep(EVERY).await;
        if announce.is_closed() || database.reader.is_closed() {
            return;
        }
        let last: Result<(i64,), _> =
            sqlx::query_as("SELECT last_position FROM inbox_state").fetch_one(&database.reader).await;
        match last {
            Ok((last,)) => announce_last(&announce, Position(last)),
            // Whoever needs the database will say so; here it is only looked at again.
            Err(error) => tracing::debug!(%error, "could not look for other programs' events"),
        }
    }
}
