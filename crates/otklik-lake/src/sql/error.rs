//! Why a text of SQL has no answer.

use datafusion::common::{Column, SchemaError};
use datafusion::error::DataFusionError;
use otklik_core::ErrorCode;
use thiserror::Error;

use super::columns::sql_tables;
use crate::error::LakeError;

/// Names that are offered in place of one that there is not.
const NAMES_OFFERED: usize = 60;

/// A place in the text, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SqlPlace {
    /// The line.
    pub line: u64,
    /// The character in the line.
    pub column: u64,
}

/// A text of SQL that was refused or failed.
#[derive(Debug, Error)]
pub enum SqlError {
    /// It is no question, or more than one.
    #[error("{what} is no question")]
    Refused {
        /// The word that it begins with, such as `CREATE`.
        what: String,
        /// Where it stands.
        place: Option<SqlPlace>,
    },
    /// It is not SQL.
    #[error("not SQL: {said}")]
    Malformed {
        /// What the parser says, in English.
        said: String,
        /// Where.
        place: Option<SqlPlace>,
    },
    /// It names a table or column that there is not.
    #[error("there is no {name:?}")]
    NameUnknown {
        /// The name.
        name: String,
        /// Names that there are, separated by commas.
        known: String,
        /// Where it stands.
        place: Option<SqlPlace>,
    },
    /// It is SQL, but cannot be meant so: types that do not fit, functions that there are not.
    #[error("cannot be planned: {said}")]
    Wrong {
        /// What the engine says, in English.
        said: String,
        /// Where.
        place: Option<SqlPlace>,
    },
    /// The text is too long, or nests too deeply.
    #[error("the text is too long or too deep")]
    TooLarge,
    /// It needs more memory than it may have.
    #[error("more memory needed than allowed")]
    Memory,
    /// It took longer than it may.
    #[error("it took longer than {seconds} s")]
    Time {
        /// How long it may take.
        seconds: u64,
    },
    /// It failed on the data, such as by dividing by nought.
    #[error("it failed on the data: {said}")]
    Failed {
        /// What the engine says, in English.
        said: String,
    },
    /// The engine or the disk failed.
    #[error("cannot answer SQL")]
    Engine(#[source] Box<DataFusionError>),
    /// The events cannot be read.
    #[error("cannot read the events")]
    Lake(#[source] LakeError),
}

impl SqlError {
    /// The code under which the failure reaches a reader.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Refused { .. } => ErrorCode::SqlRefused,
            Self::Malformed { .. } => ErrorCode::SqlMalformed,
            Self::NameUnknown { .. } => ErrorCode::SqlNameUnknown,
            Self::Wrong { .. } => ErrorCode::SqlWrong,
            Self::TooLarge => ErrorCode::SqlTooLarge,
            Self::Memory => ErrorCode::SqlMemory,
            Self::Time { .. } => ErrorCode::SqlTime,
            Self::Failed { .. } => ErrorCode::SqlFailed,
            Self::Engine(_) => ErrorCode::Internal,
            Self::Lake(source) => source.code(),
        }
    }

    /// The variables of its message.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Refused { what, .. } => {
                vec![("what", if what.is_empty() { "none".to_owned() } else { what.clone() })]
            }
            Self::NameUnknown { name, .. } => vec![("name", name.clone())],
            Self::Time { seconds } => vec![("seconds", seconds.to_string())],
            _ => Vec::new(),
        }
    }

    /// What the engine says of it, in English.
    pub fn said(&self) -> Option<&str> {
        match self {
            Self::Malformed { said, .. } | Self::Wrong { said, .. } | Self::Failed { said } => Some(said),
            _ => None,
        }
    }

    /// The names that there are in place of an unknown one.
    pub fn known(&self) -> Option<&str> {
        match self {
            Self::NameUnknown { known, .. } => Some(known),
            _ => None,
        }
    }

    /// Where in the text, if that is known.
    pub fn place(&self) -> Option<SqlPlace> {
        match self {
            Self::Refused { place, .. }
            | Self::Malformed { place, .. }
            | Self::NameUnknown { place, .. }
            | Self::Wrong { place, .. } => *place,
            _ => None,
        }
    }

    /// A failure while a text is planned.
    pub(super) fn planning(error: DataFusionError) -> Self {
        let span = error.diagnostic().and_then(|diagnostic| diagnostic.span);
        let place = span.map(|span| SqlPlace { line: span.start.line, column: span.start.column });
        match innermost(&error) {
            DataFusionError::SchemaError(schema, _) => match schema.as_ref() {
                SchemaError::FieldNotFound { field, valid_fields } => {
                    let known: Vec<_> = valid_fields.iter().take(NAMES_OFFERED).map(Column::name).collect();
                    Self::NameUnknown { name: field.flat_name(), known: known.join(", "), place }
                }
                other => Self::Wrong { said: other.to_string(), place },
            },
            DataFusionError::Plan(said) => match missing_table(said) {
                Some(name) => {
                    let known: Vec<_> = sql_tables().iter().map(|table| table.name).collect();
                    Self::NameUnknown { name, known: known.join(", "), place }
                }
                None => Self::Wrong { said: first_line(said), place },
            },
            DataFusionError::NotImplemented(said) | DataFusionError::Execution(said) => {
                Self::Wrong { said: first_line(said), place }
            }
            DataFusionError::ArrowError(said, _) => Self::Wrong { said: said.to_string(), place },
            DataFusionError::SQL(said, _) => Self::Malformed { said: said.to_string(), place },
            DataFusionError::ResourcesExhausted(_) => Self::Memory,
            _ => Self::Engine(Box::new(error)),
        }
    }

    /// A failure while the answer is worked out.
    pub(super) fn running(error: DataFusionError) -> Self {
        match innermost(&error) {
            DataFusionError::ResourcesExhausted(_) => Self::Memory,
            DataFusionError::Execution(said) => Self::Failed { said: first_line(said) },
            DataFusionError::ArrowError(said, _) => Self::Failed { said: said.to_string() },
            DataFusionError::External(source) => match source.downcast_ref::<LakeError>() {
                Some(LakeError::Erased { path }) => Self::Lake(LakeError::Erased { path: path.clone() }),
                _ => Self::Engine(Box::new(error)),
            },
            _ => Self::Engine(Box::new(error)),
        }
    }
}

/// What lies under contexts, diagnostics and shared errors.
fn innermost(error: &DataFusionError) -> &DataFusionError {
    match error {
        DataFusionError::Context(_, inner) | DataFusionError::Diagnostic(_, inner) => innermost(inner),
        DataFusionError::Shared(inner) => innermost(inner),
        DataFusionError::Collection(all) => all.first().map_or(error, innermost),
        other => other,
    }
}

/// The table that the planner did not find, if that is what it says.
fn missing_table(said: &str) -> Option<String> {
    let name = said.strip_prefix("table '")?.strip_suffix("' not found")?;
    Some(name.rsplit('.').next().unwrap_or(name).to_owned())
}

/// The engine explains itself at length after what it says first.
fn first_line(said: &str) -> String {
    said.lines().next().unwrap_or_default().trim().to_owned()
}
