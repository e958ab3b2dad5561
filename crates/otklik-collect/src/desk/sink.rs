//! Where the events of an import go.

use async_trait::async_trait;
use otklik_core::{ErrorCode, Event, Timestamp};
use otklik_lake::{LakeError, ResolvedEvent};
use otklik_store::StoreError;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::intake::IntakeError;

/// Why events could not be taken; taking them again is harmless.
#[derive(Debug, Error)]
pub enum SinkError {
    /// The store failed.
    #[error("cannot keep what was imported")]
    Store(#[from] StoreError),
    /// The lake failed.
    #[error("cannot bring what was imported into the lake")]
    Lake(#[from] LakeError),
    /// What was acknowledged earlier could not be brought over first.
    #[error("cannot bring over what waits in the inbox")]
    Intake(#[from] IntakeError),
}

impl SinkError {
    /// The code under which the failure reaches a reader.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Store(error) | Self::Intake(IntakeError::Store(error)) => error.code(),
            Self::Lake(error) | Self::Intake(IntakeError::Lake(error)) => error.code(),
        }
    }
}

/// What was decided about a piece before anything of it was taken; kept with the import, so that a repetition does the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// When that was; what was old then is old for ever.
    pub now: Timestamp,
    /// The position that is reserved for the first of the old events; the others follow.
    pub first_position: i64,
    /// How many of the young events were not known.
    pub young_new: u64,
}

/// Events of an import that are taken together.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What is decided about it; how many of the young events are new is known only when it is settled.
    pub settled: Settled,
    /// Whether it may have been taken before, as a whole or in part.
    pub is_again: bool,
    /// Events that the inbox takes.
    pub young: Vec<Event>,
    /// Events that go straight into the lake, but for those of people who were erased.
    pub old: Vec<ResolvedEvent>,
    /// How many positions the old events were given.
    pub positions: u64,
    /// How many events there are in all, also those whose (source, id) came before in the piece and are in neither list.
    pub events: u64,
}

/// What became of events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// New ones.
    pub accepted: u64,
    /// Those that came before.
    pub duplicates: u64,
}

/// Takes events durably, piece by piece: when it returns, they are safe, and taking the same ones again changes nothing.
///
/// A piece is prepared, settled and taken. It may be prepared while the one before is taken, and is settled after that.
#[async_trait]
pub trait Sink: Send + Sync {
    /// Does what does not depend on the pieces before, by what was decided before if anything was.
    async fn prepare(&self, events: Vec<Event>, before: Option<Settled>) -> Result<Piece, SinkError>;

    /// Decides the rest of how a piece is taken, unless that was decided before.
    async fn settle(&self, piece: &mut Piece) -> Result<(), SinkError>;

    /// Takes a piece of an import; pieces have growing numbers, from 1.
    ///
    /// What was settled must be kept by then. The counts are right whether or not the piece was taken before.
    async fn take(&self, import: &str, number: u64, piece: Piece) -> Result<Taken, SinkError>;

    /// Events of a piece, unless its last part has more: by default some 200 MB. There are three at a time, one that is read,
    /// one that is prepared, and one that is taken.
    fn events_per_piece(&self) -> usize {
        220_000
    }

    /// Gives memory back when no import goes on.
    fn rest(&self) {}
}
