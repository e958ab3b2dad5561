use serde_json::{Value, json};

use super::*;

fn now() -> Timestamp {
    Timestamp::parse("2026-05-04T00:00:00Z").unwrap()
}

fn good() -> Value {
    json!({"id": "9f", "name": "order_delivered", "source": "shop", "time": "2026-05-03T10:15:00+03:00"})
}

fn parse(events: Value) -> ParsedBatch {
    parse_batch(json!({ "events": events }).to_string().as_bytes(), &BatchLimits::default(), now()).unwrap()
}

/// The good event with some members replaced.
fn with(members: Value) -> Value {
    let mut event = good();
    for (name, value) in members.as_object().unwrap() {
        event[name] = value.clone();
    }
    event
}

fn refused(members: Value) -> (ErrorCode, String, String) {
    let parsed = parse(json!([good(), with(members), good()]));
    assert_eq!(parsed.events.iter().map(|(index, _)| *index).collect::<Vec<_>>(), [0, 2], "the good ones survive");
    let [reject] = &parsed.rejected[..] else { panic!("{:?}", parsed.rejected) };
    assert_eq!(reject.index, 1);
    (reject.code, reject.pointer.replace("/events/1", ""), reject.expected.clone())
}

fn code(members: Value) -> (ErrorCode, String) {
    let (code, pointer, _) = refused(members);
    (code, pointer)
}

#[test]
fn the_shape_of_the_blueprint_is_read_in_full() {
    let event = json!({"id": "9f", "name": "order_delivered", "source": "shop", "time": "2026-05-03T10:15:00+03:00",
        "customer": {"anonymous": "d-1", "phone": "8 916 123-45-67", "email": " Anna@Example.com", "id": "c-812"},
        "channel": "courier", "unit": "msk/arbat", "session": "s-1", "order": "o-77", "ticket": null, "item": null,
        "amount": "450.00", "currency": "RUB", "quantity": 2, "duration_ms": 540000,
        "agent": {"id": "e-4", "kind": "human"}, "detail": null,
        "answer": {"survey": "after", "question": "q", "metric": "nps", "scale": [0, 10], "value": 9, "text": " да ", "asked": "a-1"},
        "properties": {"promised_at": "2026-05-03T10:00:00+03:00", "b": {"c": 1}}});
    let parsed = parse(json!([event]));
    assert_eq!(parsed.rejected, []);
    let (_, event) = &parsed.events[0];
    let identifiers: Vec<_> = event.identifiers.iter().map(|one| format!("{}={}", one.kind, one.value)).collect();
    assert_eq!(identifiers, ["external=c-812", "email=anna@example.com", "phone=+79161234567", "anonymous=d-1"]);
    assert_eq!(event.time.to_string(), "2026-05-03T07:15:00Z");
    assert_eq!(event.money.unwrap().amount.to_string(), "450.00");
    assert_eq!(event.quantity, Some(2.0));
    assert_eq!(event.ticket, None);
    let answer = event.answer.as_ref().unwrap();
    assert_eq!((answer.scale, answer.value, answer.text.as_deref()), (Some((0.0, 10.0)), Some(9.0), Some(" да ")));
    assert_eq!(parse(json!([crate::to_wire(event)])).events[0].1, *event, "the wire form tells the same");
}

#[test]
fn what_every_event_needs_is_asked_for_by_name() {
    assert_eq!(code(json!({"id": " "})), (ErrorCode::IdMissing, "/id".into()));
    assert_eq!(code(json!({"name": null})), (ErrorCode::EventNameMissing, "/name".into()));
    assert_eq!(code(json!({"source": ""})), (ErrorCode::SourceMissing, "/source".into()));
    assert_eq!(code(json!({"time": null})), (ErrorCode::TimeMissing, "/time".into()));
}

