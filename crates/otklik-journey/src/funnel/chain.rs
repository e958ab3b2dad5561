//! Which events stand for an attempt: the chain that reaches its level first.

use super::attempt::Attempt;
use super::hits::Hits;
use super::matching::Matching;
use super::plan::Plan;
use super::{MOST_STEPS, StepOrder};

/// A step that nobody took.
pub(super) const SKIPPED: u32 = u32::MAX;

/// For each step of the question the place in the journey of the event that took it.
///
/// The chain reaches the attempt's level as early as possible; then its last step but one comes as early as possible, and so on.
pub(super) type Chain = [u32; MOST_STEPS];

/// The chain of an attempt that was followed.
pub(super) fn chain_of(attempt: &Attempt, hits: &Hits, plan: &Plan) -> Chain {
    let mut chain = [SKIPPED; MOST_STEPS];
    if plan.order == StepOrder::Any {
        let places = attempt.taken.iter().map(|index| hits.all()[*index as usize].place);
        chain.iter_mut().zip(places).for_each(|(step, place)| *step = place);
        return chain;
    }
    let takers = takers(attempt, hits, plan);
    fill(&takers, attempt.level, hits, plan)
}

/// The chain of an entry where all times differ and no step has a limit: every step by the first event that takes it.
pub(super) fn chain_apart(entry: usize, level: usize, hits: &Hits, plan: &Plan) -> Chain {
    let mut takers = [SKIPPED; MOST_STEPS];
    takers[0] = entry as u32;
    let mut step = 1;
    for (index, hit) in hits.all().iter().enumerate().skip(entry + 1) {
        if step == level {
            break;
        }
        if hit.mask >> step & 1 == 1 {
            takers[step] = index as u32;
            step += 1;
        }
    }
    fill(&takers, level, hits, plan)
}

/// The hits that took the required steps, found from the last one back.
fn takers(attempt: &Attempt, hits: &Hits, plan: &Plan) -> [u32; MOST_STEPS] {
    let mut takers = [SKIPPED; MOST_STEPS];
    let mut last = attempt.level - 1;
    let Some(mut group) = first_group(attempt, last, i64::MIN, hits, hits.groups()) else { return takers };
    // A strict chain uses up every group that it goes on from.
    let mut uses_up = false;
    loop {
        let came_from = if group == attempt.entry { None } else { previous(attempt, last, group, uses_up, hits, plan) };
        let first = came_from.map_or(0, |(first, _)| first);
        let mut matching = Matching::default();
        matching.reach(hits.group_at(group), first, last + 1);
        let begin = hits.begin(group);
        for (step, taker) in takers.iter_mut().enumerate().take(last + 1).skip(first) {
            *taker = matching.taker(step).map_or(SKIPPED, |index| (begin + index) as u32);
        }
        let Some((first, before)) = came_from else { return takers };
        (last, group) = (first - 1, before);
        uses_up = plan.order == StepOrder::Strict;
    }
}

/// The first group before `end`, not before `from`, in which a chain may stand at a step.
fn first_group(attempt: &Attempt, step: usize, from: i64, hits: &Hits, end: usize) -> Option<usize> {
    (attempt.entry..end).find(|group| attempt.reached_in(*group) >> step & 1 == 1 && hits.time(*group) >= from)
}

/// The step that a chain takes first in a group in which it stands at `last`, and the group that it comes from.
fn previous(
    attempt: &Attempt,
    last: usize,
    group: usize,
    uses_up: bool,
    hits: &Hits,
    plan: &Plan,
) -> Option<(usize, usize)> {
    let events = hits.group_at(group);
    let fits = |first: usize| Matching::default().reach(events, first, last + 1) >> last & 1 == 1;
    let is_long_enough = |first: &usize| !uses_up || last + 1 - first == events.len();
    (1..=last).filter(is_long_enough).rev().find_map(|first| {
        let from = hits.time(group).saturating_sub(plan.limits[first]);
        let before = if plan.order == StepOrder::Strict {
            let stands = attempt.used_up_in(group - 1) >> (first - 1) & 1 == 1;
            (stands && hits.time(group - 1) >= from).then(|| group - 1)
        } else {
            first_group(attempt, first - 1, from, hits, group)
        }?;
        fits(first).then_some((first, before))
    })
}

/// Adds the optional steps, each by the first event that fits, and turns hits into places.
fn fill(takers: &[u32; MOST_STEPS], level: usize, hits: &Hits, plan: &Plan) -> Chain {
    let mut chain = [SKIPPED; MOST_STEPS];
    let hit = |index: u32| &hits.all()[index as usize];
    for (taker, step) in takers[..level].iter().zip(&plan.required) {
        chain[*step] = hit(*taker).place;
    }
    if plan.optional.is_empty() {
        return chain;
    }
    let mut used = [SKIPPED; MOST_STEPS];
    let mut previous = (usize::MAX, i64::MIN);
    for (count, optional) in plan.optional.iter().enumerate().filter(|(_, optional)| optional.follows < level) {
        let since = hit(takers[optional.follows]).time;
        let not_before = if previous.0 == optional.follows { previous.1 } else { since };
        let end = match takers.get(optional.follows + 1) {
            Some(next) if optional.follows + 1 < level => hit(*next).time,
            _ => hit(takers[0]).time.saturating_add(plan.window),
        };
        let end = end.min(since.saturating_add(optional.limit));
        let first = hits.all().partition_point(|hit| hit.time < not_before);
        let within = hits.all()[first..].iter().take_while(|hit| hit.time <= end).zip(first as u32..);
        let mut fitting = within.filter(|(hit, _)| hit.mask & optional.bit != 0).map(|(_, index)| index);
        if let Some(index) = fitting.find(|index| !takers[..level].contains(index) && !used.contains(index)) {
            used[count] = index;
            previous = (optional.follows, hit(index).time);
            chain[optional.step] = hit(index).place;
        }
    }
    chain
}
