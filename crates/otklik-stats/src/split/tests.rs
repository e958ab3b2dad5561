use super::*;

/// Numbers that look random and are the same every time (Steele, Lea and Flood 2014, SplitMix64).
struct Dice(u64);

impl Dice {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// So many ones and zeros in a part of a side, each of somebody else.
fn fill(split: &mut SplitAccumulator, side: Side, part: u32, ones: usize, all: usize) {
    for number in 0..all {
        split.add(side, part, None, if number < ones { 1.0 } else { 0.0 }).unwrap();
    }
}

fn values(split: &Split) -> [f64; 3] {
    split.changes(&Terms::default()).map(|change| change.value.unwrap())
}

fn assert_close(values: [f64; 3], expected: [f64; 3]) {
    for (value, expected) in values.iter().zip(expected) {
        assert!((value - expected).abs() < 1e-12, "{values:?} is not {expected:?}");
    }
}

#[test]
fn a_worked_example_where_both_parts_fall_and_the_whole_rises() {
    let mut split = SplitAccumulator::default();
    fill(&mut split, Side::Before, 0, 400, 800);
    fill(&mut split, Side::Before, 1, 180, 200);
    fill(&mut split, Side::After, 0, 90, 200);
    fill(&mut split, Side::After, 1, 680, 800);
    let split = split.finish(1.0, 10);
    // (−.6)(.475) + (.6)(.875) and (−.05)(.5) + (−.05)(.5).
    assert_close(values(&split), [0.19, 0.24, -0.05]);
    assert_eq!(split.reading(&Terms::default()), SplitReading::Reversed);
}

#[test]
fn the_same_parts_in_another_mix_are_told_as_mix() {
    let mut split = SplitAccumulator::default();
    fill(&mut split, Side::Before, 0, 100, 400);
    fill(&mut split, Side::Before, 1, 80, 100);
    fill(&mut split, Side::After, 0, 25, 100);
    fill(&mut split, Side::After, 1, 320, 400);
    let split = split.finish(100.0, 10);
    assert_close(values(&split), [33.0, 33.0, 0.0]);
    assert_eq!(split.reading(&Terms::default()), SplitReading::Mix);
}

#[test]
fn one_part_alone_is_all_within() {
    let mut split = SplitAccumulator::default();
    fill(&mut split, Side::Before, 3, 100, 400);
    fill(&mut split, Side::After, 3, 240, 400);
    let split = split.finish(1.0, 10);
    assert_close(values(&split), [0.35, 0.0, 0.35]);
    assert_eq!(split.reading(&Terms::default()), SplitReading::Within);
}

#[test]
fn a_new_part_belongs_to_the_mix_and_small_ones_are_taken_together() {
    let mut split = SplitAccumulator::default();
    fill(&mut split, Side::Before, 0, 100, 200);
    fill(&mut split, Side::After, 0, 100, 200);
    fill(&mut split, Side::After, 1, 90, 100);
    let new = split.clone().finish(1.0, 10);
    let rise = 190.0 / 300.0 - 0.5;
    assert_close(values(&new), [rise, rise, 0.0]);
    assert_eq!(new.parts, 2);

    for part in 2..6 {
        fill(&mut split, Side::Before, part, 1, 2);
        fill(&mut split, Side::After, part, 2, 2);
    }
    let joined = split.finish(1.0, 10);
    assert_eq!(joined.parts, 3);
    let changes = joined.changes(&Terms::default());
    assert!((changes[0].value.unwrap() - changes[1].value.unwrap() - changes[2].value.unwrap()).abs() < 1e-12);
}

#[test]
fn too_few_people_on_one_side_are_not_split() {
    let mut split = SplitAccumulator::default();
    fill(&mut split, Side::Before, 0, 4, 9);
    fill(&mut split, Side::After, 0, 100, 200);
    let split = split.finish(1.0, 10);
    assert_eq!(split.reading(&Terms::default()), SplitReading::TooFew);
    assert!(split.changes(&Terms::default()).iter().all(|change| change.value.is_none()));
    assert!(SplitAccumulator::default().add(Side::After, 0, None, f64::NAN).is_err());
}

/// A world of people who answer some times, in both periods, alike with themselves, in one of three parts each time.
fn world(dice: &mut Dice, people: i64) -> SplitAccumulator {
    let mut split = SplitAccumulator::default();
    for person in 0..people {
        let mood = dice.unit();
        for (side, shares) in [(Side::Before, SHARES[0]), (Side::After, SHARES[1])] {
            for _ in 0..3 {
                let roll = dice.unit();
                let part = shares
                    .iter()
                    .scan(0.0, |sum, share| {
                        *sum += share;
                        Some(*sum)
                    })
                    .position(|sum| roll < sum);
                let part = part.unwrap_or(2);
                // Half of the answers follow the person's mood, so answers of one person are alike with ρ = .5.
                let level = if dice.unit() < std::f64::consts::FRAC_1_SQRT_2 { mood } else { dice.unit() };
                let value = if level < MEANS[side as usize][part] { 1.0 } else { 0.0 };
                split.add(side, part as u32, Some(person), value).unwrap();
            }
        }
    }
    split
}

const SHARES: [[f64; 3]; 2] = [[0.6, 0.3, 0.1], [0.3, 0.3, 0.4]];
const MEANS: [[f64; 3]; 2] = [[0.4, 0.6, 0.8], [0.45, 0.55, 0.9]];

fn truth() -> [f64; 3] {
    let parts = 0..3;
    let mix: f64 = parts.clone().map(|k| (SHARES[1][k] - SHARES[0][k]) * 0.5 * (MEANS[0][k] + MEANS[1][k])).sum();
    let within: f64 = parts.map(|k| (MEANS[1][k] - MEANS[0][k]) * 0.5 * (SHARES[0][k] + SHARES[1][k])).sum();
    [mix + within, mix, within]
}

#[test]
fn the_intervals_hold_the_truth_as_often_as_they_say() {
    let mut dice = Dice(1_955);
    let mut held = [0; 3];
    const WORLDS: usize = 1_000;
    for _ in 0..WORLDS {
        let split = world(&mut dice, 60).finish(1.0, 10);
        for ((held, change), truth) in held.iter_mut().zip(split.changes(&Terms::default())).zip(truth()) {
            *held += usize::from(change.low.unwrap() <= truth && truth <= change.high.unwrap());
        }
    }
    for held in held {
        let share = held as f64 / WORLDS as f64;
        assert!((0.925..=0.975).contains(&share), "{held} of {WORLDS}");
    }
}

#[test]
fn the_linearised_error_is_that_of_leaving_out_one_person_after_the_other() {
    let all = world(&mut Dice(42), 120);
    let split = all.clone().finish(1.0, 10);
    let without: Vec<[f64; 3]> = (0..120)
        .map(|person| {
            let entries = all.entries.iter().filter(|entry| entry.person != Some(person)).copied().collect();
            values(&SplitAccumulator { entries }.finish(1.0, 10))
        })
        .collect();
    for (component, change) in split.changes(&Terms::default()).iter().enumerate() {
        let n = without.len() as f64;
        let mean = without.iter().map(|values| values[component]).sum::<f64>() / n;
        let squares: f64 = without.iter().map(|values| (values[component] - mean).powi(2)).sum();
        let jackknife = ((n - 1.0) / n * squares).sqrt();
        let half_width = 0.5 * (change.high.unwrap() - change.low.unwrap());
        let error = half_width / crate::student_quantile(0.025, n - 1.0).abs();
        assert!((error / jackknife - 1.0).abs() < 0.03, "{error} against {jackknife}");
    }
}
