//! Questions in SQL, from people who know it: only reading, of documented tables, within one reader's sight.
//!
//! [`Lake::sql`] checks a text ([`check`]), plans it over the tables of one [`SqlSight`] and hands rows on as they come.
//! What lies outside the sight is dropped by the tables themselves (`events`, `shape`), before any expression of the reader
//! sees it: a filter that fails on a hidden row would tell of it. No table but those of [`sql_tables`] has a name,
//! and functions that reach files, settings or unbounded memory are not there.

mod check;
mod columns;
mod error;
mod events;
mod identifiers;
mod parquet_file;
mod pushdown;
mod rows;
mod run;
mod session;
mod shape;
mod sight;
#[cfg(test)]
mod tests;
mod views;

pub use columns::{SqlKind, SqlTable, sql_tables};
pub use error::{SqlError, SqlPlace};
pub use identifiers::{IdentifierPages, IdentifierRow};
pub use parquet_file::SqlParquet;
pub use rows::{SqlColumn, SqlRows};
pub(crate) use run::SqlRuntime;
pub use run::{SqlAnswer, SqlLimits};
pub(crate) use session::BATCH_ROWS as SQL_BATCH_ROWS;
pub use sight::{SqlMeaning, SqlSight, SqlUnit};
