//! The tests in Rust, by cargo-nextest where it is installed and by cargo's own runner otherwise.

use std::fs;
use std::process::Command;

use anyhow::{Result, anyhow};

use super::postgres::{self, Cluster};
use super::{judge, report};
use crate::process;
use crate::step::{Counts, Outcome};
use crate::workspace::Workspace;

/// Runs every test of the workspace, compiled as the demo is, so that nothing large is compiled twice.
///
/// Without a cluster the environment may name a server; the tests that need one say so when there is none.
pub fn test(workspace: &Workspace, cluster: Option<&Cluster>) -> Result<Outcome> {
    if process::find_program(&["cargo-nextest"]).is_some() {
        return Ok(test_with_nextest(workspace, cluster));
    }
    eprintln!("cargo-nextest is not installed: running `cargo test`, which is slower and reports less.");
    test_with_cargo(workspace, cluster)
}

fn test_with_nextest(workspace: &Workspace, cluster: Option<&Cluster>) -> Outcome {
    // nextest's own folder lies in the checkout, wherever cargo builds.
    let file = workspace.root().join("target/nextest/ci/junit.xml");
    forget_old_report(&file);
    let arguments = ["nextest", "run", "--workspace", "--cargo-profile", "demo", "--profile", "ci"];
    let runner = process::run(&mut cargo(workspace, &arguments, cluster));
    judge(report::read_junit(&file), runner)
}

fn test_with_cargo(workspace: &Workspace, cluster: Option<&Cluster>) -> Result<Outcome> {
    let mut sum = Counts::default();
    let arguments = ["test", "--workspace", "--profile", "demo", "--lib", "--bins", "--tests", "--no-fail-fast"];
    let succeeded = process::run_reading_lines(&mut cargo(workspace, &arguments, cluster), |line| {
        if let Some(counts) = report::parse_cargo_test_line(line) {
            sum.passed += counts.passed;
            sum.failed += counts.failed;
            sum.skipped += counts.skipped;
        }
    })?;
    Ok(judge(Ok(sum), if succeeded { Ok(()) } else { Err(anyhow!("cargo test failed")) }))
}

fn cargo(workspace: &Workspace, arguments: &[&str], cluster: Option<&Cluster>) -> Command {
    let mut command = workspace.cargo(arguments);
    if let Some(cluster) = cluster {
        command.env(postgres::SERVER, cluster.url());
    }
    command
}

/// Removes the last run's report: it must not speak for this run.
pub fn forget_old_report(file: &std::path::Path) {
    if let Err(error) = fs::remove_file(file)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        eprintln!("cannot remove {}: {error}", file.display());
    }
}
