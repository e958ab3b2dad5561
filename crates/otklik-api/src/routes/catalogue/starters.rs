//! `/api/v1/catalogue/starters`: catalogues to begin with.

use axum::Json;
use axum::extract::State;
use otklik_collect::starter_catalogue;
use otklik_core::{Business, Catalogue, CatalogueChanges};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::problem::{Problem, SignedProblems};
use crate::signed::Signed;

/// A catalogue to begin with.
#[derive(Serialize, ToSchema)]
pub(crate) struct StarterShown {
    /// For which line of business.
    business: Business,
    /// The current catalogue with what this one has besides; nothing that is placed now moves.
    catalogue: Catalogue,
    /// What it adds to the current one.
    adds: CatalogueChanges,
}

/// Lists the catalogues to begin with, each put together with the current one.
#[utoipa::path(
    get, path = "/api/v1/catalogue/starters", tag = "catalogue", operation_id = "list_starters",
    security(("session" = ["ask_questions"]), ("key" = ["ask_questions"])), responses((status = 200, body = Vec<StarterShown>), SignedProblems)
)]
pub(crate) async fn list(State(app): State<App>, _signed: Signed) -> Result<Json<Vec<StarterShown>>, Problem> {
    let (_, current) = app.insight.catalogue().await?;
    let starters = Business::ALL.iter().filter_map(|business| {
        let catalogue = current.clone().with(&starter_catalogue(*business)?);
        Some(StarterShown { business: *business, adds: catalogue.changes_since(&current), catalogue })
    });
    Ok(Json(starters.collect()))
}
