//! `/api/v1/maps`: maps of journeys that people draw and write together.

pub(crate) mod notes;

use axum::Json as Answer;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use otklik_core::{ErrorCode, JourneyMap, MapDrawing, MapNote, MapPurpose};
use otklik_store::{NewSaved, Saved, SavedChange, SavedItems, User};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::input::Json;
use crate::problem::{Problem, ProblemDetails, QuestionProblems, SignedProblems};
use crate::routes::saved::{self, Ownership, refuse, seen};
use crate::signed::Signed;

/// How often a change is tried on a map on which others write meanwhile.
const ATTEMPTS: usize = 5;

/// A map in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct MapListed {
    /// Its id.
    id: String,
    /// What it is called.
    name: String,
    /// What it shows.
    purpose: MapPurpose,
    /// How many notes it has.
    notes: usize,
    /// How many steps its expected journey has.
    steps: usize,
    /// Whose it is; whoever keeps views may write on it if it is shared.
    ownership: Ownership,
}

/// A map as its reader sees it; figures are asked in the reader's own scope.
#[derive(Serialize, ToSchema)]
pub(crate) struct MapShown {
    /// Its id.
    id: String,
    /// What it is called.
    name: String,
    /// Grows with every change of name or drawing; a change names the one from which it was made.
    drawn: i64,
    /// What was drawn and written.
    drawing: MapDrawing,
    /// The notes in the order in which they came.
    notes: Vec<NoteShown>,
    /// Whose it is; whoever keeps views may write on it if it is shared.
    ownership: Ownership,
}

/// A note as its reader sees it.
#[derive(Serialize, ToSchema)]
pub(crate) struct NoteShown {
    /// The note.
    #[serde(flatten)]
    note: MapNote,
    /// Whether the reader may change what it says: they wrote it.
    editable: bool,
}

/// A map to begin with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMap {
    /// What to call it.
    name: String,
    /// Whether everybody sees it, and whoever keeps views writes on it.
    #[serde(default = "shared_usually")]
    #[schema(default = true)]
    shared: bool,
    /// What is drawn and written.
    drawing: MapDrawing,
}

fn shared_usually() -> bool {
    true
}

/// What a map is to be from now on; its notes stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MapDraft {
    /// The state of the drawing from which it was made.
    drawn: i64,
    /// What to call it.
    name: String,
    /// Whether everybody sees it.
    shared: bool,
    /// What is drawn and written.
    drawing: MapDrawing,
}

type SavedMap = Saved<JourneyMap>;

pub(crate) fn shown(saved: SavedMap, signed: &Signed) -> Result<MapShown, Problem> {
    let user = signed.user()?;
    let ownership = Ownership::together(&saved, user);
    let note = |note: MapNote| NoteShown { editable: ownership.is_editable() && is_author(&note, user), note };
    let JourneyMap { drawing, drawn, notes, .. } = saved.contents;
    let notes = notes.into_iter().map(note).collect();
    Ok(MapShown { id: saved.id.to_string(), name: saved.name, drawn, drawing, notes, ownership })
}

pub(crate) fn is_author(note: &MapNote, user: &User) -> bool {
    note.author_id == user.id.to_string()
}

/// One on which the reader may write.
async fn writable(maps: SavedItems<'_>, id: &str, user: &User) -> Result<SavedMap, Problem> {
    let found: SavedMap = seen(maps, id, user).await?;
    if Ownership::together(&found, user).is_editable() { Ok(found) } else { Err(Problem::new(ErrorCode::Forbidden)) }
}

/// Changes a map, tried again while others change it meanwhile: what is refused is for the change to say.
pub(crate) async fn write(
    app: &App,
    signed: &Signed,
    id: &str,
    change: impl Fn(&mut NewSaved<JourneyMap>) -> Result<(), Problem>,
) -> Result<Answer<MapShown>, Problem> {
    let (maps, user) = (app.store.maps(), signed.user()?);
    for _ in 0..ATTEMPTS {
        let known = writable(maps, id, user).await?;
        let mut new = NewSaved { name: known.name, is_shared: known.is_shared, contents: known.contents };
        change(&mut new)?;
        match maps.change(known.id, known.version, &new, app.clock.now()).await? {
            SavedChange::Kept(_) => return shown(seen(maps, id, user).await?, signed).map(Answer),
            SavedChange::Overtaken(_) => {}
            SavedChange::Gone => return Err(Problem::new(ErrorCode::NotFound)),
        }
    }
    Err(Problem::new(ErrorCode::MapChanged))
}

