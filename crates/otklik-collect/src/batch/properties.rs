//! Everything else that an event carries: kept as the client's own JSON, only shorter.

use otklik_core::ErrorCode;
use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::{check, limits};

/// The property that says when a delivery was promised; figures read it, so it is checked.
pub(crate) const PROMISED_AT: &str = "promised_at";

/// Why properties were refused, and at which of them.
pub(super) struct PropertiesFault {
    pub(super) property: Option<&'static str>,
    pub(super) fault: Fault,
}

/// The object without white space; empty for no properties.
///
/// Numbers and the order of names stay as they were written.
pub(super) fn compact(json: &str) -> Result<String, PropertiesFault> {
    let whole = |fault| PropertiesFault { property: None, fault };
    // Raw JSON may still hold halves of surrogate pairs or endless numbers; reading it once finds them.
    let object = serde_json::from_str::<Map<String, Value>>(json)
        .map_err(|_| whole(Fault::new(ErrorCode::FieldMalformed, json, "{…}")))?;
    if let Some(promised) = object.get(PROMISED_AT).filter(|promised| !promised.is_null()) {
        let time = match promised.as_str() {
            Some(text) => check::time_with_offset(text),
            None => Err(Fault::new(ErrorCode::TimeMalformed, &promised.to_string(), check::TIME_EXAMPLE)),
        };
        time.map_err(|fault| PropertiesFault { property: Some(PROMISED_AT), fault })?;
    }
    if object.is_empty() {
        return Ok(String::new());
    }
    let (compact, depth) = without_white_space(json);
    if depth > limits::PROPERTIES_DEPTH {
        let expected = format!("≤ {} {{}}", limits::PROPERTIES_DEPTH);
        return Err(whole(Fault::new(ErrorCode::FieldMalformed, json, expected)));
    }
    if compact.len() > limits::PROPERTIES_BYTES {
        return Err(whole(Fault::new(ErrorCode::TextTooLong, json, limits::PROPERTIES_BYTES.to_string())));
    }
    Ok(compact)
}

fn without_white_space(json: &str) -> (String, usize) {
    let mut compact = String::with_capacity(json.len());
    let (mut in_text, mut escaped) = (false, false);
    let (mut depth, mut deepest) = (0_usize, 0);
    for letter in json.chars() {
        if in_text {
            in_text = escaped || letter != '"';
            escaped = !escaped && letter == '\\';
        } else {
            match letter {
                ' ' | '\t' | '\r' | '\n' => continue,
                '"' => in_text = true,
                '{' | '[' => depth += 1,
                '}' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            deepest = deepest.max(depth);
        }
        compact.push(letter);
    }
    (compact, deepest)
}
