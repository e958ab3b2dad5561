//! The loan applications of the BPI Challenge 2012 (B. van Dongen, 4TU), imported and asked about as a person does it.
//!
//! PM4Py and the crate `process_mining` agree on these figures.

use std::path::Path;

use serde_json::{Value, json};

use crate::program::{ask, otklik, printed};

const LOG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/journeys/bpic2012.xes.gz");

/// Imports the log as it is, by what its standard says of its attributes.
fn import_the_log(folder: &Path) {
    let mut import = otklik(["import", "--yes", "--data"]);
    import.arg(folder.join("data")).arg(LOG);
    let said = printed(&mut import);
    assert!(said.contains("262200") && said.contains("refused: 0"), "{said}");
}

fn places(answer: &Value) -> Vec<String> {
    answer["nodes"].as_array().unwrap().iter().map(|node| node["node"].as_str().unwrap().to_owned()).collect()
}

fn edge<'a>(map: &'a Value, from: &str, to: &str) -> &'a Value {
    let place = |name: &str| places(map).iter().position(|node| node == name).unwrap();
    let (from, to) = (place(from), place(to));
    let edges = map["edges"].as_array().unwrap();
    edges.iter().find(|edge| edge["from"] == from && edge["to"] == to).unwrap()
}

fn close(value: &Value, expected: f64, tolerance: f64) {
    let value = value.as_f64().unwrap();
    assert!((value - expected).abs() <= tolerance, "{value} is not {expected}");
}

#[test]
fn the_published_figures_of_the_log_come_out_of_the_program() {
    let folder = tempfile::tempdir().unwrap();
    import_the_log(folder.path());
    let data = folder.path().join("data");

    let map = ask(&data, &["transitions", "--nodes", "event"]);
    let edges = map["edges"].as_array().unwrap();
    let transitions: f64 = edges.iter().map(|edge| edge["transitions"]["value"].as_f64().unwrap()).sum();
    assert_eq!((edges.len(), transitions, places(&map).len()), (125, 249_113.0, 24));
    assert_eq!((&map["coverage"]["value"], &map["journeys"]["people"]), (&json!(1.0), &json!(13_087)));
    let nodes = map["nodes"].as_array().unwrap();
    let with = |figure: &str| nodes.iter().filter(|node| node[figure]["n"] != 0).collect::<Vec<_>>();
    let starts = with("starts");
    assert_eq!(
        (starts.len(), &starts[0]["node"], &starts[0]["starts"]["value"]),
        (1, &json!("A_SUBMITTED"), &json!(13_087.0))
    );
    assert_eq!(with("ends").len(), 11);
    assert_eq!(edge(&map, "A_SUBMITTED", "A_PARTLYSUBMITTED")["transitions"]["value"], 13_087.0);
    assert_eq!(edge(&map, "A_PREACCEPTED", "W_Completeren aanvraag")["transitions"]["value"], 7_367.0);
    for (name, count, mean, median) in [
        ("W_Completeren aanvraag", 38_004.0, 47_363.2, 510.6),
        ("W_Nabellen offertes", 36_084.0, 135_355.6, 302.8),
        ("W_Nabellen incomplete dossiers", 18_475.0, 30_593.8, 526.4),
    ] {
        let again = edge(&map, name, name);
        assert_eq!(again["transitions"]["value"], count);
        close(&again["mean"]["value"], mean, 0.051);
        close(&again["median"]["value"], median, median / 128.0 + 0.051);
    }

    let variants = ask(&data, &["variants", "--nodes", "event", "--options", r#"{"most": 5}"#]);
    let ways: Vec<_> =
        variants["ways"].as_array().unwrap().iter().map(|way| way["journeys"]["value"].clone()).collect();
    assert_eq!(ways, [3_429.0, 1_872.0, 271.0, 209.0, 160.0].map(|count| json!(count)));
    assert_eq!((&variants["distinct"]["value"], &variants["journeys"]["value"]), (&json!(4_366.0), &json!(13_087.0)));

    // Every case is submitted in two steps, and those that are declined at once take the third step right after.
    let plan = ["--step", "A_SUBMITTED", "--step", "A_PARTLYSUBMITTED", "--step", "A_DECLINED"];
    let two = ask(&data, &[&["conformance", "--nodes", "event"], &plan[..4]].concat());
    assert_eq!((&two["compared"]["journeys"]["value"], &two["fitness"]["value"]), (&json!(13_087.0), &json!(1.0)));
    let three = ask(&data, &[&["conformance", "--nodes", "event"], &plan[..]].concat());
    let declined = &edge(&map, "A_PARTLYSUBMITTED", "A_DECLINED")["transitions"]["value"];
    assert_eq!(
        (&three["conforming"]["journeys"]["value"], &three["compared"]["journeys"]["value"]),
        (declined, &json!(13_087.0))
    );
}

/// What follows what, by names: times and people.
fn followings(data: &Path) -> Vec<(String, String, Value, Value)> {
    let map = ask(data, &["transitions", "--nodes", "event"]);
    let names = places(&map);
    let name = |place: &Value| names[place.as_u64().unwrap() as usize].clone();
    let edges = map["edges"].as_array().unwrap().iter();
    let mut found: Vec<_> = edges
        .map(|edge| {
            let times = &edge["transitions"];
            (name(&edge["from"]), name(&edge["to"]), times["value"].clone(), times["people"].clone())
        })
        .collect();
    found.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
    found
}

#[test]
fn what_goes_out_as_an_event_log_comes_in_again_with_the_same_counts_and_order() {
    let folder = tempfile::tempdir().unwrap();
    import_the_log(folder.path());
    let expected = followings(&folder.path().join("data"));
    assert_eq!(expected.len(), 125);
    for (format, name) in [("xes", "log.xes"), ("ocel-json", "log.json"), ("ocel-xml", "log.xml")] {
        let (file, again) = (folder.path().join(name), folder.path().join(format));
        let mut export = otklik(["export", "journeys", "--nodes", "event", "--format", format, "--out"]);
        printed(export.arg(&file).arg("--data").arg(folder.path().join("data")));
        let mut import = otklik(["import", "--yes", "--data"]);
        let said = printed(import.arg(&again).arg(&file));
        assert!(said.contains("262200") && said.contains("refused: 0"), "{format}: {said}");
        assert_eq!(followings(&again), expected, "{format}");
        let map = ask(&again, &["transitions", "--nodes", "event"]);
        assert_eq!((&map["journeys"]["people"], places(&map).len()), (&json!(13_087), 24), "{format}");
    }
}
