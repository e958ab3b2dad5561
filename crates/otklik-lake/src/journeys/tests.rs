use std::collections::{BTreeMap, HashMap, HashSet};

use otklik_core::{AnswerGiven, CustomerKey, Event, IdentityKey, KindKey, Money, Position};
use proptest::prelude::*;

use super::*;
use crate::compaction::tests::{EAGER, NOON};
use crate::forget::tests::now;
use crate::snapshot::Snapshot;
use crate::{EventBatch, Lake, ResolvedEvent, Scan};

const HOUR: i64 = 3_600_000_000;
const RUB: &str = "RUB";

/// What columns tell of one event: time, kind, unit, amount, order, mark of the judge, seconds, and mark and survey of an answer.
type Told = (i64, i64, String, i64, u64, u32, Option<u32>, Option<(u32, u32)>);
type All = BTreeMap<i64, Vec<Told>>;

struct OddPositions;

impl EventJudge for OddPositions {
    fn columns(&self) -> Vec<Column> {
        vec![Column::Channel]
    }

    fn judge(&self, batch: &EventBatch, marks: &mut Vec<u32>) {
        let is_app = |row| u32::from(batch.text(Column::Channel, row) == Some("app"));
        marks.extend((0..batch.len()).map(|row| 2 * (batch.positions()[row] % 2) as u32 + is_app(row)));
    }
}

fn full(moves: &Moves, judged: bool) -> JourneyScan {
    JourneyScan {
        sides: SideColumns {
            units: true,
            amounts: RUB.parse().ok(),
            groups: Some(Grouping::Order),
            durations: true,
            scores: true,
        },
        moves: moves.clone(),
        judge: judged.then(|| Arc::new(OddPositions) as Arc<dyn EventJudge>),
    }
}

/// The next number of a series that looks random.
fn next(state: &mut u64, below: u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) % below
}

/// An event of one of few customers at one of few times, so that times are often equal and events often late.
fn event(position: i64, random: &mut u64) -> ResolvedEvent {
    let time = NOON.plus_micros(HOUR * 24 * 31 * next(random, 12) as i64 + HOUR * next(random, 4) as i64);
    let mut event = Event::new("till", format!("e-{position}"), "order_placed", time);
    event.channel = (next(random, 2) == 0).then(|| "app".to_owned());
    event.unit = (next(random, 3) > 0).then(|| format!("unit{}", next(random, 3)).parse().unwrap());
    event.order = (next(random, 2) == 0).then(|| format!("o-{}", next(random, 5)));
    let currency = if next(random, 3) == 0 { "EUR" } else { RUB };
    let amount = otklik_core::Amount(100 * position);
    event.money = (next(random, 2) == 0).then(|| Money { amount, currency: currency.parse().unwrap() });
    event.duration_ms = (next(random, 2) == 0).then(|| 1_500 * position);
    event.answer = (next(random, 3) == 0).then(|| AnswerGiven {
        survey: format!("survey{}", position % 3),
        question: "recommend".to_owned(),
        metric: None,
        scale: None,
        value: Some((position % 11) as f64),
        text: None,
        asked: None,
    });
    let identity = 1_000 + next(random, 40) as i64;
    ResolvedEvent {
        position: Position(position),
        received_at: NOON,
        kind: KindKey(1 + next(random, 5) as i64),
        person: (next(random, 8) > 0).then_some((IdentityKey(identity), CustomerKey(identity - 990))),
        event,
    }
}

/// An event's time and position, and what it tells.
type Placed = ((i64, i64), Told);

/// What a plain scan tells, sorted.
async fn by_scan(lake: &Lake, snapshot: &Arc<Snapshot>, moves: &Moves, judged: bool) -> All {
    let scan = Scan { moves: moves.clone(), ..Scan::of(Column::ALL) };
    let mut all: BTreeMap<i64, Vec<Placed>> = BTreeMap::new();
    lake.scan(snapshot, &scan, |batch| {
        let mut marks = Vec::new();
        OddPositions.judge(batch, &mut marks);
        for (row, mark) in marks.iter().enumerate() {
            let Some(customer) = batch.customer(row) else { continue };
            let (time, position) = (batch.occurred_at()[row], batch.positions()[row]);
            let is_rouble = batch.text(Column::Currency, row) == Some(RUB);
            let told = (
                time,
                batch.kinds()[row],
                batch.text(Column::Unit, row).unwrap_or_default().to_owned(),
                batch.amount(row).filter(|_| is_rouble).map_or(0, |amount| amount.0),
                batch.text(Column::OrderId, row).map_or(0, super::read::group_number),
                if judged { *mark } else { 0 },
                batch.integer(Column::DurationMs, row).map(|millis| millis as f32 / 1_000.0).map(f32::to_bits),
                batch.float(Column::Score, row).map(|mark| {
                    let survey = batch.text(Column::Survey, row).map_or(0, super::read::group_number);
                    ((mark as f32).to_bits(), survey as u32)
                }),
            );
            all.entry(customer.0).or_default().push(((time, position), told));
        }
    })
    .await
    .unwrap();
    all.into_iter()
        .map(|(customer, mut events)| {
            events.sort_unstable();
            (customer, events.into_iter().map(|(_, told)| told).collect())
        })
        .collect()
}

