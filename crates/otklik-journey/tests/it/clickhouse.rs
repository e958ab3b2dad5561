//! ClickHouse's `windowFunnel`, `sequenceMatch` and `retention` on random journeys without equal times.
//!
//! The results were written down by `tests/fixtures/clickhouse.py`, which says how to make them anew.

use std::sync::LazyLock;

use otklik_journey::{
    CohortEntry, Fold, Funnel, FunnelQuestion, FunnelStep, JourneyColumns, Periods, Retention, RetentionQuestion,
    Returning, Row, StepOrder,
};
use serde_json::Value;

static FOUND: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../fixtures/clickhouse.json")).unwrap());

fn numbers(value: &Value) -> Vec<i64> {
    value.as_array().unwrap().iter().map(|number| number.as_i64().unwrap()).collect()
}

fn codes(value: &Value) -> Vec<u16> {
    numbers(value).into_iter().map(|code| code as u16).collect()
}

fn columns() -> JourneyColumns {
    let mut columns = JourneyColumns::new();
    for event in FOUND["events"].as_array().unwrap() {
        let [customer, time, code] = numbers(event)[..] else { panic!("an event of {event}") };
        columns.push(Row { customer, time, position: 0, code: code as u16 }).unwrap();
    }
    columns
}

fn levels(question: &FunnelQuestion) -> Vec<i64> {
    let columns = columns();
    let journeys = columns.journeys();
    let mut fold = Funnel::new(question).unwrap();
    let level = |run| fold.outcomes(journeys.journey(run)).first().map_or(0, |outcome| outcome.last() as i64 + 1);
    (0..journeys.runs()).map(level).collect()
}

#[test]
fn levels_are_those_of_window_funnel() {
    let funnels = FOUND["funnels"].as_array().unwrap();
    assert_eq!(funnels.len(), 12);
    for funnel in funnels {
        let steps = funnel["steps"].as_array().unwrap().iter();
        let steps = steps.map(|step| FunnelStep { codes: codes(step), ..FunnelStep::default() }).collect();
        let window = funnel["window"].as_i64().unwrap();
        let question = FunnelQuestion { steps, window, ..FunnelQuestion::new(&[], 0) };
        assert_eq!(levels(&question), numbers(&funnel["levels"]), "{} within {window}", funnel["steps"]);
    }
}

#[test]
fn uninterrupted_chains_are_those_of_sequence_match() {
    let funnels = FOUND["strict"].as_array().unwrap();
    assert_eq!(funnels.len(), 4);
    for funnel in funnels {
        let steps = codes(&funnel["steps"]);
        let question = FunnelQuestion { order: StepOrder::Strict, ..FunnelQuestion::new(&steps, 0) };
        let completed: Vec<_> =
            levels(&question).into_iter().map(|level| i64::from(level as usize == steps.len())).collect();
        assert_eq!(completed, numbers(&funnel["completed"]), "{}", funnel["steps"]);
    }
}

#[test]
fn returns_to_the_first_cohort_are_those_of_retention() {
    let period = FOUND["period"].as_i64().unwrap();
    let borders: Vec<_> = (0..=FOUND["periods"].as_i64().unwrap()).map(|number| number * period).collect();
    let retentions = FOUND["retentions"].as_array().unwrap();
    assert_eq!(retentions.len(), 3);
    for retention in retentions {
        let question = RetentionQuestion {
            start: codes(&retention["start"]),
            back: codes(&retention["back"]),
            periods: Periods::new(&borders).unwrap(),
            entry: CohortEntry::FirstTime,
            returning: Returning::On,
            values: None,
            now: 0,
        };
        let mut fold = Retention::new(question).unwrap();
        columns().journeys().visit(&mut fold);
        let cohort = fold.finish().cohorts.remove(0);
        let later = cohort.returned.iter().skip(1).map(|count| count.people as i64);
        let found: Vec<_> = std::iter::once(cohort.size as i64).chain(later).collect();
        assert_eq!(found, numbers(&retention["people"]), "{} {}", retention["start"], retention["back"]);
    }
}
