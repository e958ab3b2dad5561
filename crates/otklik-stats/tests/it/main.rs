//! Oracles, coverage and properties of the statistics.

#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod coverage;
mod degenerate;
mod differences;
mod properties;
mod published;
mod support;
mod units;
mod unknown;
