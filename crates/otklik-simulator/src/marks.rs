//! How a judgement becomes a mark, and who gives one: ordinal logit with cut-points that make J-shaped marks.

use crate::habits::Moods;
use crate::random::Random;

/// Most marks that a scale has.
pub(crate) const MARKS: usize = 11;

/// Shares or counts by mark, lowest first; a scale with fewer marks leaves the rest zero.
pub(crate) type ByMark = [f64; MARKS];

/// How strongly a person's mood weighs against the chance of the moment: with logistic noise (variance π²/3)
/// a person's latent judgements correlate with 1.85² / (1.85² + π²/3) = 0.51.
pub(crate) const MOOD_LOADING: f64 = 1.85;

/// The scale of a question with the cut-points between its marks.
#[derive(Clone, Debug)]
pub(crate) struct Marks {
    count: usize,
    /// Exponentials of the negative cut-points: a probability then costs a division, not an exponential.
    odds: [f64; MARKS - 1],
    /// How much readier than the average those are to answer who would give this mark.
    readiness: ByMark,
}

fn logistic(value: f64) -> f64 {
    1.0 / (1.0 + (-value).exp())
}

impl Marks {
    /// Finds the cut-points at which people of all moods, judging `typical`, give marks with these shares;
    /// `eagerness` is how ready each mark is to answer, in any unit.
    pub(crate) fn new(shares: &[f64], eagerness: &[f64], typical: f64, moods: &Moods) -> Self {
        let count = shares.len();
        let total: f64 = shares.iter().sum();
        let mean: f64 = shares.iter().zip(eagerness).map(|(share, eager)| share / total * eager).sum();
        let mut readiness = [0.0; MARKS];
        for (ready, eager) in readiness.iter_mut().zip(eagerness) {
            *ready = eager / mean;
        }
        let mut odds = [0.0; MARKS - 1];
        let mut below = 0.0;
        for (odds, share) in odds.iter_mut().zip(shares).take(count - 1) {
            below += share / total;
            *odds = (-cut_point(below, typical, moods)).exp();
        }
        Self { count, odds, readiness }
    }

    /// How many marks the scale has.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Probabilities of the marks for a judgement.
    pub(crate) fn probabilities(&self, judgement: f64) -> ByMark {
        let favour = judgement.exp();
        let mut marks = [0.0; MARKS];
        let mut below = 0.0;
        for (share, odds) in marks.iter_mut().zip(&self.odds[..self.count - 1]) {
            let up_to = 1.0 / (1.0 + odds * favour);
            *share = up_to - below;
            below = up_to;
        }
        marks[self.count - 1] = 1.0 - below;
        marks
    }

    /// Draws the mark (0 is the scale's lowest) that a person gives for a judgement.
    pub(crate) fn draw(&self, judgement: f64, random: &mut Random) -> usize {
        let position = random.unit();
        let favour = judgement.exp();
        (0..self.count - 1).find(|mark| position * (1.0 + self.odds[*mark] * favour) < 1.0).unwrap_or(self.count - 1)
    }

    /// Probability that someone who would give this mark answers, where a share `rate` of all does.
    pub(crate) fn answers(&self, mark: usize, rate: f64) -> f64 {
        (rate * self.readiness[mark]).min(1.0)
    }

    /// The most ready mark's probability of answering.
    pub(crate) fn answers_at_most(&self, rate: f64) -> f64 {
        let readiest = self.readiness.iter().copied().fold(0.0, f64::max);
        (rate * readiest).min(1.0)
    }
}

fn cut_point(below: f64, typical: f64, moods: &Moods) -> f64 {
    let (mut low, mut high) = (-30.0, 30.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        let share: f64 = moods
            .values
            .iter()
            .zip(&moods.weights)
            .map(|(mood, weight)| weight * logistic(middle - typical - MOOD_LOADING * mood))
            .sum();
        if share < below {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Purpose;

    const SHARES: [f64; 5] = [0.1, 0.05, 0.1, 0.25, 0.5];

    fn marks() -> (Marks, Moods) {
        let moods = Moods::new();
        (Marks::new(&SHARES, &[1.6, 1.2, 0.7, 0.8, 1.1], -0.3, &moods), moods)
    }

    #[test]
    fn people_of_all_moods_give_the_planned_shares() {
        let (marks, moods) = marks();
        for (mark, share) in SHARES.iter().enumerate() {
            let given: f64 = (moods.values.iter().zip(&moods.weights))
                .map(|(mood, weight)| weight * marks.probabilities(-0.3 + MOOD_LOADING * mood)[mark])
                .sum();
            assert!((given - share).abs() < 1e-9);
        }
        let rate: f64 = SHARES.iter().enumerate().map(|(mark, share)| share * marks.answers(mark, 0.05)).sum();
        assert!((rate - 0.05).abs() < 1e-9);
    }

    #[test]
    fn drawn_marks_have_their_probabilities() {
        let (marks, _) = marks();
        let mut random = Random::stream(5, Purpose::Faults, 0, 0);
        let mut seen = [0.0; MARKS];
        for _ in 0..100_000 {
            seen[marks.draw(0.7, &mut random)] += 1e-5;
        }
        for (seen, expected) in seen.iter().zip(marks.probabilities(0.7)) {
            assert!((seen - expected).abs() < 0.006);
        }
    }
}
