//! `/api/v1/boards/{id}/panels`: one panel more.

use axum::Json as Answer;
use axum::extract::{Path, State};
use otklik_core::{Board, ErrorCode, Panel};
use otklik_store::{NewSaved, Saved, SavedChange};

use crate::app::App;
use crate::input::Json;
use crate::problem::{Problem, ProblemDetails, QuestionProblems};
use crate::routes::boards::{BoardShown, shown};
use crate::routes::saved::{changeable, refuse, seen};
use crate::signed::Signed;

/// How often a panel is put at the end of a board that others change meanwhile.
const ATTEMPTS: usize = 5;

/// Puts a panel at the end of a board, whoever changes it meanwhile.
#[utoipa::path(
    post, path = "/api/v1/boards/{id}/panels", tag = "boards", operation_id = "pin_panel", request_body = Panel,
    params(("id" = String, Path, description = "The board's id.")), security(("session" = ["keep_views"])),
    responses(
        (status = 200, body = BoardShown),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "`board_changed`", body = ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "`board_too_large`, `address_foreign`, `panel_width_outside`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn pin(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Json(panel): Json<Panel>,
) -> Result<Answer<BoardShown>, Problem> {
    let (boards, user) = (app.store.boards(), signed.user()?);
    for _ in 0..ATTEMPTS {
        let known: Saved<Board> = changeable(boards, &id, user).await?;
        let mut board = known.contents;
        board.panels.push(panel.clone());
        refuse(board.check(), "")?;
        let new = NewSaved { name: known.name, is_shared: known.is_shared, contents: board };
        if let SavedChange::Kept(_) = boards.change(known.id, known.version, &new, app.clock.now()).await? {
            return shown(seen(boards, &id, user).await?, &signed).map(Answer);
        }
    }
    Err(Problem::new(ErrorCode::BoardChanged))
}
