//! The folds against oracles: brute force, other programs, a real log.

#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod aftermath;
mod bpic2012;
mod clickhouse;
mod conformance;
mod funnel;
mod moments;
mod pains;
mod refused;
mod returns;
mod support;
mod transitions;
mod ways;
