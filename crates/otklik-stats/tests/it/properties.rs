//! What holds for any answers.

use otklik_core::{Measure, Status, Verdict};
use otklik_stats::{
    Accumulator, RateAccumulator, Sample, Terms, ValueAccumulator, ces, mean, nps, nps_difference, nps_interval,
    quantile, rate_per_hundred, share, share_difference, wilson,
};
use proptest::prelude::*;

type Answer = (Option<i64>, i32);

fn answers() -> impl Strategy<Value = Vec<Answer>> {
    prop::collection::vec((prop::option::weighted(0.8, 0_i64..30), -1..=1), 1..120)
}

fn sample_of(answers: &[Answer]) -> Sample {
    let mut accumulator = Accumulator::new();
    answers.iter().for_each(|(person, value)| accumulator.add(*person, f64::from(*value)).unwrap());
    accumulator.finish()
}

fn figures(sample: &Sample) -> [f64; 6] {
    let counts = (sample.n() as f64, sample.people() as f64);
    [counts.0, counts.1, sample.mean(), sample.variance(), sample.clustered_variance(), sample.effective_n()]
}

fn same(one: f64, other: f64) -> bool {
    (one.is_nan() && other.is_nan()) || (one - other).abs() <= 1e-9 * (1.0 + one.abs())
}

/// The definition of the reference, word by word.
fn by_brute_force(answers: &[Answer]) -> (f64, f64, usize) {
    let n = answers.len() as f64;
    let centre = answers.iter().map(|answer| f64::from(answer.1)).sum::<f64>() / n;
    let mut by_person = std::collections::BTreeMap::new();
    for (row, (person, value)) in answers.iter().enumerate() {
        let key = person.map_or((1, row as i64), |person| (0, person));
        *by_person.entry(key).or_insert(0.0) += f64::from(*value) - centre;
    }
    let people = by_person.len();
    let squares = by_person.values().map(|pull: &f64| pull * pull).sum::<f64>();
    (centre, people as f64 / (people as f64 - 1.0) * squares / (n * n), people)
}

proptest! {
    #[test]
    fn the_accumulator_is_the_definition(answers in answers()) {
        let sample = sample_of(&answers);
        let (centre, variance, people) = by_brute_force(&answers);
        prop_assert!(same(sample.mean(), centre));
        prop_assert_eq!(sample.people(), people as u64);
        if people > 1 {
            prop_assert!(same(sample.clustered_variance(), variance));
        }
    }

    #[test]
    fn neither_order_nor_division_matters(answers in answers(), cut in 0_usize..120, turn in 0_usize..120) {
        let whole = sample_of(&answers);
        let mut turned = answers.clone();
        turned.rotate_left(turn % answers.len());
        let (left, right) = turned.split_at(cut.min(turned.len()));
        let part = |rows: &[Answer]| {
            let mut accumulator = Accumulator::new();
            rows.iter().for_each(|(person, value)| accumulator.add(*person, f64::from(*value)).unwrap());
            accumulator
        };
        for (first, second) in [(left, right), (right, left)] {
            let mut merged = part(first);
            merged.merge(&part(second));
            for (one, other) in figures(&whole).into_iter().zip(figures(&merged.finish())) {
                prop_assert!(same(one, other), "{} {}", one, other);
            }
        }
    }

    #[test]
    fn equal_weights_are_no_weights(answers in answers(), weight in 0.1_f64..9.0) {
        let mut accumulator = Accumulator::new();
        for (person, value) in &answers {
            accumulator.add_weighted(*person, f64::from(*value), weight).unwrap();
        }
        for (one, other) in figures(&sample_of(&answers)).into_iter().zip(figures(&accumulator.finish())) {
            prop_assert!(same(one, other), "{} {}", one, other);
        }
    }

    #[test]
    fn every_interval_holds_its_value(answers in answers(), level in 0.5_f64..0.999) {
        let terms = Terms { level, minimum_people: 2 };
        let sample = sample_of(&answers);
        let (mut ones, mut marks) = (Accumulator::new(), Accumulator::new());
        let (mut values, mut rates) = (ValueAccumulator::new(), RateAccumulator::new());
        for (person, value) in &answers {
            ones.add(*person, f64::from((*value).max(0))).unwrap();
            marks.add(*person, f64::from(4 + 3 * value)).unwrap();
            values.add(*person, f64::from(*value)).unwrap();
            rates.add(*person, f64::from((*value).max(0)), 1.0).unwrap();
        }
        let values = values.finish();
        for (estimate, lowest, highest) in [
            (nps(&sample, &terms), -100.0, 100.0),
            (mean(&sample, Measure::Scale, &terms), f64::NEG_INFINITY, f64::INFINITY),
            (share(&ones.finish(), &terms), 0.0, 1.0),
            (ces(&marks.finish(), &terms), 1.0, 7.0),
            (quantile(&values, 0.5, Measure::Seconds, &terms), -1.0, 1.0),
            (quantile(&values, 0.9, Measure::Seconds, &terms), -1.0, 1.0),
            (rate_per_hundred(&rates.finish(), &terms), 0.0, f64::INFINITY),
        ] {
            prop_assert!(estimate.effective_n <= estimate.n as f64 + 1e-9);
            if estimate.status == Status::Ok {
                let (value, low, high) = (estimate.value.unwrap(), estimate.low.unwrap(), estimate.high.unwrap());
                prop_assert!(lowest <= low && low <= value && value <= high && high <= highest, "{estimate:?}");
            } else {
                prop_assert!(estimate.value.is_none() && estimate.low.is_none() && estimate.high.is_none());
            }
        }
    }

    #[test]
    fn fewer_answers_and_higher_levels_give_wider_intervals(ones in 0_u32..50, zeros in 1_u32..50, times in 2_u32..9) {
        let (share, n) = (f64::from(ones) / f64::from(ones + zeros), f64::from(ones + zeros));
        let more = n * f64::from(times);
        prop_assert!(wilson(share, n, 0.95).width() > wilson(share, more, 0.95).width());
        prop_assert!(wilson(share, n, 0.99).width() > wilson(share, n, 0.95).width());
        let wide = nps_interval(f64::from(ones), 0.0, n, 0.95).width();
        prop_assert!(wide > nps_interval(share * more, 0.0, more, 0.95).width());
    }

    #[test]
    fn verdict_p_and_interval_agree(now in answers(), before in answers(), level in 0.6_f64..0.999) {
        let share_of = |rows: &[Answer]| {
            sample_of(&rows.iter().map(|(person, value)| (*person, (*value).max(0))).collect::<Vec<_>>())
        };
        for difference in [
            nps_difference(&sample_of(&now), &sample_of(&before), 2),
            share_difference(&share_of(&now), &share_of(&before), 2),
        ] {
            let change = difference.change(level);
            let Some(interval) = difference.interval(level) else { continue };
            prop_assert!(interval.low <= change.value.unwrap() && change.value.unwrap() <= interval.high);
            // Right at the border rounding decides.
            if (change.p.unwrap() - (1.0 - level)).abs() > 1e-5 {
                prop_assert_eq!(!interval.contains(0.0), change.verdict != Verdict::NoClearChange, "{:?}", change);
            }
        }
    }
}
