//! Intervals from replicates of a bootstrap.

use crate::Interval;

/// Replicates that have to give a figure for an interval to be made of them.
const ENOUGH_REPLICATES: usize = 100;

/// The percentile interval of a figure (Efron 1979), extended so that it holds the figure itself.
///
/// Replicates that have no figure are left out; none where fewer than half of them have one, or too few for the ends of an interval.
pub fn percentile_interval(
    value: f64,
    replicates: impl ExactSizeIterator<Item = Option<f64>>,
    level: f64,
) -> Option<Interval> {
    let count = replicates.len();
    let mut figures: Vec<f64> = replicates.flatten().filter(|figure| figure.is_finite()).collect();
    if figures.len() < ENOUGH_REPLICATES.max(count.div_ceil(2)) {
        return None;
    }
    figures.sort_unstable_by(f64::total_cmp);
    let last = (figures.len() - 1) as f64;
    let tail = 0.5 * (1.0 - level);
    // Outwards to whole ranks, so that the interval is rather too wide.
    let (low, high) = ((tail * last).floor() as usize, ((1.0 - tail) * last).ceil() as usize);
    Some(Interval::new(figures[low], figures[high]).including(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_leaves_out_what_is_rare_on_either_side() {
        let replicates = (0..1_000).rev().map(|figure| Some(f64::from(figure)));
        let interval = percentile_interval(500.0, replicates.clone(), 0.95).unwrap();
        assert_eq!((interval.low, interval.high), (24.0, 975.0));
        assert_eq!(percentile_interval(2_000.0, replicates, 0.9).unwrap().high, 2_000.0);
    }

    #[test]
    fn replicates_without_a_figure_make_no_interval() {
        let half = |present: usize| (0..400).map(move |place| (place < present).then_some(1.0));
        assert!(percentile_interval(1.0, half(200), 0.95).is_some());
        assert_eq!(percentile_interval(1.0, half(199), 0.95), None);
        assert_eq!(percentile_interval(1.0, (0..99).map(|_| Some(1.0)), 0.95), None);
    }
}
