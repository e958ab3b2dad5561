use std::time::Duration;

use super::*;
use crate::upkeep::TidyLimits;

fn data_files(folder: &std::path::Path) -> usize {
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            count += data_files(&path);
        } else {
            let of_log = path.components().any(|part| part.as_os_str() == "_delta_log");
            count += usize::from(!of_log && path.extension().is_some_and(|ending| ending == "parquet"));
        }
    }
    count
}

#[tokio::test]
async fn a_replaced_file_stays_while_somebody_holds_its_state_and_until_it_is_old() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).await.unwrap();
    let all = events(1..=200);
    lake.append(all[..100].to_vec(), Position(100), NOON).await.unwrap();
    lake.append(all[100..].to_vec(), Position(200), NOON).await.unwrap();
    let held = lake.snapshot();
    assert!(lake.compact_once(&EAGER, NOON).await.unwrap().is_some());
    let sorted = lake.snapshot().file_counts().0;
    let kept_for = Duration::from_secs(600);
    let later = NOON.plus_micros(601_000_000);
    assert_eq!(lake.delete_replaced_files(kept_for, NOON).await.unwrap(), 0, "too young");
    assert_eq!(lake.delete_replaced_files(kept_for, later).await.unwrap(), 0, "held");
    assert_eq!(data_files(folder.path()), sorted + 2);
    let mut seen = 0;
    lake.scan(&held, &Scan::of(&[Column::Position]), |batch| seen += batch.len()).await.unwrap();
    assert_eq!(seen, 200);
    drop(held);
    assert_eq!(lake.delete_replaced_files(kept_for, later).await.unwrap(), 2);
    assert_eq!(data_files(folder.path()), sorted);
    assert_eq!(rows(&lake).await, rows_of(&all));
}

#[tokio::test]
async fn the_log_stays_short_and_a_process_that_was_left_behind_catches_up() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).await.unwrap();
    let behind = Lake::open(folder.path()).await.unwrap();
    let limits = TidyLimits { commits_per_checkpoint: 5, log_entries: 10, ..TidyLimits::default() };
    let all = events(1..=60);
    let mut most = 0;
    for event in &all {
        lake.append(vec![event.clone()], event.position, NOON).await.unwrap();
        lake.keep_tidy(&limits, NOON).await.unwrap();
        most = most.max(std::fs::read_dir(folder.path().join("events/_delta_log")).unwrap().count());
    }
    assert!(lake.snapshot().version >= 60);
    // Ten entries, five until the next checkpoint, five until the one before is old enough, the checkpoints, the pointer.
    assert!(most <= 10 + 5 + 5 + 6, "{most} files in the log");
    assert_eq!(behind.fresh_snapshot().await.unwrap().version, lake.snapshot().version);
    assert_eq!(rows(&behind).await, rows_of(&all));
    assert_eq!(behind.snapshot().through, Position(60));
    behind.append(events(61..=70), Position(70), NOON).await.unwrap();
    assert_eq!(lake.fresh_snapshot().await.unwrap().rows, 70);
}

#[tokio::test]
async fn a_file_that_never_became_part_of_the_table_is_an_orphan_after_a_day() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).await.unwrap();
    lake.append(events(1..=10), Position(10), NOON).await.unwrap();
    let stray = ["events/tail-stray.parquet", "events/sorted/2026-01_2026-12/b0of1/stray.parquet", "events/.x.writing"];
    for path in stray {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, b"PAR1").unwrap();
    }
    let written = std::fs::metadata(folder.path().join(stray[0])).unwrap().modified().unwrap();
    let written = written.duration_since(std::time::UNIX_EPOCH).unwrap().as_micros() as i64;
    assert!(lake.orphans(Timestamp(written)).await.unwrap().is_empty(), "too young");
    let tomorrow = Timestamp(written + 86_401_000_000);
    let mut found: Vec<_> =
        lake.orphans(tomorrow).await.unwrap().into_iter().map(|orphan| format!("events/{}", orphan.path)).collect();
    found.sort_unstable();
    let mut expected = stray.to_vec();
    expected.sort_unstable();
    assert_eq!(found, expected);
    let tidied = lake.keep_tidy(&TidyLimits::default(), tomorrow).await.unwrap();
    assert_eq!(tidied.files, 3);
    assert!(stray.iter().all(|path| !folder.path().join(path).exists()));
    assert_eq!(rows(&lake).await.len(), 10);
}
