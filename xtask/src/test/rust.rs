//! The tests in Rust, by cargo-nextest where it is installed and by cargo's own runner otherwise.

use std::fs;

use anyhow::{Result, anyhow};

use super::{judge, report};
use crate::process;
use crate::step::{Counts, Outcome};
use crate::workspace::Workspace;

/// Runs every test of the workspace, compiled as the demo is, so that nothing large is compiled twice.
pub fn test(workspace: &Workspace) -> Result<Outcome> {
    if process::find_program(&["cargo-nextest"]).is_some() {
        return Ok(test_with_nextest(workspace));
    }
    eprintln!("cargo-nextest is not installed: running `cargo test`, which is slower and reports less.");
    test_with_cargo(workspace)
}

fn test_with_nextest(workspace: &Workspace) -> Outcome {
    // nextest's own folder lies in the checkout, wherever cargo builds.
    let file = workspace.root().join("target/nextest/ci/junit.xml");
    forget_old_report(&file);
    let arguments = ["nextest", "run", "--workspace", "--cargo-profile", "demo", "--profile", "ci"];
    let runner = process::run(&mut workspace.cargo(&arguments));
    judge(report::read_junit(&file), runner)
}

fn test_with_cargo(workspace: &Workspace) -> Result<Outcome> {
    let mut sum = Counts::default();
    let arguments = ["test", "--workspace", "--profile", "demo", "--lib", "--bins", "--tests", "--no-fail-fast"];
    let succeeded = process::run_reading_lines(&mut workspace.cargo(&arguments), |line| {
        if let Some(counts) = report::parse_cargo_test_line(line) {
            sum.passed += counts.passed;
            sum.failed += counts.failed;
            sum.skipped += counts.skipped;
        }
    })?;
    Ok(judge(Ok(sum), if succeeded { Ok(()) } else { Err(anyhow!("cargo test failed")) }))
}

/// Removes the last run's report: it must not speak for this run.
pub fn forget_old_report(file: &std::path::Path) {
    if let Err(error) = fs::remove_file(file)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        eprintln!("cannot remove {}: {error}", file.display());
    }
}
