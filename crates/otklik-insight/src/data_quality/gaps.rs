//! Days without events where there used to be some.

use std::collections::{BTreeMap, HashMap};

use jiff::ToSpan as _;
use jiff::civil::Date;
use otklik_core::KindKey;
use serde::Serialize;
use utoipa::ToSchema;

use crate::calendar::LocalCalendar;
use crate::row::{Row, UnitId};
use crate::view::View;

/// The same weekday is looked at so many weeks before and after.
const WEEKS_AROUND: i64 = 4;
/// A day with fewer usual events may well be empty by chance: with twelve that happens once in 160,000 days (Poisson).
const FEWEST_USUAL: u64 = 12;
/// Gaps that are listed at most.
pub(super) const MOST_LISTED: usize = 100;

/// Days without an event of a source where, on the same weekdays, there used to be many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Gap {
    /// The source.
    pub source: String,
    /// The unit.
    pub unit: Option<String>,
    /// The first day, in the unit's time zone.
    pub first_day: String,
    /// The last day.
    pub last_day: String,
    /// Events that such days usually have, all days together.
    pub usual_events: u64,
}

/// The events of each source, unit and local day.
pub(super) struct Days<'a> {
    view: &'a View<'a>,
    calendars: HashMap<Option<UnitId>, LocalCalendar<'a>>,
    counts: HashMap<(i64, Option<UnitId>), BTreeMap<Date, u64>>,
}

impl<'a> Days<'a> {
    pub(super) fn new(view: &'a View<'a>) -> Self {
        Self { view, calendars: HashMap::new(), counts: HashMap::new() }
    }

    pub(super) fn take(&mut self, row: &Row<'_>) {
        let view = self.view;
        let calendar = self.calendars.entry(row.unit).or_insert_with(|| LocalCalendar::new(view.zone_of(row.unit)));
        let date = calendar.quarter(row.time).date;
        let kind = row.batch.kinds()[row.index];
        *self.counts.entry((kind, row.unit)).or_default().entry(date).or_default() += 1;
    }

    pub(super) fn finish(self) -> Vec<Gap> {
        let mut by_source: HashMap<(String, Option<UnitId>), BTreeMap<Date, u64>> = HashMap::new();
        for ((kind, unit), days) in self.counts {
            let Some(meaning) = self.view.lens.meaning(KindKey(kind)) else { continue };
            let sums = by_source.entry((meaning.kind.source.clone(), unit)).or_default();
            days.into_iter().for_each(|(day, count)| *sums.entry(day).or_default() += count);
        }
        let mut gaps: Vec<Gap> = by_source
            .into_iter()
            .flat_map(|((source, unit), days)| {
                let unit = unit.map(|unit| self.view.unit(unit).to_string());
                gaps_of(&days).into_iter().map(move |(first, last, usual_events)| Gap {
                    source: source.clone(),
                    unit: unit.clone(),
                    first_day: first.to_string(),
                    last_day: last.to_string(),
                    usual_events,
                })
            })
            .collect();
        gaps.sort_by(|one, other| {
            (&other.first_day, &one.source, &one.unit).cmp(&(&one.first_day, &other.source, &other.unit))
        });
        gaps.truncate(MOST_LISTED);
        gaps
    }
}

/// Runs of empty days between the first and the last day with events, each with what such days usually have.
fn gaps_of(days: &BTreeMap<Date, u64>) -> Vec<(Date, Date, u64)> {
    let (Some((first, _)), Some((last, _))) = (days.first_key_value(), days.last_key_value()) else {
        return Vec::new();
    };
    let mut gaps: Vec<(Date, Date, u64)> = Vec::new();
    let mut day = *first;
    while day < *last {
        if !days.contains_key(&day) {
            let usual = usual(days, day, (*first, *last));
            if usual >= FEWEST_USUAL {
                match gaps.last_mut().filter(|gap| gap.1.saturating_add(1.day()) == day) {
                    Some(gap) => *gap = (gap.0, day, gap.2 + usual),
                    None => gaps.push((day, day, usual)),
                }
            }
        }
        day = day.saturating_add(1.day());
    }
    gaps
}

/// The median of the same weekday in the weeks around; a weekday that is usually empty has none.
fn usual(days: &BTreeMap<Date, u64>, day: Date, (first, last): (Date, Date)) -> u64 {
    let around =
        (1..=WEEKS_AROUND).flat_map(|weeks| [day.saturating_sub(weeks.weeks()), day.saturating_add(weeks.weeks())]);
    let mut counts: Vec<u64> = around
        .filter(|other| (first..=last).contains(other))
        .map(|other| days.get(&other).copied().unwrap_or_default())
        .collect();
    counts.sort_unstable();
    // Of an even number the lower one of the middle: rather too few than too many gaps.
    counts.get(counts.len().saturating_sub(1) / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Weekday, date};

    /// Ten weeks with 40 events a day, Sundays closed.
    fn ten_weeks() -> BTreeMap<Date, u64> {
        let days = (0..70).map(|day: i64| date(2026, 3, 2).saturating_add(day.days()));
        days.filter(|day| day.weekday() != Weekday::Sunday).map(|day| (day, 40)).collect()
    }

    #[test]
    fn a_closed_weekday_is_no_gap_and_an_empty_working_day_is() {
        let mut days = ten_weeks();
        assert_eq!(gaps_of(&days), []);
        days.remove(&date(2026, 4, 1));
        days.remove(&date(2026, 4, 2));
        days.remove(&date(2026, 4, 20));
        assert_eq!(
            gaps_of(&days),
            [(date(2026, 4, 1), date(2026, 4, 2), 80), (date(2026, 4, 20), date(2026, 4, 20), 40)]
        );
    }

    #[test]
    fn a_trickle_has_no_gaps() {
        let mut days: BTreeMap<Date, u64> = ten_weeks().into_keys().map(|day| (day, 5)).collect();
        days.remove(&date(2026, 4, 1));
        assert_eq!(gaps_of(&days), []);
        assert_eq!(gaps_of(&BTreeMap::new()), []);
    }
}
