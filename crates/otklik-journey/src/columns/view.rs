//! Columns as folds read them: borrowed, and divided into runs.

use std::ops::Range;

use crate::{ColumnsError, Fold};

/// The journeys of a bucket, with the columns that a question brings along.
#[derive(Clone, Copy, Debug)]
pub struct Journeys<'a> {
    codes: &'a [u16],
    times: &'a [i64],
    /// One more than there are runs.
    starts: &'a [u32],
    taking_part: Option<&'a [bool]>,
    breakdown: Option<&'a [u16]>,
    amounts: Option<&'a [i64]>,
    groups: Option<&'a [u32]>,
}

/// One customer's events, ascending in time; equal times stand as the source had them.
#[derive(Clone, Copy, Debug)]
pub struct Journey<'a> {
    pub(crate) codes: &'a [u16],
    pub(crate) times: &'a [i64],
    pub(crate) taking_part: Option<&'a [bool]>,
    pub(crate) breakdown: Option<&'a [u16]>,
    pub(crate) amounts: Option<&'a [i64]>,
    pub(crate) groups: Option<&'a [u32]>,
}

impl<'a> Journeys<'a> {
    /// Reads columns that somebody else keeps; `starts` has the number of events at its end.
    pub fn new(codes: &'a [u16], times: &'a [i64], starts: &'a [u32]) -> Result<Self, ColumnsError> {
        same_length("times", times.len(), codes.len())?;
        let ascending = starts.windows(2).position(|pair| pair[0] > pair[1]);
        let last = starts.last().is_some_and(|end| *end as usize != codes.len());
        match ascending.or(last.then(|| starts.len() - 1)) {
            Some(run) => Err(ColumnsError::StartsOutOfOrder { run }),
            None => Ok(Self::trusted(codes, times, starts)),
        }
    }

    pub(crate) fn trusted(codes: &'a [u16], times: &'a [i64], starts: &'a [u32]) -> Self {
        Self { codes, times, starts, taking_part: None, breakdown: None, amounts: None, groups: None }
    }

    /// Lets only the marked events take part, as if the others had not happened.
    pub fn taking_part(self, marks: &'a [bool]) -> Result<Self, ColumnsError> {
        same_length("taking_part", marks.len(), self.codes.len())?;
        Ok(Self { taking_part: Some(marks), ..self })
    }

    /// Brings along a value for each event by which a question breaks down.
    pub fn broken_down_by(self, values: &'a [u16]) -> Result<Self, ColumnsError> {
        same_length("breakdown", values.len(), self.codes.len())?;
        Ok(Self { breakdown: Some(values), ..self })
    }

    /// Brings along amounts of money in minor units of one currency.
    pub fn with_amounts(self, amounts: &'a [i64]) -> Result<Self, ColumnsError> {
        same_length("amounts", amounts.len(), self.codes.len())?;
        Ok(Self { amounts: Some(amounts), ..self })
    }

    /// Brings along the order, session or ticket of each event, [`NO_GROUP`](crate::NO_GROUP) where there is none.
    pub fn grouped_by(self, groups: &'a [u32]) -> Result<Self, ColumnsError> {
        same_length("groups", groups.len(), self.codes.len())?;
        Ok(Self { groups: Some(groups), ..self })
    }

    /// Reads other codes for the same events, such as their channels: transitions between those are channel switches.
    pub fn coded_by(self, codes: &'a [u16]) -> Result<Self, ColumnsError> {
        same_length("codes", codes.len(), self.codes.len())?;
        Ok(Self { codes, ..self })
    }

    /// The runs, which are customers.
    pub fn runs(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Events of all runs.
    pub fn events(&self) -> usize {
        self.codes.len()
    }

    /// One customer's journey; empty for a run that is not there.
    pub fn journey(&self, run: usize) -> Journey<'a> {
        let range = match self.starts.get(run..run + 2) {
            Some(ends) => ends[0] as usize..ends[1] as usize,
            None => 0..0,
        };
        self.stretch(range)
    }

