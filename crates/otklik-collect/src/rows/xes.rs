//! Rows of an event log in XES (IEEE 1849-2016): a row for each event.
//!
//! An event's attributes stand under their keys, such as `concept:name`; those of its trace under `case:` and their keys;
//! what lies within an attribute is reached by dots.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Read};

use otklik_core::ErrorCode;
use quick_xml::events::{BytesStart, Event};

use super::xml::{Xml, attribute, malformed};
use super::{BadRow, Fields, Row};
use crate::fault::Fault;
use crate::limits;

/// The trace's name: whose journey it is.
pub(crate) const CASE: &str = "case:concept:name";
/// What happened.
pub(crate) const ACTIVITY: &str = "concept:name";
/// When it happened.
pub(crate) const TIMESTAMP: &str = "time:timestamp";
/// Who did it.
pub(crate) const RESOURCE: &str = "org:resource";
/// The event's number.
pub(crate) const IDENTITY: &str = "identity:id";
const OF_CASE: &str = "case:";

/// Reads event after event, holding one of them and its trace's attributes in memory.
pub(crate) struct XesRows<R> {
    log: Log<R>,
    values: Values,
    record: u64,
    cases: u64,
    fields: Fields,
}

/// The values of a row's columns.
struct Values {
    /// The places of the columns of events and of traces, by their keys.
    of_events: HashMap<String, usize>,
    of_cases: HashMap<String, usize>,
    written: Vec<String>,
}

impl<R: Read> XesRows<R> {
    /// Reads the attributes that the heading names.
    pub(crate) fn new(source: R, heading: &[String]) -> Self {
        let (mut of_events, mut of_cases) = (HashMap::new(), HashMap::new());
        for (place, name) in heading.iter().enumerate() {
            match name.strip_prefix(OF_CASE) {
                Some(key) => of_cases.insert(key.to_owned(), place),
                None => of_events.insert(name.clone(), place),
            };
        }
        let values = Values { of_events, of_cases, written: vec![String::new(); heading.len()] };
        Self { log: Log::new(source), values, record: 0, cases: 0, fields: Fields::default() }
    }

    /// The next event; nothing at the end.
    pub(crate) fn next(&mut self) -> io::Result<Option<Result<Row<'_>, BadRow>>> {
        let (values, cases) = (&mut self.values, &mut self.cases);
        values.of_events.values().for_each(|place| values.written[*place].clear());
        let ended = self.log.next_event(|piece| match piece {
            Piece::CaseEnds => values.of_cases.values().for_each(|place| values.written[*place].clear()),
            Piece::CaseBegins => {
                *cases += 1;
                // A trace without a name is told by its number.
                values.take_of_case("concept:name", &cases.to_string());
            }
            Piece::OfCase(key, value) => values.take_of_case(key, value),
            Piece::OfEvent(key, value) => {
                if let Some(place) = values.of_events.get(key) {
                    values.written[*place].replace_range(.., value);
                }
            }
        })?;
        let Some(wrong) = ended else { return Ok(None) };
        self.record += 1;
        if let Some(fault) = wrong {
            let fields = self.values.written.clone();
            return Ok(Some(Err(BadRow { line: self.record, place: None, fault, fields })));
        }
        self.fields.clear();
        for value in &self.values.written {
            self.fields.bytes.extend_from_slice(value.as_bytes());
            self.fields.end_field();
        }
        Ok(Some(self.fields.row(self.record, "UTF-8")))
    }
}

impl Values {
    fn take_of_case(&mut self, key: &str, value: &str) {
        if let Some(place) = self.of_cases.get(key) {
            self.written[*place].replace_range(.., value);
        }
    }
}

/// The attributes that the first events have: those that the standard names first, then as they appear.
pub(crate) fn columns(source: impl Read, events: usize) -> io::Result<Vec<String>> {
    let mut columns = [CASE, ACTIVITY, TIMESTAMP].map(str::to_owned).to_vec();
    let mut log = Log::new(source);
    let mut found = 0;
    while found < events {
        let ended = log.next_event(|piece| {
            let name = match piece {
                Piece::CaseBegins | Piece::CaseEnds => return,
                Piece::OfCase(key, _) => format!("{OF_CASE}{key}"),
                Piece::OfEvent(key, _) => key.to_owned(),
            };
            if columns.len() <= limits::COLUMNS && !columns.contains(&name) {
                columns.push(name);
            }
        })?;
        if ended.is_none() {
            break;
        }
        found += 1;
    }
    Ok(if found == 0 { Vec::new() } else { columns })
}

