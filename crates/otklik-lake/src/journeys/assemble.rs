//! Stretches of files put together into a bucket.

use std::ops::Range;
use std::sync::Arc;

use super::bucket::JourneyBucket;
use super::rows::{Layout, Rows};
use super::unit_names::UnitNames;
use crate::error::LakeError;

/// Rows of one bucket from one stretch of a file.
#[derive(Debug, Default)]
pub(super) struct Piece {
    pub(super) customers: Vec<i64>,
    pub(super) rows: Rows,
}

/// Puts pieces together. Where pieces follow each other in time nothing has to be sorted: every row goes to the next free place of its customer.
pub(super) fn assemble(
    pieces: Vec<Piece>,
    layout: Layout,
    unit_names: &Arc<UnitNames>,
) -> Result<JourneyBucket, LakeError> {
    let count = pieces.iter().map(|piece| piece.rows.len()).sum::<usize>();
    if u32::try_from(count).is_err() {
        return Err(LakeError::TooManyEvents { rows: count });
    }
    let places = Places::of(&pieces, count);
    let mut next = places.starts(&pieces);
    let mut bucket = JourneyBucket { unit_names: Arc::clone(unit_names), ..JourneyBucket::default() };
    for (place, range) in next.windows(2).enumerate().filter(|(_, ends)| ends[0] < ends[1]) {
        bucket.customers.push(places.customer(place));
        bucket.starts.push(range[0]);
    }
    bucket.starts.push(count as u32);
    bucket.rows = Rows::blank(count, layout);
    let mut slots = Vec::new();
    for piece in pieces {
        slots.clear();
        slots.extend(piece.customers.iter().map(|customer| {
            let slot = &mut next[places.place(*customer)];
            *slot += 1;
            *slot - 1
        }));
        bucket.rows.fill(&piece.rows, &slots);
    }
    put_in_order(&mut bucket);
    bucket.shrink();
    Ok(bucket)
}

/// A place for each customer, ascending.
enum Places {
    /// From this number on, so many.
    Dense(i64, usize),
    Sparse(Vec<i64>),
}

impl Places {
    fn of(pieces: &[Piece], count: usize) -> Self {
        let all = || pieces.iter().flat_map(|piece| piece.customers.iter().copied());
        let (Some(low), Some(high)) = (all().min(), all().max()) else { return Self::Dense(0, 0) };
        let span = high.saturating_sub(low).unsigned_abs();
        if span <= 4 * count as u64 + 65_536 {
            return Self::Dense(low, span as usize + 1);
        }
        let mut customers: Vec<i64> = all().collect();
        customers.sort_unstable();
        customers.dedup();
        Self::Sparse(customers)
    }

    #[inline]
    fn place(&self, customer: i64) -> usize {
        match self {
            Self::Dense(low, _) => (customer - low) as usize,
            Self::Sparse(customers) => customers.partition_point(|known| *known < customer),
        }
    }

    fn customer(&self, place: usize) -> i64 {
        match self {
            Self::Dense(low, _) => low + place as i64,
            Self::Sparse(customers) => customers[place],
        }
    }

    /// Where the rows of each place start, and behind the last one how many there are.
    fn starts(&self, pieces: &[Piece]) -> Vec<u32> {
        let places = match self {
            Self::Dense(_, places) => *places,
            Self::Sparse(customers) => customers.len(),
        };
        let mut starts = vec![0_u32; places + 1];
        for customer in pieces.iter().flat_map(|piece| &piece.customers) {
            starts[self.place(*customer) + 1] += 1;
        }
        for place in 1..starts.len() {
            starts[place] += starts[place - 1];
        }
        starts
    }
}

/// Sorts the runs that came out of order: those of customers with late events, or with rows in files of the same time.
fn put_in_order(bucket: &mut JourneyBucket) {
    let (mut order, mut buffer) = (Vec::new(), Rows::default());
    for run in 0..bucket.customers.len() {
        let range = bucket.run(run);
        if is_in_order(&bucket.rows, &range) {
            continue;
        }
        let rows = &bucket.rows;
        order.clear();
        order.extend(0..range.len() as u32);
        order.sort_by_key(|place| key(rows, range.start + *place as usize));
        bucket.rows.reorder(&range, &order, &mut buffer);
    }
}

fn is_in_order(rows: &Rows, range: &Range<usize>) -> bool {
    if rows.positions.is_empty() {
        rows.times[range.clone()].is_sorted()
    } else {
        range.clone().is_sorted_by_key(|row| key(rows, row))
    }
}

#[inline]
fn key(rows: &Rows, row: usize) -> (i64, i64) {
    (rows.times[row], rows.positions.get(row).copied().unwrap_or(0))
}