async fn by_columns(lake: &Lake, snapshot: &Arc<Snapshot>, scan: &JourneyScan) -> All {
    let told = lake.journeys(snapshot, scan, Vec::new, |all: &mut Vec<(i64, Vec<Told>)>, bucket| {
        let names = bucket.unit_names().all();
        let unit = |number: u16| names.get(usize::from(number)).cloned().unwrap_or_default();
        for (run, customer) in bucket.customers().iter().enumerate() {
            let events = bucket.starts()[run] as usize..bucket.starts()[run + 1] as usize;
            assert_eq!(bucket.journeys().unwrap().journey(run).len(), events.len());
            let told = events.map(|row| {
                let mark = bucket.marks().get(row).copied().unwrap_or(0);
                let (unit, amount, group) = (unit(bucket.units()[row]), bucket.amounts()[row], bucket.groups()[row]);
                let bits = |value: f32| (!value.is_nan()).then(|| value.to_bits());
                let lasted = bits(bucket.durations()[row]);
                let given = bits(bucket.scores()[row]).map(|mark| (mark, bucket.surveys()[row]));
                (bucket.times()[row], i64::from(bucket.codes()[row]), unit, amount, group, mark, lasted, given)
            });
            all.push((*customer, told.collect()));
        }
    });
    let told: Vec<_> = told.await.unwrap().into_iter().flatten().collect();
    let count = told.len();
    let all: All = told.into_iter().collect();
    assert_eq!(all.len(), count, "each customer is shown once");
    all
}

async fn assert_columns_are_the_scan(lake: &Lake, moves: &Moves, what: &str) {
    let snapshot = lake.snapshot();
    for judged in [false, true] {
        let (found, expected) =
            (by_columns(lake, &snapshot, &full(moves, judged)).await, by_scan(lake, &snapshot, moves, judged).await);
        assert_eq!(found, expected, "{what}, judged: {judged}");
    }
}

