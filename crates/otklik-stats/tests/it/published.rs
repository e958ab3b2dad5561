//! Published numbers.

use otklik_core::{Measure, Method, Status};
use otklik_stats::{
    Accumulator, AdjustedNps, RateAccumulator, Terms, ValueAccumulator, ces, csat, garwood, mean, nps,
    nps_contribution, nps_interval, order_statistic_ranks, pseudo_answer_interval, quantile, rate_per_hundred, share,
    wilson,
};

use crate::support::{assert_close, assert_interval, independent, interval_of};

const LEVEL: f64 = 0.95;

#[test]
fn nps_is_adjusted_wald() {
    let first = AdjustedNps::of_counts(60.0, 20.0, 100.0);
    assert_close(first.score, 38.83495, 5);
    assert_close(first.standard_error, 7.88539, 5);
    assert_interval(nps_interval(60.0, 20.0, 100.0, LEVEL), 23.37988, 54.29002, 5);
    let second = AdjustedNps::of_counts(25.0, 10.0, 50.0);
    assert_close(second.score, 28.30189, 5);
    assert_interval(nps_interval(25.0, 10.0, 50.0, LEVEL), 7.29949, 49.30428, 5);
    let third = AdjustedNps::of_counts(10.0, 0.0, 10.0);
    assert_close(third.score, 76.92308, 5);
    assert_interval(nps_interval(10.0, 0.0, 10.0, LEVEL), 47.50355, 100.0, 5);
}

#[test]
fn nps_shows_the_raw_score_with_the_same_interval_from_answers() {
    for (promoters, detractors, n, raw) in [(60, 20, 100, 40.0), (25, 10, 50, 30.0), (10, 0, 10, 100.0)] {
        let sample = independent(&[(1.0, promoters), (-1.0, detractors), (0.0, n - promoters - detractors)]);
        let estimate = nps(&sample, &Terms::default());
        assert_close(estimate.value.unwrap(), raw, 9);
        let pure = nps_interval(promoters as f64, detractors as f64, n as f64, LEVEL);
        assert_interval(interval_of(&estimate), pure.low, pure.high, 9);
        assert_eq!((estimate.unit, estimate.method, estimate.n), (Measure::Points, Method::AdjustedWald, n));
        assert_eq!((estimate.people, estimate.effective_n), (n, n as f64));
    }
}

#[test]
fn marks_of_an_nps_question_are_promoters_from_nine_and_detractors_to_six() {
    let contributions: Vec<f64> = (0..=10).map(|mark| nps_contribution(f64::from(mark))).collect();
    assert_eq!(contributions, [-1.0, -1.0, -1.0, -1.0, -1.0, -1.0, -1.0, 0.0, 0.0, 1.0, 1.0]);
}

#[test]
fn csat_is_wilson() {
    for (ones, n, low, high) in [
        (80, 100, 0.711171, 0.866633),
        (9, 10, 0.595850, 0.982124),
        (0, 10, 0.0, 0.277533),
        (263, 300, 0.834626, 0.909183),
    ] {
        assert_interval(wilson(ones as f64 / n as f64, n as f64, LEVEL), low, high, 6);
        let estimate = csat(&independent(&[(1.0, ones), (0.0, n - ones)]), &Terms::default());
        assert_interval(interval_of(&estimate), low, high, 6);
        assert_close(estimate.value.unwrap(), ones as f64 / n as f64, 12);
    }
}

/// The plain t interval of the answers with 1, 4 and 7 among them, computed the long way.
#[test]
fn ces_adds_one_four_and_seven() {
    let answers = [7.0, 7.0, 6.0, 5.0, 7.0, 6.0, 7.0, 4.0, 7.0, 6.0];
    let with_pseudo: Vec<f64> = answers.into_iter().chain([1.0, 4.0, 7.0]).collect();
    let n = with_pseudo.len() as f64;
    let centre = with_pseudo.iter().sum::<f64>() / n;
    let variance = with_pseudo.iter().map(|mark| (mark - centre).powi(2)).sum::<f64>() / (n - 1.0);
    let half_width = 2.178_812_829_667_228 * (variance / n).sqrt(); // qt(.975, 12)
    let sample = independent(&answers.map(|mark| (mark, 1)));
    let estimate = ces(&sample, &Terms::default());
    assert_close(estimate.value.unwrap(), 6.2, 12);
    assert_interval(interval_of(&estimate), centre - half_width, centre + half_width, 9);
    assert_eq!(estimate.method, Method::PseudoT);
}

#[test]
fn ces_has_width_when_all_agree_and_stays_on_the_scale() {
    let estimate = ces(&independent(&[(7.0, 10)]), &Terms::default());
    let interval = interval_of(&estimate);
    assert_eq!((estimate.value, interval.high), (Some(7.0), 7.0));
    assert!(interval.low < 6.5, "{interval:?}");
    assert_interval(pseudo_answer_interval(7.0, 0.0, 10.0, (1.0, 7.0), LEVEL), interval.low, 7.0, 12);
}

