//! The data folder that is mistreated, and what the program says of it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::chance::Chance;
use super::ledger::Figures;
use crate::process;
use crate::server::Server;

const MAPPING: &str = include_str!("mapping.toml");
/// One row whose event has no role, so that it counts nowhere.
const ROWS: &str = "id,time\nfirst,2026-01-01T00:00:00Z\n";
const KILLED_IMPORTS: u32 = 3;

/// A data folder with a catalogue and a key.
pub struct Installation {
    binary: PathBuf,
    data: PathBuf,
    key: String,
    /// The address of the PostgreSQL database that keeps the state; none for a file.
    database: Option<String>,
}

impl Installation {
    /// Makes the folder through the command line; the first attempts are killed.
    pub fn make(binary: &Path, folder: &Path, database: Option<&str>, chance: &mut Chance) -> Result<Self> {
        let mut installation = Self {
            binary: binary.to_owned(),
            data: folder.join("data"),
            key: String::new(),
            database: database.map(str::to_owned),
        };
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
        let printed = process::output(&mut installation.otklik(&["key", "add", "crash"]))?;
        let key = printed.split_whitespace().find(|word| word.starts_with("otk_"));
        installation.key = key.context("no key was printed")?.to_owned();
        Ok(installation)
    }

    /// The key that clients present.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Starts a server; its place tells it from others that share the installation.
    pub fn serve(&self, logs: &Path, place: usize) -> Result<Server> {
        Server::start_command(&format!("crash-{place}"), self.otklik(&["serve"]), logs)
    }

    /// What the program counts; every question is asked twice, whole and divided, and must agree with itself.
    pub fn ask(&self) -> Result<Figures> {
        let operations = self.question(&["operations", "--by", "unit"])?;
        let scores = self.question(&["scores", "--metric", "csat", "--by", "unit"])?;
        let total = &operations["total"];
        let answers = number(&scores["total"]["estimate"]["n"])?;
        for (rows, path, whole) in [
            (&operations["rows"], "/orders/value", number(&total["orders"]["value"])?),
            (&scores["rows"], "/estimate/n", answers),
        ] {
            let mut sum = 0;
            for row in rows.as_array().into_iter().flatten() {
                sum += number(row.pointer(path).unwrap_or(&Value::Null))?;
            }
            ensure!(sum == whole, "the units' sum of {path} is {sum}, the whole is {whole}");
        }
        let responses = scores["total"]["distribution"].as_array();
        let score_sum = responses.map(|all| score_sum(all)).transpose()?.context("the scores have no distribution")?;
        Ok(Figures {
            orders: number(&total["orders"]["value"])?,
            customers: number(&total["customers"]["value"])?,
            payments: number(&total["paid"]["n"])?,
            paid_hundredths: hundredths(&total["paid"]["value"])?,
            answers,
            score_sum,
        })
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
        command
    }
}

fn number(value: &Value) -> Result<u64> {
    // A count may be written with a fraction of zero.
    let number = value.as_f64().with_context(|| format!("{value} is not a number"))?;
    ensure!(number >= 0.0 && number.fract() == 0.0, "{number} is not a count");
    Ok(number as u64)
}

fn hundredths(value: &Value) -> Result<u64> {
    let amount = value.as_f64().with_context(|| format!("{value} is not an amount"))?;
    Ok((amount * 100.0).round() as u64)
}

fn score_sum(distribution: &[Value]) -> Result<u64> {
    distribution.iter().map(|mark| Ok(number(&mark["value"])? * number(&mark["n"])?)).sum()
}
