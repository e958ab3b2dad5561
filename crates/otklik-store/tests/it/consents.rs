use otklik_core::IdentifierKind::{Email, Phone};
use otklik_core::Purpose;
use otklik_store::{NewConsent, Store};

use crate::home::Home;
use crate::{NOW, identifier, minutes_later, whose};

fn said(purpose: Purpose, text_version: i64, is_given: bool, minutes: i64) -> NewConsent {
    NewConsent { purpose, text_version, is_given, decided_at: minutes_later(minutes), way: "бланк".to_owned() }
}

async fn anna(store: &Store) -> otklik_core::CustomerKey {
    whose(store, &[&[identifier(Email, "anna@example.com")]]).await[0].person().unwrap().customer
}

async fn a_changed_text_is_a_new_version_and_the_old_one_stays(home: Home) {
    let store = home.open().await;
    let consents = store.consents();
    assert_eq!(consents.add_text(Purpose::Survey, "Пишите", "Write", "Мария", NOW).await.unwrap(), 1);
    assert_eq!(consents.add_text(Purpose::Survey, "Пишите нам", "Do write", "Мария", NOW).await.unwrap(), 2);
    assert_eq!(consents.add_text(Purpose::Advertising, "Скидки", "Offers", "Мария", NOW).await.unwrap(), 1);
    let texts = consents.texts().await.unwrap();
    let versions: Vec<_> = texts.iter().map(|text| (text.purpose, text.version, text.en.as_str())).collect();
    let expected =
        [(Purpose::Advertising, 1, "Offers"), (Purpose::Survey, 2, "Do write"), (Purpose::Survey, 1, "Write")];
    assert_eq!(versions, expected);
}

async fn every_yes_and_no_is_kept_and_follows_a_merge(home: Home) {
    let store = home.open().await;
    let consents = store.consents();
    let anna = anna(&store).await;
    let unknown = consents.add(anna, &said(Purpose::Survey, 1, true, 0), "Мария", NOW).await.unwrap_err();
    assert_eq!(unknown.code(), otklik_core::ErrorCode::NotFound, "{unknown}");
    consents.add_text(Purpose::Survey, "Пишите", "Write", "Мария", NOW).await.unwrap();
    consents.add(anna, &said(Purpose::Survey, 1, true, 1), "Мария", minutes_later(9)).await.unwrap();
    consents.add(anna, &said(Purpose::Survey, 1, false, 5), "Пётр", minutes_later(10)).await.unwrap();
    let history = consents.of(anna).await.unwrap();
    let told: Vec<_> = history.iter().map(|one| (one.said.is_given, one.recorded_by.as_str())).collect();
    assert_eq!(told, [(false, "Пётр"), (true, "Мария")], "the newest first");
    assert_eq!(history[0].said, said(Purpose::Survey, 1, false, 5));
    // An older customer takes her in.
    whose(&store, &[&[identifier(Phone, "+79160000001")]]).await;
    let merged = store.people().merge(anna, otklik_core::CustomerKey(2), "Мария", NOW).await.unwrap();
    assert_eq!(consents.of(merged).await.unwrap(), history);
    let nobody = consents.add(otklik_core::CustomerKey(99), &said(Purpose::Survey, 1, true, 1), "Мария", NOW).await;
    assert_eq!(nobody.unwrap_err().code(), otklik_core::ErrorCode::NotFound);
}

on_each_database! {
    a_changed_text_is_a_new_version_and_the_old_one_stays,
    every_yes_and_no_is_kept_and_follows_a_merge,
}