/// 10.5 ± t(19) · √(35/20).
#[test]
fn a_mean_of_independent_values_is_students() {
    let counts: Vec<(f64, u64)> = (1..=20).map(|value| (f64::from(value), 1)).collect();
    let estimate = mean(&independent(&counts), Measure::Seconds, &Terms::default());
    assert_interval(interval_of(&estimate), 7.731189, 13.268811, 6);
}

#[test]
fn complaints_are_garwood() {
    let interval = garwood(21.0, 1000.0, 1.0, LEVEL);
    assert_interval(interval, 1.30, 3.21, 2);
    let none = garwood(0.0, 1000.0, 1.0, LEVEL);
    assert_interval(none, 0.0, 0.368_887_945_4, 9); // −ln(.025) / 10
}

#[test]
fn a_rate_of_independent_orders_is_garwood_up_to_its_dispersion() {
    let mut accumulator = RateAccumulator::new();
    for order in 0..1000 {
        accumulator.add(None, f64::from(u8::from(order < 21)), 1.0).unwrap();
    }
    let sample = accumulator.finish();
    assert_eq!(sample.dispersion(), 1.0);
    let estimate = rate_per_hundred(&sample, &Terms::default());
    assert_close(estimate.value.unwrap(), 2.10, 9);
    assert_interval(interval_of(&estimate), 1.30, 3.21, 2);
    assert_eq!((estimate.n, estimate.people, estimate.effective_n), (1000, 1000, 1000.0));
}

#[test]
fn a_rate_of_people_who_complain_in_bursts_is_wider() {
    let mut accumulator = RateAccumulator::new();
    for person in 0..200 {
        accumulator.add(Some(person), if person < 3 { 7.0 } else { 0.0 }, 5.0).unwrap();
    }
    let sample = accumulator.finish();
    assert!(sample.dispersion() > 6.0 && sample.dispersion() < 8.0, "{}", sample.dispersion());
    let interval = interval_of(&rate_per_hundred(&sample, &Terms::default()));
    assert!(interval.contains(2.1) && interval.width() > 2.0 * 1.91, "{interval:?}");
}

#[test]
fn the_ninth_decile_needs_thirty_six_values_and_the_median_six() {
    assert_eq!(order_statistic_ranks(35, 0.9, 0.05), None);
    assert_eq!(order_statistic_ranks(36, 0.9, 0.05), Some((29, 36)));
    assert_eq!(order_statistic_ranks(5, 0.5, 0.05), None);
    assert_eq!(order_statistic_ranks(6, 0.5, 0.05), Some((1, 6)));
    // Table of the sign test: n = 20 and n = 100.
    assert_eq!(order_statistic_ranks(20, 0.5, 0.05), Some((6, 15)));
    assert_eq!(order_statistic_ranks(100, 0.5, 0.05), Some((40, 61)));
}

#[test]
fn quantiles_come_with_order_statistics() {
    let values = |n: u32| {
        let mut accumulator = ValueAccumulator::new();
        (1..=n).for_each(|value| accumulator.add(Some(i64::from(value)), f64::from(value)).unwrap());
        accumulator.finish()
    };
    let terms = Terms::default();
    let median = quantile(&values(100), 0.5, Measure::Seconds, &terms);
    assert_eq!((median.value, median.low, median.high), (Some(50.5), Some(40.0), Some(61.0)));
    assert_eq!(quantile(&values(35), 0.9, Measure::Seconds, &terms).status, Status::TooFew);
    let decile = quantile(&values(36), 0.9, Measure::Seconds, &terms);
    assert_eq!((decile.status, decile.value, decile.high), (Status::Ok, Some(32.5), Some(36.0)));
}

#[test]
fn answers_of_one_person_count_as_the_clustered_variance_says() {
    // Three people answer twice, the two answers alike: as good as three answers.
    let mut accumulator = Accumulator::new();
    for (person, value) in [(1, 0.0), (1, 0.0), (2, 1.0), (2, 1.0), (3, 1.0), (3, 1.0)] {
        accumulator.add(Some(person), value).unwrap();
    }
    let sample = accumulator.finish();
    // ȳ = 2/3, person sums of deviations −4/3, 2/3, 2/3: V = 3/2 · (24/9) / 36 = 1/9; s² = (6 · 2/9) / 5 = 4/15.
    assert_close(sample.clustered_variance(), 1.0 / 9.0, 12);
    assert_close(sample.variance(), 4.0 / 15.0, 12);
    assert_close(sample.effective_n(), 2.4, 12);
    assert_eq!((sample.n(), sample.people()), (6, 3));
}

#[test]
fn weights_enter_by_the_square_of_their_sum() {
    let mut accumulator = Accumulator::new();
    for person in 0..200_u8 {
        let weight = if person % 4 < 2 { 1.0 } else { 3.0 };
        accumulator.add_weighted(None, f64::from(person % 2), weight).unwrap();
    }
    let sample = accumulator.finish();
    assert_close(sample.mean(), 0.5, 12);
    assert_close(sample.effective_n(), 160.0, 9); // (Σw)² / Σw² = 400² / 1000
    assert_interval(
        interval_of(&share(&sample, &Terms::default())),
        wilson(0.5, 160.0, LEVEL).low,
        wilson(0.5, 160.0, LEVEL).high,
        9,
    );
}
