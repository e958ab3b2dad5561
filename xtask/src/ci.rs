//! `cargo xtask ci`: everything a change has to pass.

use anyhow::Result;

use crate::process;
use crate::step::{Outcome, Steps, Verdict};
use crate::test;
use crate::workspace::Workspace;
use crate::{generate, tidy, web};

/// Runs the quick checks first, then the tests, then the slow checks; one run shows everything that is wrong.
pub fn run(workspace: &Workspace) -> Result<Verdict> {
    let mut steps = Steps::new();
    steps.run("lock file", || check(workspace, &["fetch", "--locked"]));
    steps.run("format", || check(workspace, &["fmt", "--all", "--check"]));
    steps.run("tidy", || tidy::check(workspace));
    steps.run("web style", || {
        web::install(workspace)?;
        Ok(Outcome::of_check(process::run(&mut workspace.npm(&["run", "lint"]))))
    });
    test::run_steps(workspace, &test::Arguments::default(), &mut steps);
    steps.run("generated files", || generate::check(workspace));
    // The demo's profile, so that the C libraries are not compiled a second time only to be linted.
    let clippy = ["clippy", "--workspace", "--all-targets", "--profile", "demo", "--", "-D", "warnings"];
    steps.run("clippy", || check(workspace, &clippy));
    steps.run("licences", || check_licences(workspace));
    Ok(steps.finish())
}

fn check(workspace: &Workspace, arguments: &[&str]) -> Result<Outcome> {
    Ok(Outcome::of_check(process::run(&mut workspace.cargo(arguments))))
}

fn check_licences(workspace: &Workspace) -> Result<Outcome> {
    if process::find_program(&["cargo-deny"]).is_none() {
        return Ok(Outcome::NotRun(
            "cargo-deny is not installed (`cargo install cargo-deny` takes minutes)".to_owned(),
        ));
    }
    check(workspace, &["deny", "check", "licenses", "bans", "sources"])
}
