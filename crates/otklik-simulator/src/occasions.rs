//! What happens beside visits: new cards, birthday wishes, reviews on maps, the staff's own survey.

use otklik_core::{Agent, AgentKind, AnswerGiven};

use crate::comments::{self, Experience, Tone};
use crate::company::Source;
use crate::guests::Known;
use crate::habits::HOURS;
use crate::initiatives::InitiativeKind;
use crate::random::{Purpose, Random};
use crate::simulation::Simulation;
use crate::surveys::Survey;
use crate::waiting::{OrderChannel, draw_minutes, wait_class};

/// Reviews of a shop on an average day.
const REVIEWS_A_DAY: f64 = 0.2;
/// Days between two surveys of the staff.
const STAFF_SURVEY_DAYS: usize = 91;
/// Share of active guests who get a personal offer on a day, where they are made.
const OFFERS_A_DAY: f64 = 0.012;

impl Simulation {
    /// Hands out cards to guests who join, and sends wishes and offers to those who are active.
    pub(crate) fn simulate_greetings(&mut self) {
        let (day, month) = (self.day, self.month());
        let calendar_day = self.world.calendar.days[day];
        let length = self.world.calendar.days.iter().filter(|other| other.month == month).count();
        let into_month = day - self.world.calendar.days.iter().position(|other| other.month == month).unwrap_or(day);
        let offers_made: Vec<bool> = (0..self.world.shop_count())
            .map(|shop| {
                self.world.initiatives.iter().any(|initiative| {
                    initiative.kind == InitiativeKind::PersonalOffers
                        && initiative.starts[shop].is_some_and(|start| start <= day)
                })
            })
            .collect();
        for number in 0..self.guests.len() {
            let guest = &self.guests[number];
            if !guest.is_active(month) {
                continue;
            }
            let home = guest.home;
            if month > 0 && guest.joined == month && number % length == into_month {
                self.greet(number as u32, "card_issued", 10.0);
            }
            if self.guests[number].has_birthday(calendar_day.date.day_of_year()) {
                self.greet(number as u32, "birthday_offer_sent", 10.5);
            }
            let mut random = Random::stream(self.world.plan.seed, Purpose::Birthdays, number as u64, day as u64);
            if offers_made[home] && random.chance(OFFERS_A_DAY) {
                self.greet(number as u32, "personal_offer_sent", 9.5);
            }
        }
    }

    fn greet(&mut self, number: u32, name: &str, hour: f64) {
        const HEARD: [&str; 5] = ["friend", "passing_by", "maps", "advertising", "social_network"];
        let mut random = Random::stream(self.world.plan.seed, Purpose::Birthdays, u64::from(number), u64::MAX);
        let shop = self.guests[number as usize].home;
        let time = self.local_time(shop, self.day, hour + random.unit());
        self.numbers.others += 1;
        let id = format!("n{}", self.numbers.others);
        let issued = name == "card_issued";
        let mut event = self.event(if issued { Source::Till } else { Source::App }, id, name, shop, time);
        event.identifiers = self.guests[number as usize].identifiers(number, number, Known::ALL);
        event.channel = Some(if issued { OrderChannel::Counter.id() } else { "push" }.to_owned());
        if issued {
            let heard = random.choose(&HEARD);
            event.properties = format!("{{\"heard_from\":\"{heard}\"}}");
            if !self.world.faults.till_is_silent(shop, self.day) {
                self.send_from_till(shop, event);
            }
        } else {
            self.outbox.send(event);
        }
    }

    /// Lets people write about the shops on maps.
    pub(crate) fn simulate_reviews(&mut self) {
        for shop in 0..self.world.shop_count() {
            let mut random = Random::stream(self.world.plan.seed, Purpose::Reviews, shop as u64, self.day as u64);
            for _ in 0..random.poisson(REVIEWS_A_DAY) {
                self.review(shop, &mut random);
            }
        }
    }

