use std::collections::HashSet;
use std::time::Duration;

use otklik_core::Timestamp;
use otklik_store::{JobState, NewJob, Progress, Schedule, Standing, Store, TakenJob};
use serde_json::json;

use crate::home::Home;
use crate::{HOSTILE, NOW, minutes_later};

const MINUTE: Duration = Duration::from_secs(60);

fn job(kind: &str) -> NewJob {
    NewJob::new(kind, json!({"file": HOSTILE[0]}), NOW)
}

async fn take(store: &Store, now: Timestamp) -> Option<TakenJob> {
    store.jobs().take(&["import", "report"], "a", MINUTE, now).await.unwrap()
}

async fn a_job_is_taken_once_reported_on_and_finished(home: Home) {
    let store = home.open().await;
    let id = store.jobs().enqueue(&job("import"), NOW).await.unwrap().unwrap();
    assert!(store.jobs().take(&["other"], "a", MINUTE, NOW).await.unwrap().is_none(), "not of another kind");
    assert!(store.jobs().take(&[], "a", MINUTE, NOW).await.unwrap().is_none());
    let taken = take(&store, NOW).await.unwrap();
    assert_eq!((taken.job.id, taken.job.attempts, taken.job.state), (id, 1, JobState::Running));
    assert_eq!(taken.job.payload, json!({"file": HOSTILE[0]}));
    assert!(take(&store, NOW).await.is_none(), "it is taken");
    let progress = Progress { done: 3, total: Some(10) };
    assert_eq!(store.jobs().report(&taken, progress, MINUTE, NOW).await.unwrap(), Standing::Held);
    assert_eq!(store.jobs().get(id).await.unwrap().unwrap().progress, progress);
    assert_eq!(store.jobs().finish(&taken, minutes_later(1)).await.unwrap(), Some(JobState::Done));
    assert_eq!(store.jobs().finish(&taken, NOW).await.unwrap(), None, "once");
    let done = store.jobs().get(id).await.unwrap().unwrap();
    assert_eq!((done.state, done.finished_at), (JobState::Done, Some(minutes_later(1))));
    assert_eq!(store.jobs().forget_finished(minutes_later(1)).await.unwrap(), 0);
    assert_eq!(store.jobs().forget_finished(minutes_later(2)).await.unwrap(), 1);
    assert!(store.jobs().list(10, None).await.unwrap().is_empty());
}

async fn a_job_waits_for_its_time_and_the_oldest_comes_first(home: Home) {
    let store = home.open().await;
    store.jobs().enqueue(&NewJob { run_at: minutes_later(5), ..job("import") }, NOW).await.unwrap();
    store.jobs().enqueue(&NewJob { run_at: minutes_later(2), ..job("report") }, NOW).await.unwrap();
    assert!(take(&store, minutes_later(1)).await.is_none());
    assert_eq!(take(&store, minutes_later(6)).await.unwrap().job.kind, "report");
    assert_eq!(take(&store, minutes_later(6)).await.unwrap().job.kind, "import");
}

async fn of_jobs_with_the_same_key_one_waits_or_runs(home: Home) {
    let store = home.open().await;
    let keyed = NewJob { unique_key: Some("orders.csv".to_owned()), ..job("import") };
    assert!(store.jobs().enqueue(&keyed, NOW).await.unwrap().is_some());
    assert!(store.jobs().enqueue(&keyed, NOW).await.unwrap().is_none());
    let other_kind = NewJob { kind: "report".to_owned(), run_at: minutes_later(9), ..keyed.clone() };
    assert!(store.jobs().enqueue(&other_kind, NOW).await.unwrap().is_some());
    let taken = take(&store, NOW).await.unwrap();
    assert!(store.jobs().enqueue(&keyed, NOW).await.unwrap().is_none(), "it runs");
    store.jobs().finish(&taken, NOW).await.unwrap();
    assert!(store.jobs().enqueue(&keyed, NOW).await.unwrap().is_some(), "it ended");
}

