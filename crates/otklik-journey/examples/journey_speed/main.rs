//! Times the folds on made-up journeys: `journey_speed [EVENTS] [FOLDER] [QUESTION…]`.
//!
//! Prints one JSON object: for each question the best of five runs in seconds with one and with two threads, and some of its figures.
//! With a folder (`-` for none) the columns are written there too, raw, so that `peers.py` can ask other programs the same questions.

mod questions;

use std::fs;
use std::path::Path;
use std::time::Instant;

use otklik_journey::{Fold, JourneyColumns, Journeys, Row, SectionRule, VariantQuestion, Variants};
use serde_json::{Value, json};

use questions::{BEGIN, DAY, NAMES, WEEKS, funnel, lens, possible, retention, transitions};

const RUNS: usize = 5;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let events = arguments.next().and_then(|events| events.parse().ok()).unwrap_or(20_000_000);
    let columns = generate(events);
    if let Some(folder) = arguments.next().filter(|folder| folder != "-") {
        write(&columns, Path::new(&folder))?;
    }
    let names: Vec<_> = arguments.collect();
    let mut found = serde_json::Map::new();
    found.insert("events".to_owned(), columns.len().into());
    found.insert("customers".to_owned(), columns.customers().len().into());
    found.insert("bytes".to_owned(), columns.bytes().into());
    for (name, question) in QUESTIONS {
        if names.is_empty() || names.iter().any(|wanted| wanted == name) {
            found.insert((*name).to_owned(), question(columns.journeys()));
        }
    }
    println!("{}", Value::Object(found));
    Ok(())
}

type Question = fn(Journeys<'_>) -> Value;

const QUESTIONS: &[(&str, Question)] = &[
    ("transitions", |journeys| measure(journeys, &transitions(false), |answer| json!(answer.count()))),
    ("transitions_quantiles", |journeys| {
        measure(journeys, &transitions(true), |answer| {
            let times = answer.edge(0, 1).and_then(|edge| edge.times);
            json!([answer.count(), times.map(|times| [times.median, times.p90])])
        })
    }),
    ("funnel", |journeys| {
        measure(journeys, &funnel(), |answer| {
            json!(answer.steps.iter().map(|step| step.reached.count).collect::<Vec<_>>())
        })
    }),
    ("retention", |journeys| {
        measure(journeys, &retention(), |answer| {
            let first = answer.cohorts[0].returned.iter().skip(1).map(|count| count.people);
            json!([answer.cohorts[0].size, first.collect::<Vec<_>>()])
        })
    }),
    ("variants", |journeys| {
        measure(journeys, &variants(), |answer| json!([answer.distinct, answer.variants[0].count]))
    }),
];

fn variants() -> Variants {
    let question = VariantQuestion { nodes: lens(), sections: SectionRule::Whole, collapse_repeats: false, most: 10 };
    possible(Variants::new(question))
}

/// The best of several runs with one and with two threads, and the figures that both gave.
fn measure<F: Fold + Clone + Send + Sync>(
    journeys: Journeys<'_>,
    fold: &F,
    figures: impl Fn(F::Answer) -> Value,
) -> Value {
    let best = |threads: usize| {
        let runs = (0..RUNS).map(|_| {
            let started = Instant::now();
            let answer = folded(journeys, fold, threads);
            (started.elapsed().as_secs_f64(), answer)
        });
        runs.min_by(|one, other| one.0.total_cmp(&other.0))
    };
    let (Some((one, alone)), Some((two, together))) = (best(1), best(2)) else { return Value::Null };
    let (alone, together) = (figures(alone), figures(together));
    assert_eq!(alone, together, "the division among threads changed an answer");
    json!({"one_thread": one, "two_threads": two, "figures": together})
}

fn folded<F: Fold + Clone + Send + Sync>(journeys: Journeys<'_>, fold: &F, threads: usize) -> F::Answer {
    let mut merged = fold.clone();
    std::thread::scope(|scope| {
        let fold_part = |part: Journeys<'_>| {
            let mut own = fold.clone();
            part.visit(&mut own);
            own
        };
        let parts = journeys.parts(threads).skip(1).map(|part| scope.spawn(move || fold_part(part)));
        let running: Vec<_> = parts.collect();
        if let Some(first) = journeys.parts(threads).next() {
            first.visit(&mut merged);
        }
        for other in running.into_iter().filter_map(|thread| thread.join().ok()) {
            merged.merge(other);
        }
    });
    merged.finish()
}

/// Journeys of 20 events on the mean, over half a year.
fn generate(events: usize) -> JourneyColumns {
    let mut chance = Chance(42);
    let mut columns = JourneyColumns::with_capacity(events, events / 16);
    let mut customer = 0;
    while columns.len() < events {
        // A few are here much more often than most.
        let length = 1 + (8.6 * (1.0 / (1.0 - chance.unit())).powf(0.7)) as usize;
        let length = length.min(400).min(events - columns.len());
        let span = WEEKS * 7 * DAY;
        let mut time = BEGIN + (chance.unit().powi(2) * span as f64) as i64;
        for position in 0..length {
            if time >= BEGIN + span {
                break;
            }
            let code = (chance.unit() * f64::from(NAMES)) as u16;
            let row = Row { customer, time, position: position as i64, code };
            possible(columns.push(row));
            time += (-(1.0 - chance.unit()).ln() * 2.0 * DAY as f64) as i64 + 1;
        }
        customer += 1;
    }
    columns.shrink();
    columns
}

/// A generator of random numbers (Steele, Lea and Flood 2014, SplitMix64).
struct Chance(u64);

impl Chance {
    /// A number from 0 up to 1.
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn write(columns: &JourneyColumns, folder: &Path) -> std::io::Result<()> {
    let journeys = columns.journeys();
    let (mut customers, mut codes, mut times) = (Vec::new(), Vec::new(), Vec::new());
    for (run, customer) in columns.customers().iter().enumerate() {
        let journey = journeys.journey(run);
        for (code, time) in journey.codes().iter().zip(journey.times()) {
            customers.extend((*customer as u32).to_le_bytes());
            codes.extend(code.to_le_bytes());
            times.extend(time.to_le_bytes());
        }
    }
    fs::create_dir_all(folder)?;
    fs::write(folder.join("customers.u32"), customers)?;
    fs::write(folder.join("codes.u16"), codes)?;
    fs::write(folder.join("times.i64"), times)
}
