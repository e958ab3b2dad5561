//! Streams the whole demo and tells how long it took.

use std::collections::BTreeMap;
use std::time::Instant;

use otklik_core::Timestamp;
use otklik_simulator::{Plan, Simulation};

fn main() {
    let until = Timestamp::parse("2026-11-22T15:00:00+03:00").expect("the text is a time");
    let began = Instant::now();
    let mut simulation = Simulation::new(Plan::demo(until));
    println!("world {:?}", began.elapsed());
    let (mut events, mut largest_day) = (0_usize, 0_usize);
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    while let Some(day) = simulation.next_day() {
        events += day.len();
        largest_day = largest_day.max(day.len());
        for event in day {
            *by_name.entry(event.name).or_default() += 1;
        }
    }
    println!("{events} events in {:?}, at most {largest_day} a day", began.elapsed());
    for (name, count) in by_name {
        println!("{count:>9} {name}");
    }
}
