//! Facts that hold in every world, shown on small ones.

use std::collections::{BTreeSet, HashSet};

use otklik_core::metric::Admission;
use otklik_core::{Event, EventKind, IdentifierKind, Role, Stage};
use otklik_simulator::{Plan, Simulation, company};

use crate::days;

#[test]
fn the_same_seed_gives_the_same_events_and_another_seed_others() {
    let first = days(Plan::small(7));
    assert_eq!(first, days(Plan::small(7)));
    assert_ne!(first, days(Plan::small(8)));
    assert!(first.iter().map(Vec::len).sum::<usize>() > 10_000);
}

#[test]
fn guests_do_not_change_because_others_are_asked_differently() {
    let names = |plan: Plan| -> Vec<(String, otklik_core::Timestamp)> {
        let orders = days(plan).into_iter().flatten().filter(|event| event.name == "receipts_counted");
        orders.map(|event| (event.id, event.time)).collect()
    };
    let mut more_questions = Plan::small(7);
    more_questions.asking.after_visit = 0.9;
    assert_eq!(names(Plan::small(7)), names(more_questions));
}

#[test]
fn progress_counts_days() {
    let mut simulation = Simulation::new(Plan::small(3));
    assert_eq!((simulation.progress().days_done, simulation.progress().days), (0, 91));
    while simulation.next_day().is_some() {}
    assert_eq!(simulation.progress().days_done, 91);
    assert!(simulation.next_day().is_none());
}

#[test]
fn events_come_in_their_order_but_for_the_shop_that_was_offline() {
    let plan = Plan { faults: false, ..Plan::small(5) };
    let until = plan.until;
    let events: Vec<Event> = days(plan).into_iter().flatten().collect();
    assert!(events.is_sorted_by_key(|event| event.time));
    assert!(events.last().unwrap().time < until);
}

#[test]
fn every_event_is_placed_by_the_catalogue() {
    for seed in [1, 2] {
        let plan = Plan::small(seed);
        let catalogue = company(&plan).catalogue;
        let kinds: HashSet<EventKind> = days(plan).into_iter().flatten().map(|event| event.kind()).collect();
        assert!(kinds.len() > 60, "{}", kinds.len());
        for kind in &kinds {
            let placement = catalogue.place(kind).unwrap_or_else(|| panic!("{kind:?}"));
            let inward = kind.name == "staff_answered";
            assert!(placement.department.is_some() && (placement.stage.is_some() || inward), "{kind:?}");
            assert!(kind.channel.is_empty() || catalogue.channels.contains_key(&kind.channel), "{kind:?}");
        }
        let stages: BTreeSet<Stage> =
            kinds.iter().filter_map(|kind| catalogue.place(kind)).filter_map(|placement| placement.stage).collect();
        assert_eq!(stages.len(), Stage::ALL.len());
    }
}

#[test]
fn every_survey_that_guests_answer_belongs_to_one_metric() {
    let plan = Plan { faults: false, ..Plan::small(2) };
    let metrics = company(&plan).catalogue.metrics;
    let mut seen = BTreeSet::new();
    for event in days(plan).into_iter().flatten().filter(|event| event.name == "survey_answered") {
        let answer = event.answer.as_ref().unwrap();
        assert_eq!(event.detail.as_deref(), Some(answer.survey.as_str()));
        let counting: Vec<&str> = metrics
            .iter()
            .filter(|metric| metric.admits_answer(answer) == Admission::Counts)
            .map(|metric| metric.id.as_str())
            .collect();
        assert_eq!(counting.len(), 1, "{answer:?} counts for {counting:?}");
        seen.insert(counting[0].to_owned());
    }
    assert_eq!(seen.len(), metrics.len());
}

#[test]
fn identifiers_are_fictional_and_well_formed() {
    for event in days(Plan::small(4)).into_iter().flatten() {
        let kinds: Vec<IdentifierKind> = event.identifiers.iter().map(|identifier| identifier.kind).collect();
        assert!(kinds.is_sorted(), "strongest first: {kinds:?}");
        for identifier in &event.identifiers {
            let value = identifier.value.as_str();
            let digits =
                |text: &str, count: usize| text.len() == count && text.bytes().all(|letter| letter.is_ascii_digit());
            let fine = match identifier.kind {
                IdentifierKind::External => value.strip_prefix("g-").is_some_and(|rest| digits(rest, 6)),
                IdentifierKind::Phone => value.strip_prefix("+79000").is_some_and(|rest| digits(rest, 6)),
                IdentifierKind::Email => {
                    value == value.to_lowercase()
                        && (value.ends_with("@example.com") || value.ends_with("@example.org"))
                }
                IdentifierKind::Anonymous => value.starts_with("web-"),
                IdentifierKind::Messenger => false,
            };
            assert!(fine, "{identifier:?}");
        }
    }
}

#[test]
fn answers_name_the_question_and_the_tickets_their_events() {
    let plan = Plan { faults: false, ..Plan::small(6) };
    let catalogue = company(&plan).catalogue;
    let events: Vec<Event> = days(plan).into_iter().flatten().collect();
    let asked: HashSet<&str> =
        events.iter().filter(|event| event.name == "survey_asked").map(|event| event.id.as_str()).collect();
    let codes: HashSet<&str> =
        events.iter().filter(|event| event.name == "codes_printed").map(|event| event.id.as_str()).collect();
    for event in events.iter().filter(|event| event.name == "survey_answered") {
        let question = event.answer.as_ref().unwrap().asked.as_deref();
        match event.channel.as_deref() {
            Some("kiosk") => assert_eq!(question, None),
            Some("receipt_qr") => assert!(codes.contains(question.unwrap())),
            _ => assert!(asked.contains(question.unwrap())),
        }
    }
    let tickets = |role: Role| -> BTreeSet<&str> {
        let of_role = |event: &&Event| catalogue.place(&event.kind()).is_some_and(|placement| placement.role == role);
        events.iter().filter(of_role).filter_map(|event| event.ticket.as_deref()).collect()
    };
    let opened = tickets(Role::TicketOpened);
    assert!(tickets(Role::FirstReply).is_subset(&opened) && tickets(Role::Resolved).is_subset(&opened));
    assert!(tickets(Role::Reopened).len() * 2 < opened.len());
}
