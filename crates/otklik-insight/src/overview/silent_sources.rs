//! Sources that used to speak and have stopped.

use std::collections::{BTreeMap, BTreeSet};

use otklik_core::time::{DAY_MICROS, SECOND_MICROS};
use otklik_core::{Filter, Span, Timestamp};
use otklik_lake::{Column, Scan};
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::InsightError;
use crate::row::UnitId;
use crate::view::View;

/// How far back a source's habit is read.
const HABIT_DAYS: i64 = 28;
/// Events are told apart by the quarter of an hour.
const QUARTER_MICROS: i64 = 15 * 60 * SECOND_MICROS;
/// A source with fewer active quarters has no habit yet.
const FEWEST_QUARTERS: usize = 40;
/// A pause is a silence when it is so many times longer than the longest usual pause.
const SILENCE_FACTOR: i64 = 3;
/// Shorter pauses are never called a silence.
const SHORTEST_SILENCE: i64 = DAY_MICROS;
/// The share of pauses that are usual.
const USUAL_SHARE: f64 = 0.99;

/// A source that has stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SilentSource {
    /// The source.
    pub source: String,
    /// The unit from which it spoke.
    pub unit: Option<String>,
    /// When it was last heard.
    pub last_event: Timestamp,
    /// Its longest usual pause in the four weeks before, in seconds.
    pub usual_gap_seconds: i64,
}

impl View<'_> {
    /// Finds sources, by unit, whose pause is longer than a day and three times their longest usual pause.
    pub(crate) async fn silent_sources(&self, filter: &Filter) -> Result<Vec<SilentSource>, InsightError> {
        let condition = self.condition(&filter.without_answers()).await?;
        let span = Span { start: self.now.plus_micros(-HABIT_DAYS * DAY_MICROS), end: self.now };
        let mut heard: BTreeMap<(String, Option<UnitId>), BTreeSet<i64>> = BTreeMap::new();
        self.each_judged(Scan { span, ..Scan::of(&[Column::OccurredAt]) }, &condition, |row| {
            if let Some(meaning) = row.meaning {
                let quarter = row.time.0.div_euclid(QUARTER_MICROS);
                // The name is copied once for each source and unit, not for each event.
                match heard.get_mut(&(meaning.kind.source.clone(), row.unit)) {
                    Some(quarters) => {
                        quarters.insert(quarter);
                    }
                    None => {
                        heard.insert((meaning.kind.source.clone(), row.unit), BTreeSet::from([quarter]));
                    }
                }
            }
        })
        .await?;
        Ok(heard
            .into_iter()
            .filter_map(|((source, unit), quarters)| {
                let (last_event, usual_gap_seconds) = silence(&quarters, self.now)?;
                let unit = unit.map(|unit| self.unit(unit).to_string());
                Some(SilentSource { source, unit, last_event, usual_gap_seconds })
            })
            .collect())
    }
}

fn silence(quarters: &BTreeSet<i64>, now: Timestamp) -> Option<(Timestamp, i64)> {
    if quarters.len() < FEWEST_QUARTERS {
        return None;
    }
    let mut gaps: Vec<i64> = quarters.iter().zip(quarters.iter().skip(1)).map(|(one, next)| next - one).collect();
    gaps.sort_unstable();
    let usual = gaps[((gaps.len() as f64 * USUAL_SHARE) as usize).min(gaps.len() - 1)] * QUARTER_MICROS;
    let last = Timestamp((*quarters.last()? + 1) * QUARTER_MICROS);
    let pause = now.0 - last.0;
    (pause > SHORTEST_SILENCE.max(SILENCE_FACTOR * usual)).then_some((last.min(now), usual / SECOND_MICROS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening_hours(days: i64) -> BTreeSet<i64> {
        (0..days).flat_map(|day| (32..88).map(move |quarter| day * 96 + quarter)).collect()
    }

    #[test]
    fn a_closed_night_is_no_silence_but_three_days_are() {
        let quarters = opening_hours(14);
        let last_open = Timestamp((13 * 96 + 88) * QUARTER_MICROS);
        assert_eq!(silence(&quarters, last_open.plus_micros(DAY_MICROS / 2)), None);
        let found = silence(&quarters, last_open.plus_micros(3 * DAY_MICROS)).unwrap();
        assert_eq!(found, (last_open, 41 * 15 * 60));
    }

    #[test]
    fn a_source_without_habit_is_not_judged() {
        assert_eq!(silence(&(0..10).collect(), Timestamp(90 * DAY_MICROS)), None);
    }
}