/// Lists the reader's own maps and those that are shared, by name.
#[utoipa::path(
    get, path = "/api/v1/maps", tag = "maps", operation_id = "list_maps", security(("session" = ["ask_questions"])),
    responses((status = 200, body = Vec<MapListed>), SignedProblems)
)]
pub(crate) async fn list(State(app): State<App>, signed: Signed) -> Result<Answer<Vec<MapListed>>, Problem> {
    let user = signed.user()?;
    let found: Vec<SavedMap> = app.store.maps().seen_by(user.id).await?;
    let listed = found.into_iter().map(|saved| MapListed {
        id: saved.id.to_string(),
        purpose: saved.contents.drawing.purpose,
        notes: saved.contents.notes.len(),
        steps: saved.contents.drawing.steps.len(),
        ownership: Ownership::together(&saved, user),
        name: saved.name,
    });
    Ok(Answer(listed.collect()))
}

/// Begins a map.
#[utoipa::path(
    post, path = "/api/v1/maps", tag = "maps", operation_id = "add_map", request_body = NewMap,
    security(("session" = ["keep_views"])),
    responses(
        (status = 201, body = MapShown),
        (status = 422, description = "`name_missing`, `map_too_large`, `node_unknown`, `duration_not_positive`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn add(
    State(app): State<App>,
    signed: Signed,
    Json(asked): Json<NewMap>,
) -> Result<(StatusCode, Answer<MapShown>), Problem> {
    refuse(asked.drawing.check(), "/drawing")?;
    let new = NewSaved { name: asked.name, is_shared: asked.shared, contents: JourneyMap::new(asked.drawing) };
    let kept = saved::keep(app.store.maps(), &new, signed.user()?, app.clock.now()).await?;
    Ok((StatusCode::CREATED, Answer(shown(kept, &signed)?)))
}

/// Shows a map.
#[utoipa::path(
    get, path = "/api/v1/maps/{id}", tag = "maps", operation_id = "show_map",
    params(("id" = String, Path, description = "The map's id.")), security(("session" = ["ask_questions"])),
    responses(
        (status = 200, body = MapShown),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        SignedProblems,
    )
)]
pub(crate) async fn show(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Answer<MapShown>, Problem> {
    shown(seen(app.store.maps(), &id, signed.user()?).await?, &signed).map(Answer)
}

/// Changes what a map is called and what is drawn on it; refused if somebody drew on it since the draft was made. Notes stay.
#[utoipa::path(
    put, path = "/api/v1/maps/{id}", tag = "maps", operation_id = "change_map", request_body = MapDraft,
    params(("id" = String, Path, description = "The map's id.")), security(("session" = ["keep_views"])),
    responses(
        (status = 200, body = MapShown),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "`map_changed`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "`name_missing`, `map_too_large`, `node_unknown`, `duration_not_positive`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn edit(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Json(draft): Json<MapDraft>,
) -> Result<Answer<MapShown>, Problem> {
    refuse(draft.drawing.check(), "/drawing")?;
    write(&app, &signed, &id, |map| {
        if map.contents.drawn != draft.drawn {
            return Err(Problem::at(ErrorCode::MapChanged, "/drawn"));
        }
        (map.name, map.is_shared) = (draft.name.clone(), draft.shared);
        map.contents.drawing = draft.drawing.clone();
        map.contents.drawn += 1;
        Ok(())
    })
    .await
}

/// Removes a map with its notes.
#[utoipa::path(
    delete, path = "/api/v1/maps/{id}", tag = "maps", operation_id = "remove_map",
    params(("id" = String, Path, description = "The map's id.")), security(("session" = ["keep_views"])),
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
    // Written together, removed by who began it.
    saved::remove::<JourneyMap>(app.store.maps(), &id, signed.user()?).await?;
    Ok(StatusCode::NO_CONTENT)
}
