//! The loan applications of the BPI Challenge 2012 (B. van Dongen, 4TU): PM4Py and `process_mining` agree on these figures.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::sync::LazyLock;

use flate2::read::GzDecoder;
use otklik_journey::{
    Durations, Fold, JourneyColumns, Lens, Row, SectionRule, TransitionQuestion, Transitions, TransitionsAnswer,
    VariantQuestion, Variants, VariantsAnswer,
};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

const LOG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/journeys/bpic2012.xes.gz");

struct Log {
    names: Vec<String>,
    columns: JourneyColumns,
}

/// The log is read once for all of its figures; rows stand in the order of time, and of the file where times are equal.
static BPIC2012: LazyLock<Log> = LazyLock::new(read);

fn read() -> Log {
    let mut reader = Reader::from_reader(BufReader::new(GzDecoder::new(File::open(LOG).unwrap())));
    let (mut buffer, mut rows, mut codes) = (Vec::new(), Vec::new(), BTreeMap::new());
    let (mut trace, mut within_event, mut name, mut time) = (-1, false, String::new(), 0);
    loop {
        match reader.read_event_into(&mut buffer).unwrap() {
            Event::Start(tag) if tag.name().as_ref() == "trace" => trace += 1,
            Event::Start(tag) if tag.name().as_ref() == "event" => within_event = true,
            Event::End(tag) if tag.name().as_ref() == "event" => {
                within_event = false;
                let next = codes.len() as u16;
                let code = *codes.entry(std::mem::take(&mut name)).or_insert(next);
                rows.push(Row { customer: trace, time, position: rows.len() as i64, code });
            }
            Event::Start(tag) | Event::Empty(tag) if within_event => match attribute(&tag, "key").as_str() {
                "concept:name" => name = attribute(&tag, "value"),
                "time:timestamp" => time = micros(&attribute(&tag, "value")),
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    rows.sort_by_key(|row| (row.customer, row.time));
    for (position, row) in rows.iter_mut().enumerate() {
        row.position = position as i64;
    }
    let mut columns = JourneyColumns::with_capacity(rows.len(), trace as usize + 1);
    rows.iter().for_each(|row| columns.push(*row).unwrap());
    let mut names = vec![String::new(); codes.len()];
    codes.into_iter().for_each(|(name, code)| names[usize::from(code)] = name);
    Log { names, columns }
}

fn attribute(tag: &BytesStart, key: &str) -> String {
    tag.try_get_attribute(key).unwrap().map_or_else(String::new, |found| found.value.into_owned())
}

/// Reads `2011-10-01T00:38:44.546+02:00`; the days of a month by Hinnant's `days_from_civil`.
fn micros(text: &str) -> i64 {
    let number = |range: std::ops::Range<usize>| text[range].parse::<i64>().unwrap();
    let (year, month, day) = (number(0..4), number(5..7), number(8..10));
    let year_from_march = year - i64::from(month <= 2);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days =
        365 * year_from_march + year_from_march / 4 - year_from_march / 100 + year_from_march / 400 + day_of_year
            - 719_468;
    let offset = number(24..26) * 60 + number(27..29);
    let offset = if &text[23..24] == "-" { -offset } else { offset };
    let seconds = days * 86_400 + number(11..13) * 3600 + (number(14..16) - offset) * 60 + number(17..19);
    seconds * 1_000_000 + number(20..23) * 1000
}

fn code(name: &str) -> u16 {
    BPIC2012.names.iter().position(|known| known == name).unwrap() as u16
}

fn transitions() -> TransitionsAnswer {
    let nodes = Lens::plain(BPIC2012.names.len() as u16).unwrap();
    let question =
        TransitionQuestion { nodes, sections: SectionRule::Whole, collapse_repeats: false, distributions: true };
    let mut fold = Transitions::new(question).unwrap();
    BPIC2012.columns.journeys().visit(&mut fold);
    fold.finish()
}

fn variants() -> VariantsAnswer {
    let nodes = Lens::plain(BPIC2012.names.len() as u16).unwrap();
    let question = VariantQuestion { nodes, sections: SectionRule::Whole, collapse_repeats: false, most: 5 };
    let mut fold = Variants::new(question).unwrap();
    BPIC2012.columns.journeys().visit(&mut fold);
    fold.finish()
}

#[test]
fn the_figures_of_the_log_are_the_published_ones() {
    let journeys = BPIC2012.columns.journeys();
    assert_eq!((journeys.runs(), journeys.events(), BPIC2012.names.len()), (13_087, 262_200, 24));
    check_graph(&transitions());
    check_times_of_repetitions(&transitions());
    check_variants(&variants());
}

fn check_graph(answer: &TransitionsAnswer) {
    assert_eq!((answer.edges.len(), answer.count()), (125, 249_113));
    assert_eq!(answer.ends.len(), 11);
    let starts: Vec<_> = answer.starts.iter().map(|start| (start.node, start.count, start.people)).collect();
    assert_eq!(starts, [(code("A_SUBMITTED"), 13_087, 13_087)]);
    let count = |from, to| answer.edge(code(from), code(to)).unwrap().count;
    assert_eq!(count("A_SUBMITTED", "A_PARTLYSUBMITTED"), 13_087);
    assert_eq!(count("A_PREACCEPTED", "W_Completeren aanvraag"), 7_367);
}

fn check_times_of_repetitions(answer: &TransitionsAnswer) {
    for (name, count, mean, median) in [
        ("W_Completeren aanvraag", 38_004, 47_363.2, 510.6),
        ("W_Nabellen offertes", 36_084, 135_355.6, 302.8),
        ("W_Nabellen incomplete dossiers", 18_475, 30_593.8, 526.4),
    ] {
        let edge = answer.edge(code(name), code(name)).unwrap();
        assert_eq!(edge.count, count);
        assert!((edge.mean_micros() / 1e6 - mean).abs() < 0.051, "{name}: mean {}", edge.mean_micros() / 1e6);
        let found = edge.times.unwrap().median / 1e6;
        assert!((found - median).abs() <= median * Durations::RELATIVE_ERROR + 0.051, "{name}: median {found}");
    }
}

fn check_variants(answer: &VariantsAnswer) {
    assert_eq!((answer.distinct, answer.count), (4_366, 13_087));
    let counts: Vec<_> = answer.variants.iter().map(|variant| variant.count).collect();
    assert_eq!(counts, [3_429, 1_872, 271, 209, 160]);
}
