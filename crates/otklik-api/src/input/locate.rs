//! From what the JSON reader says to the place and the words for it.

use otklik_collect::Message;
use otklik_core::ErrorCode;
use serde::de::IgnoredAny;
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

use crate::problem::{Fault, Problem, message};

/// The problem of a body that is JSON but not of the right shape, or no JSON at all.
pub(super) fn body_problem(error: serde_path_to_error::Error<serde_json::Error>, json: &[u8], place: &str) -> Problem {
    let path = pointer(error.path());
    let error = error.into_inner();
    // The reader calls `{}` in the place of a filter a fault of writing, though it is JSON.
    let is_json = || serde_json::from_slice::<IgnoredAny>(json).is_ok();
    if error.classify() != Category::Data && !is_json() {
        return syntax_problem(&error, place);
    }
    let (name, code, told) = fault(&error.to_string());
    // The path leads to an unknown member itself, but for a missing one to the object that lacks it.
    let is_whole = |name: &str| code == ErrorCode::FieldUnknown && path.ends_with(name);
    let within = name.map(|name| format!("/{}", escaped(&name))).filter(|name| !is_whole(name)).unwrap_or_default();
    let pointer = format!("{place}{path}{within}");
    // A parameter or a body says the same of filters and slices; whichever holds them, these have codes of their own.
    let code_of_whole = match path.split('/').nth(1) {
        Some("filter") => ErrorCode::FilterMalformed,
        Some("by" | "slice") => ErrorCode::SliceUnsupported,
        _ if place == "filter" => ErrorCode::FilterMalformed,
        _ if place.is_empty() => ErrorCode::BodyMalformed,
        _ => ErrorCode::FieldMalformed,
    };
    let problem = Problem::new(code_of_whole).with_note(message("request-place", [("place", shown_place(&pointer))]));
    problem.with_note(told.clone()).with_fault(Fault { pointer, code, message: told })
}

/// The problem of a text that is no JSON.
pub(super) fn syntax_problem(error: &serde_json::Error, place: &str) -> Problem {
    let arguments = [("line", error.line().to_string()), ("column", error.column().to_string())];
    let told = message("request-json-place", arguments);
    let code = match place {
        "" => return Problem::new(ErrorCode::BodyMalformed).with_note(told),
        "filter" => ErrorCode::FilterMalformed,
        _ => ErrorCode::FieldMalformed,
    };
    Problem::new(code).with_note(told.clone()).with_fault(Fault { pointer: place.to_owned(), code, message: told })
}

/// The fault of an address's parameters.
pub(super) fn parameter_fault(said: &str) -> Fault {
    let (name, code, message) = fault(said);
    let at = said.split_once(": ").map(|(parameter, _)| parameter).filter(|parameter| !parameter.contains(' '));
    Fault { pointer: name.or(at.map(str::to_owned)).unwrap_or_default(), code, message }
}

/// The member that is too much or missing, the code, and the words.
///
/// Which it is stands only in the reader's English sentence; `serde` has kept these words since its first release.
fn fault(said: &str) -> (Option<String>, ErrorCode, Message) {
    let quoted = |text: &str| text.split('`').nth(1).unwrap_or_default().to_owned();
    if let Some(start) = said.find("unknown field `") {
        let name = quoted(&said[start..]);
        let known: Vec<&str> = said[start..].split('`').skip(3).step_by(2).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        let told = message("request-field-unknown", [("field", name.clone()), ("expected", known)]);
        return (Some(name), ErrorCode::FieldUnknown, told);
    }
    if let Some(start) = said.find("missing field `") {
        let name = quoted(&said[start..]);
        let told = message("request-field-missing", [("field", name.clone())]);
        return (Some(name), ErrorCode::FieldMissing, told);
    }
    let reason = said.split(" at line ").next().unwrap_or_default().to_owned();
    (None, ErrorCode::FieldMalformed, message("request-field-malformed", [("reason", reason)]))
}

fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        let name = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => key.clone(),
            Segment::Enum { variant } => variant.clone(),
            Segment::Unknown => continue,
        };
        pointer.push('/');
        pointer.push_str(&escaped(&name));
    }
    pointer
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn shown_place(pointer: &str) -> String {
    if pointer.is_empty() { "/".to_owned() } else { pointer.to_owned() }
}
