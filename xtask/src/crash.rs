//! `cargo xtask crash`: kills the real program at random moments while clients send, and counts afterwards.
//!
//! Clients send until their batch is acknowledged, so in the end everything they made was acknowledged at least once and
//! every figure is known exactly. In between, a figure lies between what was acknowledged and what was sent.

pub mod chance;
mod eraser;
mod first_start;
mod full_disk;
mod importer;
mod installation;
mod killing;
mod ledger;
mod merger;
mod outside;
mod questions;
pub mod sender;
mod shared;
mod tmpfs;
mod torn;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use anyhow::{Result, anyhow, ensure};

use crate::program::{self, Profile};
use crate::step::Verdict;
use crate::temporary_folder::TemporaryFolder;
use crate::test::postgres::Cluster;
use crate::web;
use crate::workspace::Workspace;
use chance::Chance;
use eraser::Eraser;
use full_disk::fill_and_count;
use importer::Importer;
pub use installation::Installation;
use killing::Killing;
use merger::Merger;
use outside::OutsideReader;
use sender::Sender;
use shared::Shared;
pub use tmpfs::Tmpfs;

/// What `cargo xtask crash` takes.
#[derive(clap::Args, Clone, Debug)]
pub struct Arguments {
    /// How often the program is killed.
    #[arg(long, default_value_t = 300)]
    pub kills: u32,
    /// Stops killing after so many seconds, however often it was killed.
    #[arg(long)]
    pub seconds: Option<u64>,
    /// Clients that send at the same time.
    #[arg(long, default_value_t = 4)]
    pub clients: u32,
    /// Where the random moments begin; the same seed sends the same events.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Keeps the state in PostgreSQL, in a server of its own that is not killed.
    #[arg(long)]
    pub postgres: bool,
    /// Servers that share the database and the lake, of which one at a time is killed; more than one need PostgreSQL.
    #[arg(long, default_value_t = 1)]
    pub servers: usize,
    /// The program to kill; left out, it is built.
    #[arg(long)]
    pub binary: Option<PathBuf>,
    /// Also damages, after each kill, what a power loss may damage: the unsynced ends of files.
    #[arg(long)]
    pub torn: bool,
    /// Fills the disk again and again instead, on a small file system of its own; the kills come while it is full.
    #[arg(long)]
    pub full_disk: bool,
    /// In the end also reads the lake with the Delta project's Python package, which is fetched once.
    #[arg(long)]
    pub outside: bool,
}

/// Kills and counts; what does not add up is an error.
pub fn run(workspace: &Workspace, arguments: &Arguments) -> Result<Verdict> {
    let binary = match &arguments.binary {
        Some(binary) => binary.clone(),
        None => {
            web::build(workspace)?;
            program::build(workspace, Profile::Demo)?
        }
    };
    println!("{}", mistreat(workspace, &binary, arguments)?);
    Ok(Verdict::Passed)
}

/// Kills, or fills the disk, as the arguments say; answers what came of it in words.
pub fn mistreat(workspace: &Workspace, binary: &Path, arguments: &Arguments) -> Result<String> {
    let logs = workspace.reports()?;
    if arguments.full_disk {
        return fill_and_count(binary, &logs, arguments);
    }
    let outside = arguments.outside.then(|| OutsideReader::provide(workspace)).transpose()?;
    kill_and_count(binary, &logs, arguments, outside.as_ref())
}

fn kill_and_count(
    binary: &Path,
    logs: &Path,
    arguments: &Arguments,
    outside: Option<&OutsideReader>,
) -> Result<String> {
    ensure!(arguments.servers == 1 || arguments.postgres, "several servers need PostgreSQL: add --postgres");
    // What looks torn to one server may be what another is about to write.
    ensure!(arguments.servers == 1 || !arguments.torn, "with several servers nothing can be torn");
    let folder = TemporaryFolder::new("crash")?;
    let mut chance = Chance::new(arguments.seed);
    let cluster = arguments.postgres.then(Cluster::start).transpose()?;
    let first_starts = first_start::kill(binary, folder.path(), cluster.as_ref(), logs, arguments, &mut chance)?;
    let database = cluster.as_ref().map(Cluster::url);
    let installation = Installation::make(binary, folder.path(), database.as_deref(), &mut chance)?;
    let (key, administrator) = (installation.key(), installation.administrator());
    let shared = Arc::new(Shared::new(key, administrator, installation.made_with(), arguments.servers));
    let clients = Clients::start(arguments, &shared);
    let mut killing = Killing::new(logs, folder.path(), &installation, &shared, arguments, clients.count());
    let killed = killing.run(&mut chance).and_then(|killed| {
        killing.let_clients_finish()?;
        Ok(killed)
    });
    let killed = clients.end_with(&shared, killed)?;
    let mut counted = killing.count_at_the_end(killed, &mut chance)?;
    if let Some(outside) = outside {
        outside.expect(installation.data(), shared.bounds().low.events)?;
        counted.push_str("; the lake says the same when it is read from outside");
    }
    Ok(format!("killed {} times, {first_starts} of them at the first start; {counted}", killed + first_starts))
}

/// Everybody who wants something of the program all the while.
pub struct Clients(Vec<JoinHandle<Result<()>>>);

impl Clients {
    /// Starts those who send, one who merges, one who erases and one who imports.
    fn start(arguments: &Arguments, shared: &Arc<Shared>) -> Self {
        let mut clients = Self::senders(arguments, shared);
        let merger = Merger::new(arguments.seed, Arc::clone(shared));
        let eraser = Eraser::new(arguments.seed, Arc::clone(shared));
        let importer = Importer::new(arguments.seed, Arc::clone(shared));
        clients.0.push(thread::spawn(move || merger.run()));
        clients.0.push(thread::spawn(move || eraser.run()));
        clients.0.push(thread::spawn(move || importer.run()));
        clients
    }

    /// Starts those who send.
    fn senders(arguments: &Arguments, shared: &Arc<Shared>) -> Self {
        let start = |number| {
            let sender = Sender::new(number, arguments.seed, Arc::clone(shared));
            thread::spawn(move || sender.run())
        };
        Self((0..arguments.clients).map(start).collect())
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    /// Waits for the end of all; what they found wrong comes before what else was, since it mostly explains it.
    fn end_with<T>(self, shared: &Shared, outcome: Result<T>) -> Result<T> {
        match &outcome {
            Ok(_) => shared.stop(),
            Err(_) => shared.abandon(),
        }
        let mut found = Vec::new();
        for client in self.0 {
            let ended = client.join().map_err(|_| anyhow!("a client panicked")).and_then(|ended| ended);
            found.extend(ended.err().filter(|error| error.to_string() != shared::ABANDONED));
        }
        match (found.into_iter().next(), outcome) {
            (None, outcome) => outcome,
            (Some(found), Ok(_)) => Err(found),
            (Some(found), Err(error)) => Err(error.context(format!("a client found: {found:#}"))),
        }
    }
}
