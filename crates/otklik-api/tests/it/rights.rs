//! Every route, tried by everybody: what comes of it stands in the API's description and in the table of rights.

use std::fmt::Write as _;
use std::fs;

use axum::http::{Method, StatusCode};
use otklik_core::{KeyScope, Reach, Right, Scope, Timestamp, UserRole};
use otklik_store::KeyRequest;
use otklik_testkit::{Client, TestServer};
use serde_json::Value;

use crate::access::{OPEN, filled};

const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/rights.md");

/// A route of the API with the rights that its description names.
struct Route {
    method: String,
    path: String,
    person: Option<Right>,
    program: Option<Right>,
}

impl Route {
    fn is_open(&self) -> bool {
        OPEN.contains(&(self.method.as_str(), self.path.as_str()))
    }

    /// Whether calling it ends the walk: what signs somebody out has to wait.
    fn ends_the_walk(&self) -> bool {
        (self.method.as_str(), self.path.as_str()) == ("delete", "/api/v1/session")
    }
}

fn routes() -> Vec<Route> {
    let document = serde_json::to_value(otklik_api::openapi()).unwrap();
    let mut routes = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let right = |door: &str| {
                let mut doors = operation["security"].as_array().into_iter().flatten();
                let named = doors.find_map(|named| named[door][0].as_str())?;
                Some(named.parse().unwrap_or_else(|_| panic!("{method} {path} names the right {named}, which is none")))
            };
            let (person, program) = (right("session"), right("key"));
            routes.push(Route { method: method.clone(), path: path.clone(), person, program });
        }
    }
    routes.sort_by_key(Route::ends_the_walk);
    assert!(routes.len() > 50, "{}", routes.len());
    routes
}

#[test]
fn every_route_is_open_or_names_a_right() {
    for Route { method, path, person, program } in routes() {
        let is_open = OPEN.contains(&(method.as_str(), path.as_str()));
        let is_named = person.is_some() || program.is_some();
        assert!(
            is_open != is_named,
            "{method} {path}: name a right in its security(…), or put it among the open doors"
        );
    }
}

/// Somebody who tries every route, and which of them should let them in.
struct Caller<'a> {
    name: String,
    client: Client,
    may: Box<dyn Fn(&Route) -> bool + 'a>,
}

async fn people(server: &TestServer) -> Vec<Caller<'_>> {
    let mut callers = Vec::new();
    let foreign = || Scope::Units(vec!["spb/nevsky".parse().unwrap()]);
    for role in UserRole::ALL.iter().copied() {
        for (place, scope) in [("company", Scope::Company), ("unit", foreign())] {
            let email = format!("{role}-{place}@example.com");
            let sees_all = scope == Scope::Company;
            server.add_user(&email, role, scope).await;
            let client = server.sign_in(&email).await;
            let has = move |right: Right| role.has(right) && (sees_all || right.reach() == Reach::Scope);
            callers.push(Caller { name: email, client, may: Box::new(move |route| route.person.is_some_and(has)) });
        }
    }
    callers
}

async fn programs(server: &TestServer) -> Vec<Caller<'_>> {
    let mut callers = Vec::new();
    for scope in KeyScope::ALL.iter().copied() {
        let request = KeyRequest { name: scope.to_string(), scopes: vec![scope], expires_at: None };
        let key = server.store.keys().create(request, Timestamp(0)).await.unwrap().secret;
        let may = move |route: &Route| route.program.is_some_and(|right| scope.has(right));
        callers.push(Caller {
            name: format!("key {scope}"),
            client: server.visitor().with_key(&key),
            may: Box::new(may),
        });
    }
    callers
}

async fn call(client: &mut Client, route: &Route) -> (StatusCode, Value) {
    let method: Method = route.method.to_uppercase().parse().unwrap();
    client.call(method, &filled(&route.path), None).await
}

