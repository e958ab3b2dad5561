//! Journeys against a plan: the cheapest alignment against all alignments, and what is made of it against its definition.

mod brute;

use otklik_journey::{
    Conformance, ConformanceError, ConformanceFigure, ConformanceQuestion, Deviation, JourneyCount, Journeys, LEFT_OUT,
    Lens, PlanStep, QuestionError, SectionRule,
};
use proptest::prelude::*;

use crate::support::{fold_divided, fold_whole, people_behind, worlds};
use brute::{Expected, Real, count, reals};

const NODES: [u16; 7] = [0, 1, 2, LEFT_OUT, 1, 3, 4];

fn question(steps: Vec<PlanStep>) -> ConformanceQuestion {
    ConformanceQuestion {
        nodes: Lens::new(&NODES).unwrap(),
        steps,
        sections: SectionRule::Whole,
        collapse_repeats: false,
        window: 100,
        begins_before: i64::MAX,
        now: i64::MAX,
        most: 20,
    }
}

fn step(nodes: &[u16]) -> PlanStep {
    PlanStep { nodes: nodes.to_vec(), ..PlanStep::default() }
}

/// Plans of one to four steps, whose inner ones may be optional and whose later ones may have limits.
fn plans() -> impl Strategy<Value = Vec<PlanStep>> {
    let step = (prop::collection::vec(0_u16..5, 0..3), any::<bool>(), prop::option::of(1_i64..4));
    prop::collection::vec(step, 1..5).prop_map(|steps| {
        let last = steps.len() - 1;
        let step = |(index, (nodes, optional, limit)): (usize, (Vec<u16>, bool, Option<i64>))| PlanStep {
            nodes,
            optional: optional && index > 0 && index < last,
            limit: limit.filter(|_| index > 0),
        };
        steps.into_iter().enumerate().map(step).collect()
    })
}

