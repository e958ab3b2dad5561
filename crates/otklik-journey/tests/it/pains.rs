//! Pains against their definitions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use otklik_journey::{
    ANSWER_WINDOW, LEFT_OUT, NO_SCOPE, ORDER_WINDOW, Pain, PainCounts, PainKind, PainSample, PainTerms, QUEUE_WINDOW,
    REPEAT_WINDOW, SAME_TOUCH, Sequel, TouchEvent, TouchFold, TouchPart,
};
use proptest::prelude::*;

const HOUR: i64 = 3_600_000_000;
pub const NODES: u16 = 5;

fn terms(now: i64) -> PainTerms {
    PainTerms {
        // Two touchpoints before buying in one stage, one alone, and two after.
        stages: vec![0, 0, 1, 2, 2],
        before_purchase: vec![true, true, true, false, false],
        payments: vec![1],
        scopes: 2,
        long_wait_seconds: 600.0,
        order_window: ORDER_WINDOW,
        return_window: 30 * ORDER_WINDOW,
        now,
    }
}

fn touch() -> impl Strategy<Value = (i64, TouchEvent)> {
    use TouchPart::{Answer, Contact, Help, Order, Other, PaymentFailed, Served, WaitBegan, WaitEnded};
    let parts = [
        Order,
        Order,
        PaymentFailed,
        WaitBegan,
        WaitEnded,
        Served,
        Contact,
        Contact,
        Help,
        Help,
        Answer,
        Answer,
        Other,
    ];
    let pause =
        prop::sample::select(vec![0, SAME_TOUCH / 2, HOUR, 5 * HOUR, 23 * HOUR, 24 * HOUR, 80 * HOUR, 200 * HOUR]);
    let node = prop_oneof![8 => 0..NODES, 1 => Just(LEFT_OUT)];
    let scope = prop_oneof![8 => 0_u16..2, 1 => Just(NO_SCOPE)];
    let place = (0_u16..2, 0_u16..2, 0_u16..2, 0_u8..2);
    let told = (0_u8..4, prop_oneof![Just(f32::NAN), Just(100.0_f32), Just(600.0)], any::<bool>());
    (pause, prop::sample::select(parts.to_vec()), node, scope, place, told).prop_map(
        |(pause, part, node, scope, (unit, channel, week, hour), (mark, waited_seconds, counts))| {
            let mark = if mark == 3 { f32::NAN } else { f32::from(mark) };
            let (kind, survey) = (node.min(NODES) + 10 * channel, u32::from(unit));
            let event = TouchEvent {
                time: 0,
                amount: 700,
                waited_seconds,
                mark,
                kind,
                node,
                unit,
                scope,
                channel,
                survey,
                week,
                hour,
                part,
                counts,
            };
            (pause, event)
        },
    )
}

/// Customers with their touches, ascending in time.
pub fn customers() -> impl Strategy<Value = Vec<Vec<TouchEvent>>> {
    let journey = prop::collection::vec(touch(), 0..9).prop_map(|touches| {
        let mut time = 0;
        let at = |(pause, touch): (i64, TouchEvent)| {
            time += pause;
            TouchEvent { time, ..touch }
        };
        touches.into_iter().map(at).collect()
    });
    prop::collection::vec(journey, 1..12)
}

/// A journey with a pain or without, as its definition says.
#[derive(Clone, Debug)]
struct Told {
    pain: Pain,
    is_with: bool,
    affects: bool,
    is_mature: bool,
    followed: bool,
    amount: i64,
    /// Week, hour, channel, newness; and the unit.
    stratum: (u16, u8, u16, bool),
    unit: u16,
}

struct Definition<'a> {
    touches: &'a [TouchEvent],
    terms: PainTerms,
    told: Vec<Told>,
}

