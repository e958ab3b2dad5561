//! The two ways to the database file: one writer, so that writes queue instead of colliding, and a few readers.

mod bulk;
mod folder_lock;
mod migrate;

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};

pub(crate) use bulk::{CHUNK_ROWS, in_list, keeps_statement, value_rows};
pub(crate) use folder_lock::FolderLock;

use crate::error::{During, StoreError};

pub(crate) type Pool = SqlitePool;
pub(crate) type Transaction = sqlx::Transaction<'static, sqlx::Sqlite>;

const FILE: &str = "otklik.sqlite";
const READERS: u32 = 4;
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(30);
/// Pages of the log after which it is written back; larger than SQLite's own 1000 because one append of many events fills that.
const CHECKPOINT_PAGES: &str = "4000";
/// The writer's page cache in kibibytes (negative by SQLite's convention); it holds the upper levels of the table of seen ids.
const WRITER_CACHE: &str = "-32768";

/// One writer and a few readers of one database.
#[derive(Clone, Debug)]
pub(crate) struct Database {
    pub(crate) writer: Pool,
    pub(crate) reader: Pool,
}

impl Database {
    /// Opens the file in the folder, creates it if missing, and brings it to the newest form.
    pub(crate) async fn open(folder: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(folder.join(FILE))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT);
        let writing = options.clone().pragma("wal_autocheckpoint", CHECKPOINT_PAGES).pragma("cache_size", WRITER_CACHE);
        let writer = pool(1).connect_with(writing).await.during("open the database")?;
        migrate::migrate(&writer).await?;
        let reader = pool(READERS).connect_lazy_with(options.pragma("query_only", "ON"));
        Ok(Self { writer, reader })
    }

    /// Begins a transaction on the writer; others wait until it ends.
    pub(crate) async fn begin(&self) -> Result<Transaction, StoreError> {
        self.writer.begin().await.during("begin a transaction")
    }

    /// Waits for what runs, then closes the file.
    pub(crate) async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(false)
        .max_lifetime(None)
}
