//! What to say to a person, as a key of `locales/` and its variables.

use otklik_core::ErrorCode;

/// A message in no language yet; its attribute `remedy` says what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The Fluent key.
    pub key: String,
    /// The Fluent variables.
    pub arguments: Vec<(&'static str, String)>,
}

impl Message {
    pub(crate) fn new(key: &str, arguments: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        Self {
            key: key.to_owned(),
            arguments: arguments.into_iter().map(|(name, text)| (name, or_none(text))).collect(),
        }
    }
}

// A Fluent selector cannot ask whether a text is empty, but it can ask for a word.
fn or_none(text: String) -> String {
    if text.is_empty() { "none".to_owned() } else { text }
}

/// The Fluent key of an error code: `time_missing` is `error-time-missing`.
pub fn message_key(code: ErrorCode) -> String {
    format!("error-{}", code.as_str().replace('_', "-"))
}
