//! What metrics are to reach.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{MetricDefinition, MetricKind, UnitPath};

/// What a metric is to reach, in a unit or in the company as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The metric's id.
    pub metric: String,
    /// The unit with everything below it; without it the company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitPath>,
    /// The score to reach, as the score counts: points, share or marks.
    pub value: f64,
    /// The day by which it is to be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<Date>,
}

impl Target {
    /// Whether a metric can have this score at all.
    pub(super) fn is_possible_for(&self, metric: &MetricDefinition) -> bool {
        let (lowest, highest) = match metric.kind {
            MetricKind::Nps => (-100.0, 100.0),
            MetricKind::Csat => (0.0, 1.0),
            MetricKind::Ces => metric.kind.scale(),
        };
        (lowest..=highest).contains(&self.value)
    }
}
