//! Questions about journeys, and the people behind their figures.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use otklik_core::{Scope, UserRole};
use otklik_testkit::{Client, TestServer, event};
use serde_json::{Value, json};

const FUNNEL: &str = "/api/v1/questions/funnel";
const RETENTION: &str = "/api/v1/questions/retention";

/// What one guest did, as the names of events with their hours after the first of April.
type Deeds = Vec<(&'static str, i64)>;

/// Forty guests: all look, three of four order, of those every other one is served; every fifth looks again and does nothing more.
fn guests() -> BTreeMap<String, (Deeds, &'static str)> {
    (0..40)
        .map(|number| {
            let begins = 24 * (number % 28);
            let mut deeds = vec![("looked", begins)];
            if number % 4 > 0 {
                deeds.push(("order_placed", begins + 1));
                if number % 2 == 0 {
                    deeds.push(("served", begins + 3));
                }
            }
            if number % 5 == 0 {
                deeds.push(("looked", begins + 24 * 8));
            }
            (format!("g-{number:02}"), (deeds, if number % 3 == 0 { "msk/arbat" } else { "spb/nevsky" }))
        })
        .collect()
}

pub async fn with_guests() -> TestServer {
    let server = TestServer::start_set_up().await;
    let start = otklik_core::Timestamp::parse("2026-04-01T09:00:00Z").unwrap();
    let mut events: Vec<Value> = Vec::new();
    for (guest, (deeds, unit)) in guests() {
        for (place, (name, hours)) in deeds.iter().enumerate() {
            let time = start.plus_micros(hours * 3_600_000_000).to_string();
            let told = event(format!("{guest}-{place}"), name, &time).of(&guest, &format!("{guest}@example.com"));
            events.push(told.in_unit(unit).with("amount", "100.00").with("currency", "RUB").into());
        }
    }
    // A late one: it comes last and belongs in between.
    events.reverse();
    server.send_events(events).await;
    server
}

pub async fn ask(client: &mut Client, path: &str, question: Value) -> Value {
    let (status, answer) = client.post(path, question).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    answer
}

/// Every figure with an address opens as many people as it says.
pub async fn assert_people_are_as_many(client: &mut Client, rows: &[Value], pairs: &[(&str, &str)]) {
    for row in rows {
        for (figure, address) in pairs {
            let (status, people) = client.get(row[*address].as_str().unwrap()).await;
            assert_eq!(status, StatusCode::OK, "{people}");
            let expected = row[*figure]["people"].as_u64().unwrap();
            assert_eq!(people["total"].as_u64(), Some(expected), "{figure}: {row}");
            assert_eq!(people["people"].as_array().unwrap().len() as u64, expected.min(50), "{figure}: {row}");
        }
    }
}

const STEP_PEOPLE: &[(&str, &str)] =
    &[("reached", "reached_people"), ("fell", "fell_people"), ("unfinished", "unfinished_people")];

fn three_steps() -> Value {
    json!([{"event": {"event": "looked"}}, {"event": {"event": "order_placed"}}, {"event": {"event": "served"}}])
}

#[tokio::test]
async fn a_funnel_counts_who_took_each_step_and_opens_them() {
    let server = with_guests().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let answer = ask(
        &mut anna,
        FUNNEL,
        json!({"steps": three_steps(), "window_seconds": 86_400, "by": "unit_level_1", "currency": "RUB"}),
    )
    .await;
    let steps = answer["steps"].as_array().unwrap();
    let reached: Vec<_> = steps.iter().map(|step| step["reached"]["value"].as_f64().unwrap()).collect();
    assert_eq!(reached, [40.0, 30.0, 10.0]);
    assert_eq!(steps[1]["of_first"]["value"], 0.75);
    assert!(steps[1]["of_first"]["low"].as_f64().unwrap() < 0.75, "{}", steps[1]["of_first"]);
    assert_eq!(steps[2]["of_previous"]["value"].as_f64().unwrap(), 10.0 / 30.0);
    // Durations are known to a 128th of themselves.
    assert!((steps[1]["median"]["value"].as_f64().unwrap() - 3_600.0).abs() < 36.0, "{}", steps[1]["median"]);
    assert_eq!(steps[0]["median"], Value::Null);
    assert_eq!(
        (&steps[0]["money"]["fell"]["value"], &steps[0]["money"]["fell"]["currency"]),
        (&json!(1_000.0), &json!("RUB"))
    );
    let bars: u64 = steps[1]["times"].as_array().unwrap().iter().map(|bar| bar["n"].as_u64().unwrap()).sum();
    assert_eq!(bars, 30);
    assert_people_are_as_many(&mut anna, steps, STEP_PEOPLE).await;
    let mut sums = [0.0; 3];
    for slice in answer["values"].as_array().unwrap() {
        let steps = slice["steps"].as_array().unwrap();
        assert!(["msk", "spb"].contains(&slice["value"].as_str().unwrap()), "{slice}");
        assert_people_are_as_many(&mut anna, steps, STEP_PEOPLE).await;
        sums.iter_mut().zip(steps).for_each(|(sum, step)| *sum += step["reached"]["value"].as_f64().unwrap());
    }
    assert_eq!(sums.as_slice(), reached);
}

#[tokio::test]
async fn a_condition_that_only_the_events_know_gives_the_same_as_one_of_their_kinds() {
    let server = with_guests().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let told = |served: Value, looked: Value| json!({"steps": [{"event": looked}, {"event": {"event": "order_placed"}}, {"event": served}], "window_seconds": 86_400});
    let plain = ask(&mut anna, FUNNEL, told(json!({"event": "served"}), json!({"event": "looked"}))).await;
    // Nobody answered anything, so the way over the answers changes nothing.
    let unasked = json!({"not": {"answer": {"from": 0}}});
    let by_rows =
        ask(&mut anna, FUNNEL, told(json!({"all": [{"event": "served"}, unasked]}), json!({"event": "looked"}))).await;
    let by_units = json!({"all": [{"event": "looked"}, {"any": [{"unit": "msk"}, {"unit": "spb"}]}]});
    let by_units = ask(&mut anna, FUNNEL, told(json!({"event": "served"}), by_units)).await;
    for other in [&by_rows, &by_units] {
        for (step, other) in plain["steps"].as_array().unwrap().iter().zip(other["steps"].as_array().unwrap()) {
            for figure in ["reached", "fell", "unfinished", "of_first", "median"] {
                assert_eq!(step[figure], other[figure], "{figure}");
            }
        }
    }
    assert_people_are_as_many(&mut anna, by_rows["steps"].as_array().unwrap(), STEP_PEOPLE).await;
}

#[tokio::test]
async fn attempts_begin_within_the_period_and_may_end_after_it() {
    let server = with_guests().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let reached = |answer: &Value| -> Vec<f64> {
        answer["steps"].as_array().unwrap().iter().map(|step| step["reached"]["value"].as_f64().unwrap()).collect()
    };
    let question = |period: &str, hours: i64| json!({"steps": three_steps(), "window_seconds": hours * 3_600, "filter": {"period": period}});
    // On the second day guests 1 and 29 look; both order, and neither is served.
    let second = ask(&mut anna, FUNNEL, question("2026-04-02..2026-04-02", 48)).await;
    assert_eq!(reached(&second), [2.0, 2.0, 0.0]);
    let compared = json!({"steps": three_steps(), "window_seconds": 86_400, "filter": {"period": "2026-04-08..2026-04-14"}, "compare": "previous_period"});
    let compared = ask(&mut anna, FUNNEL, compared).await;
    assert!(compared["steps"][1]["change"]["verdict"].is_string() && compared["steps"][0]["change"].is_null());
    assert!(compared["steps"][1]["change_of_previous"]["verdict"].is_string(), "{compared}");
}

#[tokio::test]
async fn who_may_still_go_on_is_counted_apart() {
    let server = with_guests().await;
    let now: Vec<Value> = (0..15)
        .map(|number| {
            let told = event(format!("n-{number}"), "looked", "2026-05-20T08:00:00Z");
            told.of(&format!("new-{number}"), &format!("new-{number}@example.com")).into()
        })
        .collect();
    server.send_events(now).await;
    let mut anna = server.sign_in("anna@example.com").await;
    let answer = ask(&mut anna, FUNNEL, json!({"steps": three_steps(), "window_seconds": 86_400})).await;
    let first = &answer["steps"][0];
    assert_eq!((&first["reached"]["value"], &first["unfinished"]["value"]), (&json!(55.0), &json!(15.0)));
    assert_eq!((&first["fell"]["value"], &answer["steps"][1]["of_first"]["value"]), (&json!(10.0), &json!(0.75)));
    assert_people_are_as_many(&mut anna, answer["steps"].as_array().unwrap(), STEP_PEOPLE).await;
}

#[tokio::test]
async fn cohorts_are_counted_and_opened() {
    let server = with_guests().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let looked = json!({"event": "looked"});
    let question = json!({"start": looked, "back": looked, "filter": {"period": "2026-04"}, "by": "unit_level_1"});
    let answer = ask(&mut anna, RETENTION, question.clone()).await;
    let cohorts = answer["cohorts"].as_array().unwrap();
    // Weeks are whole: the one in which April begins and the one in which it ends.
    let weeks: Vec<_> = cohorts.iter().map(|cohort| cohort["cohort"].as_str().unwrap()).collect();
    assert_eq!(weeks, ["2026-03-30", "2026-04-06", "2026-04-13", "2026-04-20", "2026-04-27"]);
    let size: f64 = cohorts.iter().map(|cohort| cohort["size"]["value"].as_f64().unwrap()).sum();
    assert_eq!(size, 40.0);
    let back: f64 = cohorts
        .iter()
        .flat_map(|cohort| cohort["returned"].as_array().unwrap())
        .filter(|cell| cell["distance"] != 0)
        .map(|cell| cell["returned"]["value"].as_f64().unwrap())
        .sum();
    assert!(back > 0.0 && back <= 8.0, "of every fifth guest, those who are back within April: {back}");
    assert_people_are_as_many(&mut anna, cohorts, &[("size", "people")]).await;
    for cohort in cohorts {
        assert_people_are_as_many(&mut anna, cohort["returned"].as_array().unwrap(), &[("returned", "people")]).await;
    }
    for slice in answer["values"].as_array().unwrap() {
        assert_people_are_as_many(&mut anna, slice["cohorts"].as_array().unwrap(), &[("size", "people")]).await;
    }
    assert_eq!(answer["means"].as_array().unwrap().len(), 5);
    let mut compared = question;
    compared["compare"] = json!({"filter": {"unit": "spb"}});
    let compared = ask(&mut anna, RETENTION, compared).await;
    assert!(compared["means"][1]["change"]["verdict"].is_string(), "{compared}");
}

#[tokio::test]
async fn a_reader_of_one_house_sees_its_journeys_alone() {
    let server = with_guests().await;
    server.add_user("manager@example.com", UserRole::Manager, Scope::Units(vec!["msk/arbat".parse().unwrap()])).await;
    let mut manager = server.sign_in("manager@example.com").await;
    let mut anna = server.sign_in("anna@example.com").await;
    let question = json!({"steps": three_steps(), "window_seconds": 86_400, "by": "unit"});
    let own = ask(&mut manager, FUNNEL, question.clone()).await;
    let mut filtered = question;
    filtered["filter"] = json!({"unit": "msk/arbat"});
    let all = ask(&mut anna, FUNNEL, filtered).await;
    assert!(!own.to_string().contains("nevsky"), "{own}");
    for step in 0..3 {
        assert_eq!(own["steps"][step]["reached"], all["steps"][step]["reached"]);
    }
    assert_eq!(own["steps"][0]["reached"]["value"], 14.0);
    assert_people_are_as_many(&mut manager, own["steps"].as_array().unwrap(), STEP_PEOPLE).await;
    // The address of somebody who sees more opens no more.
    let (_, people) = manager.get(all["steps"][0]["reached_people"].as_str().unwrap()).await;
    assert_eq!(people["total"], 14);
}

#[tokio::test]
async fn a_question_that_has_no_answer_says_where_and_why_in_both_languages() {
    let server = with_guests().await;
    let key = server.store.keys().create("notebook", otklik_core::Timestamp(0)).await.unwrap().secret;
    let looked = || json!({"event": {"event": "looked"}});
    for (question, code, pointer) in [
        (json!({"steps": []}), "steps_missing", "/steps"),
        (json!({"steps": vec![looked(); 17]}), "too_many_parts", "/steps"),
        (json!({"steps": [looked(), looked()], "window_seconds": 0}), "duration_not_positive", "/window_seconds"),
        (
            json!({"steps": [{"event": {"event": "looked"}, "optional": true}, looked()]}),
            "optional_misplaced",
            "/steps/0/optional",
        ),
        (
            json!({"steps": [{"event": {"event": "looked"}, "limit_seconds": 5}, looked()]}),
            "limit_misplaced",
            "/steps/0/limit_seconds",
        ),
        (
            json!({"steps": [looked(), looked()], "exclusions": [{"event": {"event": "served"}, "after": 1, "before": 0}]}),
            "exclusion_misplaced",
            "/exclusions/0",
        ),
        (json!({"steps": [looked()], "by": "unit", "at": {"step": 3}}), "breakdown_misplaced", "/at"),
        (json!({"steps": [looked()], "by": "survey"}), "slice_unsupported", "/by"),
        (json!({"steps": [looked()], "compare": "rest"}), "compare_unsupported", "/compare"),
        (
            json!({"steps": [looked(), {"event": {"answer": {"metric": "unheard_of"}}}]}),
            "filter_malformed",
            "/steps/1/event/answer/metric",
        ),
    ] {
        let mut titles = Vec::new();
        for language in ["ru", "en"] {
            let mut notebook = server.visitor().with_key(&key).reading(language);
            let (status, problem) = notebook.post(FUNNEL, question.clone()).await;
            assert_eq!((status.as_u16(), &problem["code"]), (422, &json!(code)), "{question}: {problem}");
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{question}: {problem}");
            titles.push(problem["title"].to_string());
        }
        assert_ne!(titles[0], titles[1]);
    }
}

/// The names of what each guest did, in order.
fn ways() -> BTreeMap<String, Vec<&'static str>> {
    let ways = guests().into_iter().map(|(guest, (mut deeds, _))| {
        deeds.sort_by_key(|(_, hours)| *hours);
        (guest, deeds.into_iter().map(|(name, _)| name).collect())
    });
    ways.collect()
}

