//! Somebody who has customers erased; what happened to them has to go, to stay away, and to take nothing else with it.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use super::chance::Chance;
use super::ledger::Figures;
use super::sender::{rfc3339, start_of_run};
use super::shared::Shared;
use crate::http::{Client, Response};

const ORDERS: u64 = 3;
const LOOK_PAUSE: Duration = Duration::from_millis(50);
/// Each erasure rewrites files, and others want to be killed too.
const PAUSE: Duration = Duration::from_millis(1_500);
const PATIENCE: Duration = Duration::from_secs(180);

/// Erases customers.
pub struct Eraser {
    book: usize,
    chance: Chance,
    shared: Arc<Shared>,
    erased: u64,
    low: Figures,
    high: Figures,
}

impl Eraser {
    /// Nobody erased yet.
    pub fn new(seed: u64, shared: Arc<Shared>) -> Self {
        let book = shared.open_book();
        let chance = Chance::new(seed.wrapping_add(55));
        Self { book, chance, shared, erased: 0, low: Figures::default(), high: Figures::default() }
    }

    /// Erases until told to stop; then it is seen that nobody came back.
    pub fn run(mut self) -> Result<()> {
        while self.shared.goes_on() {
            let name = name_of(self.erased);
            let customer = self.bring(&name)?;
            self.erase(customer)?;
            self.erased += 1;
            let earlier = self.chance.below(self.erased);
            self.send_again(&name_of(earlier))?;
            thread::sleep(PAUSE);
        }
        for number in 0..self.erased {
            let name = name_of(number);
            ensure!(self.find(&name)?.is_none(), "{name} was erased and is a customer again");
        }
        Ok(())
    }

    fn publish(&self) {
        self.shared.publish(self.book, &self.low, &self.high);
    }

    /// Lets somebody order something; answers the customer's number.
    fn bring(&mut self, name: &str) -> Result<i64> {
        let batch = orders(name)?;
        self.high.add(&figures());
        self.publish();
        self.send(&batch)?;
        self.low.add(&figures());
        self.publish();
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(customer) = self.find(name)? {
                return Ok(customer);
            }
            ensure!(Instant::now() < deadline, "{name} was no customer within {} s", PATIENCE.as_secs());
            thread::sleep(LOOK_PAUSE);
        }
    }

    /// Has a customer erased, and waits until what happened to them is gone.
    fn erase(&mut self, customer: i64) -> Result<()> {
        self.low = self.low.without(&figures());
        self.publish();
        let path = format!("/api/v1/customers/{customer}/erasure");
        let begun = self.ask(|client| client.post(&path, &json!({"basis": "request", "reference": "crash"})))?;
        // Who was erased by a request that was not answered is no customer any more.
        ensure!(begun.status == 202 || begun.status == 404, "a customer cannot be erased: {begun}");
        let deadline = Instant::now() + PATIENCE;
        loop {
            let acts = self.ask(|client| client.get("/api/v1/erasures"))?.json()?;
            let acts = acts["erasures"].as_array().context("there is no list of erasures")?;
            let act = acts.iter().find(|act| act["customer"] == customer);
            let act = act.with_context(|| format!("nothing says that customer {customer} was erased"))?;
            if !act["looked_at"].is_null() {
                let events = act["erased"]["events"].as_u64().context("the act counts no events")?;
                ensure!(events <= ORDERS, "{events} events of a customer with {ORDERS} were erased");
                break;
            }
            if Instant::now() > deadline {
                bail!("the events of customer {customer} were not erased within {} s", PATIENCE.as_secs());
            }
            thread::sleep(LOOK_PAUSE);
        }
        self.high = self.high.without(&figures());
        self.publish();
        Ok(())
    }

    /// Sends again what happened to somebody before they were erased: it stays out, so nothing is entered.
    fn send_again(&mut self, name: &str) -> Result<()> {
        let batch = orders(name)?;
        self.send(&batch)
    }

    fn send(&mut self, batch: &Value) -> Result<()> {
        let shared = Arc::clone(&self.shared);
        let taken = shared.insist(&mut self.chance, |client| client.post("/api/v1/events", batch))?.json()?;
        ensure!(taken["rejected"].as_array().is_some_and(Vec::is_empty), "a good batch was refused: {taken}");
        Ok(())
    }

    fn find(&mut self, name: &str) -> Result<Option<i64>> {
        let hits = self.ask(|client| client.get(&format!("/api/v1/customers?search={name}")))?.json()?;
        Ok(hits["customers"].as_array().and_then(|hits| hits.first()).and_then(|hit| hit["customer"].as_i64()))
    }

    fn ask(&mut self, request: impl Fn(&Client) -> Result<Response>) -> Result<Response> {
        let shared = Arc::clone(&self.shared);
        shared.insist_signed_in(&mut self.chance, request)
    }
}

fn name_of(number: u64) -> String {
    format!("erase-{number:06}")
}

/// What a customer's orders add.
fn figures() -> Figures {
    Figures { events: ORDERS, orders: ORDERS, customers: 1, ..Figures::default() }
}

/// The orders of a customer, months apart, so that they lie in several files.
fn orders(name: &str) -> Result<Value> {
    let start = start_of_run()?;
    let order = |number: u64| {
        let id = format!("{name}-{number}");
        let time = rfc3339(start.saturating_sub(600 + number * 60 * 86_400));
        json!({"id": id, "source": "crash-erase", "name": "order_placed", "time": time, "order": id,
            "customer": {"id": name}, "unit": "city-0"})
    };
    Ok(json!({ "events": (0..ORDERS).map(order).collect::<Vec<_>>() }))
}
