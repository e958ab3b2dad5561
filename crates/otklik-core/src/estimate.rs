//! Figures that say how sure they are.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Currency;

/// A figure with its certainty: the only form in which a number reaches a reader.
///
/// `value`, `low` and `high` are absent when the status is not [`Status::Ok`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Estimate {
    /// The figure.
    pub value: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
    /// Level of the interval, such as 0.95.
    pub level: f64,
    /// What the figure is counted in.
    pub unit: Measure,
    /// The currency of an amount of money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Observations behind it: answers, orders, waits.
    pub n: u64,
    /// Distinct people behind it; an observation without a customer counts as a person of its own.
    pub people: u64,
    /// Independent observations that would give the same certainty.
    pub effective_n: f64,
    /// How the interval was made.
    pub method: Method,
    /// Whether the figure can be given.
    pub status: Status,
}

impl Estimate {
    /// An estimate that cannot be given because too few people are behind it.
    pub fn too_few(unit: Measure, n: u64, people: u64, method: Method) -> Self {
        Self {
            value: None,
            low: None,
            high: None,
            level: DEFAULT_LEVEL,
            unit,
            currency: None,
            n,
            people,
            effective_n: people as f64,
            method,
            status: Status::TooFew,
        }
    }

    /// A complete count: every row was counted, nothing was sampled, so the interval has no width.
    pub fn counted(value: f64, unit: Measure, n: u64, people: u64) -> Self {
        Self {
            value: Some(value),
            low: Some(value),
            high: Some(value),
            level: 1.0,
            unit,
            currency: None,
            n,
            people,
            effective_n: n as f64,
            method: Method::Count,
            status: Status::Ok,
        }
    }
}

/// The level of intervals unless a table needs another.
pub const DEFAULT_LEVEL: f64 = 0.95;

/// People needed before a figure is given.
pub const ENOUGH_PEOPLE: u64 = 10;

/// What a figure is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Points from −100 to 100 (NPS).
    Points,
    /// A share from 0 to 1.
    Share,
    /// Marks on the question's scale.
    Scale,
    /// Seconds.
    Seconds,
    /// An amount of money.
    Money,
    /// A number of things, or of things per hundred others.
    Count,
}

/// How an interval was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Nothing was estimated: all rows were counted.
    Count,
    /// NPS, adjusted Wald (Rocks 2016), on the effective n.
    AdjustedWald,
    /// Share, Wilson (1927), on the effective n.
    Wilson,
    /// Mean, Student's t with pseudo-answers at the ends and the middle of the scale.
    PseudoT,
    /// Mean, Student's t on people.
    ClusteredT,
    /// Quantile by order statistics.
    OrderStatistics,
    /// Rate of events, Garwood (1936), widened for overdispersion.
    Garwood,
    /// Difference of two shares, Newcombe (1998).
    Newcombe,
    /// Difference of two figures by the normal approximation with people in both counted.
    ClusteredDifference,
    /// Percentiles of a bootstrap over people.
    Bootstrap,
}

/// Whether a figure can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It can.
    Ok,
    /// Too few people are behind it.
    TooFew,
    /// The data cannot tell, however many they are.
    NotIdentified,
}

/// How a figure differs from another slice or period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Change {
    /// The difference, in the unit of the figures.
    pub value: Option<f64>,
    /// Lower end of its interval.
    pub low: Option<f64>,
    /// Upper end of its interval.
    pub high: Option<f64>,
    /// Level of the interval.
    pub level: f64,
    /// Two-sided p value.
    pub p: Option<f64>,
    /// The p value corrected for how many differences the table shows (Benjamini–Hochberg 1995).
    pub p_adjusted: Option<f64>,
    /// How the interval was made.
    pub method: Method,
    /// The difference in a word.
    pub verdict: Verdict,
}

/// A difference in a word; whether higher is good is for the metric to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Certainly higher.
    Higher,
    /// Certainly lower.
    Lower,
    /// Cannot be told from chance.
    NoClearChange,
    /// Too few people in one of the two.
    TooFew,
}

/// What it says of a change that it was taken apart into another mix of parts and changes within them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SplitReading {
    /// Too few people to tell.
    TooFew,
    /// Neither the mix nor the parts changed for certain.
    Unclear,
    /// The parts changed; the mix explains nothing for certain.
    Within,
    /// The mix changed and the parts did not for certain: the change says little about them.
    Mix,
    /// Both changed in the same direction.
    Both,
    /// The parts changed against the direction of the whole (Simpson's paradox).
    Reversed,
    /// The parts changed, and the mix hides it.
    Hidden,
}
