//! Rows of JSON, one object a line; what lies within objects is reached by dots: `customer.id`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::io::{self, Read};

use otklik_core::ErrorCode;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{BadRow, Fields, Row};
use crate::fault::Fault;
use crate::limits;

const BLOCK_BYTES: usize = 64 * 1024;

/// Reads line after line, holding one of them in memory.
pub(crate) struct JsonLines<R> {
    lines: Lines<R>,
    /// The place of each column.
    places: HashMap<String, usize>,
    columns: usize,
    values: Vec<Option<String>>,
    fields: Fields,
}

impl<R: Read> JsonLines<R> {
    /// Reads the members that the heading names.
    pub(crate) fn new(source: R, heading: &[String]) -> Self {
        let places = heading.iter().enumerate().map(|(place, name)| (name.clone(), place)).collect();
        let lines = Lines { source, buffer: Vec::new(), start: 0, ended: false, line: 0 };
        Self { lines, places, columns: heading.len(), values: Vec::new(), fields: Fields::default() }
    }

    /// The next row that is not empty; nothing at the end.
    pub(crate) fn next(&mut self) -> io::Result<Option<Result<Row<'_>, BadRow>>> {
        let (line, read) = match self.lines.next()? {
            None => return Ok(None),
            Some((line, Err(fault))) => return Ok(Some(Err(BadRow { line, place: None, fault, fields: Vec::new() }))),
            Some((line, Ok(text))) => (line, read_members(text)),
        };
        let members = match read {
            Ok(members) => members,
            Err(fault) => {
                let fields = vec![fault.value.clone()];
                return Ok(Some(Err(BadRow { line, place: None, fault, fields })));
            }
        };
        self.values.clear();
        self.values.resize(self.columns, None);
        for (name, value) in members {
            let Some(place) = self.places.get(&name).copied() else { continue };
            let known = &mut self.values[place];
            if known.as_ref().is_some_and(|known| *known != value) {
                let fault = Fault::new(ErrorCode::FieldMalformed, &value, "{…}");
                return Ok(Some(Err(BadRow { line, place: Some(place), fault, fields: self.shown() })));
            }
            *known = Some(value);
        }
        self.fields.clear();
        for value in &self.values {
            self.fields.bytes.extend_from_slice(value.as_deref().unwrap_or_default().as_bytes());
            self.fields.end_field();
        }
        Ok(Some(self.fields.row(line, "UTF-8")))
    }

    fn shown(&self) -> Vec<String> {
        self.values.iter().map(|value| value.clone().unwrap_or_default()).collect()
    }
}

/// The names and values of one line's object, flattened; numbers as they are written, `null` as nothing, lists as JSON.
pub(crate) fn read_members(line: &[u8]) -> Result<Vec<(String, String)>, Fault> {
    let text = str::from_utf8(line)
        .map_err(|_| Fault::new(ErrorCode::EncodingMalformed, &String::from_utf8_lossy(line), "UTF-8"))?;
    let mut members = Vec::new();
    flatten(text, "", 0, &mut members)?;
    Ok(members)
}

fn flatten(text: &str, prefix: &str, depth: usize, members: &mut Vec<(String, String)>) -> Result<(), Fault> {
    let malformed = || Fault::new(ErrorCode::FieldMalformed, text, "{\"id\": …}");
    let Object(object) = serde_json::from_str(text).map_err(|_| malformed())?;
    for (name, value) in object {
        if members.len() >= limits::COLUMNS {
            return Err(Fault::new(ErrorCode::TextTooLong, text, limits::COLUMNS.to_string()));
        }
        let name = format!("{prefix}{name}");
        let raw = value.get();
        match raw.as_bytes().first() {
            Some(b'{') if depth >= limits::PROPERTIES_DEPTH => return Err(malformed()),
            Some(b'{') => flatten(raw, &format!("{name}."), depth + 1, members)?,
            Some(b'"') => {
                let text = serde_json::from_str::<Cow<'_, str>>(raw).map_err(|_| malformed())?;
                members.push((name, text.into_owned()));
            }
            Some(b'n') => members.push((name, String::new())),
            _ => members.push((name, raw.to_owned())),
        }
    }
    Ok(())
}

/// An object's members in their order, those of one name too.
struct Object<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Object<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry::<Cow<'de, str>, &'de RawValue>()? {
            members.push(member);
        }
        Ok(Object(members))
    }
}

fn too_long() -> Fault {
    Fault::new(ErrorCode::TextTooLong, "", limits::ROW_BYTES.to_string())
}

/// Lines of limited length, each with its number from 1.
struct Lines<R> {
    source: R,
    buffer: Vec<u8>,
    start: usize,
    ended: bool,
    line: u64,
}

type Line<'a> = (u64, Result<&'a [u8], Fault>);