impl Definition<'_> {
    fn orders(&self, holds: impl Fn(i64) -> bool) -> (bool, i64) {
        let orders = self.touches.iter().filter(|touch| touch.part == TouchPart::Order && holds(touch.time));
        orders.fold((false, 0), |(_, sum), order| (true, sum + order.amount))
    }

    fn tell(&mut self, kind: PainKind, node: u16, touch: &TouchEvent, is_with: bool, since: i64, certain_from: i64) {
        if !touch.counts || touch.scope == NO_SCOPE {
            return;
        }
        let (window, (followed, amount)) = match self.terms.sequel(kind, node) {
            Sequel::Ordered => (ORDER_WINDOW, self.orders(|time| since <= time && time <= since + ORDER_WINDOW)),
            Sequel::Returned => {
                (30 * ORDER_WINDOW, self.orders(|time| since < time && time <= since + 30 * ORDER_WINDOW))
            }
        };
        let is_mature = (since + window).max(certain_from) <= self.terms.now;
        let is_new = !self.orders(|time| time < touch.time - ORDER_WINDOW).0;
        self.told.push(Told {
            pain: Pain { kind, node, scope: touch.scope },
            is_with,
            affects: is_with && (kind != PainKind::Lost || is_mature && !followed),
            is_mature,
            followed,
            amount,
            stratum: (touch.week, touch.hour, touch.channel, is_new),
            unit: touch.unit,
        });
    }

    fn stage(&self, node: u16) -> u8 {
        self.terms.stages[usize::from(node)]
    }

    fn failed_near(&self, time: i64) -> bool {
        let failed =
            |touch: &TouchEvent| touch.part == TouchPart::PaymentFailed && (touch.time - time).abs() <= ORDER_WINDOW;
        self.touches.iter().any(failed)
    }

    /// The touches that begin an occasion: those within a day of one that began it belong to that.
    fn beginnings(&self, holds: impl Fn(&TouchEvent) -> bool) -> Vec<usize> {
        let mut begun: BTreeMap<u16, i64> = BTreeMap::new();
        let mut found = Vec::new();
        for (place, touch) in
            self.touches.iter().enumerate().filter(|(_, touch)| touch.node != LEFT_OUT && holds(touch))
        {
            if begun.get(&touch.node).is_none_or(|begun| touch.time - begun >= ORDER_WINDOW) {
                begun.insert(touch.node, touch.time);
                found.push(place);
            }
        }
        found
    }

    fn is_own(&self, touch: &TouchEvent) -> bool {
        touch.part == TouchPart::Help
            || touch.part == TouchPart::Contact && self.terms.before_purchase[usize::from(touch.node)]
    }

    fn payments(&mut self) {
        for place in self.beginnings(|touch| touch.part == TouchPart::PaymentFailed) {
            let touch = self.touches[place];
            self.tell(PainKind::PaymentFailed, touch.node, &touch, true, touch.time, i64::MIN);
        }
        let orders = (0..self.touches.len())
            .filter(|place| self.touches[*place].part == TouchPart::Order && self.touches[*place].node != LEFT_OUT);
        let before = self.terms.before_purchase.clone();
        let is_contact = |touch: &TouchEvent| touch.part == TouchPart::Contact && before[usize::from(touch.node)];
        let contacts = self.beginnings(is_contact);
        for place in orders.chain(contacts.clone()).collect::<Vec<_>>() {
            let touch = self.touches[place];
            for node in self.terms.payments.clone() {
                if self.stage(node) == self.stage(touch.node) && !self.failed_near(touch.time) {
                    self.tell(PainKind::PaymentFailed, node, &touch, false, touch.time, i64::MIN);
                }
            }
        }
        for place in contacts {
            let touch = self.touches[place];
            for node in (0..NODES).filter(|node| self.stage(*node) == self.stage(touch.node)).collect::<Vec<_>>() {
                if !self.failed_near(touch.time) {
                    self.tell(PainKind::Lost, node, &touch, node == touch.node, touch.time, i64::MIN);
                }
            }
        }
    }

    fn waits(&mut self) {
        for (place, touch) in self.touches.to_vec().iter().enumerate().filter(|(_, touch)| touch.node != LEFT_OUT) {
            if touch.part == TouchPart::WaitEnded && !touch.waited_seconds.is_nan() {
                let is_long = touch.waited_seconds >= 600.0;
                self.tell(PainKind::LongWait, touch.node, touch, is_long, touch.time, i64::MIN);
            }
            if touch.part == TouchPart::WaitBegan {
                let serves = |part| matches!(part, TouchPart::WaitEnded | TouchPart::Served | TouchPart::Order);
                let mut later = self.touches[place + 1..].iter();
                let served = later.any(|later| serves(later.part) && later.time - touch.time <= QUEUE_WINDOW);
                self.tell(PainKind::LeftQueue, touch.node, touch, !served, touch.time, i64::MIN);
            }
        }
    }

    fn switches(&mut self) {
        for place in self.beginnings(|touch| self.is_own(touch)) {
            let touch = self.touches[place];
            let goes_on = |later: &&TouchEvent| {
                later.node != LEFT_OUT
                    && self.stage(later.node) == self.stage(touch.node)
                    && matches!(later.part, TouchPart::Contact | TouchPart::Help | TouchPart::Order)
                    && (touch.time + 1..=touch.time + ORDER_WINDOW).contains(&later.time)
            };
            let next = self.touches[place + 1..].iter().find(goes_on).filter(|next| next.channel != touch.channel);
            let since = next.map_or(touch.time, |next| next.time);
            self.tell(PainKind::ChannelSwitched, touch.node, &touch, next.is_some(), since, i64::MIN);
        }
    }

    /// Chains of touches of one kind that follow each other within a week without an order in between.
    fn repeats(&mut self) {
        let own: Vec<TouchEvent> =
            self.touches.iter().filter(|touch| touch.node != LEFT_OUT && self.is_own(touch)).copied().collect();
        let kinds: BTreeSet<u16> = own.iter().map(|touch| touch.kind).collect();
        for kind in kinds {
            let mut kept: Vec<TouchEvent> = Vec::new();
            for touch in own.iter().filter(|touch| touch.kind == kind) {
                if kept.last().is_none_or(|last| touch.time - last.time > SAME_TOUCH) {
                    kept.push(*touch);
                }
            }
            let together = |one: &TouchEvent, next: &TouchEvent| {
                next.time - one.time <= REPEAT_WINDOW && !self.orders(|time| one.time <= time && time <= next.time).0
            };
            for chain in kept.chunk_by(together).map(<[TouchEvent]>::to_vec).collect::<Vec<_>>() {
                match chain.as_slice() {
                    [once] => {
                        let certain = once.time + REPEAT_WINDOW;
                        self.tell(PainKind::Repeated, once.node, once, false, once.time, certain);
                    }
                    [_, again, ..] => self.tell(PainKind::Repeated, again.node, again, true, again.time, i64::MIN),
                    [] => {}
                }
            }
        }
    }

    fn scores(&mut self) {
        for (place, answer) in self.touches.to_vec().iter().enumerate() {
            let gives = |touch: &TouchEvent| touch.part == TouchPart::Answer && !touch.mark.is_nan();
            let before = self.touches[..place].iter().rev().find(|last| gives(last) && last.survey == answer.survey);
            let Some(last) = before.copied().filter(|_| gives(answer)) else { continue };
            let mut seen = BTreeSet::new();
            for touch in self.touches[..place].to_vec().iter().rev() {
                let is_touch = touch.node != LEFT_OUT && !matches!(touch.part, TouchPart::Answer | TouchPart::Other);
                if is_touch
                    && touch.time > last.time
                    && answer.time - touch.time <= ANSWER_WINDOW
                    && seen.insert(touch.node)
                {
                    let dropped = answer.mark < last.mark;
                    self.tell(PainKind::ScoreDropped, touch.node, touch, dropped, answer.time, i64::MIN);
                }
            }
        }
    }
}

