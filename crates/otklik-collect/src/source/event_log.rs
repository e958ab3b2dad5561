//! What kind of event log a text is, if it is one.

use quick_xml::events::Event;

use super::Format;
use crate::rows::Xml;

/// The kind of an XML log: both begin with `<log>`, and differ in what stands within.
pub(super) fn of_xml(text: &[u8]) -> Option<Format> {
    let mut xml = Xml::new(text);
    let mut is_log = false;
    loop {
        match xml.next() {
            Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                "log" if !is_log => is_log = true,
                "object-types" | "event-types" | "objects" | "events" if is_log => return Some(Format::Ocel),
                _ => return is_log.then_some(Format::Xes),
            },
            Ok(Event::End(_) | Event::Eof) | Err(_) => return is_log.then_some(Format::Xes),
            Ok(_) => {}
        }
    }
}

/// Whether a JSON text is an object-centric log: its first member is one of the four lists of the standard.
pub(super) fn is_ocel(text: &[u8]) -> bool {
    let after = |text: &[u8], mark: &[u8]| text.trim_ascii_start().strip_prefix(mark).map(<[u8]>::to_vec);
    let Some(text) = after(text, b"{\"").or_else(|| after(&after(text, b"{").unwrap_or_default(), b"\"")) else {
        return false;
    };
    ["objectTypes", "eventTypes", "objects", "events"].iter().any(|list| {
        let rest = text.strip_prefix(list.as_bytes()).and_then(|rest| rest.strip_prefix(b"\""));
        let rest = rest.and_then(|rest| rest.trim_ascii_start().strip_prefix(b":"));
        rest.is_some_and(|rest| rest.trim_ascii_start().starts_with(b"["))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logs_are_told_from_other_texts() {
        for (text, format) in [
            ("<?xml version='1.0'?>\n<!-- c --><!DOCTYPE log><log xes.version='1.0'><trace/></log>", Some(Format::Xes)),
            ("<x:log xmlns:x='y'></x:log>", Some(Format::Xes)),
            ("<log><object-types>", Some(Format::Ocel)),
            ("<html><body>", None),
            ("a<b", None),
        ] {
            assert_eq!(of_xml(text.as_bytes()), format, "{text}");
        }
        assert!(is_ocel(b" {\n  \"eventTypes\" : [ ") && is_ocel(b"{\"objects\":["));
        assert!(!is_ocel(b"{\"events\": 3}") && !is_ocel(b"{\"id\": 1}") && !is_ocel(b"[") && !is_ocel(b""));
    }
}
