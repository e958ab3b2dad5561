//! Events in columns: narrow, sorted, and read from front to back.

mod build;
mod view;

pub use build::{JourneyColumns, Row};
pub use view::{Journey, Journeys};

/// The group of an event that belongs to no order, session or ticket.
pub const NO_GROUP: u32 = u32::MAX;
