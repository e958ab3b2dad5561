//! Stretches of time that follow each other: hours, days, weeks, months, as the caller's calendar has them.

use std::sync::Arc;

use crate::error::QuestionError;

/// The most periods of one question.
pub const MOST_PERIODS: usize = 1000;

/// Cells of the look-up, of which few hold a border.
const MOST_CELLS: i64 = 4096;

/// Periods between neighbouring borders, found without a search.
///
/// The borders come from the caller, who knows the time zone: days of 23 hours and months of 28 days are as good as any.
#[derive(Clone, Debug)]
pub struct Periods {
    borders: Arc<Vec<i64>>,
    /// For each cell of time the period in which it begins.
    cells: Arc<Vec<u16>>,
    first: i64,
    shift: u32,
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
        let span = last.saturating_sub(first) - 1;
        let shift = (0..63).find(|shift| span >> shift < MOST_CELLS).unwrap_or(63);
        let begin = |cell: i64| borders.partition_point(|border| *border <= first.saturating_add(cell << shift)) as u16;
        let cells = (0..=span >> shift).map(begin).collect();
        // An end that nothing reaches lets the look-up go on without asking whether there is a next border.
        let borders = borders.iter().copied().chain([i64::MAX]).collect();
        Ok(Self { borders: Arc::new(borders), cells: Arc::new(cells), first, shift })
    }

    /// The number of an instant's period, from 1; 0 before the first one, one more than there are behind the last one.
    #[inline]
    pub fn number(&self, time: i64) -> usize {
        if time < self.first {
            return 0;
        }
        let cell = ((time.wrapping_sub(self.first) as u64) >> self.shift) as usize;
        let mut period = usize::from(self.cells[cell.min(self.cells.len() - 1)]);
        while time >= self.borders[period] && period <= self.count() {
            period += 1;
        }
        period
    }

    /// Periods.
    pub fn count(&self) -> usize {
        self.borders.len() - 2
    }

    /// Tells whether a period, by its number, had not ended at an instant.
    pub fn is_unfinished(&self, number: usize, now: i64) -> bool {
        self.borders.get(number).is_some_and(|end| *end > now)
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