async fn a_failed_job_waits_longer_each_time_and_fails_for_good(home: Home) {
    let store = home.open().await;
    let id = store.jobs().enqueue(&NewJob { most_attempts: 3, ..job("import") }, NOW).await.unwrap().unwrap();
    let mut now = NOW;
    for (attempt, pause) in [(1, 10), (2, 20)] {
        let taken = take(&store, now).await.unwrap();
        assert_eq!(taken.job.attempts, attempt);
        assert_eq!(store.jobs().fail(&taken, HOSTILE[2], now).await.unwrap(), Some(JobState::Waiting));
        assert!(take(&store, now.plus_micros(pause * 1_000_000 - 1)).await.is_none());
        now = now.plus_micros(pause * 1_000_000);
    }
    let taken = take(&store, now).await.unwrap();
    assert_eq!(taken.job.last_error.as_deref(), Some("a\u{fffd}b"));
    assert_eq!(store.jobs().fail(&taken, "no", now).await.unwrap(), Some(JobState::Failed));
    assert!(take(&store, minutes_later(600)).await.is_none());
    let failed = store.jobs().get(id).await.unwrap().unwrap();
    assert_eq!((failed.state, failed.finished_at), (JobState::Failed, Some(now)));
}

async fn a_job_whose_holder_disappeared_passes_on_and_the_first_holder_changes_nothing_more(home: Home) {
    let store = home.open().await;
    let id = store.jobs().enqueue(&NewJob { most_attempts: 2, ..job("import") }, NOW).await.unwrap().unwrap();
    let first = take(&store, NOW).await.unwrap();
    assert!(store.jobs().set_payload(&first, &json!({"row": 500})).await.unwrap());
    let second = store.jobs().take(&["import"], "b", MINUTE, minutes_later(1)).await.unwrap().unwrap();
    assert_eq!((second.job.attempts, &second.job.payload), (2, &json!({"row": 500})), "it goes on where it was");
    let progress = Progress { done: 9, total: None };
    assert_eq!(store.jobs().report(&first, progress, MINUTE, NOW).await.unwrap(), Standing::Lost);
    assert!(!store.jobs().set_payload(&first, &json!({})).await.unwrap());
    assert_eq!(store.jobs().finish(&first, NOW).await.unwrap(), None);
    assert_eq!(store.jobs().fail(&first, "late", NOW).await.unwrap(), None);
    assert!(take(&store, minutes_later(3)).await.is_none(), "it was tried as often as it may be");
    let ended = store.jobs().get(id).await.unwrap().unwrap();
    assert_eq!(ended.state, JobState::Failed);
    assert!(ended.last_error.unwrap().contains("disappeared"));
}

async fn a_cancelled_job_is_not_begun_and_a_running_one_is_asked_to_stop(home: Home) {
    let store = home.open().await;
    let waiting = store.jobs().enqueue(&job("import"), NOW).await.unwrap().unwrap();
    assert!(store.jobs().cancel(waiting, NOW).await.unwrap());
    assert!(!store.jobs().cancel(waiting, NOW).await.unwrap());
    assert!(take(&store, NOW).await.is_none());
    let running = store.jobs().enqueue(&job("import"), NOW).await.unwrap().unwrap();
    let taken = take(&store, NOW).await.unwrap();
    assert!(store.jobs().cancel(running, NOW).await.unwrap());
    let standing = store.jobs().report(&taken, Progress::default(), MINUTE, NOW).await.unwrap();
    assert_eq!(standing, Standing::Cancelling);
    assert_eq!(store.jobs().finish(&taken, NOW).await.unwrap(), Some(JobState::Cancelled));
    let lost = store.jobs().enqueue(&job("import"), NOW).await.unwrap().unwrap();
    take(&store, NOW).await.unwrap();
    store.jobs().cancel(lost, NOW).await.unwrap();
    assert!(take(&store, minutes_later(2)).await.is_none(), "nobody begins it again");
    assert_eq!(store.jobs().get(lost).await.unwrap().unwrap().state, JobState::Cancelled);
}

