//! How much JavaScript each page loads before it shows something.

use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::table::Row;
use crate::process;
use crate::web;
use crate::workspace::Workspace;

/// Kilobytes of compressed JavaScript the first page may load.
const BUDGET: f64 = 100.0;

/// Adds up the compressed scripts that every route loads at once.
pub fn measure(workspace: &Workspace) -> Result<Vec<Row>> {
    web::build(workspace)?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/src/bench/pages.js");
    let printed = process::output(Command::new("node").arg(script).current_dir(workspace.web()))?;
    let routes: Value = serde_json::from_str(&printed).context("cannot read what pages.js printed")?;
    let routes = routes.as_object().context("pages.js printed no object")?;
    let rows = routes.iter().map(|(route, bytes)| {
        let kilobytes = bytes.as_f64().unwrap_or(f64::NAN) / 1000.0;
        Row::at_most(format!("JavaScript of {route} (brotli)"), kilobytes, "kB", BUDGET)
    });
    Ok(rows.collect())
}
