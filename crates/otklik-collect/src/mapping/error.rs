//! What is wrong with a mapping, where, and what to do about it.

use thiserror::Error;

use crate::message::Message;
use crate::suggestion::nearest;

/// Why a mapping cannot be used.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum MappingError {
    /// The text is not TOML, or not of a mapping's shape.
    #[error("line {line}, column {column}: {detail}")]
    Syntax {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What the TOML reader says, in its own words.
        detail: String,
    },
    /// A key that mappings do not have.
    #[error("line {line}, column {column}: unknown key {key:?}")]
    KeyUnknown {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// The key.
        key: String,
        /// The known key that may be meant.
        nearest: Option<String>,
    },
    /// A value that cannot be right.
    #[error("{place}: {value:?} cannot be right")]
    ValueMalformed {
        /// Such as `time_formats[1]`.
        place: String,
        /// The value.
        value: String,
        /// An example of a right one.
        expected: String,
    },
    /// A file that `[files]` does not name.
    #[error("{place}: there is no [files.{file}]")]
    FileUnknown {
        /// Such as `events[2].from`.
        place: String,
        /// The name that was used.
        file: String,
        /// The known name that may be meant.
        nearest: Option<String>,
    },
    /// A file is joined to, but has no key.
    #[error("[files.{file}] is joined to but names no key")]
    KeyMissing {
        /// The file that is joined to.
        file: String,
    },
    /// Two events would have the same ids.
    #[error("{place} has the same id as {other}")]
    EventsAlike {
        /// Such as `events[2]`.
        place: String,
        /// The earlier one.
        other: String,
    },
}

impl MappingError {
    pub(super) fn syntax(text: &str, error: &toml::de::Error) -> Self {
        let offset = error.span().map_or(0, |span| span.start).min(text.len());
        let before = text.get(..offset).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let detail = error.message();
        // The reader tells an unknown key and all known ones in backticks; the nearest one is more useful.
        if let Some(names) = detail.strip_prefix("unknown field ") {
            let mut names = names.split('`').skip(1).step_by(2);
            let key = names.next().unwrap_or_default().to_owned();
            let nearest = nearest(&key, names).map(str::to_owned);
            return Self::KeyUnknown { line, column, key, nearest };
        }
        Self::Syntax { line, column, detail: detail.to_owned() }
    }

    /// What to say about it.
    pub fn message(&self) -> Message {
        let position = |line: &usize, column: &usize| format!("{line}:{column}");
        match self {
            Self::Syntax { line, column, detail } => {
                let place = position(line, column);
                Message::new("error-mapping-syntax", [("place", place), ("detail", detail.clone())])
            }
            Self::KeyUnknown { line, column, key, nearest } => {
                let expected = nearest.clone().unwrap_or_default();
                let arguments = [("place", position(line, column)), ("value", key.clone()), ("expected", expected)];
                Message::new("error-mapping-key-unknown", arguments)
            }
            Self::ValueMalformed { place, value, expected } => {
                let arguments = [("place", place.clone()), ("value", value.clone()), ("expected", expected.clone())];
                Message::new("error-mapping-value-malformed", arguments)
            }
            Self::FileUnknown { place, file, nearest } => {
                let expected = nearest.clone().unwrap_or_default();
                let arguments = [("place", place.clone()), ("value", file.clone()), ("expected", expected)];
                Message::new("error-mapping-file-unknown", arguments)
            }
            Self::KeyMissing { file } => Message::new("error-mapping-key-missing", [("value", file.clone())]),
            Self::EventsAlike { place, other } => {
                let arguments = [("place", place.clone()), ("value", other.clone())];
                Message::new("error-mapping-events-alike", arguments)
            }
        }
    }
}
