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

/// A small deterministic generator (SplitMix64, Steele, Lea and Flood 2014) for seeded worlds.
pub struct Worlds(u64);

impl Worlds {
    /// A stream of its own for each seed; the seed is mixed first, since SplitMix streams of neighbouring seeds overlap.
    pub fn new(seed: u64) -> Self {
        Self(mixed(seed ^ 0x6f74_6b6c_696b))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.0)
    }

    /// A number from 0 to below 1.
    pub fn uniform(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Whether something of this probability happens.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    /// A standard normal number (Box and Muller 1958).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// A gamma number with scale one (Marsaglia and Tsang 2000), any positive shape.
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            return self.gamma(shape + 1.0) * self.uniform().powf(1.0 / shape);
        }
        let offset = shape - 1.0 / 3.0;
        let factor = 1.0 / (9.0 * offset).sqrt();
        loop {
            let normal = self.normal();
            let cube = (1.0 + factor * normal).powi(3);
            if cube > 0.0 && (1.0 - self.uniform()).ln() < 0.5 * normal * normal + offset * (1.0 - cube + cube.ln()) {
                return offset * cube;
            }
        }
    }

    /// A Poisson number with a small mean (Knuth 1969).
    pub fn poisson(&mut self, mean: f64) -> u64 {
        let (limit, mut product, mut count) = ((-mean).exp(), self.uniform(), 0);
        while product > limit {
            product *= self.uniform();
            count += 1;
        }
        count
    }

    /// A beta number.
    pub fn beta(&mut self, first: f64, second: f64) -> f64 {
        let (one, other) = (self.gamma(first), self.gamma(second));
        one / (one + other)
    }
}

fn mixed(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}
