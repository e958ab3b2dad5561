//! Many comparisons at once.

use otklik_core::Change;

use crate::Difference;

/// The p values corrected for their number, in the same order; a p that is not between 0 and 1 counts as 1.
///
/// Benjamini and Hochberg (1995), "Controlling the false discovery rate", *JRSS B* 57: the k-th smallest of m becomes
/// the least of p₍ⱼ₎ · m / j over j ≥ k, at most 1.
pub fn benjamini_hochberg(p_values: &[f64]) -> Vec<f64> {
    let usable = |p: f64| if (0.0..=1.0).contains(&p) { p } else { 1.0 };
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|one, other| usable(p_values[*other]).total_cmp(&usable(p_values[*one])));
    let mut adjusted = vec![1.0; p_values.len()];
    let mut least: f64 = 1.0;
    for (from_largest, index) in order.into_iter().enumerate() {
        let rank = p_values.len() - from_largest;
        least = least.min(usable(p_values[index]) * p_values.len() as f64 / rank as f64);
        adjusted[index] = least;
    }
    adjusted
}

/// The changes of a table that shows many differences, in the same order.
///
/// Verdicts are those of Benjamini–Hochberg at `error_rate` (such as .05) over the differences that have a p value. Intervals have
/// the level 1 − error_rate · R / m, R differences found among m (Benjamini and Yekutieli 2005, "False discovery
/// rate–adjusted multiple confidence intervals", *JASA* 100); with none found R counts as 1. So an interval leaves out
/// zero exactly where the verdict says higher or lower.
pub fn judge(differences: &[Difference], error_rate: f64) -> Vec<Change> {
    let known: Vec<f64> = differences.iter().filter_map(Difference::p).collect();
    let mut adjusted = benjamini_hochberg(&known).into_iter();
    let adjusted: Vec<Option<f64>> =
        differences.iter().map(|difference| difference.p().and_then(|_| adjusted.next())).collect();
    let found = adjusted.iter().flatten().filter(|p| **p <= error_rate).count();
    let level = 1.0 - error_rate * found.max(1) as f64 / known.len().max(1) as f64;
    differences
        .iter()
        .zip(adjusted)
        .map(|(difference, p_adjusted)| {
            difference.worded(level, p_adjusted, p_adjusted.is_some_and(|p| p <= error_rate))
        })
        .collect()
}