/// What a log tells on the way to the end of its next event.
enum Piece<'a> {
    CaseBegins,
    CaseEnds,
    /// An attribute of the trace.
    OfCase(&'a str, &'a str),
    /// An attribute of the event.
    OfEvent(&'a str, &'a str),
}

#[derive(Clone, Copy)]
enum Scope {
    Outside,
    Log,
    Case,
    Event,
    /// What is neither trace nor event, with how many of its tags are open.
    Other(usize),
}

/// The document, event by event.
struct Log<R> {
    xml: Xml<R>,
    scope: Scope,
    /// The scope to which the end of an event leads back: events may stand outside of traces.
    around: Scope,
    /// The keys of the attributes within which the next one lies, each with a dot.
    path: String,
    /// How long the path was before each of them.
    lengths: Vec<usize>,
    too_deep: usize,
    fault: Option<Fault>,
}

impl<R: Read> Log<R> {
    fn new(source: R) -> Self {
        let (scope, around) = (Scope::Outside, Scope::Outside);
        let (path, lengths) = (String::new(), Vec::new());
        Self { xml: Xml::new(source), scope, around, path, lengths, too_deep: 0, fault: None }
    }

    /// Reads to the end of the next event and tells what it meets; nothing at the end of the log, else what is wrong
    /// with the event.
    fn next_event(&mut self, mut tell: impl FnMut(Piece<'_>)) -> io::Result<Option<Option<Fault>>> {
        loop {
            let place = self.xml.place();
            match self.xml.next()? {
                Event::Eof if matches!(self.scope, Scope::Outside) => return Ok(None),
                Event::Eof => return Err(malformed(place, &"the log ends before its last tag")),
                Event::Start(tag) => match (self.scope, tag.local_name().as_ref()) {
                    (Scope::Other(open), _) => self.scope = Scope::Other(open + 1),
                    (Scope::Outside, "log") => self.scope = Scope::Log,
                    (Scope::Outside, _) => return Err(malformed(place, &"this is no event log")),
                    (Scope::Log, "trace") => {
                        self.scope = Scope::Case;
                        tell(Piece::CaseBegins);
                    }
                    (Scope::Log | Scope::Case, "event") if self.lengths.is_empty() => {
                        (self.scope, self.around) = (Scope::Event, self.scope);
                    }
                    (Scope::Log, _) => self.scope = Scope::Other(1),
                    (Scope::Case | Scope::Event, _) if self.lengths.len() == limits::PROPERTIES_DEPTH => {
                        self.too_deep += 1;
                        self.fault = Some(Fault::new(ErrorCode::FieldMalformed, &self.path, "<string key=… value=…/>"));
                    }
                    (Scope::Case | Scope::Event, _) => {
                        self.lengths.push(self.path.len());
                        let (key, value) = key_and_value(&tag).map_err(|error| malformed(place, &error))?;
                        let Some(key) = key else { continue };
                        self.path.push_str(&key);
                        if let Some(value) = value {
                            tell(match self.scope {
                                Scope::Case => Piece::OfCase(&self.path, &value),
                                _ => Piece::OfEvent(&self.path, &value),
                            });
                        }
                        self.path.push('.');
                    }
                },
                Event::End(_) => match self.scope {
                    Scope::Other(1) => self.scope = Scope::Log,
                    Scope::Other(open) => self.scope = Scope::Other(open - 1),
                    _ if self.too_deep > 0 => self.too_deep -= 1,
                    _ if !self.lengths.is_empty() => self.path.truncate(self.lengths.pop().unwrap_or_default()),
                    Scope::Event => {
                        self.scope = self.around;
                        return Ok(Some(self.fault.take()));
                    }
                    Scope::Case => {
                        self.scope = Scope::Log;
                        tell(Piece::CaseEnds);
                    }
                    Scope::Log | Scope::Outside => self.scope = Scope::Outside,
                },
                _ => {}
            }
        }
    }
}

type Attribute<'a> = Option<Cow<'a, str>>;

fn key_and_value<'a>(tag: &'a BytesStart<'_>) -> Result<(Attribute<'a>, Attribute<'a>), quick_xml::Error> {
    Ok((attribute(tag, "key")?, attribute(tag, "value")?))
}

#[cfg(test)]
mod tests;
