//! New rows added to a bucket that is kept.

use std::ops::Range;
use std::sync::Arc;

use super::bucket::JourneyBucket;

/// The bucket with the rows of another one. Rows of equal time and customer keep their order, the kept ones first: whatever is new came later.
pub(super) fn extended(kept: &JourneyBucket, new: &JourneyBucket) -> JourneyBucket {
    let mut bucket = JourneyBucket { unit_names: Arc::clone(&kept.unit_names), ..JourneyBucket::default() };
    bucket.customers.reserve(kept.customers.len() + new.customers.len());
    bucket.rows.times.reserve(kept.rows.len() + new.rows.len());
    bucket.rows.codes.reserve(kept.rows.len() + new.rows.len());
    let (mut old, mut fresh) = (0, 0);
    while fresh < new.customers.len() {
        let customer = new.customers[fresh];
        let untouched = old + kept.customers[old..].partition_point(|known| *known < customer);
        bucket.add_runs(kept, old..untouched);
        old = untouched;
        bucket.customers.push(customer);
        bucket.starts.push(bucket.rows.len() as u32);
        let of_kept = if kept.customers.get(old) == Some(&customer) { kept.run(old) } else { 0..0 };
        old += usize::from(!of_kept.is_empty());
        bucket.add_interleaved((kept, of_kept), (new, new.run(fresh)));
        fresh += 1;
    }
    bucket.add_runs(kept, old..kept.customers.len());
    bucket.starts.push(bucket.rows.len() as u32);
    bucket.shrink();
    bucket
}

impl JourneyBucket {
    /// Adds whole runs of another bucket.
    fn add_runs(&mut self, other: &Self, runs: Range<usize>) {
        if runs.is_empty() {
            return;
        }
        let (from, to) = (other.starts[runs.start], other.starts[runs.end]);
        let offset = self.rows.len() as u32;
        self.starts.extend(other.starts[runs.clone()].iter().map(|start| start - from + offset));
        self.customers.extend_from_slice(&other.customers[runs]);
        self.rows.add(&other.rows, &(from as usize..to as usize));
    }

    /// Adds two runs of the same customer by time.
    fn add_interleaved(&mut self, (kept, mut old): (&Self, Range<usize>), (new, mut fresh): (&Self, Range<usize>)) {
        while !old.is_empty() && !fresh.is_empty() {
            let next = new.rows.times[fresh.start];
            let before = kept.rows.times[old.clone()].partition_point(|time| *time <= next);
            self.rows.add(&kept.rows, &(old.start..old.start + before));
            old.start += before;
            if old.is_empty() {
                break;
            }
            let until = kept.rows.times[old.start];
            let stretch = new.rows.times[fresh.clone()].partition_point(|time| *time < until);
            self.rows.add(&new.rows, &(fresh.start..fresh.start + stretch));
            fresh.start += stretch;
        }
        self.rows.add(&kept.rows, &old);
        self.rows.add(&new.rows, &fresh);
    }
}
