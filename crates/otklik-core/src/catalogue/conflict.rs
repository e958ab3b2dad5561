//! Rules that stand in each other's way.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Catalogue, Rule};

/// Two rules of which somebody should know; the catalogue holds all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RuleConflict {
    /// The later rule's place, from 0.
    pub rule: usize,
    /// The earlier rule's place.
    pub earlier: usize,
    /// How they stand to each other.
    pub kind: RuleConflictKind,
}

/// How two rules stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RuleConflictKind {
    /// Whatever the later one is about, the earlier one takes.
    NeverReached,
    /// Some kinds fit both and mean different things, neither rule is the exception of the other: their order decides.
    OrderDecides,
    /// The touchpoint has one name but two stages or departments.
    TouchpointDivided,
}

/// How two patterns stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Overlap {
    Apart,
    Same,
    FirstWider,
    SecondWider,
    /// Each is wider in some part; both are about what lies in common.
    Crossing,
}

fn overlap(first: &str, second: &str) -> Overlap {
    match (first.strip_suffix('*'), second.strip_suffix('*')) {
        _ if first == second => Overlap::Same,
        (Some(prefix), _) if second.strip_suffix('*').unwrap_or(second).starts_with(prefix) => Overlap::FirstWider,
        (_, Some(prefix)) if first.strip_suffix('*').unwrap_or(first).starts_with(prefix) => Overlap::SecondWider,
        _ => Overlap::Apart,
    }
}

fn relation(earlier: &Rule, later: &Rule) -> Overlap {
    let parts = [
        overlap(&earlier.source, &later.source),
        overlap(&earlier.name, &later.name),
        overlap(&earlier.channel, &later.channel),
        overlap(&earlier.detail, &later.detail),
    ];
    let any = |wanted| parts.contains(&wanted);
    match (any(Overlap::Apart), any(Overlap::FirstWider), any(Overlap::SecondWider)) {
        (true, ..) => Overlap::Apart,
        (_, true, true) => Overlap::Crossing,
        (_, true, false) => Overlap::FirstWider,
        (_, false, true) => Overlap::SecondWider,
        (_, false, false) => Overlap::Same,
    }
}

fn conflict(earlier: &Rule, later: &Rule) -> Option<RuleConflictKind> {
    match relation(earlier, later) {
        Overlap::FirstWider | Overlap::Same => return Some(RuleConflictKind::NeverReached),
        Overlap::Crossing if earlier.placement != later.placement => return Some(RuleConflictKind::OrderDecides),
        _ => {}
    }
    let (one, other) = (&earlier.placement, &later.placement);
    let divided =
        one.touchpoint == other.touchpoint && (one.stage, &one.department) != (other.stage, &other.department);
    divided.then_some(RuleConflictKind::TouchpointDivided)
}

impl Catalogue {
    /// Pairs of rules of which somebody should know: each later rule with the first earlier one that is in its way.
    pub fn conflicts(&self) -> Vec<RuleConflict> {
        let mut conflicts = Vec::new();
        for (rule, later) in self.rules.iter().enumerate() {
            let found = self.rules[..rule].iter().enumerate().find_map(|(place, earlier)| {
                Some(RuleConflict { rule, earlier: place, kind: conflict(earlier, later)? })
            });
            conflicts.extend(found);
        }
        conflicts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Placement;
    use crate::{EventKind, Role, Stage, Text};
    use proptest::prelude::*;

    fn rule(name: &str, channel: &str, touchpoint: &str) -> Rule {
        let placement = Placement::new(Text::new(touchpoint, touchpoint), Role::Contact);
        Rule { channel: channel.to_owned(), ..Rule::for_name(name, placement) }
    }

    fn kinds(rules: Vec<Rule>) -> Vec<(usize, usize, RuleConflictKind)> {
        let catalogue = Catalogue { rules, ..Catalogue::default() };
        catalogue.conflicts().into_iter().map(|found| (found.rule, found.earlier, found.kind)).collect()
    }

    #[test]
    fn an_exception_before_its_rule_is_no_conflict_and_after_it_is_never_reached() {
        let (exception, general) = (rule("order_placed", "app", "В приложении"), rule("order_*", "*", "Касса"));
        assert_eq!(kinds(vec![exception.clone(), general.clone()]), []);
        assert_eq!(kinds(vec![general, exception]), [(1, 0, RuleConflictKind::NeverReached)]);
    }

    #[test]
    fn rules_that_cross_leave_it_to_their_order() {
        let rules = vec![rule("order_*", "*", "Касса"), rule("*", "app", "Приложение")];
        assert_eq!(kinds(rules), [(1, 0, RuleConflictKind::OrderDecides)]);
    }

    #[test]
    fn one_touchpoint_with_two_stages_is_noticed() {
        let mut delivered = rule("delivered", "*", "Доставка");
        delivered.placement.stage = Some(Stage::Delivery);
        assert_eq!(
            kinds(vec![rule("handed_over", "*", "Доставка"), delivered]),
            [(1, 0, RuleConflictKind::TouchpointDivided)]
        );
    }

    fn pattern() -> impl Strategy<Value = String> {
        "[ab]{0,2}[*]?"
    }

    proptest! {
        #[test]
        fn a_rule_that_is_never_reached_places_no_kind(
            patterns in prop::collection::vec((pattern(), pattern()), 1..6),
            names in prop::collection::vec(("[ab]{0,3}", "[ab]{0,3}"), 1..40),
        ) {
            let rules: Vec<Rule> = patterns.iter().map(|(name, channel)| rule(name, channel, name)).collect();
            let catalogue = Catalogue { rules, ..Catalogue::default() };
            for found in catalogue.conflicts() {
                for (name, channel) in &names {
                    let kind = EventKind { name: name.clone(), channel: channel.clone(), ..EventKind::default() };
                    if found.kind == RuleConflictKind::NeverReached {
                        prop_assert_ne!(catalogue.rule_for(&kind), Some(found.rule));
                    }
                }
            }
        }
    }
}
