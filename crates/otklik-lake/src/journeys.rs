//! The events of customers in columns: what journey questions read.
//!
//! Customers are divided into buckets by their numbers; a [`JourneyBucket`] holds codes, times and where each customer's run starts, over all
//! months. Buckets are made of the data files and kept within a budget of memory; a commit adds its rows to what is kept, sorting
//! files anew changes nothing, and when rows go or identifiers get another owner everything is made anew.
//! What does not fit into the budget is made for each question and dropped.

mod ask;
mod assemble;
mod bucket;
mod extend;
mod judge;
mod plan;
mod read;
mod rows;
mod shelf;
#[cfg(test)]
mod tests;
mod threads;
mod unit_names;

pub use bucket::{JourneyBucket, KIND_BEYOND, NO_UNIT};
pub use judge::EventJudge;
pub use shelf::JourneyLimits;
pub(crate) use shelf::Shelves;
pub use unit_names::UnitNames;

use std::sync::Arc;

use otklik_core::Currency;

use crate::moves::Moves;
use crate::schema::Column;

/// What a journey question reads.
#[derive(Clone, Default)]
pub struct JourneyScan {
    /// Columns besides codes and times.
    pub sides: SideColumns,
    /// Who owns the rows of identifiers that moved since they were written.
    pub moves: Moves,
    /// Marks that only the events' other columns can give; columns with marks are made for this question alone.
    pub judge: Option<Arc<dyn EventJudge>>,
}

/// Columns that some journey questions bring along.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SideColumns {
    /// Where it happened.
    pub units: bool,
    /// Amounts of money in this currency; others count as nothing.
    pub amounts: Option<Currency>,
    /// What belongs together.
    pub groups: Option<Grouping>,
    /// How long something took.
    pub durations: bool,
    /// The marks of answers.
    pub scores: bool,
}

/// What a customer's events may belong together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// The order.
    Order,
    /// The visit or browsing session.
    Session,
    /// The support ticket.
    Ticket,
}

impl Grouping {
    fn column(self) -> Column {
        match self {
            Self::Order => Column::OrderId,
            Self::Session => Column::Session,
            Self::Ticket => Column::Ticket,
        }
    }
}

impl SideColumns {
    /// Whether a question that needs the others can be answered with these.
    fn cover(&self, others: &Self) -> bool {
        self.units >= others.units
            && (others.amounts.is_none() || self.amounts == others.amounts)
            && (others.groups.is_none() || self.groups == others.groups)
            && self.durations >= others.durations
            && self.scores >= others.scores
    }

    /// The columns of this question, and what of the others goes with them.
    fn and(self, others: Self) -> Self {
        Self {
            units: self.units || others.units,
            amounts: self.amounts.or(others.amounts),
            groups: self.groups.or(others.groups),
            durations: self.durations || others.durations,
            scores: self.scores || others.scores,
        }
    }
}
