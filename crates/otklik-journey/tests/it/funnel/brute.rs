//! The definition of a funnel, word by word: every chain is looked at.

use otklik_journey::{
    Counting, Excluded, FunnelOutcome, FunnelQuestion, MOST_STEPS, NO_GROUP, SectionRule, StepOrder, Touch,
};

use crate::support::{Event, sections_of};

/// An attempt of one entry.
#[derive(Clone, Debug)]
struct Attempt {
    entered: i64,
    level: usize,
    spoiled: Option<i64>,
    /// The events of its chain; in any order as many as steps were taken.
    chain: Vec<Event>,
}

/// The attempts of a person that count, and whether exclusions left nothing of what there was.
pub fn outcomes(events: &[Event], question: &FunnelQuestion) -> (Vec<FunnelOutcome>, bool) {
    let rule = if let Counting::Sessions(rule) = question.counting { rule } else { SectionRule::Whole };
    let (mut outcomes, mut spoiled) = (Vec::new(), false);
    for section in sections_of(events, rule).into_iter().filter(|section| !section.is_empty()) {
        let views = if question.hold_group { sections_of(&section, SectionRule::Group) } else { vec![section] };
        if question.counting == Counting::Totals {
            views.iter().for_each(|view| totals(view, question, &mut outcomes, &mut spoiled));
            continue;
        }
        let attempts: Vec<_> = views
            .iter()
            .flat_map(|view| {
                let attempts = entries(view, question).into_iter().map(|entered| attempt(view, entered, question));
                attempts.map(|attempt| (attempt, view)).collect::<Vec<_>>()
            })
            .collect();
        let first = attempts.iter().map(|(attempt, _)| attempt.entered).min();
        let counts = |attempt: &Attempt| question.counting != Counting::FirstEntry || Some(attempt.entered) == first;
        spoiled |= attempts.iter().any(|(attempt, _)| counts(attempt) && attempt.spoiled.is_some());
        let sound: Vec<_> =
            attempts.iter().filter(|(attempt, _)| counts(attempt) && attempt.spoiled.is_none()).collect();
        let open = sound.iter().any(|(attempt, _)| attempt.entered + question.window >= question.now);
        // Of equals the first: views ascend by group.
        let best = sound.iter().rev().max_by_key(|(attempt, _)| (attempt.level, attempt.entered));
        outcomes.extend(best.map(|(attempt, view)| outcome(attempt, view, open, question)));
    }
    if spoiled && question.excluded == Excluded::Person {
        outcomes.clear();
    }
    (outcomes.clone(), spoiled && outcomes.is_empty())
}

fn totals(view: &[Event], question: &FunnelQuestion, outcomes: &mut Vec<FunnelOutcome>, spoiled: &mut bool) {
    let entries = entries(view, question);
    let from = |time: i64| entries.iter().copied().find(|entered| *entered >= time);
    let mut next = from(i64::MIN);
    while let Some(entered) = next {
        let own = attempt(view, entered, question);
        if let Some(time) = own.spoiled {
            *spoiled = true;
            next = from(time);
            continue;
        }
        let again = from(entered + 1).filter(|again| *again <= entered + question.window);
        let again = again.filter(|again| {
            let other = attempt(view, *again, question);
            own.level < required(question).len() && other.spoiled.is_none() && other.level >= own.level
        });
        if again.is_some() {
            next = again;
            continue;
        }
        outcomes.push(outcome(&own, view, entered + question.window >= question.now, question));
        next = from(own.chain[own.chain.len() - 1].time + 1);
    }
}

fn required(question: &FunnelQuestion) -> Vec<usize> {
    (0..question.steps.len()).filter(|step| !question.steps[*step].optional).collect()
}

fn takes(event: &Event, step: usize, question: &FunnelQuestion) -> bool {
    question.steps[step].codes.contains(&event.code)
}

/// The times at which attempts begin, ascending.
fn entries(view: &[Event], question: &FunnelQuestion) -> Vec<i64> {
    let is_entry = |event: &Event| match question.order {
        StepOrder::Any => (0..question.steps.len()).any(|step| takes(event, step, question)),
        _ => takes(event, 0, question),
    };
    let mut times: Vec<_> = view.iter().filter(|event| is_entry(event)).map(|event| event.time).collect();
    times.dedup();
    times
}

