//! Measures how fast tails are written and sorted, and a person is erased: `compact_rate [rows a commit] [commits] [folder]`.
//!
//! With a folder the table stays, for a look at it with other programs.

#![expect(clippy::unwrap_used, reason = "a measurement has nobody to report to")]

use std::collections::HashSet;
use std::path::PathBuf;
use std::time::Instant;

use otklik_core::{CustomerKey, Event, IdentityKey, KindKey, Position, Timestamp};
use otklik_lake::{Column, CompactionLimits, Lake, ResolvedEvent, Scan};

const START: Timestamp = Timestamp(1_767_225_600_000_000);

fn event(position: i64) -> ResolvedEvent {
    let scattered = position.wrapping_mul(2_654_435_761) & 0x7fff_ffff;
    let customer = scattered % 100_000 + 1;
    let time = START.plus_micros(position * 1_500_000);
    let mut event = Event::new("till", format!("018f3c2a-{position:012x}-{scattered:08x}"), "order_placed", time);
    event.unit = format!("msk/shop-{}", scattered % 40).parse().ok();
    event.channel = Some(["app", "till", "site"][(scattered % 3) as usize].to_owned());
    event.order = Some(format!("o-{position}"));
    event.properties = format!(r#"{{"items":{}}}"#, scattered % 7);
    ResolvedEvent {
        position: Position(position),
        received_at: time,
        kind: KindKey(scattered % 20 + 1),
        person: Some((IdentityKey(customer), CustomerKey(customer))),
        event,
    }
}

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let rows = arguments.next().map_or(20_000, |argument| argument.parse::<i64>().unwrap());
    let commits = arguments.next().map_or(100, |argument| argument.parse::<i64>().unwrap());
    let passing = tempfile::tempdir().unwrap();
    let folder = arguments.next().map_or(passing.path().to_owned(), PathBuf::from);
    let lake = Lake::open(&folder).await.unwrap();
    let started = Instant::now();
    for commit in 0..commits {
        let events: Vec<_> = (commit * rows + 1..=(commit + 1) * rows).map(event).collect();
        lake.append(events, Position((commit + 1) * rows), START).await.unwrap();
    }
    let appended = started.elapsed().as_secs_f64();
    let total = (rows * commits) as f64;
    println!("{commits} commits of {rows} rows: {appended:.1} s, {:.0} rows/s", total / appended);
    let mut rewritten = 0;
    let started = Instant::now();
    while let Some(done) = lake.compact_once(&CompactionLimits::default(), START).await.unwrap() {
        rewritten += done.rows;
        println!(
            "{} files → {}, {} rows, {:.1} s since",
            done.files_before,
            done.files_after,
            done.rows,
            started.elapsed().as_secs_f64()
        );
    }
    let seconds = started.elapsed().as_secs_f64();
    println!("compaction: {rewritten} rows rewritten in {seconds:.1} s, {:.0} rows/s", rewritten as f64 / seconds);
    let snapshot = lake.snapshot();
    println!("{:?} files (sorted, tails), {:.1} bytes a row", snapshot.file_counts(), snapshot.bytes() as f64 / total);
    for (name, scan) in [
        ("three columns", Scan::of(&[Column::CustomerKey, Column::OccurredAt, Column::KindKey])),
        (
            "one customer",
            Scan { customers: Some(vec![CustomerKey(777)]), ..Scan::of(&[Column::Position, Column::Name]) },
        ),
    ] {
        let started = Instant::now();
        let mut seen = 0;
        lake.scan(&snapshot, &scan, |batch| seen += batch.len()).await.unwrap();
        println!("scan of {name}: {seen} rows in {:.3} s", started.elapsed().as_secs_f64());
    }
    drop(snapshot);
    let started = Instant::now();
    let erased = lake.erase(&HashSet::from([IdentityKey(777)]), START).await.unwrap();
    println!("erasure of one person: {erased:?} in {:.1} s", started.elapsed().as_secs_f64());
    println!("rows now: {}", lake.snapshot().rows);
}
