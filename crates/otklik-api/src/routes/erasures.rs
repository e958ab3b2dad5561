//! `/api/v1/erasures`: the acts of erasures.

use axum::Json as Answer;
use axum::extract::{Path, State};
use otklik_core::{ErasureBasis, ErrorCode, IdentifierKind, Timestamp};
use otklik_store::{Erased, Erasure};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::input::Query;
use crate::problem::{Problem, ProblemDetails, QuestionProblems};
use crate::routes::page;
use crate::signed::Signed;

/// The act of an erasure.
#[derive(Serialize, ToSchema)]
pub(crate) struct ErasureShown {
    /// The number of the act.
    number: i64,
    /// The customer that was.
    customer: i64,
    /// Since when nobody knows them.
    requested_at: Timestamp,
    /// Who wanted it.
    requested_by: String,
    /// Why.
    basis: ErasureBasis,
    /// Where the reason is filed.
    reference: String,
    /// By what they were known, masked.
    identifiers: Vec<ErasedIdentifierShown>,
    /// What was erased so far.
    erased: ErasedShown,
    /// When it was last looked for what is left.
    looked_at: Option<Timestamp>,
    /// When nothing was left.
    finished_at: Option<Timestamp>,
}

/// An identifier of somebody who was erased.
#[derive(Serialize, ToSchema)]
pub(crate) struct ErasedIdentifierShown {
    /// What sort of identifier.
    kind: IdentifierKind,
    /// So much of it as an act may show.
    masked: String,
}

/// What was erased.
#[derive(Serialize, ToSchema)]
pub(crate) struct ErasedShown {
    /// Identifiers.
    identifiers: u64,
    /// Records of who was merged with whom.
    merges: u64,
    /// Records of consents.
    consents: u64,
    /// Events.
    events: u64,
    /// Data files that were rewritten.
    files: u64,
    /// Refused events and rows.
    refused: u64,
    /// Imports whose files were deleted.
    imports: u64,
}

/// Acts of erasures, the newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct ErasuresShown {
    /// This page.
    erasures: Vec<ErasureShown>,
    /// The cursor of the next page.
    next: Option<String>,
}

impl From<Erasure> for ErasureShown {
    fn from(erasure: Erasure) -> Self {
        let shown =
            |known: otklik_store::MaskedIdentifier| ErasedIdentifierShown { kind: known.kind, masked: known.masked };
        Self {
            number: erasure.number,
            customer: erasure.customer.0,
            requested_at: erasure.requested_at,
            requested_by: erasure.requested_by,
            basis: erasure.basis,
            reference: erasure.reference,
            identifiers: erasure.identifiers.into_iter().map(shown).collect(),
            erased: erasure.erased.into(),
            looked_at: erasure.looked_at,
            finished_at: erasure.finished_at,
        }
    }
}

impl From<Erased> for ErasedShown {
    fn from(erased: Erased) -> Self {
        let Erased { identifiers, merges, consents, events, files, refused, imports } = erased;
        Self { identifiers, merges, consents, events, files, refused, imports }
    }
}

/// Which acts.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ErasuresParameters {
    /// Where to go on.
    cursor: Option<String>,
    /// How many, 200 at most; 50 unless told.
    limit: Option<u32>,
}

/// Lists the acts of erasures, the newest first.
#[utoipa::path(
    get, path = "/api/v1/erasures", tag = "privacy", operation_id = "list_erasures", params(ErasuresParameters),
    security(("session" = ["serve_privacy"])), responses((status = 200, body = ErasuresShown), QuestionProblems)
)]
pub(crate) async fn list(
    State(app): State<App>,
    _signed: Signed,
    Query(asked): Query<ErasuresParameters>,
) -> Result<Answer<ErasuresShown>, Problem> {
    let limit = page::rows(asked.limit);
    let before = asked.cursor.and_then(|cursor| cursor.parse().ok());
    let found = app.store.erasures().list(limit, before).await?;
    let next = found.last().filter(|_| found.len() == limit).map(|last| last.number.to_string());
    Ok(Answer(ErasuresShown { erasures: found.into_iter().map(ErasureShown::from).collect(), next }))
}

/// Shows the act of an erasure.
#[utoipa::path(
    get, path = "/api/v1/erasures/{number}", tag = "privacy", operation_id = "show_erasure",
    params(("number" = i64, Path, description = "The number of the act.")), security(("session" = ["serve_privacy"])),
    responses(
        (status = 200, body = ErasureShown),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn show(
    State(app): State<App>,
    _signed: Signed,
    Path(number): Path<String>,
) -> Result<Answer<ErasureShown>, Problem> {
    let missing = || Problem::new(ErrorCode::NotFound);
    let number = number.parse().map_err(|_| missing())?;
    let found = app.store.erasures().find(number).await?.ok_or_else(missing)?;
    Ok(Answer(found.into()))
}
