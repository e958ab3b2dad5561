//! `/api/v1/boards`: own arrangements of panels.

pub(crate) mod panels;

use axum::Json as Answer;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use otklik_core::Board;
use otklik_store::{NewSaved, Saved};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::input::Json;
use crate::problem::{Problem, ProblemDetails, QuestionProblems, SignedProblems};
use crate::routes::saved::{self, Ownership, refuse, seen};
use crate::signed::Signed;

/// A board in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct BoardListed {
    /// Its id.
    id: String,
    /// What it is called.
    name: String,
    /// How many panels it has.
    panels: usize,
    /// Whose it is.
    ownership: Ownership,
}

/// A board as its reader sees it; what its panels show is asked in the reader's own scope.
#[derive(Serialize, ToSchema)]
pub(crate) struct BoardShown {
    /// Its id.
    id: String,
    /// What it is called.
    name: String,
    /// Grows with every change; a change names the one from which it was made.
    version: i64,
    /// Its filter and panels.
    board: Board,
    /// Whose it is.
    ownership: Ownership,
}

/// A board to begin with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewBoard {
    /// What to call it.
    name: String,
    /// Whether everybody sees it.
    #[serde(default)]
    shared: bool,
    /// Its filter and panels.
    #[serde(default)]
    board: Board,
}

/// What a board is to be from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BoardDraft {
    /// The version from which it was made.
    version: i64,
    /// What to call it.
    name: String,
    /// Whether everybody sees it.
    shared: bool,
    /// Its filter and panels.
    board: Board,
}

pub(crate) fn shown(saved: Saved<Board>, signed: &Signed) -> Result<BoardShown, Problem> {
    let ownership = Ownership::of(&saved, signed.user()?);
    let (id, version) = (saved.id.to_string(), saved.version);
    Ok(BoardShown { id, name: saved.name, version, board: saved.contents, ownership })
}

/// Lists the reader's own boards and those that are shared, by name.
#[utoipa::path(
    get, path = "/api/v1/boards", tag = "boards", operation_id = "list_boards", security(("session" = ["ask_questions"])),
    responses((status = 200, body = Vec<BoardListed>), SignedProblems)
)]
pub(crate) async fn list(State(app): State<App>, signed: Signed) -> Result<Answer<Vec<BoardListed>>, Problem> {
    let user = signed.user()?;
    let found: Vec<Saved<Board>> = app.store.boards().seen_by(user.id).await?;
    let listed = found.into_iter().map(|saved| BoardListed {
        id: saved.id.to_string(),
        panels: saved.contents.panels.len(),
        ownership: Ownership::of(&saved, user),
        name: saved.name,
    });
    Ok(Answer(listed.collect()))
}

/// Begins a board.
#[utoipa::path(
    post, path = "/api/v1/boards", tag = "boards", operation_id = "add_board", request_body = NewBoard,
    security(("session" = ["keep_views"])),
    responses(
        (status = 201, body = BoardShown),
        (status = 422, description = "`name_missing`, `board_too_large`, `address_foreign`, `panel_width_outside`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn add(
    State(app): State<App>,
    signed: Signed,
    Json(asked): Json<NewBoard>,
) -> Result<(StatusCode, Answer<BoardShown>), Problem> {
    refuse(asked.board.check(), "/board")?;
    let new = NewSaved { name: asked.name, is_shared: asked.shared, contents: asked.board };
    let kept = saved::keep(app.store.boards(), &new, signed.user()?, app.clock.now()).await?;
    Ok((StatusCode::CREATED, Answer(shown(kept, &signed)?)))
}

/// Shows a board.
#[utoipa::path(
    get, path = "/api/v1/boards/{id}", tag = "boards", operation_id = "show_board",
    params(("id" = String, Path, description = "The board's id.")), security(("session" = ["ask_questions"])),
    responses(
        (status = 200, body = BoardShown),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        SignedProblems,
    )
)]
pub(crate) async fn show(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Answer<BoardShown>, Problem> {
    shown(seen(app.store.boards(), &id, signed.user()?).await?, &signed).map(Answer)
}

/// Changes a board; refused if somebody changed it since the draft was made.
#[utoipa::path(
    put, path = "/api/v1/boards/{id}", tag = "boards", operation_id = "change_board", request_body = BoardDraft,
    params(("id" = String, Path, description = "The board's id.")), security(("session" = ["keep_views"])),
    responses(
        (status = 200, body = BoardShown),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "`board_changed`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "`name_missing`, `board_too_large`, `address_foreign`, `panel_width_outside`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn edit(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Json(draft): Json<BoardDraft>,
) -> Result<Answer<BoardShown>, Problem> {
    refuse(draft.board.check(), "/board")?;
    let new = NewSaved { name: draft.name, is_shared: draft.shared, contents: draft.board };
    let (boards, reader) = (app.store.boards(), signed.user()?);
    let kept = saved::change(boards, &id, Some(draft.version), &new, reader, app.clock.now()).await?;
    shown(kept, &signed).map(Answer)
}

/// Removes a board.
#[utoipa::path(
    delete, path = "/api/v1/boards/{id}", tag = "boards", operation_id = "remove_board",
    params(("id" = String, Path, description = "The board's id.")), security(("session" = ["keep_views"])),
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
    saved::remove::<Board>(app.store.boards(), &id, signed.user()?).await?;
    Ok(StatusCode::NO_CONTENT)
}
