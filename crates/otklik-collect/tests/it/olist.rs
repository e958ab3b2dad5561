//! The documented figures of the Olist sample, folded from the events that the shipped mapping makes of it.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use otklik_collect::{Mapping, shipped};
use otklik_core::metric::Admission;
use otklik_core::{Amount, Event, EventKind, Role, Timestamp};

use super::import;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/olist-sample");

fn events() -> Vec<Event> {
    let names = ["customers", "order_items", "order_payments", "order_reviews", "orders", "products"];
    let files: Vec<_> = names.iter().map(|name| format!("{SAMPLE}/{name}.csv").into()).collect();
    let whole = import(shipped("olist").unwrap(), &files).unwrap();
    assert_eq!(whole.rejected, []);
    assert_eq!(whole.rows_done, 8_135 + 8_135 + 8_365 + 8_924 + 8_225 + 5_460, "{}", whole.rows_done);
    let ids: HashSet<&str> = whole.events.iter().map(|event| event.id.as_str()).collect();
    assert_eq!(ids.len(), whole.events.len(), "ids are unique");
    whole.events
}

fn named<'a>(events: &'a [Event], name: &str) -> Vec<&'a Event> {
    events.iter().filter(|event| event.name == name).collect()
}

fn total(events: &[&Event]) -> String {
    assert!(events.iter().all(|event| event.money.unwrap().currency.as_str() == "BRL"));
    events.iter().map(|event| event.money.unwrap().amount).sum::<Amount>().to_string()
}

fn property(event: &Event, name: &str) -> Option<String> {
    let properties: serde_json::Value = serde_json::from_str(&event.properties).ok()?;
    properties[name].as_str().map(str::to_owned)
}

fn person(event: &Event) -> &str {
    &event.identifiers[0].value
}

fn promised(delivered: &Event) -> Timestamp {
    Timestamp::parse(&property(delivered, "promised_at").unwrap()).unwrap()
}

fn date(time: Timestamp) -> Date {
    otklik_core::Zone::UTC.local(time).date()
}

fn days_between(from: Timestamp, to: Timestamp) -> f64 {
    (to.0 - from.0) as f64 / 86_400e6
}

#[test]
fn every_documented_figure_comes_out_of_the_events() {
    let events = events();

    let placed = named(&events, "order_placed");
    let mut orders_of = HashMap::<&str, usize>::new();
    placed.iter().for_each(|event| *orders_of.entry(person(event)).or_default() += 1);
    assert_eq!(placed.len(), 8_135);
    assert_eq!(orders_of.len(), 8_016);
    assert_eq!(orders_of.values().filter(|orders| **orders > 1).count(), 73);
    let mut statuses = BTreeMap::<String, usize>::new();
    placed.iter().for_each(|event| *statuses.entry(property(event, "status").unwrap()).or_default() += 1);
    let documented = [
        ("approved", 2),
        ("canceled", 625),
        ("created", 5),
        ("delivered", 5_172),
        ("invoiced", 314),
        ("processing", 301),
        ("shipped", 1_107),
        ("unavailable", 609),
    ];
    assert_eq!(statuses, documented.map(|(status, orders)| (status.to_owned(), orders)).into());
    assert_eq!(placed.iter().map(|event| event.time).min().unwrap().to_string(), "2016-09-04T21:15:19Z");
    assert_eq!(placed.iter().map(|event| event.time).max().unwrap().to_string(), "2018-10-17T17:30:18Z");

    let items = named(&events, "item_sold");
    assert_eq!((items.len(), total(&items).as_str()), (8_365, "1093264.35"));
    assert_eq!(total(&named(&events, "freight_charged")), "172288.39");
    assert_eq!(total(&named(&events, "payment_made")), "1428602.81");

    let delivered = named(&events, "order_delivered");
    assert_eq!(delivered.len(), 5_170);
    assert_eq!(delivered.iter().filter(|event| event.time > promised(event)).count(), 415);
    assert_eq!(delivered.iter().filter(|event| date(event.time) > date(promised(event))).count(), 343);
    let placed_at: HashMap<_, _> = placed.iter().map(|event| (event.order.as_deref().unwrap(), event.time)).collect();
    let order = |event: &Event| event.order.clone().unwrap();
    let mut days: Vec<f64> =
        delivered.iter().map(|event| days_between(placed_at[order(event).as_str()], event.time)).collect();
    days.sort_by(f64::total_cmp);
    assert_eq!(format!("{:.3}", days.iter().sum::<f64>() / days.len() as f64), "12.527");
    assert_eq!(format!("{:.3}", (days[2_584] + days[2_585]) / 2.0), "10.345");

    let reviews = named(&events, "review_answered");
    assert_eq!(reviews.len(), 8_225);
    let review_ids: HashSet<_> = reviews.iter().map(|event| event.id.split_once(':').unwrap().0).collect();
    assert_eq!(review_ids.len(), 8_191);
    assert_eq!(reviews.iter().map(|event| order(event)).collect::<HashSet<_>>().len(), 8_135);
    let score = |event: &Event| event.answer.as_ref().unwrap().value.unwrap();
    let marks = [1.0, 2.0, 3.0, 4.0, 5.0].map(|mark| reviews.iter().filter(|event| score(event) == mark).count());
    assert_eq!(marks, [2_638, 382, 667, 1_184, 3_354]);
    let mean = |scores: &[f64]| scores.iter().sum::<f64>() / scores.len() as f64;
    let satisfied = |scores: &[f64]| scores.iter().filter(|score| **score >= 4.0).count();
    let scores: Vec<f64> = reviews.iter().map(|event| score(event)).collect();
    assert_eq!((format!("{:.5}", mean(&scores)), satisfied(&scores)), ("3.27161".to_owned(), 4_538));
    assert_eq!(reviews.iter().filter(|event| event.answer.as_ref().unwrap().text.is_some()).count(), 4_113);

    let late: HashMap<_, _> = delivered.iter().map(|event| (order(event), event.time > promised(event))).collect();
    let scores_if = |wanted: bool| -> Vec<f64> {
        reviews.iter().filter(|event| late.get(&order(event)) == Some(&wanted)).map(|event| score(event)).collect()
    };
    let (in_time, late) = (scores_if(false), scores_if(true));
    assert_eq!((in_time.len(), format!("{:.4}", mean(&in_time)), satisfied(&in_time)), (4_819, "4.2770".into(), 3_961));
    assert_eq!((late.len(), format!("{:.4}", mean(&late)), satisfied(&late)), (419, "2.4988".into(), 141));
}

