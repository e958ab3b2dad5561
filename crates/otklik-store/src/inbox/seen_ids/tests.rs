use super::*;
use crate::database::{Database, Turn};
use crate::home::Home;
use crate::inbox::commit_group::begin;

const HOUR_MICROS: i64 = 3_600 * SECOND_MICROS;
const SMALL: Limits = Limits {
    sealed_from: 1_000,
    sealed_after_micros: 24 * HOUR_MICROS,
    kept_micros: SEEN_FOR_HOURS * HOUR_MICROS,
    chunk: 64,
    loose_rows: 8,
};

fn hash(number: u64) -> SeenHash {
    let mut hash = [0; 16];
    hash.copy_from_slice(&blake3::hash(&number.to_le_bytes()).as_bytes()[..16]);
    hash
}

/// One program's memory of ids, with a way to the database.
struct Program {
    database: Database,
    seen: SeenIds,
}

impl Program {
    async fn start(home: &Home, limits: Limits) -> Self {
        let database = Database::open(&home.place()).await.unwrap();
        let mut transaction = database.begin_turn(Turn::Inbox).await.unwrap();
        let seen = SeenIds::load(&mut transaction, limits).await.unwrap();
        transaction.commit().await.unwrap();
        Self { database, seen }
    }

    /// As a group of appends does it; what was sorted meanwhile is waited for.
    async fn add(&mut self, numbers: std::ops::Range<u64>, hour: i64) {
        self.add_and(numbers, hour, true).await;
    }

    async fn add_and(&mut self, numbers: std::ops::Range<u64>, hour: i64, commit: bool) {
        let now = Timestamp(hour * HOUR_MICROS);
        let fresh: Vec<SeenHash> = numbers.map(hash).collect();
        let mut transaction = begin(&self.database, &mut self.seen).await.unwrap();
        let (last_position,): (i64,) =
            sqlx::query_as("UPDATE inbox_state SET last_position = last_position + $1 RETURNING last_position")
                .bind(fresh.len() as i64)
                .fetch_one(&mut *transaction)
                .await
                .unwrap();
        self.seen.write(&mut transaction, last_position, &fresh, now, now).await.unwrap();
        if commit {
            transaction.commit().await.unwrap();
            self.seen.learn(last_position, fresh, now, now);
        } else {
            transaction.rollback().await.unwrap();
        }
        while self.seen.sealing.as_ref().is_some_and(Sealing::is_being_sorted) {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    }

    async fn known(&mut self, numbers: std::ops::Range<u64>) -> usize {
        let mut transaction = begin(&self.database, &mut self.seen).await.unwrap();
        let found = self.seen.find(&mut transaction, numbers.map(hash).collect()).await.unwrap();
        transaction.commit().await.unwrap();
        found.len()
    }

    async fn rows(&self, table: &'static str) -> i64 {
        let text = format!("SELECT count(*) FROM {table}");
        sqlx::query_scalar(sqlx::AssertSqlSafe(text)).fetch_one(&self.database.reader).await.unwrap()
    }

    async fn segments_in(&self, state: i64) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM inbox_seen_segment WHERE state = $1")
            .bind(state)
            .fetch_one(&self.database.reader)
            .await
            .unwrap()
    }
}

async fn an_id_stays_known_before_while_and_after_it_is_sealed(home: Home) {
    let mut program = Program::start(&home, SMALL).await;
    for step in 0..50 {
        let end = (step + 1) * 90;
        program.add(end - 90..end, 0).await;
        assert_eq!(program.known(0..end + 50).await as u64, end, "step {step}");
    }
    assert!(program.segments_in(segment::IN_USE).await >= 3);
    assert!(program.rows("inbox_seen_run").await < 40, "runs that a segment took in are removed");
    assert_eq!(program.seen.count(), 4_500);
    let mut restarted = Program::start(&home, SMALL).await;
    assert_eq!(restarted.known(0..5_000).await, 4_500);
    assert_eq!(restarted.seen.count(), 4_500);
}

async fn a_crash_while_a_segment_is_written_loses_none_of_it_and_leaves_nothing_behind(home: Home) {
    let mut program = Program::start(&home, SMALL).await;
    program.add(0..1_000, 0).await;
    program.add(1_000..1_001, 0).await;
    assert_eq!(program.segments_in(segment::WRITTEN).await, 1, "writing has begun and is not done");
    drop(program);
    let mut restarted = Program::start(&home, SMALL).await;
    assert_eq!(restarted.known(0..2_000).await, 1_001);
    for number in 2_000..2_040 {
        restarted.add(number..number + 1, 0).await;
    }
    assert_eq!(restarted.known(0..1_001).await, 1_001);
    assert_eq!(restarted.segments_in(segment::IN_USE).await, 1);
    assert_eq!(restarted.segments_in(segment::WRITTEN).await + restarted.segments_in(segment::LEAVING).await, 0);
    let chunks: i64 = sqlx::query_scalar("SELECT count(DISTINCT segment) FROM inbox_seen_chunk")
        .fetch_one(&restarted.database.reader)
        .await
        .unwrap();
    assert_eq!(chunks, 1);
}

