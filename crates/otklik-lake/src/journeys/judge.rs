//! Marks that a question gives to events.

use crate::batch::EventBatch;
use crate::schema::Column;

/// Looks at events and marks each with bits whose meaning is the question's own.
pub trait EventJudge: Send + Sync {
    /// The columns that it reads, besides time, kind, customer and position.
    fn columns(&self) -> Vec<Column>;

    /// Adds one mark for each row of a batch; customers in it are the present ones.
    fn judge(&self, batch: &EventBatch, marks: &mut Vec<u32>);
}
