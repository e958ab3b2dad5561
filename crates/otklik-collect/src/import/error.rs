//! Why files cannot be imported at all.

use std::io;

use thiserror::Error;

use crate::message::Message;

/// Why an import cannot begin or go on.
#[derive(Debug, Error)]
pub enum ImportError {
    /// A file cannot be read.
    #[error("cannot read {file}")]
    Read {
        /// The file.
        file: String,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The mapping needs files that were not given.
    #[error("files are missing: {}", names.join(", "))]
    FilesMissing {
        /// Their names in the mapping.
        names: Vec<String>,
    },
    /// A file that the mapping does not name.
    #[error("the mapping does not name {file}")]
    FileUnknown {
        /// The file.
        file: String,
        /// The name in the mapping that may be meant.
        nearest: Option<String>,
    },
    /// A file whose name fits several places of the mapping.
    #[error("{file} fits several files of the mapping: {}", names.join(", "))]
    FileAmbiguous {
        /// The file.
        file: String,
        /// Their names in the mapping.
        names: Vec<String>,
    },
    /// A file without a heading.
    #[error("{file} is empty")]
    FileEmpty {
        /// The file.
        file: String,
    },
    /// The heading is not UTF-8.
    #[error("the heading of {file} is not UTF-8")]
    EncodingMalformed {
        /// The file.
        file: String,
    },
    /// The heading cannot be read, as for a quote that is never closed.
    #[error("the heading of {file} cannot be read")]
    HeadingMalformed {
        /// The file.
        file: String,
        /// Its beginning.
        value: String,
    },
    /// The heading names a column twice.
    #[error("{file} has two columns {column:?}")]
    ColumnTwice {
        /// The file.
        file: String,
        /// The column.
        column: String,
    },
    /// The mapping reads a column that the file does not have.
    #[error("{file} has no column {column:?}")]
    ColumnMissing {
        /// The file.
        file: String,
        /// The column.
        column: String,
        /// The file's column that may be meant.
        nearest: Option<String>,
        /// The columns that the file has.
        columns: Vec<String>,
    },
}

impl ImportError {
    /// What to say about it.
    pub fn message(&self) -> Message {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        match self {
            Self::Read { file, source } => {
                Message::new("error-import-read", [("file", file.clone()), ("detail", source.to_string())])
            }
            Self::FilesMissing { names } => {
                Message::new("error-import-files-missing", [("expected", names.join(", "))])
            }
            Self::FileUnknown { file, nearest } => {
                Message::new("error-import-file-unknown", [("file", file.clone()), ("expected", text(nearest))])
            }
            Self::FileAmbiguous { file, names } => {
                Message::new("error-import-file-ambiguous", [("file", file.clone()), ("expected", names.join(", "))])
            }
            Self::FileEmpty { file } => Message::new("error-import-file-empty", [("file", file.clone())]),
            Self::EncodingMalformed { file } => Message::new("error-import-encoding", [("file", file.clone())]),
            Self::HeadingMalformed { file, value } => {
                Message::new("error-import-heading", [("file", file.clone()), ("value", value.clone())])
            }
            Self::ColumnTwice { file, column } => {
                Message::new("error-import-column-twice", [("file", file.clone()), ("column", column.clone())])
            }
            Self::ColumnMissing { file, column, nearest, columns } => {
                let arguments = [
                    ("file", file.clone()),
                    ("column", column.clone()),
                    ("expected", text(nearest)),
                    ("value", columns.join(", ")),
                ];
                Message::new("error-import-column-missing", arguments)
            }
        }
    }
}
