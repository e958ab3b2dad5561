//! Measures how fast the inbox acknowledges events while it holds many ids, and how fast people are resolved.
//!
//! `cargo run --release -p otklik-store --example append_rate -- [ids held] [folder or postgres://…] [events]`

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use otklik_core::{Currency, Event, Identifier, IdentifierKind, Money, Position, Timestamp};
use otklik_store::{Mention, Place, Store, StoreError};

const PEOPLE: usize = 40_000;
const PREFILL_BATCH: usize = 20_000;
const BATCH: usize = 500;
const BATCH_CLIENTS: usize = 8;
const SINGLE_CLIENTS: usize = 64;
const SINGLES_FOR: Duration = Duration::from_secs(10);

fn event(number: usize, currency: Currency) -> Event {
    let mut event = Event::new("till", format!("receipt-{number}"), "order_placed", Timestamp(0));
    let person = number.wrapping_mul(2_654_435_761) % PEOPLE;
    event.identifiers = vec![
        Identifier { kind: IdentifierKind::External, value: format!("c-{person}") },
        Identifier { kind: IdentifierKind::Phone, value: format!("+7916{person:07}") },
    ];
    event.channel = Some("counter".to_owned());
    event.unit = format!("msk/shop-{}", number % 24).parse().ok();
    event.order = Some(format!("o-{number}"));
    event.money = "450.00".parse().ok().map(|amount| Money { amount, currency });
    event.properties = r#"{"drink":"latte","size":"m"}"#.to_owned();
    event
}

fn memory(what: &str) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let lines = status.lines().filter(|line| line.starts_with("VmRSS") || line.starts_with("VmHWM"));
    let sizes: Vec<String> = lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    println!("memory {what}: {}", sizes.join(", "));
}

async fn prefill(store: &Store, ids: usize) -> Result<(), Box<dyn Error>> {
    let known = store.inbox().last_position().0 as usize;
    let start = Instant::now();
    for first in (known..ids).step_by(PREFILL_BATCH) {
        let events: Vec<Event> = (first..first + PREFILL_BATCH)
            .map(|number| Event::new("old", number.to_string(), "n", Timestamp(0)))
            .collect();
        let appended = store.inbox().append(&events, Timestamp(0)).await?;
        store.inbox().trim(appended.last_position).await?;
        if (first + PREFILL_BATCH).is_multiple_of(5_000_000) {
            println!("{:>10} ids held after {:.0} s", first + PREFILL_BATCH, start.elapsed().as_secs_f64());
        }
    }
    memory("with the ids held");
    Ok(())
}

/// Plays the lake: forgets what came, twice a second.
async fn trim_until(store: Store, ended: Arc<AtomicBool>) -> Result<(), StoreError> {
    while !ended.load(Ordering::Relaxed) {
        tokio::time::sleep(Duration::from_millis(500)).await;
        store.inbox().trim(store.inbox().last_position()).await?;
    }
    Ok(())
}

async fn append_batches(store: &Store, first: usize, events: usize, currency: Currency) -> Result<(), Box<dyn Error>> {
    let each = events / BATCH_CLIENTS / BATCH;
    // Made before the clock starts: the clients' own work is not the inbox's.
    let prepared: Vec<Vec<Vec<Event>>> = (0..BATCH_CLIENTS)
        .map(|client| {
            let batch = |number: usize| {
                let from = first + (client * each + number) * BATCH;
                (from..from + BATCH).map(|number| event(number, currency)).collect()
            };
            (0..each).map(batch).collect()
        })
        .collect();
    let start = Instant::now();
    let clients: Vec<_> = prepared
        .into_iter()
        .map(|batches| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut longest = Duration::ZERO;
                for batch in batches {
                    let sent = Instant::now();
                    store.inbox().append(&batch, Timestamp(0)).await?;
                    longest = longest.max(sent.elapsed());
                }
                Ok::<_, StoreError>(longest)
            })
        })
        .collect();
    let mut longest = Duration::ZERO;
    for client in clients {
        longest = longest.max(client.await??);
    }
    let rate = (each * BATCH * BATCH_CLIENTS) as f64 / start.elapsed().as_secs_f64();
    println!("{BATCH_CLIENTS} clients, batches of {BATCH}: {rate:.0} events/s, the slowest batch {longest:.1?}");
    Ok(())
}

