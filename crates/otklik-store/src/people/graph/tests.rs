use otklik_core::IdentifierKind::{Anonymous, Email, External, Phone};
use proptest::prelude::*;

use super::*;

/// An identifier as a test names it.
type Name = (IdentifierKind, u32);

/// A graph whose identifiers are known by names.
#[derive(Default)]
struct Town {
    graph: Graph,
    keys: BTreeMap<Name, IdentityKey>,
}

impl Town {
    fn event(&mut self, names: &[Name]) {
        let mut names = names.to_vec();
        names.sort_unstable();
        names.dedup();
        let known: Vec<IdentityKey> = names.iter().filter_map(|name| self.keys.get(name)).copied().collect();
        let mut present = known.clone();
        for (index, one) in known.iter().enumerate() {
            for other in &known[index + 1..] {
                self.graph.see(*one, *other);
            }
        }
        for name in names {
            if self.keys.contains_key(&name) {
                continue;
            }
            let key = IdentityKey(self.keys.len() as i64 + 1);
            self.keys.insert(name, key);
            match present.iter().copied().find(|other| self.graph.may_take(*other)) {
                Some(other) => self.graph.make_for(key, name.0, self.graph.owner(other)),
                None => self.graph.make(key, name.0),
            }
            for other in &present {
                self.graph.see(key, *other);
            }
            present.push(key);
        }
    }

    fn of(events: &[Vec<Name>]) -> Self {
        let mut town = Self::default();
        for event in events {
            town.event(event);
        }
        town
    }

    /// Who is one customer with whom.
    fn partition(&self) -> BTreeSet<BTreeSet<Name>> {
        let mut parts: BTreeMap<CustomerKey, BTreeSet<Name>> = BTreeMap::new();
        for (name, key) in &self.keys {
            parts.entry(self.graph.owner(*key)).or_default().insert(*name);
        }
        parts.into_values().collect()
    }

    fn together(&self, one: Name, other: Name) -> bool {
        self.graph.owner(self.keys[&one]) == self.graph.owner(self.keys[&other])
    }
}

/// The customers that follow from all links at once.
fn by_brute_force(events: &[Vec<Name>]) -> BTreeSet<BTreeSet<Name>> {
    let mut links: BTreeMap<Name, BTreeSet<Name>> = BTreeMap::new();
    for event in events {
        for one in event {
            let others = event.iter().filter(|other| *other != one).copied();
            links.entry(*one).or_default().extend(others);
        }
    }
    let shared = |name: &Name| {
        IdentifierKind::ALL
            .into_iter()
            .any(|kind| links[name].iter().filter(|other| other.0 == kind).count() > limit(name.0, kind))
    };
    let joining: BTreeSet<Name> = links.keys().filter(|name| !shared(name)).copied().collect();
    let mut parts = BTreeSet::new();
    let mut left: BTreeSet<Name> = links.keys().copied().collect();
    while let Some(first) = left.pop_first() {
        let mut part = BTreeSet::from([first]);
        let mut frontier = if joining.contains(&first) { vec![first] } else { Vec::new() };
        while let Some(name) = frontier.pop() {
            for other in links[&name].iter().filter(|other| joining.contains(other)) {
                if part.insert(*other) {
                    left.remove(other);
                    frontier.push(*other);
                }
            }
        }
        parts.insert(part);
    }
    parts
}

#[test]
fn a_device_becomes_the_customer_who_signs_in_on_it() {
    let town = Town::of(&[vec![(Anonymous, 1)], vec![(External, 1)], vec![(Anonymous, 1), (External, 1)]]);
    assert!(town.together((Anonymous, 1), (External, 1)));
    assert_eq!(town.graph.changes.merges.len(), 1);
    assert_eq!(town.graph.owner(town.keys[&(External, 1)]), CustomerKey(1), "the older number stays");
}

