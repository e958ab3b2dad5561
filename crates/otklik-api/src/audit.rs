//! What people do to the installation goes into its log.

use otklik_store::{Actor, NewAuditEntry, User};
use serde_json::Value;

use crate::app::App;
use crate::problem::Problem;

/// Notes that a user did something, such as `catalogue_changed`, to an object.
pub(crate) async fn note(app: &App, user: &User, action: &str, object: &str, details: Value) -> Result<(), Problem> {
    let entry = NewAuditEntry {
        who: Actor::User { id: user.id, name: user.name.clone() },
        action: action.to_owned(),
        object: object.to_owned(),
        details,
    };
    app.store.audit().append(&entry, app.clock.now()).await?;
    Ok(())
}
