//! Backups while events come in, and what a restore brings back.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::program::{otklik, printed};
use crate::server::{Server, new_key, send};

const EVENTS_PER_BATCH: usize = 50;

/// The batch of a number; every event has a customer of its own, so that numbers are given out all the time.
fn batch(number: usize) -> String {
    let ids = number * EVENTS_PER_BATCH..(number + 1) * EVENTS_PER_BATCH;
    let events: Vec<_> = ids
        .map(|id| {
            json!({
                "id": id.to_string(), "source": "shop", "name": format!("order_{}", number % 40),
                "time": "2026-05-20T08:00:00Z", "customer": {"id": format!("c-{id}")},
            })
        })
        .collect();
    json!({ "events": events }).to_string()
}

fn back_up(data: &Path, target: &Path) -> PathBuf {
    let mut command = otklik(["backup", "--data"]);
    PathBuf::from(printed(command.arg(data).arg(target)).trim())
}

struct StopsWhenDropped<'a>(&'a AtomicBool);

impl Drop for StopsWhenDropped<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// Waits until every acknowledged event is in the lake, and says how many there are.
fn settled_rows(server: &Server) -> usize {
    let began = Instant::now();
    while server.metric("otklik_inbox_events") > 0.0 {
        assert!(began.elapsed() < Duration::from_secs(60), "events stay in the inbox");
        std::thread::sleep(Duration::from_millis(100));
    }
    server.metric("otklik_lake_rows") as usize
}

fn bytes_below(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .map(|entry| match entry.file_type().unwrap().is_dir() {
            true => bytes_below(&entry.path()),
            false => entry.metadata().unwrap().len(),
        })
        .sum()
}

#[test]
fn a_backup_under_load_brings_back_everything_acknowledged_before_it_exactly_once() {
    let (folder, target) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let data = folder.path().join("data");
    let key = new_key(&data);
    let server = Server::start(&data, &[("OTKLIK__LIMITS__REQUESTS_PER_SECOND", "0")]);
    let (sent, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let mut backups = Vec::new();
    std::thread::scope(|scope| {
        // A panic must not leave the sender at work for ever.
        let _ended = StopsWhenDropped(&stop);
        scope.spawn(|| {
            while !stop.load(Ordering::SeqCst) {
                let number = sent.load(Ordering::SeqCst);
                assert_eq!(send(&server.address, &key, &batch(number)).unwrap()["accepted"], EVENTS_PER_BATCH);
                sent.fetch_add(1, Ordering::SeqCst);
            }
        });
        for _ in 0..3 {
            let wanted = sent.load(Ordering::SeqCst) + 20;
            while sent.load(Ordering::SeqCst) < wanted {
                std::thread::sleep(Duration::from_millis(10));
            }
            let before = sent.load(Ordering::SeqCst) * EVENTS_PER_BATCH;
            backups.push((before, back_up(&data, target.path())));
        }
    });
    let batches = sent.load(Ordering::SeqCst);
    server.stop();
    for (number, (before, backup)) in backups.iter().enumerate() {
        printed(otklik(["backup", "verify"]).arg(backup));
        let restored = folder.path().join(format!("restored-{number}"));
        printed(otklik(["restore", "--data"]).arg(&restored).arg(backup));
        printed(otklik(["doctor", "--data"]).arg(&restored));
        let server = Server::start(&restored, &[("OTKLIK__LIMITS__REQUESTS_PER_SECOND", "0")]);
        let rows = settled_rows(&server);
        assert!(rows >= *before, "{rows} events came back of {before} that were acknowledged before the backup");
        // What was sent is sent again: exactly the events that did not come back are new.
        let all = batches * EVENTS_PER_BATCH;
        let taken =
            |number| send(&server.address, &key, &batch(number)).unwrap()["accepted"].as_u64().unwrap() as usize;
        assert_eq!((0..batches).map(taken).sum::<usize>(), all - rows);
        assert_eq!(settled_rows(&server), all);
        server.stop();
        printed(otklik(["doctor", "--data"]).arg(&restored));
    }
}

/// A folder with a few events that nobody serves.
fn small_company(folder: &Path) -> PathBuf {
    let data = folder.join("data");
    let key = new_key(&data);
    let server = Server::start(&data, &[]);
    for number in 0..5 {
        assert_eq!(send(&server.address, &key, &batch(number)).unwrap()["accepted"], EVENTS_PER_BATCH);
        settled_rows(&server);
    }
    server.stop();
    data
}

#[test]
fn a_second_backup_shares_the_files_of_the_first_and_old_ones_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    let (data, target) = (small_company(folder.path()), folder.path().join("backups"));
    let first = back_up(&data, &target);
    let alone = bytes_below(&target);
    let second = back_up(&data, &target);
    assert_ne!(first, second);
    let shared = std::fs::read_dir(second.join("lake/events")).unwrap().map(Result::unwrap);
    let shared: Vec<_> = shared.filter(|entry| entry.file_name().to_string_lossy().ends_with(".parquet")).collect();
    assert!(!shared.is_empty());
    #[cfg(unix)]
    for file in &shared {
        assert_eq!(std::os::unix::fs::MetadataExt::nlink(&file.metadata().unwrap()), 2, "{file:?}");
    }
    assert!(bytes_below(&target) > alone);
    let mut command = otklik(["backup", "--keep", "2", "--data"]);
    printed(command.arg(&data).arg(&target));
    let left = std::fs::read_dir(&target).unwrap().count();
    assert!(!first.exists() && second.exists() && left == 2, "{left}");
    printed(otklik(["backup", "verify"]).arg(&second));
}

#[test]
fn nothing_is_restored_from_a_backup_that_has_changed_or_into_a_folder_that_is_not_empty() {
    let folder = tempfile::tempdir().unwrap();
    let (data, target) = (small_company(folder.path()), folder.path().join("backups"));
    let backup = back_up(&data, &target);
    let refused = |data: &Path| {
        let output = otklik(["restore", "--data"]).arg(data).arg(&backup).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(refused(&data).contains("is not empty"));
    let state = backup.join("otklik.sqlite");
    let mut bytes = std::fs::read(&state).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&state, bytes).unwrap();
    let elsewhere = folder.path().join("elsewhere");
    let said = refused(&elsewhere);
    assert!(said.contains("otklik.sqlite") && said.contains("have changed"), "{said}");
    let output = otklik(["serve", "--port", "0", "--data"]).arg(&elsewhere).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "a half restored folder is not served");
    let verified = otklik(["backup", "verify"]).arg(&backup).output().unwrap();
    assert_eq!(verified.status.code(), Some(1));
    let inside = otklik(["backup", "--data"]).arg(&data).arg(data.join("backups")).output().unwrap();
    assert_eq!(inside.status.code(), Some(1), "a backup inside of what it saves is none");
}
