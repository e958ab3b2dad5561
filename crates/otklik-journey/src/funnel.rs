//! Who takes the steps of a way, how fast, and where the others are lost.
//!
//! A *chain* is one event for each step, in the order of the steps, times not descending, all within the window of its first event,
//! the *entry*. Events of equal time may be used in the order of the steps, whatever the order of rows; no event is used for two steps.
//! An *attempt* is what can be reached from one entry. Which attempts count is the question's [`Counting`].

mod answer;
mod attempt;
mod chain;
mod check;
mod count;
mod examine;
mod fold;
mod hits;
mod latest;
mod matching;
mod plan;

pub use answer::{FunnelAnswer, FunnelValue, StepCount, StepPart};
pub use check::FunnelError;
pub use fold::{Funnel, FunnelFigure, FunnelOutcome};

use crate::sections::SectionRule;

/// The most steps of a funnel, and the most exclusions.
pub const MOST_STEPS: usize = 16;
/// The most values of a breakdown.
pub const MOST_VALUES: usize = 1000;
/// The usual window: fourteen days, in microseconds.
pub const USUAL_WINDOW: i64 = 14 * 86_400 * 1_000_000;

/// A funnel as it is asked for. Times are microseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunnelQuestion {
    /// The steps, the entry first.
    pub steps: Vec<FunnelStep>,
    /// How events follow each other.
    pub order: StepOrder,
    /// How long after the entry a step still counts, to the microsecond included.
    pub window: i64,
    /// Which attempts count.
    pub counting: Counting,
    /// What must not happen on the way.
    pub exclusions: Vec<Exclusion>,
    /// What an exclusion drops.
    pub excluded: Excluded,
    /// All events of a chain have the same group; a group's events are looked at as if there were no others.
    pub hold_group: bool,
    /// Which event of a chain gives the value that it is counted under.
    pub breakdown: Option<Breakdown>,
    /// Where the histograms of times are divided, ascending.
    pub borders: Vec<i64>,
    /// The present, by which an attempt is unfinished while its window is open.
    pub now: i64,
}

/// One step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FunnelStep {
    /// The codes of the events that take it.
    pub codes: Vec<u16>,
    /// May be left out. An optional step is filled in where it fits between its neighbours, and never decides which chain counts.
    pub optional: bool,
    /// The longest time since the previous step that is not optional.
    pub limit: Option<i64>,
}

/// How the events of a chain follow each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepOrder {
    /// In the order of the steps; anything may happen in between.
    #[default]
    Ordered,
    /// In the order of the steps, and nothing in between among the events that take part.
    ///
    /// Among events of equal time an order is assumed that lets the chain go on.
    Strict,
    /// In any order: the k-th figure counts who took k of the steps.
    Any,
}

/// Which attempts count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counting {
    /// A person's best: the longest chain, and of equally long ones that of the newest entry.
    #[default]
    LatestStart,
    /// A person's first entry alone.
    FirstEntry,
    /// Every attempt. What begins after a completed attempt is a new one; an entry that is followed within its window by another that gets as far
    /// is the same attempt, tried again.
    Totals,
    /// The best of every session or group.
    Sessions(SectionRule),
}

/// Events that spoil an attempt which has taken one step, and not yet another one.
///
/// An attempt is spoiled when the event comes later than step `after` was reached, within the window, while step `before` was not reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exclusion {
    /// The codes of the events.
    pub codes: Vec<u16>,
    /// The step that was taken, by its index.
    pub after: usize,
    /// The step that was not, by its index.
    pub before: usize,
}

/// What a spoiled attempt takes with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Excluded {
    /// Nothing: other entries of the person count.
    #[default]
    Attempt,
    /// Everything of the person.
    Person,
}

/// Which event's value a chain is counted under; values from `values` on, and chains without that event, are counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breakdown {
    /// The event.
    pub at: Touch,
    /// How many values are told apart, from 0.
    pub values: usize,
}

/// An event of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// The entry.
    First,
    /// The last step that was reached.
    Last,
    /// A step by its index (in any order: the step taken as so-manieth).
    Step(usize),
}

impl FunnelQuestion {
    /// An ordered funnel over these codes, one for each step, with the usual window.
    pub fn new(codes: &[u16], now: i64) -> Self {
        let step = |code: &u16| FunnelStep { codes: vec![*code], ..FunnelStep::default() };
        Self {
            steps: codes.iter().map(step).collect(),
            order: StepOrder::Ordered,
            window: USUAL_WINDOW,
            counting: Counting::LatestStart,
            exclusions: Vec::new(),
            excluded: Excluded::Attempt,
            hold_group: false,
            breakdown: None,
            borders: Vec::new(),
            now,
        }
    }
}
