//! What is true of PostgreSQL alone: which servers are refused, and how that is said.

use otklik_core::ErrorCode;
use otklik_store::{Place, Store, StoreError};

use crate::home::Home;

async fn refusal(place: Place) -> StoreError {
    Store::open_at(place).await.unwrap_err()
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_named_without_its_password() {
    let folder = tempfile::tempdir().unwrap();
    // Nothing listens on the lowest port.
    let place = Place::folder(folder.path()).with_database("postgres://anna:geheim@127.0.0.1:1/otklik");
    let refused = refusal(place).await;
    assert_eq!(refused.code(), ErrorCode::Busy);
    let words = refused.to_string();
    assert!(words.contains("postgres://127.0.0.1:1/otklik"), "{words}");
    assert!(!words.contains("geheim") && !words.contains("anna"), "{words}");
}

#[tokio::test]
async fn an_address_of_something_else_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let refused = refusal(Place::folder(folder.path()).with_database("mysql://localhost/otklik")).await;
    assert!(refused.to_string().contains("postgres://"), "{refused}");
}

#[tokio::test]
async fn a_server_that_would_lose_acknowledged_events_is_refused_with_the_remedy() {
    let Some(home) = Home::on_postgres().await else { return };
    home.tamper(
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$",
    )
    .await;
    let refused = refusal(home.place()).await;
    assert!(matches!(refused, StoreError::DatabaseUnsuitable { .. }), "{refused:?}");
    assert!(refused.to_string().contains("set synchronous_commit = on"), "{refused}");
}

#[tokio::test]
async fn a_user_who_may_not_create_tables_is_told_what_to_grant() {
    let Some(home) = Home::on_postgres().await else { return };
    home.tamper("CREATE SCHEMA locked; DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = nowhere', current_database()); END $$")
        .await;
    let refused = refusal(home.place()).await;
    assert!(refused.to_string().contains("create a schema"), "{refused}");
}
