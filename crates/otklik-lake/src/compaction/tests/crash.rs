use super::*;
use crate::durable_store::power_cut::Disk;
use crate::upkeep::TidyLimits;

/// Makes checkpoints, cleans the log and deletes replaced files almost at once.
const TIDY: TidyLimits = TidyLimits {
    compaction: EAGER,
    commits_per_checkpoint: 3,
    log_entries: 1,
    keep_replaced: std::time::Duration::ZERO,
};

/// Commits and tidies until the end or the first error; answers up to where the commits were acknowledged.
async fn work(lake: &Lake, all: &[ResolvedEvent]) -> Position {
    let mut acknowledged = Position(0);
    for part in all.chunks(40) {
        let through = part.last().unwrap().position;
        if lake.append(part.to_vec(), through, NOON).await.is_err() {
            return acknowledged;
        }
        acknowledged = through;
        if lake.keep_tidy(&TIDY, NOON).await.is_err() {
            return acknowledged;
        }
    }
    acknowledged
}

async fn check_and_finish(folder: &std::path::Path, all: &[ResolvedEvent], acknowledged: Position, place: usize) {
    let lake = Lake::open(folder).await.unwrap();
    let through = lake.snapshot().through;
    assert!(through >= acknowledged, "cut at {place}: {through:?} after {acknowledged:?} was acknowledged");
    assert_eq!(rows(&lake).await, rows_of(&all[..through.0 as usize]), "cut at {place}");
    // The inbox sends again what it does not know to be there.
    lake.append(all[acknowledged.0 as usize..].to_vec(), Position(all.len() as i64), NOON).await.unwrap();
    while lake.keep_tidy(&TIDY, NOON).await.unwrap().compacted.is_some() {}
    assert_eq!(rows(&lake).await, rows_of(all), "cut at {place}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_power_cut_at_any_operation_every_acknowledged_row_is_there_once() {
    let all = events(1..=120);
    let mut place = 0;
    loop {
        let folder = tempfile::tempdir().unwrap();
        let disk = Disk::cut_after(place);
        let acknowledged = match Lake::open_over(folder.path(), |_| disk.store()).await {
            Ok(lake) => work(&lake, &all).await,
            Err(_) => Position(0),
        };
        if acknowledged == Position(120) && disk.done() < place {
            assert!(place > 30, "only {place} operations were cut");
            return;
        }
        disk.restart(folder.path());
        check_and_finish(folder.path(), &all, acknowledged, place).await;
        place += 1;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_process_died_at_any_operation_every_acknowledged_row_is_there_once() {
    let all = events(1..=120);
    for place in (3..).step_by(5) {
        let folder = tempfile::tempdir().unwrap();
        let disk = Disk::cut_after(place);
        let acknowledged = match Lake::open_over(folder.path(), |_| disk.store()).await {
            Ok(lake) => work(&lake, &all).await,
            Err(_) => Position(0),
        };
        if acknowledged == Position(120) && disk.done() < place {
            return;
        }
        check_and_finish(folder.path(), &all, acknowledged, place).await;
    }
}
