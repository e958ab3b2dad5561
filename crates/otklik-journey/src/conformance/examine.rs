//! From one customer's events to journeys that are judged.

use super::align::{Aligner, Move};
use super::{ConformanceQuestion, Deviation};
use crate::columns::Journey;
use crate::lens::{LEFT_OUT, Lens};
use crate::sections::Sections;

/// A checked plan, its steps as bits.
#[derive(Clone, Debug)]
struct Plan {
    nodes: Lens,
    /// For each node the steps that it can take.
    masks: Vec<u16>,
    limits: Vec<Option<i64>>,
    required: u16,
    collapse_repeats: bool,
    window: i64,
    begins_before: i64,
    now: i64,
}

impl Plan {
    fn new(question: &ConformanceQuestion) -> Self {
        let mut masks = vec![0; question.nodes.nodes()];
        let mut required = 0;
        for (index, step) in question.steps.iter().enumerate() {
            step.nodes.iter().for_each(|node| masks[usize::from(*node)] |= 1 << index);
            required |= u16::from(!step.optional) << index;
        }
        Self {
            nodes: question.nodes.clone(),
            masks,
            limits: question.steps.iter().map(|step| step.limit).collect(),
            required,
            collapse_repeats: question.collapse_repeats,
            window: question.window,
            begins_before: question.begins_before,
            now: question.now,
        }
    }

    fn last(&self) -> u16 {
        1 << (self.limits.len() - 1)
    }
}

#[derive(Clone, Copy, Debug)]
struct Touch {
    time: i64,
    node: u16,
    /// The steps that it can take, as bits.
    steps: u16,
}

/// What became of one step in its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taken {
    pub step: usize,
    /// Since the required step before, if that was taken in its place.
    pub micros: Option<i64>,
}

/// One journey as it compares with the plan.
#[derive(Clone, Debug, Default)]
pub(super) struct Judged {
    /// Its window is open, and nothing else is known.
    pub unfinished: bool,
    /// Steps in their places.
    pub taken: Vec<Taken>,
    /// What differs, in the order of the journey, each as its code; the same twice in a row stands twice.
    pub deviations: Vec<u16>,
    /// Moves of the alignment that are together.
    pub together: u64,
    /// Moves of the alignment, without optional steps alone.
    pub moves: u64,
}

impl Judged {
    pub fn conforms(&self) -> bool {
        !self.unfinished && self.deviations.is_empty()
    }

    /// Tells whether nothing but insertions differs.
    pub fn keeps(&self) -> bool {
        let is_inserted = |code: &u16| matches!(Deviation::of_code(*code), Deviation::Inserted(_));
        !self.unfinished && self.deviations.iter().all(is_inserted)
    }

    /// What differs, the same in a row once.
    pub fn told_once(&self) -> impl Iterator<Item = u16> {
        self.deviations.chunk_by(|one, next| one == next).map(|same| same[0])
    }

    fn clear(&mut self) {
        self.unfinished = false;
        self.taken.clear();
        self.deviations.clear();
        (self.together, self.moves) = (0, 0);
    }
}

/// Judges journeys, with buffers that serve one customer after the other.
#[derive(Clone, Debug)]
pub(super) struct Examiner {
    plan: Plan,
    sections: Sections,
    bench: Bench,
}

/// What one journey is laid out on.
#[derive(Clone, Debug, Default)]
struct Bench {
    touches: Vec<Touch>,
    masks: Vec<u16>,
    aligner: Aligner,
    /// For each touch of the journey the step, plus one, that it takes out of order.
    moved: Vec<u16>,
    judged: Judged,
}

impl Examiner {
    pub fn new(question: &ConformanceQuestion) -> Self {
        Self { plan: Plan::new(question), sections: Sections::new(question.sections), bench: Bench::default() }
    }

    /// Hands over every journey of a customer, judged.
    pub fn each(&mut self, journey: &Journey<'_>, mut judged: impl FnMut(&Judged)) {
        let Self { plan, sections, bench } = self;
        sections.each(journey, |section| {
            bench.lay_out(section, plan);
            let mut from = 0;
            while let Some(begin) = bench.next_beginning(from, plan) {
                from = bench.end(begin, plan);
                bench.judge(begin, from, plan);
                judged(&bench.judged);
            }
        });
    }
}

