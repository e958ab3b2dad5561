//! Stretches of time that follow each other: hours, days, weeks, months, as the caller's calendar has them.

use std::sync::Arc;

use crate::error::QuestionError;

/// The most periods of one question.
pub const MOST_PERIODS: usize = 1000;

/// Cells of the look-up: so many that a border lies in few of them, and so few that they stay in the nearest cache.
const CELLS: usize = 4096;
/// Places for borders: a power of two above the most periods and one more.
const BORDERS: usize = 1024;

/// Periods between neighbouring borders, found without a search.
///
/// The borders come from the caller, who knows the time zone: days of 23 hours and months of 28 days are as good as any.
#[derive(Clone, Debug)]
pub struct Periods {
    /// The borders, and behind them an end that nothing reaches.
    borders: Arc<[i64; BORDERS]>,
    /// For each cell of time the period in which it begins.
    cells: Arc<[u16; CELLS]>,
    count: usize,
    first: i64,
    shift: u32,
    /// No cell holds more than one border.
    is_even: bool,
}

impl Periods {
    /// Periods between these instants, in microseconds; a period includes its first instant and not its last.
    pub fn new(borders: &[i64]) -> Result<Self, QuestionError> {
        let periods = borders.len().saturating_sub(1);
        if periods == 0 {
            return Err(QuestionError::NoPeriods);
        }
        if periods > MOST_PERIODS {
            return Err(QuestionError::TooManyPeriods { found: periods, limit: MOST_PERIODS });
        }
        if let Some(pair) = borders.windows(2).position(|pair| pair[0] >= pair[1]) {
            return Err(QuestionError::PeriodsNotAscending { border: pair + 1 });
        }
        let (first, last) = (borders[0], borders[periods]);
        let span = last.wrapping_sub(first) as u64;
        let shift = (0..63).find(|shift| span >> shift < CELLS as u64).unwrap_or(63);
        let mut table = [i64::MAX; BORDERS];
        table[..borders.len()].copy_from_slice(borders);
        let mut cells = [periods as u16; CELLS];
        for (cell, place) in (0..).zip(&mut cells) {
            let begin = i128::from(first) + (i128::from(cell as u32) << shift);
            *place = borders.partition_point(|border| i128::from(*border) <= begin).min(periods) as u16;
        }
        let narrowest = borders.windows(2).map(|pair| pair[1].wrapping_sub(pair[0]) as u64).min().unwrap_or(0);
        Ok(Self {
            borders: Arc::new(table),
            cells: Arc::new(cells),
            count: periods,
            first,
            shift,
            is_even: narrowest >= 1 << shift,
        })
    }

    /// The number of an instant's period, from 1; 0 before the first one, one more than there are behind the last one.
    #[inline]
    pub fn number(&self, time: i64) -> usize {
        self.numbers()(time)
    }

    /// The same for many instants, with everything at hand that finding takes.
    #[inline]
    pub(crate) fn numbers(&self) -> impl Fn(i64) -> usize {
        let Self { first, shift, is_even, .. } = *self;
        let (cells, borders) = (&*self.cells, &*self.borders);
        move |time| {
            if !is_even {
                return self.search(time);
            }
            // Without a jump: which side of a border an instant lies on cannot be foretold.
            let cell = (time.wrapping_sub(first) as u64 >> shift).min(CELLS as u64 - 1) as usize;
            let period = usize::from(cells[cell]);
            let period = period + usize::from(time >= borders[period % BORDERS]);
            period * usize::from(time >= first)
        }
    }

    /// Finds a period where others are so much longer that a cell holds several.
    #[cold]
    fn search(&self, time: i64) -> usize {
        self.borders[..=self.count].partition_point(|border| *border <= time)
    }

    /// Periods.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Tells whether a period, by its number, had not ended at an instant.
    pub fn is_unfinished(&self, number: usize, now: i64) -> bool {
        number <= self.count && self.borders[number] > now
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_instant_is_found_in_its_period(
            mut borders in prop::collection::btree_set(prop_oneof![-100_i64..100, any::<i32>().prop_map(i64::from), any::<i64>()], 2..40),
            times in prop::collection::vec(prop_oneof![-110_i64..110, any::<i32>().prop_map(i64::from), any::<i64>()], 1..50),
        ) {
            borders.remove(&i64::MAX);
            prop_assume!(borders.len() > 1);
            let borders: Vec<_> = borders.into_iter().collect();
            let periods = Periods::new(&borders).unwrap();
            for time in times.iter().chain(&borders).copied() {
                prop_assert_eq!(periods.number(time), borders.partition_point(|border| *border <= time), "{}", time);
            }
        }
    }

    #[test]
    fn borders_that_make_no_periods_are_refused() {
        assert_eq!(Periods::new(&[1]).unwrap_err(), QuestionError::NoPeriods);
        assert_eq!(Periods::new(&[1, 3, 3]).unwrap_err(), QuestionError::PeriodsNotAscending { border: 2 });
        let many: Vec<_> = (0..=1001).collect();
        assert_eq!(Periods::new(&many).unwrap_err(), QuestionError::TooManyPeriods { found: 1001, limit: 1000 });
    }

    #[test]
    fn the_period_that_is_going_on_is_unfinished() {
        let periods = Periods::new(&[0, 10, 20]).unwrap();
        assert_eq!([1, 2].map(|number| periods.is_unfinished(number, 10)), [false, true]);
    }
}
