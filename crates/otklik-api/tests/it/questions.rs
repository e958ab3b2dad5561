//! Questions that are not well put.

use axum::http::{Method, StatusCode};
use otklik_core::{Scope, UserRole};
use otklik_testkit::{TestServer, event};
use serde_json::{Value, json};

const SCORES: &str = "/api/v1/questions/scores";

#[tokio::test]
async fn an_unknown_metric_is_told_in_both_languages() {
    let server = TestServer::start_set_up().await;
    let key = server.store.keys().create("notebook", otklik_core::Timestamp(0)).await.unwrap().secret;
    for (language, title) in [("ru", "Такой метрики нет"), ("en", "There is no such metric")] {
        let mut notebook = server.visitor().with_key(&key).reading(language);
        let (status, problem) = notebook.post(SCORES, json!({"metric": "nps"})).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(problem["code"], "metric_unknown");
        assert_eq!(problem["title"], title);
        assert_eq!(problem["status"], 422);
        assert!(problem["detail"].as_str().unwrap().contains("nps_visit"), "{problem}");
        assert_eq!(problem["errors"][0]["pointer"], "/metric");
        assert_ne!(problem["request_id"], "");
    }
}

#[tokio::test]
async fn a_body_says_where_it_is_wrong() {
    let server = TestServer::start_set_up().await;
    let mut anna = server.sign_in("anna@example.com").await;
    for (body, status, code, pointer, said) in [
        (r#"{"metric": "#, 400, "body_malformed", None, "столбец 11"),
        (r#"{"metric": "nps_visit"} x"#, 400, "body_malformed", None, "столбец 25"),
        ("", 400, "body_malformed", None, "строка 1"),
        ("[]", 400, "body_malformed", Some("/metric"), ""),
        (r#"{"metric": 7}"#, 400, "body_malformed", Some("/metric"), "/metric"),
        (r#"{"filter": {}}"#, 422, "filter_malformed", Some("/filter"), "/filter"),
        (r#"{"metric": "nps_visit", "metrik": 1}"#, 400, "body_malformed", Some("/metrik"), "«metrik»"),
        (r#"{"by": ["unit"]}"#, 400, "body_malformed", Some("/metric"), "«metric»"),
        (r#"{"metric": "nps_visit", "by": ["planet"]}"#, 422, "slice_unsupported", Some("/by/0"), "/by/0"),
        (r#"{"metric": "nps_visit", "by": ["unit", "week", "hour"]}"#, 422, "slice_unsupported", Some("/by"), ""),
        (r#"{"metric": "nps_visit", "by": ["unit", "unit"]}"#, 422, "slice_unsupported", Some("/by"), ""),
        (r#"{"metric": "nps_visit", "compare": "tomorrow"}"#, 400, "body_malformed", Some("/compare"), ""),
        (
            r#"{"metric": "nps_visit", "filter": {"all": [{"period": "sometime"}]}}"#,
            422,
            "filter_malformed",
            Some("/filter/all/0/period"),
            "/filter/all/0/period",
        ),
        (r#"{"metric": "nps_visit", "filter": {"planet": "mars"}}"#, 422, "filter_malformed", None, "planet"),
        (r#"{"metric": "nps_visit", "filter": {"unit": "../.."}}"#, 422, "filter_malformed", Some("/filter/unit"), ""),
    ] {
        let answer = anna.send_text(Method::POST, SCORES, body).await;
        let problem = answer.json();
        assert_eq!((answer.status.as_u16(), &problem["code"]), (status, &json!(code)), "{body}: {problem}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        if let Some(pointer) = pointer.filter(|_| body != "[]") {
            assert_eq!(problem["errors"][0]["pointer"], pointer, "{body}: {problem}");
        }
        assert!(problem["detail"].as_str().unwrap().contains(said), "{body}: {problem}");
    }
}

#[tokio::test]
async fn a_body_is_json_by_its_header_and_within_the_limit() {
    let server = TestServer::start_set_up().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let request = axum::http::Request::post(SCORES).header("content-type", "text/plain");
    let answer = anna.send(request.body(r#"{"metric": "nps_visit"}"#.into()).unwrap()).await;
    assert_eq!((answer.status, &answer.json()["code"]), (StatusCode::BAD_REQUEST, &json!("body_malformed")));

    let (status, problem) = anna.post(SCORES, json!({"metric": "x".repeat(1024 * 1024)})).await;
    assert_eq!((status, &problem["code"]), (StatusCode::PAYLOAD_TOO_LARGE, &json!("body_too_large")));
}

#[tokio::test]
async fn a_filter_as_deep_as_a_well_is_refused() {
    let server = TestServer::start_set_up().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let body = format!(r#"{{"filter": {}"#, r#"{"not":"#.repeat(100_000));
    let answer = anna.send_text(Method::POST, "/api/v1/questions/overview", body).await;
    assert_eq!(answer.status.as_u16() / 100, 4);
    let deep = |depth| format!(r#"{{"filter": {}{{"all": []}}{}}}"#, r#"{"not":"#.repeat(depth), "}".repeat(depth));
    let answer = anna.send_text(Method::POST, "/api/v1/questions/overview", deep(31)).await;
    assert_eq!(answer.status, StatusCode::OK);
    let problem = anna.send_text(Method::POST, "/api/v1/questions/overview", deep(50)).await.json();
    assert_eq!((&problem["status"], &problem["code"]), (&json!(422), &json!("filter_malformed")), "{problem}");
    let place = format!("/filter{}", "/not".repeat(32));
    assert_eq!(problem["errors"][0]["pointer"], place);
    assert_eq!(problem["errors"][0]["code"], "filter_too_deep");
}

#[tokio::test]
async fn a_filter_that_cannot_be_used_says_where_and_why() {
    let server = TestServer::start_set_up().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let wide = json!({"any": vec![json!({"channel": "app"}); 300]});
    let nested = json!({"customer": {"done": {"event": {"all": [{"unit": "msk"}, {"customer": "known"}]}}}});
    for (filter, code, pointer) in [
        (wide, "filter_too_large", "/filter/any/255"),
        (nested, "filter_nested", "/filter/customer/done/event/all/1/customer"),
        (json!({"answer": {"metric": "mood"}}), "metric_unknown", "/filter/answer/metric"),
        (json!({"survey": "x".repeat(201)}), "text_too_long", "/filter/survey"),
        (json!({"answer": {"mark": 3}}), "field_unknown", "/filter/answer/mark"),
        (json!({"customer": {"has": "shoes"}}), "field_malformed", "/filter/customer/has"),
        (json!({"period": "2026-13"}), "field_malformed", "/filter/period"),
        (
            json!({"customer": {"done": {"event": {"role": "complaint"}, "within": {"days_before": 0}}}}),
            "field_malformed",
            "/filter/customer/done/within/days_before",
        ),
    ] {
        for address in [SCORES, "/api/v1/questions/operations", "/api/v1/questions/overview"] {
            let mut body = json!({"filter": filter});
            if address == SCORES {
                body["metric"] = json!("nps_visit");
            }
            let (status, problem) = anna.post(address, body).await;
            assert_eq!((status.as_u16(), &problem["code"]), (422, &json!("filter_malformed")), "{filter}: {problem}");
            assert_eq!(
                (&problem["errors"][0]["code"], &problem["errors"][0]["pointer"]),
                (&json!(code), &json!(pointer))
            );
            assert!(problem["detail"].as_str().unwrap().contains(pointer), "{problem}");
        }
    }
}

#[tokio::test]
async fn what_a_customer_did_elsewhere_does_not_show_through_a_filter() {
    let server = TestServer::start_set_up().await;
    let of = |id: &str, name: &str, time: &str| event(id, name, time).of("c-1", "c-1@example.com");
    server
        .send_events(vec![
            of("o-1", "order_placed", "2026-05-10T09:00:00Z").in_unit("spb/nevsky").into(),
            of("o-2", "order_placed", "2026-05-11T09:00:00Z").in_unit("msk/arbat").into(),
            of("a-1", "answered", "2026-05-12T09:00:00Z").in_unit("msk/arbat").recommending(3, "").into(),
            event("a-2", "answered", "2026-05-12T10:00:00Z").in_unit("msk/arbat").recommending(3, "").into(),
        ])
        .await;
    let arbat = Scope::Units(vec!["msk/arbat".parse().unwrap()]);
    server.add_user("manager@example.com", UserRole::Manager, arbat).await;
    let ordered = |unit: Value, at_least: u8| {
        let events = json!({"all": [{"role": "order_placed"}, unit]});
        json!({"event": events, "within": {"days_before": 2}, "at_least": at_least})
    };
    let anywhere = json!({"all": []});
    let done = |deed: Value| json!({"customer": {"done": deed}});
    let not_done = |deed: Value| json!({"customer": {"not_done": deed}});
    let mut counts = Vec::new();
    for reader in ["anna@example.com", "manager@example.com"] {
        let mut reader = server.sign_in(reader).await;
        for filter in [
            done(ordered(anywhere.clone(), 1)),
            done(ordered(anywhere.clone(), 2)),
            not_done(ordered(anywhere.clone(), 2)),
            done(ordered(json!({"unit": "spb"}), 1)),
            json!({"customer": {"home_unit": "msk"}}),
            json!({"not": {"customer": "known"}}),
        ] {
            let (status, scores) = reader.post(SCORES, json!({"metric": "nps_visit", "filter": filter})).await;
            assert_eq!(status, StatusCode::OK, "{scores}");
            counts.push(scores["total"]["estimate"]["n"].as_u64().unwrap());
        }
    }
    assert_eq!(counts, [1, 1, 0, 1, 1, 1, /* the manager of one house: */ 1, 0, 1, 0, 1, 1]);
}

#[tokio::test]
async fn hostile_parameters_are_problems_and_nothing_more() {
    let server = TestServer::start_set_up().await;
    let mut anna = server.sign_in("anna@example.com").await;
    for (address, status) in [
        ("/api/v1/people", 422),
        ("/api/v1/people?question=", 422),
        ("/api/v1/people?question=%00", 422),
        ("/api/v1/people?question=%7B%22kind%22%3A%22stars%22%7D", 422),
        ("/api/v1/people?question=%7B%22kind%22%3A%22scores%22%7D", 422),
        (
            "/api/v1/people?question=%7B%22kind%22%3A%22operations%22%2C%22slice%22%3A%7B%22planet%22%3A%22x%22%7D%7D",
            422,
        ),
        ("/api/v1/people?question=%7B%22kind%22%3A%22operations%22%7D&cursor=18446744073709551615", 200),
        ("/api/v1/people?question=%7B%22kind%22%3A%22operations%22%7D&cursor=-1&limit=4294967295", 200),
        ("/api/v1/people?question=%7B%22kind%22%3A%22operations%22%7D&limit=4294967296", 422),
        ("/api/v1/people?question=%7B%22kind%22%3A%22operations%22%7D&planet=mars", 422),
        ("/api/v1/customers?search=%27%20OR%201%3D1%20--", 200),
        ("/api/v1/customers?search=%25&limit=0", 200),
        ("/api/v1/customers/abc/timeline", 404),
        ("/api/v1/customers/9223372036854775808/timeline", 404),
        ("/api/v1/customers/-1/timeline?cursor=x", 404),
        ("/api/v1/feedback?filter=%7B", 422),
        ("/api/v1/feedback?unread=perhaps", 422),
        ("/api/v1/rejects?cursor=x", 200),
        ("/api/v1/nothing", 404),
        ("/api", 404),
    ] {
        let (got, answer) = anna.get(address).await;
        assert_eq!(got.as_u16(), status, "{address}: {answer}");
        if status != 200 {
            assert_eq!(answer["status"], status, "{address}: {answer}");
        }
    }
    let (status, problem) = anna.call(Method::PUT, "/api/v1/keys", Some(Value::Null)).await;
    assert_eq!((status, &problem["code"]), (StatusCode::METHOD_NOT_ALLOWED, &json!("method_not_allowed")));
}

#[tokio::test]
async fn a_request_keeps_its_number_if_it_is_a_plain_one() {
    let server = TestServer::start_set_up().await;
    for (given, kept) in [("till-7:42", true), ("a b", false), (&"x".repeat(65), false)] {
        let request = axum::http::Request::get("/api/v1/session").header("x-request-id", given);
        let answer = server.visitor().send(request.body("".into()).unwrap()).await;
        assert_eq!(answer.header("x-request-id") == given, kept, "{given}");
        assert_eq!(answer.json()["request_id"], answer.header("x-request-id"));
    }
}

#[tokio::test]
async fn a_question_that_cannot_be_answered_says_why() {
    let server = TestServer::start_set_up().await;
    let mut anna = server.sign_in("anna@example.com").await;
    let bad_filter = json!({"filter": {"answer": {"metric": "mood"}}});
    for (path, body, code, pointer) in [
        ("trend", json!({"field": "moods"}), "figure_unknown", "/field"),
        ("trend", json!({"metric": "mood"}), "metric_unknown", "/metric"),
        ("trend", json!({"by": "week"}), "slice_unsupported", "/by"),
        ("response", json!({"compare": {"slice": {"unit": "msk"}}}), "compare_unsupported", "/compare"),
        ("response", json!({"by": ["delivery"]}), "slice_unsupported", "/by"),
        ("operations", json!({"by": ["survey"]}), "slice_unsupported", "/by"),
        ("expectations", json!({"metric": "mood"}), "metric_unknown", "/metric"),
        (
            "scores",
            json!({"metric": "nps_visit", "compare": bad_filter}),
            "filter_malformed",
            "/compare/filter/answer/metric",
        ),
        ("operations", json!({"compare": bad_filter}), "filter_malformed", "/compare/filter/answer/metric"),
        ("hurts", json!({"by": "planet"}), "slice_unsupported", "/by"),
    ] {
        let (status, problem) = anna.post(&format!("/api/v1/questions/{path}"), body.clone()).await;
        assert_eq!((status.as_u16(), &problem["code"]), (422, &json!(code)), "{path} {body}: {problem}");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{path} {body}: {problem}");
    }
}
