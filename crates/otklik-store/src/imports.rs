//! Which files were imported, and what came of it.

use otklik_core::Timestamp;

use crate::database::{Database, stored};
use crate::error::{During, StoreError};
use crate::id::ImportId;

/// One import of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRecord {
    /// The file's name.
    pub file_name: String,
    /// The hash of its contents, by which a repetition is known.
    pub file_hash: String,
    /// The name of the mapping that read it.
    pub mapping: String,
    /// Rows of the file.
    pub rows: u64,
    /// Events that were new.
    pub accepted: u64,
    /// Events that came before.
    pub duplicates: u64,
    /// Rows or events that were refused.
    pub rejected: u64,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Timestamp,
}

/// The log of imports of a store.
#[derive(Clone, Copy, Debug)]
pub struct Imports<'a> {
    database: &'a Database,
}

type ImportRow = (String, String, String, String, i64, i64, i64, i64, i64, i64);

impl<'a> Imports<'a> {
    pub(crate) fn new(database: &'a Database) -> Self {
        Self { database }
    }

    /// Notes an import that has ended.
    pub async fn add(&self, record: &ImportRecord) -> Result<ImportId, StoreError> {
        let id = ImportId::new(record.started_at)?;
        let count_of = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        sqlx::query(
            "INSERT INTO import_log (id, file_name, file_hash, mapping, row_count, accepted, duplicates, rejected, \
             started_at, finished_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(id.to_string())
        .bind(stored(&record.file_name))
        .bind(&record.file_hash)
        .bind(stored(&record.mapping))
        .bind(count_of(record.rows))
        .bind(count_of(record.accepted))
        .bind(count_of(record.duplicates))
        .bind(count_of(record.rejected))
        .bind(record.started_at.0)
        .bind(record.finished_at.0)
        .execute(&self.database.writer)
        .await
        .during("note an import")?;
        Ok(id)
    }

    /// The newest imports, the newest first.
    pub async fn list(&self, limit: usize) -> Result<Vec<(ImportId, ImportRecord)>, StoreError> {
        let rows: Vec<ImportRow> = sqlx::query_as(
            "SELECT id, file_name, file_hash, mapping, row_count, accepted, duplicates, rejected, started_at, finished_at \
             FROM import_log ORDER BY started_at DESC, id DESC LIMIT $1",
        )
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(&self.database.reader)
        .await
        .during("read the log of imports")?;
        rows.into_iter()
            .map(
                |(id, file_name, file_hash, mapping, rows, accepted, duplicates, rejected, started_at, finished_at)| {
                    let record = ImportRecord {
                        file_name,
                        file_hash,
                        mapping,
                        rows: rows.unsigned_abs(),
                        accepted: accepted.unsigned_abs(),
                        duplicates: duplicates.unsigned_abs(),
                        rejected: rejected.unsigned_abs(),
                        started_at: Timestamp(started_at),
                        finished_at: Timestamp(finished_at),
                    };
                    Ok((ImportId::read(&id)?, record))
                },
            )
            .collect()
    }
}
