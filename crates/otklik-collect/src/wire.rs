//! Events in the form in which clients send them.

use otklik_core::{AnswerGiven, Event, IdentifierKind};
use serde_json::{Map, Value, json};

/// The event as `POST /api/v1/events` takes it; what the event does not have is left out.
///
/// The form has room for one identifier of each kind: the first one is written.
pub fn to_wire(event: &Event) -> Value {
    let mut wire = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() {
            wire.insert(name.to_owned(), value);
        }
    };
    put("id", json!(event.id));
    put("name", json!(event.name));
    put("source", json!(event.source));
    put("time", json!(event.time));
    put("customer", customer(event));
    put("channel", json!(event.channel));
    put("unit", json!(event.unit));
    put("session", json!(event.session));
    put("order", json!(event.order));
    put("ticket", json!(event.ticket));
    put("item", json!(event.item));
    put("amount", json!(event.money.map(|money| money.amount)));
    put("currency", json!(event.money.map(|money| money.currency)));
    put("quantity", json!(event.quantity));
    put("duration_ms", json!(event.duration_ms));
    put("agent", json!(event.agent));
    put("detail", json!(event.detail));
    put("answer", event.answer.as_ref().map(answer).unwrap_or_default());
    put("properties", serde_json::from_str(&event.properties).unwrap_or_default());
    Value::Object(wire)
}

fn customer(event: &Event) -> Value {
    let mut customer = Map::new();
    for identifier in &event.identifiers {
        let name = match identifier.kind {
            IdentifierKind::External => "id",
            other => other.as_str(),
        };
        customer.entry(name).or_insert_with(|| json!(identifier.value));
    }
    if customer.is_empty() { Value::Null } else { Value::Object(customer) }
}

fn answer(given: &AnswerGiven) -> Value {
    let all = json!({
        "survey": given.survey, "question": given.question, "metric": given.metric,
        "scale": given.scale, "value": given.value, "text": given.text, "asked": given.asked,
    });
    match all {
        Value::Object(members) => members.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        other => other,
    }
}
