//! Differences of two slices or periods, with the people who are in both.

use otklik_core::{Change, Method, Verdict};

use crate::distribution::{normal_quantile, student_quantile, two_sided_normal_p, two_sided_student_p};
use crate::mean::{PseudoMean, standard_error_of_mean};
use crate::quantile::QuantileLimits;
use crate::rate::RateCount;
use crate::share::wilson_at;
use crate::{AdjustedNps, Interval, RateSample, Sample, ValueSample};

/// A difference between two figures, from which a change can be read at any level.
///
/// Positive means that the first of the two is higher. The p value is that of the interval: it is at most 1 − level
/// exactly where the interval leaves out zero.
#[derive(Clone, Debug)]
pub struct Difference {
    value: f64,
    method: Method,
    shape: Shape,
    p: Option<f64>,
}

#[derive(Clone, Debug)]
enum Shape {
    TooFew,
    Symmetric(Symmetric),
    Limits(Box<Limits>),
}

/// A difference with a standard error; infinite degrees are the normal distribution.
#[derive(Clone, Copy, Debug)]
struct Symmetric {
    centre: f64,
    standard_error: f64,
    degrees: f64,
    bound: f64,
}

/// A difference whose interval is recovered from the intervals of both sides.
#[derive(Clone, Debug)]
struct Limits {
    first: Side,
    second: Side,
    correlation: f64,
}

#[derive(Clone, Debug)]
enum Side {
    Share { share: f64, n: f64 },
    Rate(RateCount),
    Quantile(QuantileLimits),
}

impl Side {
    fn value(&self) -> f64 {
        match self {
            Self::Share { share, .. } => *share,
            Self::Rate(rate) => rate.per_hundred(),
            Self::Quantile(quantile) => quantile.value,
        }
    }

    fn interval(&self, z: f64) -> Option<Interval> {
        match self {
            Self::Share { share, n } => Some(wilson_at(*share, *n, z)),
            Self::Rate(rate) => Some(rate.interval(z)),
            Self::Quantile(quantile) => quantile.interval(two_sided_normal_p(z)),
        }
    }
}

/// Beyond this many standard errors a double cannot tell the tail from nothing.
const FARTHEST_Z: f64 = 37.0;

impl Limits {
    /// Distances from the difference to its interval's ends.
    ///
    /// Newcombe (1998), "Interval estimation for the difference between independent proportions", *Statistics in
    /// Medicine* 17, method 10: √((θ₁ − l₁)² + (u₂ − θ₂)²) below, √((u₁ − θ₁)² + (θ₂ − l₂)²) above; with a correlation
    /// the term −2r(θ₁ − l₁)(u₂ − θ₂) enters (his paper on paired data, same volume; Zou and Donner 2008, "Construction of
    /// confidence limits about effect measures: a general approach", eq. 8 and 9, for limits of any kind).
    fn reach(&self, z: f64) -> Option<(f64, f64)> {
        let (first, second) = (self.first.interval(z)?, self.second.interval(z)?);
        let (one, other) = (self.first.value(), self.second.value());
        let join =
            |near: f64, far: f64| (near * near + far * far - 2.0 * self.correlation * near * far).max(0.0).sqrt();
        Some((join(one - first.low, second.high - other), join(first.high - one, other - second.low)))
    }

    fn interval(&self, z: f64) -> Option<Interval> {
        let difference = self.first.value() - self.second.value();
        let (below, above) = self.reach(z)?;
        Some(Interval::new(difference - below, difference + above)).filter(|interval| interval.is_finite())
    }

    /// How far the interval stays away from zero; negative where it holds zero or has no end.
    fn clearance(&self, difference: f64, z: f64) -> f64 {
        let reach = self.reach(z).map(|(below, above)| if difference > 0.0 { below } else { above });
        reach.filter(|reach| reach.is_finite()).map_or(-difference.abs(), |reach| difference.abs() - reach)
    }

    /// The p value at which the interval just touches zero.
    ///
    /// Secant and bisection take turns: the first is quick on Wilson's and Garwood's limits, the second sure on ranks.
    fn p(&self) -> f64 {
        let difference = self.first.value() - self.second.value();
        if difference == 0.0 {
            return 1.0;
        }
        let (mut outside, mut clear) = (0.0, difference.abs());
        let (mut inside, mut short) = (2.0, self.clearance(difference, 2.0));
        while short > 0.0 {
            (outside, clear) = (inside, short);
            inside *= 2.0;
            if inside > FARTHEST_Z {
                return two_sided_normal_p(FARTHEST_Z);
            }
            short = self.clearance(difference, inside);
        }
        for turn in 0..80 {
            let share = if turn % 3 == 2 { 0.5 } else { (clear / (clear - short)).clamp(0.01, 0.99) };
            let between = outside + share * (inside - outside);
            let clearance = self.clearance(difference, between);
            if clearance > 0.0 {
                (outside, clear) = (between, clearance);
            } else {
                (inside, short) = (between, clearance);
            }
            if inside - outside < 1e-9 || clear.min(-short) < 1e-10 * difference.abs() {
                break;
            }
        }
        two_sided_normal_p(if -short < clear { inside } else { outside })
    }
}

