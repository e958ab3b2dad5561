//! How two catalogues differ, and how one takes in another.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Catalogue, Rule, Target};

/// How a catalogue differs from the one before it, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CatalogueChanges {
    /// Rules that were not there.
    pub rules_added: u64,
    /// Rules that are gone.
    pub rules_removed: u64,
    /// Rules about the same kinds that mean something else now.
    pub rules_changed: u64,
    /// Whether the rules that stayed stand in another order.
    pub order_changed: bool,
    /// Metrics that came, went or are defined otherwise.
    pub metrics_changed: u64,
    /// Targets that came, went or are others.
    pub targets_changed: u64,
    /// Channels whose names came, went or are others.
    pub channels_changed: u64,
}

type Patterns<'a> = (&'a str, &'a str, &'a str, &'a str);

impl Rule {
    fn patterns(&self) -> Patterns<'_> {
        (&self.source, &self.name, &self.channel, &self.detail)
    }
}

impl Catalogue {
    /// How this catalogue differs from the one before it.
    pub fn changes_since(&self, before: &Self) -> CatalogueChanges {
        let by_patterns = |catalogue: &'_ Self| -> BTreeMap<_, _> {
            catalogue.rules.iter().map(|rule| (own(rule), rule.clone())).collect()
        };
        let (old, new) = (by_patterns(before), by_patterns(self));
        let kept = |catalogue: &Self, other: &BTreeMap<_, _>| -> Vec<_> {
            catalogue.rules.iter().map(own).filter(|patterns| other.contains_key(patterns)).collect()
        };
        CatalogueChanges {
            rules_added: new.keys().filter(|patterns| !old.contains_key(*patterns)).count() as u64,
            rules_removed: old.keys().filter(|patterns| !new.contains_key(*patterns)).count() as u64,
            rules_changed: new.iter().filter(|(key, rule)| old.get(*key).is_some_and(|old| old != *rule)).count()
                as u64,
            order_changed: kept(self, &old) != kept(before, &new),
            metrics_changed: {
                let by_id = |catalogue: &Self| -> BTreeMap<String, _> {
                    catalogue.metrics.iter().map(|metric| (metric.id.clone(), metric.clone())).collect()
                };
                differing(&by_id(before), &by_id(self))
            },
            targets_changed: {
                let by_aim = |catalogue: &Self| -> BTreeMap<_, _> {
                    let aim = |target: &Target| ((target.metric.clone(), target.unit.clone()), target.clone());
                    catalogue.targets.iter().map(aim).collect()
                };
                differing(&by_aim(before), &by_aim(self))
            },
            channels_changed: differing(&before.channels, &self.channels),
        }
    }

    /// This catalogue with what another one has besides: its rules come last, so that nothing that is placed now moves.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        for rule in &other.rules {
            if !self.rules.iter().any(|known| known.patterns() == rule.patterns()) {
                self.rules.push(rule.clone());
            }
        }
        for metric in &other.metrics {
            if self.metric(&metric.id).is_none() {
                self.metrics.push(metric.clone());
            }
        }
        for target in &other.targets {
            if self.target(&target.metric, target.unit.as_ref()).is_none() {
                self.targets.push(target.clone());
            }
        }
        for (channel, name) in &other.channels {
            self.channels.entry(channel.clone()).or_insert_with(|| name.clone());
        }
        self
    }
}

fn own(rule: &Rule) -> [String; 4] {
    let (source, name, channel, detail) = rule.patterns();
    [source, name, channel, detail].map(str::to_owned)
}

fn differing<K: Ord, V: PartialEq>(old: &BTreeMap<K, V>, new: &BTreeMap<K, V>) -> u64 {
    let changed = new.iter().filter(|(key, value)| old.get(*key) != Some(*value)).count();
    let gone = old.keys().filter(|key| !new.contains_key(*key)).count();
    (changed + gone) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Placement;
    use crate::{Role, Text};

    fn rule(name: &str, touchpoint: &str) -> Rule {
        Rule::for_name(name, Placement::new(Text::new(touchpoint, touchpoint), Role::Contact))
    }

    fn catalogue(rules: &[(&str, &str)]) -> Catalogue {
        let rules = rules.iter().map(|(name, touchpoint)| rule(name, touchpoint)).collect();
        Catalogue { rules, ..Catalogue::default() }
    }

    #[test]
    fn differences_are_told_apart() {
        let before = catalogue(&[("a", "A"), ("b", "B"), ("c", "C")]);
        let mut after = catalogue(&[("c", "C"), ("a", "A!"), ("d", "D")]);
        after.channels.insert("app".to_owned(), Text::new("Приложение", "App"));
        after.targets.push(Target { metric: "nps".to_owned(), unit: None, value: 40.0, until: None });
        let changes = after.changes_since(&before);
        let expected = CatalogueChanges {
            rules_added: 1,
            rules_removed: 1,
            rules_changed: 1,
            order_changed: true,
            metrics_changed: 0,
            targets_changed: 1,
            channels_changed: 1,
        };
        assert_eq!(changes, expected);
        assert_eq!(after.changes_since(&after), CatalogueChanges::default());
    }

    #[test]
    fn taking_in_another_catalogue_moves_nothing() {
        let ours = catalogue(&[("a", "A"), ("b*", "B")]);
        let merged = ours.clone().with(&catalogue(&[("a", "Другое"), ("bc", "C"), ("d", "D")]));
        let names: Vec<&str> = merged.rules.iter().map(|rule| rule.placement.touchpoint.en.as_str()).collect();
        assert_eq!(names, ["A", "B", "C", "D"]);
        assert_eq!(merged.clone().with(&merged), merged);
    }
}