#[test]
fn a_shop_telephone_does_not_fuse_a_thousand_people() {
    let events: Vec<Vec<Name>> = (0..1_000).map(|number| vec![(External, number), (Phone, 1)]).collect();
    let town = Town::of(&events);
    assert_eq!(town.partition().len(), 1_001, "everybody, and the telephone alone");
    assert_eq!(town.graph.changes.shared.len(), 1);
}

#[test]
fn merges_by_a_shared_telephone_are_taken_back_when_it_is_recognised() {
    let mut town = Town::of(&(0..4).map(|number| vec![(External, number), (Phone, 1)]).collect::<Vec<_>>());
    assert!(town.together((External, 0), (External, 3)), "a family of four may share a telephone");
    town.event(&[(External, 4), (Phone, 1)]);
    assert!(!town.together((External, 0), (External, 3)));
    assert_eq!(town.graph.owner(town.keys[&(External, 0)]), CustomerKey(1), "each gets the number it began with");
}

#[test]
fn a_person_separates_what_was_merged_wrongly_and_it_stays_apart() {
    let mut town = Town::of(&[
        vec![(External, 1), (Email, 1)],
        vec![(External, 2), (Phone, 2)],
        vec![(Email, 1), (Phone, 2)],
        vec![(External, 1), (Phone, 2)],
    ]);
    let (one, two) = (town.keys[&(External, 1)], town.keys[&(External, 2)]);
    assert!(town.together((External, 1), (External, 2)));
    town.graph.separate(one, two);
    assert!(!town.together((External, 1), (External, 2)));
    town.event(&[(External, 1), (External, 2)]);
    town.event(&[(External, 1), (Anonymous, 5)]);
    town.event(&[(External, 2), (Anonymous, 5)]);
    assert!(!town.together((External, 1), (External, 2)), "neither directly nor through another");
    assert!(town.graph.changes.refused.values().all(|refusal| *refusal == Refusal::Apart));
    town.graph.apart.clear();
    town.graph.join(one, two);
    assert!(town.together((External, 1), (External, 2)), "a person may say otherwise later");
}

#[test]
fn a_customer_does_not_grow_without_limit() {
    // A chain of devices and messengers, in which nobody has many neighbours.
    let mut town = Town::default();
    for number in 0..3_000 {
        town.event(&[(External, number), (Email, number)]);
        town.event(&[(External, number), (Email, number + 1)]);
    }
    let largest = town.partition().iter().map(BTreeSet::len).max().unwrap();
    assert!(largest <= LARGEST_CUSTOMER, "{largest}");
    assert!(town.graph.changes.refused.values().any(|refusal| *refusal == Refusal::TooLarge));
}

fn a_name() -> impl Strategy<Value = Name> {
    (0..5_usize, 0..7_u32).prop_map(|(kind, number)| (IdentifierKind::ALL[kind], number))
}

fn some_events() -> impl Strategy<Value = Vec<Vec<Name>>> {
    prop::collection::vec(
        prop::collection::btree_set(a_name(), 1..4).prop_map(|names| names.into_iter().collect()),
        1..60,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn customers_do_not_depend_on_the_order_of_events(events in some_events(), seed in any::<u64>()) {
        let expected = by_brute_force(&events);
        prop_assert_eq!(Town::of(&events).partition(), expected.clone());
        let mut shuffled = events;
        let mut state = seed;
        for index in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(index, (state >> 33) as usize % (index + 1));
        }
        prop_assert_eq!(Town::of(&shuffled).partition(), expected);
    }

    #[test]
    fn every_identifier_has_the_customer_that_lists_it(events in some_events()) {
        let town = Town::of(&events);
        for (customer, members) in &town.graph.members {
            prop_assert!(members.iter().all(|identity| town.graph.owner(*identity) == *customer));
        }
        prop_assert_eq!(town.graph.members.values().map(BTreeSet::len).sum::<usize>(), town.keys.len());
    }
}
