//! The world's clockwork: everything that is known before the first guest is drawn.
//!
//! Arrivals, staff, waits and the share of guests who are still active follow from the plan alone.
//! Guests, visits, waits and answers are drawn given them, so that expectations over guests are finite sums.

use crate::calendar::Calendar;
use crate::circumstances::{self, Circumstances};
use crate::faults::Faults;
use crate::guests::{self, channel_shares};
use crate::habits::{ARCHETYPES, AWAY_SHARE, FREQUENCY, HOURS, Hours, MOODS, Moods, OPENING_HOUR};
use crate::influence::Influence;
use crate::initiatives::{self, Initiative};
use crate::plan::Plan;
use crate::queue::Queue;
use crate::shops::{self, Shop};
use crate::surveys::{Place, Questionnaire};
use crate::waiting::{OrderChannel, mean_counter_minutes};

/// Microseconds in an hour.
pub(crate) const HOUR_MICROS: i64 = 3_600 * otklik_core::time::SECOND_MICROS;

/// Work at the bar that an order makes during the rush: what is ordered ahead is made in quieter moments.
const LOAD: [f64; OrderChannel::ALL.len()] = [1.0, 0.6, 0.7];
/// Minutes for an order that rosters are made for.
const ROSTER_MINUTES: f64 = 2.3;
/// Utilisation that rosters aim at.
const ROSTER_UTILISATION: f64 = 0.72;

/// A world before its guests.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) plan: Plan,
    pub(crate) calendar: Calendar,
    pub(crate) shops: Vec<Shop>,
    pub(crate) hours: Hours,
    pub(crate) moods: Moods,
    pub(crate) questionnaire: Questionnaire,
    pub(crate) initiatives: Vec<Initiative>,
    pub(crate) circumstances: Circumstances,
    pub(crate) faults: Faults,
    influence: Vec<Influence>,
    seasons: Vec<f64>,
    /// Share of each mood that is active, by home and month.
    active: Vec<[f64; MOODS]>,
    /// Probability of lapsing after a month, by home and month.
    lapses: Vec<[f64; MOODS]>,
    /// Visits on an average day by archetype and mood, by shop and month.
    flows: Vec<[[f64; MOODS]; ARCHETYPES]>,
    queues: Vec<Queue>,
    usual_waits: Vec<f64>,
    staffing: Vec<Staffing>,
}

/// How a shop is manned.
#[derive(Clone, Debug)]
struct Staffing {
    baristas: [[u32; HOURS]; 7],
    service_minutes: f64,
}

impl World {
    /// Builds the plan's world.
    pub(crate) fn new(plan: Plan) -> Self {
        Self::with_initiatives(plan, |_| true)
    }

    /// Builds the world as it would be with some of the initiatives only.
    pub(crate) fn with_initiatives(plan: Plan, keep: impl Fn(&Initiative) -> bool) -> Self {
        let calendar = Calendar::new(plan.until, plan.months, &plan.zone());
        let shops = shops::build(&plan);
        let initiatives = initiatives::build(&plan, &calendar, &shops);
        let moods = Moods::new();
        let mut world = Self {
            circumstances: Circumstances::new(&plan, &calendar, &shops),
            faults: Faults::new(&plan, &calendar, &shops),
            initiatives: initiatives.into_iter().filter(keep).collect(),
            questionnaire: Questionnaire::new(&moods),
            hours: Hours::new(),
            seasons: (0..calendar.days.len()).map(|day| circumstances::season(&calendar, day)).collect(),
            influence: Vec::new(),
            active: Vec::new(),
            lapses: Vec::new(),
            flows: Vec::new(),
            queues: Vec::new(),
            usual_waits: Vec::new(),
            staffing: Vec::new(),
            moods,
            shops,
            calendar,
            plan,
        };
        world.add_influences();
        world.run_months();
        world
    }

    /// How many shops there are.
    pub(crate) fn shop_count(&self) -> usize {
        self.shops.len()
    }

    /// How many calendar months there are.
    pub(crate) fn month_count(&self) -> usize {
        self.calendar.months.len()
    }

    /// What moves a shop's guests in a block.
    pub(crate) fn influence(&self, shop: usize, block: usize) -> &Influence {
        &self.influence[shop * self.calendar.blocks.len() + block]
    }

