//! Units held against each other: shops, regions, desks.

use crate::distribution::{normal_quantile, student_quantile, two_sided_student_p};
use crate::mean::{PseudoMean, standard_error_of_mean};
use crate::{AdjustedNps, Interval, RateSample, Sample, benjamini_hochberg};

/// Units below which nothing can be said about how units differ.
pub const ENOUGH_UNITS: usize = 5;

const LIMIT_LEVEL: f64 = 0.95;
const OUTER_LIMIT_LEVEL: f64 = 0.998;

/// A unit's figure with its standard error.
///
/// The standard errors are those of the adjusted figures, so that a unit where all agree is not certain beyond measure.
/// People who are in several units make units alike; that is not taken into account and errs towards "inside".
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnitFigure {
    /// The figure.
    pub value: f64,
    /// Its standard error, above zero.
    pub standard_error: f64,
}

impl UnitFigure {
    /// A unit's net promoter score in points (standard error: [`AdjustedNps`]).
    pub fn nps(sample: &Sample) -> Self {
        let standard_error = AdjustedNps::of_sample(sample).standard_error;
        Self { value: 100.0 * sample.mean(), standard_error }
    }

    /// A unit's share (standard error after adding two ones and two zeros: Agresti and Coull 1998).
    pub fn share(sample: &Sample) -> Self {
        let n = sample.interval_n() + 4.0;
        let adjusted = (sample.interval_n() * sample.mean() + 2.0) / n;
        Self { value: sample.mean(), standard_error: (adjusted * (1.0 - adjusted) / n).sqrt() }
    }

    /// A unit's mean of marks on a scale (standard error with pseudo-answers).
    pub fn mean_on_scale(sample: &Sample, scale: (f64, f64)) -> Self {
        Self { value: sample.mean(), standard_error: PseudoMean::of_sample(sample, scale).standard_error }
    }

    /// A unit's mean.
    pub fn mean(sample: &Sample) -> Self {
        Self { value: sample.mean(), standard_error: standard_error_of_mean(sample) }
    }

    /// A unit's events per hundred (standard error after adding half an event, as Jeffreys' prior does).
    pub fn rate(sample: &RateSample) -> Self {
        let events = (sample.events() + 0.5) * sample.dispersion();
        Self { value: sample.per_hundred(), standard_error: 100.0 * events.sqrt() / sample.exposure() }
    }

    fn is_usable(self) -> bool {
        self.value.is_finite() && self.standard_error.is_finite() && self.standard_error > 0.0
    }
}

/// Where a unit stands among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Above what chance and the usual differences between units explain.
    Above,
    /// Below it.
    Below,
    /// Within it.
    Inside,
}

/// What the comparison says of one unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnitStanding {
    /// Where 95 % of units like the others would lie, given this unit's standard error.
    pub limits: Interval,
    /// Where 99.8 % of them would lie.
    pub outer_limits: Interval,
    /// The probability that a unit like the others lies at least so far out.
    pub p: f64,
    /// The same, corrected for the number of units.
    pub p_adjusted: f64,
    /// The verdict of the corrected p.
    pub standing: Standing,
    /// How much of the unit's distance from the average is kept: B = τ² / (τ² + s²).
    pub kept: f64,
    /// The average plus B times the distance: the best guess of the unit's level.
    pub shrunken: f64,
    /// The 95 % interval of that guess.
    pub shrunken_interval: Interval,
    /// The best and the worst place that the unit may hold, 1 the highest figure; all units' at once with 95 %.
    pub ranks: (usize, usize),
}

/// Units held against each other.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitComparison {
    /// The average of the units, each weighted by 1 / (τ² + s²).
    pub average: f64,
    /// The variance τ² between units.
    pub between_variance: f64,
    /// One entry for each unit, in the order given.
    pub units: Vec<UnitStanding>,
}

/// Holds units against each other; nothing below five units or where a figure has no standard error.
///
/// A unit's limits are made from the *other* units, so that an outlier does not widen its own: their average ± t · √(s² +
/// τ² + variance of the average), t with (others − 1) degrees of freedom. These are funnel-plot limits with additive
/// overdispersion (Spiegelhalter 2005, "Handling over-dispersion of performance indicators", *Quality and Safety in
/// Health Care* 14), in the form of deleted residuals (Viechtbauer and Cheung 2010, *Research Synthesis Methods* 1) and
/// prediction intervals (Higgins, Thompson and Spiegelhalter 2009, *JRSS A* 172). The verdict is Benjamini–Hochberg's at `error_rate`,
/// so a unit outside its 95 % limits may yet be inside.
pub fn compare_units(figures: &[UnitFigure], error_rate: f64) -> Option<UnitComparison> {
    if figures.len() < ENOUGH_UNITS || !figures.iter().all(|figure| figure.is_usable()) {
        return None;
    }
    let spread = Spread::among(figures);
    let ranks = rank_intervals(figures);
    let others: Vec<Spread> = (0..figures.len()).map(|index| Spread::among(&without(figures, index))).collect();
    let p_values: Vec<f64> = figures.iter().zip(&others).map(|(figure, others)| others.p(*figure)).collect();
    let adjusted = benjamini_hochberg(&p_values);
    let units = figures
        .iter()
        .enumerate()
        .map(|(index, figure)| {
            let (shrunken, kept, shrunken_interval) = spread.shrink(*figure);
            let standing = if adjusted[index] > error_rate {
                Standing::Inside
            } else if figure.value > others[index].average {
                Standing::Above
            } else {
                Standing::Below
            };
            UnitStanding {
                limits: others[index].limits(*figure, LIMIT_LEVEL),
                outer_limits: others[index].limits(*figure, OUTER_LIMIT_LEVEL),
                p: p_values[index],
                p_adjusted: adjusted[index],
                standing,
                kept,
                shrunken,
                shrunken_interval,
                ranks: ranks[index],
            }
        })
        .collect();
    Some(UnitComparison { average: spread.average, between_variance: spread.between_variance, units })
}

