//! Reading jobs, and forgetting old ones.

use otklik_core::Timestamp;

use super::{COLUMNS, Job, JobRow, JobState, Jobs, read_job};
use crate::error::{During, StoreError};
use crate::id::JobId;

impl Jobs<'_> {
    /// A job by its id.
    pub async fn get(&self, job: JobId) -> Result<Option<Job>, StoreError> {
        let row: Option<JobRow> =
            sqlx::query_as(sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM job WHERE id = $1")))
                .bind(job.to_string())
                .fetch_optional(&self.database.reader)
                .await
                .during("look a job up")?;
        row.map(read_job).transpose()
    }

    /// Jobs, the newest first; `before` is the last one of the page before.
    pub async fn list(&self, limit: usize, before: Option<JobId>) -> Result<Vec<Job>, StoreError> {
        // Greater than every id, which is written in hexadecimal digits.
        let before = before.map_or_else(|| "g".to_owned(), |before| before.to_string());
        let text = format!("SELECT {COLUMNS} FROM job WHERE id < $1 ORDER BY id DESC LIMIT $2");
        let rows: Vec<JobRow> = sqlx::query_as(sqlx::AssertSqlSafe(text))
            .bind(before)
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .fetch_all(&self.database.reader)
            .await
            .during("read the jobs")?;
        rows.into_iter().map(read_job).collect()
    }

    /// How many jobs there are in each state; states without jobs count nought.
    pub async fn counts(&self) -> Result<Vec<(JobState, u64)>, StoreError> {
        let rows: Vec<(String, i64)> = sqlx::query_as("SELECT state, COUNT(*) FROM job GROUP BY state")
            .fetch_all(&self.database.reader)
            .await
            .during("count the jobs")?;
        let count =
            |state: JobState| rows.iter().find(|(name, _)| name == state.as_str()).map_or(0, |(_, count)| *count);
        Ok(JobState::ALL.into_iter().map(|state| (state, count(state).unsigned_abs())).collect())
    }

    /// Forgets jobs that ended before an instant; says how many there were.
    pub async fn forget_finished(&self, before: Timestamp) -> Result<u64, StoreError> {
        let done = sqlx::query("DELETE FROM job WHERE finished_at < $1")
            .bind(before.0)
            .execute(&self.database.writer)
            .await
            .during("forget old jobs")?;
        Ok(done.rows_affected())
    }
}
