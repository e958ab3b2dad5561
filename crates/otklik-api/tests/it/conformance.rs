//! Journeys held against the expected one.

use otklik_core::{Scope, UserRole};
use serde_json::{Value, json};

use crate::journeys::{ask, assert_people_are_as_many, with_guests};

const CONFORMANCE: &str = "/api/v1/questions/conformance";

/// The expected journey of the guests: they look, order and are served within a day.
fn question(steps: Value) -> Value {
    json!({"steps": steps, "nodes": {"by": "event"}, "window_seconds": 86_400})
}

fn all_steps() -> Value {
    json!([{"at": ["looked"]}, {"at": ["order_placed"]}, {"at": ["served"], "limit_seconds": 10_800}])
}

fn number(found: &Value) -> f64 {
    found["journeys"]["value"].as_f64().unwrap()
}

const FOUND: &[(&str, &str)] = &[("journeys", "people")];

#[tokio::test]
async fn journeys_are_held_against_the_expected_one_and_every_figure_opens_its_people() {
    let server = with_guests().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let answer = ask(&mut anna, CONFORMANCE, question(all_steps())).await;
    // Forty guests look once and eight of them again; ten are served, and twenty more order and are not.
    let parts = ["compared", "unfinished", "conforming", "keeping", "differing"];
    assert_eq!(parts.map(|part| number(&answer[part])), [48.0, 0.0, 10.0, 10.0, 38.0]);
    let share = answer["conforming"]["share"]["value"].as_f64().unwrap();
    assert!((share - 10.0 / 48.0).abs() < 1e-12, "{share}");
    assert_eq!(
        (&answer["conforming"]["share"]["people"], &answer["conforming"]["share"]["n"]),
        (&json!(40), &json!(48))
    );
    let fitness = answer["fitness"]["value"].as_f64().unwrap();
    assert!((fitness - 88.0 / 144.0).abs() < 1e-12, "of all moves so many go together: {fitness}");
    let steps = answer["steps"].as_array().unwrap();
    let of = |part: &str| steps.iter().map(|step| number(&step[part])).collect::<Vec<_>>();
    assert_eq!(
        (of("taken"), of("skipped"), of("out_of_order")),
        (vec![48.0, 30.0, 10.0], vec![0.0, 18.0, 38.0], vec![0.0; 3])
    );
    assert!((steps[2]["median"]["value"].as_f64().unwrap() - 7_200.0).abs() < 72.0, "{}", steps[2]["median"]);
    assert_eq!((number(&steps[2]["late"]), &steps[1]["late"]), (0.0, &Value::Null));
    let ways = answer["deviations"].as_array().unwrap();
    let skipped =
        |steps: &[u64]| json!(steps.iter().map(|step| json!({"kind": "skipped", "step": step})).collect::<Vec<_>>());
    assert_eq!((&ways[0]["way"], number(&ways[0])), (&skipped(&[2]), 20.0));
    assert_eq!((&ways[1]["way"], number(&ways[1])), (&skipped(&[1, 2]), 18.0));
    assert_eq!((ways.len(), &answer["coverage"]["value"]), (2, &json!(1.0)));

    let parts: Vec<Value> = parts.iter().map(|part| answer[*part].clone()).collect();
    assert_people_are_as_many(&mut anna, &parts, FOUND).await;
    assert_people_are_as_many(&mut anna, ways, FOUND).await;
    for step in steps {
        let parts = ["taken", "skipped", "out_of_order", "late"].map(|part| step[part].clone());
        let told: Vec<Value> = parts.into_iter().filter(|part| !part.is_null()).collect();
        assert_people_are_as_many(&mut anna, &told, FOUND).await;
    }
    for way in ways {
        let (_, people) = anna.get(way["people"].as_str().unwrap()).await;
        let customers: Vec<&Value> = people["people"].as_array().unwrap().iter().map(|one| &one["customer"]).collect();
        assert!(customers.contains(&&way["example"]["customer"]) && way["example"]["label"].is_string(), "{way}");
    }
}

