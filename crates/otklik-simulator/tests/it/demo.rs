//! The demo itself, streamed once: how much there is of everything, and where things go wrong.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use otklik_core::time::DAY_MICROS;
use otklik_core::{Event, Timestamp};
use otklik_simulator::truth::Planted;
use otklik_simulator::{Plan, Simulation};

use crate::demo_end;

/// What one pass over the demo's events has seen.
#[derive(Default)]
struct Seen {
    events: usize,
    hasher: RandomState,
    ids: HashSet<u64>,
    duplicates: usize,
    last_day: (i64, String),
    /// Orders by (month, channel); receipts without a card under "none".
    orders: BTreeMap<(String, String), f64>,
    asked: HashMap<String, f64>,
    answered: HashMap<String, f64>,
    visit_answers: HashMap<(String, String), usize>,
    failed_payments: HashMap<String, usize>,
    menu_names: BTreeMap<String, (Timestamp, Timestamp)>,
    other_scale: HashSet<String>,
    night_orders: HashMap<String, usize>,
    late_events: HashMap<String, usize>,
    last_from_till: HashMap<String, Timestamp>,
    orders_of_card: HashMap<String, usize>,
    cards_of_phone: HashMap<String, HashSet<String>>,
    russian_comments: usize,
    comments: usize,
}

fn unit(event: &Event) -> String {
    event.unit.as_ref().map(|unit| unit.as_str().to_owned()).unwrap_or_default()
}

impl Seen {
    /// The UTC date of an event; events come by day, so the last one usually serves.
    fn date(&mut self, event: &Event) -> String {
        let day = event.time.0.div_euclid(DAY_MICROS);
        if self.last_day.0 != day {
            self.last_day = (day, event.time.to_string()[..10].to_owned());
        }
        self.last_day.1.clone()
    }

    fn take(&mut self, event: &Event, newest: &mut Timestamp) {
        self.events += 1;
        // 64 bits are enough: among two million ids one chance meeting in nine million runs.
        let id = self.hasher.hash_one((&event.source, &event.id));
        self.duplicates += usize::from(!self.ids.insert(id));
        if event.time < *newest {
            *self.late_events.entry(unit(event)).or_default() += 1;
        } else {
            *newest = event.time;
        }
        let date = self.date(event);
        let month = date[..7].to_owned();
        let channel = event.channel.clone().unwrap_or_default();
        match event.name.as_str() {
            "order_placed" | "receipts_counted" => {
                let with_card = !event.identifiers.is_empty();
                let key = (month, if with_card { channel } else { "none".to_owned() });
                *self.orders.entry(key).or_default() += event.quantity.unwrap_or(1.0);
                if let Some(card) = event.identifiers.first() {
                    *self.orders_of_card.entry(card.value.clone()).or_default() += 1;
                }
                if event.source == "till" {
                    self.last_from_till.insert(unit(event), event.time);
                }
            }
            "order_ready" if event.time.0.rem_euclid(DAY_MICROS) >= 20 * DAY_MICROS / 24 => {
                *self.night_orders.entry(unit(event)).or_default() += 1;
            }
            "survey_asked" => *self.asked.entry(channel).or_default() += 1.0,
            "codes_printed" => *self.asked.entry(channel).or_default() += event.quantity.unwrap(),
            "survey_answered" => self.take_answer(event, channel, month),
            "payment_failed" => *self.failed_payments.entry(date).or_default() += 1,
            name if name.starts_with("menu_") => {
                let span = self.menu_names.entry(name.to_owned()).or_insert((event.time, event.time));
                span.1 = event.time;
            }
            _ => {}
        }
        if let [card, .., phone] = event.identifiers.as_slice()
            && phone.value.starts_with('+')
        {
            self.cards_of_phone.entry(phone.value.clone()).or_default().insert(card.value.clone());
        }
    }

    fn take_answer(&mut self, event: &Event, channel: String, month: String) {
        *self.answered.entry(channel).or_default() += 1.0;
        let answer = event.answer.as_ref().unwrap();
        if answer.survey == "after_visit" {
            *self.visit_answers.entry((unit(event), month)).or_default() += 1;
        }
        if answer.scale == Some((1.0, 10.0)) {
            self.other_scale.insert(unit(event));
        }
        if let Some(text) = &answer.text {
            self.comments += 1;
            self.russian_comments += usize::from(text.chars().any(|letter| ('а'..='я').contains(&letter)));
        }
    }

    fn share_of_orders(&self, chosen: impl Fn(&str, &str) -> bool, among: impl Fn(&str, &str) -> bool) -> f64 {
        let sum = |test: &dyn Fn(&str, &str) -> bool| -> f64 {
            self.orders.iter().filter(|((month, channel), _)| test(month, channel)).map(|(_, count)| count).sum()
        };
        sum(&|month, channel| chosen(month, channel) && among(month, channel)) / sum(&among)
    }
}

