//! Funnels against a search over all chains.

mod brute;
mod refused;

use otklik_journey::{
    Breakdown, Counting, Excluded, Exclusion, Fold, Funnel, FunnelFigure, FunnelOutcome, FunnelQuestion, FunnelStep,
    SectionRule, StepOrder, Touch,
};
use proptest::prelude::*;

use crate::support::{Event, World, fold_divided, fold_whole, people_behind, worlds};

const CODES: u16 = 5;

/// Any question that has an answer.
fn questions() -> impl Strategy<Value = FunnelQuestion> {
    let codes = || prop::collection::vec(0..CODES, 1..3);
    let step = (codes(), prop::bool::weighted(0.2), prop::option::weighted(0.2, 1_i64..6));
    let steps = prop::collection::vec(step, 1..5);
    let order = prop_oneof![3 => Just(StepOrder::Ordered), 2 => Just(StepOrder::Strict), 1 => Just(StepOrder::Any)];
    let counting = prop_oneof![
        4 => Just(Counting::LatestStart),
        1 => Just(Counting::FirstEntry),
        2 => Just(Counting::Totals),
        1 => (1_i64..5).prop_map(|gap| Counting::Sessions(SectionRule::Gap(gap))),
        1 => Just(Counting::Sessions(SectionRule::Group)),
    ];
    let exclusions = prop::collection::vec((codes(), 0_usize..3, 1_usize..4), 0..2);
    let touch = prop_oneof![Just(Touch::First), Just(Touch::Last), (0_usize..4).prop_map(Touch::Step)];
    let rest = (any::<bool>(), prop::bool::weighted(0.2), prop::option::of((touch, 1_usize..4)), 0_i64..24);
    (steps, order, counting, exclusions, 1_i64..13, rest).prop_map(
        |(steps, order, counting, exclusions, window, rest)| {
            let last = steps.len() - 1;
            let step = |(index, (codes, optional, limit)): (usize, (Vec<u16>, bool, Option<i64>))| FunnelStep {
                codes,
                optional: optional && order == StepOrder::Ordered && index > 0 && index < last,
                limit: limit.filter(|_| order != StepOrder::Any && index > 0),
            };
            let steps: Vec<_> = steps.into_iter().enumerate().map(step).collect();
            let is_required = |step: usize| steps.get(step).is_some_and(|step| !step.optional);
            let exclusions = exclusions.into_iter().map(|(codes, after, before)| Exclusion { codes, after, before });
            let is_possible = |exclusion: &Exclusion| {
                exclusion.after < exclusion.before && is_required(exclusion.after) && is_required(exclusion.before)
            };
            let (person, hold_group, breakdown, now) = rest;
            FunnelQuestion {
                exclusions: exclusions.filter(|exclusion| order != StepOrder::Any && is_possible(exclusion)).collect(),
                order,
                window,
                counting,
                excluded: if person { Excluded::Person } else { Excluded::Attempt },
                hold_group,
                breakdown: breakdown.map(|(at, values)| Breakdown {
                    at: if let Touch::Step(step) = at { Touch::Step(step.min(last)) } else { at },
                    values,
                }),
                borders: vec![2, 5],
                now,
                steps,
            }
        },
    )
}

