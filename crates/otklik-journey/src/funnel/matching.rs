//! Which events of equal time take which steps, so that no event takes two.

use super::MOST_STEPS;
use super::hits::Hit;

const NONE: u32 = u32::MAX;

/// Steps and the events that take them: a matching, enlarged step by step (Kuhn 1955, by augmenting paths).
#[derive(Clone, Copy, Debug)]
pub(super) struct Matching([u32; MOST_STEPS]);

impl Default for Matching {
    fn default() -> Self {
        Self([NONE; MOST_STEPS])
    }
}

impl Matching {
    /// Lets the events of a group take the steps from `first` on, one after the other, as far as they can; returns the steps as bits.
    pub fn reach(&mut self, group: &[Hit], first: usize, end: usize) -> u32 {
        *self = Self::default();
        let mut reached = 0;
        for step in first..end {
            if !self.place(group, step, &mut 0) {
                break;
            }
            reached |= 1 << step;
        }
        reached
    }

    /// The index of the event that takes a step.
    pub fn taker(&self, step: usize) -> Option<usize> {
        (self.0[step] != NONE).then_some(self.0[step] as usize)
    }

    /// Finds an event for a step, a free one if there is one, or else one whose own step finds another.
    fn place(&mut self, group: &[Hit], step: usize, seen: &mut u32) -> bool {
        *seen |= 1 << step;
        let takes = |hit: &Hit| hit.mask >> step & 1 == 1;
        let owner = |own: &Self, index: usize| own.0.iter().position(|taker| *taker == index as u32);
        let free = (0..group.len()).find(|index| takes(&group[*index]) && owner(self, *index).is_none());
        if let Some(index) = free {
            self.0[step] = index as u32;
            return true;
        }
        for (index, _) in group.iter().enumerate().filter(|(_, hit)| takes(hit)) {
            let Some(other) = owner(self, index) else { continue };
            if *seen >> other & 1 == 0 && self.place(group, other, seen) {
                self.0[step] = index as u32;
                return true;
            }
        }
        false
    }

    /// Lets one more event take a step that nobody took, others making room if need be; returns whether there was one.
    pub fn add(&mut self, hits: &[Hit], index: usize, end: usize, seen: &mut u32) -> bool {
        for step in 0..end {
            if hits[index].mask >> step & 1 == 0 || *seen >> step & 1 == 1 {
                continue;
            }
            *seen |= 1 << step;
            let makes_room = self.taker(step).is_none_or(|other| self.add(hits, other, end, seen));
            if makes_room {
                self.0[step] = index as u32;
                return true;
            }
        }
        false
    }
}