    fn review(&mut self, shop: usize, random: &mut Random) {
        let hour = random.below(HOURS);
        let queue = self.world.queue(shop, self.day, hour);
        let class = wait_class(OrderChannel::Counter, draw_minutes(queue, OrderChannel::Counter, random));
        let mood = self.world.moods.values[random.pick(&self.world.moods.weights)];
        let place = self.world.place(shop, self.block());
        let questionnaire = &self.world.questionnaire;
        let judgement = questionnaire.of_visit(Survey::Kiosk, &place, OrderChannel::Counter, class, mood);
        let marks = questionnaire.marks(Survey::Kiosk);
        let mark = marks.draw(judgement, random);
        // Those who are neither delighted nor angry seldom write.
        if !random.chance(marks.answers(mark, 0.4)) {
            return;
        }
        let tone = Tone::of(mark, marks);
        let site = if random.chance(0.6) { "yandex_maps" } else { "2gis" };
        let time = self.local_time(shop, self.day, random.between(9.0, 23.5));
        self.numbers.others += 1;
        let id = format!("v{}", self.numbers.others);
        let mut event = self.event(Source::Reviews, id.clone(), "review_posted", shop, time);
        event.channel = Some(site.to_owned());
        let experience = Experience::of_visit(Survey::AfterVisit, OrderChannel::Counter, class);
        event.answer = Some(AnswerGiven {
            survey: site.to_owned(),
            question: "rating".to_owned(),
            metric: Some("rating".to_owned()),
            scale: Some((1.0, 5.0)),
            value: Some((mark + 1) as f64),
            text: random.chance(0.8).then(|| comments::write(tone, &experience, random)),
            asked: None,
        });
        let answered = random.chance(if tone == Tone::Good { 0.35 } else { 0.6 });
        if self.outbox.send(event) && answered {
            let later = otklik_core::time::DAY_MICROS * (1 + random.below(3) as i64);
            let mut reply = self.event(Source::Reviews, format!("{id}.reply"), "review_replied", shop, time + later);
            reply.channel = Some(site.to_owned());
            reply.agent = Some(Agent { id: "s-1".to_owned(), kind: AgentKind::Human });
            let text = comments::reply(tone, random);
            reply.properties = serde_json::json!({ "review": id, "text": text }).to_string();
            self.outbox.send(reply);
        }
    }

    /// Asks the staff of every shop, four times a year.
    pub(crate) fn simulate_staff(&mut self) {
        if self.day % STAFF_SURVEY_DAYS != 12 {
            return;
        }
        for shop in 0..self.world.shop_count() {
            let mut random = Random::stream(self.world.plan.seed, Purpose::Staff, shop as u64, self.day as u64);
            for _ in 0..3 + random.below(4) {
                self.hear_staff(shop, &mut random);
            }
        }
    }

    fn hear_staff(&mut self, shop: usize, random: &mut Random) {
        // Full mornings weigh on the staff as they do on the guests.
        let strain = 8.0 * (self.world.shops[shop].morning_utilisation - 0.8);
        let judgement = 0.2 + self.world.shops[shop].quality - strain + random.normal();
        let mark = self.world.questionnaire.marks(Survey::SupportCsat).draw(judgement, random);
        self.numbers.others += 1;
        let time = self.local_time(shop, self.day, random.between(9.0, 21.0));
        let id = format!("w{}", self.numbers.others);
        let mut event = self.event(Source::Survey, id, "staff_answered", shop, time);
        event.channel = Some("staff".to_owned());
        event.detail = Some("staff_pulse".to_owned());
        event.answer = Some(AnswerGiven {
            survey: "staff_pulse".to_owned(),
            question: "glad_to_work_here".to_owned(),
            metric: Some("pulse".to_owned()),
            scale: Some((1.0, 5.0)),
            value: Some((mark + 1) as f64),
            text: None,
            asked: None,
        });
        self.outbox.send(event);
    }
}