impl Symmetric {
    fn p(&self, value: f64) -> Option<f64> {
        if value == 0.0 || value * self.centre < 0.0 {
            // Adding answers turned the sign: nothing speaks for either direction.
            return Some(1.0);
        }
        if self.standard_error > 0.0 && self.standard_error.is_finite() {
            Some(two_sided_student_p(self.centre / self.standard_error, self.degrees))
        } else {
            None
        }
    }

    fn interval(&self, value: f64, level: f64) -> Option<Interval> {
        let half_width = student_quantile(0.5 * (1.0 - level), self.degrees) * self.standard_error;
        let interval = Interval::around(self.centre, half_width).clipped(-self.bound, self.bound).including(value);
        Some(interval).filter(|interval| interval.is_finite())
    }
}

impl Difference {
    pub(crate) fn too_few(method: Method) -> Self {
        Self { value: f64::NAN, method, shape: Shape::TooFew, p: None }
    }

    fn symmetric(value: f64, shape: Symmetric) -> Self {
        let p = shape.p(value);
        Self { value, method: Method::ClusteredDifference, shape: Shape::Symmetric(shape), p }
    }

    /// A difference with a standard error that rests on people.
    pub(crate) fn clustered(value: f64, standard_error: f64, degrees: f64) -> Self {
        Self::symmetric(value, Symmetric { centre: value, standard_error, degrees, bound: f64::INFINITY })
    }

    fn of_limits(method: Method, shape: Limits) -> Self {
        let value = shape.first.value() - shape.second.value();
        let p = value.is_finite().then(|| shape.p());
        Self { value, method, shape: Shape::Limits(Box::new(shape)), p }
    }

    /// The two-sided p value; none where people are too few or the spread is unknown.
    pub fn p(&self) -> Option<f64> {
        self.p
    }

    /// The interval at a level; none where the data give none at this level.
    pub fn interval(&self, level: f64) -> Option<Interval> {
        match &self.shape {
            Shape::TooFew => None,
            Shape::Symmetric(shape) => shape.interval(self.value, level),
            Shape::Limits(shape) => shape.interval(normal_quantile(0.5 * (1.0 - level))),
        }
    }

    /// The change, its verdict at the interval's level.
    pub fn change(&self, level: f64) -> Change {
        let certain = self.p.is_some_and(|p| p <= 1.0 - level);
        self.worded(level, None, certain)
    }

    pub(crate) fn worded(&self, level: f64, p_adjusted: Option<f64>, certain: bool) -> Change {
        let interval = self.interval(level);
        let verdict = match &self.shape {
            Shape::TooFew => Verdict::TooFew,
            _ if certain && self.value > 0.0 => Verdict::Higher,
            _ if certain && self.value < 0.0 => Verdict::Lower,
            _ => Verdict::NoClearChange,
        };
        Change {
            value: Some(self.value).filter(|value| value.is_finite()),
            low: interval.map(|interval| interval.low),
            high: interval.map(|interval| interval.high),
            level,
            p: self.p,
            p_adjusted,
            method: self.method,
            verdict,
        }
    }
}

fn enough(first: u64, second: u64, minimum_people: u64) -> bool {
    first.min(second) >= minimum_people.max(1)
}

fn joined_error(one: f64, other: f64, correlation: f64) -> f64 {
    (one * one + other * other - 2.0 * correlation * one * other).max(0.0).sqrt()
}

/// The difference of two net promoter scores in points.
///
/// Both scores adjusted as in [`AdjustedNps`], the normal distribution, and the covariance of people in both:
/// 60/20/100 against 45/30/100 give 25 [1.73, 46.81].
pub fn nps_difference(first: &Sample, second: &Sample, minimum_people: u64) -> Difference {
    if !enough(first.people(), second.people(), minimum_people) {
        return Difference::too_few(Method::ClusteredDifference);
    }
    let (one, other) = (AdjustedNps::of_sample(first), AdjustedNps::of_sample(second));
    let correlation = first.influences.overlap(&second.influences).correlation;
    let standard_error = joined_error(one.standard_error, other.standard_error, correlation);
    let shape = Symmetric { centre: one.score - other.score, standard_error, degrees: f64::INFINITY, bound: 200.0 };
    Difference::symmetric(100.0 * (first.mean() - second.mean()), shape)
}

/// The difference of two shares, Newcombe on the effective n with the correlation of people in both:
/// 80/100 − 60/100 gives .200 [.0731, .3185].
pub fn share_difference(first: &Sample, second: &Sample, minimum_people: u64) -> Difference {
    if !enough(first.people(), second.people(), minimum_people) {
        return Difference::too_few(Method::Newcombe);
    }
    let side = |sample: &Sample| Side::Share { share: sample.mean(), n: sample.interval_n() };
    let correlation = first.influences.overlap(&second.influences).correlation;
    Difference::of_limits(Method::Newcombe, Limits { first: side(first), second: side(second), correlation })
}