async fn an_id_is_known_for_72_hours_and_forgotten_after_a_week(home: Home) {
    let mut program = Program::start(&home, SMALL).await;
    program.add(0..2_000, 0).await;
    for number in 2_000..2_050 {
        program.add(number..number + 1, 1).await;
    }
    program.add(2_050..2_051, 73).await;
    assert_eq!(program.known(0..2_051).await, 2_051);
    for number in 3_000..3_080 {
        program.add(number..number + 1, 7 * 24).await;
    }
    assert_eq!(program.known(0..2_000).await, 0);
    assert_eq!(program.known(3_000..3_080).await, 80);
    assert!(program.rows("inbox_seen_chunk").await <= 4, "the window is gone from the database too");
    assert_eq!(program.segments_in(segment::LEAVING).await, 0);
}

async fn few_ids_are_sealed_too_when_they_are_a_day_old(home: Home) {
    let mut program = Program::start(&home, SMALL).await;
    for day in 0..10_u64 {
        program.add(day * 10..day * 10 + 10, day as i64 * 24).await;
        program.add(day * 10 + 1_000..day * 10 + 1_001, day as i64 * 24 + 1).await;
    }
    assert!(program.seen.count() <= 6 * 11, "{} ids are held", program.seen.count());
    assert_eq!(program.known(70..100).await, 30, "the last three days");
}

async fn many_small_runs_are_put_together(home: Home) {
    let mut program = Program::start(&home, SMALL).await;
    for number in 0..200 {
        program.add(number..number + 1, 0).await;
    }
    assert!(program.rows("inbox_seen_run").await <= 200 / 8 + 8, "{}", program.rows("inbox_seen_run").await);
    let mut restarted = Program::start(&home, SMALL).await;
    assert_eq!(restarted.known(0..300).await, 200);
    for number in 200..260 {
        restarted.add(number..number + 1, 0).await;
    }
    assert_eq!(Program::start(&home, SMALL).await.known(0..300).await, 260);
}

async fn a_transaction_that_fails_is_as_if_it_had_never_been(home: Home) {
    let mut program = Program::start(&home, SMALL).await;
    let mut kept = 0;
    // Every other one fails, at every stage of two segments.
    for step in 0..120_u64 {
        program.add_and(10_000 + step * 40..10_000 + step * 40 + 40, 0, false).await;
        program.add(step * 20..step * 20 + 20, 0).await;
        kept += 20;
        assert_eq!(program.known(0..10_000).await, kept);
        assert_eq!(program.known(10_000..20_000).await, 0);
    }
    let mut restarted = Program::start(&home, SMALL).await;
    assert_eq!((restarted.known(0..10_000).await, restarted.known(10_000..20_000).await), (kept, 0));
}

on_each_database!(
    an_id_stays_known_before_while_and_after_it_is_sealed,
    a_crash_while_a_segment_is_written_loses_none_of_it_and_leaves_nothing_behind,
    an_id_is_known_for_72_hours_and_forgotten_after_a_week,
    few_ids_are_sealed_too_when_they_are_a_day_old,
    many_small_runs_are_put_together,
    a_transaction_that_fails_is_as_if_it_had_never_been,
);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn programs_that_share_a_database_seal_every_id_once_also_when_one_of_them_dies() {
    let Some(home) = Home::on_postgres().await else { return };
    let mut programs = [Program::start(&home, SMALL).await, Program::start(&home, SMALL).await];
    let mut end = 0;
    for step in 0..90_usize {
        programs[step % 2].add(end..end + 50, 0).await;
        end += 50;
        assert_eq!(programs[(step + 1) % 2].known(0..end + 10).await as u64, end);
        if step % 20 == 19 {
            // Somewhere in its work one of them is killed and started again.
            programs[step / 20 % 2] = Program::start(&home, SMALL).await;
        }
    }
    let (hashes, segments): (i64, i64) =
        sqlx::query_as("SELECT CAST(sum(hash_count) AS BIGINT), count(*) FROM inbox_seen_segment WHERE state = 1")
            .fetch_one(&programs[0].database.reader)
            .await
            .unwrap();
    assert!(hashes <= end as i64, "no id is in two segments: {hashes} of {end}");
    assert!(segments >= 2, "{segments}");
    assert_eq!(programs[0].seen.count() as u64, end);
}
