//! What goes wrong, told to a program and to a reader (RFC 9457).

mod details;
mod documented;

use std::error::Error;
use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use otklik_collect::{Message, message_key};
use otklik_core::ErrorCode;
use otklik_insight::InsightError;
use otklik_lake::SqlError;
use otklik_store::StoreError;

pub(crate) use details::{FaultDetails, ProblemDetails, told};
pub(crate) use documented::{
    InputProblems, JourneyProblems, OpenProblems, QuestionProblems, SignedProblems, SqlProblems,
};

type Source = Arc<dyn Error + Send + Sync>;

/// Seconds after which a full disk or a busy server is worth another request.
const BUSY_SECONDS: u32 = 10;

/// A request that was refused or failed, in no language yet; it is put into words when it leaves.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    code: ErrorCode,
    arguments: Vec<(&'static str, String)>,
    notes: Vec<Message>,
    faults: Vec<Fault>,
    source: Option<Source>,
    retry_after: Option<u32>,
}

/// One thing that is wrong with the input.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    /// Where, as a JSON pointer into the body, or the name of a parameter.
    pub(crate) pointer: String,
    /// What.
    pub(crate) code: ErrorCode,
    /// What to say about it.
    pub(crate) message: Message,
}

impl Fault {
    /// A fault of which the code says it all.
    pub(crate) fn new(pointer: impl Into<String>, code: ErrorCode) -> Self {
        Self { pointer: pointer.into(), code, message: message(&message_key(code), []) }
    }

    /// A fault with an example of what is expected.
    pub(crate) fn expecting(pointer: impl Into<String>, code: ErrorCode, expected: &str) -> Self {
        let message = message(&message_key(code), [("expected", expected.to_owned())]);
        Self { pointer: pointer.into(), code, message }
    }
}

/// A message by its key; a variable without a value is `none`.
pub(crate) fn message<const N: usize>(key: &str, arguments: [(&'static str, String); N]) -> Message {
    let mut arguments = Vec::from(arguments);
    for name in ["value", "expected"] {
        if !arguments.iter().any(|(given, _)| *given == name) {
            arguments.push((name, "none".to_owned()));
        }
    }
    Message { key: key.to_owned(), arguments }
}

impl Problem {
    /// A problem of which the code says it all.
    pub(crate) fn new(code: ErrorCode) -> Self {
        let arguments = message("", []).arguments;
        Self { code, arguments, notes: Vec::new(), faults: Vec::new(), source: None, retry_after: None }
    }

    /// A failure that is nobody's fault but ours; `source` goes to the log.
    pub(crate) fn caused_by(code: ErrorCode, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { source: Some(Arc::from(source.into())), ..Self::new(code) }
    }

    /// The problem with the seconds after which the same request may pass.
    pub(crate) fn retried_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// The problem with one fault of the input.
    pub(crate) fn with_fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// The problem with something to say before its remedy.
    pub(crate) fn with_note(mut self, note: Message) -> Self {
        self.notes.push(note);
        self
    }

    /// A problem whose only fault is of the same code.
    pub(crate) fn at(code: ErrorCode, pointer: &str) -> Self {
        Self::new(code).with_fault(Fault::new(pointer, code))
    }

    /// A problem whose only fault is of the same code, with an example of what is expected.
    pub(crate) fn expecting(code: ErrorCode, pointer: &str, expected: &str) -> Self {
        let arguments = message("", [("expected", expected.to_owned())]).arguments;
        Self { arguments, ..Self::new(code) }.with_fault(Fault::expecting(pointer, code, expected))
    }

    /// A pause after failures, with the time until the next attempt in minutes and seconds.
    fn paused(code: ErrorCode, wait_seconds: u64) -> Self {
        let wait = format!("{}:{:02}", wait_seconds / 60, wait_seconds % 60);
        let note = message("request-wait", [("wait", wait)]);
        Self::new(code).with_note(note).retried_after(u32::try_from(wait_seconds).unwrap_or(u32::MAX))
    }

    /// What is wrong with a text of SQL: where, which names there are, and what the engine says of it.
    fn of_sql(error: SqlError) -> Self {
        let code = error.code();
        if matches!(error, SqlError::Engine(_) | SqlError::Lake(_)) {
            return Self::caused_by(code, error);
        }
        let arguments = error.variables();
        let fault = Message { key: message_key(code), arguments: arguments.clone() };
        let place = error.place().map(|place| {
            message("request-sql-place", [("line", place.line.to_string()), ("column", place.column.to_string())])
        });
        let known = error.known().map(|known| message("request-metrics-known", [("known", known.to_owned())]));
        let said = error.said().map(|said| message("request-sql-said", [("said", said.to_owned())]));
        let problem = Self { arguments, ..Self::new(code) };
        let problem = problem.with_fault(Fault { pointer: "/sql".to_owned(), code, message: fault });
        [place, known, said].into_iter().flatten().fold(problem, Self::with_note)
    }

    pub(crate) fn code(&self) -> ErrorCode {
        self.code
    }

    pub(crate) fn retry_after_seconds(&self) -> Option<u32> {
        self.code.may_retry().then_some(self.retry_after.unwrap_or(BUSY_SECONDS))
    }

    /// What failed inside, outermost first.
    pub(crate) fn causes(&self) -> String {
        let mut causes = Vec::new();
        let mut next = self.source.as_ref().map(|source| source.as_ref() as &(dyn Error + 'static));
        while let Some(cause) = next {
            causes.push(cause.to_string());
            next = cause.source();
        }
        causes.join(": ")
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = details::status(self.code).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<ErrorCode> for Problem {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let code = error.code();
        let pointer = match error {
            StoreError::PasswordTooShort | StoreError::PasswordCommon => "/password",
            StoreError::TooManyAttempts { wait_seconds } => return Self::paused(code, wait_seconds),
            StoreError::EmailMalformed | StoreError::EmailTaken => "/email",
            StoreError::LastAdministrator => return Self::new(code),
            StoreError::NameMissing => "/name",
            StoreError::KeyScopesMissing => "/scopes",
            StoreError::KeyExpiryPast => "/expires_at",
            _ => return Self::caused_by(code, error),
        };
        Self::at(code, pointer)
    }
}

impl From<InsightError> for Problem {
    fn from(error: InsightError) -> Self {
        let code = error.code();
        match error {
            InsightError::MetricUnknown { known, .. } => {
                Self::at(code, "/metric").with_note(message("request-metrics-known", [("known", known)]))
            }
            InsightError::Sql(error) => Self::of_sql(error),
            InsightError::SliceUnsupported { .. } => Self::at(code, "/by"),
            InsightError::CompareUnsupported => Self::at(code, "/compare"),
            InsightError::Journey { place, limit, .. } => match limit {
                Some(limit) => Self::expecting(code, &place, &limit.to_string()),
                None => Self::at(code, &place),
            },
            InsightError::FieldUnknown { .. } => {
                let known = otklik_insight::FIGURES.join(", ");
                Self::at(code, "/field").with_note(message("request-metrics-known", [("known", known)]))
            }
            InsightError::Filter { fault, place } => {
                let pointer = format!("{place}{}", fault.pointer);
                let told = message("request-place", [("place", pointer.clone())]);
                let fault = Fault::new(pointer, fault.code);
                Self::new(code).with_note(told).with_note(fault.message.clone()).with_fault(fault)
            }
            other => Self::caused_by(code, other),
        }
    }
}
