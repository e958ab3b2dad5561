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
mod desk;
mod draft;
mod fault;
mod guess;
mod housekeeping;
mod import;
mod intake;
pub mod limits;
mod mapping;
mod message;
mod number_format;
mod phone;
mod resolve;
mod rows;
mod shipped;
mod source;
mod suggestion;
mod time_format;
mod wire;

pub use batch::{BatchError, ParsedBatch, Reject, parse_batch};
pub use desk::{
    DeskError, Failure, ForgottenImports, ImportDesk, ImportProgress, ImportStage, ImportState, Parts, Piece,
    PieceUnderWay, Pieces, Preview, ReadyParts, Receiving, RefusedRows, Roads, Settled, Sink, SinkError, Taken,
    UploadedFile,
};
pub use draft::{Becomes, Draft, DraftColumn, DraftDateOrder, DraftFile, DraftJoin};
pub use guess::{ColumnFacts, Confidence, Doubt, DoubtAbout, FileFacts, Guess, Known, Reason, guess};
pub use housekeeping::{Housekeeping, HousekeepingError};
pub use import::{Chunk, Import, ImportError, RejectedRows, RowReject, Tally, spreadsheet_line};
pub use intake::{Intake, IntakeError, TrimmingHeld};
pub use limits::BatchLimits;
pub use mapping::{Mapping, MappingError, Say, UnitSettings, WorkspaceSettings};
pub use message::{Message, message_key};
pub use shipped::{SHIPPED, shipped, starter_catalogue};
pub use source::{Format, InputFile};
pub use wire::to_wire;
