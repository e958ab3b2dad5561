//! Which events a question is about.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Period, Stage, UnitPath};

/// A condition on events; the same in request bodies, on the command line and in saved views.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Filter {
    /// All of these hold; of none, everything.
    #[schema(no_recursion)]
    All(Vec<Filter>),
    /// At least one of these holds.
    #[schema(no_recursion)]
    Any(Vec<Filter>),
    /// This does not hold.
    #[schema(no_recursion)]
    Not(Box<Filter>),
    /// It happened in this period.
    Period(Period),
    /// It happened in this unit or below it.
    Unit(UnitPath),
    /// It came through this channel.
    Channel(String),
    /// It belongs to this journey stage.
    Stage(Stage),
    /// The answer belongs to this group.
    Score(ScoreGroup),
    /// The order was delivered in time, or late, as promised.
    Delivery(Delivery),
}

impl Default for Filter {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

/// A group of answers by their mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScoreGroup {
    /// Promoters, the satisfied, those at ease.
    Top,
    /// Between.
    Middle,
    /// Detractors, the dissatisfied, those in trouble.
    Bottom,
}

/// Whether an order came as promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// Not later than promised.
    InTime,
    /// Later than promised.
    Late,
}

impl Filter {
    /// The period that holds for everything this filter admits, when it names exactly one at the top.
    pub fn period(&self) -> Option<Period> {
        match self {
            Self::Period(period) => Some(*period),
            Self::All(parts) => parts.iter().find_map(Self::period),
            _ => None,
        }
    }

    /// This filter and another.
    pub fn and(self, other: Self) -> Self {
        match self {
            Self::All(mut parts) => {
                parts.push(other);
                Self::All(parts)
            }
            single => Self::All(vec![single, other]),
        }
    }

    /// The filter with its top-level periods taken out.
    pub fn without_period(&self) -> Self {
        match self {
            Self::Period(_) => Self::default(),
            Self::All(parts) => Self::All(
                parts.iter().filter(|part| !matches!(part, Self::Period(_))).map(Self::without_period).collect(),
            ),
            other => other.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_read_as_the_documents_write_it() {
        let text = r#"{"all":[{"period":"last_90_days"},{"unit":"msk"}]}"#;
        let filter: Filter = serde_json::from_str(text).unwrap();
        assert_eq!(filter.period(), Some(Period::LastDays(90)));
        assert_eq!(filter.without_period(), Filter::All(vec![Filter::Unit("msk".parse().unwrap())]));
        assert_eq!(serde_json::to_string(&filter).unwrap(), text);
    }
}
