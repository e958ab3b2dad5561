//! Why a question has no answer.

use otklik_core::ErrorCode;
use otklik_core::filter::FilterFault;
use otklik_lake::{LakeError, SqlError};
use otklik_store::StoreError;
use thiserror::Error;

/// A question that could not be answered.
#[derive(Debug, Error)]
pub enum InsightError {
    /// The metric is not defined in the catalogue.
    #[error("there is no metric {metric:?}; defined are: {known}")]
    MetricUnknown {
        /// The metric as it was asked for.
        metric: String,
        /// The metrics that there are, separated by commas.
        known: String,
    },
    /// The question cannot be divided this way.
    #[error("this question cannot be divided by {by}")]
    SliceUnsupported {
        /// The division as it was asked for.
        by: String,
    },
    /// The question cannot be compared with this.
    #[error("this question cannot be compared with that")]
    CompareUnsupported,
    /// There is no such figure.
    #[error("there is no figure {field:?}")]
    FieldUnknown {
        /// The field as it was asked for.
        field: String,
    },
    /// The filter cannot be used.
    #[error("the filter is wrong at {}: {}", fault.pointer, fault.code)]
    Filter {
        /// Where in it, and why.
        fault: FilterFault,
        /// Where the filter stands in the question, as a JSON pointer.
        place: String,
    },
    /// There is no such customer, or none that the reader may see.
    #[error("there is no customer {customer}")]
    CustomerUnknown {
        /// The number as it was asked for.
        customer: i64,
    },
    /// A journey question has no answer as it is put.
    #[error("the question cannot be answered: {} at {place}", code.as_str())]
    Journey {
        /// What is wrong.
        code: ErrorCode,
        /// Where, as a JSON pointer into the question.
        place: String,
        /// The most that is allowed, where there is too much of something.
        limit: Option<usize>,
    },
    /// The columns of journeys do not fit each other.
    #[error("cannot read the journeys")]
    Columns(#[source] otklik_journey::ColumnsError),
    /// A question in SQL has no answer.
    #[error("the question in SQL has no answer")]
    Sql(#[source] SqlError),
    /// The events cannot be read.
    #[error("cannot read the events")]
    Lake(#[source] LakeError),
    /// The state cannot be read.
    #[error("cannot read the state")]
    Store(#[source] StoreError),
}

impl InsightError {
    /// The same of a filter that something is compared with.
    pub(crate) fn within_compare(self) -> Self {
        match self {
            Self::Filter { .. } => self.at("/compare/filter"),
            other => other,
        }
    }

    /// The same of a filter that stands elsewhere in the question.
    pub(crate) fn at(self, place: &str) -> Self {
        match self {
            Self::Filter { fault, .. } => Self::Filter { fault, place: place.to_owned() },
            other => other,
        }
    }

    /// The code under which the failure reaches a reader.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::MetricUnknown { .. } => ErrorCode::MetricUnknown,
            Self::SliceUnsupported { .. } => ErrorCode::SliceUnsupported,
            Self::CompareUnsupported => ErrorCode::CompareUnsupported,
            Self::FieldUnknown { .. } => ErrorCode::FigureUnknown,
            Self::Filter { .. } => ErrorCode::FilterMalformed,
            Self::CustomerUnknown { .. } => ErrorCode::NotFound,
            Self::Journey { code, .. } => *code,
            Self::Columns(_) => ErrorCode::Internal,
            Self::Sql(source) => source.code(),
            Self::Lake(source) => source.code(),
            Self::Store(source) => source.code(),
        }
    }
}
