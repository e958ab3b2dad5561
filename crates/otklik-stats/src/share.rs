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
