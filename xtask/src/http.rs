//! A very small HTTP client: enough to ask our own server on this machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

const PATIENCE: Duration = Duration::from_secs(60);
const JSON: &str = "application/json";

/// A server on this machine, and the session to present to it.
#[derive(Clone)]
pub struct Client {
    port: u16,
    cookie: Option<String>,
    key: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// The heading's lines without the first.
    headers: Vec<String>,
    /// The body, as it came.
    pub body: Vec<u8>,
}

impl Client {
    /// Speaks to this port of this machine.
    pub fn new(port: u16) -> Self {
        Self { port, cookie: None, key: None }
    }

    /// Presents this cookie (`name=value`) from now on.
    pub fn with_cookie(self, cookie: String) -> Self {
        Self { cookie: Some(cookie), ..self }
    }

    /// Presents this API key from now on.
    pub fn with_key(self, key: &str) -> Self {
        Self { key: Some(key.to_owned()), ..self }
    }

    /// Fetches a page or an answer.
    pub fn get(&self, path: &str) -> Result<Response> {
        self.request("GET", path, JSON, b"")
    }

    /// Posts a JSON document.
    pub fn post(&self, path: &str, json: &serde_json::Value) -> Result<Response> {
        self.request("POST", path, JSON, json.to_string().as_bytes())
    }

    /// Puts a JSON document.
    pub fn put(&self, path: &str, json: &serde_json::Value) -> Result<Response> {
        self.request("PUT", path, JSON, json.to_string().as_bytes())
    }

    /// Posts a file as it is.
    pub fn upload(&self, path: &str, file: &[u8]) -> Result<Response> {
        self.request("POST", path, "application/octet-stream", file)
    }

    fn request(&self, method: &str, path: &str, content_type: &str, body: &[u8]) -> Result<Response> {
        let address = SocketAddr::from(([127, 0, 0, 1], self.port));
        let mut stream = TcpStream::connect_timeout(&address, PATIENCE).context("cannot connect")?;
        stream.set_read_timeout(Some(PATIENCE)).context("cannot set a time limit")?;
        let cookie = self.cookie.as_ref().map(|cookie| format!("Cookie: {cookie}\r\n")).unwrap_or_default();
        let key = self.key.as_ref().map(|key| format!("Authorization: Bearer {key}\r\n")).unwrap_or_default();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nConnection: close\r\nAccept-Language: en\r\n{cookie}{key}Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
            body.len(),
            port = self.port,
        );
        stream
            .write_all(request.as_bytes())
            .and_then(|()| stream.write_all(body))
            .context("cannot send the request")?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).context("cannot read the answer")?;
        parse(&answer)
    }
}

/// One connection that stays open, for whoever sends very much.
pub struct Connection {
    port: u16,
    reader: BufReader<TcpStream>,
}

impl Connection {
    /// Connects to a port of this machine.
    pub fn open(port: u16) -> Result<Self> {
        let stream = TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], port))).context("cannot connect")?;
        stream.set_nodelay(true).context("cannot set the connection up")?;
        stream.set_read_timeout(Some(PATIENCE)).context("cannot set a time limit")?;
        Ok(Self { port, reader: BufReader::new(stream) })
    }

    /// Posts a JSON text with an API key; the answer must tell its length.
    pub fn post(&mut self, path: &str, key: &str, json: &str) -> Result<Response> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{json}",
            self.port,
            json.len()
        );
        self.reader.get_mut().write_all(request.as_bytes()).context("cannot send the request")?;
        let mut heading = Vec::new();
        while !heading.ends_with(b"\r\n\r\n") {
            let read = self.reader.read_until(b'\n', &mut heading).context("cannot read the answer")?;
            ensure!(read > 0, "the server closed the connection");
        }
        let mut response = parse(&heading)?;
        let length = response.header("content-length").context("the answer does not tell its length")?;
        response.body = vec![0; length.parse().context("the answer's length is no number")?];
        self.reader.read_exact(&mut response.body).context("cannot read the answer")?;
        Ok(response)
    }
}

impl std::fmt::Display for Response {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "status {}: {}", self.status, String::from_utf8_lossy(&self.body))
    }
}

impl Response {
    /// The value of a heading, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .filter_map(|line| line.split_once(':'))
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    }

    /// The body as JSON, unless the server refused.
    pub fn json(&self) -> Result<serde_json::Value> {
        ensure!((200..300).contains(&self.status), "{self}");
        serde_json::from_slice(&self.body).context("the answer is not JSON")
    }
}

/// Finds a port that nobody listens at.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("cannot find a free port")?;
    Ok(listener.local_addr().context("cannot find a free port")?.port())
}

fn parse(answer: &[u8]) -> Result<Response> {
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").context("the answer has no heading")?;
    let heading = String::from_utf8_lossy(&answer[..end]).into_owned();
    let mut lines = heading.split("\r\n").map(str::to_owned);
    let status_line = lines.next().unwrap_or_default();
    let Some(status) = status_line.split(' ').nth(1).and_then(|word| word.parse().ok()) else {
        bail!("the answer begins with `{status_line}`");
    };
    let mut response = Response { status, headers: lines.collect(), body: answer[end + 4..].to_vec() };
    if response.header("transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked")) {
        response.body = join_chunks(&response.body)?;
    }
    Ok(response)
}

fn join_chunks(mut rest: &[u8]) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|bytes| bytes == b"\r\n").context("a chunk has no length")?;
        let length = String::from_utf8_lossy(&rest[..end]);
        let length = length.split(';').next().unwrap_or_default().trim();
        let length = usize::from_str_radix(length, 16).with_context(|| format!("a chunk's length is `{length}`"))?;
        if length == 0 {
            return Ok(body);
        }
        let chunk = rest.get(end + 2..end + 2 + length).context("a chunk is cut short")?;
        body.extend_from_slice(chunk);
        rest = rest.get(end + 4 + length..).context("a chunk has no end")?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunked_answer_is_joined() {
        let answer = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4;x\r\n\":1}\r\n0\r\n\r\n";
        let response = parse(answer).unwrap();
        assert_eq!(response.json().unwrap(), serde_json::json!({"a": 1}));
    }

    #[test]
    fn a_refusal_is_an_error_that_quotes_the_server() {
        let response = parse(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 4\r\n\r\nwho?").unwrap();
        assert_eq!(response.header("content-length"), Some("4"));
        assert!(response.json().unwrap_err().to_string().contains("who?"));
    }

    #[test]
    fn an_answer_cut_short_is_noticed() {
        assert!(parse(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nshort").is_err());
        assert!(parse(b"HTTP/1.1 200 OK\r\n").is_err());
    }
}
