//! Units against each other.

use otklik_stats::{Standing, UnitFigure, compare_units};

use crate::support::{Worlds, assert_close};

const WORLDS: u64 = 400;

/// Twenty-four shops with a true spread of 4 points and 1,000 answers each (standard error 2.4 points).
fn shops(world: &mut Worlds) -> Vec<UnitFigure> {
    (0..24)
        .map(|_| UnitFigure { value: 40.0 + 4.0 * world.normal() + 2.4 * world.normal(), standard_error: 2.4 })
        .collect()
}

#[test]
fn shops_that_differ_as_usual_are_inside_where_naive_limits_accuse_a_third() {
    let (mut naive, mut outside_95, mut outside_998, mut accused, mut variance) = (0, 0, 0, 0, 0.0);
    for seed in 0..WORLDS {
        let figures = shops(&mut Worlds::new(seed));
        let comparison = compare_units(&figures, 0.05).unwrap();
        variance += comparison.between_variance / WORLDS as f64;
        for (figure, unit) in figures.iter().zip(&comparison.units) {
            naive += u64::from((figure.value - comparison.average).abs() > 1.96 * figure.standard_error);
            outside_95 += u64::from(!unit.limits.contains(figure.value));
            outside_998 += u64::from(!unit.outer_limits.contains(figure.value));
        }
        accused += u64::from(comparison.units.iter().any(|unit| unit.standing != Standing::Inside));
    }
    let share = |count: u64| count as f64 / (24 * WORLDS) as f64;
    assert!((0.28..0.36).contains(&share(naive)), "{}", share(naive));
    assert!((0.04..0.06).contains(&share(outside_95)), "{}", share(outside_95));
    assert!(share(outside_998) < 0.005, "{}", share(outside_998));
    assert!(accused as f64 / WORLDS as f64 <= 0.065, "{accused}");
    assert!((15.0..17.0).contains(&variance), "{variance}");
}

#[test]
fn a_shop_far_below_the_others_is_found() {
    let mut found = 0;
    for seed in 0..100 {
        let mut figures = shops(&mut Worlds::new(seed));
        figures[7].value -= 25.0;
        let comparison = compare_units(&figures, 0.05).unwrap();
        found += u64::from(comparison.units[7].standing == Standing::Below);
    }
    assert!(found >= 90, "{found}");
}

/// Then τ² is the variance of the figures, 250, less s².
#[test]
fn with_equal_standard_errors_the_between_variance_is_what_is_left() {
    let figures = [10.0, 20.0, 30.0, 40.0, 50.0].map(|value| UnitFigure { value, standard_error: 5.0 });
    let comparison = compare_units(&figures, 0.05).unwrap();
    assert_close(comparison.between_variance, 250.0 - 25.0, 6);
    assert_close(comparison.average, 30.0, 9);
    let lowest = comparison.units[0];
    assert_close(lowest.kept, 0.9, 9);
    assert_close(lowest.shrunken, 12.0, 6);
    assert_eq!(lowest.ranks, (3, 5)); // half widths of 12.9: the intervals of 30 and of 20 still meet that of 10
    assert_eq!(comparison.units[2].ranks, (1, 5));
}

#[test]
fn units_that_differ_by_chance_only_are_one() {
    let figures = [30.0, 31.0, 29.0, 30.5, 29.5].map(|value| UnitFigure { value, standard_error: 5.0 });
    let comparison = compare_units(&figures, 0.05).unwrap();
    assert_eq!(comparison.between_variance, 0.0);
    assert!(comparison.units.iter().all(|unit| unit.standing == Standing::Inside && unit.kept == 0.0));
    assert!(comparison.units.iter().all(|unit| unit.ranks == (1, 5)));
}

#[test]
fn nothing_is_said_below_five_units_or_without_standard_errors() {
    let figures = [1.0, 2.0, 3.0, 4.0].map(|value| UnitFigure { value, standard_error: 1.0 });
    assert_eq!(compare_units(&figures, 0.05), None);
    for standard_error in [0.0, f64::NAN, f64::INFINITY] {
        let mut five = [1.0, 2.0, 3.0, 4.0, 5.0].map(|value| UnitFigure { value, standard_error: 1.0 });
        five[2].standard_error = standard_error;
        assert_eq!(compare_units(&five, 0.05), None);
    }
}
