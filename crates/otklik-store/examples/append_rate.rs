//! Measures how fast the inbox acknowledges events and how fast people are resolved.
//!
//! `cargo run --release -p otklik-store --example append_rate -- [events] [batch] [folder]`

use std::time::Instant;

use otklik_core::{Currency, Event, Identifier, IdentifierKind, Money, Position, Timestamp};
use otklik_store::Store;

type Failure = Box<dyn std::error::Error>;

const PEOPLE: usize = 40_000;
const MOST_RESOLVED: usize = 1_000_000;
const CLIENTS: usize = 64;

fn event(number: usize, currency: Currency) -> Event {
    let mut event =
        Event::new("till", format!("receipt-{number}"), "order_placed", Timestamp(number as i64 * 1_000_000));
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

fn rate(count: usize, since: Instant) -> f64 {
    count as f64 / since.elapsed().as_secs_f64()
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let total: usize = arguments.next().map_or(Ok(1_000_000), |text| text.parse())?;
    let batch: usize = arguments.next().map_or(Ok(20_000), |text| text.parse())?;
    let folder = arguments.next().map_or_else(|| std::env::temp_dir().join("otklik-append-rate"), Into::into);
    let store = Store::open(&folder).await?;
    let currency: Currency = "RUB".parse()?;
    let known = store.inbox().last_position().0 as usize;

    let mut seconds = 0.0;
    for first in (0..total).step_by(batch) {
        let events: Vec<Event> =
            (first..(first + batch).min(total)).map(|number| event(known + number, currency)).collect();
        let start = Instant::now();
        let appended = store.inbox().append(&events, Timestamp(0)).await?;
        store.inbox().trim(Position(appended.last_position.0 - batch as i64)).await?;
        seconds += start.elapsed().as_secs_f64();
        if first / batch % 20 == 19 {
            println!(
                "{:>10} events: {:>9.0} appended and trimmed/s so far",
                first + batch,
                (first + batch) as f64 / seconds
            );
        }
    }
    println!("batches of {batch}: {:.0} appended and trimmed/s", total as f64 / seconds);

    let mut seconds = 0.0;
    let resolved = total.min(MOST_RESOLVED);
    for first in (0..resolved).step_by(batch) {
        let events: Vec<Event> =
            (first..(first + batch).min(resolved)).map(|number| event(known + number, currency)).collect();
        let identifiers: Vec<&[Identifier]> = events.iter().map(|event| event.identifiers.as_slice()).collect();
        let start = Instant::now();
        store.people().resolve(&identifiers, otklik_core::Timestamp(0)).await?;
        seconds += start.elapsed().as_secs_f64();
    }
    println!("{PEOPLE} people, batches of {batch}: {:.0} resolved/s", resolved as f64 / seconds);

    let events: Vec<Event> = (0..batch).map(|number| event(known + number, currency)).collect();
    let start = Instant::now();
    let repeated = store.inbox().append(&events, Timestamp(0)).await?;
    println!("repeated batch: {:.0} duplicates/s ({} accepted)", rate(batch, start), repeated.accepted);

    let start = Instant::now();
    let waiting: usize =
        store.inbox().pending(Position(0), usize::MAX).await?.iter().map(|batch| batch.events.len()).sum();
    println!("{waiting} waiting events read: {:.0}/s", rate(waiting, start));

    const EACH: usize = 200;
    let start = Instant::now();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let store = store.clone();
            tokio::spawn(async move {
                for number in 0..EACH {
                    let single = event(known + total + client * EACH + number, currency);
                    store.inbox().append(&[single], Timestamp(0)).await?;
                }
                Ok::<_, otklik_store::StoreError>(())
            })
        })
        .collect();
    for client in clients {
        client.await??;
    }
    println!("{CLIENTS} clients with single events: {:.0} appended/s", rate(CLIENTS * EACH, start));
    store.close().await;
    Ok(())
}
