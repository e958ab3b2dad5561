//! The events of one journey that a funnel looks at.

use super::plan::{ENTRY, LOOKED_AT, Plan};
use crate::columns::Journey;

/// An event that is a step or an exclusion (in a strict funnel: any event).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hit {
    pub time: i64,
    pub mask: u64,
    /// Where it stands in the journey.
    pub place: u32,
}

/// A journey's hits, in groups of equal time. Buffers serve one customer after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Hits {
    hits: Vec<Hit>,
    /// Where groups start, and behind the last one the number of hits; empty while all times differ.
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl Hits {
    /// Reads a journey; without an entry there is nothing to be found.
    #[inline]
    pub fn gather(&mut self, journey: &Journey<'_>, plan: &Plan) {
        self.hits.clear();
        self.starts.clear();
        let Some(count) = self.select(journey.codes, plan) else { return };
        let first = self.first_of_entry(count, journey, plan);
        let (mut previous, mut are_equal) = (i64::MIN, false);
        for place in &self.places[first..count] {
            let (mask, time) = (plan.mask(journey.codes[*place as usize]), journey.times[*place as usize]);
            are_equal |= time == previous;
            previous = time;
            self.hits.push(Hit { time, mask, place: *place });
        }
        if are_equal {
            self.group(journey);
        }
    }

    /// Writes down where hits stand, and returns how many, if there is an entry; reads nothing but codes, and never jumps.
    #[inline]
    fn select(&mut self, codes: &[u16], plan: &Plan) -> Option<usize> {
        if self.places.len() < codes.len() {
            self.places.resize(codes.len(), 0);
        }
        let (mut count, mut looks) = (0, 0);
        for (place, code) in codes.iter().enumerate() {
            let look = plan.look(*code);
            self.places[count] = place as u32;
            count += usize::from(look & LOOKED_AT);
            looks |= look;
        }
        (looks & ENTRY != 0).then_some(count)
    }

    /// The first hit of the time of the first entry: what was before is of no use.
    #[inline]
    fn first_of_entry(&self, count: usize, journey: &Journey<'_>, plan: &Plan) -> usize {
        let is_entry = |place: &u32| plan.look(journey.codes[*place as usize]) & ENTRY != 0;
        let entry = self.places[..count].iter().position(is_entry).unwrap_or(0);
        let time = |index: usize| journey.times[self.places[index] as usize];
        let mut first = entry;
        while first > 0 && time(first - 1) == time(entry) {
            first -= 1;
        }
        first
    }

    /// Finds the groups, and sorts each by what its events are, so that the order of rows plays no part.
    fn group(&mut self, journey: &Journey<'_>) {
        self.starts.push(0);
        for next in 1..self.hits.len() {
            if self.hits[next].time != self.hits[next - 1].time {
                self.starts.push(next as u32);
            }
        }
        self.starts.push(self.hits.len() as u32);
        let value = |place: u32| journey.breakdown.map_or(0, |column| column[place as usize]);
        let amount = |place: u32| journey.amounts.map_or(0, |column| column[place as usize]);
        for ends in self.starts.windows(2) {
            let group = &mut self.hits[ends[0] as usize..ends[1] as usize];
            group.sort_unstable_by_key(|hit| (hit.mask, value(hit.place), amount(hit.place)));
        }
    }

    /// Tells whether all times differ, so that every group is one hit.
    pub fn are_apart(&self) -> bool {
        self.starts.is_empty()
    }

    /// Every hit.
    pub fn all(&self) -> &[Hit] {
        &self.hits
    }

    /// Groups of equal time.
    pub fn groups(&self) -> usize {
        if self.are_apart() { self.hits.len() } else { self.starts.len() - 1 }
    }

    /// The hits of a group.
    pub fn group_at(&self, group: usize) -> &[Hit] {
        if self.are_apart() {
            &self.hits[group..=group]
        } else {
            &self.hits[self.starts[group] as usize..self.starts[group + 1] as usize]
        }
    }

    /// The index of a group's first hit.
    pub fn begin(&self, group: usize) -> usize {
        if self.are_apart() { group } else { self.starts[group] as usize }
    }

    /// The time of a group.
    pub fn time(&self, group: usize) -> i64 {
        self.group_at(group)[0].time
    }

    /// The first group from `from` on in which an attempt may begin.
    pub fn next_entry(&self, from: usize, plan: &Plan) -> Option<usize> {
        (from..self.groups()).find(|group| self.is_entry(*group, plan))
    }

    /// The last group before `end` in which an attempt may begin.
    pub fn last_entry(&self, end: usize, plan: &Plan) -> Option<usize> {
        (0..end).rev().find(|group| self.is_entry(*group, plan))
    }

    fn is_entry(&self, group: usize, plan: &Plan) -> bool {
        self.group_at(group).iter().any(|hit| hit.mask & plan.entry != 0)
    }
}
