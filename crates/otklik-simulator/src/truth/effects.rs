//! What was planted: initiatives with their true effects, circumstances and faults.

use otklik_core::{MetricKind, UnitPath};

use super::figures::score;
use super::{EffectTruth, InitiativeStart, InitiativeTruth, Planted};
use crate::expectation::{Visits, mean_waits};
use crate::guests::card;
use crate::initiatives::Initiative;
use crate::marks::MARKS;
use crate::support::{asks_for_help, handlings};
use crate::surveys::Survey;
use crate::waiting::OrderChannel;
use crate::world::World;

pub(super) fn initiatives(world: &World) -> Vec<InitiativeTruth> {
    let first_day = world.initiatives.iter().flat_map(|initiative| initiative.starts.iter().flatten()).min();
    let Some(first_month) = first_day.and_then(|day| world.calendar.days.get(*day)).map(|day| day.month) else {
        return Vec::new();
    };
    let with = by_shop_and_month(world, first_month);
    world.initiatives.iter().map(|initiative| initiative_truth(world, initiative, first_month, &with)).collect()
}

fn initiative_truth(
    world: &World,
    initiative: &Initiative,
    first_month: usize,
    with: &[Vec<Outcome>],
) -> InitiativeTruth {
    let rest = World::with_initiatives(world.plan.clone(), |other| other.kind != initiative.kind);
    let without = by_shop_and_month(&rest, first_month);
    let mut starts = Vec::new();
    let mut effects = Vec::new();
    for (shop, start) in initiative.starts.iter().enumerate() {
        let Some(day) = start.and_then(|day| world.calendar.days.get(day)) else { continue };
        let unit = &world.shops[shop].path;
        starts.push(InitiativeStart { unit: unit.clone(), day: day.date.to_string() });
        for month in day.month..world.month_count() {
            let (with, without) = (with[shop][month - first_month], without[shop][month - first_month]);
            effects.push(EffectTruth {
                unit: unit.clone(),
                month: world.calendar.month_name(month),
                wait_minutes: with.wait_minutes - without.wait_minutes,
                nps_points: with.nps - without.nps,
                ces_marks: with.ces - without.ces,
                orders_share: with.orders / without.orders - 1.0,
            });
        }
    }
    InitiativeTruth { id: initiative.kind.id().to_owned(), name: initiative.kind.name(), starts, effects }
}

/// What a shop's loyalty guests go through in a month, on average.
#[derive(Clone, Copy, Debug)]
struct Outcome {
    wait_minutes: f64,
    nps: f64,
    ces: f64,
    orders: f64,
}

fn by_shop_and_month(world: &World, first_month: usize) -> Vec<Vec<Outcome>> {
    let outcome = |shop: usize, month: usize| {
        let mut sums = Sums::default();
        for (block, calendar_block) in world.calendar.blocks.iter().enumerate() {
            if calendar_block.month == month {
                sums.add(world, shop, block);
            }
        }
        sums.outcome()
    };
    let months = |shop: usize| (first_month..world.month_count()).map(|month| outcome(shop, month)).collect();
    (0..world.shop_count()).map(months).collect()
}

#[derive(Clone, Debug, Default)]
struct Sums {
    orders: f64,
    waits: f64,
    minutes: f64,
    recommend: [f64; MARKS],
    easy: [f64; MARKS],
}

impl Sums {
    fn add(&mut self, world: &World, shop: usize, block: usize) {
        let visits = Visits::of(world, shop, block);
        let place = world.place(shop, block);
        let (waits, minutes) = mean_waits(world, shop, block);
        self.waits += waits;
        self.minutes += minutes;
        let recommend = world.questionnaire.marks(Survey::AfterVisit);
        let easy = world.questionnaire.marks(Survey::AfterSupport);
        for (value, by_channel) in world.moods.values.iter().zip(&visits.guests) {
            let mut tickets = 0.0;
            for channel in OrderChannel::ALL {
                for (class, visits) in by_channel[channel as usize].iter().enumerate() {
                    self.orders += visits;
                    tickets += visits * asks_for_help(world.plan.tickets_per_visit, channel, class);
                    let judgement = world.questionnaire.of_visit(Survey::AfterVisit, &place, channel, class, *value);
                    add_scaled(&mut self.recommend, &recommend.probabilities(judgement), *visits);
                }
            }
            for (handling, probability) in handlings(place.influence.bot_share) {
                let judgement = world.questionnaire.of_support(&place, handling, *value);
                add_scaled(&mut self.easy, &easy.probabilities(judgement), tickets * probability);
            }
        }
    }

    fn outcome(&self) -> Outcome {
        let value = |kind, marks| score(kind, marks).map_or(f64::NAN, |score| score.value);
        Outcome {
            wait_minutes: self.minutes / self.waits,
            nps: value(MetricKind::Nps, &self.recommend),
            ces: value(MetricKind::Ces, &self.easy),
            orders: self.orders,
        }
    }
}

fn add_scaled(sums: &mut [f64; MARKS], terms: &[f64; MARKS], factor: f64) {
    for (sum, term) in sums.iter_mut().zip(terms) {
        *sum += term * factor;
    }
}

fn planted(world: &World, id: &str, shops: &[usize], first_day: usize, end_day: usize) -> Planted {
    let last = world.calendar.days.len() - 1;
    let date = |day: usize| world.calendar.days[day.min(last)].date.to_string();
    let units: Vec<UnitPath> = shops.iter().map(|shop| world.shops[*shop].path.clone()).collect();
    let last_day = date(end_day.saturating_sub(1));
    Planted { id: id.to_owned(), units, first_day: date(first_day), last_day, cards: Vec::new() }
}

pub(super) fn circumstances(world: &World) -> Vec<Planted> {
    let end = world.calendar.days.len();
    let circumstances = &world.circumstances;
    let mut list: Vec<Planted> =
        circumstances.price_rises.iter().map(|day| planted(world, "price_rise", &[], *day, end)).collect();
    let (first, after) = circumstances.promotion;
    list.push(planted(world, "promotion", &[], first, after));
    let (shop, since) = circumstances.competitor;
    list.push(planted(world, "competitor", &[shop], since, end));
    let in_january = |day: &usize| {
        let date = world.calendar.days[*day].date;
        date.month() == 1
    };
    let january: Vec<usize> = (0..end).filter(in_january).collect();
    for run in january.chunk_by(|day, next| day + 1 == *next) {
        list.push(planted(world, "january_slump", &[], run[0], run[run.len() - 1] + 1));
    }
    list
}

pub(super) fn faults(world: &World) -> Vec<Planted> {
    let describe = |fault: &crate::faults::Fault| Planted {
        cards: fault.guests.iter().map(|guest| card(*guest).value).collect(),
        ..planted(world, fault.kind.id(), &fault.shops, fault.first_day, fault.end_day)
    };
    world.faults.list.iter().map(describe).collect()
}