#[test]
fn the_demo_is_as_large_and_as_troubled_as_it_is_told() {
    let mut simulation = Simulation::new(Plan::demo(demo_end()));
    let mut seen = Seen::default();
    let mut newest = Timestamp(0);
    while let Some(events) = simulation.next_day() {
        assert!(events.len() < 10_000, "a day stays small in memory");
        for event in &events {
            seen.take(event, &mut newest);
        }
    }
    assert!((1_800_000..=2_200_000).contains(&seen.events), "{}", seen.events);
    assert_eq!(seen.duplicates, 0);
    orders_are_shared_as_planned(&seen);
    people_answer_as_planned(&seen);
    let faults = simulation.faults();
    systems_fail_as_planned(&seen, &faults);
    people_are_confused_as_planned(&seen, &faults);
}

fn orders_are_shared_as_planned(seen: &Seen) {
    let with_card = seen.share_of_orders(|_, channel| channel != "none", |_, _| true);
    assert!((0.30..0.37).contains(&with_card), "{with_card}");
    let app = |month: &'static str| {
        seen.share_of_orders(|_, channel| channel == "app", move |of, channel| of == month && channel != "none")
    };
    assert!(app("2026-02") < 0.08, "{}", app("2026-02"));
    assert!(app("2026-10") > 0.5, "{}", app("2026-10"));
}

fn people_answer_as_planned(seen: &Seen) {
    for (channel, planned) in [("push", 0.08), ("sms", 0.05), ("email", 0.03), ("receipt_qr", 0.007), ("chat", 0.24)] {
        let rate = seen.answered[channel] / seen.asked[channel];
        assert!((rate / planned - 1.0).abs() < 0.12, "{channel}: {rate}");
    }
    let shop_months = 24.0 * 18.0;
    let answers: usize = seen.visit_answers.values().sum();
    assert!((25.0..40.0).contains(&(answers as f64 / shop_months)), "{answers}");
    let all: f64 = seen.answered.values().sum();
    assert!((0.25..0.40).contains(&(seen.comments as f64 / all)), "{}", seen.comments);
    let russian = seen.russian_comments as f64 / seen.comments as f64;
    assert!((0.82..0.88).contains(&russian), "{russian}");
}

fn systems_fail_as_planned(seen: &Seen, faults: &[Planted]) {
    let fault = |id: &str| faults.iter().find(|fault| fault.id == id).unwrap();
    let place = |id: &str| fault(id).units[0].as_str().to_owned();
    let release = fault("payment_release");
    let inside = |date: &&String| (release.first_day.as_str()..=release.last_day.as_str()).contains(&date.as_str());
    let failed_inside: usize = seen.failed_payments.iter().filter(|(date, _)| inside(date)).map(|(_, n)| n).sum();
    let failed: usize = seen.failed_payments.values().sum();
    assert!(failed_inside * 3 > failed, "{failed_inside} of {failed} payments fail in five days");
    let renamed = fault("event_renamed").first_day.clone();
    let (old, new) = (seen.menu_names["menu_viewed"], seen.menu_names["menu_screen_viewed"]);
    assert!(old.1.to_string()[..10] < *renamed && new.0.to_string()[..10] >= *renamed);
    assert_eq!(seen.other_scale, HashSet::from([place("scale_changed")]));
    let (late_place, late) = seen.late_events.iter().max_by_key(|(_, count)| **count).unwrap();
    assert_eq!((late_place.as_str(), seen.late_events.len()), (place("shop_offline").as_str(), 1));
    assert!(*late > 100);
    // Only a clock that is ahead shows cups handed over at 23 o'clock and later (20 o'clock UTC in Moscow, earlier elsewhere).
    assert!(seen.night_orders.contains_key(&place("clock_ahead")));
    let silent = place("silent_till");
    for (unit, last) in &seen.last_from_till {
        let hours = (demo_end().0 - last.0) / 3_600_000_000;
        assert_eq!(hours > 48, *unit == silent, "{unit}: {hours} h");
    }
}

fn people_are_confused_as_planned(seen: &Seen, faults: &[Planted]) {
    let fault = |id: &str| faults.iter().find(|fault| fault.id == id).unwrap();
    let own_card = &fault("own_card").cards[0];
    let most = seen.orders_of_card.iter().max_by_key(|(_, orders)| **orders).unwrap();
    assert_eq!(most.0, own_card);
    assert!(*most.1 > 250);
    let shared = seen.cards_of_phone.values().map(HashSet::len).max().unwrap();
    assert!((4..=6).contains(&shared), "{shared}");
    let doubled = seen.cards_of_phone.values().filter(|cards| cards.len() == 2).count();
    assert!(doubled > 50, "{doubled}");
}
