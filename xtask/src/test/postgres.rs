//! A PostgreSQL server of our own for as long as the tests run.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::requirement::{self, POSTGRESQL};
use crate::step::Outcome;
use crate::temporary_folder::TemporaryFolder;
use crate::workspace;
use crate::{http, process};

/// Tells the tests where they may create databases.
pub const SERVER: &str = "OTKLIK_TEST_POSTGRES";
/// PostgreSQL refuses to run as root; Debian's package brings this user.
const USER: &str = "postgres";
const PATIENCE: Duration = Duration::from_secs(30);

/// Provides a server: the one that the environment names, or a new one that is kept in `cluster`.
///
/// Where there is none and something may be left out, the tests that need it say so themselves.
pub fn provide(cluster: &mut Option<Cluster>) -> Result<Outcome> {
    if env::var_os(SERVER).is_some() {
        eprintln!("using the server that {SERVER} names");
        return Ok(Outcome::Clean);
    }
    if let Err(error) = POSTGRESQL.ensure() {
        if workspace::nothing_may_be_skipped() {
            return Err(error.context("with CI=true nothing may be skipped"));
        }
        return Ok(Outcome::NotRun(format!("the tests on PostgreSQL are left out: {error:#}")));
    }
    *cluster = Some(Cluster::start()?);
    Ok(Outcome::Clean)
}

/// A running server with its files; it is stopped and they are removed when the value is dropped.
pub struct Cluster {
    folder: TemporaryFolder,
    programs: PathBuf,
    server: Child,
    port: u16,
}

impl Cluster {
    /// Makes a cluster in a temporary folder and starts it.
    pub fn start() -> Result<Self> {
        let program = POSTGRESQL.find().context("PostgreSQL is not installed")?;
        // The others lie beside it, but not beside a link to it.
        let program = program.canonicalize().context("cannot find initdb")?;
        let programs = program.parent().context("initdb lies in no folder")?.to_owned();
        let folder = TemporaryFolder::new("postgres")?;
        if requirement::is_root()? {
            process::run_quietly(Command::new("chown").arg(USER).arg(folder.path()), &folder.path().join("chown.log"))?;
        }
        let data = folder.path().join("data");
        let mut initdb = as_user(&programs.join("initdb"), folder.path())?;
        initdb.args(["--username", USER, "--encoding=UTF8", "--no-locale", "--auth=trust", "--pgdata"]).arg(&data);
        process::run_quietly(&mut initdb, &folder.path().join("initdb.log"))?;
        let port = http::free_port()?;
        let log = std::fs::File::create(folder.path().join("server.log")).context("cannot create the server's log")?;
        let mut server = as_user(&programs.join("postgres"), folder.path())?;
        // The store refuses a server that does not sync, so this one does.
        server.arg("-D").arg(&data).args(["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200"]);
        server.arg("-c").arg(format!("port={port}"));
        server.arg("-c").arg(format!("unix_socket_directories={}", folder.path().display()));
        server.stdin(Stdio::null()).stdout(log.try_clone().context("cannot write the server's log")?).stderr(log);
        let server = server.spawn().context("cannot start PostgreSQL")?;
        let mut cluster = Self { folder, programs, server, port };
        cluster.wait_until_ready()?;
        Ok(cluster)
    }

    /// Its address for the tests.
    pub fn url(&self) -> String {
        format!("postgres://{USER}@127.0.0.1:{}/postgres", self.port)
    }

    /// Makes another database and says its address.
    pub fn create_database(&self, name: &str) -> Result<String> {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args([&self.url(), "--quiet", "--command", &format!("CREATE DATABASE {name}")]);
        process::output(&mut psql)?;
        Ok(format!("postgres://{USER}@127.0.0.1:{}/{name}", self.port))
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let mut question = Command::new(self.programs.join("pg_isready"));
            question.args(["--quiet", "--host=127.0.0.1", &format!("--port={}", self.port)]);
            if question.status().context("cannot run pg_isready")?.success() {
                return Ok(());
            }
            let ended = self.server.try_wait().context("cannot look after PostgreSQL")?;
            if ended.is_some() || Instant::now() > deadline {
                let log = self.folder.path().join("server.log");
                bail!("PostgreSQL did not start; the end of its log:\n{}", process::last_lines(&log, 30));
            }
            thread::sleep(Duration::from_millis(50));
        }
    }

    fn stop(&mut self) -> Result<()> {
        if self.server.try_wait()?.is_none() {
            let mut stop = as_user(&self.programs.join("pg_ctl"), self.folder.path())?;
            stop.args(["stop", "--mode=immediate", "--pgdata"]).arg(self.folder.path().join("data"));
            process::run_quietly(&mut stop, &self.folder.path().join("stop.log"))?;
        }
        self.server.wait()?;
        Ok(())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Err(error) = self.stop() {
            eprintln!("cannot stop PostgreSQL: {error:#}");
        }
    }
}

/// The program, to be run by somebody whom PostgreSQL accepts, in a folder that they may enter.
fn as_user(program: &Path, folder: &Path) -> Result<Command> {
    let mut command = if requirement::is_root()? {
        let mut command = Command::new("runuser");
        command.args(["-u", USER, "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.current_dir(folder);
    Ok(command)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_server_answers_while_it_is_held_and_leaves_nothing_behind() {
        if POSTGRESQL.find().is_none() {
            assert!(!workspace::nothing_may_be_skipped(), "PostgreSQL is not installed");
            eprintln!("NOT RUN: PostgreSQL is not installed");
            return;
        }
        let cluster = Cluster::start().unwrap();
        let mut psql = Command::new(cluster.programs.join("psql"));
        psql.args([&cluster.url(), "--no-align", "--tuples-only", "--command=SHOW fsync"]);
        assert_eq!(process::output(&mut psql).unwrap().trim(), "on");
        let folder = cluster.folder.path().to_owned();
        drop(cluster);
        assert!(!folder.exists());
        assert!(process::output(&mut psql).is_err(), "nobody answers any more");
    }
}
