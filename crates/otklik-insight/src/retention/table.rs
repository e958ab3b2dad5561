//! The cells of retention.

use otklik_core::{Change, Timestamp};
use otklik_journey::{Cohort, RetentionAnswer as Counted};
use otklik_stats::{Terms, mean_of_shares};

use super::cohorts::PreparedRetention;
use super::{CohortRow, RetentionEntry, RetentionFigure, RetentionMean, RetentionQuestion, RetentionSlice, ReturnRow};
use crate::journeys::{Compared, Part, count, share};

/// Makes cells of counts.
pub(super) struct RetentionTable<'a> {
    pub(super) question: &'a RetentionQuestion,
    pub(super) prepared: &'a PreparedRetention,
}

/// What is counted under: a value of the breakdown, or none.
type Under<'a> = Option<(&'a str, bool)>;
type Slice = (Vec<CohortRow>, Vec<RetentionMean>);

impl RetentionTable<'_> {
    /// The cohorts of all customers and of each value, every difference judged together.
    pub(super) fn rows(
        &self,
        now: &Counted,
        before: Option<&Counted>,
    ) -> (Vec<CohortRow>, Vec<RetentionMean>, Vec<RetentionSlice>) {
        let none: &[Cohort] = &[];
        let of_value = |value: Option<u16>| {
            let known = |before: &'_ Counted| before.values.iter().position(|(other, _)| *other == value);
            before.map(|before| known(before).map_or(none, |place| before.values[place].1.as_slice()))
        };
        let mut compared = Compared::default();
        self.compare(&now.cohorts, before.map(|before| before.cohorts.as_slice()), &mut compared);
        for (value, cohorts) in &now.values {
            self.compare(cohorts, of_value(*value), &mut compared);
        }
        let mut changes = compared.judged().into_iter();
        let is_compared = before.is_some();
        let (cohorts, means) = self.slice(&now.cohorts, None, is_compared, &mut changes);
        let values = now.values.iter().map(|(value, cohorts)| {
            let name = value.map_or("", |value| self.prepared.values[usize::from(value)].as_str());
            let other = value.is_none();
            let (cohorts, means) = self.slice(cohorts, Some((name, other)), is_compared, &mut changes);
            RetentionSlice { value: name.to_owned(), other, cohorts, means }
        });
        let values = values.collect();
        (cohorts, means, values)
    }

    /// Notes the differences of all cells, then those of the means.
    fn compare(&self, now: &[Cohort], before: Option<&[Cohort]>, compared: &mut Compared) {
        let Some(before) = before else { return };
        for (place, cohort) in now.iter().enumerate() {
            for distance in 0..cohort.returned.len() {
                let then = before.get(place).and_then(|cohort| cell(cohort, distance));
                compared.add(cell(cohort, distance).unwrap_or_default(), then.unwrap_or_default());
            }
        }
        for distance in 0..now.len() {
            compared.add(self.together(now, distance).1, self.together(before, distance).1);
        }
    }

    fn slice(
        &self,
        cohorts: &[Cohort],
        under: Under<'_>,
        is_compared: bool,
        changes: &mut impl Iterator<Item = Change>,
    ) -> Slice {
        let mut change = || if is_compared { changes.next() } else { None };
        let rows = cohorts.iter().enumerate().map(|(place, cohort)| self.cohort(place, cohort, under, &mut change));
        let rows = rows.collect();
        let means = (0..cohorts.len()).map(|distance| {
            let (shares, part) = self.together(cohorts, distance);
            RetentionMean {
                distance,
                cohorts: shares.len(),
                weighted: share(part),
                simple: mean_of_shares(&shares, &Terms::default()),
                change: change(),
            }
        });
        let means = means.collect();
        (rows, means)
    }

    fn cohort(
        &self,
        place: usize,
        cohort: &Cohort,
        under: Under<'_>,
        change: &mut impl FnMut() -> Option<Change>,
    ) -> CohortRow {
        let label = self.prepared.calendar.labels[place].clone();
        let address = |distance: Option<usize>| {
            let value = under.filter(|(_, other)| !other).map(|(value, _)| value.to_owned());
            let other = under.is_some_and(|(_, other)| other);
            self.question.people(RetentionFigure { cohort: label.clone(), distance, value, other })
        };
        let returned = cohort.returned.iter().enumerate().map(|(distance, cell)| ReturnRow {
            distance,
            returned: count(cell.people, cell.people),
            share: share((cell.people, cohort.size, cohort.size)),
            unfinished: cell.unfinished,
            change: change(),
            people: address(Some(distance)),
        });
        let now = Timestamp(self.prepared.terms.now);
        CohortRow {
            returned: returned.collect(),
            size: count(cohort.size, cohort.size),
            unfinished: self.prepared.calendar.is_unfinished(place, now),
            people: address(None),
            cohort: label.clone(),
        }
    }

    /// The cells of all cohorts at a distance whose period is over, one by one and together.
    fn together(&self, cohorts: &[Cohort], distance: usize) -> (Vec<(u64, u64)>, Part) {
        let cells = cohorts.iter().filter_map(|cohort| {
            let cell = cohort.returned.get(distance).filter(|cell| !cell.unfinished && cohort.size > 0)?;
            Some((cell.people, cohort.size))
        });
        let cells: Vec<(u64, u64)> = cells.collect();
        let (some, all) = cells.iter().fold((0, 0), |sums, cell| (sums.0 + cell.0, sums.1 + cell.1));
        let people = match self.question.entry {
            RetentionEntry::FirstTime => all,
            // Somebody may be in every cohort, so the largest one is what is certain.
            RetentionEntry::Recurring => cells.iter().map(|cell| cell.1).max().unwrap_or(0),
        };
        (cells, (some, all, people))
    }
}

fn cell(cohort: &Cohort, distance: usize) -> Option<Part> {
    cohort.returned.get(distance).map(|cell| (cell.people, cohort.size, cohort.size))
}