impl Bench {
    fn lay_out(&mut self, section: &Journey<'_>, plan: &Plan) {
        let touch = |(code, time): (&u16, &i64)| {
            let node = plan.nodes.node(*code);
            (node != LEFT_OUT).then(|| Touch { time: *time, node, steps: plan.masks[usize::from(node)] })
        };
        self.touches.clear();
        self.touches.extend(section.codes.iter().zip(section.times).filter_map(touch));
        for group in self.touches.chunk_by_mut(|one, next| one.time == next.time).filter(|group| group.len() > 1) {
            group.sort_unstable_by_key(|touch| (touch.steps.trailing_zeros(), touch.node));
        }
        if plan.collapse_repeats {
            self.touches.dedup_by_key(|touch| touch.node);
        }
    }

    fn next_beginning(&self, from: usize, plan: &Plan) -> Option<usize> {
        let begin = self.touches[from..].iter().position(|touch| touch.steps & 1 == 1)? + from;
        (self.touches[begin].time < plan.begins_before).then_some(begin)
    }

    /// Where a journey ends, behind its last touch.
    fn end(&self, begin: usize, plan: &Plan) -> usize {
        let until = self.touches[begin].time.saturating_add(plan.window);
        let (mut end, mut met) = (begin, 0_u16);
        for (place, touch) in self.touches.iter().enumerate().skip(begin) {
            let begins_anew = met & plan.last() != 0 && touch.steps & 1 == 1;
            if touch.time > until || begins_anew {
                break;
            }
            if touch.steps != 0 {
                end = place + 1;
                let open = touch.steps & !met;
                met |= open & open.wrapping_neg();
            }
            if met & plan.required == plan.required {
                break;
            }
        }
        end
    }

    fn judge(&mut self, begin: usize, end: usize, plan: &Plan) {
        let Self { touches, masks, aligner, moved, judged } = self;
        let touches = &touches[begin..end];
        judged.clear();
        if touches[0].time.saturating_add(plan.window) > plan.now {
            judged.unfinished = true;
            return;
        }
        masks.clear();
        masks.extend(touches.iter().map(|touch| touch.steps));
        let moves = aligner.align(masks, plan.limits.len(), plan.required);
        note_moved(moves, masks, moved);
        let mut before: Option<i64> = None;
        for next in moves {
            let required = |step: usize| plan.required >> step & 1 == 1;
            match *next {
                Move::Together { step, touch } => {
                    let time = touches[touch].time;
                    let micros = before.map(|before| time - before);
                    judged.taken.push(Taken { step, micros });
                    if plan.limits[step].zip(micros).is_some_and(|(limit, micros)| micros > limit) {
                        judged.deviations.push(Deviation::Late(step as u16).code());
                    }
                    if required(step) {
                        before = Some(time);
                    }
                    judged.together += 1;
                    judged.moves += 1;
                }
                Move::StepAlone(step) if required(step) => {
                    before = None;
                    judged.moves += 1;
                    if !moved.contains(&(step as u16 + 1)) {
                        judged.deviations.push(Deviation::Skipped(step as u16).code());
                    }
                }
                Move::StepAlone(_) => {}
                Move::TouchAlone(touch) => {
                    judged.moves += 1;
                    judged.deviations.push(match moved[touch] {
                        0 => Deviation::Inserted(touches[touch].node).code(),
                        step => Deviation::OutOfOrder(step - 1).code(),
                    });
                }
            }
        }
    }
}

/// Finds for each step alone, in their order, the first touch alone that can take it and is left.
fn note_moved(moves: &[Move], masks: &[u16], moved: &mut Vec<u16>) {
    moved.clear();
    moved.resize(masks.len(), 0);
    for alone in moves {
        let Move::StepAlone(step) = *alone else { continue };
        let taker = moves.iter().find_map(|other| match *other {
            Move::TouchAlone(touch) if masks[touch] >> step & 1 == 1 && moved[touch] == 0 => Some(touch),
            _ => None,
        });
        if let Some(touch) = taker {
            moved[touch] = step as u16 + 1;
        }
    }
}
