//! `/api/v1/maps/{id}/notes`: what people pin to a map, whoever draws on it meanwhile.

use axum::Json as Answer;
use axum::extract::{Path, State};
use otklik_core::{ErrorCode, NotePlace};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::input::Json;
use crate::problem::{Problem, ProblemDetails, QuestionProblems, SignedProblems};
use crate::routes::maps::{MapShown, is_author, write};
use crate::routes::saved::refuse;
use crate::signed::Signed;

/// A note to pin.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewNote {
    /// Where to pin it.
    place: NotePlace,
    /// What it says.
    text: String,
}

/// What a note is to say from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoteText {
    /// The text.
    text: String,
}

/// The number in an address.
fn number(note: &str) -> Result<u64, Problem> {
    note.parse().map_err(|_| Problem::new(ErrorCode::NotFound))
}

/// Pins a note to a touchpoint, a transition or a stage.
#[utoipa::path(
    post, path = "/api/v1/maps/{id}/notes", tag = "maps", operation_id = "pin_note", request_body = NewNote,
    params(("id" = String, Path, description = "The map's id.")), security(("session" = ["keep_views"])),
    responses(
        (status = 200, body = MapShown),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "`map_changed`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "`note_empty`, `map_too_large`, `node_unknown`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn pin(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Json(asked): Json<NewNote>,
) -> Result<Answer<MapShown>, Problem> {
    let user = signed.user()?;
    write(&app, &signed, &id, |map| {
        let author = (user.id.to_string(), user.name.clone());
        refuse(map.contents.pin(asked.place.clone(), &asked.text, author, app.clock.now()), "")
    })
    .await
}

/// Changes what a note says; its author alone may do so.
#[utoipa::path(
    put, path = "/api/v1/maps/{id}/notes/{note}", tag = "maps", operation_id = "rewrite_note", request_body = NoteText,
    params(("id" = String, Path, description = "The map's id."), ("note" = u64, Path, description = "The note's number.")),
    security(("session" = ["keep_views"])),
    responses(
        (status = 200, body = MapShown),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "`map_changed`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "`note_empty`, `map_too_large`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn rewrite(
    State(app): State<App>,
    signed: Signed,
    Path((id, note)): Path<(String, String)>,
    Json(asked): Json<NoteText>,
) -> Result<Answer<MapShown>, Problem> {
    let (user, number) = (signed.user()?, number(&note)?);
    write(&app, &signed, &id, |map| {
        let note = map.contents.notes.iter_mut().find(|note| note.note == number);
        let note = note.ok_or_else(|| Problem::new(ErrorCode::NotFound))?;
        if !is_author(note, user) {
            return Err(Problem::new(ErrorCode::Forbidden));
        }
        refuse(note.rewrite(&asked.text, app.clock.now()), "")
    })
    .await
}

/// Takes a note off a map.
#[utoipa::path(
    delete, path = "/api/v1/maps/{id}/notes/{note}", tag = "maps", operation_id = "take_note_off",
    params(("id" = String, Path, description = "The map's id."), ("note" = u64, Path, description = "The note's number.")),
    security(("session" = ["keep_views"])),
    responses(
        (status = 200, body = MapShown),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "`map_changed`", body = ProblemDetails, content_type = "application/problem+json"),
        SignedProblems,
    )
)]
pub(crate) async fn take_off(
    State(app): State<App>,
    signed: Signed,
    Path((id, note)): Path<(String, String)>,
) -> Result<Answer<MapShown>, Problem> {
    let number = number(&note)?;
    write(&app, &signed, &id, |map| {
        let notes = &mut map.contents.notes;
        let place = notes.iter().position(|note| note.note == number);
        notes.remove(place.ok_or_else(|| Problem::new(ErrorCode::NotFound))?);
        Ok(())
    })
    .await
}
