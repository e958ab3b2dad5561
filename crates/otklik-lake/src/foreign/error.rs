//! Why a foreign file cannot be read.

use std::path::PathBuf;

use parquet::errors::ParquetError;
use thiserror::Error;

/// A foreign Parquet file that cannot be read.
#[derive(Debug, Error)]
#[error("cannot read {} as Parquet", path.display())]
pub struct ForeignError {
    /// The file.
    pub path: PathBuf,
    /// Why.
    #[source]
    pub failure: ForeignFailure,
}

/// Why a foreign Parquet file cannot be read.
#[derive(Debug, Error)]
pub enum ForeignFailure {
    /// The file cannot be opened.
    #[error("cannot open the file")]
    Open(#[source] std::io::Error),
    /// It is not Parquet, or is damaged, or uses a feature that is not supported.
    #[error("not a readable Parquet file")]
    Damaged(#[source] ParquetError),
    /// It has more columns than any table of events.
    #[error("the file has {columns} columns, at most {at_most} are read")]
    TooManyColumns {
        /// How many it has.
        columns: usize,
        /// How many are read.
        at_most: usize,
    },
    /// A column holds lists, records or maps.
    #[error("the column {column} holds {type_name}; only plain values can be read")]
    Nested {
        /// The column.
        column: String,
        /// What it holds.
        type_name: String,
    },
}