fn rules() -> impl Strategy<Value = SectionRule> {
    prop_oneof![2 => Just(SectionRule::Whole), 1 => (1_i64..5).prop_map(SectionRule::Gap), 1 => Just(SectionRule::Group)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn journeys_differ_from_the_plan_as_the_cheapest_of_all_alignments_says(
        world in worlds(7, 9), steps in plans(), sections in rules(), collapse_repeats in any::<bool>(),
        window in 2_i64..14, begins_before in 3_i64..14, now in 6_i64..40, parts in 1_usize..5,
    ) {
        let question = ConformanceQuestion { sections, collapse_repeats, window, begins_before, now, most: 1000, ..question(steps) };
        let mut fold = Conformance::new(&question).unwrap();
        let answer = fold_whole(fold.clone(), &world);
        prop_assert_eq!(&fold_divided(&fold, &world, parts), &answer, "the division among threads changes no count");

        let reals = reals(&world, &NODES, &question);
        let expected = Expected::of(&reals, &question);
        prop_assert_eq!((answer.began, answer.judged), (count(reals.iter()), expected.judged));
        prop_assert_eq!(answer.unfinished, expected.unfinished);
        prop_assert_eq!(answer.conforming, expected.conforming);
        prop_assert_eq!((answer.keeping, answer.differing), (expected.keeping, expected.differing));
        prop_assert_eq!((answer.together, answer.moves), expected.moves);
        for (index, found) in answer.steps.iter().enumerate() {
            let taken = |real: &&Real| real.taken.iter().any(|taken| taken.0 == index);
            prop_assert_eq!(found.taken, count(reals.iter().filter(|real| !real.unfinished).filter(taken)));
            let times = reals.iter().flat_map(|real| &real.taken).filter(|taken| taken.0 == index);
            prop_assert_eq!(found.micros, times.filter_map(|taken| taken.1).sum::<i64>() as u128);
            for (figure, found) in [
                (Deviation::Skipped(index as u16), found.skipped),
                (Deviation::OutOfOrder(index as u16), found.out_of_order),
                (Deviation::Late(index as u16), found.late),
            ] {
                prop_assert_eq!(found, expected.with(&reals, figure));
                prop_assert_eq!(people_behind(&mut fold, &ConformanceFigure::With(figure), &world), found.people);
            }
            prop_assert_eq!(people_behind(&mut fold, &ConformanceFigure::Taken(index), &world), found.taken.people);
        }
        for node in 0..5 {
            let found = answer.inserted.iter().find(|inserted| inserted.node == node);
            let with = expected.with(&reals, Deviation::Inserted(node));
            prop_assert_eq!(found.map_or(JourneyCount::default(), |found| found.journeys), with);
            prop_assert_eq!(found.map_or(0, |found| found.touches), expected.touches(&reals, node));
            let figure = ConformanceFigure::With(Deviation::Inserted(node));
            prop_assert_eq!(people_behind(&mut fold, &figure, &world), with.people);
        }
        let found: Vec<_> = answer.deviations.iter().map(|way| (way.deviations.clone(), way.journeys)).collect();
        let mut sorted = expected.ways.clone();
        sorted.sort_by_key(|way| std::cmp::Reverse(way.1.count));
        prop_assert_eq!(&found, &sorted);
        prop_assert_eq!(answer.distinct, sorted.len() as u64);
        for (way, journeys) in found {
            prop_assert_eq!(people_behind(&mut fold, &ConformanceFigure::Way(way), &world), journeys.people);
        }
        for (figure, people) in [
            (ConformanceFigure::Judged, answer.judged.people),
            (ConformanceFigure::Unfinished, answer.unfinished.people),
            (ConformanceFigure::Conforming, answer.conforming.people),
            (ConformanceFigure::Keeping, answer.keeping.people),
            (ConformanceFigure::Differing, expected.differing.people),
        ] {
            prop_assert_eq!(people_behind(&mut fold, &figure, &world), people, "{:?}", figure);
        }
    }
}

/// What differs in the journeys of one customer who touches these nodes, one every ten microseconds.
fn ways(codes: &[u16], question: &ConformanceQuestion) -> Vec<Vec<Deviation>> {
    let times: Vec<i64> = (0..codes.len() as i64).map(|place| 10 * place).collect();
    let starts = [0, codes.len() as u32];
    let mut fold = Conformance::new(question).unwrap();
    Journeys::new(codes, &times, &starts).unwrap().visit(&mut fold);
    let answer = otklik_journey::Fold::finish(fold);
    let conforming = (0..answer.conforming.count).map(|_| Vec::new());
    conforming.chain(answer.deviations.into_iter().map(|way| way.deviations)).collect()
}

#[test]
fn a_plan_of_three_steps_tells_skipped_inserted_out_of_order_and_late() {
    use Deviation::{Inserted, Late, OutOfOrder, Skipped};
    // Codes 0, 1, 2, 5 and 6 are the nodes 0, 1, 2, 3 and 4.
    let plan = question(vec![step(&[0]), step(&[1]), step(&[2])]);
    assert_eq!(ways(&[0, 1, 2], &plan), [vec![]]);
    assert_eq!(ways(&[0, 2], &plan), [vec![Skipped(1)]]);
    assert_eq!(ways(&[0, 5, 1, 2], &plan), [vec![Inserted(3)]]);
    assert_eq!(ways(&[0, 5, 5, 1, 2], &plan), [vec![Inserted(3)]], "the same in a row is told once");
    assert_eq!(ways(&[0, 1, 1, 2], &plan), [vec![Inserted(1)]], "a step once more is inserted");
    assert_eq!(ways(&[0, 2, 1], &plan), [vec![OutOfOrder(1)]]);
    assert_eq!(
        ways(&[0, 1, 2, 5, 0, 1, 2], &plan),
        [vec![], vec![]],
        "what comes between two journeys belongs to none"
    );
    assert_eq!(ways(&[0, 2, 0, 1, 2], &plan), [vec![], vec![Skipped(1)]]);
    assert_eq!(ways(&[0, 1, 5], &plan), [vec![Skipped(2)]], "what comes after the last step taken is not inserted");
    let mut hurried = plan.clone();
    hurried.steps[2].limit = Some(10);
    assert_eq!(ways(&[0, 1, 5, 2], &hurried), [vec![Inserted(3), Late(2)]]);
    assert_eq!(
        ways(&[0, 5, 5, 2], &hurried),
        [vec![Skipped(1), Inserted(3)]],
        "without the step before nothing is late"
    );
}

#[test]
fn an_optional_step_may_be_left_out_but_not_taken_elsewhere() {
    let mut plan = question(vec![step(&[0]), step(&[1]), step(&[2]), step(&[3])]);
    plan.steps[1].optional = true;
    assert_eq!(ways(&[0, 1, 2, 5], &plan), [vec![]]);
    assert_eq!(ways(&[0, 2, 5], &plan), [vec![]]);
    assert_eq!(ways(&[0, 2, 1, 5], &plan), [vec![Deviation::OutOfOrder(1)]]);
}

#[test]
fn a_journey_is_unfinished_to_the_end_of_its_window_even_if_it_came_to_its_last_step() {
    let plan = |now: i64| ConformanceQuestion { now, ..question(vec![step(&[0]), step(&[1])]) };
    let counted = |now: i64| {
        let mut fold = Conformance::new(&plan(now)).unwrap();
        Journeys::new(&[0, 1], &[0, 10], &[0, 2]).unwrap().visit(&mut fold);
        let answer = otklik_journey::Fold::finish(fold);
        (answer.unfinished.count, answer.conforming.count)
    };
    assert_eq!(counted(99), (1, 0));
    assert_eq!(counted(100), (0, 1));
}

#[test]
fn plans_without_meaning_are_refused_at_their_place() {
    let place = |question: &ConformanceQuestion| {
        Conformance::new(question).map_or_else(|error| error.place(), |_| String::new())
    };
    assert_eq!(place(&question(Vec::new())), "/steps");
    assert_eq!(place(&question(vec![step(&[0]); 17])), "/steps");
    assert_eq!(place(&question(vec![step(&[0]); 16])), "");
    let optional = PlanStep { optional: true, ..step(&[1]) };
    assert_eq!(place(&question(vec![step(&[0]), optional.clone()])), "/steps/1/optional");
    assert_eq!(place(&question(vec![optional, step(&[0])])), "/steps/0/optional");
    assert_eq!(place(&question(vec![PlanStep { limit: Some(1), ..step(&[0]) }])), "/steps/0/limit");
    assert_eq!(place(&question(vec![step(&[0]), PlanStep { limit: Some(0), ..step(&[1]) }])), "/steps/1/limit");
    assert_eq!(place(&ConformanceQuestion { window: 0, ..question(vec![step(&[0])]) }), "/window");
    let unknown = Conformance::new(&question(vec![step(&[5])])).unwrap_err();
    assert_eq!(unknown, ConformanceError::Question(QuestionError::NoSuchNode { place: "/steps", node: 5 }));
}
