//! People of whom nothing is known.

use otklik_stats::{RateAccumulator, Terms, rate_per_hundred};

#[test]
fn unknown_people_added_at_once_count_as_those_added_one_by_one() {
    let (mut together, mut singly) = (RateAccumulator::new(), RateAccumulator::new());
    for rates in [&mut together, &mut singly] {
        for person in 0..50 {
            rates.add(Some(person), f64::from(u32::from(person % 7 == 0)), 3.0).unwrap();
        }
    }
    together.add_unknown(200);
    for _ in 0..200 {
        singly.add(None, 0.0, 1.0).unwrap();
    }
    let terms = Terms::default();
    assert_eq!(rate_per_hundred(&together.finish(), &terms), rate_per_hundred(&singly.finish(), &terms));
}
