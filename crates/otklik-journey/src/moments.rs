//! Which touches go before a return: the moments of truth.
//!
//! A journey is what a customer did in a week in which they ordered. Those with a touchpoint in them are held against those without it that are alike in week,
//! unit, how often the customer ordered in the week and in the four before it, and whether they are new; and what came of both is an order
//! after the week. Everybody is looked at from the end of the week on: who came back at once has had no less time for a touch than others.
//! [`MomentCounts`] counts who was where and the strata; [`MomentSample`] then compares.

mod count;
mod sample;
mod strata;
mod weeks;

pub use count::{MomentCount, MomentCounts, MomentsCounted};
pub use sample::{MomentSample, MomentSampled};
pub use strata::MomentStrata;

/// The terms of a question which touches go before a return.
#[derive(Clone, Copy, Debug)]
pub struct MomentTerms {
    /// Touchpoints by their numbers, from 0.
    pub nodes: usize,
    /// How long after the week somebody who orders has returned, in microseconds.
    pub return_window: i64,
    /// The present: who may still come back has not stayed away.
    pub now: i64,
}
