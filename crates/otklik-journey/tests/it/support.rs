//! Small random worlds, and folding them in every way.

use std::collections::BTreeSet;

use otklik_journey::{Fold, JourneyColumns, Journeys, NO_GROUP, Opened, Resume, Row, SectionRule, contributors};
use proptest::prelude::*;

/// One event of a small world.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    pub customer: i64,
    pub time: i64,
    pub code: u16,
    pub taking_part: bool,
    pub value: u16,
    pub amount: i64,
    pub group: u32,
}

/// Columns with everything a question may bring along.
#[derive(Debug)]
pub struct World {
    pub events: Vec<Event>,
    columns: JourneyColumns,
    taking_part: Vec<bool>,
    values: Vec<u16>,
    amounts: Vec<i64>,
    groups: Vec<u32>,
    pub with_marks: bool,
}

impl World {
    pub fn new(events: Vec<Event>, with_marks: bool) -> Self {
        let mut columns = JourneyColumns::new();
        for (position, event) in events.iter().enumerate() {
            let Event { customer, time, code, .. } = *event;
            columns.push(Row { customer, time, position: position as i64, code }).unwrap();
        }
        let column = |value: fn(&Event) -> u32| events.iter().map(value).collect::<Vec<_>>();
        Self {
            columns,
            taking_part: events.iter().map(|event| event.taking_part).collect(),
            values: events.iter().map(|event| event.value).collect(),
            amounts: events.iter().map(|event| event.amount).collect(),
            groups: column(|event| event.group),
            events,
            with_marks,
        }
    }

    pub fn journeys(&self) -> Journeys<'_> {
        let journeys = self.columns.journeys().broken_down_by(&self.values).unwrap();
        let journeys = journeys.with_amounts(&self.amounts).unwrap().grouped_by(&self.groups).unwrap();
        if self.with_marks { journeys.taking_part(&self.taking_part).unwrap() } else { journeys }
    }

    /// The events that take part, customer by customer.
    pub fn people(&self) -> Vec<Vec<Event>> {
        let takes_part = |event: &&Event| event.taking_part || !self.with_marks;
        self.columns
            .customers()
            .iter()
            .map(|key| self.events.iter().filter(takes_part).filter(|event| event.customer == *key).copied().collect())
            .collect()
    }
}

/// Worlds of a few customers with many equal times.
pub fn worlds(codes: u16, longest: usize) -> impl Strategy<Value = World> {
    let event = (0..codes, 0_i64..12, prop::bool::weighted(0.8), 0_u16..3, 0_i64..50, 0_u32..4);
    let person = prop::collection::vec(event, 0..longest);
    (prop::collection::vec(person, 1..6), any::<bool>()).prop_map(|(people, with_marks)| {
        let mut events = Vec::new();
        for (customer, mut person) in people.into_iter().enumerate() {
            person.sort_by_key(|event| event.1);
            events.extend(person.into_iter().map(|(code, time, taking_part, value, amount, group)| Event {
                customer: customer as i64,
                time,
                code,
                taking_part,
                value,
                amount,
                group: if group == 3 { NO_GROUP } else { group },
            }));
        }
        World::new(events, with_marks)
    })
}

/// Folds a world in one go.
pub fn fold_whole<F: Fold>(mut fold: F, world: &World) -> F::Answer {
    world.journeys().visit(&mut fold);
    fold.finish()
}

/// Folds a world by several folds and merges them.
pub fn fold_divided<F: Fold + Clone>(fold: &F, world: &World, parts: usize) -> F::Answer {
    let folded = world.journeys().parts(parts).map(|part| {
        let mut own = fold.clone();
        part.visit(&mut own);
        own
    });
    let mut merged = fold.clone();
    // The last first: the order is not to matter.
    folded.collect::<Vec<_>>().into_iter().rev().for_each(|own| merged.merge(own));
    merged.finish()
}

/// Folds a world span by span, every journey cut at these times.
pub fn fold_in_pieces<F: Resume>(mut fold: F, world: &World, cuts: &[i64]) -> F::Answer {
    let journeys = world.journeys();
    let mut carries: Vec<F::Carry> = (0..journeys.runs()).map(|_| F::Carry::default()).collect();
    let mut borders: Vec<_> = cuts.iter().copied().chain([i64::MIN, i64::MAX]).collect();
    borders.sort_unstable();
    for span in borders.windows(2) {
        for (run, carry) in carries.iter_mut().enumerate() {
            let journey = journeys.journey(run);
            let place = |border: i64| journey.times().partition_point(|time| *time < border);
            fold.piece(carry, journey.part(place(span[0])..place(span[1])));
        }
    }
    carries.into_iter().for_each(|carry| fold.end(carry));
    fold.finish()
}

/// How many people open behind a figure.
pub fn people_behind<F: Opened>(fold: &mut F, figure: &F::Figure, world: &World) -> u64 {
    contributors(fold, figure, world.journeys()).len() as u64
}

/// A person's events, divided as a rule says.
pub fn sections_of(events: &[Event], rule: SectionRule) -> Vec<Vec<Event>> {
    let mut sections: Vec<Vec<Event>> = Vec::new();
    match rule {
        SectionRule::Whole => sections.push(events.to_vec()),
        SectionRule::Gap(gap) => {
            for event in events {
                match sections.last_mut() {
                    Some(section) if event.time - section[section.len() - 1].time <= gap => section.push(*event),
                    _ => sections.push(vec![*event]),
                }
            }
        }
        SectionRule::Group => {
            let groups: BTreeSet<_> =
                events.iter().map(|event| event.group).filter(|group| *group != NO_GROUP).collect();
            for group in groups {
                sections.push(events.iter().filter(|event| event.group == group).copied().collect());
            }
        }
    }
    sections
}
