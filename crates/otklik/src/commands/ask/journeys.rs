//! Questions about journeys: from arguments to a question, and from an answer to rows.

use anyhow::{Context as _, Result, bail};
use otklik_insight::{
    ConformanceQuestion, FunnelQuestion, LifecycleQuestion, MomentsQuestion, PainsQuestion, PathsQuestion,
    RetentionQuestion,
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::list;
use crate::arguments::{
    ConformanceArguments, FunnelArguments, JourneyArguments, LifecycleArguments, MapArguments, MomentArguments,
    PainArguments, PathArguments, RetentionArguments,
};

const DAY_SECONDS: u64 = 86_400;

pub fn funnel(arguments: &FunnelArguments) -> Result<FunnelQuestion> {
    let step = |text: &String| Ok(json!({"event": events(text)?}));
    let steps: Vec<Value> = arguments.steps.iter().map(step).collect::<Result<_>>()?;
    let window = u64::from(arguments.window_days) * DAY_SECONDS;
    question(&arguments.journeys, json!({"steps": steps, "window_seconds": window}))
}

pub fn retention(arguments: &RetentionArguments) -> Result<RetentionQuestion> {
    let back = arguments.back.as_ref().unwrap_or(&arguments.start);
    let own = json!({"start": events(&arguments.start)?, "back": events(back)?, "step": arguments.every});
    question(&arguments.journeys, own)
}

/// A question of which only the nodes are its own: the map, or its variants.
pub fn map<Q: DeserializeOwned>(arguments: &MapArguments) -> Result<Q> {
    question(&arguments.journeys, json!({"nodes": {"by": arguments.nodes}}))
}

pub fn paths(arguments: &PathArguments) -> Result<PathsQuestion> {
    let PathArguments { node, side, depth, map } = arguments;
    question(&map.journeys, json!({"node": node, "side": side, "depth": depth, "nodes": {"by": map.nodes}}))
}

pub fn conformance(arguments: &ConformanceArguments) -> Result<ConformanceQuestion> {
    let ConformanceArguments { steps, window_days, map } = arguments;
    let steps: Vec<Value> = steps.iter().map(|text| expected_step(text)).collect::<Result<_>>()?;
    let window = u64::from(*window_days) * DAY_SECONDS;
    question(&map.journeys, json!({"steps": steps, "window_seconds": window, "nodes": {"by": map.nodes}}))
}

pub fn lifecycle(arguments: &LifecycleArguments) -> Result<LifecycleQuestion> {
    question(&arguments.journeys, json!({"active": events(&arguments.active)?, "step": arguments.every}))
}

pub fn pains(arguments: &PainArguments) -> Result<PainsQuestion> {
    let PainArguments { long_wait_seconds, return_days, journeys } = arguments;
    question(journeys, json!({"long_wait_seconds": long_wait_seconds, "return_days": return_days}))
}

pub fn moments(arguments: &MomentArguments) -> Result<MomentsQuestion> {
    question(&arguments.journeys, json!({"return_days": arguments.return_days}))
}

/// The question of its own fields, the part of the data, and the options.
fn question<Q: DeserializeOwned>(arguments: &JourneyArguments, own: Value) -> Result<Q> {
    let (filter, by, compare) = super::read(&arguments.slicing)?;
    if by.len() > 1 {
        bail!("a question about journeys is broken down by one thing only");
    }
    let mut fields = Map::new();
    fields.insert("filter".to_owned(), serde_json::to_value(filter)?);
    let mut note = |name: &str, value: Option<Value>| value.map(|value| fields.insert(name.to_owned(), value));
    note("by", by.first().map(serde_json::to_value).transpose()?);
    note("compare", compare.map(serde_json::to_value).transpose()?);
    if let Value::Object(own) = own {
        fields.extend(own);
    }
    if let Some(options) = &arguments.options {
        let options: Map<String, Value> =
            serde_json::from_str(options).with_context(|| format!("cannot read the options {options}"))?;
        fields.extend(options);
    }
    serde_json::from_value(Value::Object(fields)).context("cannot read the question")
}

/// Events as they are written in short, such as `touchpoint:Till`, or as a filter.
fn events(text: &str) -> Result<Value> {
    if text.starts_with('{') {
        return serde_json::from_str(text).with_context(|| format!("cannot read the filter {text}"));
    }
    match text.split_once(':') {
        Some((name, value)) => Ok(json!({ name: value })),
        None => bail!("{text:?} is neither a filter nor something like touchpoint:Till"),
    }
}

/// A step of an expected journey as it is written in short, such as `Till|Order in the app`, or as JSON.
fn expected_step(text: &str) -> Result<Value> {
    if text.starts_with('{') {
        return serde_json::from_str(text).with_context(|| format!("cannot read the step {text}"));
    }
    Ok(json!({"at": text.split('|').map(str::trim).collect::<Vec<_>>()}))
}

/// The rows of an answer about journeys.
pub fn rows(answer: &Value) -> Vec<Value> {
    if answer.get("fitness").is_some() {
        return conformance_rows(answer);
    }
    let mut rows = slice_rows(answer, &Value::Null);
    for slice in list(answer, "values") {
        rows.extend(slice_rows(&slice, &slice["value"]));
    }
    rows.extend(node_rows(answer));
    let counts = |mut period: Value| {
        for state in ["new", "returning", "resurrecting", "dormant"] {
            period[state] = period[state]["count"].take();
        }
        period
    };
    rows.extend(list(answer, "periods").into_iter().map(counts));
    rows
}

/// The rows of journeys held against the expected one: all of them, its steps, what was inserted, and the ways to differ.
fn conformance_rows(answer: &Value) -> Vec<Value> {
    let found = |name: String, row: &Value| {
        let mut found = json!({"slice": {"part": name}, "journeys": row["journeys"], "share": row["share"]});
        if !row["change"].is_null() {
            found["change"] = row["change"].clone();
        }
        found
    };
    let parts = ["compared", "unfinished", "conforming", "keeping", "differing"];
    let mut rows: Vec<Value> = parts.iter().map(|part| found((*part).to_owned(), &answer[*part])).collect();
    rows.push(json!({"slice": {"part": "fitness"}, "share": answer["fitness"]}));
    for step in list(answer, "steps") {
        let number = step["step"].as_u64().unwrap_or_default() + 1;
        for part in ["taken", "skipped", "out_of_order", "late"].iter().filter(|part| !step[**part].is_null()) {
            let mut row = found(format!("{number} {part}"), &step[*part]);
            if *part == "taken" {
                ["mean", "median", "p90"].iter().for_each(|time| row[*time] = step[*time].clone());
            }
            rows.push(row);
        }
    }
    let nodes = list(answer, "nodes");
    for row in list(answer, "inserted") {
        let node = row["node"].as_u64().and_then(|place| nodes.get(place as usize));
        let name = node.and_then(|node| node["node"].as_str()).filter(|name| !name.is_empty()).unwrap_or("…");
        rows.push(found(format!("+ {name}"), &row));
    }
    rows.extend(list(answer, "deviations").iter().map(|row| found(deviations(row), row)));
    rows
}

/// What differs, in short.
fn deviations(row: &Value) -> String {
    let told = list(row, "way").into_iter().map(|one| {
        let kind = one["kind"].as_str().unwrap_or_default();
        match one["step"].as_u64() {
            Some(step) => format!("{kind} {}", step + 1),
            None => format!("{kind} {}", one["node"].as_str().filter(|name| !name.is_empty()).unwrap_or("…")),
        }
    });
    told.collect::<Vec<_>>().join(", ")
}

/// The rows of answers about nodes, which refer to them by their places.
fn node_rows(answer: &Value) -> Vec<Value> {
    let nodes = list(answer, "nodes");
    let name = |place: &Value| {
        let node = place.as_u64().and_then(|place| nodes.get(place as usize));
        node.and_then(|node| node["node"].as_str()).filter(|name| !name.is_empty()).unwrap_or("…").to_owned()
    };
    let mut rows: Vec<Value> = nodes.iter().filter(|node| node.get("events").is_some()).cloned().collect();
    for (row, label) in list(answer, "edges")
        .into_iter()
        .map(|edge| (edge, None))
        .chain(list(answer, "links").into_iter().map(|link| (link.clone(), link["level"].as_u64())))
    {
        let way = format!("{} → {}", name(&row["from"]), name(&row["to"]));
        let slice = label.map_or(way.clone(), |level| format!("{level}: {way}"));
        rows.push(with_slice(row, slice, &["from", "to", "level"]));
    }
    for row in list(answer, "ways") {
        let way: Vec<String> = row["way"].as_array().into_iter().flatten().map(name).collect();
        rows.push(with_slice(row, way.join(" → "), &["way"]));
    }
    rows
}

fn with_slice(mut row: Value, slice: String, instead_of: &[&str]) -> Value {
    if let Some(row) = row.as_object_mut() {
        instead_of.iter().for_each(|name| drop(row.remove(*name)));
        row.insert("slice".to_owned(), json!({"way": slice}));
    }
    row
}

fn slice_rows(slice: &Value, value: &Value) -> Vec<Value> {
    let named = |mut row: Value| {
        if !value.is_null() {
            row["slice"] = json!({"value": value});
        }
        if let Some(row) = row.as_object_mut() {
            row.remove("times");
        }
        row
    };
    let cohorts = list(slice, "cohorts").into_iter().map(|cohort| {
        let mut row = json!({"cohort": cohort["cohort"], "size": cohort["size"]});
        for cell in list(&cohort, "returned") {
            row[format!("after_{}", cell["distance"])] = cell["share"].clone();
        }
        row
    });
    list(slice, "steps").into_iter().chain(cohorts).map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_written_in_short_or_as_a_filter() {
        assert_eq!(events("touchpoint:Order at the counter").unwrap(), json!({"touchpoint": "Order at the counter"}));
        assert_eq!(events(r#"{"any":[]}"#).unwrap(), json!({"any": []}));
        assert!(events("Till").is_err() && events("{").is_err());
    }

    #[test]
    fn a_step_is_written_in_short_or_as_json() {
        assert_eq!(expected_step("Till | Kiosk").unwrap(), json!({"at": ["Till", "Kiosk"]}));
        assert_eq!(expected_step(r#"{"at":["Till"],"optional":true}"#).unwrap()["optional"], true);
        assert!(expected_step("{").is_err());
    }

    #[test]
    fn a_cohort_is_a_row_with_a_column_for_each_distance() {
        let cohort =
            json!({"cohort": "2026-05-04", "size": {"n": 9}, "returned": [{"distance": 0, "share": {"n": 2}}]});
        let answer = json!({"cohorts": [], "values": [{"value": "msk", "cohorts": [cohort]}]});
        let row = json!({"cohort": "2026-05-04", "size": {"n": 9}, "after_0": {"n": 2}, "slice": {"value": "msk"}});
        assert_eq!(rows(&answer), [row]);
    }

    #[test]
    fn nodes_are_told_by_their_names() {
        let nodes = json!([{"node": "Till"}, {"node": ""}]);
        let answer = json!({
            "nodes": nodes, "edges": [{"from": 0, "to": 1, "share": {"n": 3}}], "ways": [{"way": [0, 0, 1]}],
        });
        let expected =
            [json!({"slice": {"way": "Till → …"}, "share": {"n": 3}}), json!({"slice": {"way": "Till → Till → …"}})];
        assert_eq!(rows(&answer), expected);
    }
}
