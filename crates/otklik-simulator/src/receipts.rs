//! Receipts without a card: hourly counts, QR codes on some of them, the tablet by the door.

use otklik_core::{Event, Identifier, IdentifierKind};

use crate::asking::Question;
use crate::comments::Experience;
use crate::company::Source;
use crate::faults::{FaultKind, SWIPES_A_DAY};
use crate::guests::{ITEMS, card};
use crate::habits::HOURS;
use crate::random::{Purpose, Random};
use crate::simulation::{MINUTE_MICROS, Simulation};
use crate::surveys::{AskChannel, Survey};
use crate::visit::{complains, returns};
use crate::waiting::{OrderChannel, draw_minutes, wait_class, weary_minutes};
use crate::world::HOUR_MICROS;

/// How much rarer those without a card complain.
pub(crate) const ANONYMOUS_COMPLAINTS: f64 = 0.5;

impl Simulation {
    /// Counts the receipts of people without a card, and hears what some of them say.
    pub(crate) fn simulate_receipts_without_card(&mut self) {
        for shop in 0..self.world.shop_count() {
            if self.world.faults.till_is_silent(shop, self.day) {
                continue;
            }
            let mut with_code = 0;
            let mut last_hour = None;
            for hour in 0..HOURS {
                // An hour is told when it is over.
                let end = self.world.hour_start(shop, self.day, hour) + HOUR_MICROS - 1_000_000;
                if end >= self.world.calendar.until.0 {
                    break;
                }
                with_code += self.simulate_hour(shop, hour, end);
                last_hour = Some(end);
            }
            if let Some(end) = last_hour.filter(|_| with_code > 0) {
                self.send_codes(shop, with_code, end);
            }
        }
    }

    fn simulate_hour(&mut self, shop: usize, hour: usize, end: i64) -> u32 {
        let (day, month) = (self.day, self.month());
        let key = (shop * HOURS + hour) as u64;
        let mut random = Random::stream(self.world.plan.seed, Purpose::Anonymous, key, day as u64);
        let weekday = self.world.calendar.days[day].weekday;
        let mean = self.world.anonymous_hour(shop, weekday, hour) * self.world.anonymous_volume(shop, day);
        let receipts = random.poisson(mean);
        let swiped = self.swipe_own_card(shop, hour, receipts, &mut random);
        let mut with_code = 0;
        for _ in 0..receipts {
            with_code += u32::from(self.simulate_receipt(shop, hour, &mut random));
        }
        self.ledger.cell_mut(shop, month).orders[OrderChannel::Counter as usize] += receipts;
        let counted = receipts - swiped;
        if counted > 0 {
            let prices = self.world.influence(shop, self.block()).prices;
            let spent: f64 = (0..counted).map(|_| ITEMS[random.below(ITEMS.len())].1 * prices * 1.25).sum();
            let id = format!("r-{shop:02}-{day:03}-{hour:02}");
            let mut event = self.event(Source::Till, id, "receipts_counted", shop, end);
            event.channel = Some(OrderChannel::Counter.id().to_owned());
            event.quantity = Some(f64::from(counted));
            event.money = Some(self.roubles(spent));
            self.send_from_till(shop, event);
        }
        with_code
    }

    /// One receipt: rarely does anybody say anything, so one draw decides whether it is worth a closer look.
    fn simulate_receipt(&mut self, shop: usize, hour: usize, random: &mut Random) -> bool {
        let has_code = random.chance(self.world.plan.asking.receipt_qr);
        if has_code {
            self.maybe_answer_unasked(Survey::AfterVisit, AskChannel::ReceiptQr, shop, hour, random);
        }
        self.maybe_answer_unasked(Survey::Kiosk, AskChannel::Kiosk, shop, hour, random);
        let base = self.world.plan.complaints_per_visit * ANONYMOUS_COMPLAINTS;
        let at_most = complains(base, OrderChannel::Counter, usize::MAX / 4);
        if random.chance(at_most) {
            let class = self.draw_class(shop, hour, random);
            if random.chance(complains(base, OrderChannel::Counter, class) / at_most) {
                self.complain_without_card(shop, hour, class, random);
            }
        }
        if random.chance(returns(self.world.shops[shop].quality)) {
            self.return_without_card(shop, hour, random);
        }
        has_code
    }

    fn draw_class(&self, shop: usize, hour: usize, random: &mut Random) -> usize {
        let queue = self.world.queue(shop, self.day, hour);
        wait_class(OrderChannel::Counter, draw_minutes(queue, OrderChannel::Counter, random))
    }

