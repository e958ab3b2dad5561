//! The vocabulary of Otklik: the nouns that every other crate speaks.
//!
//! An [`Event`] is what happened at a touchpoint; a [`Catalogue`] says what it means; a [`Filter`]
//! says which events a question is about; an [`Estimate`] is what a question answers with.
//! This crate knows no database, no file, no network, no clock and no randomness:
//! the time is handed in by whoever implements [`Clock`].
//!
//! Invariants: a figure that a person reads is an [`Estimate`], never a bare number;
//! amounts carry their currency; instants are UTC microseconds; every [`ErrorCode`] has a message in both languages.

#[macro_use]
pub mod closed_list;

pub mod board;
pub mod catalogue;
pub mod clock;
pub mod error_code;
pub mod estimate;
pub mod event;
pub mod filter;
pub mod id;
pub mod journey_map;
pub mod locale;
pub mod metric;
pub mod money;
pub mod period;
pub mod privacy;
pub mod rights;
pub mod time;
pub mod unit;
pub mod workspace;

pub use board::{Board, BoardFault, Panel, PanelContent, PanelShow, SavedView};
pub use catalogue::{
    Catalogue, CatalogueChanges, CatalogueFault, EventKind, Experience, Placement, Role, Rule, RuleConflict,
    RuleConflictKind, Stage, Suggester, Suggestion, Target,
};
pub use clock::{Clock, FixedClock};
pub use error_code::ErrorCode;
pub use estimate::{Change, Estimate, Measure, Method, SplitReading, Status, Verdict};
pub use event::{Agent, AgentKind, AnswerGiven, Event, Identifier, IdentifierKind};
pub use filter::Filter;
pub use id::{CustomerKey, IdentityKey, KindKey, Position};
pub use journey_map::{
    ExpectedStep, JourneyMap, LaneText, MapDrawing, MapLane, MapNote, MapPurpose, NotePlace, OwnName,
};
pub use locale::{Language, Text};
pub use metric::{MetricDefinition, MetricKind};
pub use money::{Amount, Currency, Money};
pub use period::{Period, Span};
pub use privacy::{ErasureBasis, Purpose};
pub use rights::{KeyScope, Reach, Right, SecondFactorFor, UserRole};
pub use time::{Timestamp, Zone};
pub use unit::{Scope, UnitPath};
pub use workspace::{Business, PeopleWord, UnitKind};
