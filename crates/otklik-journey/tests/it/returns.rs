//! Retention and lifecycle against their definitions.

use std::collections::BTreeSet;

use otklik_journey::{
    CohortEntry, Lifecycle, LifecycleFigure, LifecycleQuestion, LifecycleState, Periods, Retention, RetentionFigure,
    RetentionQuestion, Returning,
};
use proptest::prelude::*;

use crate::support::{Event, World, fold_divided, fold_in_pieces, fold_whole, people_behind, worlds};

const START: &[u16] = &[0, 1];
const BACK: &[u16] = &[1, 2];

/// Short periods, or so many that they need several words.
fn borders() -> impl Strategy<Value = Vec<i64>> {
    let few = prop::collection::btree_set(-1_i64..14, 2..7).prop_map(|borders| borders.into_iter().collect());
    // 100 and 300 periods before the events, so that their bits lie in later words.
    let many = (prop_oneof![Just(100_i64), Just(300)], 4_i64..13).prop_map(|(before, end)| (-before..=end).collect());
    prop_oneof![3 => few, 1 => many]
}

fn number(borders: &[i64], time: i64) -> usize {
    borders.iter().filter(|border| **border <= time).count()
}

/// The cohorts of a person, each with its value and the distances at which the person counts as back.
fn define(events: &[Event], question: &RetentionQuestion, borders: &[i64]) -> Vec<(usize, u16, BTreeSet<usize>)> {
    let last = borders.len() - 1;
    let mut cohorts = Vec::new();
    for (place, event) in events.iter().enumerate().filter(|(_, event)| START.contains(&event.code)) {
        let cohort = number(borders, event.time);
        let earlier: Vec<_> = events[..place].iter().filter(|event| START.contains(&event.code)).collect();
        let is_entry = match question.entry {
            CohortEntry::FirstTime => earlier.is_empty(),
            CohortEntry::Recurring => earlier.iter().all(|event| number(borders, event.time) != cohort),
        };
        if !is_entry || cohort == 0 || cohort > last {
            continue;
        }
        let backs = events[place + 1..].iter().filter(|event| BACK.contains(&event.code));
        let backs: Vec<_> = backs.map(|event| number(borders, event.time)).collect();
        let counts = |period: usize| match question.returning {
            Returning::On => backs.contains(&period),
            Returning::OnOrAfter => backs.iter().any(|back| *back >= period),
        };
        let distances = (cohort..=last).filter(|period| counts(*period)).map(|period| period - cohort);
        cohorts.push((cohort - 1, event.value, distances.collect()));
    }
    cohorts
}

fn check_figures(fold: &mut Retention, world: &World, people: &[Vec<(usize, u16, BTreeSet<usize>)>]) {
    let answer = fold_whole(fold.clone(), world);
    let told_apart = 2_u16;
    let tables = [(None, answer.cohorts.clone())];
    let values = answer.values.iter().map(|(value, cohorts)| (Some(*value), cohorts.clone()));
    for (value, cohorts) in tables.into_iter().chain(values) {
        let holds = |own: u16| value.is_none_or(|value| value == Some(own).filter(|own| *own < told_apart));
        for (cohort, found) in cohorts.iter().enumerate().filter(|(_, found)| found.size > 0) {
            let of_cohort = |person: &&Vec<(usize, u16, BTreeSet<usize>)>| {
                person.iter().any(|(own, value, _)| *own == cohort && holds(*value))
            };
            assert_eq!(found.size, people.iter().filter(of_cohort).count() as u64);
            let mut figure = RetentionFigure { cohort, distance: None, value };
            assert_eq!(people_behind(fold, &figure, world), found.size);
            for (distance, back) in found.returned.iter().enumerate() {
                let was_back = |person: &&Vec<(usize, u16, BTreeSet<usize>)>| {
                    let mut cohorts = person.iter().filter(|(own, value, _)| *own == cohort && holds(*value));
                    cohorts.any(|(_, _, distances)| distances.contains(&distance))
                };
                assert_eq!(back.people, people.iter().filter(was_back).count() as u64, "{cohort} {distance}");
                figure.distance = Some(distance);
                assert_eq!(people_behind(fold, &figure, world), back.people);
            }
        }
    }
    let size = |cohorts: &[otklik_journey::Cohort]| cohorts.iter().map(|cohort| cohort.size).sum::<u64>();
    assert_eq!(answer.values.iter().map(|(_, cohorts)| size(cohorts)).sum::<u64>(), size(&answer.cohorts));
    assert_eq!(size(&answer.cohorts), people.iter().map(Vec::len).sum::<usize>() as u64);
}

