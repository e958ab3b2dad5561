//! Quantiles and tails of the reference distributions.
//!
//! Parameters that no distribution has (such as no degrees of freedom) give an infinite quantile:
//! an interval then has no ends instead of wrong ones.

use statrs::distribution::{Binomial, ContinuousCDF, DiscreteCDF, Gamma, StudentsT};
use statrs::function::erf::{erfc, erfc_inv};

/// The z that a standard normal exceeds with probability `tail`.
pub fn normal_quantile(tail: f64) -> f64 {
    if tail > 0.0 && tail < 1.0 { std::f64::consts::SQRT_2 * erfc_inv(2.0 * tail) } else { f64::INFINITY }
}

/// The t with so many degrees of freedom that is exceeded with probability `tail`.
///
/// From a thousand degrees on by the expansion of Abramowitz and Stegun (1964), eq. 26.7.5, where the library's
/// inversion of the beta function loses digits.
pub fn student_quantile(tail: f64, degrees: f64) -> f64 {
    if degrees > MANY_DEGREES {
        return student_expansion(normal_quantile(tail), degrees);
    }
    if !(tail > 0.0 && tail < 1.0) {
        return f64::INFINITY;
    }
    StudentsT::new(0.0, 1.0, degrees).map_or(f64::INFINITY, |student| -student.inverse_cdf(tail))
}

const MANY_DEGREES: f64 = 1000.0;

fn student_expansion(z: f64, degrees: f64) -> f64 {
    let square = z * z;
    let first = z * (square + 1.0) / 4.0;
    let second = z * ((5.0 * square + 16.0) * square + 3.0) / 96.0;
    let third = z * (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0;
    z + (first + (second + third / degrees) / degrees) / degrees
}

/// The probability that a standard normal lies at least so far from zero.
pub fn two_sided_normal_p(z: f64) -> f64 {
    erfc(z.abs() / std::f64::consts::SQRT_2).min(1.0)
}

/// The probability that Student's t lies at least so far from zero.
pub fn two_sided_student_p(t: f64, degrees: f64) -> f64 {
    if degrees.is_infinite() {
        return two_sided_normal_p(t);
    }
    StudentsT::new(0.0, 1.0, degrees).map_or(1.0, |student| (2.0 * student.cdf(-t.abs())).min(1.0))
}

/// The quantile of a gamma variable with scale one.
pub(crate) fn gamma_quantile(probability: f64, shape: f64) -> f64 {
    if shape <= 0.0 {
        return 0.0;
    }
    if !(0.0..1.0).contains(&probability) {
        return f64::INFINITY;
    }
    Gamma::new(shape, 1.0).map_or(f64::INFINITY, |gamma| gamma.inverse_cdf(probability))
}

/// The largest count k with P(B ≤ k) ≤ `tail` for a binomial B, or none when even P(B = 0) is larger.
pub(crate) fn binomial_lower_count(n: u64, probability: f64, tail: f64) -> Option<u64> {
    let binomial = Binomial::new(probability, n).ok()?;
    let rare = |count: u64| binomial.cdf(count) <= tail;
    if !rare(0) {
        return None;
    }
    // The normal approximation is a few counts off; from there doubling steps bracket the answer.
    let mean = n as f64 * probability;
    let guess = mean - normal_quantile(tail) * (mean * (1.0 - probability)).sqrt();
    let mut is_rare = if guess >= 1.0 && rare(guess as u64) { guess as u64 } else { 0 };
    let mut step = 1;
    let mut is_not = (is_rare + step).min(n);
    while is_not < n && rare(is_not) {
        is_rare = is_not;
        step *= 2;
        is_not = (is_rare + step).min(n);
    }
    while is_not - is_rare > 1 {
        let middle = is_rare.midpoint(is_not);
        if rare(middle) {
            is_rare = middle;
        } else {
            is_not = middle;
        }
    }
    Some(is_rare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        assert!((normal_quantile(0.025) - 1.959_963_984_540_054).abs() < 1e-12);
        assert!((student_quantile(0.025, 9.0) - 2.262_157_162_740_992).abs() < 1e-9);
        assert!((student_quantile(0.025, 99.0) - 1.984_216_951_508_683).abs() < 1e-9);
        assert!((student_quantile(0.025, 10_000.0) - 1.960_201_239_8).abs() < 1e-8);
        assert!((student_quantile(0.025, 1_001.0) - student_quantile(0.025, 1_000.0)).abs() < 3e-6);
        assert!((student_quantile(0.025, 900_000.0) - 1.959_966_620_4).abs() < 1e-9);
        assert!((two_sided_student_p(student_quantile(0.025, 900_000.0), 900_000.0) - 0.05).abs() < 1e-9);
        assert!((student_quantile(0.025, f64::INFINITY) - 1.959_963_984_540_054).abs() < 1e-12);
        assert!((student_quantile(1e-6, 5.0) - 24.770_7).abs() < 1e-3);
        assert!((two_sided_normal_p(1.959_963_984_540_054) - 0.05).abs() < 1e-10);
        assert!((two_sided_student_p(2.262_157_162_740_992, 9.0) - 0.05).abs() < 1e-9);
    }

    #[test]
    fn impossible_parameters_give_no_finite_quantile() {
        assert!(student_quantile(0.025, 0.0).is_infinite());
        assert!(student_quantile(0.025, f64::NAN).is_infinite());
        assert!(normal_quantile(0.0).is_infinite());
        assert!(gamma_quantile(1.0, 3.0).is_infinite());
    }

    #[test]
    fn the_binomial_count_is_that_of_a_plain_search() {
        for n in [1, 5, 6, 35, 36, 100, 1000] {
            for probability in [0.1, 0.5, 0.9] {
                for tail in [0.2, 0.025, 0.001, 1e-9] {
                    let binomial = Binomial::new(probability, n).expect("a probability");
                    let plain = (0..=n).take_while(|count| binomial.cdf(*count) <= tail).last();
                    assert_eq!(binomial_lower_count(n, probability, tail), plain, "{n} {probability} {tail}");
                }
            }
        }
    }
}
