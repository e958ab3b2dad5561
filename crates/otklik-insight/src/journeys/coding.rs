//! Codes by which a fold tells the events of a question's parts.

use otklik_core::ErrorCode;
use otklik_lake::KIND_BEYOND;

use super::refusal::refuse;
use crate::condition::Condition;
use crate::error::InsightError;
use crate::view::View;

/// Parts of a question whose events are not told by their kinds alone.
const MOST_PATTERNS: usize = 16;

/// How the events of a question's parts are told apart.
pub(crate) enum Coding {
    /// By their kinds: a code is a kind.
    Kinds(Vec<Vec<u16>>),
    /// By the conditions that they meet: bit k of a code stands for part k.
    Patterns(usize),
}

impl Coding {
    /// Finds out how to tell the parts apart; too many parts are refused at their place in the question.
    pub(crate) fn new(parts: &[Condition], view: &View<'_>, place: &str) -> Result<Self, InsightError> {
        let by_kind: Option<Vec<Vec<u16>>> = parts.iter().map(|part| codes_of(part, view)).collect();
        match by_kind {
            Some(codes) => Ok(Self::Kinds(codes)),
            None if parts.len() > MOST_PATTERNS => {
                Err(refuse(ErrorCode::TooManyParts, place.to_owned(), Some(MOST_PATTERNS)))
            }
            None => Ok(Self::Patterns(parts.len())),
        }
    }

    /// The codes of a part's events.
    pub(crate) fn codes(&self, part: usize) -> Vec<u16> {
        match self {
            Self::Kinds(codes) => codes[part].clone(),
            Self::Patterns(parts) => {
                let patterns = 0..1_u32 << parts;
                patterns.filter(|pattern| pattern >> part & 1 == 1).map(|pattern| pattern as u16).collect()
            }
        }
    }
}

/// The kinds of a part, if its kinds alone decide and there are any.
fn codes_of(part: &Condition, view: &View<'_>) -> Option<Vec<u16>> {
    let mut codes = Vec::new();
    for (kind, _) in view.lens.kinds() {
        if part.of_kind(kind)? {
            codes.push(u16::try_from(kind).ok().filter(|code| *code != KIND_BEYOND)?);
        }
    }
    codes.sort_unstable();
    Some(codes).filter(|codes| !codes.is_empty())
}
