//! Variants, paths, times between touches and turns against their definitions.

use std::collections::{BTreeMap, BTreeSet};

use otklik_journey::{
    Anchor, BackAndForth, BackAndForthQuestion, Beginning, Between, BetweenFigure, BetweenQuestion, Edge, Fold,
    Gathered, LEFT_OUT, Lens, PathFigure, PathPlace, PathQuestion, Paths, SectionRule, VariantQuestion, Variants,
};
use proptest::prelude::*;

use crate::support::{World, fold_divided, fold_whole, people_behind, sections_of, worlds};

const NODES: [u16; 6] = [0, 1, 2, LEFT_OUT, 1, 3];

fn rules() -> impl Strategy<Value = SectionRule> {
    prop_oneof![2 => Just(SectionRule::Whole), 1 => (1_i64..5).prop_map(SectionRule::Gap), 1 => Just(SectionRule::Group)]
}

/// The ways of a world's sections, with their customers.
fn ways(world: &World, rule: SectionRule, collapse: bool) -> Vec<(i64, Vec<u16>)> {
    let mut ways = Vec::new();
    for events in world.people() {
        for section in sections_of(&events, rule) {
            let mut way: Vec<u16> = section.iter().map(|event| NODES[usize::from(event.code)]).collect();
            way.retain(|node| *node != LEFT_OUT);
            if collapse {
                way.dedup();
            }
            if !way.is_empty() {
                ways.push((section[0].customer, way));
            }
        }
    }
    ways
}

fn count_and_people<'a>(ways: impl Iterator<Item = &'a (i64, Vec<u16>)>) -> (u64, u64) {
    let customers: Vec<_> = ways.map(|way| way.0).collect();
    (customers.len() as u64, customers.iter().collect::<BTreeSet<_>>().len() as u64)
}

/// A folded world whose journeys come in pieces through [`Gathered`].
fn fold_gathered<F: Fold>(mut fold: F, world: &World, cut: usize) -> F::Answer {
    let journeys = world.journeys();
    let mut gathered = Gathered::default();
    for journey in (0..journeys.runs()).map(|run| journeys.journey(run)) {
        let cut = cut.min(journey.len());
        gathered.clear();
        gathered.add(journey.part(0..cut));
        gathered.add(journey.part(cut..journey.len()));
        fold.visit(gathered.journey());
    }
    fold.finish()
}