#[test]
fn times_need_their_offset_and_a_plausible_year() {
    let time = |text: &str| code(json!({ "time": text })).0;
    assert_eq!(time("2026-05-03T10:15:00"), ErrorCode::TimeMalformed);
    assert_eq!(time("yesterday"), ErrorCode::TimeMalformed);
    assert_eq!(time("1969-12-31T23:59:59Z"), ErrorCode::TimeImplausible);
    assert_eq!(time("2026-05-05T00:00:01Z"), ErrorCode::TimeImplausible);
    assert_eq!(code(json!({"time": 1_777_777_777})).0, ErrorCode::TimeMalformed);
    let promised = code(json!({"properties": {"promised_at": "2026-05-03"}}));
    assert_eq!(promised, (ErrorCode::TimeMalformed, "/properties/promised_at".into()));
}

#[test]
fn unknown_fields_are_refused_with_the_nearest_known_one() {
    let expected = |members| refused(members);
    assert_eq!(expected(json!({"chanel": "app"})), (ErrorCode::FieldUnknown, "/chanel".into(), "channel".into()));
    let nested = expected(json!({"customer": {"e-mail": "a@b"}}));
    assert_eq!(nested, (ErrorCode::FieldUnknown, "/customer/e-mail".into(), "email".into()));
    assert_eq!(expected(json!({"a/b~": 1})), (ErrorCode::FieldUnknown, "/a~1b~0".into(), String::new()));
    assert_eq!(expected(json!({"answer": {"weather": 1}})).1, "/answer/weather");
}

