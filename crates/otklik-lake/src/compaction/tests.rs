mod crash;
mod hour;
mod older_file;
mod upkeep;

use super::*;
use crate::ResolvedEvent;
use crate::scan::Scan;
use crate::schema::Column;
use otklik_core::{CustomerKey, Event, IdentityKey, KindKey, Position};

pub(crate) const NOON: Timestamp = Timestamp(1_780_000_000_000_000);

/// Puts tails away from the second on, and cuts cells early.
pub(crate) const EAGER: CompactionLimits =
    CompactionLimits { tails: 2, tail_rows: 1_000_000, job_rows: 1_000_000, job_tails: 8, cell_rows: 300 };

/// Events of a few years, some without a customer.
pub(crate) fn events(positions: std::ops::RangeInclusive<i64>) -> Vec<ResolvedEvent> {
    positions
        .map(|position| {
            let days = (position * 7_919) % 900;
            let mut event =
                Event::new("till", format!("e-{position}"), "order_placed", NOON.plus_micros(days * 86_400_000_001));
            event.properties = format!(r#"{{"n":{position}}}"#);
            event.channel = (position % 3 > 0).then(|| format!("channel {}", position % 3));
            ResolvedEvent {
                position: Position(position),
                received_at: NOON,
                kind: KindKey(1),
                person: (position % 5 > 0)
                    .then(|| (IdentityKey(position * 31 % 57 + 1_000), CustomerKey(position * 31 % 57 + 1))),
                event,
            }
        })
        .collect()
}

/// Every row's position and what else it says, sorted.
pub(crate) async fn rows(lake: &Lake) -> Vec<(i64, Option<i64>, String)> {
    let mut rows = Vec::new();
    let columns = [Column::Position, Column::CustomerKey, Column::Properties, Column::Channel];
    lake.scan(&lake.snapshot(), &Scan::of(&columns), |batch| {
        for row in 0..batch.len() {
            let texts = [Column::Properties, Column::Channel].map(|column| batch.text(column, row).unwrap_or("-"));
            rows.push((batch.positions()[row], batch.customer(row).map(|customer| customer.0), texts.join(" ")));
        }
    })
    .await
    .unwrap();
    rows.sort_unstable();
    rows
}

pub(crate) fn rows_of(events: &[ResolvedEvent]) -> Vec<(i64, Option<i64>, String)> {
    let row = |event: &ResolvedEvent| {
        let texts = format!("{} {}", event.event.properties, event.event.channel.as_deref().unwrap_or("-"));
        (event.position.0, event.person.map(|person| person.1.0), texts)
    };
    events.iter().map(row).collect()
}

#[tokio::test]
async fn compaction_changes_no_row_and_leaves_files_in_order_in_disjoint_cells() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).await.unwrap();
    let all = events(1..=1_500);
    for part in all.chunks(100) {
        lake.append(part.to_vec(), part.last().unwrap().position, NOON).await.unwrap();
        while lake.compact_once(&EAGER, NOON).await.unwrap().is_some() {}
    }
    assert_eq!(rows(&lake).await, rows_of(&all));
    let snapshot = lake.snapshot();
    assert_eq!((snapshot.rows, snapshot.through), (1_500, Position(1_500)));
    let cells: std::collections::BTreeSet<_> = snapshot.files.iter().filter_map(|file| file.cell).collect();
    assert!(cells.len() > 4, "cells were cut: {cells:?}");
    for file in snapshot.files.iter().filter(|file| file.cell.is_some()) {
        let mut routes = Routes::new(cells.iter().copied());
        let mut previous = None;
        let alone = Snapshot {
            version: snapshot.version,
            through: snapshot.through,
            rows: 0,
            rewrites: 0,
            standing: snapshot.standing,
            occurred: None,
            folder: snapshot.folder.clone(),
            files: vec![file.clone()],
        };
        let columns = [Column::Position, Column::CustomerKey, Column::OccurredAt];
        lake.scan(&alone, &Scan::of(&columns), |batch| {
            for row in 0..batch.len() {
                let key = (batch.customer(row), batch.occurred_at()[row], batch.positions()[row]);
                assert!(previous < Some(key), "in order");
                previous = Some(key);
                let found = routes.find(key.1, key.0.map(|customer| customer.0), key.2);
                assert_eq!(Some(routes.found()[found]), file.cell, "in its own cell");
            }
        })
        .await
        .unwrap();
    }
    drop(lake);
    let reopened = Lake::open(folder.path()).await.unwrap();
    assert_eq!(rows(&reopened).await, rows_of(&all));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_compactors_and_a_writer_at_once_lose_and_double_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let writer = Arc::new(Lake::open(folder.path()).await.unwrap());
    let other = Arc::new(Lake::open(folder.path()).await.unwrap());
    let all = events(1..=2_000);
    let writing = tokio::spawn({
        let (lake, all) = (Arc::clone(&writer), all.clone());
        async move {
            for part in all.chunks(50) {
                lake.append(part.to_vec(), part.last().unwrap().position, NOON).await.unwrap();
            }
        }
    });
    let compactors = [Arc::clone(&writer), Arc::clone(&other)].map(|lake| {
        tokio::spawn(async move {
            let mut jobs = 0;
            while lake.fresh_snapshot().await.unwrap().through < Position(2_000) {
                jobs += usize::from(lake.compact_once(&EAGER, NOON).await.unwrap().is_some());
            }
            jobs
        })
    });
    writing.await.unwrap();
    let [one, two] = compactors;
    let (one, two) = (one.await.unwrap(), two.await.unwrap());
    assert!(one + two > 3, "{one} and {two} jobs were done meanwhile");
    other.refresh().await.unwrap();
    assert_eq!(rows(&other).await, rows_of(&all));
}

#[tokio::test]
async fn a_compactor_that_was_overtaken_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).await.unwrap();
    let all = events(1..=200);
    for part in all.chunks(100) {
        lake.append(part.to_vec(), part.last().unwrap().position, NOON).await.unwrap();
    }
    let (snapshot, rewrites) = lake.state_for_rewrite().await.unwrap();
    let merged = lake.merge(&snapshot.files, Routes::new([]), None).await.unwrap();
    let paths: Vec<_> = merged.files.iter().map(|file| snapshot.folder.join(&file.path)).collect();
    assert!(!paths.is_empty() && paths.iter().all(|path| path.exists()));
    lake.compact_once(&EAGER, NOON).await.unwrap().unwrap();
    let replaced = lake.replace(&snapshot.files, merged, rewrites, false, optimize(), NOON).await.unwrap();
    assert_eq!(replaced, None);
    assert!(paths.iter().all(|path| !path.exists()), "what it wrote is gone");
    assert_eq!(rows(&lake).await, rows_of(&all));
}
