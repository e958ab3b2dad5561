//! What the program counts, in the words of its questions.

use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::ledger::{Figure, Figures};
use crate::http::{Client, Response};

/// A figure as one question counts it.
#[derive(Clone, Copy, Debug)]
pub struct Finding {
    question: &'static str,
    figure: Figure,
    value: u64,
}

impl Finding {
    fn new(question: &'static str, figure: Figure, value: u64) -> Self {
        Self { question, figure, value }
    }
}

/// What was found below some figures, in words; nothing when all is there.
pub fn lacking(found: &[Finding], low: &Figures) -> Option<String> {
    told(found.iter().filter(|finding| finding.value < low.of(finding.figure)), low)
}

/// What was found beyond some figures, in words; nothing when there is nothing too much.
pub fn beyond(found: &[Finding], high: &Figures) -> Option<String> {
    told(found.iter().filter(|finding| finding.value > high.of(finding.figure)), high)
}

fn told<'f>(found: impl Iterator<Item = &'f Finding>, bound: &Figures) -> Option<String> {
    let words: Vec<String> = found
        .map(|finding| {
            let Finding { question, figure, value } = finding;
            format!("{question} counts {figure:?} as {value}, the clients as {}", bound.of(*figure))
        })
        .collect();
    (!words.is_empty()).then(|| words.join("; "))
}

/// Asks a running server how business goes.
pub fn ask_operations(client: &Client) -> Result<Vec<Finding>> {
    let asked = json!({"filter": {"period": "all_time"}, "by": ["unit"]});
    of_operations(&patiently(|| client.post("/api/v1/questions/operations", &asked))?)
}

/// Asks a running server every question that counts.
pub fn ask(client: &Client) -> Result<Vec<Finding>> {
    let all_time = json!({"period": "all_time"});
    let question = |name: &str, body: Value| patiently(|| client.post(&format!("/api/v1/questions/{name}"), &body));
    let mut found = ask_operations(client)?;
    found.extend(of_scores(&question("scores", json!({"metric": "csat", "filter": all_time, "by": ["unit"]}))?)?);
    found.extend(of_overview(&question("overview", json!({"filter": all_time}))?)?);
    let quality = question("data-quality", json!({"filter": all_time}))?;
    found.push(Finding::new("data quality", Figure::Events, number(&quality["events"])?));
    let people = |question: &str| patiently(|| client.get(&format!("/api/v1/people?limit=1&question={question}")));
    let ordered = people("%7B%22kind%22%3A%22operations%22%7D")?;
    found.push(Finding::new("people", Figure::Orders, number(&ordered["rows_total"])?));
    found.push(Finding::new("people", Figure::Customers, number(&ordered["total"])?));
    let answered = people("%7B%22kind%22%3A%22scores%22%2C%22metric%22%3A%22csat%22%7D")?;
    found.push(Finding::new("people", Figure::Answers, number(&answered["rows_total"])?));
    Ok(found)
}

/// What is answered, asked again as long as the server says that it is busy: another one may have erased what is being read.
fn patiently(ask: impl Fn() -> Result<Response>) -> Result<Value> {
    const ATTEMPTS: usize = 10;
    for _ in 1..ATTEMPTS {
        let response = ask()?;
        if response.status != 503 {
            return response.json();
        }
        thread::sleep(Duration::from_millis(500));
    }
    ask()?.json()
}

/// What the operations count; their units' sum must be the whole.
pub fn of_operations(answer: &Value) -> Result<Vec<Finding>> {
    let total = &answer["total"];
    let orders = number(&total["orders"]["value"])?;
    sums_up(&answer["rows"], "/orders/value", orders)?;
    let found = |figure, value| Finding::new("operations", figure, value);
    Ok(vec![
        found(Figure::Orders, orders),
        found(Figure::Customers, number(&total["customers"]["value"])?),
        found(Figure::Payments, number(&total["paid"]["n"])?),
        found(Figure::PaidHundredths, hundredths(&total["paid"]["value"])?),
    ])
}

/// What the scores count; their units' sum must be the whole.
pub fn of_scores(answer: &Value) -> Result<Vec<Finding>> {
    let answers = number(&answer["total"]["estimate"]["n"])?;
    sums_up(&answer["rows"], "/estimate/n", answers)?;
    let marks = answer["total"]["distribution"].as_array().context("the scores have no distribution")?;
    let sum = marks.iter().map(|mark| Ok(number(&mark["value"])? * number(&mark["n"])?)).sum::<Result<u64>>()?;
    let found = |figure, value| Finding::new("scores", figure, value);
    Ok(vec![found(Figure::Answers, answers), found(Figure::ScoreSum, sum)])
}

/// What the overview counts.
pub fn of_overview(answer: &Value) -> Result<Vec<Finding>> {
    let cards = answer["cards"].as_array().context("the overview has no cards")?;
    let card = cards.iter().find(|card| card["id"] == "csat");
    let answers = card.map_or(Ok(0), |card| number(&card["estimate"]["n"]))?;
    Ok(vec![Finding::new("overview", Figure::Answers, answers)])
}

fn sums_up(rows: &Value, path: &str, whole: u64) -> Result<()> {
    let rows = rows.as_array().into_iter().flatten();
    let sum: u64 = rows.map(|row| number(row.pointer(path).unwrap_or(&Value::Null))).sum::<Result<u64>>()?;
    ensure!(sum == whole, "the units' sum of {path} is {sum}, the whole is {whole}");
    Ok(())
}

/// A count; nothing stands where there is nothing to count, and where something should be, it is then too little.
fn number(value: &Value) -> Result<u64> {
    if value.is_null() {
        return Ok(0);
    }
    // A count may be written with a fraction of zero.
    let number = value.as_f64().with_context(|| format!("{value} is not a number"))?;
    ensure!(number >= 0.0 && number.fract() == 0.0, "{number} is not a count");
    Ok(number as u64)
}

fn hundredths(value: &Value) -> Result<u64> {
    if value.is_null() {
        return Ok(0);
    }
    let amount = value.as_f64().with_context(|| format!("{value} is not an amount"))?;
    Ok((amount * 100.0).round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_outside_of_what_the_clients_know_is_noticed() {
        let low = Figures { orders: 3, ..Figures::default() };
        let high = Figures { orders: 5, ..Figures::default() };
        let found = |value| [Finding::new("operations", Figure::Orders, value)];
        assert_eq!((lacking(&found(3), &low), beyond(&found(5), &high)), (None, None));
        assert!(lacking(&found(2), &low).is_some_and(|told| told.contains("counts Orders as 2")));
        assert!(beyond(&found(6), &high).is_some());
        assert!(beyond(&[Finding::new("scores", Figure::Answers, 1)], &high).is_some());
    }

    #[test]
    fn units_that_do_not_sum_up_to_the_whole_are_noticed() {
        let rows = json!([{"orders": {"value": 2.0}}, {"orders": {"value": 3}}]);
        assert!(sums_up(&rows, "/orders/value", 5).is_ok());
        assert!(sums_up(&rows, "/orders/value", 6).is_err());
    }
}