#[tokio::test]
async fn every_route_lets_in_whom_the_table_says_and_nobody_else() {
    let server = TestServer::start_set_up().await;
    let mut callers = people(&server).await;
    callers.extend(programs(&server).await);
    let (mut let_in, mut refused) = (0, 0);
    for Caller { name, client, may } in &mut callers {
        for route in routes().iter().filter(|route| !route.is_open()) {
            let (status, answer) = call(client, route).await;
            let told = format!("{name}: {} {}: {status} {answer}", route.method, route.path);
            if may(route) {
                assert!(![StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN].contains(&status), "{told}");
                assert!(!status.is_server_error(), "{told}");
                let_in += 1;
            } else {
                assert_eq!((status, answer["code"].as_str()), (StatusCode::FORBIDDEN, Some("forbidden")), "{told}");
                refused += 1;
            }
        }
    }
    assert!(let_in > 250 && refused > 250, "{let_in} {refused}");
}

#[tokio::test]
async fn an_expired_key_opens_nothing() {
    let server = TestServer::start_set_up().await;
    let end = Timestamp::parse("2026-05-20T10:00:00Z").unwrap();
    let request = KeyRequest { expires_at: Some(end), ..KeyRequest::from("bi") };
    let key = server.store.keys().create(request, Timestamp(0)).await.unwrap().secret;
    let mut program = server.visitor().with_key(&key);
    assert_eq!(program.get("/api/v1/units").await.0, StatusCode::OK);
    server.clock.advance(std::time::Duration::from_secs(3_600));
    for route in routes().iter().filter(|route| !route.is_open()) {
        let (status, answer) = call(&mut program, route).await;
        assert_eq!(
            (status, answer["code"].as_str()),
            (StatusCode::UNAUTHORIZED, Some("key_unknown")),
            "{}",
            route.path
        );
    }
}

/// The table as people read it.
fn table() -> String {
    let mut text = "# Who may do what\n\nThis page is made by the test `the_committed_table_is_the_programs` with \
        `OTKLIK_UPDATE=1`; change the program instead.\n\nWhat a user sees of the company's data is bounded by the units of \
        their scope besides.\nRights marked “whole company” are for those only who see all of it.\n\n"
        .to_owned();
    let mut head = "| right | reach |".to_owned();
    let mut line = "|---|---|".to_owned();
    let columns =
        UserRole::ALL.iter().map(UserRole::to_string).chain(KeyScope::ALL.iter().map(|key| format!("key: {key}")));
    for column in columns {
        write!(head, " {column} |").unwrap();
        line.push_str("---|");
    }
    writeln!(text, "{head}\n{line}").unwrap();
    for right in Right::ALL.iter().copied() {
        let reach = if right.reach() == Reach::Company { "whole company" } else { "own scope" };
        write!(text, "| `{right}` | {reach} |").unwrap();
        let marks =
            UserRole::ALL.iter().map(|role| role.has(right)).chain(KeyScope::ALL.iter().map(|key| key.has(right)));
        for has in marks {
            text.push_str(if has { " yes |" } else { " |" });
        }
        text.push('\n');
    }
    text.push_str("\n## Routes\n\n| route | a person needs | a key needs |\n|---|---|---|\n");
    let mut all = routes();
    all.sort_by(|one, other| (&one.path, &one.method).cmp(&(&other.path, &other.method)));
    for route in all {
        let word = |right: Option<Right>| match right {
            Some(right) => format!("`{right}`"),
            None if route.is_open() => "nothing".to_owned(),
            None => "not for keys".to_owned(),
        };
        let (person, program) = (word(route.person), word(route.program));
        writeln!(text, "| `{} {}` | {person} | {program} |", route.method.to_uppercase(), route.path).unwrap();
    }
    text
}

#[test]
fn the_committed_table_is_the_programs() {
    let made = table();
    if std::env::var_os("OTKLIK_UPDATE").is_some() {
        fs::write(COMMITTED, &made).unwrap();
    }
    let committed = fs::read_to_string(COMMITTED).unwrap_or_default();
    assert!(
        committed == made,
        "docs/reference/rights.md is not what the program says; run this test with OTKLIK_UPDATE=1"
    );
}
