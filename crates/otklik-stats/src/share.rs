//! Shares: of satisfied customers, of late deliveries, of answers among those asked.

use otklik_core::{Estimate, Measure, Method, MetricKind};

use crate::distribution::normal_quantile;
use crate::terms::Basis;
use crate::{Interval, Sample, Terms};

/// The interval of a share among n independent answers.
///
/// Wilson (1927), "Probable inference, the law of succession, and statistical inference", *JASA* 22, without continuity correction.
pub fn wilson(share: f64, n: f64, level: f64) -> Interval {
    wilson_at(share, n, normal_quantile(0.5 * (1.0 - level)))
}

pub(crate) fn wilson_at(share: f64, n: f64, z: f64) -> Interval {
    if n <= 0.0 || z.is_infinite() {
        return Interval::new(0.0, 1.0);
    }
    let z_square = z * z;
    let centre = (n * share + 0.5 * z_square) / (n + z_square);
    let half_width = z / (n + z_square) * (n * share * (1.0 - share) + 0.25 * z_square).sqrt();
    Interval::around(centre, half_width).clipped(0.0, 1.0).including(share)
}

/// The share of ones among zeros and ones, Wilson on the effective n.
pub fn share(sample: &Sample, terms: &Terms) -> Estimate {
    terms.estimate(sample.basis(), Measure::Share, Method::Wilson, |level| {
        Some((sample.mean(), wilson(sample.mean(), sample.interval_n(), level)))
    })
}

/// The share of satisfied customers: of zeros and ones from [`top_box`], Wilson on the effective n.
pub fn csat(sample: &Sample, terms: &Terms) -> Estimate {
    share(sample, terms)
}

/// What a mark adds to a top-box share: 1 from the metric's top box on (CSAT 4–5, CES 5–7, NPS 9–10), otherwise 0.
pub fn top_box(kind: MetricKind, mark: f64) -> f64 {
    if mark >= kind.top_box() { 1.0 } else { 0.0 }
}

/// The share of some attempts among all, of so many people: somebody's attempts are taken for alike, so that people alone make it certain.
pub fn share_of_attempts(some: u64, all: u64, people: u64, terms: &Terms) -> Estimate {
    let effective_n = people.min(all) as f64;
    terms.estimate(Basis { n: all, people, effective_n }, Measure::Share, Method::Wilson, |level| {
        let share = some as f64 / all as f64;
        Some((share, wilson(share, effective_n, level)))
    })
}

/// The mean of the shares of groups, `(some, all)` each, large and small ones alike.
///
/// Wilson on the number of people that would make one share as certain as the mean is.
pub fn mean_of_shares(groups: &[(u64, u64)], terms: &Terms) -> Estimate {
    let known: Vec<(f64, f64)> = groups
        .iter()
        .filter(|(_, all)| *all > 0)
        .map(|(some, all)| (*some as f64 / *all as f64, *all as f64))
        .collect();
    let all: u64 = groups.iter().map(|(_, all)| all).sum();
    let count = known.len() as f64;
    let mean = known.iter().map(|(share, _)| share).sum::<f64>() / count;
    let variance = known.iter().map(|(share, n)| share * (1.0 - share) / n).sum::<f64>() / (count * count);
    let effective_n = if variance > 0.0 { (mean * (1.0 - mean) / variance).min(all as f64) } else { all as f64 };
    terms.estimate(Basis { n: all, people: all, effective_n }, Measure::Share, Method::Wilson, |level| {
        Some((mean, wilson(mean, effective_n, level)))
    })
}

/// The share of some people among all of them, each counted once.
pub fn share_of_people(some: u64, all: u64, terms: &Terms) -> Estimate {
    let basis = Basis { n: all, people: all, effective_n: all as f64 };
    terms.estimate(basis, Measure::Share, Method::Wilson, |level| {
        let share = some as f64 / all as f64;
        Some((share, wilson(share, all as f64, level)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Accumulator;

    #[test]
    fn attempts_of_few_people_are_as_certain_as_their_people() {
        let terms = Terms::default();
        let (attempts, people) = (share_of_attempts(160, 200, 100, &terms), share_of_people(80, 100, &terms));
        assert_eq!((attempts.value, attempts.low, attempts.high), (people.value, people.low, people.high));
        assert_eq!((attempts.n, attempts.people, attempts.effective_n), (200, 100, 100.0));
    }

    #[test]
    fn the_mean_of_equal_groups_is_the_share_of_all_and_small_groups_make_it_less_certain() {
        let terms = Terms::default();
        let (equal, all) = (mean_of_shares(&[(40, 50), (40, 50)], &terms), share_of_people(80, 100, &terms));
        assert_eq!((equal.value, equal.low, equal.high), (all.value, all.low, all.high));
        let uneven = mean_of_shares(&[(72, 90), (8, 10), (0, 0)], &terms);
        assert_eq!((uneven.value, uneven.n), (Some(0.8), 100));
        assert!((uneven.effective_n - 36.0).abs() < 1e-9, "{}", uneven.effective_n);
        assert_eq!(mean_of_shares(&[], &terms).value, None);
    }

    #[test]
    fn a_share_of_people_is_the_share_of_their_marks() {
        let mut marks = Accumulator::new();
        for number in 0..100 {
            marks.add(None, if number < 80 { 1.0 } else { 0.0 }).unwrap();
        }
        let terms = Terms::default();
        let counted = share_of_people(80, 100, &terms);
        assert_eq!(counted, share(&marks.finish(), &terms));
        assert!((counted.low.unwrap() - 0.711_171).abs() < 5e-7 && (counted.high.unwrap() - 0.866_633).abs() < 5e-7);
        assert_eq!(share_of_people(0, 0, &terms).value, None);
    }
}
