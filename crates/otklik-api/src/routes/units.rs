//! `/api/v1/units`: the company's units.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use otklik_core::{ErrorCode, Text, UnitKind, UnitPath, Zone, catalogue::LONGEST_NAME};
use otklik_insight::{UnitRow, Units};
use otklik_store::Unit;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::audit::note;
use crate::input::Json;
use crate::problem::{Fault, Problem, ProblemDetails, QuestionProblems, SignedProblems};
use crate::signed::Signed;

/// A unit to add.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewUnit {
    /// Where it stands in the tree, as events will name it; units above it are added when they are missing.
    #[schema(value_type = String, example = "msk/arbat")]
    path: String,
    /// What the company calls it.
    name: Text,
    /// Its level.
    kind: UnitKind,
    /// Its own time zone, where it is not that of the unit above it.
    #[serde(default)]
    #[schema(example = "Asia/Omsk")]
    time_zone: Option<String>,
}

/// What a unit is to be called from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UnitDescription {
    /// Its path; another one than it has is refused, since the path stands in its events.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    path: Option<String>,
    /// What the company calls it.
    name: Text,
    /// Its level.
    kind: UnitKind,
    /// Its own time zone, where it is not that of the unit above it.
    #[serde(default)]
    time_zone: Option<String>,
}

/// Lists the units in the reader's scope with those above them.
#[utoipa::path(
    get, path = "/api/v1/units", tag = "units", operation_id = "list_units", security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])),
    responses((status = 200, body = Units), SignedProblems)
)]
pub(crate) async fn list(State(app): State<App>, signed: Signed) -> Result<axum::Json<Units>, Problem> {
    Ok(axum::Json(app.insight.units(&signed.reader()).await?))
}

/// Adds a unit, or describes one that only events have named.
#[utoipa::path(
    post, path = "/api/v1/units", tag = "units", operation_id = "add_unit", request_body = NewUnit,
    security(("session" = ["edit_units"]), ("key" = ["edit_units"])),
    responses(
        (status = 201, body = UnitRow),
        (status = 409, description = "`unit_taken`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "`unit_malformed`, `text_missing`, `text_too_long`, `zone_unknown`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn add(
    State(app): State<App>,
    signed: Signed,
    Json(asked): Json<NewUnit>,
) -> Result<(StatusCode, axum::Json<UnitRow>), Problem> {
    let malformed = |_| Problem::expecting(ErrorCode::UnitMalformed, "/path", "msk/arbat");
    let path: UnitPath = asked.path.trim().parse().map_err(malformed)?;
    let known = find(&app, &signed, &path).await?;
    if known.is_some_and(|known| known.described) {
        return Err(Problem::at(ErrorCode::UnitTaken, "/path"));
    }
    let unit = checked(path, asked.name, asked.kind, asked.time_zone)?;
    Ok((StatusCode::CREATED, axum::Json(keep(&app, &signed, unit).await?)))
}

/// Renames a unit, changes its level or its time zone; its path stays.
#[utoipa::path(
    put, path = "/api/v1/units/{path}", tag = "units", operation_id = "describe_unit", request_body = UnitDescription,
    params(("path" = String, Path, description = "The unit's path, its slashes written as %2F.")),
    security(("session" = ["edit_units"]), ("key" = ["edit_units"])),
    responses(
        (status = 200, body = UnitRow),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "`unit_immovable`, `text_missing`, `text_too_long`, `zone_unknown`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn describe(
    State(app): State<App>,
    signed: Signed,
    Path(path): Path<String>,
    Json(asked): Json<UnitDescription>,
) -> Result<axum::Json<UnitRow>, Problem> {
    let known = known(&app, &signed, &path).await?;
    if asked.path.is_some_and(|path| path != known.path.as_str()) {
        return Err(Problem::at(ErrorCode::UnitImmovable, "/path"));
    }
    let unit = checked(known.path, asked.name, asked.kind, asked.time_zone)?;
    Ok(axum::Json(keep(&app, &signed, unit).await?))
}

/// Deletes a unit that no event names and that has none below it.
#[utoipa::path(
    delete, path = "/api/v1/units/{path}", tag = "units", operation_id = "delete_unit",
    params(("path" = String, Path, description = "The unit's path, its slashes written as %2F.")),
    security(("session" = ["edit_units"]), ("key" = ["edit_units"])),
    responses(
        (status = 204, description = "Deleted."),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "`unit_in_use`", body = ProblemDetails, content_type = "application/problem+json"),
        SignedProblems,
    )
)]
pub(crate) async fn delete(
    State(app): State<App>,
    signed: Signed,
    Path(path): Path<String>,
) -> Result<StatusCode, Problem> {
    let known = known(&app, &signed, &path).await?;
    let removed = !app.insight.has_events(&known.path).await? && app.store.units().remove(&known.path).await?;
    if !removed {
        return Err(Problem::new(ErrorCode::UnitInUse));
    }
    note(&app, &signed, "unit_deleted", known.path.as_str(), serde_json::json!({})).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn find(app: &App, signed: &Signed, path: &UnitPath) -> Result<Option<UnitRow>, Problem> {
    let units = app.insight.units(&signed.reader()).await?;
    Ok(units.units.into_iter().find(|unit| unit.path == *path))
}

async fn known(app: &App, signed: &Signed, path: &str) -> Result<UnitRow, Problem> {
    let path: UnitPath = path.parse().map_err(|_| Problem::new(ErrorCode::NotFound))?;
    find(app, signed, &path).await?.ok_or_else(|| Problem::new(ErrorCode::NotFound))
}

async fn keep(app: &App, signed: &Signed, unit: Unit) -> Result<UnitRow, Problem> {
    let path = unit.path.clone();
    let details = serde_json::json!({ "name": unit.name, "kind": unit.kind, "time_zone": unit.time_zone });
    app.store.units().put_all(&[unit]).await?;
    note(app, signed, "unit_described", path.as_str(), details).await?;
    find(app, signed, &path).await?.ok_or_else(|| Problem::new(ErrorCode::NotFound))
}

fn checked(path: UnitPath, name: Text, kind: UnitKind, time_zone: Option<String>) -> Result<Unit, Problem> {
    let mut faults = Vec::new();
    for (pointer, text) in [("/name/ru", &name.ru), ("/name/en", &name.en)] {
        if text.trim().is_empty() {
            faults.push(Fault::new(pointer, ErrorCode::TextMissing));
        } else if text.chars().count() > LONGEST_NAME {
            faults.push(Fault::new(pointer, ErrorCode::TextTooLong));
        }
    }
    let time_zone = time_zone.filter(|zone| !zone.trim().is_empty());
    if time_zone.as_ref().is_some_and(|zone| zone.parse::<Zone>().is_err()) {
        faults.push(Fault::new("/time_zone", ErrorCode::ZoneUnknown));
    }
    if let Some(first) = faults.first() {
        let problem = Problem::new(first.code);
        return Err(faults.into_iter().fold(problem, Problem::with_fault));
    }
    let name = Text::new(name.ru.trim(), name.en.trim());
    Ok(Unit { path, name, kind, time_zone })
}
