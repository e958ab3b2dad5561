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

/// The same from the lake's files, the first time after it was opened.
const COLD_BUDGETS: &[(&str, f64)] = &[("transitions", 4.0), ("funnel", 1.0)];

/// Makes events, folds them with two threads, asks the lake the same, cold and warm, and the peers on sorted tables; without them only our own
/// times are told.
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
    let mut rows = rows(&own, &peers)?;
    rows.extend(lake_rows(&from_lake(workspace, &folder)?, &peers)?);
    Ok(rows)
}

/// Imports the same events into a lake and asks it.
fn from_lake(workspace: &Workspace, columns: &TemporaryFolder) -> Result<Value> {
    let example = ["build", "--release", "--workspace", "--example", "journey_lake"];
    process::run(&mut workspace.cargo(&example))?;
    let lake = TemporaryFolder::new("bench-journey-lake")?;
    let program = workspace.target().join("release/examples/journey_lake");
    let told = process::output(Command::new(program).arg(columns.path()).arg(lake.path()))?;
    serde_json::from_str(&told).context("cannot read what journey_lake printed")
}

fn lake_rows(lake: &Value, peers: &Value) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (question, times) in lake.as_object().context("no answers")? {
        let name = question.replace('_', " with ");
        let seconds = |when: &str| times[when].as_f64().with_context(|| format!("no time of {question}, {when}"));
        let cold = seconds("cold")?;
        rows.push(Row::plain(format!("{name}, lake, first time"), milliseconds(cold)));
        rows.push(Row::plain(format!("{name}, lake, again"), milliseconds(seconds("warm")?)));
        let budget = COLD_BUDGETS.iter().find(|(budgeted, _)| budgeted == question);
        if let Some(((_, budget), theirs)) = budget.zip(peers[question]["clickhouse"]["seconds"].as_f64()) {
            rows.push(Row::at_least(
                format!("{name}, lake, first time, faster than clickhouse"),
                theirs / cold,
                "×",
                *budget,
            ));
        }
    }
    Ok(rows)
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
    fn the_first_time_from_the_lake_has_a_budget_of_its_own() {
        let lake = json!({"transitions": {"cold": 0.5, "warm": 0.1}, "retention": {"cold": 0.4, "warm": 0.1}});
        let peers = json!({"transitions": {"clickhouse": {"seconds": 1.5}}});
        let found = lake_rows(&lake, &peers).unwrap();
        let budgeted = Row::at_least("transitions, lake, first time, faster than clickhouse", 3.0, "×", 4.0);
        assert_eq!((found.len(), found.contains(&budgeted)), (5, true));
    }

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
