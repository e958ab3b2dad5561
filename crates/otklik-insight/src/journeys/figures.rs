//! Counts of folds as estimates.

use otklik_core::estimate::{DEFAULT_LEVEL, ENOUGH_PEOPLE};
use otklik_core::{Amount, Change, Currency, Estimate, Measure, Method};
use otklik_journey::TransitionTimes;
use otklik_stats::{Difference, Terms, counted_share_difference, share_of_attempts, student_interval};

use crate::scores::ERROR_RATE;

/// Some of all attempts, and the people of all of them.
pub(crate) type Part = (u64, u64, u64);

/// A complete count of things that happened to so many people.
pub(crate) fn count(number: u64, people: u64) -> Estimate {
    Estimate::counted(number as f64, Measure::Count, number, people)
}

/// A share of attempts or people.
pub(crate) fn share((some, all, people): Part) -> Estimate {
    share_of_attempts(some, all, people, &Terms::default())
}

/// A sum of money, in the smallest parts of the currency that are reckoned with.
pub(crate) fn counted_money(sum: i128, currency: Currency, count: u64, people: u64) -> Estimate {
    let amount = Amount(i64::try_from(sum).unwrap_or(if sum > 0 { i64::MAX } else { i64::MIN }));
    let mut estimate = Estimate::counted(amount.to_f64(), Measure::Money, count, people);
    estimate.currency = Some(currency);
    estimate
}

/// How long something took, in seconds.
pub(crate) struct Times {
    pub(crate) mean: Estimate,
    pub(crate) median: Estimate,
    pub(crate) p90: Estimate,
}

/// Mean, median and 90th percentile of so many durations, of which the sum in microseconds is known.
///
/// The mean by Student's t on people: what somebody does several times is taken for alike.
pub(crate) fn seconds(times: Option<&TransitionTimes>, sum: u128, count: u64, people: u64) -> Option<Times> {
    let times = times?;
    let figure = |method: Method, value: f64, (low, high): (f64, f64)| {
        let withheld = Estimate::too_few(Measure::Seconds, count, people, method);
        if people < ENOUGH_PEOPLE {
            return withheld;
        }
        let in_seconds = |micros: f64| Some(micros / 1e6);
        Estimate {
            value: in_seconds(value),
            low: in_seconds(low.min(value)),
            high: in_seconds(high.max(value)),
            status: otklik_core::Status::Ok,
            ..withheld
        }
    };
    let mean = sum as f64 / count as f64;
    let error = times.deviation / (people.max(1) as f64).sqrt();
    let range = student_interval(mean, error, people.saturating_sub(1).max(1) as f64, DEFAULT_LEVEL);
    Some(Times {
        mean: figure(Method::ClusteredT, mean, (range.low.max(0.0), range.high)),
        median: figure(Method::OrderStatistics, times.median, times.median_range),
        p90: figure(Method::OrderStatistics, times.p90, times.p90_range),
    })
}

/// Differences of shares that are judged together, as the table shows them.
#[derive(Default)]
pub(crate) struct Compared {
    differences: Vec<Difference>,
}

impl Compared {
    /// Notes a difference; its place among the changes.
    pub(crate) fn add(&mut self, now: Part, before: Part) -> usize {
        self.differences.push(counted_share_difference(now, before, ENOUGH_PEOPLE));
        self.differences.len() - 1
    }

    /// The changes, in the order in which their differences were noted.
    pub(crate) fn judged(&self) -> Vec<Change> {
        otklik_stats::judge(&self.differences, ERROR_RATE)
    }
}
