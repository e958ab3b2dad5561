//! The world's formats, read into events.
//!
//! [`parse_batch`] reads the body of the own batch endpoint and [`to_wire`] writes the same form;
//! [`Mapping`] describes how rows of files become events and [`Import`] streams those events out of the files.
//! What comes out is [`otklik_core::Event`], checked and normalised, not interpreted; [`Intake`] brings what was
//! acknowledged from the inbox into the lake, and [`Housekeeping`] keeps the lake tidy.
//!
//! Invariants: input never makes the parsers panic; one bad event or row never takes a good one with it;
//! whatever is refused is named with its place ([`Reject`], [`RowReject`]) and an [`otklik_core::ErrorCode`].
//! No text for people is composed here: a [`Message`] is a key of `locales/` and its variables.

mod batch;
mod check;
mod fault;
mod housekeeping;
mod import;
mod intake;
pub mod limits;
mod mapping;
mod message;
mod phone;
mod rows;
mod shipped;
mod suggestion;
mod time_format;
mod wire;

pub use batch::{BatchError, ParsedBatch, Reject, parse_batch};
pub use housekeeping::{Housekeeping, HousekeepingError};
pub use import::{Chunk, Import, ImportError, RowReject};
pub use intake::{Intake, IntakeError};
pub use limits::BatchLimits;
pub use mapping::{Mapping, MappingError, UnitSettings, WorkspaceSettings};
pub use message::{Message, message_key};
pub use shipped::{SHIPPED, shipped, starter_catalogue};
pub use wire::to_wire;
