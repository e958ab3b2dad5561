//! The ways to the database: for writing and for reading.

mod backup;
mod bulk;
mod dialect;
mod folder_lock;
mod free_disk;
mod migrate;
mod place;
mod postgres;
mod size;
mod sqlite;
mod stored_text;
mod turn;

use std::time::Duration;

use sqlx::Any;
use sqlx::any::AnyPoolOptions;

pub(crate) use bulk::{CHUNK_ROWS, in_list, in_list_after, keeps_statement, value_rows};
pub(crate) use dialect::Dialect;
pub(crate) use folder_lock::FolderLock;
pub(crate) use free_disk::free_bytes;
pub(crate) use migrate::{known as known_migrations, remove_copies};
pub use place::Place;
pub use size::{Backlog, StoreSize};
pub(crate) use sqlite::{FILE as SQLITE_FILE, url_of as sqlite_url};
pub(crate) use stored_text::stored;
pub(crate) use turn::Turn;

use crate::error::{During, StoreError};

pub(crate) type Pool = sqlx::AnyPool;
pub(crate) type Transaction = sqlx::Transaction<'static, Any>;

const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(30);

/// Connections for writing and for reading of one database.
#[derive(Clone, Debug)]
pub(crate) struct Database {
    pub(crate) writer: Pool,
    pub(crate) reader: Pool,
    pub(crate) dialect: Dialect,
}

impl Database {
    /// Opens the place's database, creates what is missing, and brings it to the newest form.
    pub(crate) async fn open(place: &Place) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        match &place.database {
            Some(url) => postgres::open(url).await,
            None => sqlite::open(&place.folder).await,
        }
    }

    /// Begins a transaction on a connection for writing; on SQLite others wait until it ends.
    pub(crate) async fn begin(&self) -> Result<Transaction, StoreError> {
        // Named, so that it is refused within another transaction instead of becoming a part of it.
        self.writer.begin_with("BEGIN").await.during("begin a transaction")
    }

    /// Waits for what runs, then closes every connection.
    pub(crate) async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

fn pool(connections: u32) -> AnyPoolOptions {
    AnyPoolOptions::new().max_connections(connections).acquire_timeout(ACQUIRE_TIMEOUT).max_lifetime(None)
}
