//! How customers are divided into buckets.

use std::ops::Range;

use crate::snapshot::Snapshot;

/// The most buckets.
const MOST_BUCKETS: u64 = 4_096;

/// Stretches of customers' numbers, which are dense, so that equal stretches have about equally many events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    first: i64,
    width: i64,
    buckets: usize,
    /// Rows for which it was made.
    rows: u64,
}

impl Plan {
    pub(super) fn new(snapshot: &Snapshot, rows_per_bucket: u64) -> Self {
        let ranges = snapshot.files.iter().filter_map(|file| file.extent.customers);
        let (first, last) = ranges.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1))).unwrap_or((0, 0));
        let buckets = snapshot.rows.div_ceil(rows_per_bucket.max(1)).clamp(1, MOST_BUCKETS);
        let span = last.saturating_sub(first).unsigned_abs() + 1;
        let width = i64::try_from(span.div_ceil(buckets)).unwrap_or(i64::MAX);
        Self { first, width, buckets: buckets as usize, rows: snapshot.rows }
    }

    pub(super) fn buckets(&self) -> usize {
        self.buckets
    }

    /// The bucket of a customer; the outer ones reach as far as there are numbers.
    pub(super) fn bucket(&self, customer: i64) -> usize {
        let place = customer.saturating_sub(self.first).div_euclid(self.width);
        place.clamp(0, self.buckets as i64 - 1) as usize
    }

    /// The numbers of customers in a stretch of buckets, both ends included.
    pub(super) fn customers(&self, buckets: &Range<usize>) -> (i64, i64) {
        let border = |bucket: usize| self.first.saturating_add(self.width.saturating_mul(bucket as i64));
        let low = if buckets.start == 0 { i64::MIN } else { border(buckets.start) };
        let high = if buckets.end >= self.buckets { i64::MAX } else { border(buckets.end) - 1 };
        (low, high)
    }

    /// Whether buckets would have grown too large for so many rows.
    pub(super) fn is_outgrown(&self, rows: u64, rows_per_bucket: u64) -> bool {
        rows > 2 * self.rows + rows_per_bucket
    }
}

#[cfg(test)]
impl Plan {
    pub(super) fn of(first: i64, width: i64, buckets: usize) -> Self {
        Self { first, width, buckets, rows: 0 }
    }
}
