//! The arguments of `sql`.

use std::path::PathBuf;

use clap::Args;

use super::{Data, Format};

/// Arguments of `sql`.
#[derive(Debug, Args)]
pub struct Sql {
    /// Where the data are.
    #[command(flatten)]
    pub data: Data,
    /// How to print the rows.
    #[arg(long, default_value = "table")]
    pub format: Format,
    /// Writes all rows to this file instead, as CSV or Parquet by its ending.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// How many rows to print at most.
    #[arg(long, default_value_t = 1_000)]
    pub rows: usize,
    /// One SELECT; read from standard input when left out.
    pub sql: Option<String>,
}
