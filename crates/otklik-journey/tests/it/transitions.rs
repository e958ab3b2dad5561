//! Transitions against their definition.

use std::collections::{BTreeMap, BTreeSet};

use otklik_journey::{
    Durations, Edge, Fold, LEFT_OUT, Lens, SectionRule, TransitionFigure, TransitionQuestion, Transitions,
    TransitionsAnswer,
};
use proptest::prelude::*;

use crate::support::{World, fold_divided, fold_in_pieces, fold_whole, people_behind, sections_of, worlds};

/// Counts and people by edge, start and end, and the times of each edge.
#[derive(Default)]
struct Definition {
    edges: BTreeMap<Edge, (Vec<i64>, BTreeSet<i64>)>,
    starts: BTreeMap<u16, (u64, BTreeSet<i64>)>,
    ends: BTreeMap<u16, (u64, BTreeSet<i64>)>,
}

fn define(world: &World, nodes: &[u16], rule: SectionRule, collapse: bool) -> Definition {
    let mut definition = Definition::default();
    for events in world.people() {
        for section in sections_of(&events, rule) {
            let mut walk: Vec<(u16, i64)> = Vec::new();
            for event in &section {
                let node = nodes[usize::from(event.code)];
                let repeats = collapse && walk.last().is_some_and(|last| last.0 == node);
                if node != LEFT_OUT && !repeats {
                    walk.push((node, event.time));
                }
            }
            let (Some(first), Some(last)) = (walk.first(), walk.last()) else { continue };
            let customer = section[0].customer;
            for (table, node) in [(&mut definition.starts, first.0), (&mut definition.ends, last.0)] {
                let entry = table.entry(node).or_default();
                entry.0 += 1;
                entry.1.insert(customer);
            }
            for pair in walk.windows(2) {
                let entry = definition.edges.entry(Edge { from: pair[0].0, to: pair[1].0 }).or_default();
                entry.0.push(pair[1].1 - pair[0].1);
                entry.1.insert(customer);
            }
        }
    }
    definition
}

fn assert_is(answer: &TransitionsAnswer, definition: &Definition) {
    assert_eq!(answer.edges.len(), definition.edges.len());
    for (found, (edge, (times, people))) in answer.edges.iter().zip(&definition.edges) {
        let sum: i64 = times.iter().sum();
        let expected = (*edge, times.len() as u64, people.len() as u64, sum as u128);
        assert_eq!((found.edge, found.count, found.people, found.micros), expected);
        let mut sorted = times.clone();
        sorted.sort_unstable();
        let middle = (sorted[(sorted.len() - 1) / 2] + sorted[sorted.len() / 2]) as f64 / 2.0;
        let median = found.times.unwrap().median;
        assert!((median - middle).abs() <= middle * Durations::RELATIVE_ERROR + 1.0, "{median} {middle}");
    }
    for (found, defined) in [(&answer.starts, &definition.starts), (&answer.ends, &definition.ends)] {
        let found: Vec<_> = found.iter().map(|count| (count.node, count.count, count.people)).collect();
        let defined: Vec<_> =
            defined.iter().map(|(node, (count, people))| (*node, *count, people.len() as u64)).collect();
        assert_eq!(found, defined);
    }
}

fn rules() -> impl Strategy<Value = SectionRule> {
    prop_oneof![Just(SectionRule::Whole), (1_i64..5).prop_map(SectionRule::Gap), Just(SectionRule::Group)]
}

proptest! {
    #[test]
    fn transitions_are_what_their_definition_says(
        world in worlds(6, 14), rule in rules(), collapse in any::<bool>(), cuts in prop::collection::vec(0_i64..12, 0..4), parts in 1_usize..5,
    ) {
        let nodes = [0, 1, 2, LEFT_OUT, 1, 3];
        let question = TransitionQuestion {
            nodes: Lens::new(&nodes).unwrap(), sections: rule, collapse_repeats: collapse, distributions: true,
        };
        let definition = define(&world, &nodes, rule, collapse);
        let mut fold = Transitions::new(question).unwrap();
        let whole = fold_whole(fold.clone(), &world);
        assert_is(&whole, &definition);
        prop_assert_eq!(&fold_divided(&fold, &world, parts), &whole);
        prop_assert_eq!(&fold_in_pieces(fold.clone(), &world, &cuts), &whole);
        for edge in &whole.edges {
            prop_assert_eq!(people_behind(&mut fold, &TransitionFigure::Edge(edge.edge), &world), edge.people);
        }
        for start in &whole.starts {
            prop_assert_eq!(people_behind(&mut fold, &TransitionFigure::Start(start.node), &world), start.people);
        }
        for end in &whole.ends {
            prop_assert_eq!(people_behind(&mut fold, &TransitionFigure::End(end.node), &world), end.people);
        }
    }

    #[test]
    fn switches_of_channel_are_transitions_between_channels(world in worlds(6, 14)) {
        let question = TransitionQuestion {
            nodes: Lens::plain(3).unwrap(), sections: SectionRule::Whole, collapse_repeats: true, distributions: false,
        };
        let mut fold = Transitions::new(question).unwrap();
        let channels: Vec<_> = world.events.iter().map(|event| event.value).collect();
        world.journeys().coded_by(&channels).unwrap().visit(&mut fold);
        let switches: usize = world
            .people()
            .iter()
            .map(|events| events.windows(2).filter(|pair| pair[0].value != pair[1].value).count())
            .sum();
        prop_assert_eq!(fold.finish().count(), switches as u64);
    }
}