#[tokio::test]
async fn what_is_inserted_late_or_outside_the_period_is_told() {
    let server = with_guests().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let hurried = json!([{"at": ["looked"]}, {"at": ["served"], "limit_seconds": 3_600}]);
    let answer = ask(&mut anna, CONFORMANCE, question(hurried)).await;
    let inserted = &answer["inserted"][0];
    assert_eq!(
        (number(inserted), &inserted["is_step"], &inserted["touches"]["value"]),
        (10.0, &json!(false), &json!(10.0))
    );
    let node = &answer["nodes"][inserted["node"].as_u64().unwrap() as usize];
    assert_eq!((&node["node"], number(&answer["steps"][1]["late"])), (&json!("order_placed"), 10.0));
    assert_eq!(answer["steps"][1]["late"]["share"]["value"], 1.0, "of those whose time is known");
    assert_people_are_as_many(&mut anna, &[inserted.clone(), answer["steps"][1]["late"].clone()], FOUND).await;

    // On the second day guests 1 and 29 look; nobody was served then, which is no mistake of the question.
    let mut second = question(all_steps());
    second["filter"] = json!({"period": "2026-04-02..2026-04-02"});
    let answer = ask(&mut anna, CONFORMANCE, second).await;
    assert_eq!((number(&answer["compared"]), number(&answer["steps"][2]["skipped"])), (2.0, 2.0));
    let mut compared = question(all_steps());
    compared["filter"] = json!({"period": "2026-04-08..2026-04-14"});
    compared["compare"] = json!("previous_period");
    let compared = ask(&mut anna, CONFORMANCE, compared).await;
    for found in [&compared["conforming"], &compared["keeping"], &compared["steps"][1]["taken"]] {
        assert!(found["change"]["verdict"].is_string(), "{found}");
    }
}

#[tokio::test]
async fn a_plan_without_meaning_is_refused_at_its_place() {
    let server = with_guests().await;
    let mut anna = server.sign_in("anna@example.com").await;
    for (steps, code, place) in [
        (json!([]), "steps_missing", "/steps"),
        (json!([{"at": ["looked"]}, {"at": ["slept"]}]), "node_unknown", "/steps/1/at/0"),
        (json!([{"at": []}]), "node_unknown", "/steps/0/at"),
        (json!([{"at": [""]}]), "node_unknown", "/steps/0/at/0"),
        (json!([{"at": ["looked"], "limit_seconds": 5}]), "limit_misplaced", "/steps/0/limit_seconds"),
        (
            json!([{"at": ["looked"]}, {"at": ["served"], "limit_seconds": 0}]),
            "duration_not_positive",
            "/steps/1/limit_seconds",
        ),
        (json!([{"at": ["looked"]}, {"at": ["served"], "optional": true}]), "optional_misplaced", "/steps/1/optional"),
    ] {
        let (status, problem) = anna.post(CONFORMANCE, question(steps)).await;
        assert_eq!((status.as_u16(), &problem["code"]), (422, &json!(code)), "{problem}");
        assert_eq!(problem["errors"][0]["pointer"], place, "{problem}");
    }
}

#[tokio::test]
async fn a_manager_of_one_house_sees_its_journeys_alone() {
    let server = with_guests().await;
    let arbat = Scope::Units(vec!["msk/arbat".parse().unwrap()]);
    server.add_user("manager@example.com", UserRole::Manager, arbat).await;
    let (mut anna, mut manager) =
        (server.sign_in("anna@example.com").await, server.sign_in("manager@example.com").await);
    let mut of_arbat = question(all_steps());
    let own = ask(&mut manager, CONFORMANCE, of_arbat.clone()).await;
    of_arbat["filter"] = json!({"unit": "msk/arbat"});
    let filtered = ask(&mut anna, CONFORMANCE, of_arbat).await;
    for part in ["compared", "conforming", "keeping", "differing"] {
        assert_eq!(own[part]["journeys"], filtered[part]["journeys"]);
    }
    assert!(number(&own["compared"]) < 48.0 && number(&own["compared"]) > 0.0, "{}", own["compared"]);
}