/// What has to agree where equal times leave it open which of two events stands for a step.
fn essence(outcome: &FunnelOutcome, question: &FunnelQuestion) -> (Vec<Option<i64>>, bool, bool) {
    let required = (0..question.steps.len()).filter(|step| !question.steps[*step].optional);
    let times = required.map(|step| (outcome.taken >> step & 1 == 1).then_some(outcome.times[step]));
    (times.collect(), outcome.completed, outcome.unfinished)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn every_attempt_is_what_a_search_over_all_chains_finds(world in worlds(CODES, 7), question in questions()) {
        let mut fold = Funnel::new(&question).unwrap();
        for (run, events) in world.people().iter().enumerate() {
            let (expected, _) = brute::outcomes(events, &question);
            let found = fold.outcomes(world.journeys().journey(run)).to_vec();
            if events.windows(2).all(|pair| pair[0].time < pair[1].time) {
                prop_assert_eq!(found, expected);
            } else {
                let essence = |outcomes: &[FunnelOutcome]| {
                    outcomes.iter().map(|outcome| essence(outcome, &question)).collect::<Vec<_>>()
                };
                prop_assert_eq!(essence(&found), essence(&expected));
            }
        }
    }

    #[test]
    fn the_order_of_rows_of_equal_time_plays_no_part(world in worlds(CODES, 9), question in questions(), turn in 0_usize..9) {
        let mut events = world.events.clone();
        for group in events.chunk_by_mut(|one, next| (one.customer, one.time) == (next.customer, next.time)) {
            group.reverse();
            let count = group.len();
            group.rotate_left(turn % count);
        }
        let fold = Funnel::new(&question).unwrap();
        let turned = World::new(events, world.with_marks);
        prop_assert_eq!(fold_whole(fold.clone(), &turned), fold_whole(fold, &world));
    }

    #[test]
    fn counts_add_up_and_open_their_people(world in worlds(CODES, 9), question in questions(), parts in 1_usize..5) {
        let mut fold = Funnel::new(&question).unwrap();
        let answer = fold_whole(fold.clone(), &world);
        prop_assert_eq!(&fold_divided(&fold, &world, parts), &answer);
        let dropped = world.people().iter().filter(|events| brute::outcomes(events, &question).1).count();
        prop_assert_eq!(answer.dropped, dropped as u64);
        prop_assert_eq!(people_behind(&mut fold, &FunnelFigure::Dropped, &world), answer.dropped);
        let all = [(None, answer.steps.clone())];
        let values = answer.values.iter().map(|(value, steps)| (Some(*value), steps.clone()));
        for (value, steps) in all.into_iter().chain(values) {
            let ends: u64 = steps.iter().map(|step| step.fell.count + step.unfinished.count).sum();
            let completed = steps[steps.len() - 1].reached.count;
            if question.order != StepOrder::Any {
                prop_assert_eq!(steps[0].reached.count, ends + completed);
            }
            for (index, step) in steps.iter().enumerate() {
                for (figure, part) in [
                    (FunnelFigure::Reached(index, value), step.reached),
                    (FunnelFigure::Fell(index, value), step.fell),
                    (FunnelFigure::Unfinished(index, value), step.unfinished),
                ] {
                    prop_assert_eq!(people_behind(&mut fold, &figure, &world), part.people, "{:?}", figure);
                }
                let followers = if index == 0 { 0 } else { step.reached.count };
                prop_assert_eq!(step.histogram.iter().sum::<u64>(), followers);
            }
        }
        if question.breakdown.is_some() {
            for (index, step) in answer.steps.iter().enumerate() {
                let sum: u64 = answer.values.iter().map(|(_, steps)| steps[index].reached.count).sum();
                prop_assert_eq!(sum, step.reached.count);
            }
        }
    }

    #[test]
    fn counts_are_the_sums_over_attempts(world in worlds(CODES, 9), question in questions()) {
        let mut fold = Funnel::new(&question).unwrap();
        let answer = fold_whole(fold.clone(), &world);
        let runs = world.journeys().runs();
        let outcomes: Vec<_> =
            (0..runs).flat_map(|run| fold.outcomes(world.journeys().journey(run)).to_vec()).collect();
        for (index, step) in answer.steps.iter().enumerate() {
            let reached: Vec<_> = outcomes.iter().filter(|outcome| outcome.taken >> index & 1 == 1).collect();
            prop_assert_eq!(step.reached.count, reached.len() as u64);
            prop_assert_eq!(step.reached.money, reached.iter().map(|outcome| i128::from(outcome.amounts[index])).sum::<i128>());
            let since = |outcome: &FunnelOutcome| {
                outcome.steps().take_while(|step| *step < index).last().map(|before| outcome.times[index] - outcome.times[before])
            };
            let mut times: Vec<_> = reached.iter().filter_map(|outcome| since(outcome)).collect();
            times.sort_unstable();
            prop_assert_eq!(step.micros, times.iter().sum::<i64>() as u128);
            if !times.is_empty() {
                let middle = (times[(times.len() - 1) / 2] + times[times.len() / 2]) as f64 / 2.0;
                prop_assert!((step.times.unwrap().median - middle).abs() < 1e-9);
            }
            let ended = |unfinished: bool| {
                let at_step = outcomes.iter().filter(move |outcome| outcome.last() == index && !outcome.completed);
                at_step.filter(move |outcome| outcome.unfinished == unfinished)
            };
            prop_assert_eq!(step.fell.count, ended(false).count() as u64);
            prop_assert_eq!(step.unfinished.count, ended(true).count() as u64);
            let lost: i128 = ended(false).map(|outcome| i128::from(outcome.amounts[index])).sum();
            prop_assert_eq!(step.fell.money, lost);
        }
    }
}

#[test]
fn a_funnel_finishes_without_anybody() {
    let mut question = FunnelQuestion::new(&[0, 1], 0);
    question.breakdown = Some(Breakdown { at: Touch::Last, values: 3 });
    let answer = Funnel::new(&question).unwrap().finish();
    assert_eq!((answer.steps.len(), answer.values.len(), answer.dropped), (2, 0, 0));
}

#[test]
fn a_spoiled_first_entry_does_not_make_room_for_the_first_entry_of_another_order() {
    let events = [(0, 0, 0), (5, 0, 1), (5, 4, 0)].map(|(time, code, group)| Event {
        customer: 0,
        time,
        code,
        taking_part: true,
        value: 0,
        amount: 0,
        group,
    });
    let question = FunnelQuestion {
        window: 5,
        counting: Counting::FirstEntry,
        exclusions: vec![Exclusion { codes: vec![4], after: 0, before: 1 }],
        hold_group: true,
        ..FunnelQuestion::new(&[0, 0], 0)
    };
    let world = World::new(events.to_vec(), false);
    let answer = fold_whole(Funnel::new(&question).unwrap(), &world);
    assert_eq!((answer.steps[0].reached.count, answer.dropped), (0, 1));
}
