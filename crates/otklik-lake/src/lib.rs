//! The event lake: what happened, as an ordinary Delta table that any engine can read.
//!
//! A [`Lake`] is a folder with one table, `events`. [`Lake::append`] commits resolved events together with the inbox
//! position up to which they reach, so that a crash neither loses nor doubles; [`Snapshot`] is one state of the table;
//! [`Lake::scan`] reads the columns that a question needs as [`EventBatch`]es, [`Lake::journeys`] shows what customers did in order.
//! [`Lake::keep_tidy`] sorts what was appended, [`Lake::erase`] forgets a person, [`Lake::append_bulk`] takes large imports,
//! and [`Lake::known_ids`] says which events are there already. [`Lake::sql`] answers questions in SQL within what one reader
//! may see. [`foreign::ParquetRows`] reads the Parquet files of others for imports.
//! Not here: what events mean (the catalogue), who people are (the store), what a figure says (insight).
//!
//! Invariants: a file holds rows in the order (customer, time, position); a sorted file covers one span of months for one
//! bucket of customers, and those in use never overlap; whatever a commit refers to was synced before, and it is made on
//! exactly the state that was loaded; rows whose position a commit covers are never written again; no identifier of a
//! person is stored, only keys.

mod batch;
mod bulk;
mod calendar;
mod cell;
mod check;
mod compaction;
mod cut_off;
mod data_file;
mod durable_store;
mod encode;
mod error;
mod examination;
mod files_below;
pub mod foreign;
mod forget;
mod journeys;
mod known_ids;
mod lineage;
mod log;
mod merge;
mod moves;
mod scan;
mod schema;
mod snapshot;
mod sorted_file;
mod sql;
mod table;
mod tail;
mod upkeep;

pub use batch::{Coded, EventBatch};
pub use compaction::{Compacted, CompactionLimits};
pub use durable_store::DurableStore;
pub use encode::ResolvedEvent;
pub use error::LakeError;
pub use examination::{LakeParts, LakeProblem, LakeReport, examine};
pub use forget::Erased;
pub use journeys::{
    EventJudge, Grouping, JourneyBucket, JourneyLimits, JourneyScan, KIND_BEYOND, NO_UNIT, SideColumns, UnitNames,
};
pub use known_ids::EventRef;
pub use moves::Moves;
pub use scan::Scan;
pub use schema::{Column, FIELDS};
pub use snapshot::Snapshot;
pub use sql::{
    IdentifierPages, IdentifierRow, SqlAnswer, SqlColumn, SqlError, SqlKind, SqlLimits, SqlMeaning, SqlParquet,
    SqlPlace, SqlRows, SqlSight, SqlTable, SqlUnit, sql_tables,
};
pub use table::Lake;
pub use upkeep::{Orphan, Tidied, TidyLimits};
