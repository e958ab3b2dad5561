//! Which events a question is about.

mod check;
mod customer;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::catalogue::Experience;
use crate::{Period, Role, Stage, UnitPath};

pub use check::{DEEPEST_FILTER, FilterFault, LARGEST_FILTER};
pub use customer::{CustomerCondition, DayCount, Deed, NoDays, Within};

/// A condition on events; the same in request bodies, on the command line and in saved views.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Filter {
    /// All of these hold; of none, everything.
    #[schema(no_recursion)]
    All(Vec<Filter>),
    /// At least one of these holds; of none, nothing.
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
    /// It belongs to this touchpoint, by its name in either language.
    Touchpoint(String),
    /// It belongs to this journey stage.
    Stage(Stage),
    /// This department is responsible, by its name in either language.
    Department(String),
    /// It gives this kind of experience.
    Experience(Experience),
    /// It plays this part in the figures.
    Role(Role),
    /// Its source calls it so.
    Event(String),
    /// It answers this survey.
    Survey(String),
    /// The answer belongs to this group of its own metric.
    Score(ScoreGroup),
    /// It carries an answer like this.
    Answer(AnswerCondition),
    /// The order was delivered in time, or late, as promised.
    Delivery(Delivery),
    /// Whoever it happened to is like this.
    Customer(CustomerCondition),
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

/// What an answer must be like; whatever is left out may be anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerCondition {
    /// It counts for this metric of the catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<String>,
    /// Its mark belongs to this group of its metric.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<ScoreGroup>,
    /// Its mark is not lower.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<i16>,
    /// Its mark is not higher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<i16>,
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
    /// The periods that all hold for everything this filter admits; all time is none.
    pub fn periods(&self) -> Vec<Period> {
        match self {
            Self::Period(Period::AllTime) => Vec::new(),
            Self::Period(period) => vec![*period],
            Self::All(parts) => parts.iter().flat_map(Self::periods).collect(),
            _ => Vec::new(),
        }
    }

    /// The one period that holds for everything this filter admits; nothing where there is none or more than one.
    pub fn period(&self) -> Option<Period> {
        match self.periods()[..] {
            [period] => Some(period),
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

    /// The unit that this filter is about as a whole, or, inside, nothing for the company; none where it admits only a part.
    pub fn aim(&self) -> Option<Option<&UnitPath>> {
        match self {
            Self::Period(_) => Some(None),
            Self::Unit(unit) => Some(Some(unit)),
            Self::All(parts) => parts.iter().try_fold(None, |known, part| match (known, part.aim()?) {
                (None, aim) => Some(aim),
                (known, None) => Some(known),
                (Some(_), Some(_)) => None,
            }),
            _ => None,
        }
    }

    /// Whether a condition on the event itself is of this sort; what its customer did besides does not count.
    pub fn mentions(&self, is_sort: &impl Fn(&Self) -> bool) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|part| part.mentions(is_sort)),
            Self::Not(part) => part.mentions(is_sort),
            single => is_sort(single),
        }
    }

    /// The filter for events that no answer came from: what only an answer can meet is taken out.
    ///
    /// Of `any` and `not` nothing is left where an answer decides, so that nobody is left out for not having answered.
    pub fn without_answers(&self) -> Self {
        let of_answers = |filter: &Self| matches!(filter, Self::Score(_) | Self::Answer(_));
        match self {
            Self::All(parts) => Self::All(parts.iter().map(Self::without_answers).collect()),
            other if other.mentions(&of_answers) => Self::default(),
            other => other.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(json: &str) -> Filter {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_filter_is_read_as_the_documents_write_it() {
        let text = r#"{"all":[{"period":"last_90_days"},{"unit":"msk"}]}"#;
        let read = filter(text);
        assert_eq!(read.period(), Some(Period::LastDays(90)));
        assert_eq!(read.without_period(), Filter::All(vec![Filter::Unit("msk".parse().unwrap())]));
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }

    #[test]
    fn every_condition_is_written_as_it_is_read() {
        for text in [
            r#"{"any":[{"channel":"app"},{"touchpoint":"Till"},{"stage":"use"},{"department":"Kitchen"}]}"#,
            r#"{"not":{"any":[{"experience":"social"},{"role":"complaint"},{"event":"app_open"},{"survey":"visit"}]}}"#,
            r#"{"answer":{"metric":"nps_visit","group":"bottom","from":3,"to":6}}"#,
            r#"{"customer":"known"}"#,
            r#"{"customer":{"has":"email"}}"#,
            r#"{"customer":{"home_unit":"msk"}}"#,
            r#"{"customer":{"done":{"event":{"role":"complaint"},"within":{"days_before":30},"at_least":2}}}"#,
            r#"{"customer":{"not_done":{"event":{"touchpoint":"Till"},"within":{"period":"last_month"}}}}"#,
        ] {
            assert_eq!(serde_json::to_string(&filter(text)).unwrap(), text);
        }
        for text in [
            r#"{"answer":{"mark":3}}"#,
            r#"{"customer":{"done":{"event":{"role":"complaint"},"at_least":0}}}"#,
            r#"{"customer":{"done":{"event":{"role":"complaint"},"within":{"days_before":0}}}}"#,
            r#"{"customer":{"done":{}}}"#,
        ] {
            assert!(serde_json::from_str::<Filter>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_filter_is_about_a_unit_only_as_a_whole() {
        let aim = |json| filter(json).aim().map(|unit| unit.map(ToString::to_string));
        assert_eq!(aim(r#"{"all":[]}"#), Some(None));
        assert_eq!(aim(r#"{"all":[{"period":"this_year"},{"unit":"msk"}]}"#), Some(Some("msk".to_owned())));
        assert_eq!(aim(r#"{"all":[{"unit":"spb"},{"unit":"msk"}]}"#), None);
        assert_eq!(aim(r#"{"all":[{"unit":"msk"},{"channel":"app"}]}"#), None);
        assert_eq!(aim(r#"{"not":{"unit":"msk"}}"#), None);
    }

    #[test]
    fn two_periods_are_no_single_one() {
        let both = filter(r#"{"all":[{"period":"last_90_days"},{"all":[{"period":"this_year"}]}]}"#);
        assert_eq!((both.periods().len(), both.period()), (2, None));
        assert_eq!(filter(r#"{"any":[{"period":"this_year"}]}"#).periods(), []);
        let with_all_time = filter(r#"{"all":[{"period":"all_time"},{"period":"this_year"}]}"#);
        assert_eq!(with_all_time.period().map(|period| period.to_string()).as_deref(), Some("this_year"));
    }

    #[test]
    fn nobody_is_left_out_for_not_having_answered() {
        let without = |json| serde_json::to_string(&filter(json).without_answers()).unwrap();
        assert_eq!(without(r#"{"all":[{"score":"top"},{"unit":"msk"}]}"#), r#"{"all":[{"all":[]},{"unit":"msk"}]}"#);
        assert_eq!(without(r#"{"not":{"score":"top"}}"#), r#"{"all":[]}"#);
        assert_eq!(without(r#"{"any":[{"unit":"msk"},{"answer":{"to":6}}]}"#), r#"{"all":[]}"#);
        let deed = r#"{"customer":{"done":{"event":{"score":"bottom"}}}}"#;
        assert_eq!(without(deed), deed);
    }
}
