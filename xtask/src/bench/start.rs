//! How soon a new installation answers, and what it needs when nobody uses it.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::table::Row;
use crate::server::Server;
use crate::temporary_folder::TemporaryFolder;
use crate::workspace::Workspace;

const BUDGET_SECONDS: f64 = 1.0;
const BUDGET_MEGABYTES: f64 = 150.0;
const SETTLING: Duration = Duration::from_secs(5);

/// Starts a server on an empty folder and fetches the first page.
pub fn measure(workspace: &Workspace) -> Result<Vec<Row>> {
    let binary = super::build_release(workspace)?;
    let data = TemporaryFolder::new("bench-start")?;
    let folder = data.path().to_str().context("the temporary folder's name is not UTF-8")?;
    let started = Instant::now();
    let mut server = Server::start("bench-start", &binary, &["serve", "--data", folder], &workspace.reports()?)?;
    server.wait_until_ready(Duration::from_secs(30))?;
    let page = server.client().get("/")?;
    let seconds = started.elapsed().as_secs_f64();
    ensure!(page.status == 200, "the first page answers with status {}", page.status);

    let mut rows = vec![Row::at_most("start to first page, empty data", seconds, "s", BUDGET_SECONDS)];
    thread::sleep(SETTLING);
    if let Some(megabytes) = resident_megabytes(server.process_id())? {
        rows.push(Row::at_most("idle memory", megabytes, "MB", BUDGET_MEGABYTES));
    }
    Ok(rows)
}

/// The resident memory of a process; nothing on a system without `/proc`.
pub fn resident_megabytes(process_id: u32) -> Result<Option<f64>> {
    let Ok(status) = fs::read_to_string(format!("/proc/{process_id}/status")) else { return Ok(None) };
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("there is no VmRSS")?;
    let kibibytes: f64 = line.trim().trim_end_matches(" kB").parse().with_context(|| format!("VmRSS is `{line}`"))?;
    Ok(Some(kibibytes * 1024.0 / 1e6))
}
