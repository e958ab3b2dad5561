//! How far a score is from what it is to reach.

use otklik_core::{Estimate, Status, Target};
use serde::Serialize;
use utoipa::ToSchema;

/// How far a score is from its target.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TargetProgress {
    /// The score to reach.
    pub target: f64,
    /// The day by which it is to be reached.
    pub until: Option<String>,
    /// The score less the target; nothing where too few answered.
    pub distance: Option<f64>,
    /// Lower end of the distance's interval.
    pub low: Option<f64>,
    /// Upper end of the distance's interval.
    pub high: Option<f64>,
    /// What can be said of it.
    pub verdict: TargetVerdict,
}

/// What can be said of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TargetVerdict {
    /// The whole interval of the score lies at the target or above it.
    Reached,
    /// The whole interval lies below it.
    Missed,
    /// The target lies within the interval: more answers are needed to tell.
    CannotTell,
    /// Too few people answered.
    TooFew,
}

impl TargetProgress {
    /// The progress of a score.
    pub(crate) fn of(target: &Target, score: &Estimate) -> Self {
        let from_target = |value: Option<f64>| value.map(|value| value - target.value);
        let (low, high) = (from_target(score.low), from_target(score.high));
        let verdict = match (score.status, low, high) {
            (Status::TooFew, ..) => TargetVerdict::TooFew,
            (_, Some(low), _) if low >= 0.0 => TargetVerdict::Reached,
            (_, _, Some(high)) if high < 0.0 => TargetVerdict::Missed,
            _ => TargetVerdict::CannotTell,
        };
        let until = target.until.map(|day| day.to_string());
        Self { target: target.value, until, distance: from_target(score.value), low, high, verdict }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use otklik_core::{Measure, Method};

    fn verdict(value: f64, low: f64, high: f64) -> TargetVerdict {
        let target = Target { metric: "nps".to_owned(), unit: None, value: 40.0, until: None };
        let score = Estimate {
            value: Some(value),
            low: Some(low),
            high: Some(high),
            status: Status::Ok,
            ..Estimate::too_few(Measure::Points, 100, 100, Method::AdjustedWald)
        };
        TargetProgress::of(&target, &score).verdict
    }

    #[test]
    fn a_target_is_reached_or_missed_only_with_the_whole_interval() {
        assert_eq!(verdict(50.0, 40.0, 60.0), TargetVerdict::Reached);
        assert_eq!(verdict(50.0, 39.0, 61.0), TargetVerdict::CannotTell);
        assert_eq!(verdict(30.0, 20.0, 40.0), TargetVerdict::CannotTell);
        assert_eq!(verdict(29.0, 19.0, 39.0), TargetVerdict::Missed);
        let nobody = Estimate::too_few(Measure::Points, 3, 3, Method::AdjustedWald);
        let target = Target { metric: "nps".to_owned(), unit: None, value: 40.0, until: None };
        assert_eq!(TargetProgress::of(&target, &nobody).verdict, TargetVerdict::TooFew);
    }
}
