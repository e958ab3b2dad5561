//! Rows of an object-centric event log, OCEL 2.0 in JSON or XML (Berti, Koren, Adams, Park and others 2023): a row for
//! each event.
//!
//! Beside the event's own attributes stand the objects that it is about: the first of each type under `ocel:type:` and the
//! type, and all of them with their qualifiers under `ocel:objects`. A log names its objects anywhere, so it is held in
//! memory as a whole.

mod json;
mod xml;

use std::collections::HashMap;
use std::io::{self, Read};

use serde::Serialize;

use super::{BadRow, Fields, Row};
use crate::limits;

/// The event's number.
pub(crate) const ID: &str = "ocel:eid";
/// What happened.
pub(crate) const ACTIVITY: &str = "ocel:activity";
/// When it happened.
pub(crate) const TIMESTAMP: &str = "ocel:timestamp";
/// All objects that it is about, as JSON.
pub(crate) const OBJECTS: &str = "ocel:objects";
/// What stands before the type of an object in a column's name.
pub(crate) const OF_TYPE: &str = "ocel:type:";

/// A log as a whole.
#[derive(Debug, Default, PartialEq, Eq)]
struct Log {
    events: Vec<Event>,
    /// The type of each object.
    types: HashMap<String, String>,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Event {
    id: String,
    activity: String,
    time: String,
    attributes: Vec<(String, String)>,
    objects: Vec<Related>,
}

/// An object that an event is about, and in what way.
#[derive(Debug, Default, PartialEq, Eq)]
struct Related {
    id: String,
    qualifier: String,
}

/// The rows of a log.
pub(crate) struct OcelRows {
    log: Log,
    next: usize,
    heading: Vec<String>,
    fields: Fields,
}

/// Why a log cannot be read.
#[derive(Debug)]
pub(crate) enum OcelError {
    /// It cannot be read, or is no such log.
    Read(io::Error),
    /// It is more than is held in memory.
    TooLarge,
}

impl OcelRows {
    /// Reads a whole log in JSON or XML.
    pub(crate) fn read(source: impl Read) -> Result<Self, OcelError> {
        let mut text = String::new();
        source.take(limits::EVENT_LOG_BYTES + 1).read_to_string(&mut text).map_err(OcelError::Read)?;
        if text.len() as u64 > limits::EVENT_LOG_BYTES {
            return Err(OcelError::TooLarge);
        }
        let text = text.trim_start_matches('\u{feff}');
        let is_xml = text.trim_start().starts_with('<');
        let log = if is_xml { xml::read(text.as_bytes()) } else { json::read(text) }.map_err(OcelError::Read)?;
        let heading = log.heading();
        Ok(Self { log, next: 0, heading, fields: Fields::default() })
    }

    /// The columns' names.
    pub(crate) fn heading(&self) -> Vec<String> {
        self.heading.clone()
    }

    /// The same rows with the columns of this heading.
    pub(crate) fn with_heading(self, heading: &[String]) -> Self {
        Self { heading: heading.to_vec(), ..self }
    }

    /// The next event; nothing at the end.
    pub(crate) fn next(&mut self) -> Option<Result<Row<'_>, BadRow>> {
        let event = self.log.events.get(self.next)?;
        self.next += 1;
        self.fields.clear();
        for column in &self.heading {
            self.log.write(event, column, &mut self.fields.bytes);
            self.fields.end_field();
        }
        Some(self.fields.row(self.next as u64, "UTF-8"))
    }
}

impl Log {
    /// Every column that an event fills.
    fn heading(&self) -> Vec<String> {
        if self.events.is_empty() {
            return Vec::new();
        }
        let mut heading = [ID, ACTIVITY, TIMESTAMP].map(str::to_owned).to_vec();
        let mut add = |name: String| {
            if heading.len() <= limits::COLUMNS && !heading.contains(&name) {
                heading.push(name);
            }
        };
        let related = || self.events.iter().flat_map(|event| &event.objects);
        for object in related() {
            if let Some(of_type) = self.types.get(&object.id) {
                add(format!("{OF_TYPE}{of_type}"));
            }
        }
        for (name, _) in self.events.iter().flat_map(|event| &event.attributes) {
            add(name.clone());
        }
        if related().next().is_some() {
            add(OBJECTS.to_owned());
        }
        heading
    }

    fn write(&self, event: &Event, column: &str, bytes: &mut Vec<u8>) {
        let value = match column {
            ID => Some(&event.id),
            ACTIVITY => Some(&event.activity),
            TIMESTAMP => Some(&event.time),
            OBJECTS if event.objects.is_empty() => None,
            OBJECTS => {
                let told = |object| Told::of(object, &self.types);
                let told: Vec<Told<'_>> = event.objects.iter().map(told).collect();
                // Writing texts into memory does not fail.
                return serde_json::to_writer(bytes, &told).unwrap_or_default();
            }
            _ => match column.strip_prefix(OF_TYPE) {
                Some(wanted) => {
                    let is_wanted =
                        |object: &&Related| self.types.get(&object.id).is_some_and(|of_type| of_type == wanted);
                    event.objects.iter().find(is_wanted).map(|object| &object.id)
                }
                None => event.attributes.iter().find(|(name, _)| name == column).map(|(_, value)| value),
            },
        };
        bytes.extend_from_slice(value.map_or("", String::as_str).as_bytes());
    }
}

/// A related object as a property tells it.
#[derive(Serialize)]
struct Told<'a> {
    id: &'a str,
    #[serde(rename = "type", skip_serializing_if = "str::is_empty")]
    of_type: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    qualifier: &'a str,
}

impl<'a> Told<'a> {
    fn of(Related { id, qualifier }: &'a Related, types: &'a HashMap<String, String>) -> Self {
        Self { id, of_type: types.get(id).map_or("", String::as_str), qualifier }
    }
}

#[cfg(test)]
mod tests;
