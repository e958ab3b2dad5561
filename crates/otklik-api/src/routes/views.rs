//! `/api/v1/views`: addresses of pages with their questions, kept under a name.

use axum::Json as Answer;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use otklik_core::SavedView;
use otklik_store::{NewSaved, Saved};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::input::Json;
use crate::problem::{Problem, ProblemDetails, QuestionProblems, SignedProblems};
use crate::routes::saved::{self, Ownership, refuse};
use crate::signed::Signed;

/// A view as its reader sees it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ViewShown {
    /// Its id.
    id: String,
    /// What it is called.
    name: String,
    /// The address of the page.
    address: String,
    /// Whose it is.
    ownership: Ownership,
}

/// A view to keep.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ViewKept {
    /// What to call it.
    name: String,
    /// The address of the page.
    address: String,
    /// Whether everybody sees it.
    #[serde(default)]
    shared: bool,
}

impl ViewKept {
    fn checked(self) -> Result<NewSaved<SavedView>, Problem> {
        let contents = SavedView { address: self.address };
        refuse(contents.check(), "")?;
        Ok(NewSaved { name: self.name, is_shared: self.shared, contents })
    }
}

fn shown(saved: Saved<SavedView>, signed: &Signed) -> Result<ViewShown, Problem> {
    let ownership = Ownership::of(&saved, signed.user()?);
    Ok(ViewShown { id: saved.id.to_string(), name: saved.name, address: saved.contents.address, ownership })
}

/// Lists the reader's own views and those that are shared, by name.
#[utoipa::path(
    get, path = "/api/v1/views", tag = "boards", operation_id = "list_views", security(("session" = ["ask_questions"])),
    responses((status = 200, body = Vec<ViewShown>), SignedProblems)
)]
pub(crate) async fn list(State(app): State<App>, signed: Signed) -> Result<Answer<Vec<ViewShown>>, Problem> {
    let found = app.store.saved_views().seen_by(signed.user()?.id).await?;
    found.into_iter().map(|saved| shown(saved, &signed)).collect::<Result<_, _>>().map(Answer)
}

/// Keeps a view.
#[utoipa::path(
    post, path = "/api/v1/views", tag = "boards", operation_id = "keep_view", request_body = ViewKept,
    security(("session" = ["keep_views"])),
    responses(
        (status = 201, body = ViewShown),
        (status = 422, description = "`name_missing`, `address_foreign`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn keep(
    State(app): State<App>,
    signed: Signed,
    Json(asked): Json<ViewKept>,
) -> Result<(StatusCode, Answer<ViewShown>), Problem> {
    let kept = saved::keep(app.store.saved_views(), &asked.checked()?, signed.user()?, app.clock.now()).await?;
    Ok((StatusCode::CREATED, Answer(shown(kept, &signed)?)))
}

/// Changes a view's name, its address, and whether it is shared.
#[utoipa::path(
    put, path = "/api/v1/views/{id}", tag = "boards", operation_id = "change_view", request_body = ViewKept,
    params(("id" = String, Path, description = "The view's id.")), security(("session" = ["keep_views"])),
    responses(
        (status = 200, body = ViewShown),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "`board_changed`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "`name_missing`, `address_foreign`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn edit(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Json(asked): Json<ViewKept>,
) -> Result<Answer<ViewShown>, Problem> {
    let (views, reader) = (app.store.saved_views(), signed.user()?);
    let kept = saved::change(views, &id, None, &asked.checked()?, reader, app.clock.now()).await?;
    shown(kept, &signed).map(Answer)
}

/// Removes a view.
#[utoipa::path(
    delete, path = "/api/v1/views/{id}", tag = "boards", operation_id = "remove_view",
    params(("id" = String, Path, description = "The view's id.")), security(("session" = ["keep_views"])),
    responses(
        (status = 204, description = "Removed."),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        SignedProblems,
    )
)]
pub(crate) async fn remove(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    saved::remove::<SavedView>(app.store.saved_views(), &id, signed.user()?).await?;
    Ok(StatusCode::NO_CONTENT)
}
