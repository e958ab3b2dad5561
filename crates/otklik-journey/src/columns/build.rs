//! The columns of a bucket of customers, filled row by row.

use super::Journeys;
use crate::ColumnsError;

/// One event on its way into the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The customer's key.
    pub customer: i64,
    /// When it happened, in microseconds UTC.
    pub time: i64,
    /// Its place among events of equal time, as the source had it.
    pub position: i64,
    /// What it is, in the dictionary of the one who fills the columns.
    pub code: u16,
}

/// The events of a bucket of customers in the order (customer, time, position).
///
/// An event costs 10 bytes, a customer 12. What a question needs besides (a mask, a breakdown, amounts, groups) is brought along in columns of its own:
/// see [`Journeys::taking_part`] and its neighbours.
#[derive(Clone, Debug, Default)]
pub struct JourneyColumns {
    codes: Vec<u16>,
    times: Vec<i64>,
    /// Where each run starts; the end of the last run is the number of events.
    starts: Vec<u32>,
    customers: Vec<i64>,
    last: Option<Row>,
}

impl JourneyColumns {
    /// The most events of one bucket.
    pub const MOST_ROWS: usize = u32::MAX as usize;

    /// Columns without events.
    pub fn new() -> Self {
        Self::default()
    }

    /// Columns that hold so many events and customers before they grow.
    pub fn with_capacity(events: usize, customers: usize) -> Self {
        Self {
            codes: Vec::with_capacity(events),
            times: Vec::with_capacity(events),
            starts: Vec::with_capacity(customers + 1),
            customers: Vec::with_capacity(customers),
            last: None,
        }
    }

    /// Adds the next event; one that belongs before the last one is refused and leaves the columns as they were.
    pub fn push(&mut self, row: Row) -> Result<(), ColumnsError> {
        let order = |row: &Row| (row.customer, row.time, row.position);
        if self.last.is_some_and(|last| order(&row) < order(&last)) {
            return Err(ColumnsError::RowOutOfOrder { row: self.codes.len() });
        }
        if self.codes.len() == Self::MOST_ROWS {
            return Err(ColumnsError::TooManyRows { limit: Self::MOST_ROWS });
        }
        if self.last.is_none_or(|last| last.customer != row.customer) {
            self.starts.truncate(self.customers.len());
            self.starts.push(self.codes.len() as u32);
            self.customers.push(row.customer);
            self.starts.push(0);
        }
        self.codes.push(row.code);
        self.times.push(row.time);
        if let Some(end) = self.starts.last_mut() {
            *end = self.codes.len() as u32;
        }
        self.last = Some(row);
        Ok(())
    }

    /// The columns as folds read them.
    pub fn journeys(&self) -> Journeys<'_> {
        Journeys::trusted(&self.codes, &self.times, &self.starts)
    }

    /// The customers' keys, one for each run.
    pub fn customers(&self) -> &[i64] {
        &self.customers
    }

    /// Events.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Tells whether there are no events.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The memory that the columns occupy, in bytes, with what they keep in reserve.
    pub fn bytes(&self) -> usize {
        2 * self.codes.capacity()
            + 8 * self.times.capacity()
            + 4 * self.starts.capacity()
            + 8 * self.customers.capacity()
    }

    /// Gives back what was kept in reserve.
    pub fn shrink(&mut self) {
        self.codes.shrink_to_fit();
        self.times.shrink_to_fit();
        self.starts.shrink_to_fit();
        self.customers.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(customer: i64, time: i64, position: i64, code: u16) -> Row {
        Row { customer, time, position, code }
    }

    #[test]
    fn rows_become_runs() {
        let mut columns = JourneyColumns::new();
        assert_eq!(columns.journeys().runs(), 0);
        for (customer, time, code) in [(3, 10, 7), (3, 10, 8), (5, -4, 9), (9, 1, 1), (9, 2, 2)] {
            columns.push(row(customer, time, 0, code)).unwrap();
        }
        let journeys = columns.journeys();
        let codes: Vec<_> = (0..journeys.runs()).map(|run| journeys.journey(run).codes().to_vec()).collect();
        assert_eq!(codes, [vec![7, 8], vec![9], vec![1, 2]]);
        assert_eq!(columns.customers(), [3, 5, 9]);
    }

    #[test]
    fn a_row_out_of_order_is_named_and_left_out() {
        let mut columns = JourneyColumns::new();
        columns.push(row(1, 5, 2, 0)).unwrap();
        columns.push(row(1, 5, 2, 0)).unwrap();
        for early in [row(1, 5, 1, 0), row(1, 4, 9, 0), row(0, 9, 9, 0)] {
            assert_eq!(columns.push(early), Err(ColumnsError::RowOutOfOrder { row: 2 }));
        }
        columns.push(row(1, 6, 0, 0)).unwrap();
        assert_eq!(columns.len(), 3);
    }

    #[test]
    fn the_size_is_ten_bytes_an_event_and_twelve_a_customer() {
        let mut columns = JourneyColumns::new();
        (0..1000).for_each(|event| columns.push(row(event / 10, event, 0, 0)).unwrap());
        columns.shrink();
        assert_eq!(columns.bytes(), 1000 * 10 + 100 * 12 + 4);
    }
}
