use super::*;
use crate::catalogue::Rule;
use crate::{Role, Stage, Text};

fn kind(name: &str) -> EventKind {
    EventKind { source: "shop".to_owned(), name: name.to_owned(), ..EventKind::default() }
}

fn suggested(name: &str) -> Option<(Role, Option<Stage>)> {
    let suggestion = Suggester::new(&Catalogue::default(), []).suggest(&kind(name))?;
    Some((suggestion.placement.role, suggestion.placement.stage))
}

#[test]
fn names_in_either_language_and_any_spelling_say_what_happened() {
    for (name, role, stage) in [
        ("order_delivered", Role::Delivered, Stage::Delivery),
        ("Заказ доставлен", Role::Delivered, Stage::Delivery),
        ("zakaz_dostavlen", Role::Delivered, Stage::Delivery),
        ("OrderDelivered", Role::Delivered, Stage::Delivery),
        ("order.placed", Role::OrderPlaced, Stage::Purchase),
        ("Заказ создан", Role::OrderPlaced, Stage::Purchase),
        ("Order Cancelled", Role::Cancelled, Stage::Purchase),
        ("заказ отменён", Role::Cancelled, Stage::Purchase),
        ("payment_failed", Role::PaymentFailed, Stage::Purchase),
        ("Платёж не прошёл", Role::PaymentFailed, Stage::Purchase),
        ("payment_made", Role::Paid, Stage::Purchase),
        ("оплата", Role::Paid, Stage::Purchase),
        ("order_shipped", Role::HandedOver, Stage::Delivery),
        ("order_delivered_carrier", Role::HandedOver, Stage::Delivery),
        ("Возврат товара", Role::Returned, Stage::Service),
        ("ticket_opened", Role::TicketOpened, Stage::Service),
        ("ticket_reopened", Role::Reopened, Stage::Service),
        ("обращение закрыто", Role::Resolved, Stage::Service),
        ("жалоба", Role::Complaint, Stage::Service),
        ("survey_sent", Role::SurveyAsked, Stage::Use),
        ("survey_answered", Role::Answered, Stage::Use),
        ("review_posted", Role::Review, Stage::Advocacy),
        ("Баллы списаны", Role::Contact, Stage::Loyalty),
        ("$pageview Page Viewed", Role::Contact, Stage::Consideration),
        ("order_ready", Role::WaitEnded, Stage::Delivery),
    ] {
        assert_eq!(suggested(name), Some((role, Some(stage))), "{name}");
    }
    assert_eq!(suggested("heartbeat"), Some((Role::Technical, None)));
    assert_eq!(suggested("xyzzy"), None);
    assert_eq!(suggested("advance"), None, "a word that merely begins like an advertisement");
}

#[test]
fn the_reason_is_the_words() {
    let catalogue = Catalogue::default();
    let suggester = Suggester::new(&catalogue, []);
    let suggestion = suggester.suggest(&kind("Заказ_Доставлен")).unwrap();
    assert_eq!(suggestion.words, ["доставлен"]);
    let silent_name = EventKind { detail: "/cart".to_owned(), ..kind("hit") };
    assert_eq!(suggester.suggest(&silent_name).unwrap().words, ["cart"]);
}

#[test]
fn a_placed_kind_of_the_same_name_is_the_better_reason() {
    let ours = Placement::new(Text::new("Вручение", "Handing"), Role::Delivered);
    let rule = Rule { source: "app".to_owned(), ..Rule::for_name("order_delivered", ours.clone()) };
    let catalogue = Catalogue { rules: vec![rule], ..Catalogue::default() };
    let placed = EventKind { source: "app".to_owned(), ..kind("order_delivered") };
    let suggestion = Suggester::new(&catalogue, [&placed]).suggest(&kind("OrderDelivered")).unwrap();
    assert_eq!((suggestion.placement, suggestion.like), (ours, Some(placed)));
}

#[test]
fn every_phrase_of_the_vocabulary_finds_its_entry_or_a_better_one() {
    for entry in VOCABULARY {
        for phrase in entry.phrases {
            let words: Vec<String> = phrase.split(' ').map(|stem| stem.trim_end_matches('!').to_owned()).collect();
            let fit = best_fit(&words).unwrap();
            assert!(fit.weight.0 >= words.len(), "{phrase}");
        }
    }
}
