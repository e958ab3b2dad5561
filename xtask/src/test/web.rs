//! The type check and the unit tests of the pages.

use anyhow::Result;

use super::rust::forget_old_report;
use super::{judge, report};
use crate::process;
use crate::step::Outcome;
use crate::web;
use crate::workspace::Workspace;

/// Checks the types of every page and component.
pub fn check_types(workspace: &Workspace) -> Result<Outcome> {
    web::install(workspace)?;
    process::run(&mut workspace.npm(&["run", "check"]))?;
    Ok(Outcome::Clean)
}

/// Runs the unit tests.
pub fn test(workspace: &Workspace) -> Result<Outcome> {
    web::install(workspace)?;
    let file = workspace.reports()?.join("vitest.json");
    forget_old_report(&file);
    let mut command = workspace.npm(&["test", "--", "--reporter=default", "--reporter=json"]);
    command.arg(format!("--outputFile.json={}", file.display()));
    let runner = process::run(&mut command);
    Ok(judge(report::read_vitest(&file), runner))
}
