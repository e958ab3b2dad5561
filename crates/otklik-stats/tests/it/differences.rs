//! Differences: published numbers, and agreement of verdict, p and interval.

use otklik_core::{Method, Verdict};
use otklik_stats::{
    Accumulator, Difference, RateAccumulator, ValueAccumulator, benjamini_hochberg, judge, mean_difference,
    mean_on_scale_difference, nps_difference, quantile_difference, rate_difference, share_difference,
};

use crate::support::{assert_close, assert_interval, independent};

#[test]
fn two_scores_of_independent_answers_differ_as_published() {
    let first = independent(&[(1.0, 60), (-1.0, 20), (0.0, 20)]);
    let second = independent(&[(1.0, 45), (-1.0, 30), (0.0, 25)]);
    let change = nps_difference(&first, &second, 10).change(0.95);
    assert_close(change.value.unwrap(), 25.0, 9);
    assert_close(change.low.unwrap(), 1.73, 2);
    assert_close(change.high.unwrap(), 46.81, 2);
    assert_eq!((change.verdict, change.method), (Verdict::Higher, Method::ClusteredDifference));
    assert!(change.p.unwrap() < 0.05 && change.p.unwrap() > 0.03);
    let back = nps_difference(&second, &first, 10).change(0.95);
    assert_eq!((back.verdict, back.value), (Verdict::Lower, Some(-25.0)));
    assert_eq!(nps_difference(&first, &second, 10).change(0.99).verdict, Verdict::NoClearChange);
}

#[test]
fn two_shares_differ_as_newcombe_says() {
    let difference = share_difference(&independent(&[(1.0, 80), (0.0, 20)]), &independent(&[(1.0, 60), (0.0, 40)]), 10);
    let change = difference.change(0.95);
    assert_close(change.value.unwrap(), 0.2, 9);
    assert_interval(difference.interval(0.95).unwrap(), 0.0731, 0.3185, 4);
    assert_eq!((change.verdict, change.method), (Verdict::Higher, Method::Newcombe));
    let touching = difference.interval(1.0 - change.p.unwrap()).unwrap();
    assert_close(touching.low, 0.0, 6);
}

/// 1…20 against 4…23: t = −3/√3.5 = −1.6036 with 38 degrees of freedom.
#[test]
fn two_means_differ_as_welch_says() {
    let sample = |shift: f64, first_person: i64| {
        let mut accumulator = Accumulator::new();
        (1..=20).for_each(|value| {
            accumulator.add(Some(first_person + value), f64::from(value as i32) + shift).unwrap();
        });
        accumulator.finish()
    };
    let apart = mean_difference(&sample(0.0, 0), &sample(3.0, 100), 10);
    assert_close(apart.p().unwrap(), 0.1171, 4);
    assert_interval(apart.interval(0.95).unwrap(), -6.787, 0.787, 3);
    // The same people, each three higher: there is no spread left, so nothing to measure the certainty by.
    let paired = mean_difference(&sample(0.0, 0), &sample(3.0, 0), 10);
    assert!(paired.p().is_none_or(|p| p < 1e-6));
}

/// The pairs differ by .7 on average with variance 4.1/9: t = 3.2796 with 9 degrees of freedom.
#[test]
fn the_same_people_twice_are_a_paired_t() {
    let sample = |values: [f64; 10]| {
        let mut accumulator = Accumulator::new();
        values.iter().zip(0..).for_each(|(value, person)| accumulator.add(Some(person), *value).unwrap());
        accumulator.finish()
    };
    let now = sample([5.0, 6.0, 7.0, 5.0, 4.0, 6.0, 7.0, 5.0, 6.0, 4.0]);
    let before = sample([4.0, 6.0, 6.0, 4.0, 4.0, 5.0, 7.0, 3.0, 6.0, 3.0]);
    let difference = mean_difference(&now, &before, 10);
    assert_close(difference.p().unwrap(), 0.009_535, 6);
    assert_interval(difference.interval(0.95).unwrap(), 0.2172, 1.1828, 4);
}

#[test]
fn a_sample_does_not_differ_from_itself() {
    let mut accumulator = Accumulator::new();
    let mut waits = ValueAccumulator::new();
    let mut rates = RateAccumulator::new();
    for answer in 0..300_i32 {
        let person = Some(i64::from(answer % 90));
        accumulator.add(person, f64::from(answer % 3 - 1)).unwrap();
        waits.add(person, f64::from(answer * 37 % 300)).unwrap();
        rates.add(person, f64::from(answer % 7 / 6), 1.0).unwrap();
    }
    let (sample, waits, rates) = (accumulator.finish(), waits.finish(), rates.finish());
    for difference in [
        nps_difference(&sample, &sample, 10),
        mean_difference(&sample, &sample, 10),
        mean_on_scale_difference(&sample, &sample, (-1.0, 1.0), 10),
        quantile_difference(&waits, &waits, 0.9, 10),
        rate_difference(&rates, &rates, 10),
    ] {
        let change = difference.change(0.95);
        assert_eq!((change.value, change.p, change.verdict), (Some(0.0), Some(1.0), Verdict::NoClearChange));
        assert!(difference.interval(0.95).unwrap().contains(0.0));
    }
    assert!(nps_difference(&sample, &sample, 10).interval(0.95).unwrap().width() < 1e-6);
}

