//! The journeys of a bucket of customers.

use std::sync::Arc;

use otklik_journey::{ColumnsError, Journeys};

use super::rows::Rows;
use super::unit_names::UnitNames;

/// The code of every kind whose number is too high for a narrow code.
pub const KIND_BEYOND: u16 = u16::MAX;
/// The number of the unit of events that name none.
pub const NO_UNIT: u16 = u16::MAX;

/// Whatever the customers of a bucket did, in the order (customer, time, position); each customer is in one bucket only.
///
/// A code is the number of the event's kind.
#[derive(Debug, Default)]
pub struct JourneyBucket {
    pub(super) customers: Vec<i64>,
    /// Where each customer's run starts, and behind the last one the number of events.
    pub(super) starts: Vec<u32>,
    pub(super) rows: Rows,
    pub(super) unit_names: Arc<UnitNames>,
}

impl JourneyBucket {
    /// The columns as folds read them.
    pub fn journeys(&self) -> Result<Journeys<'_>, ColumnsError> {
        Journeys::new(&self.rows.codes, &self.rows.times, &self.starts)
    }

    /// The customers' numbers, one for each run, ascending.
    pub fn customers(&self) -> &[i64] {
        &self.customers
    }

    /// Where each run starts, and behind the last one the number of events.
    pub fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// The kind of each event.
    pub fn codes(&self) -> &[u16] {
        &self.rows.codes
    }

    /// When each event happened, in microseconds UTC.
    pub fn times(&self) -> &[i64] {
        &self.rows.times
    }

    /// Where each event happened, by the numbers of [`JourneyBucket::unit_names`]; empty if not asked for.
    pub fn units(&self) -> &[u16] {
        &self.rows.units
    }

    /// The units behind the numbers.
    pub fn unit_names(&self) -> &UnitNames {
        &self.unit_names
    }

    /// The amounts of money; empty if not asked for.
    pub fn amounts(&self) -> &[i64] {
        &self.rows.amounts
    }

    /// What each event belongs to, the same number for the same order; 0 for none; empty if not asked for.
    ///
    /// Numbers tell a customer's own groups apart, and say nothing across customers.
    pub fn groups(&self) -> &[u64] {
        &self.rows.groups
    }

    /// How long what each event ends took, in seconds, not a number where nothing is known; empty if not asked for.
    pub fn durations(&self) -> &[f32] {
        &self.rows.durations
    }

    /// The mark that each event gives, not a number where it gives none; empty if not asked for.
    pub fn scores(&self) -> &[f32] {
        &self.rows.scores
    }

    /// A number that tells the survey of each event from others, 0 for none; empty if scores were not asked for.
    pub fn surveys(&self) -> &[u32] {
        &self.rows.surveys
    }

    /// The marks that the question's judge gave; empty without one.
    pub fn marks(&self) -> &[u32] {
        &self.rows.marks
    }

    /// The memory that the columns occupy, in bytes.
    pub fn bytes(&self) -> usize {
        self.rows.bytes() + 4 * self.starts.capacity() + 8 * self.customers.capacity()
    }

    pub(super) fn run(&self, index: usize) -> std::ops::Range<usize> {
        self.starts[index] as usize..self.starts[index + 1] as usize
    }

    pub(super) fn shrink(&mut self) {
        self.rows.shrink();
        self.starts.shrink_to_fit();
        self.customers.shrink_to_fit();
    }
}
