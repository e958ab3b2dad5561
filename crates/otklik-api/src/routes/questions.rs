//! `/api/v1/questions`: figures, each with its certainty.

pub(crate) mod conformance;
pub(crate) mod data_quality;
pub(crate) mod expectations;
pub(crate) mod funnel;
pub(crate) mod hurts;
pub(crate) mod lifecycle;
pub(crate) mod marks;
pub(crate) mod moments;
pub(crate) mod operations;
pub(crate) mod overview;
pub(crate) mod pains;
pub(crate) mod paths;
pub(crate) mod response;
pub(crate) mod retention;
pub(crate) mod scores;
pub(crate) mod transitions;
pub(crate) mod trend;
pub(crate) mod variants;
