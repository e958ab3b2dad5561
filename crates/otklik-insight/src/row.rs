//! One event as a question sees it.

use otklik_core::{CustomerKey, Position, Role, Timestamp};
use otklik_lake::{Column, EventBatch};

use crate::lens::Meaning;

/// A unit by its place in the view's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct UnitId(pub(crate) u32);

/// An event in its batch, with what the catalogue says of it.
pub(crate) struct Row<'a> {
    pub(crate) batch: &'a EventBatch,
    pub(crate) index: usize,
    pub(crate) time: Timestamp,
    pub(crate) meaning: Option<&'a Meaning>,
    pub(crate) unit: Option<UnitId>,
}

impl<'a> Row<'a> {
    pub(crate) fn role(&self) -> Option<Role> {
        self.meaning.and_then(Meaning::role)
    }

    /// The number of its kind.
    pub(crate) fn kind(&self) -> i64 {
        self.batch.kinds()[self.index]
    }

    pub(crate) fn customer(&self) -> Option<CustomerKey> {
        self.batch.customer(self.index)
    }

    pub(crate) fn person(&self) -> Option<i64> {
        self.customer().map(|customer| customer.0)
    }

    pub(crate) fn position(&self) -> Position {
        Position(self.batch.positions()[self.index])
    }

    pub(crate) fn text(&self, column: Column) -> Option<&'a str> {
        self.batch.text(column, self.index)
    }

    pub(crate) fn float(&self, column: Column) -> Option<f64> {
        self.batch.float(column, self.index)
    }

    /// How many this event counts for.
    pub(crate) fn quantity(&self) -> f64 {
        self.float(Column::Quantity).unwrap_or(1.0)
    }

    pub(crate) fn duration_seconds(&self) -> Option<f64> {
        self.batch.integer(Column::DurationMs, self.index).map(|millis| millis as f64 / 1_000.0)
    }

    pub(crate) fn scale(&self) -> Option<(f64, f64)> {
        Some((self.float(Column::ScaleLow)?, self.float(Column::ScaleHigh)?))
    }
}
