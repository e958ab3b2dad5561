//! What the holder of a job says of it.

use std::time::Duration;

use otklik_core::Timestamp;
use otklik_core::time::SECOND_MICROS;
use serde_json::Value;

use super::{JobState, Jobs, Progress, TakenJob};
use crate::database::{Transaction, stored};
use crate::error::{During, StoreError};
use crate::id::JobId;
use crate::leases::after;

/// The first failed job is tried again so much later, the next time after twice as long, at most after an hour.
const FIRST_PAUSE_MICROS: i64 = 10 * SECOND_MICROS;
const LONGEST_PAUSE_MICROS: i64 = 3_600 * SECOND_MICROS;

/// How a holder stands to its job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It goes on.
    Held,
    /// It should stop and say [`Jobs::finish`], for somebody does not want the work any more.
    Cancelling,
    /// It has lost the job to somebody else, or the job has ended; whatever it says of it is ignored.
    Lost,
}

impl Jobs<'_> {
    /// Gives a sign of life with the progress, keeps the job for as long again, and says whether to go on.
    pub async fn report(
        &self,
        taken: &TakenJob,
        progress: Progress,
        duration: Duration,
        now: Timestamp,
    ) -> Result<Standing, StoreError> {
        let stored_count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let row: Option<(i64,)> = sqlx::query_as(
            "UPDATE job SET progress_done = $1, progress_total = $2, held_until = $3 \
             WHERE id = $4 AND fence = $5 AND state = 'running' RETURNING cancelling",
        )
        .bind(stored_count(progress.done))
        .bind(progress.total.map(stored_count))
        .bind(after(now, duration).0)
        .bind(taken.job.id.to_string())
        .bind(taken.fence)
        .fetch_optional(&self.database.writer)
        .await
        .during("report a job's progress")?;
        Ok(match row {
            None => Standing::Lost,
            Some((0,)) => Standing::Held,
            Some(_) => Standing::Cancelling,
        })
    }

    /// Changes what the job is about, so that the next attempt begins where this one is; says whether it is still held.
    pub async fn set_payload(&self, taken: &TakenJob, payload: &Value) -> Result<bool, StoreError> {
        let done = sqlx::query("UPDATE job SET payload = $1 WHERE id = $2 AND fence = $3 AND state = 'running'")
            .bind(payload.to_string())
            .bind(taken.job.id.to_string())
            .bind(taken.fence)
            .execute(&self.database.writer)
            .await
            .during("change a job's payload")?;
        Ok(done.rows_affected() > 0)
    }

    /// Ends a job: done, or cancelled if that was wanted; none when it was lost to somebody else.
    pub async fn finish(&self, taken: &TakenJob, now: Timestamp) -> Result<Option<JobState>, StoreError> {
        let row: Option<(String,)> = sqlx::query_as(
            "UPDATE job SET state = CASE WHEN cancelling = 1 THEN 'cancelled' ELSE 'done' END, finished_at = $1, \
             holder = NULL, held_until = NULL WHERE id = $2 AND fence = $3 AND state = 'running' RETURNING state",
        )
        .bind(now.0)
        .bind(taken.job.id.to_string())
        .bind(taken.fence)
        .fetch_optional(&self.database.writer)
        .await
        .during("finish a job")?;
        row.map(|(state,)| JobState::read(&state)).transpose()
    }

    /// Gives a job back that failed: it waits for its next attempt, longer each time, or has failed for good.
    ///
    /// None when it was lost to somebody else.
    pub async fn fail(&self, taken: &TakenJob, error: &str, now: Timestamp) -> Result<Option<JobState>, StoreError> {
        let state = if taken.job.attempts < taken.job.most_attempts { JobState::Waiting } else { JobState::Failed };
        let row: Option<(String,)> = sqlx::query_as(
            "UPDATE job SET state = CASE WHEN cancelling = 1 THEN 'cancelled' ELSE $1 END, last_error = $2, run_at = $3, \
             finished_at = CASE WHEN cancelling = 1 OR $1 = 'failed' THEN $4 ELSE NULL END, holder = NULL, \
             held_until = NULL WHERE id = $5 AND fence = $6 AND state = 'running' RETURNING state",
        )
        .bind(state.as_str())
        .bind(stored(error))
        .bind(now.plus_micros(pause_micros(taken.job.attempts)).0)
        .bind(now.0)
        .bind(taken.job.id.to_string())
        .bind(taken.fence)
        .fetch_optional(&self.database.writer)
        .await
        .during("note a job's failure")?;
        row.map(|(state,)| JobState::read(&state)).transpose()
    }

    /// Ends a job that waits, and asks the holder of one that runs to stop; says whether there was anything to end.
    pub async fn cancel(&self, job: JobId, now: Timestamp) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "UPDATE job SET cancelling = 1, finished_at = CASE WHEN state = 'waiting' THEN $1 ELSE NULL END, \
             state = CASE WHEN state = 'waiting' THEN 'cancelled' ELSE state END \
             WHERE id = $2 AND state IN ('waiting', 'running')",
        )
        .bind(now.0)
        .bind(job.to_string())
        .execute(&self.database.writer)
        .await
        .during("cancel a job")?;
        Ok(done.rows_affected() > 0)
    }
}

fn pause_micros(attempts: u32) -> i64 {
    let doubled = FIRST_PAUSE_MICROS.checked_shl(attempts.saturating_sub(1)).filter(|pause| *pause > 0);
    if attempts > 20 { LONGEST_PAUSE_MICROS } else { doubled.unwrap_or(LONGEST_PAUSE_MICROS).min(LONGEST_PAUSE_MICROS) }
}

/// Ends jobs whose holder has disappeared and that were cancelled or tried as often as they may.
pub(super) async fn end_abandoned(transaction: &mut Transaction, now: Timestamp) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE job SET state = CASE WHEN cancelling = 1 THEN 'cancelled' ELSE 'failed' END, finished_at = $1, \
         last_error = CASE WHEN cancelling = 1 THEN last_error ELSE 'whoever did it has disappeared' END, \
         holder = NULL, held_until = NULL \
         WHERE state = 'running' AND held_until <= $1 AND (cancelling = 1 OR attempts >= most_attempts)",
    )
    .bind(now.0)
    .execute(&mut **transaction)
    .await
    .during("end abandoned jobs")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_an_hour() {
        let seconds: Vec<i64> = (1..=12).map(|attempts| pause_micros(attempts) / SECOND_MICROS).collect();
        assert_eq!(seconds, [10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 3_600, 3_600, 3_600]);
        assert_eq!(pause_micros(0), FIRST_PAUSE_MICROS);
        assert_eq!(pause_micros(u32::MAX), LONGEST_PAUSE_MICROS);
    }
}