fn without(figures: &[UnitFigure], index: usize) -> Vec<UnitFigure> {
    let (before, rest) = figures.split_at(index);
    before.iter().chain(&rest[1..]).copied().collect()
}

/// How units spread.
#[derive(Clone, Copy, Debug)]
struct Spread {
    average: f64,
    average_variance: f64,
    between_variance: f64,
    degrees: f64,
}

impl Spread {
    fn among(figures: &[UnitFigure]) -> Self {
        let between_variance = between_variance(figures);
        let (average, total_weight, _) = weighted(figures, between_variance);
        Self { average, average_variance: 1.0 / total_weight, between_variance, degrees: figures.len() as f64 - 1.0 }
    }

    fn error_of(&self, figure: UnitFigure) -> f64 {
        (figure.standard_error.powi(2) + self.between_variance + self.average_variance).sqrt()
    }

    fn limits(&self, figure: UnitFigure, level: f64) -> Interval {
        let reach = student_quantile(0.5 * (1.0 - level), self.degrees) * self.error_of(figure);
        Interval::around(self.average, reach)
    }

    fn p(&self, figure: UnitFigure) -> f64 {
        two_sided_student_p((figure.value - self.average) / self.error_of(figure), self.degrees)
    }

    /// The empirical Bayes estimate, its shrinkage and its interval.
    ///
    /// Morris (1983), "Parametric empirical Bayes inference", *JASA* 78: variance B s² plus (1 − B)² times that of the average.
    fn shrink(&self, figure: UnitFigure) -> (f64, f64, Interval) {
        let sampling = figure.standard_error.powi(2);
        let kept = self.between_variance / (self.between_variance + sampling);
        let shrunken = self.average + kept * (figure.value - self.average);
        let variance = kept * sampling + (1.0 - kept).powi(2) * self.average_variance;
        let z = normal_quantile(0.5 * (1.0 - LIMIT_LEVEL));
        (shrunken, kept, Interval::around(shrunken, z * variance.sqrt()))
    }
}

/// The average with weights 1/(τ² + s²), the sum of the weights and the weighted squares Q around it.
fn weighted(figures: &[UnitFigure], between_variance: f64) -> (f64, f64, f64) {
    let weight = |figure: &UnitFigure| 1.0 / (between_variance + figure.standard_error.powi(2));
    let total: f64 = figures.iter().map(weight).sum();
    let average = figures.iter().map(|figure| weight(figure) * figure.value).sum::<f64>() / total;
    let squares = figures.iter().map(|figure| weight(figure) * (figure.value - average).powi(2)).sum();
    (average, total, squares)
}

/// The variance τ² between units: the root of Q(τ²) = units − 1, or zero.
///
/// Paule and Mandel (1982), "Consensus values and weighting factors", *J. Res. NBS* 87; preferred to DerSimonian–Laird by
/// Veroniki et al. (2016), *Research Synthesis Methods* 7. Q falls in τ², so bisection finds the root.
fn between_variance(figures: &[UnitFigure]) -> f64 {
    let expected = figures.len() as f64 - 1.0;
    let excess = |variance: f64| weighted(figures, variance).2 - expected;
    if excess(0.0) <= 0.0 {
        return 0.0;
    }
    let mut low = 0.0;
    let mut high = figures.iter().map(|figure| figure.standard_error.powi(2)).fold(0.0, f64::max);
    while excess(high) > 0.0 {
        high *= 2.0;
    }
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if excess(middle) > 0.0 { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// Joint intervals of ranks: a unit may not stand above those whose whole interval lies above its own.
///
/// Klein, Wright and Wieczorek (2020), "A joint confidence region for an overall ranking of populations", *JRSS C* 69,
/// from simultaneous intervals at Šidák's level.
fn rank_intervals(figures: &[UnitFigure]) -> Vec<(usize, usize)> {
    let level = LIMIT_LEVEL.powf(1.0 / figures.len() as f64);
    let z = normal_quantile(0.5 * (1.0 - level));
    let intervals: Vec<Interval> =
        figures.iter().map(|figure| Interval::around(figure.value, z * figure.standard_error)).collect();
    intervals
        .iter()
        .map(|own| {
            let above = intervals.iter().filter(|other| other.low > own.high).count();
            let below = intervals.iter().filter(|other| other.high < own.low).count();
            (1 + above, figures.len() - below)
        })
        .collect()
}