impl<R: Read> Lines<R> {
    /// The next line that is not empty.
    fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        loop {
            let mut searched = 0;
            let end = loop {
                let rest = &self.buffer[self.start..];
                if let Some(end) = rest[searched..].iter().position(|byte| *byte == b'\n') {
                    break Some(searched + end);
                }
                searched = rest.len();
                if searched > limits::ROW_BYTES {
                    return self.pass_over().map(Some);
                }
                if !self.fill()? {
                    break None;
                }
            };
            let rest = self.buffer.len() - self.start;
            if end.is_none() && rest == 0 {
                return Ok(None);
            }
            let from = self.start;
            let to = from + end.unwrap_or(rest);
            self.start = end.map_or(self.buffer.len(), |_| to + 1);
            self.line += 1;
            let begin =
                if self.line == 1 && self.buffer[from..to].starts_with(b"\xef\xbb\xbf") { from + 3 } else { from };
            if to - begin > limits::ROW_BYTES {
                return Ok(Some((self.line, Err(too_long()))));
            }
            if !self.buffer[begin..to].trim_ascii().is_empty() {
                return Ok(Some((self.line, Ok(&self.buffer[begin..to]))));
            }
        }
    }

    /// Gives up a line that is too long to be held.
    fn pass_over(&mut self) -> io::Result<Line<'_>> {
        self.line += 1;
        loop {
            let end = self.buffer[self.start..].iter().position(|byte| *byte == b'\n');
            self.start = end.map_or(self.buffer.len(), |end| self.start + end + 1);
            if end.is_some() || !self.fill()? {
                return Ok((self.line, Err(too_long())));
            }
        }
    }

    fn fill(&mut self) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        self.buffer.drain(..self.start);
        self.start = 0;
        let before = self.buffer.len();
        let wanted = BLOCK_BYTES.max(before);
        (&mut self.source).take(wanted as u64).read_to_end(&mut self.buffer)?;
        self.ended = self.buffer.len() - before < wanted;
        Ok(self.buffer.len() > before)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(input: &[u8], heading: &[&str]) -> Vec<(u64, Result<Vec<String>, ErrorCode>)> {
        let heading: Vec<String> = heading.iter().map(|name| (*name).to_owned()).collect();
        let mut lines = JsonLines::new(input, &heading);
        let mut found = Vec::new();
        while let Some(row) = lines.next().unwrap() {
            found.push(match row {
                Ok(row) => (row.line, Ok(row.fields().map(str::to_owned).collect())),
                Err(bad) => (bad.line, Err(bad.fault.code)),
            });
        }
        found
    }

    fn good(line: u64, fields: &[&str]) -> (u64, Result<Vec<String>, ErrorCode>) {
        (line, Ok(fields.iter().map(|field| (*field).to_owned()).collect()))
    }

    #[test]
    fn members_within_members_are_reached_by_dots() {
        let input = "\u{feff}{\"id\":1,\"who\":{\"mail\":\"a@b.c\",\"tags\":[1, 2]},\"sum\":12.50}\n\n{\"sum\":null,\"id\":\"ж\"}";
        let expected = [good(1, &["1", "a@b.c", "[1, 2]", "12.50"]), good(3, &["ж", "", "", ""])];
        assert_eq!(rows(input.as_bytes(), &["id", "who.mail", "who.tags", "sum"]), expected);
    }

    #[test]
    fn a_bad_line_costs_itself_alone() {
        let deep = format!("{}1{}", "{\"a\":".repeat(20), "}".repeat(20));
        let endless = format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
        let long = format!("{{\"id\":\"{}\"}}", "x".repeat(limits::ROW_BYTES));
        let input =
            format!("{{\"id\":1}}\n{deep}\n[1]\nnot json\n{endless}\n{long}\n{{\"id\":1,\"id\":2}}\n{{\"id\":2}}\n");
        let malformed = |line| (line, Err(ErrorCode::FieldMalformed));
        let expected = [
            good(1, &["1"]),
            malformed(2),
            malformed(3),
            malformed(4),
            malformed(5),
            (6, Err(ErrorCode::TextTooLong)),
            malformed(7),
            good(8, &["2"]),
        ];
        assert_eq!(rows(input.as_bytes(), &["id"]), expected);
    }

    proptest! {
        #[test]
        fn any_bytes_give_a_row_or_a_fault_for_each_line(lines in proptest::collection::vec(
            proptest::collection::vec(prop_oneof![Just(b'{'), Just(b'"'), Just(b':'), Just(b'}'), any::<u8>()], 1..40), 0..12)) {
            let lines: Vec<Vec<u8>> = lines
                .into_iter()
                .map(|line| line.into_iter().filter(|byte| *byte != b'\n').collect::<Vec<u8>>())
                .filter(|line| !line.trim_ascii().is_empty() && !line.starts_with(b"\xef\xbb\xbf"))
                .collect();
            let found = rows(&lines.join(&b'\n'), &["id"]);
            prop_assert_eq!(found.len(), lines.len());
        }
    }
}
