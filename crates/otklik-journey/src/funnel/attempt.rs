//! What can be reached from one entry.

use super::hits::Hits;
use super::matching::Matching;
use super::plan::Plan;
use super::{MOST_STEPS, StepOrder};

/// One entry's attempt, with notes for the chain. Buffers serve one attempt after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Attempt {
    /// The group of the entry.
    pub entry: usize,
    /// Required steps that were taken.
    pub level: usize,
    /// The group of the event that spoiled it.
    pub spoiled: Option<usize>,
    /// For each group from the entry on: the steps, as bits, at which a chain may stand with its last event there.
    pub reached: Vec<u32>,
    /// Strict funnels: the steps at which a chain stands that used a group up.
    pub used_up: Vec<u32>,
    /// Any order: the hits that took one step more, in the order of time.
    pub taken: Vec<u32>,
}

impl Attempt {
    /// Follows an entry to the end of its window.
    pub fn follow(&mut self, hits: &Hits, entry: usize, plan: &Plan) {
        self.entry = entry;
        self.level = 0;
        self.spoiled = None;
        self.reached.clear();
        self.used_up.clear();
        self.taken.clear();
        if plan.order == StepOrder::Any { self.follow_any(hits, plan) } else { self.follow_in_order(hits, plan) }
    }

    /// What a chain may have reached in a group.
    pub fn reached_in(&self, group: usize) -> u32 {
        group.checked_sub(self.entry).and_then(|index| self.reached.get(index)).copied().unwrap_or(0)
    }

    /// What a strict chain may have reached that used a group up.
    pub fn used_up_in(&self, group: usize) -> u32 {
        group.checked_sub(self.entry).and_then(|index| self.used_up.get(index)).copied().unwrap_or(0)
    }

    fn follow_in_order(&mut self, hits: &Hits, plan: &Plan) {
        let entered = hits.time(self.entry);
        let end = entered.saturating_add(plan.window);
        let mut until = [i64::MIN; MOST_STEPS];
        for group in self.entry..hits.groups() {
            let time = hits.time(group);
            if time > end {
                return;
            }
            let before = self.level;
            let reached = if group == self.entry {
                let reached = Matching::default().reach(hits.group_at(group), 0, plan.required.len());
                // What else happened at the same time may have happened before the entry.
                self.used_up.push(reached);
                reached
            } else if plan.order == StepOrder::Strict {
                self.go_on_strictly(hits, group, &until, plan)
            } else {
                go_on(hits, group, &until, plan)
            };
            self.reached.push(reached);
            self.level = self.level.max((u32::BITS - reached.leading_zeros()) as usize);
            for (step, moment) in until.iter_mut().enumerate().filter(|(step, _)| reached >> step & 1 == 1) {
                *moment = plan.until(entered, step, time);
            }
            if self.is_spoiled_by(hits, group, before, plan) {
                self.spoiled = Some(group);
                return;
            }
            let is_broken = plan.order == StepOrder::Strict && self.used_up_in(group) == 0;
            // An exclusion may still come where a strict chain has ended.
            if is_broken && plan.exclusions.is_empty() {
                return;
            }
        }
    }

    /// The steps that a strict chain may take in a group, all of which it has to use up to go on after it.
    fn go_on_strictly(&mut self, hits: &Hits, group: usize, until: &[i64; MOST_STEPS], plan: &Plan) -> u32 {
        let (events, time, alive) = (hits.group_at(group), hits.time(group), self.used_up_in(group - 1));
        let (mut reached, mut used_up) = (0, 0);
        for first in (1..plan.required.len()).filter(|first| alive >> (first - 1) & 1 == 1) {
            if time <= until[first - 1] {
                let steps = Matching::default().reach(events, first, plan.required.len());
                reached |= steps;
                let last = first + events.len() - 1;
                used_up |= if last < MOST_STEPS { steps & 1 << last } else { 0 };
            }
        }
        self.used_up.push(used_up);
        reached
    }

    fn is_spoiled_by(&self, hits: &Hits, group: usize, level_before: usize, plan: &Plan) -> bool {
        if plan.exclusions.is_empty() {
            return false;
        }
        let masks = hits.group_at(group).iter().fold(0, |masks, hit| masks | hit.mask);
        plan.exclusions
            .iter()
            .any(|span| masks & span.bit != 0 && level_before > span.after && self.level <= span.before)
    }

    fn follow_any(&mut self, hits: &Hits, plan: &Plan) {
        let end = hits.time(self.entry).saturating_add(plan.window);
        let mut matching = Matching::default();
        for index in hits.begin(self.entry)..hits.all().len() {
            if hits.all()[index].time > end || self.level == plan.required.len() {
                return;
            }
            if matching.add(hits.all(), index, plan.required.len(), &mut 0) {
                self.taken.push(index as u32);
                self.level += 1;
            }
        }
    }
}

/// The steps that a chain may take in a group after the entry's.
fn go_on(hits: &Hits, group: usize, until: &[i64; MOST_STEPS], plan: &Plan) -> u32 {
    let (events, time) = (hits.group_at(group), hits.time(group));
    let mut reached = 0;
    for first in (1..plan.required.len()).filter(|first| time <= until[first - 1]) {
        reached |= match events {
            [event] => event.mask as u32 & 1 << first,
            _ => Matching::default().reach(events, first, plan.required.len()),
        };
    }
    reached
}
