//! `/api/v1/catalogue`: what events mean.

pub(crate) mod kinds;
pub(crate) mod preview;
pub(crate) mod starters;
pub(crate) mod versions;

use axum::extract::State;
use otklik_core::{Catalogue, ErrorCode, RuleConflict, Timestamp};
use otklik_store::{CatalogueAuthor, CatalogueSaved, CatalogueVersion};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::audit::note;
use crate::input::Json;
use crate::problem::{Fault, Problem, ProblemDetails, QuestionProblems, SignedProblems, message};
use crate::signed::Signed;

/// Faults that are told at once.
const FAULTS_TOLD: usize = 50;

/// The current catalogue.
#[derive(Serialize, ToSchema)]
pub(crate) struct CatalogueShown {
    /// Its version; 0 before the first.
    version: i64,
    /// What it says.
    catalogue: Catalogue,
    /// Rules that stand in each other's way.
    conflicts: Vec<RuleConflict>,
    /// When it was kept.
    changed_at: Option<Timestamp>,
    /// Who changed it; nobody for what came with the program or an import.
    author: Option<String>,
}

/// A catalogue to keep.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CatalogueDraft {
    /// The version from which it was made; it is kept only if that is still the current one.
    version: i64,
    /// What it says.
    catalogue: Catalogue,
}

impl From<CatalogueVersion> for CatalogueShown {
    fn from(kept: CatalogueVersion) -> Self {
        Self {
            version: kept.version,
            conflicts: kept.catalogue.conflicts(),
            catalogue: kept.catalogue,
            changed_at: Some(kept.created_at),
            author: kept.author.map(|author| author.name),
        }
    }
}

/// Shows the current catalogue.
#[utoipa::path(
    get, path = "/api/v1/catalogue", tag = "catalogue", operation_id = "show_catalogue",
    security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])), responses((status = 200, body = CatalogueShown), SignedProblems)
)]
pub(crate) async fn show(State(app): State<App>, _signed: Signed) -> Result<axum::Json<CatalogueShown>, Problem> {
    current(&app).await.map(axum::Json)
}

/// Keeps another catalogue; every answer from now on reads all history through it.
#[utoipa::path(
    put, path = "/api/v1/catalogue", tag = "catalogue", operation_id = "save_catalogue", request_body = CatalogueDraft,
    security(("session" = ["edit_catalogue"]), ("key" = ["edit_catalogue"])),
    responses(
        (status = 200, body = CatalogueShown),
        (status = 409, description = "`catalogue_changed`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "`catalogue_malformed`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn save(
    State(app): State<App>,
    signed: Signed,
    Json(draft): Json<CatalogueDraft>,
) -> Result<axum::Json<CatalogueShown>, Problem> {
    check(&draft.catalogue)?;
    let author = CatalogueAuthor::from(&signed);
    let saved = app.store.catalogue().save(&draft.catalogue, draft.version, &author, app.clock.now()).await?;
    match saved {
        CatalogueSaved::Kept(version) if version == draft.version => current(&app).await.map(axum::Json),
        CatalogueSaved::Kept(version) => {
            let details = serde_json::json!({ "made_from": draft.version });
            note(&app, &signed, "catalogue_changed", &version.to_string(), details).await?;
            current(&app).await.map(axum::Json)
        }
        CatalogueSaved::Overtaken(newest) => Err(overtaken(&newest)),
    }
}

/// Refuses a catalogue with faults, each by its place in the body's member `catalogue`.
fn check(catalogue: &Catalogue) -> Result<(), Problem> {
    let faults = catalogue.check();
    if faults.is_empty() {
        return Ok(());
    }
    let told = faults.into_iter().take(FAULTS_TOLD);
    Err(told.fold(Problem::new(ErrorCode::CatalogueMalformed), |problem, fault| {
        problem.with_fault(Fault::new(format!("/catalogue{}", fault.pointer), fault.code))
    }))
}

fn overtaken(newest: &CatalogueVersion) -> Problem {
    let who = newest.author.as_ref().map_or_else(|| "none".to_owned(), |author| author.name.clone());
    let said = message("request-catalogue-overtaken", [("version", newest.version.to_string()), ("who", who)]);
    Problem::at(ErrorCode::CatalogueChanged, "/version").with_note(said)
}

async fn current(app: &App) -> Result<CatalogueShown, Problem> {
    let newest = app.store.catalogue().versions(1, None).await?.pop();
    Ok(newest.map_or_else(
        || CatalogueShown {
            version: 0,
            catalogue: Catalogue::default(),
            conflicts: Vec::new(),
            changed_at: None,
            author: None,
        },
        CatalogueShown::from,
    ))
}
