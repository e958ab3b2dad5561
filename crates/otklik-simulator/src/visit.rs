//! A loyalty guest's visit: order, wait, what goes wrong, and what is asked afterwards.

use otklik_core::{Event, Identifier, Text};

use crate::company::Source;
use crate::faults::{FaultKind, GIVEN_UP};
use crate::guests::{ITEMS, Known, channel_shares};
use crate::habits::{HOURS, SPENDING};
use crate::random::{Purpose, Random};
use crate::simulation::{MINUTE_MICROS, Simulation};
use crate::waiting::{OrderChannel, PROMISED_MINUTES, draw_minutes, wait_class, weary_minutes};

/// Share of visits in which the app's menu is looked at first.
const MENU_VIEWED: f64 = 0.45;
/// Share of orders that points pay for, where points are offered.
const POINTS_SPENT: f64 = 0.10;
/// Share of orders that are remade or refunded at a shop of average quality.
const RETURNED: f64 = 0.008;

/// A visit that is under way.
#[derive(Clone, Debug)]
pub(crate) struct Visit {
    pub(crate) guest: u32,
    /// The number of the card that was shown.
    pub(crate) card: u32,
    pub(crate) shop: usize,
    pub(crate) hour: usize,
    pub(crate) channel: OrderChannel,
    pub(crate) order: String,
    /// When it was ordered, in microseconds.
    pub(crate) ordered: i64,
    /// When the guest had the cup.
    pub(crate) received: i64,
    pub(crate) wait_class: usize,
}

/// Probability that a visit with such a wait brings forth a complaint.
pub(crate) fn complains(base: f64, channel: OrderChannel, wait_class: usize) -> f64 {
    (base * (1.0 + 0.35 * weary_minutes(channel, wait_class))).min(1.0)
}

/// Probability that an order is remade or refunded at a shop.
pub(crate) fn returns(quality: f64) -> f64 {
    RETURNED * (-0.5 * quality).exp()
}

impl Simulation {
    /// Lets the loyalty guests come.
    pub(crate) fn simulate_guests(&mut self) {
        let (day, month) = (self.day, self.month());
        let weekday = self.world.calendar.days[day].weekday;
        let shops = self.world.shop_count();
        let reach: Vec<Vec<f64>> = (0..shops)
            .map(|home| {
                let to = |shop| self.world.visit_share(home, shop) * self.world.guest_volume(shop, day);
                (0..shops).map(to).collect()
            })
            .collect();
        let reach_total: Vec<f64> = reach.iter().map(|to| to.iter().sum()).collect();
        let rates: Vec<f64> = (0..SPENDING.len())
            .map(|archetype| {
                self.world.daily_rate(archetype) * self.world.hours.of(archetype, weekday).iter().sum::<f64>()
            })
            .collect();
        for number in 0..self.guests.len() {
            let guest = &self.guests[number];
            if !guest.is_active(month) {
                continue;
            }
            let (home, archetype) = (guest.home, guest.archetype);
            let mean = guest.frequency * rates[archetype] * reach_total[home];
            let mut random = Random::stream(self.world.plan.seed, Purpose::Visits, number as u64, day as u64);
            for _ in 0..random.poisson(mean) {
                let shop = random.pick(&reach[home]);
                let hour = random.pick(self.world.hours.of(archetype, weekday));
                self.simulate_visit(number as u32, shop, hour, &mut random);
            }
        }
    }

