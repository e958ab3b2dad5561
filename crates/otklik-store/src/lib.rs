//! Operational state of one installation: what arrived and is not in the lake yet, who people are, and who may do what.
//!
//! A [`Store`] holds one data folder, and keeps its state in a SQLite file there or in a PostgreSQL database that several
//! programs may share. Its façades speak for one subject each:
//! [`Inbox`] (acknowledged events on their way to the lake), [`Kinds`] and [`People`] (dense keys that a replay finds again),
//! [`Units`], [`Catalogues`] and [`Workspaces`] (what the company says of itself), [`Users`], [`Sessions`] and [`Keys`]
//! (who may come in), [`SavedItems`] (views, boards and maps), [`FeedbackReads`], [`Rejects`] and [`Imports`], [`Jobs`] and [`Leases`] (work shared between programs),
//! [`Consents`] and [`Erasures`] (what people agreed to, and being forgotten), and [`Audit`] (what was done, and by whom).
//! It is not the place of events that questions read: that is the lake.
//!
//! Invariants: what a function returned is durable against power loss; a (source, id) is accepted once within 72 hours at least;
//! positions grow without gaps, but for those that were reserved;
//! passwords, session tokens and API keys are kept only as hashes; the time is an argument, never read from a clock;
//! a SQLite file is written by one program at a time, and whoever gives numbers in a shared database takes its turn.

#[cfg(test)]
extern crate self as otklik_store;

#[cfg(test)]
#[macro_use]
#[path = "../tests/it/home.rs"]
mod home;

mod audit;
mod catalogue;
mod check_writable;
mod database;
mod dump;
mod error;
mod examination;
mod feedback;
mod held_lease;
mod id;
mod imports;
mod inbox;
mod jobs;
mod keys;
mod kinds;
mod leases;
mod people;
mod rejects;
mod saved;
mod secret;
mod sessions;
mod set_up;
mod store;
mod units;
mod users;
mod workspace;

pub use audit::{Actor, Audit, AuditEntry, AuditFilter, AuditId, NewAuditEntry};
pub use catalogue::{CatalogueAuthor, CatalogueSaved, CatalogueVersion, Catalogues};
pub use database::{Backlog, Place, StoreSize};
pub use dump::{Moment, list_dump, load_dump};
pub use error::StoreError;
pub use examination::{StateProblem, StateReport, examine};
pub use feedback::FeedbackReads;
pub use held_lease::HeldLease;
pub use id::{ImportId, JobId, KeyId, SavedId, SessionId, UserId};
pub use imports::{ImportRecord, Imports};
pub use inbox::{Appended, Batch, Inbox, Waiting};
pub use jobs::{Job, JobState, Jobs, NewJob, Progress, Schedule, Standing, TakenJob};
pub use keys::{ApiKey, KeyRequest, Keys, NewKey};
pub use kinds::Kinds;
pub use leases::{Lease, Leases};
pub use people::{
    Consent, ConsentText, Consents, CustomerHit, CustomerHits, Erased, Erasure, ErasureRequest, Erasures,
    MaskedIdentifier, Mention, Mentions, Merge, Moves, NewConsent, OpenErasure, People, RefusedLink, Resolved,
    SharedDevice, SharedIdentifier, Whose,
};
pub use rejects::{NewReject, Reject, RejectId, Rejects};
pub use saved::{NewSaved, Saved, SavedChange, SavedItems, SavedKind};
pub use sessions::{Device, NewSession, SESSION_DAYS, Session, Sessions};
pub use store::Store;
pub use units::{Unit, Units};
pub use users::{
    Credentials, DEVICE_DAYS, INVITATION_DAYS, NewInvitation, NewUser, SHORTEST_PASSWORD, SignInOutcome, SignedIn,
    User, UserChange, Users,
};
pub use workspace::{DemoLogin, Workspace, Workspaces};
