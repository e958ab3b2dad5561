//! The coffee chain of the demo, simulated with a truth that is known exactly.
//!
//! A [`Plan`] with a seed gives a world; a [`Simulation`] streams its events day by day; [`company()`] gives what an
//! installation must know first.
//! This crate knows no clock, no file and no source of randomness but the plan's seed, and nothing of how events are stored or read.
//!
//! Invariants: the same plan gives the same events; whatever is drawn for a guest has a probability that follows from
//! shop, block of days and the guest's archetype and mood alone, so that expectations are finite sums;
//! every identifier is fictional (numbers +7 900 0…, addresses at example.com and example.org).

mod asking;
mod calendar;
mod catalogue;
mod circumstances;
mod comments;
pub mod company;
pub mod coverage;
mod expectation;
mod faults;
mod guests;
mod habits;
mod influence;
mod initiatives;
mod ledger;
mod marks;
mod occasions;
mod outbox;
pub mod plan;
mod queue;
mod random;
mod receipts;
mod shops;
pub mod simulation;
mod support;
mod surveys;
pub mod truth;
mod visit;
mod waiting;
mod world;

pub use company::{Company, company};
pub use plan::Plan;
pub use simulation::{Progress, Simulation};
pub use truth::Truth;
