//! Which attempts of a person count.

use super::attempt::Attempt;
use super::chain::{Chain, SKIPPED, chain_apart, chain_of};
use super::hits::Hits;
use super::latest::find_best;
use super::plan::Plan;
use super::{Breakdown, Counting, Excluded, MOST_STEPS, StepOrder, Touch};
use crate::columns::Journey;
use crate::sections::{SectionRule, Sections};

/// What an attempt came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FunnelOutcome {
    /// The steps that were taken, as bits; in any order the lowest bits, as many as steps were taken.
    pub taken: u16,
    /// The last step was taken.
    pub completed: bool,
    /// The window of an entry was still open.
    pub unfinished: bool,
    /// The value that the attempt is counted under; nothing for one that is not told apart, or for a chain without that event.
    pub value: Option<u16>,
    /// When each step was taken, in microseconds; zero for one that was not.
    pub times: [i64; MOST_STEPS],
    /// The amounts of the events that took the steps.
    pub amounts: [i64; MOST_STEPS],
}

const NOTHING_YET: FunnelOutcome = FunnelOutcome {
    taken: 0,
    completed: false,
    unfinished: false,
    value: None,
    times: [0; MOST_STEPS],
    amounts: [0; MOST_STEPS],
};

impl FunnelOutcome {
    /// The index of the last step that was taken.
    pub fn last(&self) -> usize {
        (u16::BITS - 1 - self.taken.leading_zeros()) as usize
    }

    /// The steps that were taken, by their indexes, ascending.
    pub fn steps(&self) -> impl Iterator<Item = usize> {
        let mut rest = self.taken;
        std::iter::from_fn(move || {
            let step = rest.trailing_zeros() as usize;
            rest &= rest.wrapping_sub(1);
            (step < MOST_STEPS).then_some(step)
        })
    }
}

/// The attempt that stands for a person or session so far; its outcome is the last one that was written down.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    level: usize,
    entered: i64,
}

/// Finds the attempts that count, with buffers that serve one customer after the other.
#[derive(Clone, Debug)]
pub(super) struct Examiner {
    sections: Sections,
    groups: Sections,
    findings: Findings,
}

/// Where one journey after the other is looked at.
#[derive(Clone, Debug)]
pub(super) struct Findings {
    plan: Plan,
    breakdown: Option<Breakdown>,
    hits: Hits,
    attempt: Attempt,
    pub outcomes: Vec<FunnelOutcome>,
    candidate: Option<Candidate>,
    /// The time of the first entry, which counts alone where only first entries do.
    first: Option<i64>,
    /// An entry that was not spoiled has its window open.
    open: bool,
    spoiled: bool,
}

impl Examiner {
    pub fn new(plan: Plan, breakdown: Option<Breakdown>, hold_group: bool) -> Self {
        let rule = match plan.counting {
            Counting::Sessions(rule) => rule,
            Counting::LatestStart | Counting::FirstEntry | Counting::Totals => SectionRule::Whole,
        };
        let groups = if hold_group { SectionRule::Group } else { SectionRule::Whole };
        let findings = Findings {
            plan,
            breakdown,
            hits: Hits::default(),
            attempt: Attempt::default(),
            outcomes: Vec::new(),
            candidate: None,
            first: None,
            open: false,
            spoiled: false,
        };
        Self { sections: Sections::new(rule), groups: Sections::new(groups), findings }
    }

    /// The attempts of a person that count, and whether exclusions dropped all that there were.
    #[inline]
    pub fn examine(&mut self, journey: &Journey<'_>) -> (&[FunnelOutcome], bool) {
        let Self { sections, groups, findings } = self;
        findings.outcomes.clear();
        findings.spoiled = false;
        sections.each(journey, |section| {
            findings.candidate = None;
            findings.first = None;
            findings.open = false;
            groups.each(section, |view| findings.look_at(view));
            findings.settle();
        });
        if findings.spoiled && findings.plan.excluded == Excluded::Person {
            findings.outcomes.clear();
        }
        (&findings.outcomes, findings.spoiled && findings.outcomes.is_empty())
    }
}

impl Findings {
    #[inline]
    fn look_at(&mut self, view: &Journey<'_>) {
        self.hits.gather(view, &self.plan);
        if self.hits.all().is_empty() {
            return;
        }
        match self.plan.counting {
            Counting::FirstEntry => self.first_entry(view),
            Counting::Totals => self.totals(view),
            Counting::LatestStart | Counting::Sessions(_) => {
                if self.plan.order == StepOrder::Ordered && self.plan.exclusions.is_empty() {
                    self.latest_start(view);
                } else {
                    self.latest_start_by_entries(view);
                }
            }
        }
    }

    /// Takes the person's or session's best attempt among those that count.
    #[inline]
    fn settle(&mut self) {
        if let Some(outcome) = self.outcomes.last_mut().filter(|_| self.candidate.is_some()) {
            outcome.unfinished = self.open && !outcome.completed;
        }
    }

    fn latest_start(&mut self, view: &Journey<'_>) {
        let Some(best) = find_best(&self.hits, &self.plan) else { return };
        self.open |= self.is_open(best.newest);
        let entered = self.hits.time(best.entry);
        if self.candidate.is_some_and(|other| (other.level, other.entered) >= (best.level, entered)) {
            return;
        }
        let chain = if self.hits.are_apart() && !self.plan.has_limits {
            chain_apart(best.entry, best.level, &self.hits, &self.plan)
        } else {
            self.attempt.follow(&self.hits, best.entry, &self.plan);
            chain_of(&self.attempt, &self.hits, &self.plan)
        };
        self.stand(Candidate { level: best.level, entered }, &chain, view);
    }

