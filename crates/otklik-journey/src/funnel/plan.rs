//! A funnel made ready for its folds: what an event's code means as bits.

use std::sync::Arc;

use super::check::{FunnelError, check};
use super::{Counting, Excluded, FunnelQuestion, MOST_STEPS, StepOrder};

/// The bits of an event that takes the required step k: 1 << k.
pub(super) const REQUIRED: u64 = (1 << MOST_STEPS) - 1;
/// The bit of an event that is looked at.
pub(super) const LOOKED_AT: u8 = 1;
/// The bit of an event that may be an entry.
pub(super) const ENTRY: u8 = 2;
const OPTIONAL_SHIFT: usize = MOST_STEPS;
const EXCLUSION_SHIFT: usize = 2 * MOST_STEPS;
const CODES: usize = 1 << 16;

/// A checked question. Required steps are numbered by themselves, from 0 to `required.len()`.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    masks: Arc<Vec<u64>>,
    /// For every code whether its events are looked at, and whether they may be entries, as two bits.
    looked_at: Arc<[u8; CODES]>,
    /// The question's indexes of the required steps.
    pub required: Vec<usize>,
    /// The longest time from the previous required step to this one, and a last entry for what comes after the end.
    pub limits: [i64; MOST_STEPS + 1],
    pub has_limits: bool,
    pub optional: Vec<OptionalStep>,
    pub exclusions: Vec<Span>,
    /// The bits of which an entry has one.
    pub entry: u64,
    pub order: StepOrder,
    pub window: i64,
    pub counting: Counting,
    pub excluded: Excluded,
    pub steps: usize,
    pub now: i64,
}

/// An optional step, by its index in the question and the required step that it follows.
#[derive(Clone, Copy, Debug)]
pub(super) struct OptionalStep {
    pub step: usize,
    pub follows: usize,
    pub limit: i64,
    pub bit: u64,
}

/// The stretch of an exclusion between two required steps.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub after: usize,
    pub before: usize,
    pub bit: u64,
}

impl Plan {
    pub fn new(question: &FunnelQuestion) -> Result<Self, FunnelError> {
        check(question)?;
        let mut masks = vec![0; CODES];
        let mut mark = |codes: &[u16], bit: u64| codes.iter().for_each(|code| masks[usize::from(*code)] |= bit);
        let (mut required, mut optional) = (Vec::new(), Vec::new());
        let mut limits = [i64::MAX; MOST_STEPS + 1];
        for (index, step) in question.steps.iter().enumerate() {
            let limit = step.limit.unwrap_or(i64::MAX);
            if step.optional {
                let bit = 1 << (OPTIONAL_SHIFT + optional.len());
                optional.push(OptionalStep { step: index, follows: required.len() - 1, limit, bit });
                mark(&step.codes, bit);
            } else {
                limits[required.len()] = limit;
                mark(&step.codes, 1 << required.len());
                required.push(index);
            }
        }
        let ordinal = |step: usize| required.iter().take_while(|index| **index < step).count();
        let mut exclusions = Vec::new();
        for (index, exclusion) in question.exclusions.iter().enumerate() {
            let bit = 1 << (EXCLUSION_SHIFT + index);
            mark(&exclusion.codes, bit);
            exclusions.push(Span { after: ordinal(exclusion.after), before: ordinal(exclusion.before), bit });
        }
        let keeps_all = question.order == StepOrder::Strict;
        let entry = if question.order == StepOrder::Any { REQUIRED } else { 1 };
        let mut looked_at = [0; CODES];
        for (place, mask) in looked_at.iter_mut().zip(&masks) {
            let is_looked_at = keeps_all || *mask != 0;
            *place = (u8::from(is_looked_at) * LOOKED_AT) | (u8::from(mask & entry != 0) * ENTRY);
        }
        Ok(Self {
            looked_at: Arc::new(looked_at),
            has_limits: limits.iter().any(|limit| *limit != i64::MAX),
            masks: Arc::new(masks),
            entry,
            required,
            limits,
            optional,
            exclusions,
            order: question.order,
            window: question.window,
            counting: question.counting,
            excluded: question.excluded,
            steps: question.steps.len(),
            now: question.now,
        })
    }

    /// What the events of a code are: bits of the steps and of the exclusions.
    #[inline]
    pub fn mask(&self, code: u16) -> u64 {
        self.masks[usize::from(code)]
    }

    /// Whether an event is looked at ([`LOOKED_AT`]), and whether it may be an entry ([`ENTRY`]).
    #[inline]
    pub fn look(&self, code: u16) -> u8 {
        self.looked_at[usize::from(code)]
    }

    /// The last moment at which an attempt that stands at a required step since `time` may take the next one.
    #[inline]
    pub fn until(&self, entry: i64, step: usize, time: i64) -> i64 {
        entry.saturating_add(self.window).min(time.saturating_add(self.limits[step + 1]))
    }
}
