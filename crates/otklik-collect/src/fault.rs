//! What is wrong with one value, wherever the value came from.

use otklik_core::ErrorCode;

const SHOWN_CHARS: usize = 80;

/// A value that was refused; whoever read it adds the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) code: ErrorCode,
    /// The beginning of the value as it was given.
    pub(crate) value: String,
    /// An example, a bound or the nearest known name, in no language; empty when the code says it all.
    pub(crate) expected: String,
}

impl Fault {
    pub(crate) fn new(code: ErrorCode, value: &str, expected: impl Into<String>) -> Self {
        Self { code, value: shown(value), expected: expected.into() }
    }

    pub(crate) fn missing(code: ErrorCode) -> Self {
        Self::new(code, "", "")
    }
}

/// The beginning of a value: enough to recognise it in the file, short enough for a list of thousands.
pub(crate) fn shown(value: &str) -> String {
    match value.char_indices().nth(SHOWN_CHARS) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}
