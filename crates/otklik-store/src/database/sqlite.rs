//! The way to a SQLite file: one writer, so that writes queue instead of colliding, and a few readers.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use sqlx::Connection as _;
use sqlx::any::AnyPoolOptions;

use super::{Database, Dialect, migrate, pool};
use crate::error::{During, StoreError};

/// The file in the data folder.
pub(crate) const FILE: &str = "otklik.sqlite";
const READERS: u32 = 4;

/// What every connection is told; erased rows are overwritten, for an erasure has to be one on the disk too.
const EVERY_CONNECTION: &str = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
     PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;";
/// The log is written back after 4000 pages (SQLite's own 1000 are filled by one append of many events);
/// 32 MiB of pages are kept in memory.
const WRITER: &str = "PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -32768;";
const READER: &str = "PRAGMA query_only = ON;";

pub(super) async fn open(folder: &Path) -> Result<Database, StoreError> {
    const OPERATION: &str = "open the database";
    let url = url_of(&folder.join(FILE), "rwc")?;
    let writer = told(pool(1), &[EVERY_CONNECTION, WRITER]).connect_lazy(&url).during(OPERATION)?;
    let mut connection = writer.acquire().await.during(OPERATION)?;
    migrate::migrate(&mut connection, Dialect::Sqlite, Some(folder)).await?;
    drop(connection);
    let reader = told(pool(READERS), &[EVERY_CONNECTION, READER]).connect_lazy(&url).during(OPERATION)?;
    Ok(Database { writer, reader, dialect: Dialect::Sqlite })
}

fn told(options: AnyPoolOptions, pragmas: &'static [&'static str]) -> AnyPoolOptions {
    let options = options.test_before_acquire(false).after_connect(move |connection, _| {
        Box::pin(async move {
            for each in pragmas {
                sqlx::raw_sql(*each).execute(&mut *connection).await?;
            }
            Ok(())
        })
    });
    // On a full disk SQLite rolls back by itself. The library does not notice and counts one transaction too many: its next
    // ones would be savepoints, and of these what was committed could stay in a transaction that nobody ends.
    options.after_release(|connection, _| {
        Box::pin(async move {
            // Whatever was asked for before, a rollback above all, is done when this returns.
            connection.ping().await?;
            Ok(!connection.is_in_transaction())
        })
    })
}

/// A file as a URL in which every character that means something to URLs is written as its bytes.
pub(crate) fn url_of(file: &Path, mode: &str) -> Result<String, StoreError> {
    let failed = |error| StoreError::Folder { operation: "find", path: file.to_owned(), source: Arc::new(error) };
    let unnamed = |why: &str| failed(std::io::Error::new(std::io::ErrorKind::InvalidInput, why));
    let (Some(folder), Some(name)) = (file.parent(), file.file_name()) else {
        return Err(unnamed("it is no file in a folder"));
    };
    // Without `..`, which a URL would resolve by its text; a bare name lies in the current folder.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let path = folder.canonicalize().map_err(failed)?.join(name);
    let Some(text) = path.to_str() else { return Err(unnamed("its name is not UTF-8")) };
    let mut url = String::from("sqlite://");
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
            url.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(url, "%{byte:02X}");
        }
    }
    url.push_str("?mode=");
    url.push_str(mode);
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_committed_after_sqlite_rolled_back_by_itself_is_committed() {
        sqlx::any::install_default_drivers();
        let folder = tempfile::tempdir().unwrap();
        let database = open(folder.path()).await.unwrap();
        sqlx::query("CREATE TABLE kept (number BIGINT)").execute(&database.writer).await.unwrap();
        let keep = |number: i64| sqlx::query("INSERT INTO kept VALUES ($1)").bind(number);
        // As it does when the disk is full.
        let mut rolled_back = database.begin().await.unwrap();
        sqlx::raw_sql("ROLLBACK").execute(&mut *rolled_back).await.unwrap();
        drop(rolled_back);
        let mut given_up = database.begin().await.unwrap();
        keep(1).execute(&mut *given_up).await.unwrap();
        drop(given_up);
        let mut committed = database.begin().await.unwrap();
        keep(2).execute(&mut *committed).await.unwrap();
        committed.commit().await.unwrap();
        let seen: Vec<(i64,)> = sqlx::query_as("SELECT number FROM kept").fetch_all(&database.reader).await.unwrap();
        assert_eq!(seen, [(2,)], "another connection sees what is durable");
    }

    #[tokio::test]
    async fn every_connection_syncs_and_overwrites_and_a_reader_cannot_write() {
        sqlx::any::install_default_drivers();
        let folder = tempfile::tempdir().unwrap();
        let database = open(folder.path()).await.unwrap();
        for connections in [&database.writer, &database.reader] {
            for (pragma, expected) in [("synchronous", 2_i64), ("secure_delete", 1), ("foreign_keys", 1)] {
                let text = sqlx::AssertSqlSafe(format!("SELECT {pragma} FROM pragma_{pragma}"));
                let found: i64 = sqlx::query_scalar(text).fetch_one(connections).await.unwrap();
                assert_eq!(found, expected, "{pragma}");
            }
            let journal: String = sqlx::query_scalar("SELECT journal_mode FROM pragma_journal_mode")
                .fetch_one(connections)
                .await
                .unwrap();
            assert_eq!(journal, "wal");
        }
        let refused = sqlx::query("DELETE FROM unit").execute(&database.reader).await;
        assert!(refused.unwrap_err().to_string().contains("readonly"));
    }
}
