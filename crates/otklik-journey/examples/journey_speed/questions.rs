//! The questions whose speed is measured, in memory and from the lake.

use otklik_journey::{
    CohortEntry, Funnel, FunnelQuestion, Lens, Periods, Retention, RetentionQuestion, Returning, SectionRule,
    TransitionQuestion, Transitions,
};

pub const NAMES: u16 = 24;
pub const DAY: i64 = 86_400_000_000;
/// Monday, 2026-01-05, in microseconds.
pub const BEGIN: i64 = 1_767_571_200_000_000;
pub const WEEKS: i64 = 26;

pub fn transitions(distributions: bool) -> Transitions {
    let question =
        TransitionQuestion { nodes: lens(), sections: SectionRule::Whole, collapse_repeats: false, distributions };
    possible(Transitions::new(question))
}

pub fn funnel() -> Funnel {
    let question = FunnelQuestion { window: 7 * DAY, ..FunnelQuestion::new(&[0, 1, 2, 3], BEGIN + WEEKS * 7 * DAY) };
    possible(Funnel::new(&question))
}

pub fn retention() -> Retention {
    let borders: Vec<_> = (0..=WEEKS).map(|week| BEGIN + week * 7 * DAY).collect();
    let all: Vec<_> = (0..NAMES).collect();
    possible(Retention::new(RetentionQuestion {
        start: all.clone(),
        back: all,
        periods: possible(Periods::new(&borders)),
        entry: CohortEntry::FirstTime,
        returning: Returning::On,
        values: None,
        now: BEGIN + WEEKS * 7 * DAY,
    }))
}

pub fn lens() -> Lens {
    possible(Lens::plain(NAMES))
}

#[expect(clippy::panic, reason = "a question that is refused is a mistake of this program")]
pub fn possible<T, E: std::fmt::Display>(made: Result<T, E>) -> T {
    made.unwrap_or_else(|error| panic!("{error}"))
}