fn told_by_definition(touches: &[TouchEvent], terms: &PainTerms) -> Vec<Told> {
    let mut definition = Definition { touches, terms: terms.clone(), told: Vec::new() };
    definition.payments();
    definition.waits();
    definition.switches();
    definition.repeats();
    definition.scores();
    definition.told
}

/// What each journey weighs: with the pain one if there is any to compare it with, without it as many as those that it stands for.
fn weights(told: &[&Told]) -> Vec<f64> {
    let count = |holds: &dyn Fn(&Told) -> bool| told.iter().filter(|told| told.is_mature && holds(told)).count() as f64;
    let alike = |one: &Told, other: &Told| one.pain == other.pain && one.stratum == other.stratum;
    let here = |one: &Told, other: &Told| alike(one, other) && one.unit == other.unit;
    let weigh = |one: &&Told| {
        if !one.is_mature {
            return 0.0;
        }
        if one.is_with {
            return if count(&|other| !other.is_with && alike(one, other)) > 0.0 { 1.0 } else { 0.0 };
        }
        let near =
            count(&|other| other.is_with && here(one, other)) / count(&|other| !other.is_with && here(one, other));
        let lonely = |other: &Told| count(&|third| !third.is_with && here(other, third)) == 0.0;
        let far = count(&|other| other.is_with && alike(one, other) && lonely(other));
        near + far / count(&|other| !other.is_with && alike(one, other))
    };
    told.iter().map(weigh).collect()
}

