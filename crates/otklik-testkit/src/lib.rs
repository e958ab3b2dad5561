//! A whole installation within a test: a folder that goes away, a clock that stands still, and the API without a port.
//!
//! [`TestServer`] holds the installation; a [`Client`] is one browser or program that talks to it; [`event`] begins
//! an event as a client sends it. Not for the program: only tests depend on this crate, and what fails here panics.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared has failed")]

mod client;
mod events;
mod server;

pub use client::{Answer, Client};
pub use events::{EventBuilder, event};
pub use otklik_core::FixedClock;
pub use server::{PASSWORD, TestServer};
