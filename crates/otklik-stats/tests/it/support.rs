//! Samples from counts, and closeness.

use otklik_core::Estimate;
use otklik_stats::{Accumulator, Interval, Sample};

/// Asserts that two numbers agree to so many digits after the point.
#[track_caller]
pub fn assert_close(actual: f64, expected: f64, digits: i32) {
    let tolerance = 0.5 * 10_f64.powi(-digits) * 1.000_001;
    assert!((actual - expected).abs() <= tolerance, "{actual} is not {expected}");
}

/// Asserts both ends of an interval.
#[track_caller]
pub fn assert_interval(actual: Interval, low: f64, high: f64, digits: i32) {
    assert_close(actual.low, low, digits);
    assert_close(actual.high, high, digits);
}

/// The interval of an estimate that can be given.
#[track_caller]
pub fn interval_of(estimate: &Estimate) -> Interval {
    Interval::new(estimate.low.expect("a lower end"), estimate.high.expect("an upper end"))
}

/// Answers of people of their own: so many of each value.
pub fn independent(counts: &[(f64, u64)]) -> Sample {
    let mut accumulator = Accumulator::new();
    for (value, count) in counts {
        for _ in 0..*count {
            accumulator.add(None, *value).unwrap();
        }
    }
    accumulator.finish()
}
