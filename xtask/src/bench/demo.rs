//! How long it takes to simulate the demo's company and to load it.

use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use super::table::{Row, rows_of_json};
use crate::process;
use crate::temporary_folder::TemporaryFolder;
use crate::workspace::Workspace;

/// Seconds that simulating and loading may take.
const BUDGET: f64 = 30.0;

/// Loads the whole demo into a new folder and reads the times the program prints as JSON.
pub fn measure(workspace: &Workspace) -> Result<Vec<Row>> {
    let binary = super::build_release(workspace)?;
    let data = TemporaryFolder::new("bench-demo")?;
    let started = Instant::now();
    let printed = process::output(Command::new(binary).args(["demo", "--load-only", "--data"]).arg(data.path()))?;
    let seconds = started.elapsed().as_secs_f64();
    let mut rows = vec![Row::at_most("simulate and load, whole command", seconds, "s", BUDGET)];
    rows.extend(rows_of_json(&last_json_line(&printed)?));
    Ok(rows)
}

/// The last line a measuring program prints to stdout is a JSON object.
pub fn last_json_line(printed: &str) -> Result<serde_json::Value> {
    let line = printed.lines().rev().find(|line| line.starts_with('{')).context("the program printed no JSON line")?;
    serde_json::from_str(line).with_context(|| format!("cannot read `{line}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_json_line_is_read() {
        assert_eq!(last_json_line("{\"a\":1}\n{\"a\":2}\ndone\n").unwrap()["a"], 2);
        assert!(last_json_line("done\n").is_err());
    }
}
