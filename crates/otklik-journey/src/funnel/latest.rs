//! The longest chain of the newest entry, of all entries at once.

use super::MOST_STEPS;
use super::hits::Hits;
use super::matching::Matching;
use super::plan::{Plan, REQUIRED};

/// How far an attempt got, and the group in which it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Best {
    /// Required steps that were taken.
    pub level: usize,
    pub entry: usize,
    /// The group of the newest entry of all.
    pub newest: usize,
}

/// For each required step the newest chain that reached it.
///
/// A chain that reaches a step later has an entry at least as new, and more of both times ahead of it, so no other needs to be kept.
struct Newest {
    /// Until when the next step may follow; the lowest number where nobody stands.
    until: [i64; MOST_STEPS],
    entry: [u32; MOST_STEPS],
}

/// Finds the best attempt of an ordered funnel without exclusions in one pass.
pub(super) fn find_best(hits: &Hits, plan: &Plan) -> Option<Best> {
    let mut newest = Newest { until: [i64::MIN; MOST_STEPS], entry: [0; MOST_STEPS] };
    if hits.are_apart() {
        newest.pass_single(hits, plan);
    } else {
        newest.pass_groups(hits, plan);
    }
    let level = (0..plan.required.len()).rev().find(|step| newest.until[*step] != i64::MIN)?;
    Some(Best { level: level + 1, entry: newest.entry[level] as usize, newest: newest.entry[0] as usize })
}

impl Newest {
    fn pass_single(&mut self, hits: &Hits, plan: &Plan) {
        // The end of the window of each step's chain.
        let mut end = [i64::MIN; MOST_STEPS];
        for (index, hit) in hits.all().iter().enumerate() {
            // From the last step down to the first, so that one event does not take two.
            let mut steps = hit.mask & REQUIRED;
            while steps != 0 {
                let step = 63 - steps.leading_zeros() as usize;
                steps ^= 1 << step;
                if step == 0 {
                    end[0] = hit.time.saturating_add(plan.window);
                    self.entry[0] = index as u32;
                } else if hit.time <= self.until[step - 1] {
                    end[step] = end[step - 1];
                    self.entry[step] = self.entry[step - 1];
                } else {
                    continue;
                }
                self.until[step] = end[step].min(hit.time.saturating_add(plan.limits[step + 1]));
            }
        }
    }

    fn pass_groups(&mut self, hits: &Hits, plan: &Plan) {
        let mut matching = Matching::default();
        for index in 0..hits.groups() {
            let (group, time) = (hits.group_at(index), hits.time(index));
            let (until, entry) = (self.until, self.entry);
            for first in 0..plan.required.len() {
                let begins = first == 0;
                if !begins && time > until[first - 1] {
                    continue;
                }
                let entered = if begins { index as u32 } else { entry[first - 1] };
                let mut reached = matching.reach(group, first, plan.required.len());
                while reached != 0 {
                    let step = reached.trailing_zeros() as usize;
                    reached &= reached - 1;
                    // A step that is reached again has an entry at least as new from one of the ways here.
                    if entered >= self.entry[step] {
                        self.entry[step] = entered;
                        self.until[step] = plan.until(hits.time(entered as usize), step, time);
                    }
                }
            }
        }
    }
}
