//! Pure statistics: what counts become before a person reads them.
//!
//! Answers are folded into an [`Accumulator`] (marks, shares, means), a [`ValueAccumulator`] (quantiles) or a
//! [`RateAccumulator`] (events per hundred); each finishes into a sample that knows its people. [`nps`], [`share`],
//! [`mean`], [`mean_on_scale`], [`quantile`] and [`rate_per_hundred`] make a core `Estimate` of a sample; the `…_difference`
//! functions make a [`Difference`], which gives a core `Change` alone or, corrected for many, through [`judge`].
//! [`percentile_interval`] reads the replicates of a bootstrap; [`compare_units`] holds units against each other; a [`SplitAccumulator`] takes a change apart into mix and parts.
//! This crate knows no clock, no randomness, no file and no event: it does not decide which answers count.
//!
//! Invariants: answers of one person are not independent, so every interval rests on the effective n;
//! "too few" counts people; the value lies inside its interval; verdict, p and interval of a difference agree;
//! a value that is no finite number is refused where it enters, never propagated.

mod accumulate;
mod bootstrap;
mod difference;
mod distribution;
mod error;
mod interval;
mod many;
mod mean;
mod nps;
mod people;
mod quantile;
mod rate;
mod share;
mod split;
mod terms;
mod units;

pub use accumulate::{Accumulator, Sample};
pub use bootstrap::percentile_interval;
pub use difference::{
    Difference, clustered_difference, counted_share_difference, mean_difference, mean_on_scale_difference,
    nps_difference, quantile_difference, rate_difference, share_difference,
};
pub use distribution::{normal_quantile, student_quantile, two_sided_normal_p, two_sided_student_p};
pub use error::StatsError;
pub use interval::Interval;
pub use many::{benjamini_hochberg, judge};
pub use mean::{ces, mean, mean_on_scale, pseudo_answer_interval, student_interval};
pub use nps::{AdjustedNps, nps, nps_contribution, nps_interval};
pub use quantile::{ValueAccumulator, ValueSample, order_statistic_ranks, quantile};
pub use rate::{RateAccumulator, RateSample, garwood, rate_per_hundred};
pub use share::{csat, mean_of_shares, share, share_of_attempts, share_of_people, top_box, wilson};
pub use split::{FEWEST_PEOPLE_IN_PART, Side, Split, SplitAccumulator};
pub use terms::Terms;
pub use units::{ENOUGH_UNITS, Standing, UnitComparison, UnitFigure, UnitStanding, compare_units};