fn node_of(answer: &Value, name: &str) -> usize {
    answer["nodes"].as_array().unwrap().iter().position(|node| node["node"] == name).unwrap()
}

#[tokio::test]
async fn the_map_is_what_follows_what() {
    let server = with_guests().await;
    let mut anna = server.sign_in("anna@example.com").await;
    const MAP: &str = "/api/v1/questions/transitions";
    let answer = ask(&mut anna, MAP, json!({"nodes": {"by": "event"}})).await;
    let mut expected: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for way in ways().values() {
        way.windows(2).for_each(|pair| *expected.entry((pair[0], pair[1])).or_default() += 1);
    }
    let edges = answer["edges"].as_array().unwrap();
    assert_eq!(edges.len(), expected.len());
    for ((from, to), count) in &expected {
        let (from, to) = (node_of(&answer, from), node_of(&answer, to));
        let edge = edges.iter().find(|edge| edge["from"] == from && edge["to"] == to).unwrap();
        assert_eq!(edge["transitions"]["value"].as_f64(), Some(*count as f64), "{edge}");
    }
    assert_eq!((&answer["coverage"]["value"], &answer["unplaced"]["value"]), (&json!(1.0), &json!(0.0)));
    assert_eq!((&answer["journeys"]["value"], &answer["journeys"]["people"]), (&json!(40.0), &json!(40)));
    assert_people_are_as_many(&mut anna, edges, &[("transitions", "people")]).await;
    let figures = [("events", "people"), ("starts", "starts_people"), ("ends", "ends_people")];
    assert_people_are_as_many(&mut anna, answer["nodes"].as_array().unwrap(), &figures).await;

    // One node is told apart, and what is not stands together.
    let asked = json!({"nodes": {"by": "event", "most": 1}, "journeys": {"collapse_repeats": true}, "compare": {"filter": {"unit": "spb"}}});
    let few = ask(&mut anna, MAP, asked).await;
    let nodes = few["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), 2, "{nodes:?}");
    assert!(nodes[1]["other"] == true && nodes[0]["change"]["verdict"].is_string(), "{nodes:?}");
    assert_people_are_as_many(&mut anna, nodes, &figures).await;
    assert_people_are_as_many(&mut anna, few["edges"].as_array().unwrap(), &[("transitions", "people")]).await;

    // The catalogue knows the till alone.
    let placed = ask(&mut anna, MAP, json!({"metric": "nps_visit"})).await;
    assert_eq!(placed["nodes"][0]["name"]["ru"], "Касса");
    assert_eq!((placed["nodes"].as_array().unwrap().len(), &placed["unplaced"]["value"]), (1, &json!(58.0)));
}

#[tokio::test]
async fn paths_variants_and_lifecycle_are_counted_and_opened() {
    let server = with_guests().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let variants = ask(&mut anna, "/api/v1/questions/variants", json!({"nodes": {"by": "event"}})).await;
    let mut expected: BTreeMap<Vec<usize>, u64> = BTreeMap::new();
    for way in ways().values() {
        *expected.entry(way.iter().map(|name| node_of(&variants, name)).collect()).or_default() += 1;
    }
    let listed = variants["ways"].as_array().unwrap();
    assert_eq!((listed.len(), variants["distinct"]["value"].as_f64()), (expected.len(), Some(expected.len() as f64)));
    for row in listed {
        let way: Vec<usize> =
            row["way"].as_array().unwrap().iter().map(|node| node.as_u64().unwrap() as usize).collect();
        assert_eq!(row["journeys"]["value"].as_f64(), Some(expected[&way] as f64));
    }
    assert_people_are_as_many(&mut anna, listed, &[("journeys", "people")]).await;

    let question = json!({"node": "order_placed", "side": "through", "depth": 2, "nodes": {"by": "event"}});
    let paths = ask(&mut anna, "/api/v1/questions/paths", question).await;
    let levels = paths["levels"].as_array().unwrap();
    let offsets: Vec<_> = levels.iter().map(|level| level["offset"].as_i64().unwrap()).collect();
    assert_eq!(offsets, [-2, -1, 0, 1, 2]);
    let anchor = &levels[2]["nodes"][0];
    assert_eq!((&anchor["journeys"]["value"], &anchor["share"]["value"]), (&json!(30.0), &json!(1.0)));
    for level in levels {
        let figures = [("journeys", "people"), ("began", "began_people"), ("ended", "ended_people")];
        assert_people_are_as_many(&mut anna, level["nodes"].as_array().unwrap(), &figures).await;
    }
    assert_people_are_as_many(&mut anna, paths["links"].as_array().unwrap(), &[("journeys", "people")]).await;
    let (status, problem) = anna.post("/api/v1/questions/paths", json!({"node": "slept"})).await;
    assert_eq!(
        (status.as_u16(), &problem["code"], &problem["errors"][0]["pointer"]),
        (422, &json!("node_unknown"), &json!("/node"))
    );

    let question =
        json!({"active": {"event": "looked"}, "step": "month", "filter": {"period": "2026-03-01..2026-05-20"}});
    let lifecycle = ask(&mut anna, "/api/v1/questions/lifecycle", question).await;
    let periods = lifecycle["periods"].as_array().unwrap();
    let months: Vec<_> = periods.iter().map(|period| period["period"].as_str().unwrap()).collect();
    assert_eq!(months, ["2026-03-01", "2026-04-01", "2026-05-01"]);
    assert_eq!((&periods[1]["new"]["count"]["value"], &periods[2]["unfinished"]), (&json!(40.0), &json!(true)));
    for period in periods {
        for state in ["new", "returning", "resurrecting", "dormant"] {
            let (_, people) = anna.get(period[state]["people"].as_str().unwrap()).await;
            assert_eq!(people["total"], period[state]["count"]["people"], "{state}: {period}");
        }
    }
    let still: f64 =
        ["returning", "dormant"].map(|state| periods[2][state]["count"]["value"].as_f64().unwrap()).iter().sum();
    assert_eq!(still, 40.0, "whoever was there in April is there in May, or is not");
}
