//! What is counted of journeys that were compared with the plan.

use super::Deviation;
use super::examine::Judged;
use crate::durations::Durations;
use crate::variants::Table;
use crate::walk::Tally;

/// One step's journeys.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct StepTally {
    pub taken: Tally,
    pub skipped: Tally,
    pub out_of_order: Tally,
    pub late: Tally,
    /// Those whose time since the step before is known, and the sum of these times in microseconds.
    pub timed: Tally,
    pub micros: u128,
}

/// What is inserted at one node.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NodeTally {
    pub touches: u64,
    pub journeys: Tally,
    /// The journey that was counted last.
    journey: u64,
}

/// All counts of one fold.
#[derive(Clone, Debug)]
pub(super) struct Counts {
    pub began: Tally,
    pub judged: Tally,
    pub unfinished: Tally,
    pub conforming: Tally,
    pub keeping: Tally,
    pub differing: Tally,
    pub steps: Vec<StepTally>,
    pub durations: Durations,
    pub nodes: Vec<NodeTally>,
    pub ways: Table,
    pub together: u64,
    pub moves: u64,
}

impl Counts {
    pub fn new(steps: usize, nodes: usize) -> Self {
        Self {
            began: Tally::default(),
            judged: Tally::default(),
            unfinished: Tally::default(),
            conforming: Tally::default(),
            keeping: Tally::default(),
            differing: Tally::default(),
            steps: vec![StepTally::default(); steps],
            durations: Durations::new(steps),
            nodes: vec![NodeTally::default(); nodes],
            ways: Table::default(),
            together: 0,
            moves: 0,
        }
    }

    /// Counts a journey of the person with this mark; `way` is a buffer.
    pub fn add(&mut self, judged: &Judged, mark: u32, way: &mut Vec<u16>) {
        self.began.add(mark);
        if judged.unfinished {
            self.unfinished.add(mark);
            return;
        }
        self.judged.add(mark);
        self.together += judged.together;
        self.moves += judged.moves;
        for taken in &judged.taken {
            let tally = &mut self.steps[taken.step];
            tally.taken.add(mark);
            if let Some(micros) = taken.micros {
                tally.timed.add(mark);
                tally.micros += micros as u128;
                self.durations.add(taken.step, micros);
            }
        }
        for code in &judged.deviations {
            self.add_deviation(Deviation::of_code(*code), mark);
        }
        if judged.keeps() {
            self.keeping.add(mark);
        }
        if judged.conforms() {
            self.conforming.add(mark);
            return;
        }
        self.differing.add(mark);
        way.clear();
        way.extend(judged.told_once());
        self.ways.tally(way).add(mark);
    }

    fn add_deviation(&mut self, deviation: Deviation, mark: u32) {
        match deviation {
            Deviation::Skipped(step) => self.steps[usize::from(step)].skipped.add(mark),
            Deviation::OutOfOrder(step) => self.steps[usize::from(step)].out_of_order.add(mark),
            Deviation::Late(step) => self.steps[usize::from(step)].late.add(mark),
            Deviation::Inserted(node) => {
                let journey = self.judged.count;
                let tally = &mut self.nodes[usize::from(node)];
                tally.touches += 1;
                if tally.journey != journey {
                    tally.journey = journey;
                    tally.journeys.add(mark);
                }
            }
        }
    }

    pub fn merge(&mut self, other: &Self) {
        self.began.merge(&other.began);
        self.judged.merge(&other.judged);
        self.unfinished.merge(&other.unfinished);
        self.conforming.merge(&other.conforming);
        self.keeping.merge(&other.keeping);
        self.differing.merge(&other.differing);
        for (own, others) in self.steps.iter_mut().zip(&other.steps) {
            own.taken.merge(&others.taken);
            own.skipped.merge(&others.skipped);
            own.out_of_order.merge(&others.out_of_order);
            own.late.merge(&others.late);
            own.timed.merge(&others.timed);
            own.micros += others.micros;
        }
        self.durations.merge(&other.durations);
        for (own, others) in self.nodes.iter_mut().zip(&other.nodes) {
            own.touches += others.touches;
            own.journeys.merge(&others.journeys);
        }
        for (way, tally) in other.ways.ways() {
            self.ways.tally(way).merge(&tally);
        }
        self.together += other.together;
        self.moves += other.moves;
    }
}
