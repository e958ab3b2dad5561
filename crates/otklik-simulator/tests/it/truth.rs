//! What the truth says, and that events agree with it.

use std::collections::BTreeMap;

use otklik_simulator::truth::InitiativeTruth;
use otklik_simulator::{Plan, Simulation, Truth};

use crate::demo_end;

#[test]
fn the_demos_truth_tells_its_story() {
    // Nothing is streamed: expectations need no events.
    let truth = Simulation::new(Plan::demo(demo_end())).truth();
    the_chain_gets_better(&truth);
    initiatives_do_what_was_planted(&truth);
    those_who_answer_are_not_all(&truth);
    let json = serde_json::to_string(&truth).unwrap();
    let read: Truth = serde_json::from_str(&json).unwrap();
    assert_eq!((read.faults, read.scores.len()), (truth.faults, truth.scores.len()));
}

fn mean_effect(
    initiative: &InitiativeTruth,
    month: &str,
    pick: impl Fn(&otklik_simulator::truth::EffectTruth) -> f64,
) -> f64 {
    let effects: Vec<f64> = initiative.effects.iter().filter(|effect| effect.month == month).map(pick).collect();
    effects.iter().sum::<f64>() / effects.len() as f64
}

fn the_chain_gets_better(truth: &Truth) {
    let nps = |month: &str| {
        let pooled = |score: &&otklik_simulator::truth::ScoreTruth| {
            score.metric == "nps_visit" && score.unit.is_none() && score.channel.is_none() && score.month == month
        };
        truth.scores.iter().find(pooled).unwrap().among_answers.value
    };
    assert!(nps("2026-10") - nps("2026-03") > 12.0, "{} {}", nps("2026-03"), nps("2026-10"));
    let wait = |month: &str| {
        let pooled = |wait: &&otklik_simulator::truth::WaitTruth| {
            wait.unit.is_none() && wait.channel.is_none() && wait.month == month
        };
        truth.waits.iter().find(pooled).unwrap().median_minutes
    };
    let fall = 1.0 - wait("2026-10") / wait("2026-03");
    assert!((0.22..0.36).contains(&fall), "waiting falls by almost a third: {fall}");
}

fn initiatives_do_what_was_planted(truth: &Truth) {
    let initiative = |id: &str| truth.initiatives.iter().find(|initiative| initiative.id == id).unwrap();
    let month = "2026-10";
    let ahead = initiative("order_ahead");
    assert_eq!(ahead.starts.len(), 20);
    assert!(mean_effect(ahead, month, |effect| effect.wait_minutes) < -0.8);
    assert!(mean_effect(ahead, month, |effect| effect.nps_points) > 5.0);
    let by_month = |unit: &str| -> Vec<f64> {
        let own = ahead.effects.iter().filter(|effect| effect.unit.as_str() == unit);
        own.map(|effect| effect.nps_points).collect()
    };
    let first = by_month(ahead.effects[0].unit.as_str());
    assert!(first[3] > first[1] && first[1] > first[0], "it grows: {first:?}");
    let offers = initiative("personal_offers");
    let orders = |month: &str| mean_effect(offers, month, |effect| effect.orders_share);
    assert!(orders("2026-07") > 0.05 && orders(month) < 0.6 * orders("2026-07"), "it fades");
    for effect in &initiative("new_cups").effects {
        assert_eq!((effect.wait_minutes, effect.nps_points), (0.0, 0.0));
    }
    assert!(mean_effect(initiative("chat_bot"), month, |effect| effect.ces_marks) < -0.4, "it does harm");
    assert!(mean_effect(initiative("rebuilt_counters"), month, |effect| effect.wait_minutes) < -0.3);
    assert!(mean_effect(initiative("points"), month, |effect| effect.orders_share) > 0.03);
    assert!(mean_effect(initiative("staff_training"), month, |effect| effect.nps_points) > 2.0);
}

fn those_who_answer_are_not_all(truth: &Truth) {
    let pooled: Vec<_> =
        truth.scores.iter().filter(|score| score.metric == "nps_visit" && score.channel.is_none()).collect();
    assert!(
        pooled.iter().filter(|score| (score.among_answers.value - score.among_all.value).abs() > 2.0).count() > 200
    );
}

#[test]
fn what_came_about_lies_around_what_was_to_be_expected() {
    let mut simulation = Simulation::new(Plan { guests: 4_000, faults: true, ..Plan::small(21) });
    while simulation.next_day().is_some() {}
    let truth = simulation.truth();
    let mut sums: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for score in truth.scores.iter().filter(|score| score.unit.is_none() && score.channel.is_none()) {
        let sum = sums.entry(&score.metric).or_default();
        sum.0 += score.expected_answers;
        sum.1 += score.answers as f64;
    }
    for rate in truth.rates.iter().filter(|rate| rate.unit.is_none() && rate.channel.is_none()) {
        let sum = sums.entry(&rate.rate).or_default();
        sum.0 += rate.expected * rate.expected_base;
        sum.1 += rate.realised.unwrap() * rate.base as f64;
    }
    assert_eq!(sums.len(), 5 + 3);
    for (name, (expected, realised)) in &sums {
        // Guests come in clusters, so counts vary more than Poisson; four of its deviations and four per cent are plenty.
        let allowed = 4.0 * expected.sqrt() + 0.04 * expected;
        assert!((expected - realised).abs() < allowed.max(1.0), "{name}: {expected} {realised}");
    }
    for wait in truth.waits.iter().filter(|wait| wait.channel.is_none()) {
        let realised = wait.realised_median_minutes.unwrap();
        assert!((realised / wait.median_minutes - 1.0).abs() < 0.08, "{wait:?}");
    }
}
