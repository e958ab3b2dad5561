//! Input that offers nothing to estimate from.

use otklik_core::{Measure, Status};
use otklik_stats::{
    Accumulator, RateAccumulator, StatsError, Terms, ValueAccumulator, ces, mean, nps, quantile, rate_per_hundred,
    share,
};

use crate::support::{independent, interval_of};

const ANYBODY: Terms = Terms { level: 0.95, minimum_people: 1 };

#[test]
fn nothing_is_too_few_even_when_nobody_is_needed() {
    let nobody = Terms { level: 0.95, minimum_people: 0 };
    let empty = Accumulator::new().finish();
    for estimate in [
        nps(&empty, &nobody),
        share(&empty, &nobody),
        ces(&empty, &nobody),
        mean(&empty, Measure::Money, &nobody),
        quantile(&ValueAccumulator::new().finish(), 0.5, Measure::Seconds, &nobody),
        rate_per_hundred(&RateAccumulator::new().finish(), &nobody),
    ] {
        assert_eq!((estimate.status, estimate.value, estimate.n, estimate.people), (Status::TooFew, None, 0, 0));
        assert!(estimate.effective_n.is_finite());
    }
}

#[test]
fn too_few_counts_people_not_answers() {
    let mut accumulator = Accumulator::new();
    for answer in 0..90 {
        accumulator.add(Some(answer % 9), f64::from(u8::from(answer % 2 == 0))).unwrap();
    }
    let mut one_more = accumulator.clone();
    assert_eq!(share(&accumulator.finish(), &Terms::default()).status, Status::TooFew);
    one_more.add(None, 1.0).unwrap();
    let sample = one_more.finish();
    assert_eq!((sample.people(), share(&sample, &Terms::default()).status), (10, Status::Ok));
}

#[test]
fn one_person_has_no_known_spread() {
    let sample = independent(&[(4.0, 1)]);
    assert_eq!(mean(&sample, Measure::Money, &ANYBODY).status, Status::NotIdentified);
    assert!(sample.clustered_variance().is_nan());
    assert_eq!(sample.effective_n(), 1.0);
    let wide = interval_of(&share(&independent(&[(1.0, 1)]), &ANYBODY));
    assert!(wide.low < 0.21 && wide.high == 1.0, "{wide:?}");
}

#[test]
fn many_answers_of_one_person_are_one_answer() {
    let mut accumulator = Accumulator::new();
    for answer in 0..50 {
        accumulator.add(Some(7), f64::from(u8::from(answer % 2 == 0))).unwrap();
    }
    let sample = accumulator.finish();
    assert_eq!((sample.people(), sample.effective_n()), (1, 1.0));
    assert_eq!(mean(&sample, Measure::Money, &ANYBODY).status, Status::NotIdentified);
}

#[test]
fn when_all_answers_are_alike_people_count() {
    let mut accumulator = Accumulator::new();
    for answer in 0..300 {
        accumulator.add(Some(answer % 100), 0.1).unwrap();
    }
    let sample = accumulator.finish();
    assert_eq!((sample.variance(), sample.effective_n()), (0.0, 100.0));
    let money = mean(&sample, Measure::Money, &Terms::default());
    assert_eq!((money.value, money.low, money.high), (Some(0.1), Some(0.1), Some(0.1)));
}

#[test]
fn what_is_no_number_is_refused_and_leaves_no_trace() {
    let mut accumulator = Accumulator::new();
    accumulator.add(Some(1), 3.0).unwrap();
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(matches!(accumulator.add(Some(1), value), Err(StatsError::ValueNotFinite { .. })));
        assert!(ValueAccumulator::new().add(None, value).is_err());
        assert!(RateAccumulator::new().add(None, value, 1.0).is_err());
    }
    for weight in [f64::NAN, f64::INFINITY, -1.0] {
        assert!(matches!(accumulator.add_weighted(None, 3.0, weight), Err(StatsError::WeightImpossible { .. })));
        assert!(RateAccumulator::new().add(None, 1.0, weight).is_err());
    }
    accumulator.add_weighted(None, 99.0, 0.0).unwrap();
    let sample = accumulator.finish();
    assert_eq!((sample.n(), sample.people(), sample.mean()), (1, 1, 3.0));
}

#[test]
fn sums_beyond_all_bounds_are_not_identified() {
    let sample = independent(&[(1e300, 10), (-1e300, 10)]);
    let estimate = mean(&sample, Measure::Money, &Terms::default());
    assert_eq!((estimate.status, estimate.value, estimate.low), (Status::NotIdentified, None, None));
}

#[test]
fn a_rate_without_exposure_is_not_identified() {
    let mut accumulator = RateAccumulator::new();
    (0..20).for_each(|person| accumulator.add(Some(person), 1.0, 0.0).unwrap());
    assert_ne!(rate_per_hundred(&accumulator.finish(), &Terms::default()).status, Status::Ok);
}

#[test]
fn no_events_among_few_people_is_less_certain_than_among_many() {
    let of_people = |people: i64| {
        let mut accumulator = RateAccumulator::new();
        (0..1000).for_each(|order| accumulator.add(Some(order % people), 0.0, 1.0).unwrap());
        interval_of(&rate_per_hundred(&accumulator.finish(), &Terms::default()))
    };
    assert!((of_people(1000).high - 0.368_887_945).abs() < 1e-8);
    assert!((of_people(100).high - 3.688_879_45).abs() < 1e-7);
}
