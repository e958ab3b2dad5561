//! `/api/v1/questions`: figures, each with its certainty.

pub(crate) mod data_quality;
pub(crate) mod operations;
pub(crate) mod overview;
pub(crate) mod scores;
