//! Work that is done later or takes long, by whichever program has time for it.
//!
//! A job waits, is taken by one holder for a while, and ends: done, failed or cancelled. A holder that takes too long
//! between two signs of life loses the job to another; `fence` keeps the first from writing over the second.

mod hold;
mod list;
mod schedules;

use std::time::Duration;

use otklik_core::Timestamp;
use serde_json::Value;
use sqlx::AnyConnection;

use crate::database::{Database, Turn, in_list_after, stored};
use crate::error::{During, Reading, StoreError};
use crate::id::JobId;
use crate::leases::after;
pub use hold::Standing;
pub use schedules::Schedule;

/// What became of a job so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JobState {
    /// Nobody does it, or nobody does it any more.
    Waiting,
    /// Somebody does it.
    Running,
    /// It is done.
    Done,
    /// It failed as often as it may.
    Failed,
    /// Somebody did not want it any more.
    Cancelled,
}

impl JobState {
    const ALL: [Self; 5] = [Self::Waiting, Self::Running, Self::Done, Self::Failed, Self::Cancelled];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    fn read(text: &str) -> Result<Self, StoreError> {
        let known = Self::ALL.into_iter().find(|state| state.as_str() == text);
        known.ok_or_else(|| format!("{text:?} is not known")).reading("job's state")
    }
}

/// Work to be done.
#[derive(Clone, Debug, PartialEq)]
pub struct NewJob {
    /// What kind of work it is; who takes jobs asks by it.
    pub kind: String,
    /// What it is about.
    pub payload: Value,
    /// Not before this instant.
    pub run_at: Timestamp,
    /// How often it is tried at most.
    pub most_attempts: u32,
    /// Of jobs of a kind with the same short key only one waits or runs.
    pub unique_key: Option<String>,
}

impl NewJob {
    /// Work to be done at once, tried five times at most.
    pub fn new(kind: &str, payload: Value, now: Timestamp) -> Self {
        Self { kind: kind.to_owned(), payload, run_at: now, most_attempts: 5, unique_key: None }
    }
}

/// How far work has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// How much is done.
    pub done: u64,
    /// Of how much, once that is known.
    pub total: Option<u64>,
}

/// Work, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Its id; ids ascend with the time of their making.
    pub id: JobId,
    /// What kind of work it is.
    pub kind: String,
    /// What it is about.
    pub payload: Value,
    /// What became of it so far.
    pub state: JobState,
    /// Not before this instant.
    pub run_at: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// How often it is tried at most.
    pub most_attempts: u32,
    /// How far it has come.
    pub progress: Progress,
    /// Why it failed last.
    pub last_error: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}

/// A job that is being done.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenJob {
    /// The job.
    pub job: Job,
    /// Who does it.
    pub holder: String,
    /// Which attempt by whomever it is.
    pub fence: i64,
}

type JobRow = (String, String, String, String, i64, i64, i64, i64, Option<i64>, Option<String>, i64, Option<i64>, i64);

const COLUMNS: &str = "id, kind, payload, state, run_at, attempts, most_attempts, progress_done, progress_total, \
     last_error, created_at, finished_at, fence";

fn read_job(row: JobRow) -> Result<Job, StoreError> {
    let (id, kind, payload, state, run_at, attempts, most, done, total, last_error, created_at, finished_at, _) = row;
    Ok(Job {
        id: JobId::read(&id)?,
        kind,
        payload: serde_json::from_str(&payload).reading("job's payload")?,
        state: JobState::read(&state)?,
        run_at: Timestamp(run_at),
        attempts: u32::try_from(attempts).reading("job's attempts")?,
        most_attempts: u32::try_from(most).reading("job's attempts")?,
        progress: Progress { done: done.unsigned_abs(), total: total.map(i64::unsigned_abs) },
        last_error,
        created_at: Timestamp(created_at),
        finished_at: finished_at.map(Timestamp),
    })
}