proptest! {
    #[test]
    fn variants_are_counted_exactly(
        world in worlds(6, 6), rule in rules(), collapse in any::<bool>(), most in 0_usize..6, parts in 1_usize..5, cut in 0_usize..6,
    ) {
        let nodes = Lens::new(&NODES).unwrap();
        let question = VariantQuestion { nodes, sections: rule, collapse_repeats: collapse, most };
        let mut fold = Variants::new(question).unwrap();
        let answer = fold_whole(fold.clone(), &world);
        prop_assert_eq!(&fold_divided(&fold, &world, parts), &answer);
        prop_assert_eq!(&fold_gathered(fold.clone(), &world, cut), &answer);
        let ways = ways(&world, rule, collapse);
        let mut expected = BTreeMap::<_, u64>::new();
        ways.iter().for_each(|(_, way)| *expected.entry(way.clone()).or_default() += 1);
        prop_assert_eq!((answer.distinct, answer.count), (expected.len() as u64, ways.len() as u64));
        let mut expected: Vec<_> = expected.into_iter().collect();
        expected.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        expected.truncate(most);
        let found: Vec<_> = answer.variants.iter().map(|variant| (variant.nodes.clone(), variant.count)).collect();
        prop_assert_eq!(found, expected);
        for variant in &answer.variants {
            let taken = ways.iter().filter(|(_, way)| *way == variant.nodes);
            prop_assert_eq!((variant.count, variant.people), count_and_people(taken));
            prop_assert_eq!(people_behind(&mut fold, &variant.nodes, &world), variant.people);
        }
    }

    #[test]
    fn paths_are_what_surrounds_the_first_anchor(
        world in worlds(6, 8), rule in rules(), collapse in any::<bool>(), side in 0_usize..3, node in 0_u16..4,
        depth in 1_usize..4, most in 1_usize..4, parts in 1_usize..5,
    ) {
        let anchor = [Anchor::From(node), Anchor::To(node), Anchor::Through(node)][side];
        let (before, after) = [(0, depth), (depth, 0), (depth, depth)][side];
        let nodes = Lens::new(&NODES).unwrap();
        let question = PathQuestion { nodes, sections: rule, collapse_repeats: collapse, anchor, depth };
        let mut fold = Paths::new(question).unwrap();
        let answer = fold_whole(fold.clone(), &world);
        prop_assert_eq!(&fold_divided(&fold, &world, parts), &answer);
        prop_assert_eq!(answer.levels.len(), before + 1 + after);

        let ways = ways(&world, rule, collapse);
        let at = |way: &[u16], level: usize| {
            let place = way.iter().position(|other| *other == node)? + level;
            place.checked_sub(before).and_then(|place| way.get(place)).copied()
        };
        let is_last = |way: &[u16], level: usize| at(way, level).is_some() && at(way, level + 1).is_none();
        let is_first = |way: &[u16], level: usize| {
            way.iter().position(|other| *other == node).is_some_and(|place| place + level == before)
        };
        for answer in [answer.clone(), answer.clone().with_most(most)] {
            for (level, found) in answer.levels.iter().enumerate() {
                prop_assert_eq!(found.offset, level as i32 - before as i32);
                let shown: Vec<_> = found.nodes.iter().filter_map(|node| node.node).collect();
                prop_assert!(shown.len() == found.nodes.len() || shown.len() == most);
                let place = |node: Option<u16>| node.map_or(PathPlace::Other(shown.clone()), PathPlace::Node);
                let is_here = |way: &[u16], wanted: Option<u16>| {
                    at(way, level).is_some_and(|own| wanted.map_or(!shown.contains(&own), |wanted| own == wanted))
                };
                for count in &found.nodes {
                    let here = ways.iter().filter(|(_, way)| is_here(way, count.node));
                    let began = here.clone().filter(|(_, way)| is_first(way, level));
                    let ended = here.clone().filter(|(_, way)| is_last(way, level));
                    for (figure, found, found_people, expected) in [
                        (PathFigure::At(level, place(count.node)), count.count, count.people, count_and_people(here)),
                        (PathFigure::Began(level, place(count.node)), count.began.count, count.began.people, count_and_people(began)),
                        (PathFigure::Ended(level, place(count.node)), count.ended.count, count.ended.people, count_and_people(ended)),
                    ] {
                        prop_assert_eq!(found, expected.0);
                        prop_assert!(found_people.is_none_or(|people| people == expected.1));
                        prop_assert!(found_people.is_some() || count.node.is_none());
                        prop_assert_eq!(people_behind(&mut fold, &figure, &world), expected.1);
                    }
                    if level + 1 < answer.levels.len() {
                        let links = answer.links.iter().filter(|link| (link.level, link.from) == (level, count.node));
                        let away: u64 = links.map(|link| link.count).sum();
                        prop_assert_eq!(away + count.ended.count, count.count, "nobody is lost between levels");
                    }
                }
            }
        }
        for link in &answer.links {
            let (from, to) = (link.from.unwrap(), link.to.unwrap());
            let went = ways.iter().filter(|(_, way)| at(way, link.level) == Some(from) && at(way, link.level + 1) == Some(to));
            prop_assert_eq!((link.count, link.people.unwrap()), count_and_people(went));
            let figure = PathFigure::Link(link.level, PathPlace::Node(from), PathPlace::Node(to));
            prop_assert_eq!(people_behind(&mut fold, &figure, &world), link.people.unwrap());
        }
    }

    #[test]
    fn a_wait_lasts_from_its_beginning_to_the_next_end(
        world in worlds(4, 10), rule in rules(), latest in any::<bool>(), to in prop::collection::vec(0_u16..4, 1..3), parts in 1_usize..5,
    ) {
        let question = BetweenQuestion {
            from: vec![0, 1], to: to.clone(), sections: rule, borders: vec![3],
            beginning: if latest { Beginning::Latest } else { Beginning::First },
        };
        let mut fold = Between::new(question).unwrap();
        let answer = fold_whole(fold.clone(), &world);
        prop_assert_eq!(&fold_divided(&fold, &world, parts), &answer);
        let (mut times, mut waited, mut open, mut left) = (Vec::new(), BTreeSet::new(), 0, BTreeSet::new());
        for events in world.people() {
            for section in sections_of(&events, rule) {
                // An event that ends a wait and begins another one is cut through.
                let cut = section.split_inclusive(|event| to.contains(&event.code));
                let mut carried = None;
                for stretch in cut {
                    let last = stretch[stretch.len() - 1];
                    let ends = to.contains(&last.code);
                    let inner = &stretch[..stretch.len() - usize::from(ends)];
                    let begins: Vec<_> = carried.into_iter().chain(inner.iter().copied().filter(|event| event.code < 2)).collect();
                    let begin = if latest { begins.last() } else { begins.first() };
                    carried = Some(last).filter(|last| ends && last.code < 2);
                    match begin {
                        Some(begin) if ends => {
                            times.push(last.time - begin.time);
                            waited.insert(last.customer);
                        }
                        Some(begin) => {
                            open += 1;
                            left.insert(begin.customer);
                        }
                        None => {}
                    }
                }
                if let Some(begin) = carried {
                    open += 1;
                    left.insert(begin.customer);
                }
            }
        }
        prop_assert_eq!((answer.count, answer.people), (times.len() as u64, waited.len() as u64));
        prop_assert_eq!(answer.micros, times.iter().sum::<i64>() as u128);
        prop_assert_eq!(answer.open, (open, left.len() as u64));
        prop_assert_eq!(answer.histogram[0], times.iter().filter(|time| **time < 3).count() as u64);
        prop_assert_eq!(people_behind(&mut fold, &BetweenFigure::Ended, &world), answer.people);
        prop_assert_eq!(people_behind(&mut fold, &BetweenFigure::Open, &world), answer.open.1);
    }

    #[test]
    fn turns_go_there_and_back(world in worlds(6, 10), rule in rules(), parts in 1_usize..5) {
        let question = BackAndForthQuestion { nodes: Lens::new(&NODES).unwrap(), sections: rule };
        let mut fold = BackAndForth::new(question).unwrap();
        let answer = fold_whole(fold.clone(), &world);
        prop_assert_eq!(&fold_divided(&fold, &world, parts), &answer);
        let mut expected = BTreeMap::<Edge, Vec<(i64, Vec<u16>)>>::new();
        for (customer, way) in ways(&world, rule, true) {
            for three in way.windows(3).filter(|three| three[0] == three[2]) {
                expected.entry(Edge { from: three[0], to: three[1] }).or_default().push((customer, Vec::new()));
            }
        }
        prop_assert_eq!(answer.len(), expected.len());
        for (found, (edge, turns)) in answer.iter().zip(&expected) {
            prop_assert_eq!((found.edge, (found.count, found.people)), (*edge, count_and_people(turns.iter())));
            prop_assert_eq!(people_behind(&mut fold, edge, &world), found.people);
        }
    }
}
