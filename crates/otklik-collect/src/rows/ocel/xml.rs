//! OCEL 2.0 in XML.

use std::borrow::Cow;
use std::io::{self, Read};

use quick_xml::events::{BytesStart, Event as Piece};

use super::super::xml::{Xml, attribute, malformed};
use super::{Event, Log, Related};

/// Reads a log; what is wrong is told with its place.
pub(super) fn read(source: impl Read) -> io::Result<Log> {
    let mut xml = Xml::new(source);
    let mut log = Log::default();
    let mut event: Option<Event> = None;
    // The name of the event's attribute whose text is being read.
    let mut named: Option<(String, String)> = None;
    let mut open = 0_usize;
    loop {
        let place = xml.place();
        match xml.next()? {
            Piece::Eof if open == 0 => return Ok(log),
            Piece::Eof => return Err(malformed(place, &"the log ends before its last tag")),
            Piece::Start(tag) => {
                open += 1;
                let value = |name| needed(&tag, name, place);
                match (tag.local_name().as_ref(), &mut event) {
                    ("object", None) => {
                        log.types.insert(value("id")?, value("type")?);
                    }
                    ("event", None) => {
                        let (id, activity, time) = (value("id")?, value("type")?, value("time")?);
                        event = Some(Event { id, activity, time, ..Event::default() });
                    }
                    ("attribute", Some(_)) => named = Some((value("name")?, String::new())),
                    ("relationship" | "relobj", Some(event)) => {
                        let qualifier = attribute(&tag, "qualifier").map_err(|error| malformed(place, &error))?;
                        let qualifier = qualifier.map(Cow::into_owned).unwrap_or_default();
                        event.objects.push(Related { id: value("object-id")?, qualifier });
                    }
                    _ => {}
                }
            }
            Piece::End(tag) => {
                open = open.saturating_sub(1);
                match tag.local_name().as_ref() {
                    "attribute" => {
                        if let (Some(event), Some(attribute)) = (&mut event, named.take()) {
                            event.attributes.push(attribute);
                        }
                    }
                    "event" => log.events.extend(event.take()),
                    _ => {}
                }
            }
            Piece::Text(text) => {
                if let Some((_, value)) = &mut named {
                    value.push_str(&text.xml10_content());
                }
            }
            Piece::CData(text) => {
                if let Some((_, value)) = &mut named {
                    value.push_str(&text);
                }
            }
            Piece::GeneralRef(reference) => {
                if let Some((_, value)) = &mut named {
                    let letter = reference.resolve_char_ref().map_err(|error| malformed(place, &error))?;
                    match (letter, quick_xml::escape::resolve_predefined_entity(&reference)) {
                        (Some(letter), _) => value.push(letter),
                        (None, Some(text)) => value.push_str(text),
                        (None, None) => return Err(malformed(place, &format!("there is no entity &{};", &*reference))),
                    }
                }
            }
            _ => {}
        }
    }
}

fn needed(tag: &BytesStart<'_>, name: &str, place: u64) -> io::Result<String> {
    let value = attribute(tag, name).map_err(|error| malformed(place, &error))?;
    value
        .map(Cow::into_owned)
        .ok_or_else(|| malformed(place, &format!("<{}> has no {name}", tag.local_name().as_ref())))
}
