//! Net promoter score.

use otklik_core::{Estimate, Measure, Method};

use crate::distribution::normal_quantile;
use crate::{Interval, Sample, Terms};

const FULL_SCORE_POINTS: f64 = 100.0;
/// Three answers are added: ¾ promoters, ¾ detractors, 1½ passives.
const ADDED_ANSWERS: f64 = 3.0;
const ADDED_POLAR: f64 = 1.5;

/// What a mark of 0–10 adds to the score: +1 from 9 on, −1 up to 6, 0 between.
pub fn nps_contribution(mark: f64) -> f64 {
    if mark >= 9.0 {
        1.0
    } else if mark <= 6.0 {
        -1.0
    } else {
        0.0
    }
}

/// The score in points after adding three answers, with its standard error.
///
/// Adjusted Wald of Rocks (2016), "Interval estimation for the net promoter score", *The American Statistician* 70(4):
/// variance of one answer p + d − (p − d)², over n + 3.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdjustedNps {
    /// The adjusted score, between −100 and 100.
    pub score: f64,
    /// Its standard error in points.
    pub standard_error: f64,
}

impl AdjustedNps {
    /// The adjusted score of counts.
    pub fn of_counts(promoters: f64, detractors: f64, n: f64) -> Self {
        let all = n + ADDED_ANSWERS;
        let score = (promoters - detractors) / all;
        let polar = (promoters + detractors + ADDED_POLAR) / all;
        Self {
            score: FULL_SCORE_POINTS * score,
            standard_error: FULL_SCORE_POINTS * ((polar - score * score) / all).sqrt(),
        }
    }

    /// The adjusted score of contributions (+1, 0, −1), its counts shrunk to the effective n.
    pub fn of_sample(sample: &Sample) -> Self {
        let n = sample.interval_n();
        let (balance, polar) = (n * sample.mean(), n * sample.mean_square());
        Self::of_counts(0.5 * (polar + balance), 0.5 * (polar - balance), n)
    }

    /// The interval at a level, within ±100.
    pub fn interval(self, level: f64) -> Interval {
        let half_width = normal_quantile(0.5 * (1.0 - level)) * self.standard_error;
        Interval::around(self.score, half_width).clipped(-FULL_SCORE_POINTS, FULL_SCORE_POINTS)
    }
}

/// The score's interval in points for independent answers, extended where needed so that it holds the raw score.
pub fn nps_interval(promoters: f64, detractors: f64, n: f64, level: f64) -> Interval {
    let interval = AdjustedNps::of_counts(promoters, detractors, n).interval(level);
    if n > 0.0 { interval.including(FULL_SCORE_POINTS * (promoters - detractors) / n) } else { interval }
}

/// The net promoter score of contributions (see [`nps_contribution`]): the raw score with the adjusted Wald interval.
pub fn nps(sample: &Sample, terms: &Terms) -> Estimate {
    terms.estimate(sample.basis(), Measure::Points, Method::AdjustedWald, |level| {
        Some((FULL_SCORE_POINTS * sample.mean(), AdjustedNps::of_sample(sample).interval(level)))
    })
}
