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
    /// Neither text nor a workbook.
    #[error("{file} is of no known format")]
    FormatUnknown {
        /// The file.
        file: String,
    },
    /// JSON that is not one object a line.
    #[error("{file} is JSON, but not one object a line")]
    NotLines {
        /// The file.
        file: String,
    },
    /// A workbook or an event log that is broken.
    #[error("{file} cannot be read: {detail}")]
    Broken {
        /// The file.
        file: String,
        /// What its reader says.
        detail: String,
    },
    /// A workbook that is more than is held in memory.
    #[error("{file} is larger than {limit}")]
    TooLarge {
        /// The file.
        file: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// A workbook without the sheet that is wanted.
    #[error("{file} has no sheet {sheet:?}")]
    SheetMissing {
        /// The file.
        file: String,
        /// The sheet.
        sheet: String,
        /// The sheets that it has.
        known: Vec<String>,
    },
    /// An object-centric event log that is more than is held in memory.
    #[error("{file} is too large: more than {limit} bytes when unpacked")]
    LogTooLarge {
        /// The file.
        file: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// More columns than a spreadsheet has.
    #[error("{file} has more than {limit} columns")]
    TooManyColumns {
        /// The file.
        file: String,
        /// The limit.
        limit: usize,
    },
    /// More rows than can be told apart by their contents.
    #[error("{file} has more than {limit} rows without number")]
    TooManyRows {
        /// The file.
        file: String,
        /// The limit.
        limit: usize,
    },
    /// A file that is looked up is more than is held in memory.
    #[error("{file} is too large to be looked up: more than {limit} bytes")]
    TableTooLarge {
        /// The file.
        file: String,
        /// The limit in bytes.
        limit: usize,
    },
    /// The heading cannot be read, as for a quote that is never closed.
    #[error("the heading of {file} cannot be read")]
    HeadingMalformed {
        /// The file.
        file: String,
        /// Its beginning.
        value: String,
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
    /// What the reader of a file says, told apart by whether the file or the system is at fault.
    pub(crate) fn unread(file: &str, source: io::Error) -> Self {
        let file = file.to_owned();
        match source.kind() {
            io::ErrorKind::InvalidData => Self::Broken { file, detail: source.to_string() },
            _ => Self::Read { file, source },
        }
    }

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
            Self::FormatUnknown { file } => Message::new("error-import-format", [("file", file.clone())]),
            Self::NotLines { file } => Message::new("error-import-not-lines", [("file", file.clone())]),
            Self::Broken { file, detail } => {
                Message::new("error-import-broken", [("file", file.clone()), ("detail", detail.clone())])
            }
            Self::TooLarge { file, limit } => {
                let megabytes = limit / (1024 * 1024);
                Message::new("error-import-too-large", [("file", file.clone()), ("expected", megabytes.to_string())])
            }
            Self::LogTooLarge { file, limit } => {
                let megabytes = limit / (1024 * 1024);
                Message::new(
                    "error-import-log-too-large",
                    [("file", file.clone()), ("expected", megabytes.to_string())],
                )
            }
            Self::SheetMissing { file, sheet, known } => {
                let arguments = [("file", file.clone()), ("value", sheet.clone()), ("expected", known.join(", "))];
                Message::new("error-import-sheet-missing", arguments)
            }
            Self::TooManyColumns { file, limit } => {
                Message::new("error-import-columns", [("file", file.clone()), ("expected", limit.to_string())])
            }
            Self::TooManyRows { file, limit } => {
                Message::new("error-import-rows", [("file", file.clone()), ("expected", limit.to_string())])
            }
            Self::TableTooLarge { file, limit } => {
                let megabytes = limit / (1024 * 1024);
                Message::new("error-import-table", [("file", file.clone()), ("expected", megabytes.to_string())])
            }
            Self::HeadingMalformed { file, value } => {
                Message::new("error-import-heading", [("file", file.clone()), ("value", value.clone())])
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