    fn simulate_visit(&mut self, number: u32, shop: usize, hour: usize, random: &mut Random) {
        let guest = &self.guests[number as usize];
        let influence = *self.world.influence(shop, self.block());
        let ordered = self.world.hour_start(shop, self.day, hour) + (random.unit() * 60.0 * MINUTE_MICROS) as i64;
        let mood = self.world.moods.values[guest.mood];
        let channel = OrderChannel::ALL[random.pick(&channel_shares(guest.archetype, mood, &influence))];
        let unheard = channel == OrderChannel::Counter && self.world.faults.till_is_silent(shop, self.day);
        if ordered >= self.world.calendar.until.0 || unheard {
            return;
        }
        let minutes = draw_minutes(self.world.queue(shop, self.day, hour), channel, random);
        let mut visit = Visit {
            guest: number,
            card: self.guests[number as usize].card_shown(number, random),
            shop,
            hour,
            channel,
            order: String::new(),
            ordered,
            received: ordered + (minutes * MINUTE_MICROS) as i64,
            wait_class: wait_class(channel, minutes),
        };
        if channel != OrderChannel::Counter {
            self.look_at_menu(&visit, random);
        }
        if channel == OrderChannel::App && self.payment_fails_for_good(&visit, random) {
            return;
        }
        visit.order = self.order_number(shop);
        let month = self.month();
        let cell = self.ledger.cell_mut(shop, month);
        cell.orders[channel as usize] += 1;
        cell.count_wait(channel, minutes);
        cell.late += u32::from(channel == OrderChannel::Delivery && visit.wait_class > 0);
        self.place_order(&visit, influence.prices, random);
        match channel {
            OrderChannel::Delivery => self.bring_order(&visit),
            _ => self.hand_over_order(&visit, minutes),
        }
        if influence.points_offered && random.chance(POINTS_SPENT) {
            self.spend_points(&visit, random);
        }
        self.follow_up(&visit, random);
    }

    fn follow_up(&mut self, visit: &Visit, random: &mut Random) {
        let base = self.world.plan.complaints_per_visit;
        if random.chance(complains(base, visit.channel, visit.wait_class)) {
            self.complain(visit, random);
        }
        if random.chance(returns(self.world.shops[visit.shop].quality)) {
            self.give_back(visit, random);
        }
        self.ask_after_visit(visit, random);
        self.ask_about_touchpoint(visit, random);
        self.maybe_open_ticket(visit, random);
    }

    /// The guest's identifiers at a visit.
    pub(crate) fn identifiers(&self, visit: &Visit, known: Known) -> Vec<Identifier> {
        self.guests[visit.guest as usize].identifiers(visit.guest, visit.card, known)
    }

    /// An event of a visit, told by the system that takes its orders.
    pub(crate) fn visit_event(&self, visit: &Visit, suffix: &str, name: &str, time: i64) -> Event {
        let (source, known) = match visit.channel {
            OrderChannel::Counter => (Source::Till, Known::CARD),
            _ => (Source::App, Known::PHONE),
        };
        let mut event = self.event(source, format!("{}.{suffix}", visit.order), name, visit.shop, time);
        event.identifiers = self.identifiers(visit, known);
        event.channel = Some(visit.channel.id().to_owned());
        event.order = Some(visit.order.clone());
        event
    }

    fn send_visit_event(&mut self, visit: &Visit, event: Event) {
        match visit.channel {
            OrderChannel::Counter => self.send_from_till(visit.shop, event),
            _ => {
                self.outbox.send(event);
            }
        }
    }

    fn look_at_menu(&mut self, visit: &Visit, random: &mut Random) {
        if !random.chance(MENU_VIEWED) {
            return;
        }
        self.numbers.others += 1;
        let renamed = self.world.faults.holding(FaultKind::EventRenamed, visit.shop, self.day).is_some();
        let name = if renamed { "menu_screen_viewed" } else { "menu_viewed" };
        let time = visit.ordered - (random.between(0.5, 6.0) * MINUTE_MICROS) as i64;
        let mut event = self.event(Source::App, format!("m{}", self.numbers.others), name, visit.shop, time);
        event.identifiers = self.identifiers(visit, Known::PHONE);
        event.channel = Some("app".to_owned());
        event.detail = Some("menu".to_owned());
        self.outbox.send(event);
    }

    fn payment_fails_for_good(&mut self, visit: &Visit, random: &mut Random) -> bool {
        if !random.chance(self.world.faults.failed_payments(self.day)) {
            return false;
        }
        self.numbers.others += 1;
        let id = format!("p{}", self.numbers.others);
        let mut event = self.event(Source::App, id, "payment_failed", visit.shop, visit.ordered);
        event.identifiers = self.identifiers(visit, Known::PHONE);
        event.channel = Some("app".to_owned());
        event.detail = Some("checkout".to_owned());
        self.outbox.send(event);
        random.chance(GIVEN_UP)
    }

