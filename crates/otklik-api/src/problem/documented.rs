//! The problems that each sort of route may answer with, for the API's description.

use std::collections::BTreeMap;

use otklik_core::ErrorCode;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

use super::ProblemDetails;

type Responses = BTreeMap<String, RefOr<Response>>;

const ANYWHERE: &[ErrorCode] = &[ErrorCode::Internal, ErrorCode::Busy, ErrorCode::DiskFull];
const SIGNED: &[ErrorCode] = &[
    ErrorCode::NotSignedIn,
    ErrorCode::KeyUnknown,
    ErrorCode::Forbidden,
    ErrorCode::SecondFactorRequired,
    ErrorCode::OriginForeign,
    ErrorCode::TooManyRequests,
];
const INPUT: &[ErrorCode] =
    &[ErrorCode::BodyMalformed, ErrorCode::BodyTooLarge, ErrorCode::FieldMalformed, ErrorCode::OriginForeign];
const QUESTION: &[ErrorCode] = &[
    ErrorCode::MetricUnknown,
    ErrorCode::FilterMalformed,
    ErrorCode::FilterTooDeep,
    ErrorCode::FilterTooLarge,
    ErrorCode::FilterNested,
    ErrorCode::FigureUnknown,
    ErrorCode::CompareUnsupported,
    ErrorCode::SliceUnsupported,
];

const SQL: &[ErrorCode] = &[
    ErrorCode::SqlRefused,
    ErrorCode::SqlMalformed,
    ErrorCode::SqlNameUnknown,
    ErrorCode::SqlWrong,
    ErrorCode::SqlTooLarge,
    ErrorCode::SqlMemory,
    ErrorCode::SqlTime,
    ErrorCode::SqlFailed,
];

const JOURNEYS: &[ErrorCode] = &[
    ErrorCode::StepsMissing,
    ErrorCode::TooManyParts,
    ErrorCode::OptionalMisplaced,
    ErrorCode::LimitMisplaced,
    ErrorCode::ExclusionMisplaced,
    ErrorCode::BreakdownMisplaced,
    ErrorCode::DurationNotPositive,
    ErrorCode::PeriodsMissing,
    ErrorCode::NodeUnknown,
    ErrorCode::DepthOutside,
];

macro_rules! problem_set {
    ($(#[$doc:meta])* $name:ident: $($codes:expr),*) => {
        $(#[$doc])*
        pub(crate) struct $name;

        impl IntoResponses for $name {
            fn responses() -> Responses {
                responses(&[$($codes),*])
            }
        }
    };
}

problem_set! {
    /// What any route may answer with.
    OpenProblems: ANYWHERE
}
problem_set! {
    /// What a route without sign-in may answer with that reads a body.
    InputProblems: ANYWHERE, INPUT
}
problem_set! {
    /// What a route behind the sign-in may answer with.
    SignedProblems: ANYWHERE, SIGNED
}
problem_set! {
    /// What a question may answer with.
    QuestionProblems: ANYWHERE, SIGNED, INPUT, QUESTION
}
problem_set! {
    /// What a question about journeys may answer with.
    JourneyProblems: ANYWHERE, SIGNED, INPUT, QUESTION, JOURNEYS
}

problem_set! {
    /// What a question in SQL may answer with.
    SqlProblems: ANYWHERE, SIGNED, INPUT, SQL
}

fn responses(sets: &[&[ErrorCode]]) -> Responses {
    let mut by_status: BTreeMap<u16, Vec<&'static str>> = BTreeMap::new();
    for code in sets.iter().copied().flatten() {
        let codes = by_status.entry(code.http_status()).or_default();
        if !codes.contains(&code.as_str()) {
            codes.push(code.as_str());
        }
    }
    by_status.into_iter().map(|(status, codes)| (status.to_string(), RefOr::T(response(&codes)))).collect()
}

fn response(codes: &[&'static str]) -> Response {
    let schema = Ref::from_schema_name(ProblemDetails::name());
    let content = ContentBuilder::new().schema(Some(RefOr::Ref(schema))).build();
    let codes: Vec<String> = codes.iter().map(|code| format!("`{code}`")).collect();
    ResponseBuilder::new().description(codes.join(", ")).content("application/problem+json", content).build()
}
