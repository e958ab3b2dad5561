//! Killing the very first start, which makes every table, and the start after that.

use std::path::Path;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::Arguments;
use super::chance::Chance;
use super::installation::Installation;
use crate::server::Server;
use crate::test::postgres::Cluster;

const PATIENCE: Duration = Duration::from_secs(60);
/// One kill in so many is of a first start.
const SHARE: u32 = 15;
const KILLS_IN_A_FOLDER: u32 = 2;
/// A start takes about so long.
const START_MILLISECONDS: u64 = 400;

/// Kills first starts in folders of their own, each of which has to serve afterwards; says how often it killed.
pub fn kill(
    binary: &Path,
    folder: &Path,
    cluster: Option<&Cluster>,
    logs: &Path,
    arguments: &Arguments,
    chance: &mut Chance,
) -> Result<u32> {
    let folders = (arguments.kills / SHARE / KILLS_IN_A_FOLDER).max(1);
    for number in 0..folders {
        let own = folder.join(format!("first-{number}"));
        std::fs::create_dir_all(&own).context("cannot make a folder")?;
        let database = cluster.map(|cluster| cluster.create_database(&format!("first_{number}"))).transpose()?;
        let mut installation = Installation::bare(binary, &own, database.as_deref());
        for _ in 0..KILLS_IN_A_FOLDER {
            let server = installation.serve(logs, 0)?;
            thread::sleep(Duration::from_millis(chance.below(START_MILLISECONDS)));
            server.kill()?;
        }
        serves(&mut installation, logs).with_context(|| format!("after the kills of first start {number}"))?;
        std::fs::remove_dir_all(&own).context("cannot remove a folder")?;
    }
    Ok(folders * KILLS_IN_A_FOLDER)
}

fn serves(installation: &mut Installation, logs: &Path) -> Result<()> {
    installation.add_key()?;
    let mut server: Server = installation.serve(logs, 0)?;
    server.wait_until_ready(PATIENCE)?;
    let client = server.client().with_key(installation.key());
    let event = json!({"id": "1", "source": "crash", "name": "order_placed", "time": "2026-01-01T00:00:00Z"});
    let taken = client.post("/api/v1/events", &json!({ "events": [event] }))?.json()?;
    ensure!(taken["accepted"] == 1, "an event was answered with {taken}");
    Ok(())
}
