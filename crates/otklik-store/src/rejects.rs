//! What was refused, as it came, so that nothing disappears without a trace.

use otklik_core::{ErrorCode, Timestamp};
use sqlx::AssertSqlSafe;

use crate::database::{CHUNK_ROWS, Database, in_list, stored, value_rows};
use crate::error::{During, Reading, StoreError};
use crate::people::Mentions;

/// The number of something refused, ascending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RejectId(pub i64);

/// An event or row that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReject {
    /// Where it came from: a file's name, an address of the API.
    pub origin: String,
    /// Why it was refused.
    pub code: ErrorCode,
    /// Where the fault is, such as `/events/3/time` or `row 7, column price`.
    pub pointer: String,
    /// The fault and its remedy in words.
    pub detail: String,
    /// The text as it came.
    pub contents: String,
}

/// An event or row that was refused, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// Its number.
    pub id: RejectId,
    /// When it came.
    pub received_at: Timestamp,
    /// What was refused, and why.
    pub reject: NewReject,
}

/// The refused events and rows of a store.
#[derive(Clone, Copy, Debug)]
pub struct Rejects<'a> {
    database: &'a Database,
}

impl<'a> Rejects<'a> {
    pub(crate) fn new(database: &'a Database) -> Self {
        Self { database }
    }

    /// Keeps what was refused.
    pub async fn add(&self, rejects: &[NewReject], received_at: Timestamp) -> Result<(), StoreError> {
        const OPERATION: &str = "keep what was refused";
        let mut transaction = self.database.begin().await?;
        for chunk in rejects.chunks(CHUNK_ROWS) {
            let text = format!(
                "INSERT INTO reject (received_at, origin, code, pointer, detail, contents) VALUES {}",
                value_rows(chunk.len(), 6)
            );
            let mut query = sqlx::query(AssertSqlSafe(text)).persistent(false);
            for reject in chunk {
                query = query
                    .bind(received_at.0)
                    .bind(stored(&reject.origin))
                    .bind(reject.code.as_str())
                    .bind(stored(&reject.pointer))
                    .bind(stored(&reject.detail))
                    .bind(stored(&reject.contents));
            }
            query.execute(&mut *transaction).await.during(OPERATION)?;
        }
        transaction.commit().await.during(OPERATION)
    }

    /// What was refused, the newest first; `before` is the last one of the page before.
    pub async fn list(&self, limit: usize, before: Option<RejectId>) -> Result<Vec<Reject>, StoreError> {
        let rows: Vec<(i64, i64, String, String, String, String, String)> = sqlx::query_as(
            "SELECT id, received_at, origin, code, pointer, detail, contents FROM reject \
             WHERE id < $1 ORDER BY id DESC LIMIT $2",
        )
        .bind(before.map_or(i64::MAX, |before| before.0))
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(&self.database.reader)
        .await
        .during("read what was refused")?;
        rows.into_iter()
            .map(|(id, received_at, origin, code, pointer, detail, contents)| {
                let reject = NewReject { origin, code: read_code(&code)?, pointer, detail, contents };
                Ok(Reject { id: RejectId(id), received_at: Timestamp(received_at), reject })
            })
            .collect()
    }

    /// How much was refused within a span of time, by its reason, and when last; the most frequent reason first.
    pub async fn count_by_code(
        &self,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<(ErrorCode, u64, Timestamp)>, StoreError> {
        let rows: Vec<(String, i64, i64)> = sqlx::query_as(
            "SELECT code, count(*), max(received_at) FROM reject WHERE received_at >= $1 AND received_at < $2 \
             GROUP BY code ORDER BY count(*) DESC, code",
        )
        .bind(from.0)
        .bind(until.0)
        .fetch_all(&self.database.reader)
        .await
        .during("count what was refused")?;
        rows.into_iter()
            .map(|(code, count, last)| Ok((read_code(&code)?, count.unsigned_abs(), Timestamp(last))))
            .collect()
    }

    /// Deletes whatever names one of these people; answers how much that was of each, in their order.
    ///
    /// What names several counts for the first of them.
    pub async fn erase(&self, people: &[&Mentions]) -> Result<Vec<u64>, StoreError> {
        const OPERATION: &str = "erase what was refused";
        const PAGE: i64 = 1_000;
        let mut erased = vec![0; people.len()];
        let mut after = 0;
        loop {
            let rows: Vec<(i64, String, String)> =
                sqlx::query_as("SELECT id, detail, contents FROM reject WHERE id > $1 ORDER BY id LIMIT $2")
                    .bind(after)
                    .bind(PAGE)
                    .fetch_all(&self.database.reader)
                    .await
                    .during(OPERATION)?;
            let Some((last, ..)) = rows.last() else { return Ok(erased) };
            after = *last;
            let mut named = Vec::new();
            for (id, detail, contents) in rows {
                let is_of = |mentions: &&Mentions| mentions.are_in(&contents) || mentions.are_in(&detail);
                if let Some(person) = people.iter().position(is_of) {
                    erased[person] += 1;
                    named.push(id);
                }
            }
            for chunk in named.chunks(CHUNK_ROWS) {
                let text = format!("DELETE FROM reject WHERE id IN {}", in_list(chunk.len()));
                let mut query = sqlx::query(AssertSqlSafe(text)).persistent(false);
                for id in chunk {
                    query = query.bind(*id);
                }
                query.execute(&self.database.writer).await.during(OPERATION)?;
            }
        }
    }

    /// Deletes what came before an instant; answers how much that was.
    pub async fn forget_before(&self, instant: Timestamp) -> Result<u64, StoreError> {
        let done = sqlx::query("DELETE FROM reject WHERE received_at < $1")
            .bind(instant.0)
            .execute(&self.database.writer)
            .await
            .during("delete what was refused")?;
        Ok(done.rows_affected())
    }

    /// How much was refused.
    pub async fn count(&self) -> Result<u64, StoreError> {
        let (count,): (i64,) = sqlx::query_as("SELECT count(*) FROM reject")
            .fetch_one(&self.database.reader)
            .await
            .during("count what was refused")?;
        Ok(count.unsigned_abs())
    }
}

fn read_code(text: &str) -> Result<ErrorCode, StoreError> {
    let known = ErrorCode::ALL.iter().copied().find(|code| code.as_str() == text);
    known.ok_or_else(|| format!("{text:?} is not known")).reading("error code")
}