async fn many_workers_do_every_job_once(home: Home) {
    let store = home.open().await;
    for _ in 0..60 {
        store.jobs().enqueue(&job("import"), NOW).await.unwrap();
    }
    let workers: Vec<_> = (0..4)
        .map(|worker| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut done = Vec::new();
                while let Some(taken) = store.jobs().take(&["import"], &worker.to_string(), MINUTE, NOW).await.unwrap()
                {
                    assert!(store.jobs().finish(&taken, NOW).await.unwrap().is_some());
                    done.push(taken.job.id);
                }
                done
            })
        })
        .collect();
    let mut done = Vec::new();
    for worker in workers {
        done.extend(worker.await.unwrap());
    }
    assert_eq!(done.len(), 60);
    assert_eq!(done.iter().collect::<HashSet<_>>().len(), 60);
}

async fn a_schedule_makes_a_job_each_time_but_does_not_pile_them_up(home: Home) {
    let store = home.open().await;
    let hourly = Schedule {
        name: "tidy up".to_owned(),
        kind: "report".to_owned(),
        payload: json!({"n": 1}),
        every_seconds: 3_600,
        most_attempts: 1,
    };
    store.jobs().put_schedule(&hourly, NOW).await.unwrap();
    let first = take(&store, NOW).await.unwrap();
    assert_eq!(first.job.payload, json!({"n": 1}));
    assert!(take(&store, minutes_later(59)).await.is_none());
    store.jobs().finish(&first, NOW).await.unwrap();
    // Nobody was there for three and a half hours: one job, and the rhythm goes on.
    let second = take(&store, minutes_later(210)).await.unwrap();
    assert!(take(&store, minutes_later(210)).await.is_none());
    store.jobs().finish(&second, NOW).await.unwrap();
    let schedules = store.jobs().schedules().await.unwrap();
    assert_eq!(schedules, [(hourly.clone(), minutes_later(240))]);
    let often = Schedule { every_seconds: 60, ..hourly };
    store.jobs().put_schedule(&often, minutes_later(210)).await.unwrap();
    assert_eq!(
        store.jobs().schedules().await.unwrap(),
        [(often, minutes_later(211))],
        "a shorter rhythm begins at once"
    );
    assert!(store.jobs().remove_schedule("tidy up").await.unwrap());
    assert!(!store.jobs().remove_schedule("tidy up").await.unwrap());
    assert!(take(&store, minutes_later(900)).await.is_none());
}

async fn pages_of_jobs_join_newest_first(home: Home) {
    let store = home.open().await;
    let mut made = Vec::new();
    for minute in 0..7 {
        made.push(store.jobs().enqueue(&job("import"), minutes_later(minute)).await.unwrap().unwrap());
    }
    made.reverse();
    let (mut before, mut listed) = (None, Vec::new());
    loop {
        let page = store.jobs().list(3, before).await.unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.id);
        listed.extend(page.into_iter().map(|job| job.id));
    }
    assert_eq!(listed, made);
}

on_each_database!(
    a_job_is_taken_once_reported_on_and_finished,
    a_job_waits_for_its_time_and_the_oldest_comes_first,
    of_jobs_with_the_same_key_one_waits_or_runs,
    a_failed_job_waits_longer_each_time_and_fails_for_good,
    a_job_whose_holder_disappeared_passes_on_and_the_first_holder_changes_nothing_more,
    a_cancelled_job_is_not_begun_and_a_running_one_is_asked_to_stop,
    many_workers_do_every_job_once,
    a_schedule_makes_a_job_each_time_but_does_not_pile_them_up,
    pages_of_jobs_join_newest_first,
);
