//! The API as its clients meet it.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared has failed")]

mod access;
mod audit;
mod boards;
mod catalogue;
mod conformance;
mod data_quality;
mod document;
mod event_log;
mod events;
mod imports;
mod journeys;
mod maps;
mod merges;
mod operation;
mod pages;
mod pains;
mod privacy;
mod questions;
mod rights;
mod scope;
mod second_factor;
mod serving;
mod setup;
mod sql;
mod units;
mod users;
