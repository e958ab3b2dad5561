//! The lake as others read it: by a Delta implementation that is not the program's own build.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::process;
use crate::requirement::PYTHON;
use crate::workspace::Workspace;

/// The Python package of the Delta project, and what it is read with.
const PACKAGES: &[&str] = &["deltalake==1.6.6", "arro3-core==0.9.1"];
const PROGRAM: &str = "
import json, sys
from deltalake import DeltaTable, QueryBuilder
table = DeltaTable(sys.argv[1])
query = 'SELECT count(*) AS rows, count(DISTINCT position) AS positions FROM events'
found = QueryBuilder().register('events', table).execute(query).read_all()
print(json.dumps({name: found[name][0].as_py() for name in ('rows', 'positions')}))
";

/// A Python with the packages, in a folder of its own beside what is built.
#[derive(Clone, Debug)]
pub struct OutsideReader {
    python: PathBuf,
}

impl OutsideReader {
    /// Makes it, or finds the one that was made before.
    pub fn provide(workspace: &Workspace) -> Result<Self> {
        let folder = workspace.target().join("outside-reader");
        let python = folder.join("bin/python");
        let made_of = folder.join("made-of");
        if std::fs::read_to_string(&made_of).is_ok_and(|made| made == PACKAGES.join("\n")) {
            return Ok(Self { python });
        }
        PYTHON.ensure()?;
        let system = PYTHON.find().context("Python is not installed")?;
        let makes_environments = || process::output(Command::new(&system).args(["-c", "import ensurepip, venv"]));
        if makes_environments().is_err() {
            PYTHON.install()?;
        }
        process::run(Command::new(&system).args(["-m", "venv", "--clear"]).arg(&folder))?;
        process::run(
            Command::new(&python)
                .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
                .args(PACKAGES),
        )?;
        std::fs::write(&made_of, PACKAGES.join("\n")).with_context(|| format!("cannot write {}", made_of.display()))?;
        Ok(Self { python })
    }

    /// Fails unless the lake of a data folder has so many events, each with a position of its own.
    pub fn expect(&self, data: &Path, events: u64) -> Result<()> {
        let table = data.join("lake/events");
        let printed = process::output(Command::new(&self.python).args(["-c", PROGRAM]).arg(&table))?;
        let found: Value = serde_json::from_str(&printed).context("what reads the lake from outside prints no JSON")?;
        for count in ["rows", "positions"] {
            ensure!(
                found[count] == events,
                "{events} events are in the lake; from outside {count} are {}",
                found[count]
            );
        }
        Ok(())
    }
}
