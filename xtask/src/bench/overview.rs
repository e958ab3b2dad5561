//! How fast a served demo answers the questions its pages ask.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::table::{Row, with_unit};
use crate::http::Client;
use crate::server::Server;
use crate::temporary_folder::TemporaryFolder;
use crate::workspace::Workspace;

/// Milliseconds any filtered summary may take (at 1 M answers; the demo has fewer).
const BUDGET_SUMMARY: f64 = 100.0;
/// Milliseconds a customer's timeline may take (at 20 M events; the demo has 2 M).
const BUDGET_TIMELINE: f64 = 50.0;
const REPETITIONS: usize = 20;
const PATIENCE: Duration = Duration::from_secs(600);

/// Serves the demo, restarts it so that nothing is warm, and asks.
pub fn measure(workspace: &Workspace) -> Result<Vec<Row>> {
    let binary = super::build_release(workspace)?;
    let logs = workspace.reports()?;
    let data = TemporaryFolder::new("bench-overview")?;
    let folder = data.path().to_str().context("the temporary folder's name is not UTF-8")?;
    let arguments = ["demo", "--data", folder];
    let mut loading = Server::start("bench-load", &binary, &arguments, &logs)?;
    loading.wait_until_ready(PATIENCE)?;
    drop(loading);

    let mut server = Server::start("bench-overview", &binary, &arguments, &logs)?;
    server.wait_until_ready(PATIENCE)?;
    let client = sign_in(server.client())?;

    let period = json!({"period": "last_90_days"});
    let by_unit =
        json!({"metric": first_metric(&client)?, "filter": period, "by": ["unit"], "compare": "previous_period"});
    let operations = json!({"filter": period, "by": ["week"]});
    let mut rows = Vec::new();
    rows.extend(measure_question(&client, "overview", &json!({"filter": period}))?);
    rows.extend(measure_question(&client, "scores", &by_unit)?);
    rows.extend(measure_question(&client, "operations", &operations)?);

    let customers = client.get("/api/v1/customers?search=")?.json()?;
    let customer = customers["customers"][0]["customer"].as_i64().context("the demo has no customer")?;
    let path = format!("/api/v1/customers/{customer}/timeline");
    rows.extend(measure_requests("timeline of a customer", BUDGET_TIMELINE, || client.get(&path)?.json().map(|_| ()))?);
    Ok(rows)
}

fn measure_question(client: &Client, question: &str, body: &Value) -> Result<Vec<Row>> {
    let path = format!("/api/v1/questions/{question}");
    measure_requests(&format!("question {question}"), BUDGET_SUMMARY, || client.post(&path, body)?.json().map(|_| ()))
}

/// Measures the first request and the median of the following ones.
fn measure_requests(work: &str, budget: f64, request: impl Fn() -> Result<()>) -> Result<Vec<Row>> {
    let milliseconds = || -> Result<f64> {
        let started = Instant::now();
        request().with_context(|| work.to_owned())?;
        Ok(started.elapsed().as_secs_f64() * 1000.0)
    };
    let cold = milliseconds()?;
    let mut warm = (0..REPETITIONS).map(|_| milliseconds()).collect::<Result<Vec<_>>>()?;
    warm.sort_by(f64::total_cmp);
    Ok(vec![
        Row::plain(format!("{work}, first time after start"), with_unit(cold, "ms")),
        Row::at_most(format!("{work}, median of {REPETITIONS}"), warm[REPETITIONS / 2], "ms", budget),
    ])
}

fn sign_in(client: Client) -> Result<Client> {
    let setup = client.get("/api/v1/setup")?.json()?;
    let response = client.post("/api/v1/session", &setup["demo"])?;
    ensure!(response.status == 200, "signing in answers with status {}", response.status);
    let cookie = response.header("set-cookie").context("signing in sets no cookie")?;
    let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    Ok(client.with_cookie(cookie))
}

fn first_metric(client: &Client) -> Result<String> {
    let session = client.get("/api/v1/session")?.json()?;
    let metric = session["workspace"]["metrics"][0]["id"].as_str().context("the demo defines no metric")?;
    Ok(metric.to_owned())
}
