//! Clients that send as fast as they are answered, each on one connection.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, anyhow, ensure};

use crate::crash::sender::rfc3339;
use crate::http::{Client, Connection, Response};

const CUSTOMERS: u64 = 1_000_000;

/// A load on one server; every event has a new id.
#[derive(Clone)]
pub struct Load {
    port: u16,
    key: Arc<str>,
    next: Arc<AtomicU64>,
    time: Arc<str>,
}

/// What a spell of sending came to.
pub struct Outcome {
    events: u64,
    seconds: f64,
    /// Ascending.
    latencies: Vec<f64>,
}

impl Outcome {
    /// Events that were acknowledged in a second.
    pub fn events_per_second(&self) -> f64 {
        self.events as f64 / self.seconds
    }

    /// The time within which such a share of the requests was answered.
    pub fn milliseconds(&self, share: f64) -> f64 {
        let place = ((self.latencies.len() as f64 * share) as usize).min(self.latencies.len().saturating_sub(1));
        self.latencies.get(place).copied().unwrap_or(f64::NAN) * 1_000.0
    }
}

/// A load that goes on until it is told to end.
pub struct Background {
    over: Arc<AtomicBool>,
    sending: JoinHandle<Result<Outcome>>,
}

impl Background {
    /// Ends it.
    pub fn end(self) -> Result<Outcome> {
        self.over.store(true, Ordering::SeqCst);
        self.sending.join().map_err(|_| anyhow!("a load panicked"))?
    }
}

impl Load {
    /// A load on the server at a port.
    pub fn on(port: u16, key: &str) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let time = rfc3339(now.saturating_sub(60)).into();
        Self { port, key: key.into(), next: Arc::new(AtomicU64::new(0)), time }
    }

    /// Sends so many events.
    pub fn send_events(&self, clients: usize, batch: usize, events: u64) -> Result<Outcome> {
        let until = self.next.load(Ordering::SeqCst) + events;
        let next = Arc::clone(&self.next);
        self.send_while(clients, batch, move || next.load(Ordering::Relaxed) < until)
    }

    /// Sends for a while.
    pub fn send_for(&self, clients: usize, batch: usize, spell: Duration) -> Result<Outcome> {
        let end = Instant::now() + spell;
        self.send_while(clients, batch, move || Instant::now() < end)
    }

    /// Sends no more than so many events a second, in the background, until the value is told to end.
    pub fn at_rate(&self, clients: usize, batch: usize, events_per_second: f64) -> Background {
        let over = Arc::new(AtomicBool::new(false));
        let (load, ended) = (self.clone(), Arc::clone(&over));
        let (began, first) = (Instant::now(), self.next.load(Ordering::SeqCst));
        let sending = thread::spawn(move || {
            let next = Arc::clone(&load.next);
            load.send_while(clients, batch, move || {
                while (next.load(Ordering::Relaxed) - first) as f64 > began.elapsed().as_secs_f64() * events_per_second
                {
                    thread::sleep(Duration::from_millis(1));
                }
                !ended.load(Ordering::SeqCst)
            })
        });
        Background { over, sending }
    }

    /// Sends single events for a while beside one client that sends batches; tells of the single ones.
    pub fn beside_batches(&self, clients: usize, batch: usize, spell: Duration) -> Result<Outcome> {
        let bulk = self.at_rate(1, batch, f64::INFINITY);
        let singles = self.send_for(clients, 1, spell);
        bulk.end()?;
        singles
    }

    fn send_while(
        &self,
        clients: usize,
        batch: usize,
        goes_on: impl Fn() -> bool + Clone + Send + 'static,
    ) -> Result<Outcome> {
        let started = Instant::now();
        let clients: Vec<_> = (0..clients)
            .map(|_| {
                let (load, goes_on) = (self.clone(), goes_on.clone());
                thread::spawn(move || -> Result<Vec<f64>> {
                    let mut connection = Connection::open(load.port)?;
                    let mut latencies = Vec::new();
                    while goes_on() {
                        let body = load.batch(batch);
                        let sent = Instant::now();
                        let response = load.send(&mut connection, &body)?;
                        latencies.push(sent.elapsed().as_secs_f64());
                        ensure!(response.json()?["accepted"] == batch, "{}", String::from_utf8_lossy(&response.body));
                    }
                    Ok(latencies)
                })
            })
            .collect();
        let mut latencies = Vec::new();
        for client in clients {
            latencies.extend(client.join().map_err(|_| anyhow!("a client panicked"))??);
        }
        let seconds = started.elapsed().as_secs_f64();
        latencies.sort_by(f64::total_cmp);
        Ok(Outcome { events: (latencies.len() * batch) as u64, seconds, latencies })
    }

    /// Sends a batch until it is taken; a server that has too much to do says when to come again.
    fn send(&self, connection: &mut Connection, body: &str) -> Result<Response> {
        loop {
            let response = connection.post("/api/v1/events", &self.key, body)?;
            let is_busy = matches!(response.status, 429 | 503);
            match response.header("retry-after").filter(|_| is_busy) {
                Some(seconds) => thread::sleep(Duration::from_secs(seconds.parse().context("no number of seconds")?)),
                None => return Ok(response),
            }
        }
    }

    fn batch(&self, events: usize) -> String {
        let first = self.next.fetch_add(events as u64, Ordering::Relaxed);
        let events: Vec<String> = (first..first + events as u64).map(|number| self.event(number)).collect();
        format!("{{\"events\":[{}]}}", events.join(","))
    }

    /// Like a receipt: about 250 bytes, one customer in a million.
    fn event(&self, number: u64) -> String {
        let customer = number.wrapping_mul(2_654_435_761) % CUSTOMERS;
        format!(
            "{{\"id\":\"b-{number}\",\"name\":\"order_placed\",\"source\":\"bench\",\"time\":\"{}\",\"customer\":{{\"id\":\"c-{customer}\"}},\
             \"channel\":\"shop\",\"unit\":\"city-{}\",\"order\":\"o-{number}\",\"amount\":\"{}.50\",\"currency\":\"EUR\",\"quantity\":1}}",
            self.time,
            number % 50,
            100 + number % 900
        )
    }

    /// Sends one event of a customer whom nobody knows, and names them.
    pub fn send_probe(&self) -> Result<String> {
        let customer = format!("probe-{}", self.next.fetch_add(1, Ordering::Relaxed));
        let body = format!(
            "{{\"events\":[{{\"id\":\"{customer}\",\"name\":\"order_placed\",\"source\":\"bench\",\"time\":\"{}\",\"customer\":{{\"id\":\"{customer}\"}}}}]}}",
            self.time
        );
        let response = Connection::open(self.port)?.post("/api/v1/events", &self.key, &body)?;
        ensure!(response.json()?["accepted"] == 1, "{}", String::from_utf8_lossy(&response.body));
        Ok(customer)
    }

    /// Whether an answer shows an event of a customer.
    pub fn sees(&self, customer: &str) -> Result<bool> {
        let client = Client::new(self.port).with_key(&self.key);
        let found = client.get(&format!("/api/v1/customers?search={customer}"))?.json()?;
        let customers = found["customers"].as_array().context("the answer lists no customers")?;
        Ok(customers.iter().any(|hit| hit["events"] == 1))
    }
}
