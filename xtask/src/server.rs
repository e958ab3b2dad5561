//! Runs the finished program as a server for as long as a test or a measurement needs it.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::http::{self, Client};
use crate::process;

const POLITE_END: Duration = Duration::from_secs(5);

/// A running server; it is stopped when the value is dropped.
pub struct Server {
    name: String,
    child: Child,
    port: u16,
    log: PathBuf,
}

impl Server {
    /// Starts `otklik <arguments> --port <free port>` with its output going to `<logs>/server-<name>.log`.
    pub fn start(name: &str, binary: &Path, arguments: &[&str], logs: &Path) -> Result<Self> {
        let mut command = Command::new(binary);
        command.args(arguments);
        Self::start_command(name, command, logs)
    }

    /// Starts a prepared command with `--port <free port>` behind its arguments, its output going to `<logs>/server-<name>.log`.
    pub fn start_command(name: &str, mut command: Command, logs: &Path) -> Result<Self> {
        let port = http::free_port()?;
        let log = logs.join(format!("server-{name}.log"));
        let file = File::create(&log).with_context(|| format!("cannot create {}", log.display()))?;
        let same_file = file.try_clone().with_context(|| format!("cannot write {}", log.display()))?;
        let child = command
            .arg("--port")
            .arg(port.to_string())
            .stdin(Stdio::null())
            .stdout(file)
            .stderr(same_file)
            .spawn()
            .with_context(|| format!("cannot start {}", command.get_program().to_string_lossy()))?;
        Ok(Self { name: name.to_owned(), child, port, log })
    }

    /// Waits until the server says that it is ready.
    pub fn wait_until_ready(&mut self, patience: Duration) -> Result<()> {
        self.wait_until_well("/readyz", patience)
    }

    /// Waits until the server answers at all; it may say that it is not ready.
    pub fn wait_until_alive(&mut self, patience: Duration) -> Result<()> {
        self.wait_until_well("/healthz", patience)
    }

    fn wait_until_well(&mut self, path: &str, patience: Duration) -> Result<()> {
        let client = self.client();
        let deadline = Instant::now() + patience;
        while !client.get(path).is_ok_and(|response| response.status == 200) {
            if let Some(status) = self.child.try_wait().context("cannot look after the server")? {
                bail!("the server `{}` ended ({status}); the end of its log:\n{}", self.name, self.end_of_log());
            }
            if Instant::now() > deadline {
                bail!(
                    "the server `{}` did not answer well at {path} after {} s; the end of its log:\n{}",
                    self.name,
                    patience.as_secs(),
                    self.end_of_log()
                );
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// A client without session.
    pub fn client(&self) -> Client {
        Client::new(self.port)
    }

    /// Its address for a browser.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The port it listens at.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Kills it (SIGKILL), as a power switch would: it cannot finish anything.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill().context("cannot kill the server")?;
        self.child.wait().context("cannot wait for the server's end").map(|_| ())
    }

    /// Its process id.
    pub fn process_id(&self) -> u32 {
        self.child.id()
    }

    fn end_of_log(&self) -> String {
        process::last_lines(&self.log, 30)
    }

    fn ask_to_end(&mut self) -> bool {
        // The standard library can only kill; the server should be able to close its files first.
        let asked = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status();
        if !asked.is_ok_and(|status| status.success()) {
            return false;
        }
        let deadline = Instant::now() + POLITE_END;
        while Instant::now() < deadline {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return true;
            }
            thread::sleep(Duration::from_millis(20));
        }
        false
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(Some(_))) || self.ask_to_end() {
            return;
        }
        eprintln!("the server `{}` does not end when asked to: killing it", self.name);
        if let Err(error) = self.child.kill().and_then(|()| self.child.wait().map(|_| ())) {
            eprintln!("cannot stop the server `{}`: {error}", self.name);
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::temporary_folder::TemporaryFolder;

    #[test]
    fn a_server_that_ends_at_once_is_reported_with_its_log() {
        let logs = TemporaryFolder::new("server").unwrap();
        let mut server =
            Server::start("broken", Path::new("/bin/sh"), &["-c", "echo no such folder; exit 3"], logs.path()).unwrap();
        let error = server.wait_until_ready(Duration::from_secs(10)).unwrap_err().to_string();
        assert!(error.contains("no such folder"), "{error}");
    }

    #[test]
    fn a_server_is_stopped_when_dropped() {
        let logs = TemporaryFolder::new("server").unwrap();
        let server = Server::start("sleeping", Path::new("/bin/sh"), &["-c", "exec sleep 60"], logs.path()).unwrap();
        let process = PathBuf::from(format!("/proc/{}", server.process_id()));
        drop(server);
        assert!(!process.exists());
    }
}