    /// The shop and block in which judgements form.
    pub(crate) fn place(&self, shop: usize, block: usize) -> Place<'_> {
        Place { quality: self.shops[shop].quality, influence: self.influence(shop, block) }
    }

    /// The queue of an hour.
    pub(crate) fn queue(&self, shop: usize, day: usize, hour: usize) -> &Queue {
        // Months are computed one after another for all shops, so days lie outside shops.
        &self.queues[(day * self.shops.len() + shop) * HOURS + hour]
    }

    /// Factor of the loyalty guests' visits on a day.
    pub(crate) fn guest_volume(&self, shop: usize, day: usize) -> f64 {
        self.anonymous_volume(shop, day) * self.influence(shop, self.calendar.days[day].block).guest_visits
    }

    /// Factor of the other visits on a day.
    pub(crate) fn anonymous_volume(&self, shop: usize, day: usize) -> f64 {
        self.seasons[day] * self.influence(shop, self.calendar.days[day].block).all_visits
    }

    /// Share of a mood's guests that is active in a month.
    pub(crate) fn active(&self, home: usize, month: usize) -> &[f64; MOODS] {
        &self.active[month * self.shops.len() + home]
    }

    /// Probability of lapsing after a month.
    pub(crate) fn lapses(&self, home: usize, month: usize) -> &[f64; MOODS] {
        &self.lapses[month * self.shops.len() + home]
    }

    /// Visits on an average day, by archetype and mood.
    pub(crate) fn flow(&self, shop: usize, month: usize) -> &[[f64; MOODS]; ARCHETYPES] {
        &self.flows[month * self.shops.len() + shop]
    }

    /// Mean minutes at the counter in a month.
    pub(crate) fn usual_wait(&self, shop: usize, month: usize) -> f64 {
        self.usual_waits[month * self.shops.len() + shop]
    }

    /// Visits of an average guest of an archetype on an average day.
    pub(crate) fn daily_rate(&self, archetype: usize) -> f64 {
        self.plan.visits_per_month / 30.0 * FREQUENCY[archetype]
    }

    /// Share of the visits of a home's guests that goes to a shop.
    pub(crate) fn visit_share(&self, home: usize, shop: usize) -> f64 {
        let city = self.shops[home].city;
        let others = self.shops.iter().filter(|other| other.city == city).count() - 1;
        match (home == shop, others) {
            (true, 0) => 1.0,
            (true, _) => 1.0 - AWAY_SHARE,
            (false, _) if self.shops[shop].city == city => AWAY_SHARE / others as f64,
            _ => 0.0,
        }
    }

    /// Expected receipts without a card in an hour of an average day with this weekday.
    pub(crate) fn anonymous_hour(&self, shop: usize, weekday: usize, hour: usize) -> f64 {
        let place = &self.shops[shop];
        let shares = place.shop_type.archetypes();
        let typical_active = 0.65;
        let by_archetype =
            |archetype: usize| shares[archetype] * self.daily_rate(archetype) * self.hours.of(archetype, weekday)[hour];
        let per_guest: f64 = (0..ARCHETYPES).map(by_archetype).sum();
        per_guest * f64::from(place.guests) * typical_active * self.plan.anonymous_per_guest_receipt
    }

    /// The instant at which an hour of a shop's day begins, in microseconds.
    pub(crate) fn hour_start(&self, shop: usize, day: usize, hour: usize) -> i64 {
        let date = self.calendar.days[day].date;
        let midnight = otklik_core::Zone::UTC.start_of(date).0 - self.shops[shop].ahead_of_utc;
        midnight + (OPENING_HOUR + hour) as i64 * HOUR_MICROS
    }

    /// The part of an hour that lies before the end of the data.
    pub(crate) fn part_before_end(&self, shop: usize, day: usize, hour: usize) -> f64 {
        if day + 2 < self.calendar.days.len() {
            return 1.0;
        }
        let passed = self.calendar.until.0 - self.hour_start(shop, day, hour);
        (passed as f64 / HOUR_MICROS as f64).clamp(0.0, 1.0)
    }

    fn add_influences(&mut self) {
        for shop in 0..self.shops.len() {
            for block in &self.calendar.blocks {
                let mut influence = Influence::default();
                for initiative in &self.initiatives {
                    initiative.apply(shop, block.first_day, &mut influence);
                }
                self.circumstances.apply(shop, block.first_day, &mut influence);
                self.faults.apply(shop, block.first_day, &mut influence);
                self.influence.push(influence);
            }
        }
    }

    fn run_months(&mut self) {
        let (shops, months) = (self.shops.len(), self.month_count());
        self.active = vec![[guests::joining(0, months); MOODS]; shops];
        for month in 0..months {
            for shop in 0..shops {
                let flow = self.flow_of(shop, month);
                self.flows.push(flow);
            }
            if month == 0 {
                self.staffing = (0..shops).map(|shop| self.staff(shop)).collect();
            }
            self.run_month(month);
        }
    }

    fn run_month(&mut self, month: usize) {
        let shops = self.shops.len();
        let mut minutes = vec![(0.0, 0.0); shops];
        for day in (0..self.calendar.days.len()).filter(|day| self.calendar.days[*day].month == month) {
            for (shop, (weighted, weights)) in minutes.iter_mut().enumerate() {
                for hour in 0..HOURS {
                    let (queue, arrivals) = self.queue_of(shop, day, hour);
                    *weighted += arrivals * mean_counter_minutes(&queue);
                    *weights += arrivals;
                    self.queues.push(queue);
                }
            }
        }
        for (shop, (weighted, weights)) in minutes.into_iter().enumerate() {
            let wait = if weights > 0.0 { weighted / weights } else { 0.0 };
            self.usual_waits.push(wait);
            let lapses = self.moods.values.map(|mood| guests::lapsing(mood, wait));
            self.lapses.push(lapses);
            let joined = guests::joining(month + 1, self.month_count());
            let active = *self.active(shop, month);
            self.active.push(std::array::from_fn(|mood| active[mood] * (1.0 - lapses[mood]) + joined));
        }
    }

    fn flow_of(&self, shop: usize, month: usize) -> [[f64; MOODS]; ARCHETYPES] {
        let mut flow = [[0.0; MOODS]; ARCHETYPES];
        for (home, place) in self.shops.iter().enumerate() {
            let share = self.visit_share(home, shop);
            if share == 0.0 {
                continue;
            }
            let (shares, active) = (place.shop_type.archetypes(), self.active(home, month));
            for (archetype, by_mood) in flow.iter_mut().enumerate() {
                let visits = share * f64::from(place.guests) * shares[archetype] * self.daily_rate(archetype);
                for (mood, flow) in by_mood.iter_mut().enumerate() {
                    *flow += visits * self.moods.weights[mood] * active[mood];
                }
            }
        }
        flow
    }

    fn queue_of(&self, shop: usize, day: usize, hour: usize) -> (Queue, f64) {
        let calendar_day = self.calendar.days[day];
        let influence = self.influence(shop, calendar_day.block);
        let anonymous = self.anonymous_hour(shop, calendar_day.weekday, hour) * self.anonymous_volume(shop, day);
        let by_archetype = self.flow(shop, calendar_day.month).iter().enumerate().map(|(archetype, flow)| {
            let load: f64 = channel_shares(archetype, 0.0, influence).iter().zip(LOAD).map(|(a, b)| a * b).sum();
            flow.iter().sum::<f64>() * self.hours.of(archetype, calendar_day.weekday)[hour] * load
        });
        let arrivals = anonymous + by_archetype.sum::<f64>() * self.guest_volume(shop, day);
        let staffing = &self.staffing[shop];
        let baristas = staffing.baristas[calendar_day.weekday][hour];
        (Queue::new(arrivals / 60.0, baristas, staffing.service_minutes * influence.service_time), arrivals)
    }

    /// Rosters follow the typical hours; how fast the shop is follows from how full its mornings are.
    fn staff(&self, shop: usize) -> Staffing {
        let flow = self.flow(shop, 0);
        let typical = |weekday: usize, hour: usize| {
            let guests: f64 = (0..ARCHETYPES)
                .map(|archetype| flow[archetype].iter().sum::<f64>() * self.hours.of(archetype, weekday)[hour])
                .sum();
            (guests + self.anonymous_hour(shop, weekday, hour)) / 60.0
        };
        let baristas: [[u32; HOURS]; 7] = std::array::from_fn(|weekday| {
            std::array::from_fn(|hour| {
                let needed = typical(weekday, hour) * ROSTER_MINUTES / ROSTER_UTILISATION;
                (needed.round() as u32).max(1)
            })
        });
        let fullest = (0..HOURS).map(|hour| typical(0, hour) / f64::from(baristas[0][hour])).fold(0.0, f64::max);
        let service_minutes = (self.shops[shop].morning_utilisation / fullest.max(1e-6)).clamp(1.4, 3.2);
        Staffing { baristas, service_minutes }
    }
}
