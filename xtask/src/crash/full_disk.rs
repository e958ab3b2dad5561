//! A disk that becomes full, and gets room again.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use super::chance::Chance;
use super::installation::Installation;
use super::questions::{self, beyond, lacking};
use super::shared::{Book, Shared};
use super::tmpfs::Tmpfs;
use super::{Arguments, Clients};
use crate::server::Server;
use crate::temporary_folder::TemporaryFolder;
use crate::test::postgres::Cluster;

const MEBIBYTES: u64 = 96;
/// What is kept free in every other round's program: in the others the database itself runs out of disk.
const RESERVE: u64 = 8 << 20;
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK_PAUSE: Duration = Duration::from_millis(50);
/// Refusals after which the disk counts as full.
const REFUSALS: u64 = 20;

/// Fills the disk under the data as often as wanted, kills the program while it is full, makes room, and counts.
pub fn fill_and_count(binary: &Path, logs: &Path, arguments: &Arguments) -> Result<String> {
    let folder = TemporaryFolder::new("full-disk")?;
    let mut chance = Chance::new(arguments.seed);
    let cluster = arguments.postgres.then(Cluster::start).transpose()?;
    let database = cluster.as_ref().map(Cluster::url);
    // With its database elsewhere the program has to look at the disk under the lake by itself.
    let reserves: &[u64] = if arguments.postgres { &[RESERVE] } else { &[0, RESERVE] };
    let mut words = Vec::new();
    for (place, reserve) in reserves.iter().enumerate() {
        let data = folder.path().join(place.to_string());
        std::fs::create_dir_all(&data).context("cannot make a folder")?;
        let _disk = Tmpfs::mount(&data, MEBIBYTES)?;
        let settings = vec![("OTKLIK__LIMITS__DISK_RESERVE_BYTES", reserve.to_string())];
        let installation = Installation::make_with(binary, &data, database.as_deref(), settings, &mut chance)?;
        let disk = FullDisk { logs, data: &data, installation: &installation, arguments };
        words.push(disk.run(*reserve, &mut chance).with_context(|| format!("with {reserve} bytes kept free"))?);
    }
    Ok(words.join("\n"))
}

struct FullDisk<'a> {
    logs: &'a Path,
    data: &'a Path,
    installation: &'a Installation,
    arguments: &'a Arguments,
}

impl FullDisk<'_> {
    fn run(&self, reserve: u64, chance: &mut Chance) -> Result<String> {
        let (key, administrator) = (self.installation.key(), self.installation.administrator());
        let shared = Arc::new(Shared::new(key, administrator, self.installation.made_with(), 1));
        let mut server = self.start(&shared)?;
        let clients = Clients::senders(self.arguments, &shared);
        let started = Instant::now();
        let limit = self.arguments.seconds.map_or(Duration::MAX, Duration::from_secs);
        let mut rounds = 0;
        let outcome = (|| {
            while rounds < self.arguments.kills && (rounds == 0 || started.elapsed() < limit) {
                server = self.fill_and_make_room(server, &shared, chance).with_context(|| format!("round {rounds}"))?;
                rounds += 1;
            }
            Ok(server)
        })();
        let server = clients.end_with(&shared, outcome)?;
        self.count(&server, &shared)?;
        drop(server);
        let Book { low, high } = shared.bounds();
        let found = self.installation.ask()?;
        if let Some(wrong) = lacking(&found, &low).or(beyond(&found, &high)) {
            bail!("the command line finds: {wrong}");
        }
        let refusals = shared.refusals.load(Ordering::SeqCst);
        Ok(format!(
            "the disk was filled {rounds} times with {reserve} bytes kept free, and requests refused {refusals} times, each with when to come again; \
             {} events were acknowledged, and each is there once",
            low.events
        ))
    }

    fn start(&self, shared: &Shared) -> Result<Server> {
        let mut server = self.installation.serve(self.logs, 0)?;
        shared.ports[0].store(server.port(), Ordering::SeqCst);
        server.wait_until_alive(PATIENCE)?;
        Ok(server)
    }

    fn fill_and_make_room(&self, mut server: Server, shared: &Shared, chance: &mut Chance) -> Result<Server> {
        thread::sleep(Duration::from_millis(300 + chance.below(900)));
        let ballast = self.fill()?;
        let before = shared.refusals.load(Ordering::SeqCst);
        until("nothing was refused though the disk is full", || {
            Ok(shared.refusals.load(Ordering::SeqCst) >= before + REFUSALS)
        })?;
        if chance.below(2) == 0 {
            server.kill()?;
            // Also a start has to do without room.
            server = self.start(shared)?;
        }
        thread::sleep(Duration::from_millis(chance.below(500)));
        std::fs::remove_file(ballast).context("cannot make room")?;
        let low = shared.bounds().low.events;
        until("nothing is taken though there is room", || Ok(shared.bounds().low.events > low))?;
        Ok(server)
    }

    /// Leaves nothing free.
    fn fill(&self) -> Result<PathBuf> {
        let path = self.data.join("ballast");
        let mut file = File::create(&path).context("cannot create the ballast")?;
        let mut block = vec![0_u8; 1 << 20];
        while !block.is_empty() {
            if file.write(&block).is_ok_and(|written| written > 0) {
                continue;
            }
            block.truncate(block.len() / 2);
        }
        Ok(path)
    }

    fn count(&self, server: &Server, shared: &Shared) -> Result<()> {
        let Book { low, high } = shared.bounds();
        ensure!(low == high, "the clients ended before everything was acknowledged: {low:?} of {high:?}");
        let client = shared.client_of(0);
        let mut wrong = None;
        until("what was acknowledged is not counted", || {
            let found = questions::ask(&client)?;
            wrong = beyond(&found, &high);
            Ok(wrong.is_some() || lacking(&found, &low).is_none())
        })
        .with_context(|| format!("server {}", server.process_id()))?;
        ensure!(wrong.is_none(), "more than was ever sent: {wrong:?}");
        Ok(())
    }
}

fn until(problem: &'static str, mut is_so: impl FnMut() -> Result<bool>) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    while !is_so()? {
        ensure!(Instant::now() < deadline, "{problem}");
        thread::sleep(LOOK_PAUSE);
    }
    Ok(())
}
