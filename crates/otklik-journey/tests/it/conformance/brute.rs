//! The definition, spelled out: real journeys by looking at each touch, and of all alignments the one to be taken.

use std::collections::{BTreeMap, BTreeSet};

use otklik_journey::{ConformanceQuestion, Deviation, JourneyCount, LEFT_OUT};

use crate::support::{World, sections_of};

/// A real journey and what it comes to.
#[derive(Debug)]
pub struct Real {
    customer: i64,
    pub unfinished: bool,
    /// Steps in their places, with the time since the step before where it is known.
    pub taken: Vec<(usize, Option<i64>)>,
    /// What differs, the same in a row as often as it is there.
    pub differs: Vec<Deviation>,
    together: u64,
    moves: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Move {
    Together(usize, usize),
    Step(usize),
    Touch(usize),
}

/// A touch: its time and node.
type Touch = (i64, u16);

/// The real journeys of a world.
pub fn reals(world: &World, nodes: &[u16], question: &ConformanceQuestion) -> Vec<Real> {
    let mut found = Vec::new();
    for events in world.people() {
        for section in sections_of(&events, question.sections) {
            let Some(customer) = section.first().map(|event| event.customer) else { continue };
            let mut touches: Vec<Touch> =
                section.iter().map(|event| (event.time, nodes[usize::from(event.code)])).collect();
            touches.retain(|touch| touch.1 != LEFT_OUT);
            let first_step = |node: u16| (0..question.steps.len()).find(|step| takes(question, *step, node));
            touches.sort_by_key(|(time, node)| (*time, first_step(*node).unwrap_or(99), *node));
            if question.collapse_repeats {
                touches.dedup_by_key(|touch| touch.1);
            }
            let mut rest = touches.as_slice();
            while let Some(begin) = rest.iter().position(|touch| takes(question, 0, touch.1)) {
                if rest[begin].0 >= question.begins_before {
                    break;
                }
                let journey = cut(&rest[begin..], question);
                found.push(judge(customer, journey, question));
                rest = &rest[begin + journey.len()..];
            }
        }
    }
    found
}

fn takes(question: &ConformanceQuestion, step: usize, node: u16) -> bool {
    question.steps[step].nodes.contains(&node)
}

/// The touches of the journey that begins with the first one.
fn cut<'a>(touches: &'a [Touch], question: &ConformanceQuestion) -> &'a [Touch] {
    let last = question.steps.len() - 1;
    let is_in_window = |touch: &Touch| touch.0 <= touches[0].0 + question.window;
    let mut met = BTreeSet::new();
    let mut end = 0;
    for (place, touch) in touches.iter().enumerate().take_while(|(_, touch)| is_in_window(touch)) {
        if met.contains(&last) && takes(question, 0, touch.1) {
            break;
        }
        let steps: Vec<usize> = (0..=last).filter(|step| takes(question, *step, touch.1)).collect();
        met.extend(steps.iter().find(|step| !met.contains(*step)).copied());
        if !steps.is_empty() {
            end = place + 1;
        }
        if (0..=last).all(|step| question.steps[step].optional || met.contains(&step)) {
            break;
        }
    }
    &touches[..end]
}

