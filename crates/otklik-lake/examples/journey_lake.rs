//! Times questions about journeys on the lake: `journey_lake COLUMNS LAKE`.
//!
//! Reads the columns that `journey_speed` wrote, imports them into a lake as events, and asks: the first time after the lake was opened
//! (cold: everything is read from files), and then the best of five (warm: from the columns that are kept).
//! Prints one JSON object. Files may still be in the system's memory when they are read cold, as they are for the peers.

#[path = "../../otklik-journey/examples/journey_speed/questions.rs"]
mod questions;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use otklik_core::{CustomerKey, Event, IdentityKey, KindKey, Position, Timestamp};
use otklik_journey::Fold;
use otklik_lake::{CompactionLimits, JourneyBucket, JourneyScan, Lake, LakeError, ResolvedEvent};
use questions::{BEGIN, DAY, WEEKS, funnel, possible, retention, transitions};
use serde_json::{Value, json};

const RUNS: usize = 5;
/// Events of one piece of the import.
const PIECE: usize = 500_000;
const NOW: Timestamp = Timestamp(BEGIN + WEEKS * 7 * DAY);

#[tokio::main]
async fn main() -> Result<(), LakeError> {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let (columns, folder) = (arguments.next().unwrap_or_default(), arguments.next().unwrap_or_default());
    if !folder.join("events").exists() {
        import(&columns, &folder).await?;
    }
    let mut found = serde_json::Map::new();
    found.insert("transitions".to_owned(), measure(&folder, &transitions(false)).await?);
    found.insert("transitions_quantiles".to_owned(), measure(&folder, &transitions(true)).await?);
    found.insert("funnel".to_owned(), measure(&folder, &funnel()).await?);
    found.insert("retention".to_owned(), measure(&folder, &retention()).await?);
    println!("{}", Value::Object(found));
    Ok(())
}

async fn import(columns: &Path, folder: &Path) -> Result<(), LakeError> {
    let read = |name: &str| possible(fs::read(columns.join(name)));
    let (customers, codes, times) = (read("customers.u32"), read("codes.u16"), read("times.i64"));
    let lake = Lake::open(folder).await?;
    let count = codes.len() / 2;
    let event = |row: usize| {
        let customer = i64::from(u32::from_le_bytes(possible(customers[4 * row..4 * row + 4].try_into())));
        let code = u16::from_le_bytes(possible(codes[2 * row..2 * row + 2].try_into()));
        let time = i64::from_le_bytes(possible(times[8 * row..8 * row + 8].try_into()));
        ResolvedEvent {
            position: Position(row as i64 + 1),
            received_at: NOW,
            kind: KindKey(i64::from(code)),
            person: Some((IdentityKey(customer), CustomerKey(customer))),
            event: Event::new("bench", format!("e-{row}"), format!("event {code}"), Timestamp(time)),
        }
    };
    for (piece, start) in (0..count).step_by(PIECE).enumerate() {
        let events = (start..(start + PIECE).min(count)).map(event).collect();
        lake.append_bulk(events, "bench", piece as u64 + 1, NOW).await?;
        while lake.compact_once(&CompactionLimits::default(), NOW).await?.is_some() {}
    }
    Ok(())
}

/// The first run after opening the lake, and the best of those that follow.
async fn measure<F: Fold + Clone + Send + Sync + 'static>(folder: &Path, fold: &F) -> Result<Value, LakeError> {
    let lake = Lake::open(folder).await?;
    let cold = ask(&lake, fold).await?;
    let mut warm = f64::INFINITY;
    for _ in 0..RUNS {
        warm = warm.min(ask(&lake, fold).await?);
    }
    Ok(json!({"cold": cold, "warm": warm, "bytes": lake.journey_bytes(), "events": lake.snapshot().rows}))
}

async fn ask<F: Fold + Clone + Send + Sync + 'static>(lake: &Lake, fold: &F) -> Result<f64, LakeError> {
    let started = Instant::now();
    let own = fold.clone();
    let visit = |fold: &mut F, bucket: &JourneyBucket| possible(bucket.journeys()).visit(fold);
    let counted = lake.journeys(&lake.snapshot(), &JourneyScan::default(), move || own.clone(), visit).await?;
    let merged = counted.into_iter().reduce(|mut one, other| {
        one.merge(other);
        one
    });
    let _answer = merged.map(Fold::finish);
    Ok(started.elapsed().as_secs_f64())
}
