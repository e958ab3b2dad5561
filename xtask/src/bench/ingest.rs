//! How many events a second are acknowledged durably, in batches and one by one, and how soon they are visible.

mod load;

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::start::resident_megabytes;
use super::table::{Row, with_unit};
use crate::crash::Installation;
use crate::crash::chance::Chance;
use crate::server::Server;
use crate::temporary_folder::TemporaryFolder;
use crate::test::postgres::Cluster;
use crate::workspace::Workspace;
use load::{Load, Outcome};

/// Ids that the store holds before it is measured, unless `OTKLIK_BENCH_HELD` says otherwise.
const HELD: u64 = 20_000_000;
const BATCH: usize = 500;
const BATCH_CLIENTS: usize = 8;
const SINGLE_CLIENTS: usize = 64;
const SPELL: Duration = Duration::from_secs(30);
const PATIENCE: Duration = Duration::from_secs(1_200);
const PROBES: usize = 10;

/// Measures on SQLite, and on PostgreSQL where it is installed.
pub fn measure(workspace: &Workspace) -> Result<Vec<Row>> {
    let binary = super::build_release(workspace)?;
    let mut rows = measure_on(workspace, &binary, "SQLite", None, 50_000.0)?;
    let cluster = Cluster::start().context("PostgreSQL is needed for the second half")?;
    rows.extend(measure_on(workspace, &binary, "PostgreSQL", Some(&cluster.url()), 15_000.0)?);
    Ok(rows)
}

fn measure_on(
    workspace: &Workspace,
    binary: &Path,
    name: &str,
    database: Option<&str>,
    budget: f64,
) -> Result<Vec<Row>> {
    let folder = TemporaryFolder::new("bench-ingest")?;
    let unlimited = [
        "OTKLIK__LIMITS__EVENTS_PER_SECOND",
        "OTKLIK__LIMITS__REQUESTS_PER_SECOND",
        "OTKLIK__LIMITS__REQUESTS_PER_SECOND_AND_ADDRESS",
    ];
    let settings = unlimited.map(|name| (name, "10000000".to_owned())).to_vec();
    let installation = Installation::make_with(binary, folder.path(), database, settings, &mut Chance::new(1))?;
    let mut server = installation.serve(&workspace.reports()?, 0)?;
    server.wait_until_ready(PATIENCE)?;
    let load = Load::on(server.port(), installation.key());

    let held = std::env::var("OTKLIK_BENCH_HELD").ok().and_then(|text| text.parse().ok()).unwrap_or(HELD);
    let began = Instant::now();
    let filling = load.send_events(BATCH_CLIENTS, 10_000, held)?;
    visible(&load, 1)?;
    let all_visible = held as f64 / began.elapsed().as_secs_f64();
    let work = |what: &str| format!("{name}: {what}");
    let mut rows = vec![
        Row::plain(
            work(&format!("filling with {held} events, batches of 10,000")),
            with_unit(filling.events_per_second(), "/s"),
        ),
        Row::plain(work("the same until all of them are visible"), with_unit(all_visible, "/s")),
        Row::plain(work("memory after that"), memory(&server)?),
    ];
    let steady = load.at_rate(BATCH_CLIENTS, BATCH, budget);
    std::thread::sleep(SPELL);
    rows.push(Row::at_most(
        work("acknowledged to visible at the budget's rate, worst of 10"),
        visible(&load, PROBES)?,
        "s",
        2.0,
    ));
    let steady = steady.end()?;
    rows.push(Row::plain(work("events in batches of 500 meanwhile"), with_unit(steady.events_per_second(), "/s")));
    rows.push(Row::plain(work("p99 of a batch meanwhile"), with_unit(steady.milliseconds(0.99), "ms")));
    rows.push(Row::plain(work("memory at that rate"), memory(&server)?));
    let batches = load.send_for(BATCH_CLIENTS, BATCH, SPELL)?;
    rows.push(Row::at_least(work("events in batches of 500"), batches.events_per_second(), "/s", budget));
    rows.push(Row::plain(work("p99 of a batch"), with_unit(batches.milliseconds(0.99), "ms")));
    rows.push(Row::plain(work("all of them visible after"), with_unit(visible(&load, 1)?, "s")));
    rows.push(Row::plain(work("memory at that rate"), memory(&server)?));
    rows.extend(singles(&work("single events, 64 clients"), &load.send_for(SINGLE_CLIENTS, 1, SPELL)?));
    let beside = load.beside_batches(SINGLE_CLIENTS, BATCH, SPELL)?;
    rows.extend(singles(&work("single events, 64 clients, beside a bulk load"), &beside));
    Ok(rows)
}

fn singles(work: &str, outcome: &Outcome) -> Vec<Row> {
    vec![
        Row::at_least(work.to_owned(), outcome.events_per_second(), "/s", 5_000.0),
        Row::at_most(format!("{work}, p99"), outcome.milliseconds(0.99), "ms", 50.0),
    ]
}

/// Seconds from the acknowledgement of an event until a question counts it; the longest of several.
fn visible(load: &Load, probes: usize) -> Result<f64> {
    let mut worst: f64 = 0.0;
    for _ in 0..probes {
        let customer = load.send_probe()?;
        let acknowledged = Instant::now();
        while !load.sees(&customer)? {
            if acknowledged.elapsed() > PATIENCE {
                bail!("an acknowledged event was not visible after {} s", PATIENCE.as_secs());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        worst = worst.max(acknowledged.elapsed().as_secs_f64());
    }
    Ok(worst)
}

fn memory(server: &Server) -> Result<String> {
    let megabytes = resident_megabytes(server.process_id())?;
    Ok(megabytes.map_or("–".to_owned(), |megabytes| with_unit(megabytes, "MB")))
}