proptest! {
    #[test]
    fn retention_is_what_its_definition_says(
        world in worlds(4, 10), borders in borders(), first_time in any::<bool>(), on in any::<bool>(),
        cuts in prop::collection::vec(0_i64..12, 0..4), parts in 1_usize..5, now in -2_i64..15,
    ) {
        let question = RetentionQuestion {
            start: START.to_vec(),
            back: BACK.to_vec(),
            periods: Periods::new(&borders).unwrap(),
            entry: if first_time { CohortEntry::FirstTime } else { CohortEntry::Recurring },
            returning: if on { Returning::On } else { Returning::OnOrAfter },
            values: Some(2),
            now,
        };
        let people: Vec<_> = world.people().iter().map(|events| define(events, &question, &borders)).collect();
        let mut fold = Retention::new(question).unwrap();
        check_figures(&mut fold, &world, &people);
        let whole = fold_whole(fold.clone(), &world);
        prop_assert_eq!(&fold_divided(&fold, &world, parts), &whole);
        prop_assert_eq!(&fold_in_pieces(fold, &world, &cuts), &whole);
        for (index, cohort) in whole.cohorts.iter().enumerate() {
            prop_assert_eq!(cohort.returned.len(), borders.len() - 1 - index);
            for (distance, back) in cohort.returned.iter().enumerate() {
                prop_assert_eq!(back.unfinished, borders[index + distance + 1] > now);
            }
        }
    }

    #[test]
    fn a_lifecycle_is_what_its_definition_says(
        world in worlds(3, 10), borders in borders(),
        cuts in prop::collection::vec(0_i64..12, 0..4), parts in 1_usize..5, now in -2_i64..15,
    ) {
        let question = LifecycleQuestion { active: START.to_vec(), periods: Periods::new(&borders).unwrap(), now };
        let mut fold = Lifecycle::new(&question).unwrap();
        let whole = fold_whole(fold.clone(), &world);
        prop_assert_eq!(whole.len(), borders.len().saturating_sub(2));
        prop_assert_eq!(&fold_divided(&fold, &world, parts), &whole);
        prop_assert_eq!(&fold_in_pieces(fold.clone(), &world, &cuts), &whole);
        for (index, count) in whole.iter().enumerate() {
            let period = index + 2;
            let in_state = |state: LifecycleState| world.people().iter().filter(|events| {
                let active: BTreeSet<_> = events
                    .iter()
                    .filter(|event| START.contains(&event.code))
                    .map(|event| number(&borders, event.time))
                    .collect();
                let earlier = active.iter().any(|active| *active < period);
                let found = match (active.contains(&period), active.contains(&(period - 1)), earlier) {
                    (true, true, _) => Some(LifecycleState::Returning),
                    (true, false, true) => Some(LifecycleState::Resurrecting),
                    (true, false, false) => Some(LifecycleState::New),
                    (false, true, _) => Some(LifecycleState::Dormant),
                    (false, false, _) => None,
                };
                found == Some(state)
            }).count() as u64;
            for (state, found) in [
                (LifecycleState::New, count.new),
                (LifecycleState::Returning, count.returning),
                (LifecycleState::Resurrecting, count.resurrecting),
                (LifecycleState::Dormant, count.dormant),
            ] {
                prop_assert_eq!(found, in_state(state), "{:?} {}", state, period);
                let figure = LifecycleFigure { period: index + 1, state };
                prop_assert_eq!(people_behind(&mut fold, &figure, &world), found);
            }
            prop_assert_eq!(count.unfinished, borders[period] > now);
        }
    }
}