#[test]
fn every_event_has_its_person_unit_and_meaning() {
    let mapping = Mapping::parse(shipped("olist.toml").unwrap()).unwrap();
    let (catalogue, workspace) = (mapping.catalogue().unwrap(), mapping.workspace().unwrap());
    let csat = catalogue.metric("csat").unwrap();
    let units: HashSet<_> = workspace.units.iter().map(|unit| unit.path.clone()).collect();
    assert_eq!(units.len(), 28, "27 states and the country");
    let mut roles = BTreeMap::<Role, usize>::new();
    for event in events() {
        assert_eq!(event.identifiers.len(), 1);
        assert!(units.contains(event.unit.as_ref().unwrap()), "{:?}", event.unit);
        assert!(event.order.is_some());
        let kind: EventKind = event.kind();
        let placement = catalogue.place(&kind).unwrap_or_else(|| panic!("{kind:?} has no meaning"));
        *roles.entry(placement.role).or_default() += 1;
        assert!(catalogue.channels.contains_key(&kind.channel));
        if let Some(answer) = &event.answer {
            assert_eq!(csat.admits_answer(answer), Admission::Counts);
        }
    }
    let expected = [
        (Role::OrderPlaced, 8_135),
        (Role::Paid, 8_924),
        (Role::ItemSold, 8_365),
        (Role::FreightCharged, 8_365),
        (Role::OrderApproved, 7_989),
        (Role::HandedOver, 6_353),
        (Role::Delivered, 5_170),
        (Role::Answered, 8_225),
    ];
    assert_eq!(roles, expected.into());
}

#[test]
fn the_products_may_be_left_out() {
    let names = ["customers", "order_items", "order_payments", "order_reviews", "orders"];
    let files: Vec<_> = names.iter().map(|name| format!("{SAMPLE}/{name}.csv").into()).collect();
    let whole = import(shipped("olist").unwrap(), &files).unwrap();
    assert_eq!(whole.rejected, []);
    assert!(whole.events.iter().all(|event| event.detail.is_none()));
    let with_products = events();
    assert_eq!(whole.events.len(), with_products.len());
    assert!(with_products.iter().any(|event| event.detail.as_deref() == Some("bebes")));
}