pub fn folded<F: TouchFold + Clone>(fold: &F, customers: &[Vec<TouchEvent>], parts: usize) -> F::Answer {
    let mut folds = vec![fold.clone(); parts];
    for (customer, touches) in customers.iter().enumerate() {
        folds[customer % parts].visit(customer as i64, touches);
    }
    let mut total = folds.remove(0);
    folds.into_iter().rev().for_each(|fold| total.merge(fold));
    total.finish()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn pains_are_counted_and_compared_as_they_are_defined(
        customers in customers(), days in 0_i64..60, parts in 1_usize..4,
    ) {
        let terms = terms(days * ORDER_WINDOW);
        let told: Vec<Vec<Told>> = customers.iter().map(|touches| told_by_definition(touches, &terms)).collect();
        let mut counts = PainCounts::new(terms.clone());
        let counted = folded(&counts, &customers, parts);
        let all: Vec<&Told> = told.iter().flatten().collect();
        let pains: BTreeSet<Pain> = all.iter().filter(|told| told.affects).map(|told| told.pain).collect();
        prop_assert_eq!(counted.pains.iter().map(|count| count.pain).collect::<BTreeSet<_>>(), pains.clone());
        let people = |holds: &dyn Fn(&Told) -> bool| {
            told.iter().filter(|own| own.iter().any(holds)).count() as u64
        };
        for count in &counted.pains {
            let is_it = |told: &Told| told.pain == count.pain;
            let reaches = |told: &Told| is_it(told) && (told.is_with || told.pain.kind != PainKind::Lost);
            prop_assert_eq!(count.occasions, all.iter().filter(|told| is_it(told) && told.affects).count() as u64);
            prop_assert_eq!(count.affected, people(&|told| is_it(told) && told.affects));
            prop_assert_eq!(count.reached, people(&reaches));
            prop_assert_eq!(count.immature, people(&|told| reaches(told) && !told.is_mature));
            let opened = customers.iter().filter(|touches| counts.affects(count.pain, touches).is_some()).count();
            prop_assert_eq!(count.affected, opened as u64);
            let (customer, time) = count.example.unwrap();
            prop_assert!(counts.affects(count.pain, &customers[customer as usize]).is_some_and(|newest| newest >= time));
        }
        let pains: Vec<Pain> = pains.into_iter().collect();
        let weights = weights(&all);
        let sample = PainSample::new(terms, Arc::new(counted.strata), &pains, 40, 9);
        let sampled = folded(&sample, &customers, parts);
        prop_assert_eq!(&sampled, &folded(&sample, &customers, 1));
        for (sampled, pain) in sampled.iter().zip(&pains) {
            prop_assert_eq!(sampled.pain, *pain);
            let sum = |is_with: bool, of: &dyn Fn(&Told) -> f64| -> f64 {
                let own = all.iter().zip(&weights).filter(|(told, _)| told.pain == *pain && told.is_with == is_with);
                own.map(|(told, weight)| weight * of(told)).sum()
            };
            let followed = |told: &Told| f64::from(u8::from(told.followed));
            let paid = |told: &Told| followed(told) * told.amount as f64;
            for (found, expected) in [
                (sampled.sums.with, sum(true, &|_| 1.0)),
                (sampled.sums.with_followed, sum(true, &followed)),
                (sampled.sums.without, sum(false, &|_| 1.0)),
                (sampled.sums.without_followed, sum(false, &followed)),
                (sampled.sums.without_amount, sum(false, &paid)),
            ] {
                prop_assert!((found - expected).abs() <= 1e-3 * expected.max(1.0), "{:?}: {} {}", pain, found, expected);
            }
            let sums = &sampled.sums;
            let is_hurting = sums.with_followed * sums.without < sums.without_followed * sums.with;
            let found = counted.pains.iter().find(|count| count.pain == *pain).unwrap();
            prop_assert_eq!(found.is_hurting, is_hurting, "{:?}", pain);
        }
    }
}

