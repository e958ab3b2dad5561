//! What people and programs do to the installation goes into its log, and whose personal data they see.

use otklik_store::{Actor, NewAuditEntry};
use serde_json::{Value, json};

use crate::app::App;
use crate::problem::Problem;
use crate::signed::Signed;

/// Notes that somebody did something, such as `catalogue_changed`, to an object.
pub(crate) async fn note(
    app: &App,
    who: impl Into<Actor>,
    action: &str,
    object: &str,
    details: Value,
) -> Result<(), Problem> {
    let entry = NewAuditEntry { who: who.into(), action: action.to_owned(), object: object.to_owned(), details };
    app.store.audit().append(&entry, app.clock.now()).await?;
    Ok(())
}

/// Notes that somebody saw customers' identifiers whole; by their numbers, since the log outlives an erasure.
pub(crate) async fn note_seen(
    app: &App,
    signed: &Signed,
    action: &str,
    customers: impl Iterator<Item = i64>,
) -> Result<(), Problem> {
    let mut customers: Vec<i64> = customers.collect();
    if customers.is_empty() || signed.sees_masked() {
        return Ok(());
    }
    customers.sort_unstable();
    customers.dedup();
    note(app, signed, action, "", json!({"customers": customers})).await
}
