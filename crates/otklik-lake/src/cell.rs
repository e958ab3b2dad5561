//! Which sorted file a row belongs into.

use std::collections::{BTreeSet, HashMap};

use foldhash::fast::RandomState;
use otklik_core::Timestamp;

use crate::calendar::Month;

/// Where sorted files lie.
const SORTED: &str = "sorted";
/// A month is not cut into more buckets of customers than this.
const BUCKETS_AT_MOST: u32 = 1_024;

/// One span of whole months (UTC) for one bucket of customers; cells nest, and those in use never overlap.
///
/// A year is cut into halves, quarters and months, a month into buckets of customers: two, four, and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Cell {
    first: Month,
    months: i32,
    bucket: u32,
    buckets: u32,
}

impl Cell {
    pub(crate) fn year_of(month: Month) -> Self {
        Self { first: Month(month.0 - month.0.rem_euclid(12)), months: 12, bucket: 0, buckets: 1 }
    }

    /// The smaller cells that this one is cut into; none when it is as small as can be.
    pub(crate) fn parts(self) -> Vec<Self> {
        let spans = |count: i32| {
            let months = self.months / count;
            (0..count).map(|part| Self { first: self.first.plus(part * months), months, ..self }).collect()
        };
        match self.months {
            12 | 6 => spans(2),
            3 => spans(3),
            _ if self.buckets < BUCKETS_AT_MOST => {
                let buckets = self.buckets * 2;
                vec![Self { buckets, ..self }, Self { bucket: self.bucket + self.buckets, buckets, ..self }]
            }
            _ => Vec::new(),
        }
    }

    /// Whether a cell lies in this one.
    fn contains(self, other: Self) -> bool {
        self.first <= other.first
            && other.first.plus(other.months) <= self.first.plus(self.months)
            && other.buckets.is_multiple_of(self.buckets)
            && other.bucket % self.buckets == self.bucket
    }

    fn admits(self, month: Month, spread: u64) -> bool {
        self.first <= month
            && month < self.first.plus(self.months)
            && spread % u64::from(self.buckets) == u64::from(self.bucket)
    }

    /// Whether rows of one of these customers can be here, or of nobody.
    pub(crate) fn may_hold_customer(self, customer: i64) -> bool {
        customer.unsigned_abs() % u64::from(self.buckets) == u64::from(self.bucket)
    }

    /// Whether a customer can have rows in both, as far as buckets tell.
    pub(crate) fn may_share_customers(self, other: Self) -> bool {
        let buckets = self.buckets.min(other.buckets);
        self.bucket % buckets == other.bucket % buckets
    }

    /// The folder of the cell's files, relative to the table.
    pub(crate) fn folder(self) -> String {
        let last = self.first.plus(self.months - 1);
        format!("{SORTED}/{}_{last}/b{}of{}", self.first, self.bucket, self.buckets)
    }

    /// The cell of a file, told from its path relative to the table.
    pub(crate) fn of_file(path: &str) -> Option<Self> {
        let mut parts = path.strip_prefix(SORTED)?.strip_prefix('/')?.split('/');
        let (first, last) = parts.next()?.split_once('_')?;
        let (bucket, buckets) = parts.next()?.strip_prefix('b')?.split_once("of")?;
        let (first, last): (Month, Month) = (first.parse().ok()?, last.parse().ok()?);
        let cell =
            Self { first, months: last.0 - first.0 + 1, bucket: bucket.parse().ok()?, buckets: buckets.parse().ok()? };
        (cell.months > 0 && cell.bucket < cell.buckets && parts.next().is_some() && parts.next().is_none())
            .then_some(cell)
    }
}

#[cfg(test)]
impl Cell {
    pub(crate) fn months(self) -> impl Iterator<Item = Month> {
        (0..self.months).map(move |month| self.first.plus(month))
    }
}

/// Whether some cells lie in others, so that a row would have more than one.
pub(crate) fn overlap(cells: &BTreeSet<Cell>) -> bool {
    cells.iter().any(|cell| cells.iter().any(|other| other != cell && cell.contains(*other)))
}

/// What spreads rows over the buckets of a month: the customer; without one, the place in the order of arrival.
fn spread(customer: Option<i64>, position: i64) -> u64 {
    customer.unwrap_or(position).unsigned_abs()
}

/// Finds the cell of each row, given the cells that are in use.
pub(crate) struct Routes {
    in_use: BTreeSet<Cell>,
    found: Vec<Cell>,
    months: HashMap<Month, Vec<usize>, RandomState>,
}

impl Routes {
    pub(crate) fn new(in_use: impl IntoIterator<Item = Cell>) -> Self {
        Self { in_use: in_use.into_iter().collect(), found: Vec::new(), months: HashMap::default() }
    }

    /// The same with one cell cut into its parts.
    pub(crate) fn cut(mut self, cell: Cell) -> Self {
        let parts = cell.parts();
        if !parts.is_empty() && self.in_use.remove(&cell) {
            self.in_use.extend(parts);
        }
        self
    }

    /// The number of a row's cell among those found so far.
    pub(crate) fn find(&mut self, occurred_at: i64, customer: Option<i64>, position: i64) -> usize {
        let month = Month::of(Timestamp(occurred_at));
        if !self.months.contains_key(&month) {
            let slots = self.slots(month);
            self.months.insert(month, slots);
        }
        let slots = &self.months[&month];
        slots[(spread(customer, position) % slots.len() as u64) as usize]
    }

    /// The cells found so far.
    pub(crate) fn found(&self) -> &[Cell] {
        &self.found
    }

    /// The number of the cell for every bucket of the finest cut in use for a month.
    fn slots(&mut self, month: Month) -> Vec<usize> {
        let year = Cell::year_of(month);
        let of_month = self.in_use.iter().filter(|cell| cell.first <= month && month < cell.first.plus(cell.months));
        let finest = of_month.filter(|cell| year.contains(**cell)).map(|cell| cell.buckets).max().unwrap_or(1);
        (0..u64::from(finest))
            .map(|spread| {
                let cell = self.leaf(month, spread);
                self.found.iter().position(|known| *known == cell).unwrap_or_else(|| {
                    self.found.push(cell);
                    self.found.len() - 1
                })
            })
            .collect()
    }

    fn leaf(&self, month: Month, spread: u64) -> Cell {
        let mut cell = Cell::year_of(month);
        while !self.in_use.contains(&cell) && self.in_use.iter().any(|used| cell.contains(*used)) {
            match cell.parts().into_iter().find(|part| part.admits(month, spread)) {
                Some(part) => cell = part,
                None => break,
            }
        }
        cell
    }
}

#[cfg(test)]
mod tests;
