//! A short run of the crash test, so that every change meets it.

use anyhow::Result;

use crate::crash::{self, Arguments};
use crate::program::{self, Profile};
use crate::step::{Counts, Outcome};
use crate::workspace::Workspace;

/// Enough to meet every stage a few times, short enough for every change.
const SHORT: Arguments = Arguments {
    kills: 60,
    seconds: Some(50),
    clients: 4,
    seed: 1,
    postgres: false,
    servers: 1,
    binary: None,
    torn: false,
};

/// Kills the program for less than a minute, plainly and with torn files.
pub fn test(workspace: &Workspace) -> Result<Outcome> {
    let binary = program::build(workspace, Profile::Demo)?;
    let logs = workspace.reports()?;
    let mut counts = Counts::default();
    let torn = Arguments { torn: true, kills: 20, seconds: Some(20), seed: 2, ..SHORT };
    for arguments in [SHORT, torn] {
        match crash::kill_and_count(&binary, &logs, &arguments) {
            Ok(outcome) => {
                eprintln!("{outcome}");
                counts.passed += 1;
            }
            Err(error) => {
                eprintln!("error: {error:#}");
                counts.failed += 1;
            }
        }
    }
    Ok(Outcome::Tests { counts, problem: None })
}