async fn any_history(seed: u64, bytes: u64, bucket_events: u64) {
    let folder = tempfile::tempdir().unwrap();
    let mut lake = Lake::open(folder.path()).await.unwrap();
    let limits = JourneyLimits { bytes, bucket_events };
    lake.limit_journeys(limits);
    let (mut random, mut position) = (seed, 0);
    let mut owners: HashMap<IdentityKey, CustomerKey> = HashMap::new();
    let mut moves = Moves::default();
    for step in 0..24 {
        let what = match next(&mut random, 10) {
            0..=4 => {
                let events: Vec<_> = (0..1 + next(&mut random, 60))
                    .map(|_| {
                        position += 1;
                        event(position, &mut random)
                    })
                    .collect();
                lake.append(events, Position(position), NOON).await.unwrap();
                "a commit"
            }
            5 | 6 => {
                lake.compact_once(&EAGER, NOON).await.unwrap();
                "sorting anew"
            }
            7 => {
                let identity = IdentityKey(1_000 + next(&mut random, 40) as i64);
                owners.insert(identity, CustomerKey(10 + next(&mut random, 40) as i64));
                moves = Moves::new(owners.clone());
                "a merge"
            }
            8 => {
                let identity = IdentityKey(1_000 + next(&mut random, 40) as i64);
                let erased = lake.erase(&HashSet::from([identity]), now()).await.unwrap();
                assert!(
                    erased.rows == 0 || lake.journey_bytes() == 0,
                    "what was erased is not kept until somebody asks"
                );
                "an erasure"
            }
            _ => {
                drop(lake);
                lake = Lake::open(folder.path()).await.unwrap();
                lake.limit_journeys(limits);
                "a restart"
            }
        };
        assert_columns_are_the_scan(&lake, &moves, &format!("seed {seed}, step {step}, after {what}")).await;
        assert!(lake.journey_bytes() <= bytes, "{} bytes are kept", lake.journey_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn columns_are_what_a_plain_scan_tells_whatever_happened(
        seed in 1_u64..u64::MAX,
        bytes in prop_oneof![Just(1_u64 << 30), 1_000_u64..20_000],
        bucket_events in prop_oneof![Just(1_u64 << 20), 1_u64..200],
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(any_history(seed, bytes, bucket_events));
    }
}

async fn filled(folder: &std::path::Path, commits: i64) -> (Lake, u64) {
    let lake = Lake::open(folder).await.unwrap();
    let mut random = 11;
    for commit in 0..commits {
        let events: Vec<_> = (commit * 50 + 1..=commit * 50 + 50).map(|place| event(place, &mut random)).collect();
        lake.append(events, Position(commit * 50 + 50), NOON).await.unwrap();
    }
    (lake, random)
}

#[tokio::test]
async fn sorting_anew_and_commits_read_no_old_file_again() {
    let folder = tempfile::tempdir().unwrap();
    let (lake, mut random) = filled(folder.path(), 6).await;
    let scan = full(&Moves::default(), false);
    let before = by_columns(&lake, &lake.snapshot(), &scan).await;
    while lake.compact_once(&EAGER, NOON).await.unwrap().is_some() {}
    let snapshot = lake.snapshot();
    let truth = by_scan(&lake, &snapshot, &Moves::default(), false).await;
    lake.append((301..=340).map(|place| event(place, &mut random)).collect(), Position(340), NOON).await.unwrap();
    let extended = by_scan(&lake, &lake.snapshot(), &Moves::default(), false).await;
    // What would be read again is not there any more.
    for file in &snapshot.files {
        std::fs::remove_file(snapshot.folder.join(&file.path)).unwrap();
    }
    assert_eq!(before, truth);
    assert_eq!(by_columns(&lake, &lake.snapshot(), &scan).await, extended);
    let fewer = JourneyScan { sides: SideColumns::default(), ..scan };
    let events = lake.journeys(&lake.snapshot(), &fewer, || 0, |sum, bucket| *sum += bucket.codes().len()).await;
    assert_eq!(events.unwrap().iter().sum::<usize>(), extended.values().map(Vec::len).sum::<usize>());
}

#[tokio::test]
async fn an_older_state_is_told_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (lake, mut random) = filled(folder.path(), 3).await;
    let scan = full(&Moves::default(), false);
    let older = lake.snapshot();
    let truth = by_scan(&lake, &older, &Moves::default(), false).await;
    lake.append((151..=200).map(|place| event(place, &mut random)).collect(), Position(200), NOON).await.unwrap();
    let newer = by_columns(&lake, &lake.snapshot(), &scan).await;
    assert_eq!(by_columns(&lake, &older, &scan).await, truth);
    assert_ne!(newer, truth);
    assert_eq!(by_columns(&lake, &lake.snapshot(), &scan).await, newer);
}

#[tokio::test]
async fn who_leaves_stops_the_work() {
    let folder = tempfile::tempdir().unwrap();
    let (lake, _) = filled(folder.path(), 6).await;
    lake.limit_journeys(JourneyLimits { bytes: 1 << 30, bucket_events: 1 });
    let shown = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counter = Arc::clone(&shown);
    let (snapshot, scan) = (lake.snapshot(), JourneyScan::default());
    let asking = lake.journeys(
        &snapshot,
        &scan,
        || (),
        move |(), _| {
            counter.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            std::thread::sleep(std::time::Duration::from_millis(20));
        },
    );
    assert!(tokio::time::timeout(std::time::Duration::from_millis(100), asking).await.is_err());
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    let stopped_at = shown.load(std::sync::atomic::Ordering::Relaxed);
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert_eq!(shown.load(std::sync::atomic::Ordering::Relaxed), stopped_at);
    assert!(stopped_at < 200, "{stopped_at}");
}

#[test]
fn every_customer_has_one_bucket() {
    let plan = super::plan::Plan::of(10, 7, 5);
    for customer in [i64::MIN, -1, 9, 10, 16, 17, 44, 45, 46, 1_000, i64::MAX] {
        let bucket = plan.bucket(customer);
        let (low, high) = plan.customers(&(bucket..bucket + 1));
        assert!((low..=high).contains(&customer), "{customer} in {bucket}: {low} to {high}");
    }
    assert_eq!(plan.customers(&(0..5)), (i64::MIN, i64::MAX));
    assert_eq!((plan.customers(&(1..3)), plan.bucket(17), plan.bucket(30)), ((17, 30), 1, 2));
}
