//! The routes, one file for each resource; the folders follow the addresses.

pub(crate) mod account;
pub(crate) mod audit;
pub(crate) mod catalogue;
pub(crate) mod consent_texts;
pub(crate) mod customers;
pub(crate) mod erasures;
pub(crate) mod events;
pub(crate) mod feedback;
pub(crate) mod health;
pub(crate) mod imports;
pub(crate) mod invitation;
pub(crate) mod keys;
pub(crate) mod merges;
pub(crate) mod metrics;
pub(crate) mod openapi;
mod page;
pub(crate) mod people;
pub(crate) mod questions;
pub(crate) mod rejects;
pub(crate) mod session;
pub(crate) mod setup;
pub(crate) mod sign_in_policy;
pub(crate) mod units;
pub(crate) mod users;
