//! `/api/v1/merges`: what became one customer, and a person's word on it.

use std::collections::HashMap;

use axum::Json as Answer;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use otklik_core::{CustomerKey, ErrorCode, Identifier, Timestamp};
use otklik_insight::IdentifierShown;
use otklik_store::{Merge, RefusedLink, SharedIdentifier};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::audit::{note, note_seen};
use crate::input::{Json, Query};
use crate::problem::{Problem, ProblemDetails, QuestionProblems};
use crate::routes::page;
use crate::signed::Signed;

/// Shared identifiers and refused links that one answer lists.
const MOST_CONFLICTS: usize = 200;

/// A customer in a few words.
#[derive(Serialize, ToSchema)]
pub(crate) struct CustomerNamed {
    /// The customer's number.
    customer: i64,
    /// What to call them.
    label: String,
}

/// Two customers that became one.
#[derive(Serialize, ToSchema)]
pub(crate) struct MergeShown {
    /// Its number.
    id: i64,
    /// The customer that stayed.
    kept: CustomerNamed,
    /// The customer that became part of it.
    absorbed: CustomerNamed,
    /// The two identifiers that joined them.
    identifiers: Vec<IdentifierShown>,
    /// When.
    merged_at: Timestamp,
    /// Who said so; nobody when both identifiers came on one event.
    merged_by: Option<String>,
    /// When it was undone.
    undone_at: Option<Timestamp>,
    /// By whom it was undone.
    undone_by: Option<String>,
}

/// Merges, the newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct MergesShown {
    /// This page.
    merges: Vec<MergeShown>,
    /// The cursor of the next page.
    next: Option<String>,
}

/// An identifier that joins nobody, since too many others came with it.
#[derive(Serialize, ToSchema)]
pub(crate) struct SharedIdentifierShown {
    /// The customer that it is by itself.
    customer: i64,
    /// The identifier.
    identifier: IdentifierShown,
    /// With how many others it came.
    neighbours: u64,
}

/// Two identifiers that came on one event and were not joined.
#[derive(Serialize, ToSchema)]
pub(crate) struct RefusedLinkShown {
    /// The customers that they belong to.
    customers: Vec<CustomerNamed>,
    /// The identifiers.
    identifiers: Vec<IdentifierShown>,
    /// `apart`: a person said that these are two customers; `too_large`: too many identifiers would have become one customer.
    reason: String,
    /// When.
    refused_at: Timestamp,
}

/// What speaks for joining and was not followed.
#[derive(Serialize, ToSchema)]
pub(crate) struct IdentityConflicts {
    /// Shared identifiers, the oldest first, 200 at most.
    shared: Vec<SharedIdentifierShown>,
    /// Refused links, the newest first, 200 at most.
    refused: Vec<RefusedLinkShown>,
    /// Whether there are more of either than are listed.
    more: bool,
}

/// Which merges.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct MergesParameters {
    /// Only those of this customer.
    customer: Option<i64>,
    /// Where to go on.
    cursor: Option<String>,
    /// How many, 200 at most; 50 unless told.
    limit: Option<u32>,
}

/// Two customers who are one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMerge {
    /// A customer's number.
    one: i64,
    /// Another customer's number.
    other: i64,
}

/// Lists the merges, the newest first; undone ones stay in the list.
#[utoipa::path(
    get, path = "/api/v1/merges", tag = "people", operation_id = "list_merges", params(MergesParameters),
    security(("session" = ["merge_customers"])), responses((status = 200, body = MergesShown), QuestionProblems)
)]
pub(crate) async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(asked): Query<MergesParameters>,
) -> Result<Answer<MergesShown>, Problem> {
    let limit = page::rows(asked.limit);
    let before = asked.cursor.and_then(|cursor| cursor.parse().ok());
    let found = app.store.people().merges(asked.customer.map(CustomerKey), limit, before).await?;
    let next = found.last().filter(|_| found.len() == limit).map(|last| last.id.to_string());
    let customers = found.iter().flat_map(|merge| [merge.kept, merge.absorbed]);
    note_seen(&app, &signed, "merges_listed", customers.clone().map(|customer| customer.0)).await?;
    let names = names(&app, customers).await?;
    Ok(Answer(MergesShown { merges: found.into_iter().map(|merge| merge_shown(merge, &names)).collect(), next }))
}

