//! The simulated chain seen from outside: its events, its truth, and how both agree.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

mod coverage;
mod demo;
mod moods;
mod small_worlds;
mod truth;

use otklik_core::{Event, Timestamp};
use otklik_simulator::{Plan, Simulation};

/// A fixed instant at which the demo's data end.
fn demo_end() -> Timestamp {
    Timestamp::parse("2026-11-22T15:00:00+03:00").unwrap()
}

/// The events of a plan by day.
fn days(plan: Plan) -> Vec<Vec<Event>> {
    let mut simulation = Simulation::new(plan);
    std::iter::from_fn(|| simulation.next_day()).collect()
}
