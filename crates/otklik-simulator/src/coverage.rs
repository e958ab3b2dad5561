//! Whether the product's intervals cover the truth: many small worlds, every interval held against its exact expectation.
//!
//! The intervals are made as the product makes them: people are joined by their identifiers, answers and orders of one
//! person count as a cluster, and a figure stands for one shop and calendar month, pooled over channels or in one of them.

mod people;
mod world;

use serde::Serialize;

use crate::plan::Plan;

/// Cells are judged when so many answers, or events of a rate, are to be expected.
pub const EXPECTED_N: f64 = 30.0;

/// A figure whose intervals are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// NPS after a visit, clustered adjusted Wald.
    Nps,
    /// CSAT by touchpoint, clustered Wilson.
    Csat,
    /// CSAT on the tablet: people without identifiers, Wilson.
    CsatKiosk,
    /// CES after a request, pseudo-answer t: conservative by design.
    Ces,
    /// Complaints per hundred orders, widened Garwood.
    Complaints,
    /// Returns per hundred orders, widened Garwood.
    Returns,
    /// Share of those asked after a visit who answer, clustered Wilson.
    ResponseRate,
    /// Median wait, order statistics.
    WaitingMedian,
    /// Wait that nine of ten do not exceed, order statistics.
    WaitingP90,
}

impl Figure {
    /// Every figure.
    pub const ALL: [Self; 9] = [
        Self::Nps,
        Self::Csat,
        Self::CsatKiosk,
        Self::Ces,
        Self::Complaints,
        Self::Returns,
        Self::ResponseRate,
        Self::WaitingMedian,
        Self::WaitingP90,
    ];

    /// Whether its intervals may cover more than they promise.
    pub fn may_cover_more(self) -> bool {
        // Order statistics move in steps, so their intervals are conservative as the pseudo-answers of CES are.
        matches!(self, Self::Ces | Self::WaitingMedian | Self::WaitingP90)
    }
}

/// How often a figure's intervals covered.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Coverage {
    /// The figure.
    pub figure: Figure,
    /// Intervals that were judged.
    pub intervals: u64,
    /// Intervals that hold their expectation.
    pub covered: u64,
    /// Intervals that lie above it.
    pub too_high: u64,
    /// Cells with enough to be expected for which no interval was given.
    pub not_given: u64,
}

impl Coverage {
    /// The share that covered; NaN when nothing was judged.
    pub fn share(&self) -> f64 {
        self.covered as f64 / self.intervals as f64
    }
}

/// Coverage of every figure over many worlds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoverageReport {
    /// Simulated worlds.
    pub worlds: u64,
    /// Figures in the order of [`Figure::ALL`].
    pub figures: Vec<Coverage>,
}

impl CoverageReport {
    /// A report on no world.
    pub fn empty() -> Self {
        let none = |figure| Coverage { figure, intervals: 0, covered: 0, too_high: 0, not_given: 0 };
        Self { worlds: 0, figures: Figure::ALL.map(none).to_vec() }
    }

    /// Adds what another report counted.
    pub fn merge(&mut self, other: &Self) {
        self.worlds += other.worlds;
        for (sum, term) in self.figures.iter_mut().zip(&other.figures) {
            sum.intervals += term.intervals;
            sum.covered += term.covered;
            sum.too_high += term.too_high;
            sum.not_given += term.not_given;
        }
    }

    /// The coverage of a figure.
    pub fn of(&self, figure: Figure) -> Coverage {
        self.figures[figure as usize]
    }
}

/// Simulates so many small worlds with seeds from `seed` on and judges their intervals, on all processors.
pub fn coverage(worlds: u64, seed: u64) -> CoverageReport {
    let plans: Vec<Plan> = (0..worlds).map(|world| Plan::small(seed + world)).collect();
    coverage_of(&plans)
}

/// Judges the intervals of the worlds of these plans, on all processors; how many there are does not change the report.
pub fn coverage_of(plans: &[Plan]) -> CoverageReport {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = plans.len().div_ceil(threads).max(1);
    let mut report = CoverageReport::empty();
    std::thread::scope(|scope| {
        let judge = |plans: &[Plan]| {
            let mut report = CoverageReport::empty();
            for plan in plans {
                report.merge(&world::judge(plan.clone()));
            }
            report
        };
        let workers: Vec<_> = plans.chunks(share).map(|plans| scope.spawn(move || judge(plans))).collect();
        for worker in workers {
            match worker.join() {
                Ok(part) => report.merge(&part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    report
}
