//! Many distributions of durations at once, each in a few narrow pages.

/// Sub-divisions of an octave, as a power of two.
const FINENESS: u32 = 6;
const PAGE: usize = 1 << FINENESS;
/// Durations of 2⁴⁸ microseconds (nine years) and more share the last bucket.
const OCTAVES: usize = 48;
const NO_PAGE: u32 = u32::MAX;

/// Counts durations for each of many keys, and tells their quantiles with a bounded error.
///
/// A bucket is a 64th of an octave and is told by its middle, so that a quantile is off by at most 1/128 of its value, or a
/// microsecond. This is the histogram of Tene's HdrHistogram; the bucket is read off the bits of a floating-point number.
/// An octave of a key takes memory (128 bytes) when its first duration comes: the narrow counts of all edges of a map together
/// stay in the cache that belongs to one core, and what a count cannot hold is written down beside.
#[derive(Clone, Debug, Default)]
pub struct Durations {
    /// For each key and octave the number of its page.
    pages: Vec<u32>,
    counts: Vec<u16>,
    /// What a narrow count could not hold any more, by place, ascending.
    overflow: Vec<(usize, u64)>,
}

impl Durations {
    /// The largest error of a quantile, as a share of its value.
    pub const RELATIVE_ERROR: f64 = 1.0 / (2 * PAGE) as f64;

    /// Empty distributions for so many keys.
    pub fn new(keys: usize) -> Self {
        Self { pages: vec![NO_PAGE; keys * OCTAVES], counts: Vec::new(), overflow: Vec::new() }
    }

    /// Counts one duration in microseconds; one below zero counts as zero.
    #[inline]
    pub fn add(&mut self, key: usize, micros: i64) {
        let bucket = bucket_of(micros);
        let page = &mut self.pages[key * OCTAVES + bucket / PAGE];
        if *page == NO_PAGE {
            *page = (self.counts.len() / PAGE) as u32;
            self.counts.resize(self.counts.len() + PAGE, 0);
        }
        let place = *page as usize * PAGE + bucket % PAGE;
        let count = &mut self.counts[place];
        *count = count.wrapping_add(1);
        if *count == 0 {
            self.spill(place, 1 << 16);
        }
    }

    /// Writes down that a place has so many more than its narrow count says.
    #[cold]
    fn spill(&mut self, place: usize, count: u64) {
        match self.overflow.binary_search_by_key(&place, |entry| entry.0) {
            Ok(index) => self.overflow[index].1 += count,
            Err(index) => self.overflow.insert(index, (place, count)),
        }
    }

    /// Adds what other distributions of the same keys counted.
    pub fn merge(&mut self, other: &Self) {
        for (slot, page) in other.pages.iter().enumerate().filter(|(_, page)| **page != NO_PAGE) {
            for index in 0..PAGE {
                let count = other.at(*page as usize * PAGE + index);
                if count > 0 {
                    self.add_many(slot, index, count);
                }
            }
        }
    }

    fn add_many(&mut self, slot: usize, index: usize, count: u64) {
        if self.pages[slot] == NO_PAGE {
            self.pages[slot] = (self.counts.len() / PAGE) as u32;
            self.counts.resize(self.counts.len() + PAGE, 0);
        }
        let place = self.pages[slot] as usize * PAGE + index;
        let sum = u64::from(self.counts[place]) + count;
        self.counts[place] = sum as u16;
        if sum >> 16 > 0 {
            self.spill(place, sum >> 16 << 16);
        }
    }

    fn at(&self, place: usize) -> u64 {
        let spilt =
            self.overflow.binary_search_by_key(&place, |entry| entry.0).map_or(0, |index| self.overflow[index].1);
        spilt + u64::from(self.counts[place])
    }

    /// The buckets of a key that hold something: their lower and upper ends in microseconds, and their count, ascending.
    pub fn buckets(&self, key: usize) -> impl Iterator<Item = (f64, f64, u64)> {
        let pages = self.pages.get(key * OCTAVES..(key + 1) * OCTAVES).unwrap_or_default();
        pages.iter().enumerate().filter(|(_, page)| **page != NO_PAGE).flat_map(move |(octave, page)| {
            (0..PAGE).filter_map(move |index| {
                let count = self.at(*page as usize * PAGE + index);
                let bucket = octave * PAGE + index;
                (count > 0).then(|| (lower_end(bucket), lower_end(bucket + 1), count))
            })
        })
    }

    /// Durations of a key.
    pub fn n(&self, key: usize) -> u64 {
        self.buckets(key).map(|(_, _, count)| count).sum()
    }

    /// A quantile in microseconds, between neighbours interpolated (Hyndman and Fan 1996, type 7); nothing without durations.
    pub fn quantile(&self, key: usize, probability: f64) -> Option<f64> {
        let n = self.n(key);
        let position = probability.clamp(0.0, 1.0) * n.checked_sub(1)? as f64;
        let below = self.ranked(key, position.floor() as u64)?;
        let above = self.ranked(key, position.ceil() as u64)?;
        Some(below + (above - below) * position.fract())
    }

    /// The middle of the bucket that holds the duration of this rank, from 0.
    fn ranked(&self, key: usize, rank: u64) -> Option<f64> {
        let mut before = 0;
        self.buckets(key).find_map(|(low, high, count)| {
            before += count;
            (rank < before).then(|| if high - low <= 1.0 { low } else { (low + high) / 2.0 })
        })
    }

