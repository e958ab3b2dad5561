//! Means: of marks on a scale, of amounts, of durations.

use otklik_core::{Estimate, Measure, Method, MetricKind};

use crate::distribution::student_quantile;
use crate::{Interval, Sample, Terms};

/// Student's interval of a mean (Student 1908): mean ± t · standard error.
pub fn student_interval(mean: f64, standard_error: f64, degrees: f64, level: f64) -> Interval {
    Interval::around(mean, student_quantile(0.5 * (1.0 - level), degrees) * standard_error)
}

/// The mean with Student's t on people.
///
/// The standard error is √(s² / effective n), that is the clustered one unless answers of a person repel each other; degrees of
/// freedom are people − 1 (Cameron and Miller 2015, "A practitioner's guide to cluster-robust inference", section VI.D).
/// Where all values are the same the interval has no width: for marks on a scale use [`mean_on_scale`].
pub fn mean(sample: &Sample, unit: Measure, terms: &Terms) -> Estimate {
    terms.estimate(sample.basis(), unit, Method::ClusteredT, |level| {
        let degrees = sample.people() as f64 - 1.0;
        Some((sample.mean(), student_interval(sample.mean(), standard_error_of_mean(sample), degrees, level)))
    })
}

/// The standard error of the mean on the effective n; infinite for a single person.
pub(crate) fn standard_error_of_mean(sample: &Sample) -> f64 {
    if sample.people() < 2 { f64::INFINITY } else { (sample.variance() / sample.effective_n()).sqrt() }
}

/// A mean after adding one answer at each end and one in the middle of the scale.
///
/// The added answers keep the interval from collapsing when all agree, and from falling short on skewed marks; the
/// interval is conservative. The device is Agresti and Coull's (1998) "add pseudo-observations", carried over to a bounded mean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PseudoMean {
    pub(crate) mean: f64,
    pub(crate) standard_error: f64,
    pub(crate) degrees: f64,
}

const PSEUDO_ANSWERS: f64 = 3.0;

impl PseudoMean {
    pub(crate) fn new(mean: f64, variance: f64, n: f64, scale: (f64, f64)) -> Self {
        let pseudo = [scale.0, 0.5 * (scale.0 + scale.1), scale.1];
        let all = n + PSEUDO_ANSWERS;
        let shifted = (n * mean + pseudo.iter().sum::<f64>()) / all;
        let pseudo_squares: f64 = pseudo.iter().map(|mark| (mark - shifted).powi(2)).sum();
        let squares = (n - 1.0).max(0.0) * variance + n * (mean - shifted).powi(2) + pseudo_squares;
        let degrees = all - 1.0;
        Self { mean: shifted, standard_error: (squares / degrees / all).sqrt(), degrees }
    }

    pub(crate) fn of_sample(sample: &Sample, scale: (f64, f64)) -> Self {
        Self::new(sample.mean(), sample.variance(), sample.interval_n(), scale)
    }

    pub(crate) fn interval(self, scale: (f64, f64), level: f64) -> Interval {
        student_interval(self.mean, self.standard_error, self.degrees, level).clipped(scale.0, scale.1)
    }
}

/// The interval of a mean on a scale for n independent answers with sample variance s²: Student's t after adding an
/// answer at each end and one in the middle, cut to the scale, extended where needed so that it holds the raw mean.
pub fn pseudo_answer_interval(mean: f64, variance: f64, n: f64, scale: (f64, f64), level: f64) -> Interval {
    PseudoMean::new(mean, variance, n, scale).interval(scale, level).including(mean)
}

/// The mean of marks on a scale: the raw mean with the interval of [`pseudo_answer_interval`] on the effective n.
pub fn mean_on_scale(sample: &Sample, scale: (f64, f64), terms: &Terms) -> Estimate {
    terms.estimate(sample.basis(), Measure::Scale, Method::PseudoT, |level| {
        Some((sample.mean(), PseudoMean::of_sample(sample, scale).interval(scale, level)))
    })
}

/// The customer effort score (CES 2.0): the mean of marks 1–7, 7 is easy; pseudo-answers 1, 4 and 7.
pub fn ces(sample: &Sample, terms: &Terms) -> Estimate {
    mean_on_scale(sample, MetricKind::Ces.scale(), terms)
}