/// Every alignment, move by move.
fn alignments(touches: &[Touch], touch: usize, step: usize, question: &ConformanceQuestion) -> Vec<Vec<Move>> {
    let steps = question.steps.len();
    if touch == touches.len() && step == steps {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    let mut follow = |next: Move, touch: usize, step: usize| {
        for rest in alignments(touches, touch, step, question) {
            all.push(std::iter::once(next).chain(rest).collect());
        }
    };
    if touch < touches.len() && step < steps && takes(question, step, touches[touch].1) {
        follow(Move::Together(step, touch), touch + 1, step + 1);
    }
    if step < steps {
        follow(Move::Step(step), touch, step + 1);
    }
    if touch < touches.len() {
        follow(Move::Touch(touch), touch + 1, step);
    }
    all
}

fn judge(customer: i64, touches: &[Touch], question: &ConformanceQuestion) -> Real {
    let mut real = Real { customer, unfinished: false, taken: Vec::new(), differs: Vec::new(), together: 0, moves: 0 };
    if touches[0].0 + question.window > question.now {
        real.unfinished = true;
        return real;
    }
    let required = |step: &usize| !question.steps[*step].optional;
    let is_costly = |next: &Move| match next {
        Move::Together(..) => false,
        Move::Step(step) => required(step),
        Move::Touch(_) => true,
    };
    let rank = |next: &Move| match next {
        Move::Together(..) => 0,
        Move::Step(_) => 1,
        Move::Touch(_) => 2,
    };
    let order = |moves: &Vec<Move>| {
        let skipped = moves.iter().filter(|next| matches!(next, Move::Step(step) if required(step))).count();
        (moves.iter().filter(|next| is_costly(next)).count(), skipped, moves.iter().map(rank).collect::<Vec<_>>())
    };
    let moves = alignments(touches, 0, 0, question).into_iter().min_by_key(order).unwrap();
    let mut moved = BTreeMap::new();
    for step in moves.iter().filter_map(|next| if let Move::Step(step) = next { Some(*step) } else { None }) {
        let alone = moves.iter().filter_map(|next| if let Move::Touch(touch) = next { Some(*touch) } else { None });
        let mut left = alone.filter(|touch| !moved.contains_key(touch) && takes(question, step, touches[*touch].1));
        if let Some(touch) = left.next() {
            moved.insert(touch, step);
        }
    }
    let time_of = |wanted: usize| {
        moves.iter().find_map(|next| match next {
            Move::Together(step, touch) if *step == wanted => Some(touches[*touch].0),
            _ => None,
        })
    };
    for next in &moves {
        match *next {
            Move::Together(step, touch) => {
                let before = (0..step).rev().find(required).and_then(time_of);
                let since = before.map(|before| touches[touch].0 - before);
                real.taken.push((step, since));
                if question.steps[step].limit.zip(since).is_some_and(|(limit, since)| since > limit) {
                    real.differs.push(Deviation::Late(step as u16));
                }
                real.together += 1;
            }
            Move::Step(step) if required(&step) && !moved.values().any(|other| *other == step) => {
                real.differs.push(Deviation::Skipped(step as u16));
            }
            Move::Step(_) => {}
            Move::Touch(touch) => real.differs.push(match moved.get(&touch) {
                Some(step) => Deviation::OutOfOrder(*step as u16),
                None => Deviation::Inserted(touches[touch].1),
            }),
        }
    }
    real.moves = real.together + moves.iter().filter(|next| is_costly(next)).count() as u64;
    real
}

/// Journeys and their people.
pub fn count<'a>(reals: impl Iterator<Item = &'a Real>) -> JourneyCount {
    let customers: Vec<i64> = reals.map(|real| real.customer).collect();
    JourneyCount { count: customers.len() as u64, people: customers.iter().collect::<BTreeSet<_>>().len() as u64 }
}

/// What the journeys come to together.
#[derive(Debug)]
pub struct Expected {
    pub judged: JourneyCount,
    pub unfinished: JourneyCount,
    pub conforming: JourneyCount,
    pub keeping: JourneyCount,
    pub differing: JourneyCount,
    pub moves: (u64, u64),
    /// Ways to differ in the order of what differs.
    pub ways: Vec<(Vec<Deviation>, JourneyCount)>,
}

impl Expected {
    pub fn of(reals: &[Real], question: &ConformanceQuestion) -> Self {
        assert!(question.most >= reals.len(), "no way is cut off");
        let is_inserted = |deviation: &Deviation| matches!(deviation, Deviation::Inserted(_));
        let judged = || reals.iter().filter(|real| !real.unfinished);
        let mut ways = BTreeMap::<Vec<Deviation>, Vec<&Real>>::new();
        for real in judged().filter(|real| !real.differs.is_empty()) {
            let mut way = real.differs.clone();
            way.dedup();
            ways.entry(way).or_default().push(real);
        }
        Self {
            judged: count(judged()),
            unfinished: count(reals.iter().filter(|real| real.unfinished)),
            conforming: count(judged().filter(|real| real.differs.is_empty())),
            keeping: count(judged().filter(|real| real.differs.iter().all(is_inserted))),
            differing: count(judged().filter(|real| !real.differs.is_empty())),
            moves: (judged().map(|real| real.together).sum(), judged().map(|real| real.moves).sum()),
            ways: ways.into_iter().map(|(way, reals)| (way, count(reals.into_iter()))).collect(),
        }
    }

    pub fn with(&self, reals: &[Real], deviation: Deviation) -> JourneyCount {
        count(reals.iter().filter(|real| real.differs.contains(&deviation)))
    }

    pub fn touches(&self, reals: &[Real], node: u16) -> u64 {
        let all = reals.iter().flat_map(|real| &real.differs);
        all.filter(|deviation| **deviation == Deviation::Inserted(node)).count() as u64
    }
}
