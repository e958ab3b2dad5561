//! Operational state of one installation: what arrived and is not in the lake yet, who people are, and who may do what.
//!
//! A [`Store`] holds one data folder. Its façades speak for one subject each:
//! [`Inbox`] (acknowledged events on their way to the lake), [`Kinds`] and [`People`] (dense keys that a replay finds again),
//! [`Units`], [`Catalogues`] and [`Workspaces`] (what the company says of itself), [`Users`], [`Sessions`] and [`Keys`]
//! (who may come in), [`FeedbackReads`], [`Rejects`] and [`Imports`].
//! It is not the place of events that questions read: that is the lake.
//!
//! Invariants: what a function returned is durable against power loss; a (source, id) is accepted once; positions are dense from 1;
//! passwords, session tokens and API keys are kept only as hashes; the time is an argument, never read from a clock;
//! one folder is written by one program at a time.

mod database;
mod error;
mod inbox;
mod kinds;
mod people;
mod store;

pub use error::StoreError;
pub use inbox::{Appended, Batch, Inbox};
pub use kinds::Kinds;
pub use people::{Conflict, CustomerHit, CustomerHits, People, Resolved};
pub use store::Store;

/// Characters that a password has at least.
pub const SHORTEST_PASSWORD: usize = 12;
