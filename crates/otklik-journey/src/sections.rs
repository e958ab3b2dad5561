//! What counts as one journey: everything a customer did, a session, or an order.

use std::ops::Range;

use crate::columns::{Journey, NO_GROUP};
use crate::error::QuestionError;
use crate::fold::Gathered;

/// How a customer's events are divided before anything is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SectionRule {
    /// Not at all.
    #[default]
    Whole,
    /// A longer pause than this begins a new session, in microseconds.
    Gap(i64),
    /// Events of one group belong together, however they interleave with others; events of no group are left out.
    Group,
}

impl SectionRule {
    /// The usual pause that ends a session: half an hour.
    pub const USUAL_GAP: Self = Self::Gap(30 * 60 * 1_000_000);

    pub(crate) fn check(self, place: &str) -> Result<(), QuestionError> {
        match self {
            Self::Gap(micros) => positive(micros, || format!("{place}/gap")),
            Self::Whole | Self::Group => Ok(()),
        }
    }
}

pub(crate) fn positive(micros: i64, place: impl FnOnce() -> String) -> Result<(), QuestionError> {
    if micros > 0 { Ok(()) } else { Err(QuestionError::DurationNotPositive { place: place(), micros }) }
}

/// Divides journeys, with buffers that serve one customer after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sections {
    rule: SectionRule,
    taking_part: Gathered,
    by_group: Gathered,
    places: Vec<u32>,
}

impl Sections {
    pub fn new(rule: SectionRule) -> Self {
        Self { rule, ..Self::default() }
    }

    /// Hands over every section that is not empty; whoever gets it need not ask which events take part.
    #[inline(always)]
    pub fn each(&mut self, journey: &Journey<'_>, mut section: impl FnMut(&Journey<'_>)) {
        if journey.taking_part.is_none() && self.rule == SectionRule::Whole {
            if !journey.is_empty() {
                section(journey);
            }
            return;
        }
        self.divide(journey, &mut section);
    }

    #[inline(never)]
    fn divide(&mut self, journey: &Journey<'_>, section: &mut impl FnMut(&Journey<'_>)) {
        let journey = if journey.taking_part.is_some() {
            self.taking_part.clear();
            self.taking_part.add_taking_part(journey);
            self.taking_part.journey()
        } else {
            *journey
        };
        match self.rule {
            SectionRule::Whole if journey.is_empty() => {}
            SectionRule::Whole => section(&journey),
            SectionRule::Gap(gap) => {
                each_stretch(
                    journey.len(),
                    |one, next| journey.times[next] - journey.times[one] <= gap,
                    |range| {
                        section(&journey.part(range));
                    },
                );
            }
            SectionRule::Group => {
                let Some(groups) = journey.groups else { return };
                self.places.clear();
                self.places.extend((0..journey.len() as u32).filter(|place| groups[*place as usize] != NO_GROUP));
                // The place keeps a group's events in their order; a stable sort would allocate.
                self.places.sort_unstable_by_key(|place| (groups[*place as usize], *place));
                self.by_group.clear();
                self.by_group.add_at(&journey, &self.places);
                let sorted = self.by_group.journey();
                let Some(groups) = sorted.groups else { return };
                each_stretch(
                    sorted.len(),
                    |one, next| groups[one] == groups[next],
                    |range| section(&sorted.part(range)),
                );
            }
        }
    }
}

/// Hands over the ranges of neighbours that belong together.
fn each_stretch(length: usize, together: impl Fn(usize, usize) -> bool, mut stretch: impl FnMut(Range<usize>)) {
    let mut start = 0;
    for next in 1..=length {
        if next == length || !together(next - 1, next) {
            stretch(start..next);
            start = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Journeys;

    fn sections(rule: SectionRule, marks: Option<&[bool]>) -> Vec<Vec<u16>> {
        let groups = [7, 5, 7, NO_GROUP, 5, 7];
        let starts = [0, 6];
        let journeys = Journeys::new(&[0, 1, 2, 3, 4, 5], &[0, 10, 11, 30, 40, 51], &starts).unwrap();
        let mut journeys = journeys.grouped_by(&groups).unwrap();
        if let Some(marks) = marks {
            journeys = journeys.taking_part(marks).unwrap();
        }
        let mut found = Vec::new();
        Sections::new(rule).each(&journeys.journey(0), |section| found.push(section.codes.to_vec()));
        found
    }

    #[test]
    fn a_journey_is_divided_by_pauses_or_by_groups() {
        assert_eq!(sections(SectionRule::Whole, None), [[0, 1, 2, 3, 4, 5]]);
        assert_eq!(sections(SectionRule::Gap(10), None), [vec![0, 1, 2], vec![3, 4], vec![5]]);
        assert_eq!(sections(SectionRule::Group, None), [vec![1, 4], vec![0, 2, 5]]);
    }

    #[test]
    fn what_takes_no_part_neither_bridges_a_pause_nor_makes_a_section() {
        let marks = [true, true, true, false, true, true];
        assert_eq!(sections(SectionRule::Gap(20), Some(&marks)), [vec![0, 1, 2], vec![4, 5]]);
        assert!(sections(SectionRule::Whole, Some(&[false; 6])).is_empty());
    }
}
