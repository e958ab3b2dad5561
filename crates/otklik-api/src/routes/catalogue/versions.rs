//! `/api/v1/catalogue/versions`: what the catalogue was.

use axum::Json;
use axum::extract::{Path, State};
use otklik_core::{CatalogueChanges, ErrorCode, Timestamp};
use otklik_store::CatalogueVersion;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::CatalogueShown;
use crate::app::App;
use crate::input::Query;
use crate::problem::{Problem, ProblemDetails, QuestionProblems, SignedProblems};
use crate::routes::page;
use crate::signed::Signed;

/// Versions of the catalogue, the newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct VersionsShown {
    /// This page.
    versions: Vec<VersionShown>,
    /// The cursor of the next page.
    next: Option<String>,
}

/// A version of the catalogue.
#[derive(Serialize, ToSchema)]
pub(crate) struct VersionShown {
    /// Its number.
    version: i64,
    /// When it was kept.
    changed_at: Timestamp,
    /// Who changed it; nobody for what came with the program or an import.
    author: Option<String>,
    /// How many rules it has.
    rules: u64,
    /// How it differs from the version before it.
    changes: CatalogueChanges,
}

/// Which page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct VersionsParameters {
    /// Where to go on.
    cursor: Option<String>,
    /// How many versions, 200 at most; 50 unless told.
    limit: Option<u32>,
}

/// Lists the versions of the catalogue.
#[utoipa::path(
    get, path = "/api/v1/catalogue/versions", tag = "catalogue", operation_id = "list_catalogue_versions",
    params(VersionsParameters), security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])),
    responses((status = 200, body = VersionsShown), QuestionProblems)
)]
pub(crate) async fn list(
    State(app): State<App>,
    _signed: Signed,
    Query(asked): Query<VersionsParameters>,
) -> Result<Json<VersionsShown>, Problem> {
    let limit = page::rows(asked.limit);
    let before = asked.cursor.and_then(|cursor| cursor.parse().ok());
    // One more than the page: the last one shown is told apart from the one before it.
    let kept = app.store.catalogue().versions(limit + 1, before).await?;
    let next = (kept.len() > limit).then(|| kept[limit - 1].version.to_string());
    let versions = kept.iter().take(limit).enumerate().map(|(index, version)| shown(version, kept.get(index + 1)));
    Ok(Json(VersionsShown { versions: versions.collect(), next }))
}

fn shown(kept: &CatalogueVersion, before: Option<&CatalogueVersion>) -> VersionShown {
    let changes = match before {
        Some(before) => kept.catalogue.changes_since(&before.catalogue),
        None => kept.catalogue.changes_since(&otklik_core::Catalogue::default()),
    };
    VersionShown {
        version: kept.version,
        changed_at: kept.created_at,
        author: kept.author.as_ref().map(|author| author.name.clone()),
        rules: kept.catalogue.rules.len() as u64,
        changes,
    }
}

/// Shows a version of the catalogue; saving it again undoes what came after it.
#[utoipa::path(
    get, path = "/api/v1/catalogue/versions/{version}", tag = "catalogue", operation_id = "show_catalogue_version",
    params(("version" = i64, Path, description = "The version's number.")), security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])),
    responses(
        (status = 200, body = CatalogueShown),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        SignedProblems,
    )
)]
pub(crate) async fn show(
    State(app): State<App>,
    _signed: Signed,
    Path(version): Path<String>,
) -> Result<Json<CatalogueShown>, Problem> {
    let version: i64 = version.parse().map_err(|_| Problem::new(ErrorCode::NotFound))?;
    let found = app.store.catalogue().versions(1, version.checked_add(1)).await?.pop();
    let found = found.filter(|found| found.version == version).ok_or(ErrorCode::NotFound)?;
    Ok(Json(CatalogueShown::from(found)))
}
