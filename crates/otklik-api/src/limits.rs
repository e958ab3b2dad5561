//! How much a server takes, and from whom.

mod gate;

use std::net::IpAddr;
use std::time::Instant;

use otklik_collect::BatchLimits;
use otklik_core::ErrorCode;
use otklik_lake::SqlLimits;

use crate::problem::Problem;
use gate::Gate;

const MINUTE_SECONDS: f64 = 60.0;

/// How much one request may bring, and how much one sender and the disk bear; nought lifts a limit per second or minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a request's body, save for batches of events.
    pub body_bytes: usize,
    /// What one batch of events may hold.
    pub batch: BatchLimits,
    /// Bytes of a file that is imported.
    pub upload_bytes: u64,
    /// Requests of one key or user.
    pub requests_per_second: u32,
    /// Requests that claim to be signed, from one address.
    pub requests_per_second_and_address: u32,
    /// Events of one key or user.
    pub events_per_second: u32,
    /// Attempts to sign in or to set up, from one address.
    pub sign_ins_per_minute: u32,
    /// What one question in SQL may take.
    pub sql: SqlLimits,
    /// Rows that an answer in SQL has as JSON.
    pub sql_rows: usize,
    /// Free bytes below which administrators are warned; a tenth of the disk warns as well.
    pub disk_low_bytes: u64,
    /// Free bytes below which nothing more is taken, so that what was taken can still be brought on its way.
    pub disk_reserve_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 1024 * 1024,
            batch: BatchLimits::default(),
            upload_bytes: 16 << 30,
            requests_per_second: 10_000,
            requests_per_second_and_address: 20_000,
            events_per_second: 200_000,
            sign_ins_per_minute: 30,
            sql: SqlLimits::default(),
            sql_rows: 10_000,
            disk_low_bytes: 2 * 1024 * 1024 * 1024,
            disk_reserve_bytes: 512 * 1024 * 1024,
        }
    }
}

/// Who sent how much lately; it is forgotten when the program ends.
#[derive(Debug)]
pub(crate) struct Gates {
    requests: Gate<String>,
    addresses: Gate<IpAddr>,
    events: Gate<String>,
    sign_ins: Gate<IpAddr>,
}

impl Gates {
    pub(crate) fn new(limits: &Limits) -> Self {
        let sign_ins = f64::from(limits.sign_ins_per_minute);
        Self {
            requests: Gate::new(f64::from(limits.requests_per_second), f64::from(limits.requests_per_second)),
            addresses: Gate::new(
                f64::from(limits.requests_per_second_and_address),
                f64::from(limits.requests_per_second_and_address),
            ),
            events: Gate::new(f64::from(limits.events_per_second), f64::from(limits.events_per_second)),
            sign_ins: Gate::new(sign_ins / MINUTE_SECONDS, sign_ins),
        }
    }

    /// Lets a request of a key or user through.
    pub(crate) fn request(&self, sender: &str) -> Result<(), Problem> {
        told("requests", self.requests.pass(&sender.to_owned(), 1, Instant::now()))
    }

    /// Lets a request through that claims to be signed; where it comes from is not always known.
    pub(crate) fn claim(&self, address: Option<IpAddr>) -> Result<(), Problem> {
        let Some(address) = address else { return Ok(()) };
        told("address", self.addresses.pass(&address, 1, Instant::now()))
    }

    /// Lets events of a key or user through, all of them or none.
    pub(crate) fn events(&self, sender: &str, events: usize) -> Result<(), Problem> {
        told("events", self.events.pass(&sender.to_owned(), events, Instant::now()))
    }

    /// Lets an attempt to sign in or to set up through.
    pub(crate) fn sign_in(&self, address: Option<IpAddr>) -> Result<(), Problem> {
        let Some(address) = address else { return Ok(()) };
        told("sign_in", self.sign_ins.pass(&address, 1, Instant::now()))
    }
}

fn told(limit: &'static str, passed: Result<(), std::time::Duration>) -> Result<(), Problem> {
    passed.map_err(|wait| {
        metrics::counter!(crate::metrics::LIMITED, "limit" => limit).increment(1);
        // The header knows whole seconds only; a second too few would be refused again.
        let seconds = wait.as_secs_f64().ceil().clamp(1.0, MINUTE_SECONDS * MINUTE_SECONDS);
        Problem::new(ErrorCode::TooManyRequests).retried_after(seconds as u32)
    })
}