#[test]
fn money_is_exact_and_has_a_currency() {
    let amount = |json: &str| {
        let body = good().to_string().replace('}', &format!(r#","currency":"RUB","amount":{json}}}"#));
        parse_batch(format!(r#"{{"events":[{body}]}}"#).as_bytes(), &BatchLimits::default(), now()).unwrap()
    };
    for json in ["0.1", "\"0.1\"", "0.1000"] {
        assert_eq!(amount(json).events[0].1.money.unwrap().amount.0, 1_000, "{json}");
    }
    for json in ["0.12345", "1e2", "\"1,5\"", "true", "\"\"", "[]"] {
        assert_eq!(amount(json).rejected[0].code, ErrorCode::AmountMalformed, "{json}");
    }
    assert_eq!(code(json!({"amount": "1.00"})), (ErrorCode::CurrencyMissing, "/currency".into()));
    assert_eq!(code(json!({"amount": "1.00", "currency": "rub"})), (ErrorCode::CurrencyMalformed, "/currency".into()));
}

#[test]
fn answers_lie_within_their_scale() {
    let answer = |members: Value| {
        let mut answer = json!({"survey": "s", "question": "q", "metric": "nps", "scale": [0, 10], "value": 5});
        for (name, value) in members.as_object().unwrap() {
            answer[name] = value.clone();
        }
        refused(json!({ "answer": answer }))
    };
    assert_eq!(answer(json!({"value": 11})), (ErrorCode::ValueOutsideScale, "/answer/value".into(), "0–10".into()));
    assert_eq!(answer(json!({"value": "9"})).0, ErrorCode::NumberMalformed);
    assert_eq!(answer(json!({"scale": [10, 0]})).0, ErrorCode::FieldMalformed);
    assert_eq!(answer(json!({"scale": [1, 2, 3]})).0, ErrorCode::FieldMalformed);
    assert_eq!(answer(json!({"survey": null})).0, ErrorCode::FieldMissing);
    assert_eq!(answer(json!({"text": "ж".repeat(20_001)})).0, ErrorCode::TextTooLong);
}

#[test]
fn each_other_field_is_checked() {
    assert_eq!(code(json!({"unit": "Msk"})), (ErrorCode::UnitMalformed, "/unit".into()));
    assert_eq!(code(json!({"quantity": "2"})), (ErrorCode::NumberMalformed, "/quantity".into()));
    assert_eq!(code(json!({"duration_ms": -1})), (ErrorCode::NumberMalformed, "/duration_ms".into()));
    assert_eq!(code(json!({"agent": {"id": "e", "kind": "cat"}})), (ErrorCode::FieldMalformed, "/agent/kind".into()));
    assert_eq!(code(json!({"customer": {"phone": "123"}})), (ErrorCode::PhoneMalformed, "/customer/phone".into()));
    assert_eq!(code(json!({"customer": {"email": "a"}})), (ErrorCode::EmailMalformed, "/customer/email".into()));
    assert_eq!(code(json!({"customer": "c-1"})), (ErrorCode::FieldMalformed, "/customer".into()));
    assert_eq!(code(json!({"order": 7})), (ErrorCode::FieldMalformed, "/order".into()));
    assert_eq!(code(json!({"order": "o".repeat(201)})), (ErrorCode::TextTooLong, "/order".into()));
    assert_eq!(code(json!({"properties": []})), (ErrorCode::FieldMalformed, "/properties".into()));
    assert_eq!(code(json!({"properties": {"a": "x".repeat(16_384)}})), (ErrorCode::TextTooLong, "/properties".into()));
    let deep = |levels: usize| (1..levels).fold(json!({}), |inner, _| json!({ "a": inner }));
    assert_eq!(parse(json!([with(json!({"properties": deep(8)}))])).rejected, []);
    assert_eq!(code(json!({"properties": deep(9)})), (ErrorCode::FieldMalformed, "/properties".into()));
}

#[test]
fn what_is_no_event_at_all_is_refused_alone() {
    let parsed = parse(json!([1, good(), "x", null]));
    assert_eq!(parsed.events.len(), 1);
    let places: Vec<_> = parsed.rejected.iter().map(|reject| reject.pointer.as_str()).collect();
    assert_eq!(places, ["/events/0", "/events/2", "/events/3"]);
}

#[test]
fn odd_json_is_read_strictly() {
    let events = |json: &str| {
        let body = format!(r#"{{"events":[{}]}}"#, good().to_string().replace('}', &format!(",{json}}}")));
        parse_batch(body.as_bytes(), &BatchLimits::default(), now()).unwrap()
    };
    assert_eq!(events(r#""id":"again""#).rejected[0].code, ErrorCode::FieldMalformed, "given twice");
    assert_eq!(events(r#""quantity":1e999"#).rejected[0].code, ErrorCode::NumberMalformed);
    assert_eq!(events(r#""order":"\ud800""#).rejected[0].code, ErrorCode::FieldMalformed);
    assert_eq!(events(r#""properties":{"a":"\ud800"}"#).rejected[0].code, ErrorCode::FieldMalformed);
    assert_eq!(events(r#""order":"a\u0000b""#).rejected[0].code, ErrorCode::FieldMalformed);
    let kept = events(r#""properties": { "b" : 1.10, "a" : "x \" y", "n": 12345678901234567890123 }"#);
    assert_eq!(kept.events[0].1.properties, r#"{"b":1.10,"a":"x \" y","n":12345678901234567890123}"#);
    assert_eq!(events(r#""properties": { }"#).events[0].1.properties, "");
}

#[test]
fn a_body_that_cannot_be_taken_is_refused_as_a_whole() {
    let limits = BatchLimits { bytes: 1_000, events: 2 };
    let code = |body: &[u8]| parse_batch(body, &limits, now()).unwrap_err().code();
    assert_eq!(code(b"{"), ErrorCode::BodyMalformed);
    assert_eq!(code(b"[]"), ErrorCode::BodyMalformed);
    assert_eq!(code(b"{\"events\":[\"\xff\"]}"), ErrorCode::BodyMalformed);
    assert_eq!(code(br#"{"events":[],"api_key":""}"#), ErrorCode::BodyMalformed);
    assert_eq!(code(br#"{"events":[1,2,3]}"#), ErrorCode::TooManyEvents);
    assert_eq!(code(&vec![b' '; 1_001]), ErrorCode::BodyTooLarge);
    assert_eq!(parse_batch(br#"{"events":[]}"#, &limits, now()).unwrap(), ParsedBatch::default());
}
