//! OCEL 2.0 in JSON.

use std::borrow::Cow;
use std::io;

use serde::Deserialize;
use serde_json::Value;

use super::{Event, Log, Related};

#[derive(Deserialize)]
struct JsonLog<'a> {
    #[serde(default, borrow)]
    events: Vec<JsonEvent<'a>>,
    #[serde(default, borrow)]
    objects: Vec<JsonObject<'a>>,
}

#[derive(Deserialize)]
struct JsonEvent<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow, rename = "type")]
    activity: Cow<'a, str>,
    #[serde(borrow)]
    time: Cow<'a, str>,
    #[serde(default)]
    attributes: Vec<JsonAttribute>,
    #[serde(default, borrow)]
    relationships: Vec<JsonRelated<'a>>,
}

#[derive(Deserialize)]
struct JsonAttribute {
    name: String,
    #[serde(default)]
    value: Value,
}

#[derive(Deserialize)]
struct JsonRelated<'a> {
    #[serde(borrow, rename = "objectId")]
    id: Cow<'a, str>,
    #[serde(default, borrow)]
    qualifier: Cow<'a, str>,
}

#[derive(Deserialize)]
struct JsonObject<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow, rename = "type")]
    of_type: Cow<'a, str>,
}

/// Reads a log; what is wrong is told with its line and column.
pub(super) fn read(text: &str) -> io::Result<Log> {
    let log: JsonLog<'_> = serde_json::from_str(text)?;
    let event = |event: JsonEvent<'_>| Event {
        id: event.id.into_owned(),
        activity: event.activity.into_owned(),
        time: event.time.into_owned(),
        attributes: event.attributes.into_iter().map(|JsonAttribute { name, value }| (name, written(value))).collect(),
        objects: event
            .relationships
            .into_iter()
            .map(|JsonRelated { id, qualifier }| Related { id: id.into_owned(), qualifier: qualifier.into_owned() })
            .collect(),
    };
    let types = log.objects.into_iter().map(|object| (object.id.into_owned(), object.of_type.into_owned())).collect();
    Ok(Log { events: log.events.into_iter().map(event).collect(), types })
}

/// A value as a table would write it.
fn written(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    }
}
