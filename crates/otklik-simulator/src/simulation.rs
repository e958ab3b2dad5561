//! The stream of events, a day at a time.

use otklik_core::{Agent, AgentKind, Amount, Currency, Event, Money, Timestamp};

use crate::company::Source;
use crate::faults::{CLOCK_HOURS_AHEAD, FaultKind};
use crate::guests::{self, Guest};
use crate::habits::{HOURS, OPENING_HOUR};
use crate::ledger::Ledger;
use crate::outbox::Outbox;
use crate::plan::Plan;
use crate::world::{HOUR_MICROS, World};

/// Microseconds in a minute.
pub(crate) const MINUTE_MICROS: f64 = 60e6;

/// A coffee chain that is being simulated.
///
/// Days come in their order. Inside a day events come in the order in which they arrive, which is the order in which they
/// happened except for a shop that was offline; answers come on the day on which they are given.
#[derive(Debug)]
pub struct Simulation {
    pub(crate) world: World,
    pub(crate) guests: Vec<Guest>,
    pub(crate) outbox: Outbox,
    pub(crate) ledger: Ledger,
    pub(crate) day: usize,
    pub(crate) numbers: Numbers,
    pub(crate) currency: Currency,
}

/// The next free numbers.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    pub(crate) orders: Vec<u32>,
    pub(crate) questions: u32,
    pub(crate) tickets: u32,
    pub(crate) others: u32,
}

/// How far a simulation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Days that are done.
    pub days_done: usize,
    /// Days in all.
    pub days: usize,
}

impl Simulation {
    /// Opens the plan's world before its first day.
    pub fn new(plan: Plan) -> Self {
        let world = World::new(plan);
        let midnight = world.plan.zone().start_of(world.calendar.days[0].date);
        let lapses = |home, month| *world.lapses(home, month);
        let guests = guests::draw(&world.plan, &world.shops, world.month_count(), &world.moods, &world.faults, lapses);
        Self {
            outbox: Outbox::new(midnight.0, world.calendar.until.0),
            ledger: Ledger::new(world.shop_count(), world.month_count()),
            numbers: Numbers { orders: vec![0; world.shop_count()], ..Numbers::default() },
            currency: crate::company::rouble(),
            day: 0,
            guests,
            world,
        }
    }

    /// The events that arrive on the next day, or nothing after the last day.
    pub fn next_day(&mut self) -> Option<Vec<Event>> {
        if self.day >= self.world.calendar.days.len() {
            return None;
        }
        self.simulate_guests();
        self.simulate_receipts_without_card();
        self.simulate_relationship_survey();
        self.simulate_greetings();
        self.simulate_reviews();
        self.simulate_staff();
        self.day += 1;
        Some(self.outbox.close_day())
    }

    /// How far the simulation is.
    pub fn progress(&self) -> Progress {
        Progress { days_done: self.day, days: self.world.calendar.days.len() }
    }

    /// The calendar month of the day that is being simulated.
    pub(crate) fn month(&self) -> usize {
        self.world.calendar.days[self.day].month
    }

    /// The block of the day that is being simulated.
    pub(crate) fn block(&self) -> usize {
        self.world.calendar.days[self.day].block
    }

    /// An instant of a shop's local day, in microseconds.
    pub(crate) fn local_time(&self, shop: usize, day: usize, hour: f64) -> i64 {
        let opening = self.world.hour_start(shop, day, 0);
        opening + ((hour - OPENING_HOUR as f64) * HOUR_MICROS as f64) as i64
    }

    /// An event at a shop.
    pub(crate) fn event(&self, source: Source, id: String, name: &str, shop: usize, time: i64) -> Event {
        let mut event = Event::new(source.id(), id, name, Timestamp(time));
        event.unit = Some(self.world.shops[shop].path.clone());
        event
    }

    /// Sends what a shop's till tells: through its clock, and when its line works.
    pub(crate) fn send_from_till(&mut self, shop: usize, mut event: Event) {
        let faults = &self.world.faults;
        if faults.holding(FaultKind::ClockAhead, shop, self.day).is_some() {
            event.time = event.time.plus_micros(CLOCK_HOURS_AHEAD * HOUR_MICROS);
        }
        let offline = faults.holding(FaultKind::ShopOffline, shop, self.day).map(|fault| fault.end_day);
        match offline.filter(|end| *end < self.world.calendar.days.len()) {
            Some(end) => self.outbox.send_at(self.local_time(shop, end, 9.0), event),
            None => self.outbox.send(event),
        };
    }

    /// A new order number.
    pub(crate) fn order_number(&mut self, shop: usize) -> String {
        self.numbers.orders[shop] += 1;
        format!("{}-{:06}", self.world.shops[shop].slug, self.numbers.orders[shop])
    }

    /// An amount in roubles, rounded to whole ones.
    pub(crate) fn roubles(&self, amount: f64) -> Money {
        Money { amount: Amount(amount.round() as i64 * 10_000), currency: self.currency }
    }

    /// The barista at the bar in an hour.
    pub(crate) fn barista(&self, shop: usize, hour: usize) -> Agent {
        let shift = 1 + (hour / (HOURS / 3) + 2 * (self.day % 2)) % 5;
        Agent { id: format!("e-{:02}{shift}", shop + 1), kind: AgentKind::Human }
    }
}
