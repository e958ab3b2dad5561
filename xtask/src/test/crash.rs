//! A short run of the crash test, so that every change meets it.

use anyhow::Result;

use crate::crash::{self, Arguments, Tmpfs};
use crate::program::{self, Profile};
use crate::requirement::POSTGRESQL;
use crate::step::{Counts, Outcome};
use crate::temporary_folder::TemporaryFolder;
use crate::workspace::{self, Workspace};

/// Enough to meet every stage a few times, short enough for every change.
const SHORT: Arguments = Arguments {
    kills: 40,
    seconds: Some(25),
    clients: 4,
    seed: 1,
    postgres: false,
    servers: 1,
    binary: None,
    torn: false,
    full_disk: false,
    outside: true,
};
const TORN: Arguments = Arguments { torn: true, kills: 20, seconds: Some(12), seed: 2, ..SHORT };
const SHARED: Arguments = Arguments { postgres: true, servers: 2, seconds: Some(40), seed: 3, ..SHORT };
const FULL_DISK: Arguments = Arguments { full_disk: true, outside: false, kills: 1, seed: 4, ..SHORT };

/// Kills the program for less than a minute on each database, plainly, with torn files, among several servers and on a full disk.
pub fn test(workspace: &Workspace) -> Result<Outcome> {
    let binary = program::build(workspace, Profile::Demo)?;
    let mut counts = Counts::default();
    for arguments in [SHORT, TORN, SHARED, FULL_DISK] {
        if let Err(error) = needs(&arguments) {
            eprintln!("NOT RUN: {error:#}");
            counts.skipped += 1;
            continue;
        }
        match crash::mistreat(workspace, &binary, &arguments) {
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
    let skipped = counts.skipped > 0 && workspace::nothing_may_be_skipped();
    let problem = skipped.then(|| "with CI=true nothing may be skipped".to_owned());
    Ok(Outcome::Tests { counts, problem })
}

/// Fails with what is missing on this machine.
fn needs(arguments: &Arguments) -> Result<()> {
    if arguments.postgres {
        POSTGRESQL.ensure()?;
    }
    if arguments.full_disk {
        Tmpfs::probe(TemporaryFolder::new("probe")?.path())?;
    }
    Ok(())
}
