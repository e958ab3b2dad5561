//! Killing servers at random moments, and looking at what they count in between.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use super::chance::Chance;
use super::installation::Installation;
use super::questions::{self, beyond, lacking};
use super::shared::{Book, Shared};
use super::{Arguments, torn};
use crate::server::Server;

const PATIENCE: Duration = Duration::from_secs(60);
/// Usually it is two seconds; this machine may be busy with other things.
const VISIBLE_PATIENCE: Duration = Duration::from_secs(120);
/// After so long the clients rest until it is visible.
const SPARED_AFTER: Duration = Duration::from_secs(4);
const LOOK_PAUSE: Duration = Duration::from_millis(100);
/// Kills between two looks at which every figure has to be exact.
const KILLS_BETWEEN_EXACT_LOOKS: u32 = 20;

/// One who kills.
pub struct Killing<'a> {
    logs: &'a Path,
    folder: &'a Path,
    installation: &'a Installation,
    shared: &'a Shared,
    arguments: &'a Arguments,
    clients: usize,
    /// Those that run.
    servers: Vec<Option<Server>>,
    slowest: Slowest,
}

/// The longest time from a look until everything that was acknowledged before it was counted.
#[derive(Default)]
struct Slowest {
    after_start: Duration,
    after_another_died: Duration,
}

impl<'a> Killing<'a> {
    /// No server runs yet.
    pub fn new(
        logs: &'a Path,
        folder: &'a Path,
        installation: &'a Installation,
        shared: &'a Shared,
        arguments: &'a Arguments,
        clients: usize,
    ) -> Self {
        let servers = (0..arguments.servers).map(|_| None).collect();
        Self { logs, folder, installation, shared, arguments, clients, servers, slowest: Slowest::default() }
    }

    /// Kills as often, or as long, as wanted; says how often that was.
    pub fn run(&mut self, chance: &mut Chance) -> Result<u32> {
        let started = Instant::now();
        let limit = self.arguments.seconds.map_or(Duration::MAX, Duration::from_secs);
        let mut killed = 0;
        while killed < self.arguments.kills && started.elapsed() < limit {
            let kill = killed + 1;
            killed += self.start_and_kill(chance).with_context(|| format!("kill {kill}"))?;
            if self.arguments.torn {
                torn::damage(self.folder, chance)?;
            }
            if kill.is_multiple_of(KILLS_BETWEEN_EXACT_LOOKS) {
                self.look_exactly(killed, chance).with_context(|| format!("after {killed} kills"))?;
            }
        }
        Ok(killed)
    }

    /// Starts what does not run and waits until it is ready: the clients finish what they have in hand.
    pub fn let_clients_finish(&mut self) -> Result<()> {
        self.start_missing()?;
        self.wait_until_ready()
    }