async fn append_singles(store: &Store, first: usize, what: &str, currency: Currency) -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let clients: Vec<_> = (0..SINGLE_CLIENTS)
        .map(|client| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut times = Vec::new();
                while start.elapsed() < SINGLES_FOR {
                    let single = event(first + times.len() * SINGLE_CLIENTS + client, currency);
                    let sent = Instant::now();
                    store.inbox().append(&[single], Timestamp(0)).await?;
                    times.push(sent.elapsed());
                }
                Ok::<_, StoreError>(times)
            })
        })
        .collect();
    let mut times = Vec::new();
    for client in clients {
        times.extend(client.await??);
    }
    let rate = times.len() as f64 / start.elapsed().as_secs_f64();
    times.sort_unstable();
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
    println!(
        "{SINGLE_CLIENTS} clients, single events{what}: {rate:.0} events/s, p50 {:.1?}, p99 {:.1?}, slowest {:.1?}",
        at(0.5),
        at(0.99),
        at(1.0)
    );
    Ok(())
}

async fn resolve_people(store: &Store, currency: Currency) -> Result<(), Box<dyn Error>> {
    const RESOLVED: usize = 1_000_000;
    let mut seconds = 0.0;
    for first in (0..RESOLVED).step_by(PREFILL_BATCH) {
        let events: Vec<Event> = (first..first + PREFILL_BATCH).map(|number| event(number, currency)).collect();
        let mentions: Vec<Mention<'_>> =
            events.iter().map(|event| Mention { identifiers: &event.identifiers, time: event.time }).collect();
        let start = Instant::now();
        store.people().resolve(&mentions, otklik_core::Timestamp(0)).await?;
        seconds += start.elapsed().as_secs_f64();
    }
    println!("{PEOPLE} people: {:.0} events resolved/s", RESOLVED as f64 / seconds);
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let ids: usize = arguments.next().map_or(Ok(1_000_000), |text| text.parse())?;
    let place = arguments.next().unwrap_or_else(|| "otklik-append-rate".to_owned());
    let events: usize = arguments.next().map_or(Ok(1_000_000), |text| text.parse())?;
    let folder = std::env::temp_dir().join("otklik-append-rate");
    let place = if place.contains("://") { Place::folder(folder).with_database(place) } else { Place::folder(place) };
    let start = Instant::now();
    let store = Store::open_at(place).await?;
    println!("opened in {:.2?}", start.elapsed());
    let currency: Currency = "RUB".parse()?;
    prefill(&store, ids).await?;

    let ended = Arc::new(AtomicBool::new(false));
    let trimming = tokio::spawn(trim_until(store.clone(), Arc::clone(&ended)));
    let mut next = store.inbox().last_position().0 as usize;
    append_batches(&store, next, events, currency).await?;
    next += events;
    append_singles(&store, next, "", currency).await?;
    next += 10_000_000;
    let (bulk, singles) = tokio::join!(
        append_batches(&store, next, events, currency),
        append_singles(&store, next + events, " beside them", currency)
    );
    bulk.and(singles)?;
    let repeated: Vec<Event> = (next..next + PREFILL_BATCH).map(|number| event(number, currency)).collect();
    let start = Instant::now();
    let appended = store.inbox().append(&repeated, Timestamp(0)).await?;
    println!(
        "a repeated batch: {:.0} duplicates/s ({} accepted)",
        PREFILL_BATCH as f64 / start.elapsed().as_secs_f64(),
        appended.accepted
    );
    ended.store(true, Ordering::Relaxed);
    trimming.await??;
    store.inbox().trim(Position(i64::MAX)).await?;
    memory("at the end");
    resolve_people(&store, currency).await?;
    store.close().await;
    Ok(())
}