/// The difference of two shares of which only counts are known, `(some, all, people)` each, Newcombe on the people.
///
/// Who is in both cannot be told from counts. Somebody who behaves alike in both makes the difference more certain than it is
/// told here, so the interval is rather too wide.
pub fn counted_share_difference(first: (u64, u64, u64), second: (u64, u64, u64), minimum_people: u64) -> Difference {
    if !enough(first.2.min(first.1), second.2.min(second.1), minimum_people) {
        return Difference::too_few(Method::Newcombe);
    }
    let side = |(some, all, people): (u64, u64, u64)| Side::Share {
        share: some as f64 / all as f64,
        n: people.min(all) as f64,
    };
    let limits = Limits { first: side(first), second: side(second), correlation: 0.0 };
    Difference::of_limits(Method::Newcombe, limits)
}

/// The difference of two means by Student's t on people.
///
/// Degrees of freedom are Welch's (1947), at most the people of both together less one: exactly the paired t's where
/// everybody is in both. Where neither side has any spread the interval has no width and no p value.
pub fn mean_difference(first: &Sample, second: &Sample, minimum_people: u64) -> Difference {
    if !enough(first.people(), second.people(), minimum_people) {
        return Difference::too_few(Method::ClusteredDifference);
    }
    let (one, other) = (standard_error_of_mean(first), standard_error_of_mean(second));
    let degrees = (first.people() as f64 - 1.0, second.people() as f64 - 1.0);
    let difference = first.mean() - second.mean();
    student_difference(difference, difference, (one, other), degrees, f64::INFINITY, (first, second))
}

/// The difference of two means of marks on a scale, such as two effort scores, each side with its pseudo-answers.
pub fn mean_on_scale_difference(first: &Sample, second: &Sample, scale: (f64, f64), minimum_people: u64) -> Difference {
    if !enough(first.people(), second.people(), minimum_people) {
        return Difference::too_few(Method::ClusteredDifference);
    }
    let (one, other) = (PseudoMean::of_sample(first, scale), PseudoMean::of_sample(second, scale));
    let errors = (one.standard_error, other.standard_error);
    let raw = first.mean() - second.mean();
    let degrees = (one.degrees, other.degrees);
    student_difference(raw, one.mean - other.mean, errors, degrees, scale.1 - scale.0, (first, second))
}

fn student_difference(
    value: f64,
    centre: f64,
    (one, other): (f64, f64),
    degrees: (f64, f64),
    bound: f64,
    (first, second): (&Sample, &Sample),
) -> Difference {
    let overlap = first.influences.overlap(&second.influences);
    let (one_square, other_square) = (one * one, other * other);
    let welch = (one_square + other_square).powi(2)
        / (one_square * one_square / degrees.0 + other_square * other_square / degrees.1);
    let degrees = if overlap.shared > 0 { welch.min(overlap.people as f64 - 1.0) } else { welch };
    let standard_error = joined_error(one, other, overlap.correlation);
    Difference::symmetric(value, Symmetric { centre, standard_error, degrees, bound })
}

/// A difference whose standard error is known already, with the people of the side that has fewer of them.
///
/// Its interval is Student's t with people − 1 degrees of freedom.
pub fn clustered_difference(value: f64, standard_error: f64, people: u64, minimum_people: u64) -> Difference {
    if people < minimum_people.max(2) || !value.is_finite() || !standard_error.is_finite() {
        return Difference::too_few(Method::ClusteredDifference);
    }
    Difference::clustered(value, standard_error, people as f64 - 1.0)
}

/// The difference of two rates per hundred, from Garwood's limits on both sides (Zou and Donner 2008).
pub fn rate_difference(first: &RateSample, second: &RateSample, minimum_people: u64) -> Difference {
    if !enough(first.people(), second.people(), minimum_people) {
        return Difference::too_few(Method::Garwood);
    }
    let correlation = first.influences.overlap(&second.influences).correlation;
    let limits = Limits { first: Side::Rate(first.count), second: Side::Rate(second.count), correlation };
    Difference::of_limits(Method::Garwood, limits)
}

/// The difference of two quantiles, from the order statistics of both sides (Zou and Donner 2008).
///
/// Too few also where a side cannot bound its quantile at 95 %. A level beyond a side's reach has no interval, and p is never
/// below what its ranks can show.
pub fn quantile_difference(
    first: &ValueSample,
    second: &ValueSample,
    probability: f64,
    minimum_people: u64,
) -> Difference {
    let method = Method::OrderStatistics;
    if !enough(first.people(), second.people(), minimum_people) {
        return Difference::too_few(method);
    }
    let ((one, one_below), (other, other_below)) = (first.at(probability), second.at(probability));
    let alpha = 1.0 - otklik_core::estimate::DEFAULT_LEVEL;
    if one.interval(alpha).is_none() || other.interval(alpha).is_none() {
        return Difference::too_few(method);
    }
    let correlation = one_below.influences.overlap(&other_below.influences).correlation;
    let limits = Limits { first: Side::Quantile(one), second: Side::Quantile(other), correlation };
    Difference::of_limits(method, limits)
}
