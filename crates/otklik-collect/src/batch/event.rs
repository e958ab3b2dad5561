//! One event as a client sends it.

use otklik_core::{Agent, AgentKind, AnswerGiven, ErrorCode, Event, Identifier, IdentifierKind, Money, Timestamp};
use serde_json::value::RawValue;

use super::members::{Members, Read, Refusal};
use super::properties;
use crate::fault::Fault;
use crate::{check, limits};

const EVENT: [&str; 19] = [
    "id",
    "name",
    "source",
    "time",
    "customer",
    "channel",
    "unit",
    "session",
    "order",
    "ticket",
    "item",
    "amount",
    "currency",
    "quantity",
    "duration_ms",
    "agent",
    "detail",
    "answer",
    "properties",
];
const CUSTOMER: [&str; 5] = ["id", "email", "phone", "messenger", "anonymous"];
const ANSWER: [&str; 7] = ["survey", "question", "metric", "scale", "value", "text", "asked"];
const AGENT: [&str; 2] = ["id", "kind"];

/// Reads and checks one event; the first fault ends it.
pub(super) fn read(raw: &RawValue, now: Timestamp) -> Read<Event> {
    let members = Members::read(raw, "", &EVENT)?;
    let id = members.required("id", limits::ID_CHARS, ErrorCode::IdMissing)?;
    let source = members.required("source", limits::NAME_CHARS, ErrorCode::SourceMissing)?;
    let name = members.required("name", limits::NAME_CHARS, ErrorCode::EventNameMissing)?;
    let mut event = Event::new(source, id, name, time(&members, now)?);
    if let Some(customer) = members.raw("customer") {
        event.identifiers = identifiers(&Members::read(customer, "/customer", &CUSTOMER)?)?;
    }
    event.channel = members.text("channel", limits::NAME_CHARS)?;
    event.unit = members.quoted("unit", check::unit)?;
    event.session = members.text("session", limits::ID_CHARS)?;
    event.order = members.text("order", limits::ID_CHARS)?;
    event.ticket = members.text("ticket", limits::ID_CHARS)?;
    event.item = members.text("item", limits::ID_CHARS)?;
    event.money = money(&members)?;
    event.quantity = members.with("quantity", check::number)?;
    event.duration_ms = members.with("duration_ms", milliseconds)?;
    if let Some(served) = members.raw("agent") {
        event.agent = Some(agent(&Members::read(served, "/agent", &AGENT)?)?);
    }
    event.detail = members.text("detail", limits::DETAIL_CHARS)?;
    if let Some(given) = members.raw("answer") {
        event.answer = Some(answer(&Members::read(given, "/answer", &ANSWER)?)?);
    }
    if let Some(json) = members.raw("properties") {
        event.properties = properties::compact(json.get()).map_err(|refused| Refusal {
            pointer: format!("/properties{}", refused.property.map(|name| format!("/{name}")).unwrap_or_default()),
            fault: refused.fault,
        })?;
    }
    Ok(event)
}

fn time(members: &Members<'_>, now: Timestamp) -> Read<Timestamp> {
    let time = members.with("time", |json| {
        let malformed = || Fault::new(ErrorCode::TimeMalformed, json, check::TIME_EXAMPLE);
        let text = serde_json::from_str::<String>(json).map_err(|_| malformed())?;
        if text.trim().is_empty() {
            return Err(Fault::missing(ErrorCode::TimeMissing));
        }
        check::plausible(check::time_with_offset(&text)?, now, &text)
    })?;
    members.at("time", time.ok_or_else(|| Fault::missing(ErrorCode::TimeMissing)))
}

fn identifiers(customer: &Members<'_>) -> Read<Vec<Identifier>> {
    let mut found = Vec::new();
    for kind in IdentifierKind::ALL {
        let value = match kind {
            IdentifierKind::External => customer.text("id", limits::ID_CHARS)?,
            IdentifierKind::Email => customer.quoted("email", check::email)?.flatten(),
            IdentifierKind::Phone => customer.quoted("phone", check::phone)?.flatten(),
            IdentifierKind::Messenger => customer.text("messenger", limits::ID_CHARS)?,
            IdentifierKind::Anonymous => customer.text("anonymous", limits::ID_CHARS)?,
        };
        found.extend(value.map(|value| Identifier { kind, value }));
    }
    Ok(found)
}

/// The money moved; a currency without an amount says nothing and is passed over.
fn money(members: &Members<'_>) -> Read<Option<Money>> {
    let currency = members.quoted("currency", check::currency)?;
    // A number keeps the digits with which it was written, so it is as exact as a text.
    let amount = members.with("amount", |json| match json.strip_prefix('"') {
        Some(_) => check::amount(&serde_json::from_str::<String>(json).unwrap_or_default()),
        None => check::amount(json),
    })?;
    let Some(amount) = amount else { return Ok(None) };
    let currency = members.at("currency", currency.ok_or_else(|| Fault::missing(ErrorCode::CurrencyMissing)))?;
    Ok(Some(Money { amount, currency }))
}

fn milliseconds(json: &str) -> Result<i64, Fault> {
    let whole = json.parse::<i64>().ok().filter(|milliseconds| *milliseconds >= 0);
    whole.ok_or_else(|| Fault::new(ErrorCode::NumberMalformed, json, "540000"))
}

fn agent(members: &Members<'_>) -> Read<Agent> {
    let id = members.required("id", limits::ID_CHARS, ErrorCode::FieldMissing)?;
    let kind = members.required("kind", limits::NAME_CHARS, ErrorCode::FieldMissing)?;
    let known = [AgentKind::Human, AgentKind::Bot].into_iter().find(|known| known.as_str() == kind);
    let kind = known.ok_or_else(|| Fault::new(ErrorCode::FieldMalformed, &kind, "human, bot"));
    Ok(Agent { id, kind: members.at("kind", kind)? })
}

fn answer(members: &Members<'_>) -> Read<AnswerGiven> {
    let scale = members.with("scale", |json| {
        let bounds = serde_json::from_str::<(f64, f64)>(json);
        let bounds = bounds.map_err(|_| Fault::new(ErrorCode::FieldMalformed, json, "[0, 10]"))?;
        check::scale(bounds, json)
    })?;
    Ok(AnswerGiven {
        survey: members.required("survey", limits::NAME_CHARS, ErrorCode::FieldMissing)?,
        question: members.required("question", limits::NAME_CHARS, ErrorCode::FieldMissing)?,
        metric: members.text("metric", limits::NAME_CHARS)?,
        scale,
        value: members.with("value", |json| check::within(check::number(json)?, scale, json))?,
        // What a person wrote stays as it was written; only nothing is nothing.
        text: members.quoted("text", |text| check::written(text, limits::TEXT_CHARS))?.filter(|text| !text.is_empty()),
        asked: members.text("asked", limits::ID_CHARS)?,
    })
}