    /// Counts when no client wants anything any more: by every server, and by the command line.
    pub fn count_at_the_end(&mut self, killed: u32, chance: &mut Chance) -> Result<String> {
        self.start_missing()?;
        self.wait_until_ready()?;
        self.count_exactly(chance)?;
        self.servers.clear();
        let Book { low, high } = self.shared.bounds();
        ensure!(low == high, "the clients ended before everything was acknowledged: {low:?} of {high:?}");
        let found = self.installation.ask()?;
        if let Some(wrong) = lacking(&found, &low).or(beyond(&found, &high)) {
            bail!("after {killed} kills the command line finds: {wrong}");
        }
        let mut words = format!(
            "{} events, among them {} orders of {} customers, {} payments of {:.2} and {} answers, were acknowledged, and each is there once; \
             after a start everything acknowledged was counted within {:.1} s",
            low.events,
            low.orders,
            low.customers,
            low.payments,
            low.paid_hundredths as f64 / 100.0,
            low.answers,
            self.slowest.after_start.as_secs_f64(),
        );
        if self.arguments.servers > 1 {
            let seconds = self.slowest.after_another_died.as_secs_f64();
            words.push_str(&format!(", and after another server's death within {seconds:.1} s"));
        }
        Ok(words)
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

    fn wait_until_ready(&mut self) -> Result<()> {
        self.servers.iter_mut().flatten().try_for_each(|server| server.wait_until_ready(PATIENCE))
    }

    /// Says how many were killed.
    fn start_and_kill(&mut self, chance: &mut Chance) -> Result<u32> {
        self.start_missing()?;
        match chance.below(6) {
            // While the program starts: recovery, what waits, imports that go on.
            0 => thread::sleep(Duration::from_millis(chance.below(250))),
            moment => {
                self.wait_until_ready()?;
                if moment > 3 {
                    let seen = self.see_what_was_acknowledged(chance)?;
                    self.slowest.after_start = self.slowest.after_start.max(seen);
                }
                thread::sleep(Duration::from_millis(20 + chance.below(500)));
            }
        }
        if self.servers.len() > 1 && chance.below(6) == 0 {
            return self.kill_all();
        }
        let victim = chance.below(self.servers.len() as u64) as usize;
        self.servers[victim].take().map_or(Ok(()), Server::kill)?;
        if self.servers.len() > 1 && chance.below(10) == 0 {
            self.wait_until_ready()?;
            let seen = self.see_what_was_acknowledged(chance)?;
            self.slowest.after_another_died = self.slowest.after_another_died.max(seen);
        }
        Ok(1)
    }

    fn kill_all(&mut self) -> Result<u32> {
        let mut killed = 0;
        for server in self.servers.iter_mut().filter_map(Option::take) {
            server.kill()?;
            killed += 1;
        }
        Ok(killed)
    }

    /// Waits until a running server counts everything that was acknowledged before, and never more than was sent.
    fn see_what_was_acknowledged(&self, chance: &mut Chance) -> Result<Duration> {
        self.shared.begin_look();
        let began = Instant::now();
        let mut spared = None;
        loop {
            let Some(wrong) = self.what_lacks(chance)? else { return Ok(began.elapsed()) };
            ensure!(
                began.elapsed() < VISIBLE_PATIENCE,
                "acknowledged, and not counted {:.1} s later: {wrong}",
                began.elapsed().as_secs_f64()
            );
            if spared.is_none() && began.elapsed() > SPARED_AFTER {
                // On a machine that does much else the clients keep the server from catching up.
                spared = Some(self.shared.spare());
            }
            thread::sleep(LOOK_PAUSE);
        }
    }

    fn what_lacks(&self, chance: &mut Chance) -> Result<Option<String>> {
        let place = self.any_running(chance)?;
        let client = self.shared.client_of(place);
        // One question is asked again and again; when it knows of everything, all of them are.
        let mut found = questions::ask_operations(&client)?;
        if lacking(&found, &self.shared.bounds_since_look().low).is_none() {
            found = questions::ask(&client)?;
        }
        let Book { low, high } = self.shared.bounds_since_look();
        if let Some(wrong) = beyond(&found, &high) {
            bail!("more than was ever sent: {wrong}");
        }
        Ok(lacking(&found, &low))
    }

    fn any_running(&self, chance: &mut Chance) -> Result<usize> {
        let running: Vec<usize> = (0..self.servers.len()).filter(|place| self.servers[*place].is_some()).collect();
        running.get(chance.below(running.len() as u64) as usize).copied().context("no server runs")
    }

    /// Lets the clients rest, so that every figure is known exactly, and compares all of them.
    fn look_exactly(&mut self, killed: u32, chance: &mut Chance) -> Result<()> {
        self.start_missing()?;
        self.wait_until_ready()?;
        self.shared.pause(self.clients)?;
        self.count_exactly(chance)?;
        if self.arguments.postgres {
            // The command line shares the database with the servers.
            let (found, low) = (self.installation.ask()?, self.shared.bounds().low);
            if let Some(wrong) = lacking(&found, &low).or(beyond(&found, &low)) {
                bail!("the command line finds: {wrong}");
            }
        }
        let low = self.shared.bounds().low;
        self.shared.resume();
        eprintln!("after {killed} kills: {} events, {} customers ordered", low.events, low.customers);
        Ok(())
    }

    /// Every running server has to count exactly what was acknowledged.
    fn count_exactly(&self, chance: &mut Chance) -> Result<()> {
        self.see_what_was_acknowledged(chance)?;
        let Book { low, high } = self.shared.bounds();
        ensure!(low == high, "the clients rest, and {low:?} were acknowledged of {high:?}");
        for place in (0..self.servers.len()).filter(|place| self.servers[*place].is_some()) {
            let found = questions::ask(&self.shared.client_of(place))?;
            if let Some(wrong) = lacking(&found, &low).or(beyond(&found, &high)) {
                bail!("server {place} finds: {wrong}");
            }
        }
        Ok(())
    }
}
