//! How often the intervals cover what they should, over many small worlds.

use anyhow::Result;

use super::demo::last_json_line;
use super::table::{Row, rows_of_json};
use crate::process;
use crate::workspace::Workspace;

const WORLDS: &str = "2000";

/// Runs the simulator's own example, which prints the coverage of every kind of interval as JSON.
pub fn measure(workspace: &Workspace) -> Result<Vec<Row>> {
    let arguments = ["run", "--release", "--package", "otklik-simulator", "--example", "coverage", "--", WORLDS];
    let printed = process::output(&mut workspace.cargo(&arguments))?;
    Ok(rows_of_json(&last_json_line(&printed)?))
}
