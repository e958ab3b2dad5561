//! `/api/v1/audit`: who did and saw what.

pub(crate) mod table;

use axum::extract::State;
use otklik_core::Timestamp;
use otklik_store::{Actor, AuditEntry, AuditFilter, AuditId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::input::Query;
use crate::problem::{Problem, QuestionProblems};
use crate::routes::page;
use crate::signed::Signed;

/// Which entries.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AuditParameters {
    /// Only from this instant on.
    from: Option<Timestamp>,
    /// Only before this instant.
    to: Option<Timestamp>,
    /// Only what this user or key did, by the id.
    who: Option<String>,
    /// Only this action, such as `customer_opened`.
    action: Option<String>,
    /// Only what was done to this object, such as `customer 7`.
    object: Option<String>,
    /// Where to go on.
    cursor: Option<String>,
    /// How many entries, 200 at most; 50 unless told.
    limit: Option<u32>,
}

impl AuditParameters {
    fn filter(&self) -> AuditFilter {
        AuditFilter {
            from: self.from,
            to: self.to,
            who: self.who.clone(),
            action: self.action.clone(),
            object: self.object.clone(),
        }
    }
}

/// What was done, the newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct AuditShown {
    /// This page.
    entries: Vec<AuditEntryShown>,
    /// The actions that the log has, to choose from.
    actions: Vec<String>,
    /// The cursor of the next page.
    next: Option<String>,
}

/// Something that was done or seen.
#[derive(Serialize, ToSchema)]
pub(crate) struct AuditEntryShown {
    /// Its number.
    id: i64,
    /// When.
    at: Timestamp,
    /// Whether a person, a program with a key, or Otklik itself did it.
    who_kind: ActorKind,
    /// The id of the user or key.
    who_id: Option<String>,
    /// What they were called then.
    who_name: Option<String>,
    /// What was done.
    action: String,
    /// To what.
    object: String,
    /// Whatever else is known.
    #[schema(value_type = Object)]
    details: serde_json::Value,
}

/// Who does something.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ActorKind {
    /// A person who was signed in.
    User,
    /// A program with an API key.
    Key,
    /// Otklik itself.
    System,
}

impl From<AuditEntry> for AuditEntryShown {
    fn from(kept: AuditEntry) -> Self {
        let (who_kind, who_id, who_name) = match kept.entry.who {
            Actor::User { id, name } => (ActorKind::User, Some(id.to_string()), Some(name)),
            Actor::Key { id, name } => (ActorKind::Key, Some(id.to_string()), Some(name)),
            Actor::System => (ActorKind::System, None, None),
        };
        let (action, object, details) = (kept.entry.action, kept.entry.object, kept.entry.details);
        Self { id: kept.id.0, at: kept.at, who_kind, who_id, who_name, action, object, details }
    }
}

/// Lists what was done and seen, the newest first.
#[utoipa::path(
    get, path = "/api/v1/audit", tag = "access", operation_id = "list_audit", params(AuditParameters),
    security(("session" = ["read_audit"])), responses((status = 200, body = AuditShown), QuestionProblems)
)]
pub(crate) async fn list(
    State(app): State<App>,
    _signed: Signed,
    Query(asked): Query<AuditParameters>,
) -> Result<axum::Json<AuditShown>, Problem> {
    let limit = page::rows(asked.limit);
    let before = asked.cursor.as_deref().and_then(|cursor| cursor.parse().ok()).map(AuditId);
    let found = app.store.audit().find(&asked.filter(), limit, before).await?;
    let next = found.last().filter(|_| found.len() == limit).map(|last| last.id.0.to_string());
    let actions = app.store.audit().actions().await?;
    Ok(axum::Json(AuditShown { entries: found.into_iter().map(AuditEntryShown::from).collect(), actions, next }))
}
