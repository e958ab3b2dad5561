//! Questions about journeys that have no answer as they are put.

use otklik_core::ErrorCode;
use otklik_journey::{ConformanceError, FunnelError, QuestionError};

use crate::error::InsightError;

pub(crate) fn refuse(code: ErrorCode, place: String, limit: Option<usize>) -> InsightError {
    InsightError::Journey { code, place, limit }
}

impl From<QuestionError> for InsightError {
    fn from(error: QuestionError) -> Self {
        let place = on_the_wire(&error.place());
        match error {
            QuestionError::TooManyNodes { limit, .. }
            | QuestionError::TooManyPeriods { limit, .. }
            | QuestionError::TooManyCells { limit, .. } => refuse(ErrorCode::TooManyParts, place, Some(limit)),
            QuestionError::DepthOutside { limit, .. } => refuse(ErrorCode::DepthOutside, place, Some(limit)),
            QuestionError::DurationNotPositive { .. } => refuse(ErrorCode::DurationNotPositive, place, None),
            QuestionError::NoPeriods | QuestionError::PeriodsNotAscending { .. } => {
                refuse(ErrorCode::PeriodsMissing, place, None)
            }
            QuestionError::NoCodes { .. } | QuestionError::NoSuchNode { .. } => {
                refuse(ErrorCode::NodeUnknown, place, None)
            }
        }
    }
}

impl From<FunnelError> for InsightError {
    fn from(error: FunnelError) -> Self {
        let place = on_the_wire(&error.place());
        match error {
            FunnelError::NoSteps => refuse(ErrorCode::StepsMissing, place, None),
            FunnelError::TooManySteps { limit, .. }
            | FunnelError::TooManyExclusions { limit, .. }
            | FunnelError::TooManyValues { limit, .. } => refuse(ErrorCode::TooManyParts, place, Some(limit)),
            FunnelError::StepEmpty { .. } => refuse(ErrorCode::NodeUnknown, place, None),
            FunnelError::EndOptional { .. } | FunnelError::OptionalNotOrdered { .. } => {
                refuse(ErrorCode::OptionalMisplaced, place, None)
            }
            FunnelError::LimitInAnyOrder { .. } | FunnelError::LimitAtEntry => {
                refuse(ErrorCode::LimitMisplaced, place, None)
            }
            FunnelError::ExclusionInAnyOrder | FunnelError::ExclusionOutside { .. } => {
                refuse(ErrorCode::ExclusionMisplaced, place, None)
            }
            FunnelError::BreakdownOutside { .. } => refuse(ErrorCode::BreakdownMisplaced, place, None),
            FunnelError::BordersNotAscending { .. } => refuse(ErrorCode::DurationNotPositive, place, None),
            FunnelError::Question(error) => error.into(),
        }
    }
}

impl From<ConformanceError> for InsightError {
    fn from(error: ConformanceError) -> Self {
        let place = on_the_wire(&error.place());
        match error {
            ConformanceError::NoSteps => refuse(ErrorCode::StepsMissing, place, None),
            ConformanceError::TooManySteps { limit, .. } => refuse(ErrorCode::TooManyParts, place, Some(limit)),
            ConformanceError::EndOptional { .. } => refuse(ErrorCode::OptionalMisplaced, place, None),
            ConformanceError::LimitAtBeginning => refuse(ErrorCode::LimitMisplaced, place, None),
            ConformanceError::Question(error) => error.into(),
        }
    }
}

/// The place as it is called in requests.
fn on_the_wire(place: &str) -> String {
    let (head, last) = place.rsplit_once('/').unwrap_or(("", place));
    match last {
        "codes" => format!("{head}/event"),
        "limit" => format!("{head}/limit_seconds"),
        "window" => "/window_seconds".to_owned(),
        "gap" => "/session_gap_seconds".to_owned(),
        "at" => "/at".to_owned(),
        "values" => "/by".to_owned(),
        _ => place.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_the_place_as_requests_call_it() {
        for (inside, outside) in [
            ("/steps/3/codes", "/steps/3/event"),
            ("/steps/1/limit", "/steps/1/limit_seconds"),
            ("/window", "/window_seconds"),
            ("/sections/gap", "/session_gap_seconds"),
            ("/exclusions/2", "/exclusions/2"),
            ("", ""),
        ] {
            assert_eq!(on_the_wire(inside), outside);
        }
    }
}