fn attempt(view: &[Event], entered: i64, question: &FunnelQuestion) -> Attempt {
    let chains = match question.order {
        StepOrder::Ordered => ordered_chains(view, entered, question),
        StepOrder::Strict => strict_chains(view, entered, question),
        StepOrder::Any => return any_order(view, entered, question),
    };
    let level_by = |is_early: &dyn Fn(i64) -> bool| {
        let early = chains.iter().filter(|chain| chain.iter().all(|event| is_early(event.time)));
        early.map(Vec::len).max().unwrap_or(0)
    };
    let required = required(question);
    let ordinal = |step: usize| required.iter().position(|index| *index == step).unwrap();
    let spoils = |event: &&Event| {
        let is_within = event.time > entered && event.time <= entered + question.window;
        is_within
            && question.exclusions.iter().any(|exclusion| {
                exclusion.codes.contains(&event.code)
                    && level_by(&|time| time < event.time) > ordinal(exclusion.after)
                    && level_by(&|time| time <= event.time) <= ordinal(exclusion.before)
            })
    };
    let level = chains.iter().map(Vec::len).max().unwrap();
    let times_from_the_end = |chain: &&Vec<Event>| chain.iter().rev().map(|event| event.time).collect::<Vec<_>>();
    let chain = chains.iter().filter(|chain| chain.len() == level).min_by_key(times_from_the_end).unwrap().clone();
    Attempt { entered, level, spoiled: view.iter().find(spoils).map(|event| event.time), chain }
}

/// Every chain of an entry and every beginning of one.
fn ordered_chains(view: &[Event], entered: i64, question: &FunnelQuestion) -> Vec<Vec<Event>> {
    let required = required(question);
    let mut chains = Vec::new();
    let mut waiting: Vec<Vec<usize>> = vec![Vec::new()];
    while let Some(chain) = waiting.pop() {
        if !chain.is_empty() {
            chains.push(chain.iter().map(|index| view[*index]).collect());
        }
        let Some(step) = required.get(chain.len()) else { continue };
        for (index, event) in view.iter().enumerate() {
            let follows = match chain.last() {
                None => event.time == entered,
                Some(last) => {
                    event.time >= view[*last].time
                        && event.time <= entered + question.window
                        && question.steps[*step].limit.is_none_or(|limit| event.time - view[*last].time <= limit)
                }
            };
            if follows && takes(event, *step, question) && !chain.contains(&index) {
                waiting.push(chain.iter().copied().chain([index]).collect());
            }
        }
    }
    chains
}

/// Every uninterrupted chain in every order that equal times allow.
fn strict_chains(view: &[Event], entered: i64, question: &FunnelQuestion) -> Vec<Vec<Event>> {
    let mut chains = Vec::new();
    for order in orders(view) {
        for start in (0..order.len()).filter(|index| order[*index].time == entered) {
            let mut chain: Vec<Event> = Vec::new();
            for (event, step) in order[start..].iter().zip(0..question.steps.len()) {
                let in_time = chain.last().is_none_or(|last| {
                    event.time <= entered + question.window
                        && question.steps[step].limit.is_none_or(|limit| event.time - last.time <= limit)
                });
                if !in_time || !takes(event, step, question) {
                    break;
                }
                chain.push(*event);
                chains.push(chain.clone());
            }
        }
    }
    chains
}

fn orders(view: &[Event]) -> Vec<Vec<Event>> {
    let mut orders = vec![Vec::new()];
    for group in view.chunk_by(|one, next| one.time == next.time) {
        let arranged = arrangements(group);
        orders = orders
            .iter()
            .flat_map(|order| arranged.iter().map(move |group| order.iter().chain(group).copied().collect()))
            .collect();
    }
    orders
}

fn arrangements(group: &[Event]) -> Vec<Vec<Event>> {
    if group.len() < 2 {
        return vec![group.to_vec()];
    }
    let first_and_rest = |first: usize| {
        let rest: Vec<_> =
            group.iter().enumerate().filter(|(index, _)| *index != first).map(|(_, event)| *event).collect();
        arrangements(&rest).into_iter().map(move |rest| [vec![group[first]], rest].concat())
    };
    (0..group.len()).flat_map(first_and_rest).collect()
}