#[test]
fn replicates_spread_as_drawing_people_anew_does() {
    // Two hundred people with a failed payment, of whom every fifth orders within a day, beside as many who all do.
    let mut customers = Vec::new();
    for number in 0..400_i64 {
        let (failed, orders) = (number < 200, number >= 200 || number % 5 == 0);
        let base = TouchEvent {
            time: number,
            amount: 50_000,
            waited_seconds: f32::NAN,
            mark: f32::NAN,
            kind: 1,
            node: 1,
            unit: 0,
            scope: 0,
            channel: 0,
            survey: 0,
            week: 0,
            hour: 9,
            part: TouchPart::PaymentFailed,
            counts: true,
        };
        let mut touches = Vec::new();
        touches.extend(failed.then_some(base));
        touches.extend(orders.then_some(TouchEvent { time: number + HOUR, part: TouchPart::Order, kind: 2, ..base }));
        customers.push(touches);
    }
    let terms = terms(90 * ORDER_WINDOW);
    let counted = folded(&PainCounts::new(terms.clone()), &customers, 2);
    let pain = Pain { kind: PainKind::PaymentFailed, node: 1, scope: 0 };
    let sample = PainSample::new(terms, Arc::new(counted.strata), &[pain], 2_000, 3);
    let sampled = folded(&sample, &customers, 2).remove(0);
    assert_eq!((sampled.people_with, sampled.people_without, sampled.uncompared), (200, 200, 0));
    let shares: Vec<f64> = sampled.replicates.iter().map(|sums| sums.with_followed / sums.with).collect();
    let mean = shares.iter().sum::<f64>() / 2_000.0;
    let deviation = (shares.iter().map(|share| (share - mean).powi(2)).sum::<f64>() / 2_000.0).sqrt();
    // √(0.2 · 0.8 / 200) = 0.0283.
    assert!((mean - 0.2).abs() < 0.005 && (deviation - 0.0283).abs() < 0.002, "{mean} {deviation}");
    let certain = sampled.replicates.iter().map(|sums| sums.without_followed / sums.without);
    let lowest = certain.fold(1.0_f64, f64::min);
    assert!((0.95..1.0).contains(&lowest), "even where all went alike there is doubt: {lowest}");
}
