//! What is measured: the definition holds scale, direction and top box, so that a changed question cannot break a trend in silence.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{AnswerGiven, Text};

/// How answers become a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MetricKind {
    /// Share of promoters (9–10) less share of detractors (0–6), in points.
    Nps,
    /// Share of the two highest marks of 1–5.
    Csat,
    /// Mean of 1–7, 7 is easy (CES 2.0).
    Ces,
}

impl MetricKind {
    /// The only scale on which the score is defined.
    pub fn scale(self) -> (f64, f64) {
        match self {
            Self::Nps => (0.0, 10.0),
            Self::Csat => (1.0, 5.0),
            Self::Ces => (1.0, 7.0),
        }
    }

    /// The lowest mark that counts as good: promoters, satisfied, at ease.
    pub fn top_box(self) -> f64 {
        match self {
            Self::Nps => 9.0,
            Self::Csat => 4.0,
            Self::Ces => 5.0,
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Nps, Self::Csat, Self::Ces].into_iter().find(|kind| kind.as_str() == name)
    }

    /// The name that answers carry.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nps => "nps",
            Self::Csat => "csat",
            Self::Ces => "ces",
        }
    }
}

/// A metric of this company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MetricDefinition {
    /// The id by which questions name it, such as `nps_visit`.
    pub id: String,
    /// How answers become the score.
    pub kind: MetricKind,
    /// What the company calls it.
    pub name: Text,
    /// The surveys whose answers count; answers of other surveys are never pooled in.
    pub surveys: Vec<String>,
    /// Whether only a person's last answer in the period counts (relationship surveys).
    #[serde(default)]
    pub last_answer_only: bool,
}

/// Whether an answer counts for a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It counts.
    Counts,
    /// It belongs to another metric or survey.
    Foreign,
    /// It belongs here but was asked on another scale, or lies outside its scale.
    OtherScale,
}

impl MetricDefinition {
    /// Whether an answer with this metric, survey, scale and value counts.
    pub fn admits(&self, metric: &str, survey: &str, scale: Option<(f64, f64)>, value: f64) -> Admission {
        if metric != self.kind.as_str() || !self.surveys.iter().any(|known| known == survey) {
            return Admission::Foreign;
        }
        if self.is_on_scale(scale, value) { Admission::Counts } else { Admission::OtherScale }
    }

    /// Whether a value was given on the metric's scale and is one of its marks.
    pub fn is_on_scale(&self, scale: Option<(f64, f64)>, value: f64) -> bool {
        let (lowest, highest) = self.kind.scale();
        scale == Some((lowest, highest)) && (lowest..=highest).contains(&value) && value.fract() == 0.0
    }

    /// Whether an answer counts for this metric; open answers are foreign.
    pub fn admits_answer(&self, answer: &AnswerGiven) -> Admission {
        match (&answer.metric, answer.value) {
            (Some(metric), Some(value)) => self.admits(metric, &answer.survey, answer.scale, value),
            _ => Admission::Foreign,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_scale_is_told_apart_from_another_metric() {
        let csat = MetricDefinition {
            id: "csat".into(),
            kind: MetricKind::Csat,
            name: Text::new("CSAT", "CSAT"),
            surveys: vec!["pickup".into()],
            last_answer_only: false,
        };
        assert_eq!(csat.admits("csat", "pickup", Some((1.0, 5.0)), 4.0), Admission::Counts);
        assert_eq!(csat.admits("csat", "pickup", Some((1.0, 10.0)), 4.0), Admission::OtherScale);
        assert_eq!(csat.admits("csat", "pickup", Some((1.0, 5.0)), 6.0), Admission::OtherScale);
        assert_eq!(csat.admits("csat", "pickup", None, 4.0), Admission::OtherScale);
        assert_eq!(csat.admits("csat", "kiosk", Some((1.0, 5.0)), 4.0), Admission::Foreign);
        assert_eq!(csat.admits("nps", "pickup", Some((0.0, 10.0)), 4.0), Admission::Foreign);
    }
}