    fn place_order(&mut self, visit: &Visit, prices: f64, random: &mut Random) {
        let guest = &self.guests[visit.guest as usize];
        let item = if random.chance(0.65) { guest.favourite } else { random.below(ITEMS.len()) };
        let (name, price) = ITEMS[item];
        let extras = if random.chance(0.38) { random.between(90.0, 340.0) } else { 0.0 };
        let amount = (price * prices + extras) * SPENDING[guest.archetype];
        let mut event = self.visit_event(visit, "placed", "order_placed", visit.ordered);
        event.item = Some(name.to_owned());
        event.money = Some(self.roubles(amount));
        event.agent = (visit.channel == OrderChannel::Counter).then(|| self.barista(visit.shop, visit.hour));
        self.send_visit_event(visit, event);
    }

    fn hand_over_order(&mut self, visit: &Visit, minutes: f64) {
        let id = format!("{}.ready", visit.order);
        let mut event = self.event(Source::Till, id, "order_ready", visit.shop, visit.received);
        event.identifiers = self.identifiers(visit, Known::CARD);
        event.channel = Some(visit.channel.id().to_owned());
        event.order = Some(visit.order.clone());
        event.duration_ms = Some((minutes * 60_000.0).round() as i64);
        event.agent = Some(self.barista(visit.shop, visit.hour));
        match visit.channel {
            OrderChannel::App => {
                event.source = Source::App.id().to_owned();
                self.outbox.send(event);
            }
            _ => self.send_from_till(visit.shop, event),
        }
    }

    fn bring_order(&mut self, visit: &Visit) {
        let taken = visit.ordered + (visit.received - visit.ordered) / 3;
        let promised = otklik_core::Timestamp(visit.ordered + (PROMISED_MINUTES * MINUTE_MICROS) as i64);
        let courier = 1 + self.numbers.orders[visit.shop] % 4;
        for (suffix, name, time) in
            [("taken", "order_handed_over", taken), ("delivered", "order_delivered", visit.received)]
        {
            let mut event = self.event(Source::Delivery, format!("{}.{suffix}", visit.order), name, visit.shop, time);
            event.identifiers = self.identifiers(visit, Known::CARD);
            event.channel = Some(visit.channel.id().to_owned());
            event.order = Some(visit.order.clone());
            event.duration_ms = Some((time - visit.ordered) / 1_000);
            event.agent = Some(otklik_core::Agent {
                id: format!("courier-{:02}{courier}", visit.shop + 1),
                kind: otklik_core::AgentKind::Human,
            });
            event.properties = format!("{{\"promised_at\":\"{promised}\"}}");
            self.outbox.send(event);
        }
    }

    fn spend_points(&mut self, visit: &Visit, random: &mut Random) {
        let mut event = self.visit_event(visit, "points", "points_spent", visit.ordered);
        event.quantity = Some((random.between(3.0, 25.0).round()) * 10.0);
        self.send_visit_event(visit, event);
    }

    fn give_back(&mut self, visit: &Visit, random: &mut Random) {
        let refund = random.chance(0.3);
        let (name, minutes) = if refund { ("order_refunded", 30.0) } else { ("drink_remade", 6.0) };
        let time = visit.received + (random.between(0.5, 1.0) * minutes * MINUTE_MICROS) as i64;
        let mut event = self.visit_event(visit, "return", name, time);
        event.agent = Some(self.barista(visit.shop, visit.hour.min(HOURS - 1)));
        let month = self.month();
        self.ledger.cell_mut(visit.shop, month).returns[visit.channel as usize] += 1;
        self.send_visit_event(visit, event);
    }
}

/// Names of order channels.
pub(crate) fn channel_name(channel: OrderChannel) -> Text {
    match channel {
        OrderChannel::Counter => Text::new("Стойка", "Counter"),
        OrderChannel::App => Text::new("Приложение", "App"),
        OrderChannel::Delivery => Text::new("Доставка", "Delivery"),
    }
}
