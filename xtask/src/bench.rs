//! `cargo xtask bench`: measures the work that has a budget and prints one table.
//!
//! The verdict is information: a timed number never gates a change, since it depends on the machine.

mod coverage;
mod demo;
mod import;
mod ingest;
mod journey;
mod overview;
mod pages;
mod start;
mod table;

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::program::{self, Profile};
use crate::step::Verdict;
use crate::web;
use crate::workspace::Workspace;
use table::{Row, Table};

/// What `cargo xtask bench` takes.
#[derive(clap::Args)]
pub struct Arguments {
    /// The benches to run: demo, coverage, import, ingest, journey, overview, pages, start; all of them if left out.
    names: Vec<String>,
}

type Bench = fn(&Workspace) -> Result<Vec<Row>>;

const BENCHES: &[(&str, Bench)] = &[
    ("pages", pages::measure),
    ("start", start::measure),
    ("demo", demo::measure),
    ("ingest", ingest::measure),
    ("import", import::measure),
    ("journey", journey::measure),
    ("overview", overview::measure),
    ("coverage", coverage::measure),
];

/// Runs the chosen benches; one that fails does not stop the others.
pub fn run(workspace: &Workspace, arguments: &Arguments) -> Result<Verdict> {
    let known: Vec<_> = BENCHES.iter().map(|(name, _)| *name).collect();
    if let Some(unknown) = arguments.names.iter().find(|name| !known.contains(&name.as_str())) {
        bail!("there is no bench `{unknown}`; there are {}", known.join(", "));
    }
    let mut table = Table::new();
    let mut verdict = Verdict::Passed;
    for (name, bench) in BENCHES {
        if !arguments.names.is_empty() && !arguments.names.iter().any(|wanted| wanted == name) {
            continue;
        }
        eprintln!("\n== {name}");
        match bench(workspace) {
            Ok(rows) => table.add(name, rows),
            Err(error) => {
                eprintln!("error: {name}: {error:#}");
                verdict = Verdict::Failed;
            }
        }
    }
    print!("\n{}", table.to_text());
    Ok(verdict)
}

/// Builds the program with its pages as it is shipped.
fn build_release(workspace: &Workspace) -> Result<PathBuf> {
    web::build(workspace)?;
    program::build(workspace, Profile::Release)
}
