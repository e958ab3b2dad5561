//! What comes out of comparing journeys with a plan.

use super::Deviation;
use super::count::{Counts, StepTally};
use crate::transitions::TransitionTimes;
use crate::walk::Tally;

/// How real journeys compare with the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct ConformanceAnswer {
    /// All journeys that began.
    pub began: JourneyCount,
    /// Journeys that were compared: their window has closed.
    pub judged: JourneyCount,
    /// Journeys whose window is open.
    pub unfinished: JourneyCount,
    /// Journeys that do not differ.
    pub conforming: JourneyCount,
    /// Journeys that differ by nothing but insertions.
    pub keeping: JourneyCount,
    /// Journeys that differ.
    pub differing: JourneyCount,
    /// What became of each step.
    pub steps: Vec<PlanStepCount>,
    /// What was inserted, by node.
    pub inserted: Vec<InsertedCount>,
    /// The most frequent ways to differ first; of equally frequent ones the one that differs earlier in the plan.
    pub deviations: Vec<DeviationsCount>,
    /// Different ways to differ.
    pub distinct: u64,
    /// Moves of all alignments in which a touch takes a step.
    pub together: u64,
    /// Moves of all alignments, without optional steps that were left out.
    pub moves: u64,
}

/// Journeys that have something in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JourneyCount {
    /// Journeys.
    pub count: u64,
    /// Their people.
    pub people: u64,
}

/// What became of a step.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanStepCount {
    /// Journeys that took it in its place.
    pub taken: JourneyCount,
    /// Journeys that had to take it and did not.
    pub skipped: JourneyCount,
    /// Journeys that took it elsewhere.
    pub out_of_order: JourneyCount,
    /// Those among `taken` that took it beyond its limit.
    pub late: JourneyCount,
    /// Those among `taken` whose required step before was taken in its place too.
    pub timed: JourneyCount,
    /// The sum of their times since that step, in microseconds.
    pub micros: u128,
    /// Quantiles of these times.
    pub times: Option<TransitionTimes>,
}

/// What was inserted at a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InsertedCount {
    /// The node.
    pub node: u16,
    /// Touches.
    pub touches: u64,
    /// Journeys that have such a touch.
    pub journeys: JourneyCount,
}

/// Journeys that differ in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviationsCount {
    /// What differs, in the order of the journey; the same several times in a row is told once.
    pub deviations: Vec<Deviation>,
    /// The journeys.
    pub journeys: JourneyCount,
}

impl From<&Tally> for JourneyCount {
    fn from(tally: &Tally) -> Self {
        Self { count: tally.count, people: u64::from(tally.people) }
    }
}

impl ConformanceAnswer {
    pub(super) fn new(counts: &Counts, most: usize) -> Self {
        let inserted = counts.nodes.iter().enumerate().filter(|(_, tally)| tally.touches > 0);
        let mut ways: Vec<(&[u16], Tally)> = counts.ways.ways().collect();
        let distinct = ways.len() as u64;
        ways.sort_unstable_by(|one, other| other.1.count.cmp(&one.1.count).then_with(|| one.0.cmp(other.0)));
        ways.truncate(most);
        Self {
            began: (&counts.began).into(),
            judged: (&counts.judged).into(),
            unfinished: (&counts.unfinished).into(),
            conforming: (&counts.conforming).into(),
            keeping: (&counts.keeping).into(),
            differing: (&counts.differing).into(),
            steps: counts.steps.iter().enumerate().map(|(step, tally)| step_count(counts, step, tally)).collect(),
            inserted: inserted
                .map(|(node, tally)| InsertedCount {
                    node: node as u16,
                    touches: tally.touches,
                    journeys: (&tally.journeys).into(),
                })
                .collect(),
            deviations: ways
                .into_iter()
                .map(|(way, tally)| DeviationsCount {
                    deviations: way.iter().copied().map(Deviation::of_code).collect(),
                    journeys: (&tally).into(),
                })
                .collect(),
            distinct,
            together: counts.together,
            moves: counts.moves,
        }
    }
}

fn step_count(counts: &Counts, step: usize, tally: &StepTally) -> PlanStepCount {
    PlanStepCount {
        taken: (&tally.taken).into(),
        skipped: (&tally.skipped).into(),
        out_of_order: (&tally.out_of_order).into(),
        late: (&tally.late).into(),
        timed: (&tally.timed).into(),
        micros: tally.micros,
        times: TransitionTimes::of(&counts.durations, step, u64::from(tally.timed.people)),
    }
}
