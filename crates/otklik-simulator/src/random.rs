//! Deterministic random numbers that can be split: every guest, day and purpose draws from a stream of its own.
//!
//! The generator is SplitMix64 (Steele, Lea, Flood 2014). Streams are keyed, not shared, so that what one guest
//! does never changes because another was simulated before.

/// What a stream is for; streams of different purposes are independent.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Purpose {
    Shops = 1,
    Guests,
    Visits,
    Anonymous,
    Relationship,
    Reviews,
    Staff,
    Birthdays,
    Faults,
}

/// One stream of random numbers.
#[derive(Clone, Debug)]
pub(crate) struct Random {
    state: u64,
}

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

fn mixed(mut word: u64) -> u64 {
    word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

impl Random {
    /// Opens the stream of a purpose and two keys, such as a guest and a day.
    pub(crate) fn stream(seed: u64, purpose: Purpose, first: u64, second: u64) -> Self {
        let mut state = mixed(seed.wrapping_add((purpose as u64).wrapping_mul(GOLDEN)));
        state = mixed(state ^ first.wrapping_add(1).wrapping_mul(0xD6E8_FEB8_6659_FD93));
        state = mixed(state ^ second.wrapping_add(1).wrapping_mul(0xA076_1D64_78BD_642F));
        Self { state }
    }

    /// 64 random bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN);
        mixed(self.state)
    }

    /// A uniform number in [0, 1).
    pub(crate) fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    /// True with this probability.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A whole number below `count`, which must not be zero.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        ((self.unit() * count as f64) as usize).min(count.saturating_sub(1))
    }

    /// A uniform number between two bounds.
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// One of several, all equally likely.
    pub(crate) fn choose<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }

    /// An index with probability proportional to its weight.
    pub(crate) fn pick(&mut self, weights: &[f64]) -> usize {
        let mut rest = self.unit() * weights.iter().sum::<f64>();
        for (index, weight) in weights.iter().enumerate() {
            rest -= weight;
            if rest < 0.0 {
                return index;
            }
        }
        weights.len().saturating_sub(1)
    }

    /// An exponential number with this mean.
    pub(crate) fn exponential(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.unit()).ln()
    }

    /// A standard normal number (Box and Muller 1958).
    pub(crate) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// A gamma number of mean 1 (Marsaglia and Tsang 2000).
    pub(crate) fn gamma_of_mean_one(&mut self, shape: f64) -> f64 {
        let boosted = if shape < 1.0 { shape + 1.0 } else { shape };
        let d = boosted - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        let drawn = loop {
            let normal = self.normal();
            let cube = (1.0 + c * normal).powi(3);
            if cube > 0.0 && (1.0 - self.unit()).ln() < 0.5 * normal * normal + d - d * cube + d * cube.ln() {
                break d * cube;
            }
        };
        let scaled = if shape < 1.0 { drawn * (1.0 - self.unit()).powf(1.0 / shape) } else { drawn };
        scaled / shape
    }

    /// A Poisson number (Knuth 1969); means here are at most some hundreds.
    pub(crate) fn poisson(&mut self, mean: f64) -> u32 {
        if mean > 500.0 {
            return self.poisson(mean / 2.0) + self.poisson(mean / 2.0);
        }
        let mut product = self.unit();
        // exp(−mean) ≥ 1 − mean: most guests of most days are spared the exponential.
        if product <= 1.0 - mean {
            return 0;
        }
        let limit = (-mean).exp();
        let mut count = 0;
        while product > limit {
            count += 1;
            product *= self.unit();
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean_of(mut draw: impl FnMut(&mut Random) -> f64) -> f64 {
        let mut random = Random::stream(7, Purpose::Faults, 1, 2);
        (0..200_000).map(|_| draw(&mut random)).sum::<f64>() / 200_000.0
    }

    #[test]
    fn distributions_have_their_means() {
        assert!((mean_of(Random::unit) - 0.5).abs() < 0.005);
        assert!((mean_of(|random| random.exponential(3.0)) - 3.0).abs() < 0.05);
        assert!((mean_of(|random| random.gamma_of_mean_one(0.8)) - 1.0).abs() < 0.02);
        assert!((mean_of(|random| f64::from(random.poisson(4.5))) - 4.5).abs() < 0.03);
        assert!(mean_of(Random::normal).abs() < 0.01);
    }

    #[test]
    fn streams_are_reproducible_and_apart() {
        let draw = |first, second| Random::stream(1, Purpose::Visits, first, second).bits();
        assert_eq!(draw(3, 4), draw(3, 4));
        assert_ne!(draw(3, 4), draw(4, 3));
    }
}