    fn maybe_answer_unasked(
        &mut self,
        survey: Survey,
        channel: AskChannel,
        shop: usize,
        hour: usize,
        random: &mut Random,
    ) {
        let rate = self.answer_rate(channel);
        let at_most = self.world.questionnaire.marks(survey).answers_at_most(rate);
        if !random.chance(at_most) {
            return;
        }
        let class = self.draw_class(shop, hour, random);
        let mood = self.world.moods.values[random.pick(&self.world.moods.weights)];
        let place = self.world.place(shop, self.block());
        let judgement = self.world.questionnaire.of_visit(survey, &place, OrderChannel::Counter, class, mood);
        let marks = self.world.questionnaire.marks(survey);
        let mark = marks.draw(judgement, random);
        if !random.chance(marks.answers(mark, rate) / at_most) {
            return;
        }
        let time = self.receipt_time(shop, hour, random);
        self.numbers.questions += 1;
        let question = Question {
            survey,
            channel,
            shop,
            identifiers: Vec::new(),
            order: None,
            ticket: None,
            asked: time,
            asked_event: (channel == AskChannel::ReceiptQr).then(|| self.code_id(shop)),
            number: self.numbers.questions,
            on_ten_points: false,
        };
        let experience = Experience::of_visit(survey, OrderChannel::Counter, class);
        self.send_answer(&question, mark, 0, experience, random);
    }

    fn receipt_time(&self, shop: usize, hour: usize, random: &mut Random) -> i64 {
        let time = self.world.hour_start(shop, self.day, hour) + (random.unit() * 60.0 * MINUTE_MICROS) as i64;
        time.min(self.world.calendar.until.0 - 1)
    }

    /// The event that tells how many codes a shop printed on the day.
    fn code_id(&self, shop: usize) -> String {
        format!("qr-{shop:02}-{:03}", self.day)
    }

    fn send_codes(&mut self, shop: usize, receipts: u32, time: i64) {
        // Nobody was asked in person: one event for all codes of the day, so that it is no question that was sent.
        let mut event = self.event(Source::Survey, self.code_id(shop), "codes_printed", shop, time);
        event.channel = Some(AskChannel::ReceiptQr.id().to_owned());
        event.detail = Some(Survey::AfterVisit.id().to_owned());
        event.quantity = Some(f64::from(receipts));
        self.outbox.send(event);
        let month = self.month();
        self.ledger.cell_mut(shop, month).count_asked(Survey::AfterVisit, AskChannel::ReceiptQr, receipts);
    }

    /// The barista who collects points: receipts of strangers on an own card.
    fn swipe_own_card(&mut self, shop: usize, hour: usize, receipts: u32, random: &mut Random) -> u32 {
        let Some(fault) = self.world.faults.holding(FaultKind::OwnCard, shop, self.day) else { return 0 };
        let own_card = card(fault.guests[0]);
        let swiped = random.poisson(SWIPES_A_DAY / HOURS as f64).min(receipts);
        for _ in 0..swiped {
            let order = self.order_number(shop);
            let time = self.receipt_time(shop, hour, random);
            let (item, price) = ITEMS[random.below(ITEMS.len())];
            let mut event = self.event(Source::Till, format!("{order}.placed"), "order_placed", shop, time);
            event.identifiers = vec![own_card.clone()];
            event.channel = Some(OrderChannel::Counter.id().to_owned());
            event.order = Some(order);
            event.item = Some(item.to_owned());
            event.money = Some(self.roubles(price * 1.25));
            event.agent = Some(self.barista(shop, 0));
            self.send_from_till(shop, event);
        }
        swiped
    }

    fn complain_without_card(&mut self, shop: usize, hour: usize, class: usize, random: &mut Random) {
        let experience = Experience::of_visit(Survey::AfterVisit, OrderChannel::Counter, class);
        let mut event = self.complaint(shop, OrderChannel::Counter, &experience, random);
        event.time = otklik_core::Timestamp(self.receipt_time(shop, hour, random));
        if weary_minutes(OrderChannel::Counter, class) > 4.0 {
            // Some write in the web form, which knows a browser and no card.
            let value = format!("web-{:08x}", random.bits() >> 32);
            event.identifiers = vec![Identifier { kind: IdentifierKind::Anonymous, value }];
        }
        self.send_complaint(shop, OrderChannel::Counter, event);
    }

    fn return_without_card(&mut self, shop: usize, hour: usize, random: &mut Random) {
        self.numbers.others += 1;
        let name = if random.chance(0.3) { "order_refunded" } else { "drink_remade" };
        let time = self.receipt_time(shop, hour, random);
        let mut event: Event = self.event(Source::Till, format!("b{}", self.numbers.others), name, shop, time);
        event.channel = Some(OrderChannel::Counter.id().to_owned());
        event.agent = Some(self.barista(shop, hour));
        let month = self.month();
        self.ledger.cell_mut(shop, month).returns[OrderChannel::Counter as usize] += 1;
        self.send_from_till(shop, event);
    }
}
