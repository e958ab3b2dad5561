//! Whatever comes in, nothing panics; what is told in the wire form is heard as it was told.

use otklik_collect::{BatchLimits, Mapping, parse_batch, to_wire};
use otklik_core::{
    Agent, AgentKind, Amount, AnswerGiven, Event, Identifier, IdentifierKind, Money, Timestamp, UnitPath,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use serde_json::json;

use super::{import, now, written};

const MAPPING: &str = r#"
source = "shop"
time_zone = "Europe/Moscow"
time_formats = ["iso", "%d.%m.%Y", "unix_seconds"]
decimal_comma = true

[files.a]
name = "a*.csv"
join = { b = "b" }

[files.b]
name = "b*.csv"
key = "b"

[[events]]
from = "a"
name = "happened"
id = "{a}"
time = "{b.c}"
customer = { id = "{b.b}", email = "{c}", phone = "{b.c}", anonymous = "{a}" }
unit = "{c}"
amount = "{c}"
currency = "RUB"
quantity = "{b}"
duration = { from = "{b.c}", to = "{c}" }
properties = { promised_at = "{c}", other = "{a} {b}" }
"#;

fn rough_bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b",".to_vec()),
        Just(b"\"".to_vec()),
        Just(b"\n".to_vec()),
        Just(b"\r\n".to_vec()),
        Just(b"x".to_vec()),
        Just(b"2026-05-03".to_vec()),
        Just(b"-1,5".to_vec()),
        vec(any::<u8>(), 0..4),
    ];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn rough_json() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        Just("null".to_owned()),
        Just("\"2026-05-03T10:15:00Z\"".to_owned()),
        Just("\"\\ud800\"".to_owned()),
        Just("{\"id\":\"x\",\"id\":1}".to_owned()),
        Just("[0,10]".to_owned()),
        any::<f64>().prop_map(|number| format!("{number:?}")),
        any::<String>().prop_map(|text| json!(text).to_string()),
    ];
    let name = prop_oneof![
        Just("id"),
        Just("name"),
        Just("source"),
        Just("time"),
        Just("customer"),
        Just("amount"),
        Just("currency"),
        Just("answer"),
        Just("properties"),
        Just("quantity"),
        Just("duration_ms"),
        Just("unit"),
        Just("weather"),
    ];
    vec((name, value), 0..8).prop_map(|members| {
        let members: Vec<_> = members.into_iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
        format!("{{\"events\":[{{{}}}]}}", members.join(","))
    })
}

prop_compose! {
    fn an_answer()(
        survey in "[a-z_]{1,20}", question in "[a-z]{1,9}", metric in of("[a-z]{3,4}"), scaled in any::<bool>(),
        value in of(0..=10_u8), text in of("\\PC{1,40}"), asked in of("[a-z0-9]{1,9}"),
    ) -> AnswerGiven {
        let scale = scaled.then_some((0.0, 10.0));
        AnswerGiven { survey, question, metric, scale, value: value.map(f64::from), text, asked }
    }
}

prop_compose! {
    fn identifiers()(
        external in of("[a-z0-9-]{1,20}"), email in of("[a-z]{1,9}@[a-z]{1,9}\\.com"), phone in of("\\+79[0-9]{9}"),
        messenger in of("@[a-z]{1,9}"), anonymous in of("[a-f0-9]{1,32}"),
    ) -> Vec<Identifier> {
        let values = [external, email, phone, messenger, anonymous];
        let pairs = IdentifierKind::ALL.into_iter().zip(values);
        pairs.filter_map(|(kind, value)| Some(Identifier { kind, value: value? })).collect()
    }
}

prop_compose! {
    fn an_event()(
        id in "[ -~&&[^ ]]{1,50}", name in "[a-z_]{1,30}", source in "[a-z]{1,9}", time in 0..now().0,
        identifiers in identifiers(), places in (of("[a-z]{1,9}"), of("[a-zа-я0-9_-]{1,9}/[a-z]{1,3}")),
        keys in (of("[A-Z0-9]{1,9}"), of("[a-z0-9]{1,9}"), of("[а-я]{1,9}"), of("[a-z0-9]{1,9}"), of("/[a-z/]{1,30}")),
        money in of(any::<i64>().prop_map(|raw| raw / 2)), quantity in of(-1e12..1e12_f64), duration_ms in of(0..i64::MAX),
        agent in of(("[a-z0-9]{1,9}", any::<bool>())), answer in of(an_answer()), property in of("[a-zа-я \"\\\\]{0,20}"),
    ) -> Event {
        let mut event = Event::new(source, id, name, Timestamp(time));
        event.identifiers = identifiers;
        event.channel = places.0;
        event.unit = places.1.map(|path| path.parse::<UnitPath>().unwrap());
        (event.session, event.order, event.ticket, event.item, event.detail) = keys;
        event.money = money.map(|raw| Money { amount: Amount(raw), currency: "RUB".parse().unwrap() });
        (event.quantity, event.duration_ms, event.answer) = (quantity, duration_ms, answer);
        let kind = |human| if human { AgentKind::Human } else { AgentKind::Bot };
        event.agent = agent.map(|(id, human)| Agent { id, kind: kind(human) });
        event.properties = property.map(|text| json!({ "note": text, "list": [1, 2] }).to_string()).unwrap_or_default();
        event
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_a_batch_or_not(body in vec(any::<u8>(), 0..300)) {
        let _ = parse_batch(&body, &BatchLimits::default(), now());
    }

    #[test]
    fn any_event_is_taken_or_refused(body in rough_json()) {
        if let Ok(parsed) = parse_batch(body.as_bytes(), &BatchLimits::default(), now()) {
            prop_assert_eq!(parsed.events.len() + parsed.rejected.len(), 1);
        }
    }

    #[test]
    fn any_files_are_imported_or_not(heading in any::<bool>(), a in rough_bytes(), b in rough_bytes()) {
        let begin = |rest: &[u8]| if heading { [b"a,b,c\n", rest].concat() } else { rest.to_vec() };
        let files = [written("any", "a.csv", &begin(&a)), written("any", "b.csv", &begin(&b))];
        let _ = import(MAPPING, &files);
    }

    #[test]
    fn any_text_is_a_mapping_or_not(text in "(source|time_zone|\\[files\\.a\\]|\\[\\[events\\]\\]|id| = |\"|\\{|\\}|\n|\\PC){0,40}") {
        let _ = Mapping::parse(&text);
    }

    #[test]
    fn an_event_is_heard_as_it_was_told(event in an_event()) {
        let body = json!({ "events": [to_wire(&event)] }).to_string();
        let parsed = parse_batch(body.as_bytes(), &BatchLimits::default(), now()).unwrap();
        prop_assert_eq!(&parsed.rejected, &[]);
        prop_assert_eq!(&parsed.events[0].1, &event);
    }
}
