use otklik_core::Position;

use super::*;
use crate::compaction::CompactionLimits;
use crate::compaction::tests::{EAGER, NOON, events, rows, rows_of};

#[tokio::test]
async fn a_piece_of_an_import_comes_once_and_leaves_the_inbox_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).await.unwrap();
    let all = events(1..=900);
    lake.append(all[..100].to_vec(), Position(100), NOON).await.unwrap();
    assert_eq!(lake.import_piece("orders").await.unwrap(), None);
    assert!(lake.append_bulk(all[100..500].to_vec(), "orders", 1, NOON).await.unwrap());
    assert!(!lake.append_bulk(all[100..500].to_vec(), "orders", 1, NOON).await.unwrap());
    drop(lake);
    let lake = Lake::open(folder.path()).await.unwrap();
    assert_eq!(lake.import_piece("orders").await.unwrap(), Some(1));
    assert!(!lake.append_bulk(all[100..500].to_vec(), "orders", 1, NOON).await.unwrap());
    assert!(lake.append_bulk(all[500..].to_vec(), "orders", 2, NOON).await.unwrap());
    assert_eq!(lake.snapshot().through, Position(100));
    let (sorted, tails) = lake.snapshot().file_counts();
    assert!(sorted >= 3 && tails == 1);
    while lake.compact_once(&EAGER, NOON).await.unwrap().is_some() {}
    assert_eq!(rows(&lake).await, rows_of(&all));
}

/// An import puts files into cells that a compactor cuts at the same time.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn imports_and_cuts_at_once_leave_no_cell_within_another() {
    let folder = tempfile::tempdir().unwrap();
    let lake = std::sync::Arc::new(Lake::open(folder.path()).await.unwrap());
    let all = events(1..=600);
    let compacting = tokio::spawn({
        let lake = std::sync::Arc::clone(&lake);
        async move {
            let limits = CompactionLimits { cell_rows: 80, ..EAGER };
            while lake.snapshot().rows < 600 || lake.compact_once(&limits, NOON).await.unwrap().is_some() {
                lake.compact_once(&limits, NOON).await.unwrap();
            }
        }
    });
    for (number, part) in all.chunks(100).enumerate() {
        assert!(lake.append_bulk(part.to_vec(), "history", number as u64 + 1, NOON).await.unwrap());
        let cells: BTreeSet<Cell> = lake.snapshot().files.iter().filter_map(|file| file.cell).collect();
        assert!(!overlap(&cells), "{cells:?}");
    }
    compacting.await.unwrap();
    assert_eq!(rows(&lake).await, rows_of(&all));
}
