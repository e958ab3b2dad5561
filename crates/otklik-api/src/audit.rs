//! What people and programs do to the installation goes into its log.

use otklik_store::{Actor, NewAuditEntry};
use serde_json::Value;

use crate::app::App;
use crate::problem::Problem;

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
