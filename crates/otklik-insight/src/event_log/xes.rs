//! The event log as XES (IEEE 1849-2016), with the extensions for concepts and time.

use std::borrow::Cow;

use super::cases::Case;
use super::write::{Each, Logged, Part};

const HEADING: &str = "\
<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<log xes.version=\"1849-2016\" xes.features=\"\" xmlns=\"http://www.xes-standard.org/\">
<extension name=\"Concept\" prefix=\"concept\" uri=\"http://www.xes-standard.org/concept.xesext\"/>
<extension name=\"Time\" prefix=\"time\" uri=\"http://www.xes-standard.org/time.xesext\"/>
<global scope=\"trace\">
<string key=\"concept:name\" value=\"\"/>
</global>
<global scope=\"event\">
<string key=\"concept:name\" value=\"\"/>
<date key=\"time:timestamp\" value=\"1970-01-01T00:00:00Z\"/>
</global>
<classifier name=\"Activity\" keys=\"concept:name\"/>
";
const ENDING: &str = "</log>\n";

pub(super) fn parts() -> Vec<Part> {
    vec![Part::Text(HEADING.to_owned()), Part::Each(Each::Trace), Part::Text(ENDING.to_owned())]
}

/// Begins a trace; where a customer has several, it says whose it is.
pub(super) fn begin_trace(case: &Case<'_>, block: &mut String) {
    block.push_str("<trace>\n");
    match &case.mark {
        None => string("concept:name", &case.customer.to_string(), block),
        Some(mark) => {
            string("concept:name", &format!("{}-{mark}", case.customer), block);
            string("customer", &case.customer.to_string(), block);
        }
    }
}

pub(super) fn end_trace(block: &mut String) {
    block.push_str("</trace>\n");
}

pub(super) fn event(event: &Logged<'_>, block: &mut String) {
    block.push_str("<event>\n");
    string("concept:name", &event.activity.name, block);
    attribute("date", "time:timestamp", &event.time.to_string(), block);
    event.attributes().for_each(|(name, value)| string(name, value, block));
    block.push_str("</event>\n");
}

fn string(key: &str, value: &str, block: &mut String) {
    attribute("string", key, value, block);
}

fn attribute(tag: &str, key: &str, value: &str, block: &mut String) {
    for piece in ["<", tag, " key=\"", key, "\" value=\"", &escaped(value), "\"/>\n"] {
        block.push_str(piece);
    }
}

/// A text as XML may hold it, in an attribute and between tags; what XML has no place for is left out.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    let is_plain =
        |letter: char| !matches!(letter, '&' | '<' | '>' | '"' | '\'' | '\u{fffe}' | '\u{ffff}') && letter >= ' ';
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut written = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\'' => written.push_str("&apos;"),
            '\t' => written.push_str("&#9;"),
            '\n' => written.push_str("&#10;"),
            '\r' => written.push_str("&#13;"),
            letter if is_plain(letter) => written.push(letter),
            _ => {}
        }
    }
    Cow::Owned(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_end_its_attribute_or_break_the_document() {
        assert_eq!(escaped("Касса № 3"), "Касса № 3");
        assert_eq!(escaped("\"/><event a='b'>&\u{0}\u{ffff}\n"), "&quot;/&gt;&lt;event a=&apos;b&apos;&gt;&amp;&#10;");
    }
}
