//! Kinds of events that stopped while a similar one began.

use std::collections::BTreeSet;

use otklik_core::time::DAY_MICROS;
use otklik_core::{EventKind, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::census::Tally;
use crate::error::InsightError;
use crate::view::View;

/// Both have to be known from so many events.
const FEWEST_EVENTS: u64 = 50;
/// The new one begins so many days around the old one's end.
const DAYS_AROUND: i64 = 3;
/// The old one has been silent for so many days, and the new one was unknown for as many.
const DAYS_APART: i64 = 7;
/// Words that both names have, of all their words.
const FEWEST_ALIKE: f64 = 0.4;

/// A kind of events that probably goes on under another name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RenamedKind {
    /// The kind that stopped.
    pub before: EventKind,
    /// When it was last seen.
    pub stopped: Timestamp,
    /// The kind that began.
    pub after: EventKind,
    /// When it was first seen.
    pub began: Timestamp,
    /// Whether the catalogue gives both the same place.
    pub same_place: bool,
}

impl View<'_> {
    /// Finds, in all time, kinds that stopped while a similar one of the same source began.
    pub(super) async fn renamed_kinds(&self) -> Result<Vec<RenamedKind>, InsightError> {
        let census = self.census().await?;
        let known: Vec<(&EventKind, &Tally)> = census
            .by_kind
            .iter()
            .filter(|(_, tally)| tally.events >= FEWEST_EVENTS)
            .filter_map(|(key, tally)| Some((&self.lens.meaning(otklik_core::KindKey(*key))?.kind, tally)))
            .collect();
        // Silence is measured against the newest event: an installation that takes in nothing knows nothing of silence.
        let newest = census.all.last.unwrap_or(self.now);
        let mut renamed = Vec::new();
        for (before, old) in &known {
            for (after, new) in &known {
                if let Some((stopped, began)) = follows(old, new, newest).filter(|_| alike(before, after)) {
                    renamed.push(RenamedKind {
                        before: (*before).clone(),
                        stopped,
                        after: (*after).clone(),
                        began,
                        same_place: self.catalogue.place(before) == self.catalogue.place(after),
                    });
                }
            }
        }
        renamed.sort_by(|one, other| (other.stopped, &one.before).cmp(&(one.stopped, &other.before)));
        Ok(renamed)
    }
}

/// When one stopped and the other began, if the one took over from the other.
fn follows(old: &Tally, new: &Tally, newest: Timestamp) -> Option<(Timestamp, Timestamp)> {
    let (first, stopped, began) = (old.first?, old.last?, new.first?);
    let days = |from: Timestamp, to: Timestamp| (to.0 - from.0) as f64 / DAY_MICROS as f64;
    let took_over = days(stopped, newest) >= DAYS_APART as f64
        && days(first, began) >= DAYS_APART as f64
        && days(stopped, began).abs() <= DAYS_AROUND as f64;
    took_over.then_some((stopped, began))
}

/// Whether two kinds of one source and channel have names of much the same words.
fn alike(one: &EventKind, other: &EventKind) -> bool {
    let words = |kind: &EventKind| -> BTreeSet<String> {
        let parts = kind.name.split(|letter: char| !letter.is_alphanumeric());
        parts.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let (ours, theirs) = (words(one), words(other));
    let common = ours.intersection(&theirs).count() as f64;
    let all = ours.union(&theirs).count().max(1) as f64;
    let same_name = one.name == other.name;
    one.source == other.source
        && (common / all >= FEWEST_ALIKE && !same_name || same_name && one.detail != other.detail)
        && one.channel == other.channel
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(first: i64, last: i64) -> Tally {
        let at = |day: i64| Some(Timestamp(day * DAY_MICROS));
        Tally { events: 100, first: at(first), last: at(last), ..Tally::default() }
    }

    fn kind(name: &str) -> EventKind {
        EventKind { source: "app".to_owned(), name: name.to_owned(), ..EventKind::default() }
    }

    #[test]
    fn one_takes_over_from_the_other() {
        let newest = Timestamp(200 * DAY_MICROS);
        assert!(follows(&tally(0, 100), &tally(101, 200), newest).is_some());
        assert!(follows(&tally(0, 100), &tally(110, 200), newest).is_none(), "ten days later");
        assert!(follows(&tally(0, 100), &tally(0, 200), newest).is_none(), "there all the time");
        assert!(follows(&tally(0, 198), &tally(199, 200), newest).is_none(), "too early to tell");
    }

    #[test]
    fn names_are_alike_by_their_words() {
        assert!(alike(&kind("menu_viewed"), &kind("menu_screen_viewed")));
        assert!(!alike(&kind("menu_viewed"), &kind("order_placed")));
        assert!(!alike(&kind("menu_viewed"), &EventKind { source: "site".to_owned(), ..kind("menu_screen_viewed") }));
    }
}