    /// Follows every entry, the newest first; so the first attempt of a level is its newest.
    fn latest_start_by_entries(&mut self, view: &Journey<'_>) {
        let mut end = self.hits.groups();
        while let Some(entry) = self.hits.last_entry(end, &self.plan) {
            end = entry;
            self.attempt.follow(&self.hits, entry, &self.plan);
            if self.attempt.spoiled.is_some() {
                self.spoiled = true;
                continue;
            }
            self.open |= self.is_open(entry);
            let (level, entered) = (self.attempt.level, self.hits.time(entry));
            if self.candidate.is_none_or(|other| (other.level, other.entered) < (level, entered)) {
                let chain = chain_of(&self.attempt, &self.hits, &self.plan);
                self.stand(Candidate { level, entered }, &chain, view);
            }
            let nothing_better = level == self.plan.required.len() && self.plan.exclusions.is_empty();
            if nothing_better {
                return;
            }
        }
    }

    fn first_entry(&mut self, view: &Journey<'_>) {
        let Some(entry) = self.hits.next_entry(0, &self.plan) else { return };
        let entered = self.hits.time(entry);
        match self.first {
            Some(first) if first < entered => return,
            Some(first) if first == entered => {}
            // What began later was not the first entry; no matter what became of it.
            _ => {
                if self.candidate.take().is_some() {
                    self.outcomes.pop();
                }
                (self.first, self.spoiled, self.open) = (Some(entered), false, false);
            }
        }
        self.attempt.follow(&self.hits, entry, &self.plan);
        if self.attempt.spoiled.is_some() {
            self.spoiled = true;
            return;
        }
        self.open |= self.is_open(entry);
        let level = self.attempt.level;
        if self.candidate.is_none_or(|other| other.level < level) {
            let chain = chain_of(&self.attempt, &self.hits, &self.plan);
            self.stand(Candidate { level, entered }, &chain, view);
        }
    }

    fn totals(&mut self, view: &Journey<'_>) {
        let mut next = self.hits.next_entry(0, &self.plan);
        while let Some(entry) = next {
            self.attempt.follow(&self.hits, entry, &self.plan);
            if let Some(spoiler) = self.attempt.spoiled {
                self.spoiled = true;
                next = self.hits.next_entry(spoiler.max(entry + 1), &self.plan);
                continue;
            }
            if let Some(again) = self.tried_again(entry) {
                next = Some(again);
                continue;
            }
            let chain = chain_of(&self.attempt, &self.hits, &self.plan);
            let is_open = self.is_open(entry);
            let outcome = self.write_down(&chain, self.attempt.level, view);
            outcome.unfinished = is_open && !outcome.completed;
            let outcome = *outcome;
            let end = self.end_of(&outcome);
            let after = (entry + 1..self.hits.groups()).find(|group| self.hits.time(*group) > end);
            next = after.and_then(|group| self.hits.next_entry(group, &self.plan));
        }
    }

    /// The entry that takes the place of an attempt that was followed and did not come to its end.
    fn tried_again(&mut self, entry: usize) -> Option<usize> {
        let level = self.attempt.level;
        let again = self.hits.next_entry(entry + 1, &self.plan)?;
        let is_within = self.hits.time(again) <= self.hits.time(entry).saturating_add(self.plan.window);
        if level == self.plan.required.len() || !is_within {
            return None;
        }
        self.attempt.follow(&self.hits, again, &self.plan);
        if self.attempt.spoiled.is_none() && self.attempt.level >= level {
            return Some(again);
        }
        self.attempt.follow(&self.hits, entry, &self.plan);
        None
    }

    /// When the last required step of an attempt was taken.
    fn end_of(&self, outcome: &FunnelOutcome) -> i64 {
        let required = self.plan.required.iter().filter(|step| outcome.taken >> **step & 1 == 1);
        required.map(|step| outcome.times[*step]).max().unwrap_or(i64::MIN)
    }

    fn is_open(&self, entry: usize) -> bool {
        self.hits.time(entry).saturating_add(self.plan.window) >= self.plan.now
    }

    /// Lets an attempt stand in the place of the one before.
    fn stand(&mut self, candidate: Candidate, chain: &Chain, view: &Journey<'_>) {
        if self.candidate.replace(candidate).is_some() {
            self.outcomes.pop();
        }
        self.write_down(chain, candidate.level, view);
    }

    fn write_down(&mut self, chain: &Chain, level: usize, view: &Journey<'_>) -> &mut FunnelOutcome {
        let index = self.outcomes.len();
        self.outcomes.push(NOTHING_YET);
        let outcome = &mut self.outcomes[index];
        outcome.completed = level == self.plan.required.len();
        for (step, place) in chain.iter().enumerate().take(self.plan.steps).filter(|(_, place)| **place != SKIPPED) {
            outcome.taken |= 1 << step;
            outcome.times[step] = view.times[*place as usize];
            outcome.amounts[step] = view.amounts.map_or(0, |amounts| amounts[*place as usize]);
        }
        if let (Some(breakdown), Some(values)) = (self.breakdown, view.breakdown) {
            let step = match breakdown.at {
                Touch::First => 0,
                Touch::Last => outcome.last(),
                Touch::Step(step) => step,
            };
            let value = (chain[step] != SKIPPED).then(|| values[chain[step] as usize]);
            outcome.value = value.filter(|value| usize::from(*value) < breakdown.values);
        }
        outcome
    }
}
