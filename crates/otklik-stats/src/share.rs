//! Shares: of satisfied customers, of late deliveries, of answers among those asked.

use otklik_core::{Estimate, Measure, Method, MetricKind};

use crate::distribution::normal_quantile;
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
