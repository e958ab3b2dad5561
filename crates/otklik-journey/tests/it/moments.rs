//! Moments of truth against their definition.

use std::collections::BTreeSet;
use std::sync::Arc;

use otklik_journey::{LEFT_OUT, MomentCounts, MomentSample, MomentTerms, ORDER_WINDOW, TouchEvent, TouchPart};
use proptest::prelude::*;

use crate::pains::{NODES, customers, folded};

const DAY: i64 = ORDER_WINDOW;

/// What a customer did in a week, as its definition says.
#[derive(Clone, Debug)]
struct Week {
    customer: usize,
    nodes: BTreeSet<u16>,
    /// The week, the habits of the week and of the four before, whether the customer is new; and the unit.
    stratum: (u16, usize, usize, bool),
    unit: u16,
    is_mature: bool,
    returned: f64,
}

fn counts(touch: &TouchEvent) -> bool {
    touch.counts && touch.node != LEFT_OUT && touch.part != TouchPart::Answer
}

fn weeks_of(customer: usize, touches: &[TouchEvent], terms: &MomentTerms) -> Vec<Week> {
    let orders = |holds: &dyn Fn(i64) -> bool| {
        touches.iter().filter(|touch| touch.part == TouchPart::Order && holds(touch.time)).count()
    };
    let class = |orders: usize| [0, 1, 2, 2, 3][orders.min(4)];
    let counting: Vec<&TouchEvent> = touches.iter().filter(|touch| counts(touch)).collect();
    let week = |week: &[&TouchEvent]| {
        let (first, last) = (week[0], week[week.len() - 1]);
        let end = ((7 * (i64::from(first.week) + 1) - 3) * DAY).max(last.time);
        let now = class(orders(&|time| first.time <= time && time <= end));
        let before = class(orders(&|time| first.time - 28 * DAY <= time && time < first.time));
        Week {
            customer,
            nodes: week.iter().map(|touch| touch.node).collect(),
            stratum: (first.week, now, before, orders(&|time| time < first.time) == 0),
            unit: first.unit,
            is_mature: end + terms.return_window <= terms.now,
            returned: f64::from(u8::from(orders(&|time| end < time && time <= end + terms.return_window) > 0)),
        }
    };
    let weeks = counting.chunk_by(|one, next| one.week == next.week).map(week);
    weeks.filter(|week| week.stratum.1 > 0).collect()
}

/// What each week weighs in the comparison of a node.
fn weights(weeks: &[Week], node: u16) -> Vec<f64> {
    let alike = |one: &Week, other: &Week| one.stratum == other.stratum;
    let here = |one: &Week, other: &Week| alike(one, other) && one.unit == other.unit;
    let is_with = |week: &Week| week.nodes.contains(&node);
    let count = |holds: &dyn Fn(&Week) -> bool| weeks.iter().filter(|week| holds(week)).count() as f64;
    let lonely = |one: &Week| count(&|other| here(one, other) && !is_with(other)) == 0.0;
    let weigh = |one: &Week| {
        let without = count(&|other| alike(one, other) && !is_with(other));
        if is_with(one) {
            return if without > 0.0 { 1.0 } else { 0.0 };
        }
        let near =
            count(&|other| here(one, other) && is_with(other)) / count(&|other| here(one, other) && !is_with(other));
        near + count(&|other| alike(one, other) && is_with(other) && lonely(other)) / without
    };
    weeks.iter().map(weigh).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn moments_are_counted_and_compared_as_they_are_defined(customers in customers(), days in 0_i64..60, parts in 1_usize..4) {
        let terms = MomentTerms { nodes: usize::from(NODES), return_window: 10 * DAY, now: days * DAY };
        let mut counts = MomentCounts::new(terms);
        let counted = folded(&counts, &customers, parts);
        let all: Vec<Week> =
            customers.iter().enumerate().flat_map(|(customer, touches)| weeks_of(customer, touches, &terms)).collect();
        let people = |holds: &dyn Fn(&Week) -> bool| {
            all.iter().filter(|week| holds(week)).map(|week| week.customer).collect::<BTreeSet<_>>().len() as u64
        };
        prop_assert_eq!(counted.people, people(&|_| true));
        for count in &counted.nodes {
            let at = |week: &Week| week.nodes.contains(&count.node);
            prop_assert_eq!(count.weeks, all.iter().filter(|week| at(week)).count() as u64);
            prop_assert_eq!(count.people, people(&at));
            prop_assert_eq!(count.immature, people(&|week| at(week) && !week.is_mature));
            let opened = customers.iter().filter(|touches| counts.was_at(count.node, touches).is_some()).count();
            prop_assert_eq!(count.people, opened as u64);
        }
        let mature: Vec<Week> = all.into_iter().filter(|week| week.is_mature).collect();
        let sample = MomentSample::new(terms, Arc::new(counted.strata));
        let sampled = folded(&sample, &customers, parts);
        for (node, sampled) in sampled.iter().enumerate() {
            let weights = weights(&mature, node as u16);
            // Of each customer: returned and all with, returned and all without.
            let mut own = vec![[0.0; 4]; customers.len()];
            for (week, weight) in mature.iter().zip(&weights) {
                let first = if week.nodes.contains(&(node as u16)) { 0 } else { 2 };
                own[week.customer][first] += weight * week.returned;
                own[week.customer][first + 1] += weight;
            }
            let sum = |part: usize| own.iter().map(|own| own[part]).sum::<f64>();
            let (with, without) = (sum(0) / sum(1), sum(2) / sum(3));
            prop_assert_eq!(sampled.weeks_with as f64, sum(1));
            prop_assert_eq!(sampled.people_with, own.iter().filter(|own| own[1] > 0.0).count() as u64);
            prop_assert_eq!(sampled.people_without, own.iter().filter(|own| own[3] > 0.0).count() as u64);
            let at = mature.iter().filter(|week| week.nodes.contains(&(node as u16))).count() as u64;
            prop_assert_eq!(sampled.uncompared, at - sampled.weeks_with);
            if sum(1) == 0.0 {
                continue;
            }
            let pull = |own: &[f64; 4]| (own[0] - with * own[1]) / sum(1) - (own[2] - without * own[3]) / sum(3);
            let concerned = own.iter().filter(|own| own[1] + own[3] > 0.0).count() as f64;
            let variance = own.iter().map(|own| pull(own).powi(2)).sum::<f64>() * concerned / (concerned - 1.0);
            prop_assert!((sampled.with - with).abs() < 1e-9, "{} {}", sampled.with, with);
            prop_assert!((sampled.without - without).abs() < 1e-3, "{} {}", sampled.without, without);
            let found = sampled.variances[2];
            prop_assert!(variance.is_nan() && found.is_nan() || (found - variance).abs() < 1e-3, "{} {}", found, variance);
        }
        for (one, other) in sampled.iter().zip(folded(&sample, &customers, 1)) {
            prop_assert_eq!(format!("{one:?}"), format!("{other:?}"), "the division among folds changes nothing");
        }
    }
}
