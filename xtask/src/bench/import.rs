//! How long files of millions of events take from the command to the last commit, and how much memory that needs.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::table::{Row, with_unit};
use crate::process;
use crate::temporary_folder::TemporaryFolder;
use crate::workspace::Workspace;

/// Events of the history, unless `OTKLIK_BENCH_EVENTS` says otherwise; the seconds of the budgets grow with them.
const EVENTS: u64 = 20_000_000;
/// There are at most so many customers, and no fewer than one for twenty events.
const CUSTOMERS: u64 = 1_000_000;
const FORMATS: [(&str, &str, f64); 2] = [("Parquet", "history.parquet", 120.0), ("CSV", "history.csv", 300.0)];
const BUDGET_MEGABYTES: f64 = 2_000.0;
const MAPPING: &str = include_str!("history.toml");
/// Memory is looked at so often.
const LOOK: Duration = Duration::from_millis(20);

/// Imports the same history from both formats into empty installations, and the first of them once more.
pub fn measure(workspace: &Workspace) -> Result<Vec<Row>> {
    let events = std::env::var("OTKLIK_BENCH_EVENTS").ok().and_then(|text| text.parse().ok()).unwrap_or(EVENTS);
    let binary = super::build_release(workspace)?;
    let example = ["build", "--release", "--workspace", "--example", "history_files"];
    process::run(&mut workspace.cargo(&example))?;
    let history = TemporaryFolder::new("bench-history")?;
    let make = workspace.target().join("release/examples/history_files");
    let customers = CUSTOMERS.min(events / 20).max(1);
    let numbers = [events.to_string(), customers.to_string()];
    process::run(Command::new(make).arg(history.path()).args(numbers))?;
    let mapping = history.path().join("history.toml");
    fs::write(&mapping, MAPPING).context("cannot write the mapping")?;
    let mut rows = Vec::new();
    for (format, file, budget) in FORMATS {
        let data = TemporaryFolder::new("bench-import")?;
        let file = history.path().join(file);
        let work = |what: &str| format!("{format}, {events} events of {customers} customers: {what}");
        let import = Import { binary: &binary, data: data.path(), mapping: &mapping, file: &file };
        let done = import.run(&format!("New events: {events},"))?;
        let share = events as f64 / EVENTS as f64;
        rows.push(Row::at_most(work("seconds"), done.seconds, "s", budget * share));
        rows.push(Row::at_most(work("most memory"), done.megabytes, "MB", BUDGET_MEGABYTES));
        rows.push(Row::plain(work("rate"), with_unit(events as f64 / done.seconds, "/s")));
        let sizes = [megabytes(&file)?, megabytes(&data.path().join("lake"))?, megabytes(data.path())?];
        let sizes = sizes.map(|size| with_unit(size, "MB")).join(", ");
        rows.push(Row::plain(work("file, lake, whole installation"), sizes));
        if format == "Parquet" {
            let again = import.run("New events: 0,")?;
            rows.push(Row::plain(work("once more, nothing new"), with_unit(again.seconds, "s")));
            rows.push(Row::at_most(work("once more, most memory"), again.megabytes, "MB", BUDGET_MEGABYTES));
        }
    }
    Ok(rows)
}

struct Import<'a> {
    binary: &'a Path,
    data: &'a Path,
    mapping: &'a Path,
    file: &'a Path,
}

struct Outcome {
    seconds: f64,
    megabytes: f64,
}

impl Import<'_> {
    /// Runs the command, which must say what is expected.
    fn run(&self, expected: &str) -> Result<Outcome> {
        let started = Instant::now();
        let mut child = Command::new(self.binary)
            .args(["--language", "en", "import", "--data"])
            .arg(self.data)
            .arg("--mapping")
            .arg(self.mapping)
            .arg(self.file)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the import")?;
        let mut most: f64 = 0.0;
        while child.try_wait().context("cannot look after the import")?.is_none() {
            most = most.max(peak_megabytes(child.id()).unwrap_or(0.0));
            thread::sleep(LOOK);
        }
        let seconds = started.elapsed().as_secs_f64();
        let output = child.wait_with_output().context("cannot read what the import printed")?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        ensure!(output.status.success() && said.contains(expected), "the import ({}) said {said:?}", output.status);
        eprintln!("{}: {seconds:.1} s, {most:.0} MB: {}", self.file.display(), said.trim());
        Ok(Outcome { seconds, megabytes: most })
    }
}

/// The most resident memory that a process has had; nothing once it has ended, or on a system without `/proc`.
fn peak_megabytes(process_id: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process_id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kibibytes * 1024.0 / 1e6)
}

/// The bytes of a file, or of everything in a folder.
fn megabytes(path: &Path) -> Result<f64> {
    let failed = || format!("cannot measure {}", path.display());
    let about = fs::metadata(path).with_context(failed)?;
    if about.is_file() {
        return Ok(about.len() as f64 / 1e6);
    }
    let mut sum = 0.0;
    for entry in fs::read_dir(path).with_context(failed)? {
        sum += megabytes(&entry.with_context(failed)?.path())?;
    }
    Ok(sum)
}
