//! `cargo xtask crash`: kills the real program at random moments while clients send, and counts afterwards.
//!
//! Clients send until their batch is acknowledged, so in the end everything they made was acknowledged at least once and
//! every figure is known exactly. In between, a figure lies between what was acknowledged and what was sent.

pub mod chance;
mod installation;
mod ledger;
pub mod sender;
mod torn;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail, ensure};

use crate::program::{self, Profile};
use crate::server::Server;
use crate::step::Verdict;
use crate::temporary_folder::TemporaryFolder;
use crate::test::postgres::Cluster;
use crate::web;
use crate::workspace::Workspace;
use chance::Chance;
pub use installation::Installation;
use sender::{Sender, Shared};

const PATIENCE: Duration = Duration::from_secs(60);
/// Kills between two looks at the figures.
const KILLS_BETWEEN_LOOKS: u32 = 20;

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
    let outcome = kill_and_count(&binary, &workspace.reports()?, arguments)?;
    println!("{outcome}");
    Ok(Verdict::Passed)
}

/// What a run came to, in words.
pub fn kill_and_count(binary: &Path, logs: &Path, arguments: &Arguments) -> Result<String> {
    let folder = TemporaryFolder::new("crash")?;
    let mut chance = Chance::new(arguments.seed);
    ensure!(arguments.servers == 1 || arguments.postgres, "several servers need PostgreSQL: add --postgres");
    let cluster = arguments.postgres.then(Cluster::start).transpose()?;
    let database = cluster.as_ref().map(Cluster::url);
    let installation = Installation::make(binary, folder.path(), database.as_deref(), &mut chance)?;
    let shared = Arc::new(Shared::new(installation.key().to_owned(), arguments.servers));
    let senders: Vec<JoinHandle<Result<()>>> = (0..arguments.clients)
        .map(|number| {
            let sender = Sender::new(number, arguments.seed, Arc::clone(&shared));
            thread::spawn(move || sender.run())
        })
        .collect();
    let mut killing = Killing {
        logs,
        folder: folder.path(),
        installation: &installation,
        shared: &shared,
        arguments,
        servers: (0..arguments.servers).map(|_| None).collect(),
    };
    let killed = killing.run(&mut chance);
    shared.stop.store(true, Ordering::SeqCst);
    let killed = killed.and_then(|killed| {
        // The clients finish the batch that each has in its hands.
        killing.start_missing()?;
        for server in killing.servers.iter_mut().flatten() {
            server.wait_until_ready(PATIENCE)?;
        }
        for sender in senders {
            sender.join().map_err(|_| anyhow!("a client panicked"))??;
        }
        killing.servers.clear();
        Ok(killed)
    })?;
    let (acknowledged, sent) = shared.figures();
    if acknowledged != sent {
        bail!("the clients ended before everything was acknowledged: {acknowledged:?} of {sent:?}");
    }
    let found = installation.ask()?;
    if found != sent {
        bail!("after {killed} kills the program counts {found:?}, but {sent:?} were acknowledged");
    }
    Ok(format!(
        "killed {killed} times; {} orders, {} payments of {:.2} and {} answers of {} customers were acknowledged, and each is there once",
        sent.orders,
        sent.payments,
        sent.paid_hundredths as f64 / 100.0,
        sent.answers,
        sent.customers
    ))
}

struct Killing<'a> {
    logs: &'a Path,
    folder: &'a Path,
    installation: &'a Installation,
    shared: &'a Shared,
    arguments: &'a Arguments,
    /// Those that run.
    servers: Vec<Option<Server>>,
}

impl Killing<'_> {
    fn run(&mut self, chance: &mut Chance) -> Result<u32> {
        let started = Instant::now();
        let limit = self.arguments.seconds.map_or(Duration::MAX, Duration::from_secs);
        let mut killed = 0;
        while killed < self.arguments.kills && started.elapsed() < limit {
            self.start_and_kill(chance).with_context(|| format!("kill {}", killed + 1))?;
            killed += 1;
            if self.arguments.torn {
                torn::damage(self.folder, chance)?;
            }
            if killed % KILLS_BETWEEN_LOOKS == 0 {
                self.look(killed)?;
            }
        }
        Ok(killed)
    }

    fn start_missing(&mut self) -> Result<()> {
        for (place, server) in self.servers.iter_mut().enumerate() {
            if server.is_none() {
                let started = self.installation.serve(self.logs, place)?;
                self.shared.ports[place].store(started.port(), Ordering::SeqCst);
                *server = Some(started);
            }
        }
        Ok(())
    }

    fn start_and_kill(&mut self, chance: &mut Chance) -> Result<()> {
        self.start_missing()?;
        // Every fourth kill comes while the program starts: migrations, recovery, the first commit.
        if chance.below(4) == 0 {
            thread::sleep(Duration::from_millis(chance.below(250)));
        } else {
            for server in self.servers.iter_mut().flatten() {
                server.wait_until_ready(PATIENCE)?;
            }
            thread::sleep(Duration::from_millis(20 + chance.below(1_200)));
        }
        let victim = chance.below(self.servers.len() as u64) as usize;
        self.servers[victim].take().map_or(Ok(()), Server::kill)
    }

    fn look(&self, killed: u32) -> Result<()> {
        let (acknowledged, _) = self.shared.figures();
        let found = self.installation.ask()?;
        // Clients go on sending in their hands only: nobody listens while the program is not running.
        let (_, sent) = self.shared.figures();
        eprintln!("after {killed} kills: {} orders, {} answers", found.orders, found.answers);
        if !found.lies_between(&acknowledged, &sent) {
            bail!(
                "after {killed} kills the program counts {found:?}; acknowledged were {acknowledged:?}, sent {sent:?}"
            );
        }
        Ok(())
    }
}
