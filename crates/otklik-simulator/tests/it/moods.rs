//! Answers of one person are alike.

use std::collections::HashMap;

use otklik_simulator::Plan;

use crate::days;

/// The intraclass correlation of groups (one-way analysis of variance; Fisher 1925).
fn intraclass_correlation(groups: &[Vec<f64>]) -> f64 {
    let n: f64 = groups.iter().map(|group| group.len() as f64).sum();
    let grand: f64 = groups.iter().flatten().sum::<f64>() / n;
    let mean = |group: &[f64]| group.iter().sum::<f64>() / group.len() as f64;
    let between: f64 = groups.iter().map(|group| group.len() as f64 * (mean(group) - grand).powi(2)).sum();
    let within: f64 = groups.iter().flat_map(|group| group.iter().map(|mark| (mark - mean(group)).powi(2))).sum();
    let k = groups.len() as f64;
    let squares: f64 = groups.iter().map(|group| (group.len() as f64).powi(2)).sum();
    let size = (n - squares / n) / (k - 1.0);
    let (between, within) = (between / (k - 1.0), within / (n - k));
    (between - within) / (between + (size - 1.0) * within)
}

#[test]
fn marks_of_one_person_correlate_by_about_one_half() {
    let mut plan = Plan { guests: 2_000, faults: false, ..Plan::small(11) };
    plan.answering.push = 0.6;
    plan.answering.sms = 0.6;
    plan.answering.email = 0.6;
    let mut marks: HashMap<String, Vec<f64>> = HashMap::new();
    for event in days(plan).into_iter().flatten().filter(|event| event.detail.as_deref() == Some("after_visit")) {
        if let (Some(answer), Some(card)) = (event.answer, event.identifiers.first()) {
            marks.entry(card.value.clone()).or_default().push(answer.value.unwrap());
        }
    }
    let groups: Vec<Vec<f64>> = marks.into_values().collect();
    let correlation = intraclass_correlation(&groups);
    assert!((0.42..0.58).contains(&correlation), "{correlation}");
}
