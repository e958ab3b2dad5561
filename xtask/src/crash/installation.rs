//! The data folder that is mistreated, through the command line.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;

use super::chance::Chance;
use super::ledger::Figures;
use super::questions::{self, Finding};
use crate::process;
use crate::server::Server;

const MAPPING: &str = include_str!("mapping.toml");
/// One row whose event has no role, so that it counts among the events only.
const ROWS: &str = "id,time\nfirst,2026-01-01T00:00:00Z\n";
const KILLED_IMPORTS: u32 = 3;

/// Somebody who may do everything.
#[derive(Clone)]
pub struct Administrator {
    pub email: String,
    pub password: String,
}

/// A data folder with a catalogue, a key and an administrator.
pub struct Installation {
    binary: PathBuf,
    data: PathBuf,
    key: String,
    /// The address of the PostgreSQL database that keeps the state; none for a file.
    database: Option<String>,
    /// Settings other than the program's own, as variables of the environment.
    settings: Vec<(&'static str, String)>,
}

impl Installation {
    /// Makes the folder through the command line; the first attempts are killed.
    pub fn make(binary: &Path, folder: &Path, database: Option<&str>, chance: &mut Chance) -> Result<Self> {
        Self::make_with(binary, folder, database, Vec::new(), chance)
    }

    /// The same with settings, as variables of the environment.
    pub fn make_with(
        binary: &Path,
        folder: &Path,
        database: Option<&str>,
        settings: Vec<(&'static str, String)>,
        chance: &mut Chance,
    ) -> Result<Self> {
        let mut installation = Self::bare(binary, folder, database);
        installation.settings = settings;
        let (mapping, rows) = (folder.join("mapping.toml"), folder.join("rows.csv"));
        std::fs::write(&mapping, MAPPING).context("cannot write the mapping")?;
        std::fs::write(&rows, ROWS).context("cannot write the rows")?;
        let import = || {
            let mut command = installation.otklik(&["import", "--mapping"]);
            command.arg(&mapping).arg(&rows);
            command
        };
        for _ in 0..KILLED_IMPORTS {
            let mut child = import().stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("cannot start")?;
            thread::sleep(Duration::from_millis(chance.below(120)));
            // It may be done already.
            let _ = child.kill();
            child.wait().context("cannot wait for the program")?;
        }
        process::output(&mut import())?;
        let Administrator { email, password } = installation.administrator();
        let add = ["user", "add", &email, "--name", "Crash", "--role", "administrator"];
        process::output(installation.otklik(&add).env("OTKLIK_PASSWORD", password))?;
        installation.add_key()?;
        Ok(installation)
    }

    /// A folder in which there is nothing yet.
    pub fn bare(binary: &Path, folder: &Path, database: Option<&str>) -> Self {
        Self {
            binary: binary.to_owned(),
            data: folder.join("data"),
            key: String::new(),
            database: database.map(str::to_owned),
            settings: Vec::new(),
        }
    }

    /// Makes the key that clients present.
    pub fn add_key(&mut self) -> Result<()> {
        let printed = process::output(&mut self.otklik(&["key", "add", "crash"]))?;
        let key = printed.split_whitespace().find(|word| word.starts_with("otk_"));
        self.key = key.context("no key was printed")?.to_owned();
        Ok(())
    }

    /// The data folder.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The key that clients present.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Who looks after the data.
    pub fn administrator(&self) -> Administrator {
        Administrator { email: "anna@crash.example".to_owned(), password: "a long way down".to_owned() }
    }

    /// What is counted before anybody sends anything.
    pub fn made_with(&self) -> Figures {
        Figures { events: 1, ..Figures::default() }
    }

    /// Starts a server; its place tells it from others that share the installation.
    pub fn serve(&self, logs: &Path, place: usize) -> Result<Server> {
        Server::start_command(&format!("crash-{place}"), self.otklik(&["serve"]), logs)
    }

    /// What the command line counts.
    pub fn ask(&self) -> Result<Vec<Finding>> {
        let mut found = questions::of_operations(&self.question(&["operations", "--by", "unit"])?)?;
        found.extend(questions::of_scores(&self.question(&["scores", "--metric", "csat", "--by", "unit"])?)?);
        found.extend(questions::of_overview(&self.question(&["overview"])?)?);
        Ok(found)
    }

    fn question(&self, question: &[&str]) -> Result<Value> {
        let printed = process::output(self.otklik(&["ask", "--format", "json"]).args(question))?;
        serde_json::from_str(&printed).context("the answer is not JSON")
    }

    fn otklik(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(["--language", "en"]).args(arguments).env("OTKLIK__DATA__FOLDER", &self.data);
        if let Some(database) = &self.database {
            command.env("OTKLIK__DATA__DATABASE", database);
        }
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }
}