/// Makes two customers one; all their history follows at once.
#[utoipa::path(
    post, path = "/api/v1/merges", tag = "people", operation_id = "merge_customers", request_body = NewMerge,
    security(("session" = ["merge_customers"])),
    responses(
        (status = 201, description = "The customer that stays.", body = CustomerNamed),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn merge(
    State(app): State<App>,
    signed: Signed,
    Json(asked): Json<NewMerge>,
) -> Result<(StatusCode, Answer<CustomerNamed>), Problem> {
    let user = signed.user()?;
    let (one, other) = (CustomerKey(asked.one), CustomerKey(asked.other));
    let kept = app.store.people().merge(one, other, &user.email, app.clock.now()).await?;
    note(&app, user, "customers_merged", &format!("customer {kept}"), json!({"one": one.0, "other": other.0})).await?;
    let names = names(&app, [kept]).await?;
    Ok((StatusCode::CREATED, Answer(named(kept, &names))))
}

/// Undoes a merge: two customers again, and they stay two.
#[utoipa::path(
    post, path = "/api/v1/merges/{id}/undo", tag = "people", operation_id = "undo_merge",
    params(("id" = i64, Path, description = "The merge's number.")), security(("session" = ["merge_customers"])),
    responses(
        (status = 204, description = "Undone."),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn undo(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let user = signed.user()?;
    let id: i64 = id.parse().map_err(|_| Problem::new(ErrorCode::NotFound))?;
    let undone = app.store.people().undo_merge(id, &user.email, app.clock.now()).await?;
    if !undone {
        return Err(Problem::new(ErrorCode::NotFound));
    }
    note(&app, user, "merge_undone", &format!("merge {id}"), json!({})).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists what speaks for joining customers and was not followed.
#[utoipa::path(
    get, path = "/api/v1/merges/conflicts", tag = "people", operation_id = "list_identity_conflicts",
    security(("session" = ["merge_customers"])), responses((status = 200, body = IdentityConflicts), QuestionProblems)
)]
pub(crate) async fn conflicts(State(app): State<App>, signed: Signed) -> Result<Answer<IdentityConflicts>, Problem> {
    let people = app.store.people();
    let mut shared = people.shared_identifiers(MOST_CONFLICTS + 1, None).await?;
    let mut refused = people.refused_links(MOST_CONFLICTS + 1).await?;
    let more = shared.len() > MOST_CONFLICTS || refused.len() > MOST_CONFLICTS;
    shared.truncate(MOST_CONFLICTS);
    refused.truncate(MOST_CONFLICTS);
    let customers = shared.iter().map(|shared| shared.customer).chain(refused.iter().flat_map(|link| link.customers));
    note_seen(&app, &signed, "merges_listed", customers.map(|customer| customer.0)).await?;
    let names = names(&app, refused.iter().flat_map(|link| link.customers)).await?;
    Ok(Answer(IdentityConflicts {
        shared: shared.into_iter().map(SharedIdentifierShown::from).collect(),
        refused: refused.into_iter().map(|link| refused_shown(link, &names)).collect(),
        more,
    }))
}

impl From<SharedIdentifier> for SharedIdentifierShown {
    fn from(shared: SharedIdentifier) -> Self {
        Self {
            customer: shared.customer.0,
            identifier: IdentifierShown::from(shared.identifier),
            neighbours: shared.neighbours,
        }
    }
}

async fn names(
    app: &App,
    customers: impl IntoIterator<Item = CustomerKey>,
) -> Result<HashMap<CustomerKey, String>, Problem> {
    let mut customers: Vec<CustomerKey> = customers.into_iter().collect();
    customers.sort_unstable();
    customers.dedup();
    Ok(app.store.people().labels(&customers).await?)
}

/// A customer that became part of another has no identifiers left, and is called by its number.
fn named(customer: CustomerKey, names: &HashMap<CustomerKey, String>) -> CustomerNamed {
    let label = names.get(&customer).cloned().unwrap_or_else(|| format!("#{customer}"));
    CustomerNamed { customer: customer.0, label }
}

fn shown(identifiers: [Identifier; 2]) -> Vec<IdentifierShown> {
    identifiers.into_iter().map(IdentifierShown::from).collect()
}

fn merge_shown(merge: Merge, names: &HashMap<CustomerKey, String>) -> MergeShown {
    let (undone_at, undone_by) = merge.undone.unzip();
    MergeShown {
        id: merge.id,
        kept: named(merge.kept, names),
        absorbed: named(merge.absorbed, names),
        identifiers: shown(merge.identifiers),
        merged_at: merge.merged_at,
        merged_by: merge.merged_by,
        undone_at,
        undone_by,
    }
}

fn refused_shown(link: RefusedLink, names: &HashMap<CustomerKey, String>) -> RefusedLinkShown {
    RefusedLinkShown {
        customers: link.customers.into_iter().map(|customer| named(customer, names)).collect(),
        identifiers: shown(link.identifiers),
        reason: link.reason,
        refused_at: link.refused_at,
    }
}
