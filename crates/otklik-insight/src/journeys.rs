//! Journeys as the questions about them see them.
//!
//! A [`Reading`] says which events take part, what their codes are, and what they bring along; it is handed to the threads that go
//! through the lake's columns. A fold counts, [`View::fold`] ends it, and [`View::people_of_fold`] finds the people whom a count is about.

mod breakdown;
mod coding;
mod comparison;
mod figures;
mod nodes;
mod reading;
mod refusal;
mod sight;
mod touches;
mod touchpoints;
mod who;

pub(crate) use breakdown::{Breakdown, ValueNames};
pub(crate) use coding::Coding;
pub(crate) use figures::{Compared, Part, count, counted_money, seconds, share};
pub use nodes::{JourneyNode, JourneyOf, JourneysAsked, NodeKind, NodesAsked};
pub(crate) use nodes::{MOST_NODES_SHOWN, Nodes, visits_at};
pub use reading::Together;
pub(crate) use reading::{ReadingPlan, micros};
pub(crate) use refusal::refuse;
pub(crate) use sight::{Sight, TAKES_PART};
pub(crate) use touches::TouchReading;
pub use who::JourneyFigure;
