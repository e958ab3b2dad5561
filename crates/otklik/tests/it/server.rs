//! A server as a process of its own.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program::{otklik, printed};

/// A server that is ended when the test ends.
pub struct Server {
    pub child: Child,
    pub address: String,
}

impl Server {
    /// Starts a server on a free port and waits until it says where.
    pub fn start(data: &Path, variables: &[(&str, &str)]) -> Self {
        let mut command = otklik(["serve", "--port", "0", "--data"]);
        command.arg(data).envs(variables.iter().copied()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit_once("//").unwrap_or_else(|| panic!("{line}")).1.to_owned();
        Self { child, address }
    }

    /// Opens a connection.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// Gets an address; the answer with its head.
    pub fn get(&self, path: &str) -> String {
        let mut stream = self.connect();
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        rest(&mut stream)
    }

    /// The value of a metric without labels.
    pub fn metric(&self, name: &str) -> f64 {
        let text = self.get("/metrics");
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))
            .unwrap_or_else(|| panic!("{text}"));
        line.parse().unwrap()
    }

    /// Tells the process something.
    pub fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    }

    /// Waits for the end.
    pub fn ended(&mut self, patience: Duration) -> ExitStatus {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(began.elapsed() < patience, "the server goes on");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Stops the server as a person does.
    pub fn stop(mut self) {
        self.signal("-TERM");
        assert!(self.ended(Duration::from_secs(60)).success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, as it should.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What is left to read.
pub fn rest(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}

/// The head of a request that brings events.
pub fn head(key: &str, body: &str) -> String {
    format!(
        "POST /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    )
}

/// Sends a body with events; the answer, or nothing when the server did not take it.
pub fn send(address: &str, key: &str, body: &str) -> Option<Value> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.write_all((head(key, body) + body).as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    head.starts_with("HTTP/1.1 200").then(|| serde_json::from_str(body).unwrap())
}

/// A key of a folder that nobody serves.
pub fn new_key(data: &Path) -> String {
    let mut command = otklik(["key", "add", "till", "--data"]);
    printed(command.arg(data)).trim().to_owned()
}
