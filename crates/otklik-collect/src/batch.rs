//! The own batch endpoint: `{"events": […]}`.

mod event;
mod members;
mod properties;

use otklik_core::{ErrorCode, Event, Timestamp};
pub(crate) use properties::PROMISED_AT;
use serde::Deserialize;
use serde_json::value::RawValue;
use thiserror::Error;

use crate::limits::BatchLimits;
use crate::message::{Message, message_key};

/// What a body holds: the good events and what was wrong with the others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParsedBatch {
    /// Checked events, each with its place in the request.
    pub events: Vec<(usize, Event)>,
    /// One entry for each refused event, in the order of the request: the first thing that is wrong with it.
    pub rejected: Vec<Reject>,
}

/// Why one event was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The event's place in the request, from 0.
    pub index: usize,
    /// What is wrong.
    pub code: ErrorCode,
    /// Where it is wrong, as a JSON pointer (RFC 6901) such as `/events/3/time`.
    pub pointer: String,
    /// The beginning of the value as it was given; empty when it is absent.
    pub value: String,
    /// An example, a bound or the nearest known name; empty when the code says it all.
    pub expected: String,
}

impl Reject {
    /// What to say about it.
    pub fn message(&self) -> Message {
        let arguments =
            [("pointer", self.pointer.clone()), ("value", self.value.clone()), ("expected", self.expected.clone())];
        Message::new(&message_key(self.code), arguments)
    }
}

/// Why a whole body was refused.
#[derive(Debug, Error)]
pub enum BatchError {
    /// The body is larger than the limit.
    #[error("the body has {bytes} bytes, more than {limit}")]
    BodyTooLarge {
        /// Its size.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// The body is not `{"events": […]}`.
    #[error("the body is not a JSON object with an array of events")]
    BodyMalformed(#[source] serde_json::Error),
    /// The body has more events than the limit.
    #[error("the body has {events} events, more than {limit}")]
    TooManyEvents {
        /// How many.
        events: usize,
        /// The limit.
        limit: usize,
    },
}

impl BatchError {
    /// The code on the wire.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::BodyTooLarge { .. } => ErrorCode::BodyTooLarge,
            Self::BodyMalformed(_) => ErrorCode::BodyMalformed,
            Self::TooManyEvents { .. } => ErrorCode::TooManyEvents,
        }
    }

    /// What to say about it.
    pub fn message(&self) -> Message {
        let (value, expected) = match self {
            Self::BodyTooLarge { bytes, limit } => (bytes.to_string(), limit.to_string()),
            Self::BodyMalformed(source) => (format!("{}:{}", source.line(), source.column()), String::new()),
            Self::TooManyEvents { events, limit } => (events.to_string(), limit.to_string()),
        };
        Message::new(&message_key(self.code()), [("value", value), ("expected", expected)])
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body<'a> {
    #[serde(borrow)]
    events: Vec<&'a RawValue>,
}

/// Reads a request's body; each event is read for itself, so that a bad one does not take the others with it.
pub fn parse_batch(body: &[u8], limits: &BatchLimits, now: Timestamp) -> Result<ParsedBatch, BatchError> {
    if body.len() > limits.bytes {
        return Err(BatchError::BodyTooLarge { bytes: body.len(), limit: limits.bytes });
    }
    let body: Body<'_> = serde_json::from_slice(body).map_err(BatchError::BodyMalformed)?;
    if body.events.len() > limits.events {
        return Err(BatchError::TooManyEvents { events: body.events.len(), limit: limits.events });
    }
    let mut parsed = ParsedBatch { events: Vec::with_capacity(body.events.len()), rejected: Vec::new() };
    for (index, raw) in body.events.into_iter().enumerate() {
        match event::read(raw, now) {
            Ok(event) => parsed.events.push((index, event)),
            Err(refusal) => parsed.rejected.push(Reject {
                index,
                code: refusal.fault.code,
                pointer: format!("/events/{index}{}", refusal.pointer),
                value: refusal.fault.value,
                expected: refusal.fault.expected,
            }),
        }
    }
    Ok(parsed)
}

#[cfg(test)]
mod tests;
