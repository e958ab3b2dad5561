//! Arguments of `export`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::Data;

/// What to write for other programs.
#[derive(Debug, Subcommand)]
pub enum Export {
    /// Writes the events behind the map as an event log.
    Journeys(ExportJourneys),
}

/// Arguments of `export journeys`.
#[derive(Debug, Args)]
pub struct ExportJourneys {
    /// Where the data are.
    #[command(flatten)]
    pub data: Data,
    /// The format: XES, or OCEL 2.0 as JSON or XML.
    #[arg(long)]
    pub format: LogFormat,
    /// The file to write; standard output when left out.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// What events are called after: touchpoint, stage, channel or event.
    #[arg(long, default_value = "touchpoint")]
    pub nodes: String,
    /// What a trace is: customer, pause, order, session or ticket.
    #[arg(long, default_value = "customer")]
    pub of: String,
    /// all_time, last_90_days, today, this_week, last_month, 2026, 2026-q2, 2026-05, 2026-01-01..2026-03-31 and the like.
    #[arg(long, default_value = "all_time")]
    pub period: String,
    /// A filter as JSON, such as {"unit":"msk"} or {"not":{"channel":"app"}}; joined with the period.
    #[arg(long)]
    pub filter: Option<String>,
}

/// The formats of event logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// XES, IEEE 1849-2016.
    Xes,
    /// OCEL 2.0 as JSON.
    OcelJson,
    /// OCEL 2.0 as XML.
    OcelXml,
}
