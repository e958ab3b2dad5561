//! Clocks that were off: for some days a source's events come at other hours than ever.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use otklik_core::KindKey;
use serde::Serialize;
use utoipa::ToSchema;

use crate::calendar::LocalCalendar;
use crate::row::{Row, UnitId};
use crate::view::View;

const HOURS: usize = 24;
/// A week with fewer events says too little about its hours.
const FEWEST_EVENTS: u64 = 60;
/// The usual day is known from so many times as many events.
const USUAL_TIMES: u64 = 3;
/// Shifts that are tried, in hours to either side.
const LARGEST_SHIFT: i64 = 6;
/// How much likelier the shifted day has to be, as a logarithm: a millionth of a millionth by chance.
const FEWEST_NATS: f64 = 28.0;
/// The shifted day has to explain so much of the surprise that the usual day leaves.
const SHARE_EXPLAINED: f64 = 0.7;

/// A source whose clock was off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClockOff {
    /// The source.
    pub source: String,
    /// The unit.
    pub unit: Option<String>,
    /// The Monday of the first week in which it is seen.
    pub first_week: String,
    /// The Monday of the last one.
    pub last_week: String,
    /// By how many hours its clock was ahead; less than zero when it was behind.
    pub hours_ahead: i64,
    /// Events of these weeks.
    pub events: u64,
}

type Day = [u64; HOURS];

/// The hours of each source, unit and week.
pub(super) struct Hours<'a> {
    view: &'a View<'a>,
    calendars: HashMap<Option<UnitId>, LocalCalendar<'a>>,
    weeks: HashMap<(i64, Option<UnitId>), BTreeMap<Date, Day>>,
}

impl<'a> Hours<'a> {
    pub(super) fn new(view: &'a View<'a>) -> Self {
        Self { view, calendars: HashMap::new(), weeks: HashMap::new() }
    }

    pub(super) fn take(&mut self, row: &Row<'_>) {
        let view = self.view;
        let calendar = self.calendars.entry(row.unit).or_insert_with(|| LocalCalendar::new(view.zone_of(row.unit)));
        let local = calendar.quarter(row.time);
        let weeks = self.weeks.entry((row.batch.kinds()[row.index], row.unit)).or_default();
        weeks.entry(local.monday).or_default()[local.hour.unsigned_abs() as usize % HOURS] += 1;
    }

    pub(super) fn finish(self) -> Vec<ClockOff> {
        let mut by_source: HashMap<(String, Option<UnitId>), BTreeMap<Date, Day>> = HashMap::new();
        for ((kind, unit), weeks) in self.weeks {
            let Some(meaning) = self.view.lens.meaning(KindKey(kind)) else { continue };
            let sums = by_source.entry((meaning.kind.source.clone(), unit)).or_default();
            for (monday, day) in weeks {
                sums.entry(monday).or_default().iter_mut().zip(day).for_each(|(sum, count)| *sum += count);
            }
        }
        let mut found: Vec<ClockOff> = by_source
            .into_iter()
            .flat_map(|((source, unit), weeks)| {
                let unit = unit.map(|unit| self.view.unit(unit).to_string());
                runs(&weeks).into_iter().map(move |(first, last, hours_ahead, events)| ClockOff {
                    source: source.clone(),
                    unit: unit.clone(),
                    first_week: first.to_string(),
                    last_week: last.to_string(),
                    hours_ahead,
                    events,
                })
            })
            .collect();
        found.sort_by(|one, other| {
            (&other.first_week, &one.source, &one.unit).cmp(&(&one.first_week, &other.source, &other.unit))
        });
        found
    }
}

/// Runs of weeks with the same shift.
fn runs(weeks: &BTreeMap<Date, Day>) -> Vec<(Date, Date, i64, u64)> {
    let mut all = Day::default();
    for day in weeks.values() {
        all.iter_mut().zip(day).for_each(|(sum, count)| *sum += count);
    }
    let mut runs: Vec<(Date, Date, i64, u64)> = Vec::new();
    let mut before: Option<(Date, i64)> = None;
    for (monday, day) in weeks {
        let events = day.iter().sum();
        let shift = shift(day, &all);
        if let Some(shift) = shift {
            match runs.last_mut().filter(|run| before == Some((run.1, shift))) {
                Some(run) => *run = (run.0, *monday, shift, run.3 + events),
                None => runs.push((*monday, *monday, shift, events)),
            }
        }
        before = shift.map(|shift| (*monday, shift));
    }
    runs
}

/// By how many hours a week's day is shifted against the usual one, where that explains it and no shift does not.
fn shift(day: &Day, all: &Day) -> Option<i64> {
    let events: u64 = day.iter().sum();
    let usual: Vec<u64> = all.iter().zip(day).map(|(all, own)| all - own).collect();
    let others: u64 = usual.iter().sum();
    if events < FEWEST_EVENTS || others < USUAL_TIMES * events {
        return None;
    }
    // Half an event more everywhere: an hour that never had one is unlikely, not impossible.
    let expected = |hour: usize| (usual[hour] as f64 + 0.5) / (others as f64 + 0.5 * HOURS as f64);
    let likelihood = |shift: i64| -> f64 {
        let of_hour = |(hour, count): (usize, &u64)| {
            let true_hour = (hour as i64 - shift).rem_euclid(HOURS as i64) as usize;
            *count as f64 * expected(true_hour).ln()
        };
        day.iter().enumerate().map(of_hour).sum()
    };
    let own: f64 =
        day.iter().filter(|count| **count > 0).map(|count| *count as f64 * (*count as f64 / events as f64).ln()).sum();
    let best = (-LARGEST_SHIFT..=LARGEST_SHIFT).max_by(|one, other| likelihood(*one).total_cmp(&likelihood(*other)))?;
    let gained = likelihood(best) - likelihood(0);
    (best != 0 && gained >= FEWEST_NATS && gained >= SHARE_EXPLAINED * (own - likelihood(0))).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan as _;
    use jiff::civil::date;

    /// A shop's day: open from eight, busy in the morning and at six in the evening.
    fn day() -> Day {
        let mut day = Day::default();
        day[8..20].copy_from_slice(&[30, 24, 14, 9, 12, 14, 9, 8, 9, 16, 22, 8]);
        day
    }

    fn weeks(shifted: &[(usize, usize)]) -> BTreeMap<Date, Day> {
        (0..12)
            .map(|week| {
                let mut own = day();
                if let Some((_, hours)) = shifted.iter().find(|(at, _)| *at == week) {
                    own.rotate_right(*hours);
                }
                (date(2026, 3, 2).saturating_add((week as i64).weeks()), own)
            })
            .collect()
    }

    #[test]
    fn a_clock_three_hours_ahead_for_two_weeks_is_found() {
        assert_eq!(runs(&weeks(&[])), []);
        let found = runs(&weeks(&[(4, 3), (5, 3), (9, 22)]));
        assert_eq!(
            found,
            [(date(2026, 3, 30), date(2026, 4, 6), 3, 350), (date(2026, 5, 4), date(2026, 5, 4), -2, 175)]
        );
    }

    #[test]
    fn other_hours_that_no_shift_explains_are_no_clock() {
        let mut weeks = weeks(&[]);
        let late = weeks.get_mut(&date(2026, 3, 30)).unwrap();
        *late = Day::default();
        late[19] = 175;
        assert_eq!(runs(&weeks), []);
    }
}