/// The k-th event is the first by whose time k steps can be taken, each by an event of its own.
fn any_order(view: &[Event], entered: i64, question: &FunnelQuestion) -> Attempt {
    let within: Vec<_> =
        view.iter().filter(|event| event.time >= entered && event.time <= entered + question.window).copied().collect();
    let mut chain: Vec<Event> = Vec::new();
    for count in 1..=within.len() {
        if most_steps(&within[..count], 0, &mut Vec::new(), question) > chain.len() {
            chain.push(within[count - 1]);
        }
    }
    Attempt { entered, level: chain.len(), spoiled: None, chain }
}

fn most_steps(events: &[Event], step: usize, used: &mut Vec<usize>, question: &FunnelQuestion) -> usize {
    if step == question.steps.len() {
        return used.len();
    }
    let mut most = most_steps(events, step + 1, used, question);
    for index in 0..events.len() {
        if takes(&events[index], step, question) && !used.contains(&index) {
            used.push(index);
            most = most.max(most_steps(events, step + 1, used, question));
            used.pop();
        }
    }
    most
}

fn outcome(attempt: &Attempt, view: &[Event], open: bool, question: &FunnelQuestion) -> FunnelOutcome {
    let required = required(question);
    let mut taken: Vec<Option<Event>> = vec![None; question.steps.len()];
    for (ordinal, event) in attempt.chain.iter().enumerate() {
        taken[required[ordinal]] = Some(*event);
    }
    for step in (0..question.steps.len()).filter(|step| question.steps[*step].optional) {
        fill(&mut taken, step, attempt, view, question);
    }
    let completed = attempt.level == required.len();
    let last = (0..taken.len()).rev().find(|step| taken[*step].is_some()).unwrap();
    let value = question.breakdown.and_then(|breakdown| {
        let step = match breakdown.at {
            Touch::First => 0,
            Touch::Last => last,
            Touch::Step(step) => step,
        };
        taken[step].map(|event| event.value).filter(|value| usize::from(*value) < breakdown.values)
    });
    let (mut times, mut amounts) = ([0; MOST_STEPS], [0; MOST_STEPS]);
    for (step, event) in taken.iter().enumerate().filter_map(|(step, event)| Some((step, (*event)?))) {
        (times[step], amounts[step]) = (event.time, event.amount);
    }
    let bits = (0..taken.len()).filter(|step| taken[*step].is_some()).fold(0, |bits, step| bits | 1 << step);
    FunnelOutcome { taken: bits, completed, unfinished: open && !completed, value, times, amounts }
}

/// Fills in an optional step; exact where all times differ.
fn fill(taken: &mut [Option<Event>], step: usize, attempt: &Attempt, view: &[Event], question: &FunnelQuestion) {
    let before = (0..step).rev().find(|before| !question.steps[*before].optional).unwrap();
    let after = (step + 1..question.steps.len()).find(|after| !question.steps[*after].optional).unwrap();
    let Some(since) = taken[before].map(|event| event.time) else { return };
    let from = (before..step).filter_map(|step| taken[step]).map(|event| event.time).max().unwrap();
    let end = taken[after].map_or(attempt.entered + question.window, |event| event.time);
    let end = question.steps[step].limit.map_or(end, |limit| end.min(since + limit));
    let is_used = |event: &Event| taken.iter().flatten().any(|taken| taken.time == event.time);
    let fits =
        |event: &&Event| event.time >= from && event.time <= end && !is_used(event) && takes(event, step, question);
    taken[step] = view.iter().find(fits).copied();
}

#[test]
fn a_group_of_none_is_no_group() {
    let event = Event { customer: 0, time: 0, code: 0, taking_part: true, value: 0, amount: 0, group: NO_GROUP };
    let question = FunnelQuestion { hold_group: true, ..FunnelQuestion::new(&[0], 0) };
    assert_eq!(outcomes(&[event], &question).0, []);
}
