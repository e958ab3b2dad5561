//! The product's intervals cover the truth.

use otklik_simulator::coverage::{Figure, coverage};

/// A perfect interval leaves 93–97 % in one of seven runs of 200 worlds; only beyond these is something wrong.
const LIMITS: (f64, f64) = (0.895, 0.99);

#[test]
fn intervals_cover_the_expectation_among_those_who_answer() {
    let report = coverage(200, 1);
    assert_eq!(report.worlds, 200);
    for figure in Figure::ALL {
        let coverage = report.of(figure);
        assert!(coverage.intervals >= 400, "{coverage:?}");
        let highest = if figure.may_cover_more() { 1.0 } else { LIMITS.1 };
        assert!((LIMITS.0..=highest).contains(&coverage.share()), "{coverage:?} covers {}", coverage.share());
        assert!(coverage.not_given * 20 < coverage.intervals, "{coverage:?}");
    }
}
