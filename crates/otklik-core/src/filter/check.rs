//! What a filter may not be.

use super::{CustomerCondition, Filter};
use crate::ErrorCode;

/// Conditions that may stand within each other.
pub const DEEPEST_FILTER: usize = 32;
/// Conditions that a filter may have in all.
pub const LARGEST_FILTER: usize = 256;
/// Letters of a name at most.
const LONGEST_NAME: usize = 200;

/// What is wrong with a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterFault {
    /// Where, as a JSON pointer into the filter.
    pub pointer: String,
    /// What.
    pub code: ErrorCode,
}

impl Filter {
    /// Says what is wrong with it: too deep, too large, a name too long, a metric that nobody defined, or a condition on
    /// customers within another one.
    pub fn check(&self, knows_metric: &dyn Fn(&str) -> bool) -> Result<(), FilterFault> {
        Check { seen: 0, within_deed: false, knows_metric }.filter(self, &mut Vec::new())
    }

    /// Its name on the wire.
    fn name(&self) -> &'static str {
        match self {
            Self::All(_) => "all",
            Self::Any(_) => "any",
            Self::Not(_) => "not",
            Self::Period(_) => "period",
            Self::Unit(_) => "unit",
            Self::Channel(_) => "channel",
            Self::Touchpoint(_) => "touchpoint",
            Self::Stage(_) => "stage",
            Self::Department(_) => "department",
            Self::Experience(_) => "experience",
            Self::Role(_) => "role",
            Self::Event(_) => "event",
            Self::Survey(_) => "survey",
            Self::Score(_) => "score",
            Self::Answer(_) => "answer",
            Self::Delivery(_) => "delivery",
            Self::Customer(_) => "customer",
        }
    }
}

struct Check<'a> {
    seen: usize,
    within_deed: bool,
    knows_metric: &'a dyn Fn(&str) -> bool,
}

/// The way to a condition: members by name, elements by number.
type Way = Vec<String>;

fn fault(way: &Way, code: ErrorCode) -> FilterFault {
    FilterFault { pointer: way.iter().map(|step| format!("/{step}")).collect(), code }
}

impl Check<'_> {
    fn filter(&mut self, filter: &Filter, way: &mut Way) -> Result<(), FilterFault> {
        self.seen += 1;
        if self.seen > LARGEST_FILTER {
            return Err(fault(way, ErrorCode::FilterTooLarge));
        }
        // A list counts as one condition within another, however its elements are numbered.
        let depth = way.iter().filter(|step| step.parse::<usize>().is_err()).count();
        if depth >= DEEPEST_FILTER {
            return Err(fault(way, ErrorCode::FilterTooDeep));
        }
        way.push(filter.name().to_owned());
        match filter {
            Filter::All(parts) | Filter::Any(parts) => {
                for (index, part) in parts.iter().enumerate() {
                    way.push(index.to_string());
                    self.filter(part, way)?;
                    way.pop();
                }
            }
            Filter::Not(part) => self.filter(part, way)?,
            Filter::Channel(name)
            | Filter::Touchpoint(name)
            | Filter::Department(name)
            | Filter::Event(name)
            | Filter::Survey(name)
                if name.chars().count() > LONGEST_NAME =>
            {
                return Err(fault(way, ErrorCode::TextTooLong));
            }
            Filter::Answer(answer) if answer.metric.as_deref().is_some_and(|metric| !(self.knows_metric)(metric)) => {
                way.push("metric".to_owned());
                return Err(fault(way, ErrorCode::MetricUnknown));
            }
            Filter::Customer(condition) => self.customer(condition, way)?,
            _ => {}
        }
        way.pop();
        Ok(())
    }

    fn customer(&mut self, condition: &CustomerCondition, way: &mut Way) -> Result<(), FilterFault> {
        if self.within_deed {
            return Err(fault(way, ErrorCode::FilterNested));
        }
        let (name, deed) = match condition {
            CustomerCondition::Done(deed) => ("done", deed),
            CustomerCondition::NotDone(deed) => ("not_done", deed),
            _ => return Ok(()),
        };
        way.extend([name.to_owned(), "event".to_owned()]);
        self.within_deed = true;
        self.filter(&deed.event, way)?;
        self.within_deed = false;
        way.truncate(way.len() - 2);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(json: &str) -> Option<(String, ErrorCode)> {
        let filter: Filter = serde_json::from_str(json).unwrap();
        filter.check(&|metric| metric == "nps").err().map(|fault| (fault.pointer, fault.code))
    }

    #[test]
    fn a_fault_has_its_place() {
        let deep = |depth: usize| format!("{}{{\"all\":[]}}{}", r#"{"not":"#.repeat(depth), "}".repeat(depth));
        assert_eq!(checked(&deep(DEEPEST_FILTER - 1)), None);
        let place = "/not".repeat(DEEPEST_FILTER);
        assert_eq!(checked(&deep(DEEPEST_FILTER)), Some((place, ErrorCode::FilterTooDeep)));

        let wide = |parts: usize| format!(r#"{{"any":[{}]}}"#, vec![r#"{"channel":"a"}"#; parts].join(","));
        assert_eq!(checked(&wide(LARGEST_FILTER - 1)), None);
        let place = format!("/any/{}", LARGEST_FILTER - 1);
        assert_eq!(checked(&wide(LARGEST_FILTER)), Some((place, ErrorCode::FilterTooLarge)));

        let nested = r#"{"all":[{"unit":"a"},{"customer":{"not_done":{"event":{"not":{"customer":"known"}}}}}]}"#;
        let place = "/all/1/customer/not_done/event/not/customer".to_owned();
        assert_eq!(checked(nested), Some((place, ErrorCode::FilterNested)));

        let unknown = r#"{"any":[{"answer":{"metric":"nps"}},{"answer":{"metric":"csat","to":3}}]}"#;
        assert_eq!(checked(unknown), Some(("/any/1/answer/metric".to_owned(), ErrorCode::MetricUnknown)));

        let long = format!(r#"{{"all":[{{"survey":"{}"}}]}}"#, "x".repeat(LONGEST_NAME + 1));
        assert_eq!(checked(&long), Some(("/all/0/survey".to_owned(), ErrorCode::TextTooLong)));
    }

    #[test]
    fn conditions_on_customers_may_stand_beside_each_other() {
        let beside = r#"{"all":[{"customer":{"done":{"event":{"role":"review"}}}},{"customer":{"has":"phone"}}]}"#;
        assert_eq!(checked(beside), None);
    }
}