    /// The standard deviation of a key's durations in microseconds, each told by the middle of its bucket.
    pub fn deviation(&self, key: usize) -> f64 {
        let middles = || self.buckets(key).map(|(low, high, count)| ((low + high) / 2.0, count as f64));
        let (sum, n) = middles().fold((0.0, 0.0), |(sum, n), (middle, count)| (sum + middle * count, n + count));
        let mean = sum / n;
        let squares: f64 = middles().map(|(middle, count)| count * (middle - mean).powi(2)).sum();
        if n > 1.0 { (squares / (n - 1.0)).sqrt() } else { 0.0 }
    }

    /// How many durations of a key lie in each stretch between neighbouring borders, in microseconds, and beyond the last one.
    ///
    /// A bucket that a border cuts counts where its middle lies.
    pub fn histogram(&self, key: usize, borders: &[i64]) -> Vec<u64> {
        let mut counts = vec![0; borders.len() + 1];
        for (low, high, count) in self.buckets(key) {
            let middle = if high - low <= 1.0 { low } else { (low + high) / 2.0 };
            counts[borders.partition_point(|border| *border as f64 <= middle)] += count;
        }
        counts
    }
}

/// The bucket of a duration: exponent and leading bits of the mantissa of the duration and one microsecond.
#[inline]
fn bucket_of(micros: i64) -> usize {
    const ONE: u32 = 1_f32.to_bits();
    let bits = (micros.max(0) as f32 + 1.0).to_bits();
    (((bits - ONE) >> (23 - FINENESS)) as usize).min(OCTAVES * PAGE - 1)
}

fn lower_end(bucket: usize) -> f64 {
    let fraction = 1.0 + (bucket % PAGE) as f64 / PAGE as f64;
    // Below 64 µs a bucket holds one whole microsecond or none.
    let end = fraction * 2_f64.powi((bucket / PAGE) as i32) - 1.0;
    if bucket < FINENESS as usize * PAGE { end.ceil() } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn exact(sorted: &[i64], probability: f64) -> f64 {
        let position = probability * (sorted.len() - 1) as f64;
        let at = |place: f64| sorted[place as usize] as f64;
        at(position.floor()) + (at(position.ceil()) - at(position.floor())) * position.fract()
    }

    proptest! {
        #[test]
        fn a_quantile_is_off_by_no_more_than_it_says(
            exponents in prop::collection::vec(0.0_f64..47.9, 1..200),
            probability in 0.0_f64..=1.0,
            cut in 0_usize..200,
        ) {
            let mut micros: Vec<_> = exponents.iter().map(|exponent| exponent.exp2() as i64 - 1).collect();
            let (mut one, mut other) = (Durations::new(2), Durations::new(2));
            for (index, duration) in micros.iter().enumerate() {
                if index < cut { one.add(1, *duration) } else { other.add(1, *duration) }
            }
            one.merge(&other);
            micros.sort_unstable();
            let (found, truth) = (one.quantile(1, probability).unwrap(), exact(&micros, probability));
            prop_assert!((found - truth).abs() <= truth * Durations::RELATIVE_ERROR + 1.0, "{found} {truth}");
            prop_assert_eq!(one.n(1), micros.len() as u64);
            prop_assert_eq!(one.n(0), 0);
            prop_assert_eq!(one.histogram(1, &[1 << 20]).iter().sum::<u64>(), micros.len() as u64);
        }
    }

    #[test]
    fn short_and_endless_durations_have_a_place() {
        let mut durations = Durations::new(1);
        for micros in [-5, 0, 1, 2, 3, i64::MAX] {
            durations.add(0, micros);
        }
        let lows: Vec<_> = durations.buckets(0).map(|(low, _, count)| (low, count)).take(4).collect();
        assert_eq!(lows, [(0.0, 2), (1.0, 1), (2.0, 1), (3.0, 1)]);
        assert_eq!(durations.quantile(0, 0.0), Some(0.0));
        assert!(durations.quantile(0, 1.0).unwrap() > 2e14);
        assert_eq!(Durations::new(1).quantile(0, 0.5), None);
    }

    #[test]
    fn the_deviation_is_off_by_no_more_than_its_buckets_are_wide() {
        let mut durations = Durations::new(2);
        for micros in [2_000_000, 4_000_000, 4_000_000, 4_000_000, 5_000_000, 5_000_000, 7_000_000, 9_000_000] {
            durations.add(1, micros);
        }
        assert!((durations.deviation(1) - 2_138_089.9).abs() < 40_000.0, "{}", durations.deviation(1));
        assert_eq!(durations.deviation(0), 0.0);
    }

    #[test]
    fn more_than_a_narrow_count_holds_are_counted() {
        let mut durations = Durations::new(1);
        durations.add(0, 40);
        durations.add_many(bucket_of(40) / PAGE, bucket_of(40) % PAGE, u64::from(u32::MAX) - 1);
        (0..70_002).for_each(|_| durations.add(0, 40));
        assert_eq!(durations.n(0), u64::from(u32::MAX) + 70_002);
        let mut other = Durations::new(1);
        other.merge(&durations);
        other.merge(&durations);
        assert_eq!(other.n(0), 2 * (u64::from(u32::MAX) + 70_002));
    }
}
