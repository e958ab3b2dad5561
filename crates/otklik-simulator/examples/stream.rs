//! Streams the whole demo, tells how long it took, and holds what came about against what was to be expected.

use std::collections::BTreeMap;
use std::time::Instant;

use otklik_core::Timestamp;
use otklik_simulator::truth::{RateTruth, ScoreTruth, WaitTruth};
use otklik_simulator::{Plan, Simulation, Truth};

fn main() {
    let until = Timestamp::parse("2026-11-22T15:00:00+03:00").expect("the text is a time");
    let began = Instant::now();
    let mut simulation = Simulation::new(Plan::demo(until));
    println!("world {:?}", began.elapsed());
    let (mut events, mut largest_day) = (0_usize, 0_usize);
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    let mut orders: BTreeMap<(String, String), f64> = BTreeMap::new();
    while let Some(day) = simulation.next_day() {
        events += day.len();
        largest_day = largest_day.max(day.len());
        for event in day {
            if matches!(event.name.as_str(), "order_placed" | "receipts_counted") {
                let month = event.time.to_string()[..7].to_owned();
                let channel =
                    if event.identifiers.is_empty() { "no card" } else { event.channel.as_deref().unwrap_or("") };
                *orders.entry((month, channel.to_owned())).or_default() += event.quantity.unwrap_or(1.0);
            }
            *by_name.entry(event.name).or_default() += 1;
        }
    }
    println!("{events} events in {:?}, at most {largest_day} a day", began.elapsed());
    for (name, count) in by_name {
        println!("{count:>9} {name}");
    }
    println!("orders {orders:.0?}");
    let began = Instant::now();
    let truth = simulation.truth();
    println!("truth in {:?}", began.elapsed());
    print(&truth);
    for event in [3_u64, 40, 100].map(|day| sample(until, day)) {
        println!("{event}");
    }
}

fn print(truth: &Truth) {
    for ScoreTruth { metric, unit, month, channel, expected_answers, among_answers, among_all, answers, realised } in
        &truth.scores
    {
        if unit.is_none() && channel.is_none() {
            let realised = realised.map_or(f64::NAN, |score| score.value);
            println!(
                "{month} {metric:<17} n {expected_answers:>7.1} {answers:>6}  {:>7.3} realised {realised:>7.3}  all {:>7.3}",
                among_answers.value, among_all.value
            );
        }
    }
    for RateTruth { rate, metric, unit, month, channel, expected_base, expected, base, realised } in &truth.rates {
        if unit.is_none() && (channel.is_none() || rate == "late_share") {
            println!(
                "{month} {rate} {metric:?} {channel:?} base {expected_base:.0} {base} expected {expected:.4} {realised:.4?}"
            );
        }
    }
    for WaitTruth {
        unit,
        month,
        channel,
        median_minutes,
        p90_minutes,
        realised_median_minutes,
        realised_p90_minutes,
        ..
    } in &truth.waits
    {
        if unit.is_none() {
            println!(
                "{month} wait {channel:?} median {median_minutes:.2} {realised_median_minutes:.2?} p90 {p90_minutes:.2} {realised_p90_minutes:.2?}"
            );
        }
    }
    for initiative in &truth.initiatives {
        let last = initiative.effects.iter().rfind(|_| true);
        println!("{} at {} shops, last {last:?}", initiative.id, initiative.starts.len());
    }
    println!("{:#?}", truth.faults.iter().map(|fault| (&fault.id, &fault.units, &fault.first_day)).collect::<Vec<_>>());
}

fn sample(until: Timestamp, seed: u64) -> String {
    let mut simulation = Simulation::new(Plan { seed, until, ..Plan::small(seed) });
    let mut text = String::new();
    while let Some(day) = simulation.next_day() {
        for event in day.into_iter().filter(|event| event.answer.as_ref().is_some_and(|answer| answer.text.is_some())) {
            if let Some(answer) = event.answer.filter(|_| text.len() < 1_500) {
                text.push_str(&format!("{:?} {} {}\n", answer.value, answer.survey, answer.text.unwrap_or_default()));
            }
        }
    }
    text
}