/// The jobs of a store.
#[derive(Clone, Copy, Debug)]
pub struct Jobs<'a> {
    database: &'a Database,
}

impl<'a> Jobs<'a> {
    pub(crate) fn new(database: &'a Database) -> Self {
        Self { database }
    }

    /// Keeps work to be done; none when a job with its unique key waits or runs already.
    pub async fn enqueue(&self, job: &NewJob, now: Timestamp) -> Result<Option<JobId>, StoreError> {
        let mut connection = self.database.writer.acquire().await.during("keep a job")?;
        insert(&mut connection, job, now).await
    }

    /// Takes the job of these kinds that has waited longest; what schedules have become due is among them.
    ///
    /// It is the holder's until `duration` has passed without [`Jobs::report`]; then it may be taken anew.
    pub async fn take(
        &self,
        kinds: &[&str],
        holder: &str,
        duration: Duration,
        now: Timestamp,
    ) -> Result<Option<TakenJob>, StoreError> {
        const OPERATION: &str = "take a job";
        self.enqueue_due(now).await?;
        if kinds.is_empty() || !self.may_take(kinds, now).await? {
            return Ok(None);
        }
        let mut transaction = self.database.begin_turn(Turn::Jobs).await?;
        hold::end_abandoned(&mut transaction, now).await?;
        let takeable = takeable(3, kinds.len());
        let text = format!(
            "UPDATE job SET state = 'running', holder = $1, fence = fence + 1, attempts = attempts + 1, held_until = $2 \
             WHERE id = (SELECT id FROM job WHERE {takeable} ORDER BY run_at, id LIMIT 1) AND {takeable} RETURNING {COLUMNS}"
        );
        let mut query =
            sqlx::query_as(sqlx::AssertSqlSafe(text)).bind(stored(holder)).bind(after(now, duration).0).bind(now.0);
        for kind in kinds {
            query = query.bind(stored(kind));
        }
        let row: Option<JobRow> = query.fetch_optional(&mut *transaction).await.during(OPERATION)?;
        transaction.commit().await.during(OPERATION)?;
        row.map(|row| Ok(TakenJob { fence: row.12, holder: holder.to_owned(), job: read_job(row)? })).transpose()
    }

    /// Looks without a turn, since most of the time there is nothing to do.
    async fn may_take(&self, kinds: &[&str], now: Timestamp) -> Result<bool, StoreError> {
        let text = format!("SELECT id FROM job WHERE {} LIMIT 1", takeable(1, kinds.len()));
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(text)).bind(now.0);
        for kind in kinds {
            query = query.bind(stored(kind));
        }
        let row: Option<(String,)> = query.fetch_optional(&self.database.reader).await.during("look for a job")?;
        Ok(row.is_some())
    }
}

async fn insert(connection: &mut AnyConnection, job: &NewJob, now: Timestamp) -> Result<Option<JobId>, StoreError> {
    let id = JobId::new(now)?;
    let done = sqlx::query(
        "INSERT INTO job (id, kind, unique_key, payload, state, run_at, attempts, most_attempts, progress_done, \
         cancelling, fence, created_at) VALUES ($1, $2, $3, $4, 'waiting', $5, 0, $6, 0, 0, 0, $7) \
         ON CONFLICT DO NOTHING",
    )
    .bind(id.to_string())
    .bind(stored(&job.kind))
    .bind(job.unique_key.as_deref().map(stored))
    .bind(job.payload.to_string())
    .bind(job.run_at.0)
    .bind(i64::from(job.most_attempts.max(1)))
    .bind(now.0)
    .execute(connection)
    .await
    .during("keep a job")?;
    Ok((done.rows_affected() > 0).then_some(id))
}

/// What may be taken: `now` is bound as the given number, the kinds behind it.
fn takeable(now: usize, kinds: usize) -> String {
    format!(
        "((state = 'waiting' AND run_at <= ${now}) OR (state = 'running' AND held_until <= ${now})) AND kind IN {}",
        in_list_after(now, kinds)
    )
}
