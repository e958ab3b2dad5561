//! The server as it is started, told to stop, and configured.

use std::io::Write as _;
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};

use crate::program::{otklik, printed};
use crate::server::{Server, head, new_key, rest};

fn batch(id: &str) -> String {
    json!({"events": [{"id": id, "source": "shop", "name": "order_placed", "time": "2026-05-20T08:00:00Z"}]})
        .to_string()
}

#[test]
fn a_server_told_to_stop_finishes_what_is_under_way_and_leaves_nothing_waiting() {
    let data = tempfile::tempdir().unwrap();
    let key = new_key(data.path());
    let mut server = Server::start(data.path(), &[("OTKLIK__SERVER__NOTICE_SECONDS", "2")]);
    assert!(server.get("/readyz").starts_with("HTTP/1.1 200"));
    let body = batch("1");
    let (begun, remainder) = body.split_at(20);
    let mut sending = server.connect();
    sending.write_all((head(&key, &body) + begun).as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(200));
    server.signal("-TERM");
    std::thread::sleep(Duration::from_millis(700));
    let ready = server.get("/readyz");
    assert!(ready.starts_with("HTTP/1.1 503") && ready.contains("about to end"), "{ready}");
    std::thread::sleep(Duration::from_secs(2));
    assert!(TcpStream::connect(&server.address).is_err(), "nothing new is taken any more");
    sending.write_all(remainder.as_bytes()).unwrap();
    let answer = rest(&mut sending);
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"accepted\":1"), "{answer}");
    assert!(server.ended(Duration::from_secs(20)).success());
    let log = std::fs::read_dir(data.path().join("lake/events/_delta_log")).unwrap().count();
    assert!(log >= 2, "the event was brought into the lake before the end");
}

#[test]
fn a_server_told_twice_ends_at_once() {
    let data = tempfile::tempdir().unwrap();
    let key = new_key(data.path());
    let mut server = Server::start(data.path(), &[]);
    let body = batch("1");
    let mut sending = server.connect();
    sending.write_all(head(&key, &body).as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(200));
    server.signal("-TERM");
    std::thread::sleep(Duration::from_millis(300));
    assert!(server.child.try_wait().unwrap().is_none(), "a request is under way");
    server.signal("-TERM");
    assert_eq!(server.ended(Duration::from_secs(3)).code(), Some(1));
}

#[test]
fn the_configuration_is_shown_with_its_origins_and_without_its_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cx.toml");
    std::fs::write(&file, "[server]\nport = 9000\n[metrics]\ntoken = \"a word of their own\"\n").unwrap();
    let mut command = otklik(["config", "show", "--format", "json", "--data", "elsewhere", "--config"]);
    let said = printed(command.arg(&file).env("OTKLIK__SERVER__HOST", "::1"));
    let rows: Vec<Value> = serde_json::from_str(&said).unwrap();
    let row = |key: &str| {
        let row = rows.iter().find(|row| row["key"] == key).unwrap();
        (row["value"].clone(), row["origin"].as_str().unwrap().to_owned())
    };
    let named = file.display().to_string();
    assert_eq!(row("server.port"), (json!(9000), named.clone()));
    assert_eq!(row("server.host"), (json!("::1"), "OTKLIK__SERVER__HOST".to_owned()));
    assert_eq!(row("data.folder"), (json!("elsewhere"), "--data".to_owned()));
    assert_eq!(row("server.drain_seconds"), (json!(30), "default".to_owned()));
    assert_eq!(row("metrics.token"), (json!("********"), named));
    assert!(!said.contains("a word of their own"));
}

#[test]
fn an_unknown_setting_is_refused_with_the_one_that_was_meant() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cx.toml");
    std::fs::write(&file, "[server]\nbaseurl = \"https://cx.example.com\"\n").unwrap();
    let output = otklik(["serve", "--config"]).arg(&file).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("server.baseurl") && said.contains("did you mean server.base_url?"), "{said}");
}
