//! How fast journeys are folded, beside ClickHouse and DuckDB on the same events.

use std::env;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::table::{Row, with_unit};
use crate::process;
use crate::temporary_folder::TemporaryFolder;
use crate::workspace::Workspace;

const EVENTS: &str = "20000000";

/// Names a Python that has the peers: `pip install chdb duckdb pyarrow numpy`.
const PYTHON: &str = "OTKLIK_BENCH_PYTHON";

/// A question, the peers that it is compared with, and how many times faster than each the folds should be.
const BUDGETS: &[(&str, &[(&str, f64)])] = &[
    ("transitions", &[("clickhouse", 40.0), ("duckdb", 60.0)]),
    ("transitions_quantiles", &[("clickhouse", 15.0)]),
    ("funnel", &[("clickhouse", 8.0)]),
    ("retention", &[("clickhouse", 6.0), ("duckdb", 6.0)]),
];

/// Makes events, folds them with two threads, and asks the peers the same on sorted tables; without them only our own times are told.
pub fn measure(workspace: &Workspace) -> Result<Vec<Row>> {
    let example = ["build", "--release", "--package", "otklik-journey", "--example", "journey_speed"];
    process::run(&mut workspace.cargo(&example))?;
    let folder = TemporaryFolder::new("bench-journey")?;
    let program = workspace.target().join("release/examples/journey_speed");
    let own = process::output(Command::new(program).arg(EVENTS).arg(folder.path()))?;
    let own: Value = serde_json::from_str(&own).context("cannot read what journey_speed printed")?;

    let peers = match env::var_os(PYTHON) {
        Some(python) => {
            let script = workspace.root().join("crates/otklik-journey/examples/peers.py");
            let printed = process::output(Command::new(python).arg(script).arg(folder.path()))?;
            serde_json::from_str(&printed).context("cannot read what peers.py printed")?
        }
        None => {
            eprintln!("hint: with {PYTHON} set to a Python that has chdb and duckdb, they are measured too");
            Value::Null
        }
    };
    rows(&own, &peers)
}

fn rows(own: &Value, peers: &Value) -> Result<Vec<Row>> {
    let number = |value: &Value, what: &str| value.as_f64().with_context(|| format!("there is no {what}"));
    let (events, bytes) = (number(&own["events"], "number of events")?, number(&own["bytes"], "size")?);
    let mut rows = vec![
        Row::plain("events", format!("{events}")),
        Row::plain("memory for a million events", with_unit(bytes / events, "MB")),
    ];
    for (question, times) in own.as_object().context("no answers")?.iter().filter(|(_, times)| times.is_object()) {
        let name = question.replace('_', " with ");
        let seconds = number(&times["two_threads"], "time with two threads")?;
        rows.push(Row::plain(format!("{name}, one thread"), milliseconds(number(&times["one_thread"], "time")?)));
        rows.push(Row::plain(format!("{name}, two threads"), milliseconds(seconds)));
        let budgets = BUDGETS.iter().filter(|(budgeted, _)| budgeted == question).flat_map(|(_, peers)| *peers);
        for (peer, budget) in budgets {
            let Some(theirs) = peers[question][peer]["seconds"].as_f64() else { continue };
            rows.push(Row::plain(format!("{name}, {peer}"), milliseconds(theirs)));
            rows.push(Row::at_least(format!("{name}, faster than {peer}"), theirs / seconds, "×", *budget));
        }
    }
    Ok(rows)
}

fn milliseconds(seconds: f64) -> String {
    with_unit(1000.0 * seconds, "ms")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_ratio_is_held_against_its_budget() {
        let own = json!({"events": 10, "bytes": 100, "funnel": {"one_thread": 0.2, "two_threads": 0.1}});
        let alone = rows(&own, &Value::Null).unwrap();
        assert_eq!(alone.len(), 4);
        let peers = json!({"funnel": {"clickhouse": {"seconds": 0.5}}});
        let beside = rows(&own, &peers).unwrap();
        assert_eq!(beside[5], Row::at_least("funnel, faster than clickhouse", 5.0, "×", 8.0));
    }
}
