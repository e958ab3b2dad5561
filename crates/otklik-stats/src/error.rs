//! Why a number is refused.

use thiserror::Error;

/// A number that cannot be counted.
#[derive(Clone, Copy, Debug, Error, PartialEq)]
pub enum StatsError {
    /// The value is infinite or not a number.
    #[error("cannot count the value {value}")]
    ValueNotFinite {
        /// The value as it was given.
        value: f64,
    },
    /// The weight or exposure is negative, infinite or not a number.
    #[error("cannot weigh by {weight}")]
    WeightImpossible {
        /// The weight as it was given.
        weight: f64,
    },
}

/// Passes a finite value on.
pub(crate) fn finite(value: f64) -> Result<f64, StatsError> {
    if value.is_finite() { Ok(value) } else { Err(StatsError::ValueNotFinite { value }) }
}

/// Passes a weight on that is finite and not negative.
pub(crate) fn weight(weight: f64) -> Result<f64, StatsError> {
    if weight.is_finite() && weight >= 0.0 { Ok(weight) } else { Err(StatsError::WeightImpossible { weight }) }
}
