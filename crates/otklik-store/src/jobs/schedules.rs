//! Jobs that come again and again.

use otklik_core::Timestamp;
use otklik_core::time::SECOND_MICROS;
use serde_json::Value;

use super::{Jobs, NewJob};
use crate::database::{Turn, stored};
use crate::error::{During, Reading, StoreError};

/// Work that is to be done regularly.
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    /// Its name.
    pub name: String,
    /// The kind of its jobs.
    pub kind: String,
    /// What its jobs are about.
    pub payload: Value,
    /// Seconds from one job to the next; at least one.
    pub every_seconds: u32,
    /// How often each job is tried at most.
    pub most_attempts: u32,
}

type ScheduleRow = (String, String, String, i64, i64, i64);

const OPERATION: &str = "plan the next job of a schedule";

impl Jobs<'_> {
    /// Keeps a schedule; its first job is due at once, and when one exists already under the name its rhythm goes on.
    pub async fn put_schedule(&self, schedule: &Schedule, now: Timestamp) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO job_schedule (name, kind, payload, every_seconds, most_attempts, next_at) \
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, \
             payload = excluded.payload, every_seconds = excluded.every_seconds, most_attempts = excluded.most_attempts, \
             next_at = CASE WHEN job_schedule.next_at > $7 THEN $7 ELSE job_schedule.next_at END",
        )
        .bind(stored(&schedule.name))
        .bind(stored(&schedule.kind))
        .bind(schedule.payload.to_string())
        .bind(i64::from(schedule.every_seconds.max(1)))
        .bind(i64::from(schedule.most_attempts.max(1)))
        .bind(now.0)
        .bind(now.plus_micros(i64::from(schedule.every_seconds) * SECOND_MICROS).0)
        .execute(&self.database.writer)
        .await
        .during("keep a schedule")?;
        Ok(())
    }

    /// Removes a schedule; its job that waits already is done all the same. Says whether there was one.
    pub async fn remove_schedule(&self, name: &str) -> Result<bool, StoreError> {
        let done = sqlx::query("DELETE FROM job_schedule WHERE name = $1")
            .bind(stored(name))
            .execute(&self.database.writer)
            .await
            .during("remove a schedule")?;
        Ok(done.rows_affected() > 0)
    }

    /// Every schedule by its name, with the instant of its next job.
    pub async fn schedules(&self) -> Result<Vec<(Schedule, Timestamp)>, StoreError> {
        let rows: Vec<ScheduleRow> = sqlx::query_as(
            "SELECT name, kind, payload, every_seconds, most_attempts, next_at FROM job_schedule ORDER BY name",
        )
        .fetch_all(&self.database.reader)
        .await
        .during("read the schedules")?;
        rows.into_iter().map(read_schedule).collect()
    }

    /// Makes the jobs of schedules that are due; one that still waits or runs is not made twice, and missed ones are not made up for.
    pub(super) async fn enqueue_due(&self, now: Timestamp) -> Result<(), StoreError> {
        let due: Vec<(Schedule, Timestamp)> =
            self.schedules().await?.into_iter().filter(|(_, next_at)| *next_at <= now).collect();
        for (schedule, next_at) in due {
            let mut transaction = self.database.begin_turn(Turn::Jobs).await?;
            let every = i64::from(schedule.every_seconds) * SECOND_MICROS;
            let missed = now.0.saturating_sub(next_at.0) / every;
            // Whoever was faster has set it to another instant.
            let ours = sqlx::query("UPDATE job_schedule SET next_at = $1 WHERE name = $2 AND next_at = $3")
                .bind(next_at.plus_micros((missed + 1).saturating_mul(every)).0)
                .bind(stored(&schedule.name))
                .bind(next_at.0)
                .execute(&mut *transaction)
                .await
                .during(OPERATION)?;
            if ours.rows_affected() > 0 {
                let job = NewJob {
                    unique_key: Some(format!("schedule {}", schedule.name)),
                    most_attempts: schedule.most_attempts,
                    ..NewJob::new(&schedule.kind, schedule.payload, now)
                };
                super::insert(&mut transaction, &job, now).await?;
            }
            transaction.commit().await.during(OPERATION)?;
        }
        Ok(())
    }
}

fn read_schedule(row: ScheduleRow) -> Result<(Schedule, Timestamp), StoreError> {
    let (name, kind, payload, every_seconds, most_attempts, next_at) = row;
    let schedule = Schedule {
        name,
        kind,
        payload: serde_json::from_str(&payload).reading("schedule's payload")?,
        every_seconds: u32::try_from(every_seconds).reading("schedule's rhythm")?,
        most_attempts: u32::try_from(most_attempts).reading("schedule's attempts")?,
    };
    Ok((schedule, Timestamp(next_at)))
}
