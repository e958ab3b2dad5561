//! The weights of people in the replicates of a bootstrap.

use super::cells::mixed;

/// How often each number of times or fewer comes up among 65,536 draws of a Poisson number of mean 1.
const UP_TO: [u16; 7] = [24_109, 48_219, 60_273, 64_292, 65_296, 65_497, 65_531];

/// Gives each replicate the number of times that a person is in it.
///
/// Poisson numbers of mean 1 instead of a draw with replacement (Hanley and MacGibbon 2006): a person's weights depend on nobody else,
/// so that they are the same however people are divided among threads. They follow from the seed and the person's number.
pub(super) fn weigh(seed: u64, person: i64, weights: &mut [u8]) {
    let mut state = mixed(seed ^ mixed(person as u64));
    for four in weights.chunks_mut(4) {
        state = mixed(state);
        for (part, weight) in four.iter_mut().enumerate() {
            let drawn = (state >> (16 * part)) as u16;
            *weight = UP_TO.iter().map(|limit| u8::from(drawn >= *limit)).sum();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_have_mean_and_variance_one_and_people_are_weighed_apart() {
        let (mut all, mut squares, mut together) = (0.0, 0.0, 0.0);
        let (mut own, mut next) = ([0; 400], [0; 400]);
        for person in 0..500 {
            weigh(7, person, &mut own);
            weigh(7, person + 1, &mut next);
            for (own, next) in own.iter().zip(&next).map(|(own, next)| (f64::from(*own), f64::from(*next))) {
                all += own / 200_000.0;
                squares += own * own / 200_000.0;
                together += own * next / 200_000.0;
            }
        }
        assert!((all - 1.0).abs() < 0.01, "{all}");
        assert!((squares - all * all - 1.0).abs() < 0.02, "{squares}");
        assert!((together - all * all).abs() < 0.02, "{together}");
    }
}
