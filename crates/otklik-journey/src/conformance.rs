//! Which real journeys go as somebody intended, and what differs in the others.
//!
//! A *plan* is the expected journey: steps in order, each taken at one of its nodes. A *touch* is an event at a node of the lens;
//! among touches of equal time those of earlier steps come first, then those of smaller nodes, whatever the order of rows.
//!
//! **What is checked.** In each section (customer, order, session, ticket, stretch without a pause) a real journey begins with a
//! touch of the first step. It holds the touches up to the one by which every required step has been met, in whatever order; else
//! those up to the last touch of the plan within the window (to the microsecond included) and before the first step is touched
//! again once the last one has been met. A touch meets the earliest step that it can take and that is not yet met. The next
//! journey begins with the next touch of the first step. Journeys whose window is open are *unfinished* and judged by nothing:
//! to count those alone that came to their end early would make the plan look better kept than it is.
//!
//! **How it is compared.** By a cheapest alignment (Adriansyah, van Dongen and van der Aalst 2011, "Conformance checking using
//! cost-based fitness analysis"): a sequence of moves, each a touch and a step together (cost 0), a touch alone (cost 1), or a
//! step alone (cost 1 if it is required, 0 if it is optional), whose touches are the journey and whose steps are the plan. Of
//! equally cheap ones that with the fewest required steps alone is taken, and of these the one that comes first if at every move
//! together goes before a step alone, and a step alone before a touch alone.
//!
//! **What differs.** A step alone whose touch occurs as a touch alone, the steps in order, each with the first such touch that is
//! left, was taken *out of order*; a required step alone is else *skipped*, and a touch alone else *inserted*, be it foreign to the
//! plan or a step once more. A step taken in its place is *late* beyond its limit since the required step before it, if that was
//! taken in its place as well. A journey *conforms* if nothing differs; it *keeps* to the plan if nothing but insertions does.

mod align;
mod answer;
mod check;
mod count;
mod examine;
mod fold;

pub use answer::{ConformanceAnswer, DeviationsCount, InsertedCount, JourneyCount, PlanStepCount};
pub use check::ConformanceError;
pub use fold::{Conformance, ConformanceFigure};

use crate::lens::{Lens, MOST_NODES};
use crate::sections::SectionRule;

/// A plan and what is checked against it. Times are microseconds.
#[derive(Clone, Debug)]
pub struct ConformanceQuestion {
    /// The nodes of touches.
    pub nodes: Lens,
    /// The plan, whose first and last steps are required.
    pub steps: Vec<PlanStep>,
    /// What counts as one journey at most.
    pub sections: SectionRule,
    /// Takes repetitions of one node for one stay, which begins with the first of them.
    pub collapse_repeats: bool,
    /// How long after its beginning a journey goes on.
    pub window: i64,
    /// Journeys begin before this moment.
    pub begins_before: i64,
    /// The present, by which a journey is unfinished while its window is open.
    pub now: i64,
    /// How many of the most frequent ways to differ are listed.
    pub most: usize,
}

/// One step of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanStep {
    /// The nodes at which it is taken; without any nobody takes it.
    pub nodes: Vec<u16>,
    /// May be left out.
    pub optional: bool,
    /// The longest time since the required step before.
    pub limit: Option<i64>,
}

/// Something in which a journey differs from the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Deviation {
    /// A required step, by its index, was not taken.
    Skipped(u16),
    /// The plan has no touch of this node here.
    Inserted(u16),
    /// A step was taken at another place than the plan has it.
    OutOfOrder(u16),
    /// A step was taken in its place, and too late.
    Late(u16),
}

/// The bits that tell what differs; the others tell the step or node.
const KIND_SHIFT: u32 = 14;
const _: () = assert!(MOST_NODES <= 1 << KIND_SHIFT);

impl Deviation {
    /// As a number, by which ways to differ are told apart.
    fn code(self) -> u16 {
        let (kind, value) = match self {
            Self::Skipped(step) => (0, step),
            Self::Inserted(node) => (1, node),
            Self::OutOfOrder(step) => (2, step),
            Self::Late(step) => (3, step),
        };
        kind << KIND_SHIFT | value
    }

    fn of_code(code: u16) -> Self {
        let value = code & ((1 << KIND_SHIFT) - 1);
        match code >> KIND_SHIFT {
            0 => Self::Skipped(value),
            1 => Self::Inserted(value),
            2 => Self::OutOfOrder(value),
            _ => Self::Late(value),
        }
    }
}