#[test]
fn rates_and_quantiles_that_differ_much_are_told_apart() {
    let rate = |events: i32| {
        let mut accumulator = RateAccumulator::new();
        (0..1000).for_each(|order| accumulator.add(None, f64::from(u8::from(order < events)), 1.0).unwrap());
        accumulator.finish()
    };
    let change = rate_difference(&rate(50), &rate(21), 10).change(0.95);
    assert_close(change.value.unwrap(), 2.9, 9);
    assert_eq!(change.verdict, Verdict::Higher);
    assert_eq!(rate_difference(&rate(25), &rate(21), 10).change(0.95).verdict, Verdict::NoClearChange);
    let none = rate_difference(&rate(0), &rate(21), 10).change(0.95);
    assert_eq!(none.verdict, Verdict::Lower);

    let waits = |shift: i32| {
        let mut accumulator = ValueAccumulator::new();
        (0..200).for_each(|person| accumulator.add(Some(i64::from(person)), f64::from(person + shift)).unwrap());
        accumulator.finish()
    };
    let strangers = |shift: i32| {
        let mut accumulator = ValueAccumulator::new();
        (0..200).for_each(|person| accumulator.add(None, f64::from(person + shift)).unwrap());
        accumulator.finish()
    };
    assert_eq!(quantile_difference(&strangers(60), &strangers(0), 0.5, 10).change(0.95).verdict, Verdict::Higher);
    assert_eq!(quantile_difference(&strangers(5), &strangers(0), 0.5, 10).change(0.95).verdict, Verdict::NoClearChange);
    assert_eq!(quantile_difference(&waits(5), &waits(0), 0.5, 10).change(0.95).verdict, Verdict::Higher);
}

#[test]
fn a_difference_is_too_few_when_one_side_is() {
    let (many, few) = (independent(&[(1.0, 50), (0.0, 50)]), independent(&[(1.0, 5), (0.0, 4)]));
    for difference in [
        nps_difference(&many, &few, 10),
        share_difference(&few, &many, 10),
        mean_difference(&many, &few, 10),
        mean_on_scale_difference(&many, &few, (0.0, 1.0), 10),
        rate_difference(&RateAccumulator::new().finish(), &RateAccumulator::new().finish(), 0),
        quantile_difference(&ValueAccumulator::new().finish(), &ValueAccumulator::new().finish(), 0.5, 0),
    ] {
        let change = difference.change(0.95);
        assert_eq!((change.verdict, change.value, change.low, change.p), (Verdict::TooFew, None, None, None));
    }
}

#[test]
fn marks_that_all_agree_on_both_sides_are_still_compared() {
    let (easy, hard) = (independent(&[(7.0, 40)]), independent(&[(3.0, 40)]));
    let change = mean_on_scale_difference(&easy, &hard, (1.0, 7.0), 10).change(0.95);
    assert_eq!((change.value, change.verdict), (Some(4.0), Verdict::Higher));
    assert!(change.low < change.high);
    let unmeasured = mean_difference(&easy, &hard, 10).change(0.95);
    assert_eq!((unmeasured.p, unmeasured.verdict), (None, Verdict::NoClearChange));
}

#[test]
fn many_p_values_are_corrected_step_up() {
    for (adjusted, expected) in
        benjamini_hochberg(&[0.01, 0.02, 0.03, 0.04, 0.05, 0.6]).into_iter().zip([0.06, 0.06, 0.06, 0.06, 0.06, 0.6])
    {
        assert_close(adjusted, expected, 12);
    }
    for (adjusted, expected) in
        benjamini_hochberg(&[0.5, 0.001, 0.04, f64::NAN]).into_iter().zip([2.0 / 3.0, 0.004, 0.08, 1.0])
    {
        assert_close(adjusted, expected, 12);
    }
    assert!(benjamini_hochberg(&[]).is_empty());
}

#[test]
fn in_a_table_verdict_and_interval_agree() {
    let base = independent(&[(1.0, 60), (0.0, 40)]);
    let table: Vec<Difference> = [95, 85, 75, 74, 70, 65, 60, 55, 50, 46, 3]
        .iter()
        .map(|ones| share_difference(&independent(&[(1.0, *ones), (0.0, 100 - ones)]), &base, 10))
        .chain([share_difference(&independent(&[(1.0, 3)]), &base, 10)])
        .collect();
    let changes = judge(&table, 0.05);
    assert_eq!(changes.len(), table.len());
    let found = changes.iter().filter(|change| change.p_adjusted.is_some_and(|p| p <= 0.05)).count();
    assert!(found >= 3);
    for change in &changes[..11] {
        assert_close(change.level, 1.0 - 0.05 * found as f64 / 11.0, 12);
        let excludes_zero = change.low > Some(0.0) || change.high < Some(0.0);
        assert_eq!(excludes_zero, change.verdict != Verdict::NoClearChange, "{change:?}");
        assert!(change.p_adjusted >= change.p);
    }
    assert_eq!(changes[11].verdict, Verdict::TooFew);
    assert_eq!(judge(&[], 0.05), []);
}