    #[inline]
    fn stretch(&self, range: Range<usize>) -> Journey<'a> {
        Journey {
            codes: &self.codes[range.clone()],
            times: &self.times[range.clone()],
            taking_part: self.taking_part.map(|column| &column[range.clone()]),
            breakdown: self.breakdown.map(|column| &column[range.clone()]),
            amounts: self.amounts.map(|column| &column[range.clone()]),
            groups: self.groups.map(|column| &column[range]),
        }
    }

    /// The runs of a range alone: a share of the work for one thread.
    pub fn part(self, runs: Range<usize>) -> Self {
        let end = runs.end.min(self.runs());
        let start = runs.start.min(end);
        Self { starts: self.starts.get(start..=end).unwrap_or_default(), ..self }
    }

    /// Divides the runs into parts of about the same number of events.
    pub fn parts(self, count: usize) -> impl Iterator<Item = Self> {
        let border = move |part: usize| {
            let from = self.starts.first().map_or(0, |start| *start as usize);
            let to = self.starts.last().map_or(0, |end| *end as usize);
            let event = from + (to - from) * part / count.max(1);
            self.starts.partition_point(|start| (*start as usize) < event).min(self.runs())
        };
        (0..count.max(1)).map(move |part| {
            let end = if part + 1 == count.max(1) { self.runs() } else { border(part + 1) };
            self.part(border(part)..end)
        })
    }

    /// Visits every journey in order.
    pub fn visit<F: Fold>(&self, fold: &mut F) {
        let Self { codes, times, taking_part, breakdown, amounts, groups, .. } = *self;
        let is_plain = taking_part.is_none() && breakdown.is_none() && amounts.is_none() && groups.is_none();
        let ranges = self.starts.windows(2).map(|ends| ends[0] as usize..ends[1] as usize);
        if is_plain {
            // Most journeys are short: what is not there is not to be asked for a million times.
            ranges.for_each(|range| fold.visit(Journey::plain(&codes[range.clone()], &times[range])));
        } else {
            ranges.for_each(|range| fold.visit(self.stretch(range)));
        }
    }
}

impl<'a> Journey<'a> {
    #[inline]
    fn plain(codes: &'a [u16], times: &'a [i64]) -> Self {
        Self { codes, times, taking_part: None, breakdown: None, amounts: None, groups: None }
    }

    /// What happened.
    pub fn codes(&self) -> &'a [u16] {
        self.codes
    }

    /// When, in microseconds UTC.
    pub fn times(&self) -> &'a [i64] {
        self.times
    }

    /// Events.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Tells whether nothing happened.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// A stretch of the journey.
    pub fn part(&self, range: Range<usize>) -> Self {
        Self {
            codes: &self.codes[range.clone()],
            times: &self.times[range.clone()],
            taking_part: self.taking_part.map(|column| &column[range.clone()]),
            breakdown: self.breakdown.map(|column| &column[range.clone()]),
            amounts: self.amounts.map(|column| &column[range.clone()]),
            groups: self.groups.map(|column| &column[range]),
        }
    }
}

fn same_length(column: &'static str, found: usize, expected: usize) -> Result<(), ColumnsError> {
    if found == expected { Ok(()) } else { Err(ColumnsError::ColumnLength { column, found, expected }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODES: [u16; 6] = [0, 1, 2, 3, 4, 5];
    const TIMES: [i64; 6] = [0; 6];

    #[test]
    fn parts_are_the_whole() {
        let starts = [0, 1, 4, 4, 6];
        let journeys = Journeys::new(&CODES, &TIMES, &starts).unwrap();
        for count in 1..7 {
            let parts: Vec<_> = journeys.parts(count).collect();
            assert_eq!(parts.iter().map(Journeys::runs).sum::<usize>(), 4, "{count}");
            let codes: Vec<_> = parts
                .iter()
                .flat_map(|part| (0..part.runs()).flat_map(|run| part.journey(run).codes().to_vec()))
                .collect();
            assert_eq!(codes, CODES, "{count}");
        }
    }

    #[test]
    fn columns_that_do_not_fit_are_refused() {
        let wrong = ColumnsError::ColumnLength { column: "amounts", found: 1, expected: 6 };
        let journeys = Journeys::new(&CODES, &TIMES, &[0, 6]).unwrap();
        assert_eq!(journeys.with_amounts(&[1]).unwrap_err(), wrong);
        let refused = |starts: &[u32]| Journeys::new(&CODES, &TIMES, starts).unwrap_err();
        assert_eq!(refused(&[0, 4, 3, 6]), ColumnsError::StartsOutOfOrder { run: 1 });
        assert_eq!(refused(&[0, 4]), ColumnsError::StartsOutOfOrder { run: 1 });
    }
}
