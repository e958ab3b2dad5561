//! `/api/v1/audit.csv`: the log for a spreadsheet.

use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures::stream::try_unfold;
use otklik_collect::spreadsheet_line;
use otklik_core::Language;
use otklik_store::{Actor, AuditEntry, AuditFilter, AuditId, StoreError};
use serde_json::json;

use super::AuditParameters;
use crate::app::App;
use crate::attend::Attended;
use crate::audit::note;
use crate::input::Query;
use crate::messages::say;
use crate::problem::{Problem, QuestionProblems};
use crate::signed::Signed;

const COLUMNS: [&str; 5] = ["time", "who", "action", "object", "details"];
/// Entries that are read and sent together.
const AT_ONCE: usize = 1_000;

/// Sends the log as CSV, the newest first; that it was taken is an entry itself.
#[utoipa::path(
    get, path = "/api/v1/audit.csv", tag = "access", operation_id = "download_audit", params(AuditParameters),
    security(("session" = ["read_audit"])),
    responses((status = 200, description = "CSV with the texts of the reader's language.", content_type = "text/csv"), QuestionProblems)
)]
pub(crate) async fn send(
    State(app): State<App>,
    Extension(attended): Extension<Attended>,
    signed: Signed,
    Query(asked): Query<AuditParameters>,
) -> Result<Response, Problem> {
    note(&app, &signed, "audit_downloaded", "", json!({})).await?;
    let pages = Pages { app, filter: asked.filter(), after: None, is_begun: false, language: attended.language() };
    let headers =
        [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\"")];
    Ok((headers, Body::from_stream(try_unfold(pages, Pages::next))).into_response())
}

/// A log that is read while it is sent.
struct Pages {
    app: App,
    filter: AuditFilter,
    after: Option<AuditId>,
    is_begun: bool,
    language: Language,
}

impl Pages {
    /// The next block; nothing at the end.
    async fn next(mut self) -> Result<Option<(Bytes, Self)>, StoreError> {
        let found = self.app.store.audit().find(&self.filter, AT_ONCE, self.after).await?;
        if found.is_empty() && self.is_begun {
            return Ok(None);
        }
        let mut block = if self.is_begun { String::new() } else { self.heading() };
        block.extend(found.iter().map(|entry| self.line(entry)));
        self.is_begun = true;
        // A log without entries has no page after the first.
        self.after = Some(found.last().map_or(AuditId(0), |last| last.id));
        Ok(Some((Bytes::from(block), self)))
    }

    /// It begins with the mark by which spreadsheets know UTF-8.
    fn heading(&self) -> String {
        let names = COLUMNS.map(|column| self.said(&format!("audit-column-{column}"), column));
        format!("\u{feff}{}", spreadsheet_line(names.iter().map(String::as_str)))
    }

    fn line(&self, kept: &AuditEntry) -> String {
        let who = match &kept.entry.who {
            Actor::User { name, .. } | Actor::Key { name, .. } => name.clone(),
            Actor::System => self.said("audit-system", "Otklik"),
        };
        let action = self.said(&format!("audit-action-{}", kept.entry.action), &kept.entry.action);
        let details = kept.entry.details.to_string();
        let fields = [&kept.at.to_string(), &who, &action, &kept.entry.object, &details];
        spreadsheet_line(fields.into_iter().map(String::as_str))
    }

    fn said(&self, key: &str, otherwise: &str) -> String {
        say(self.language, key, None, &[]).unwrap_or_else(|| otherwise.to_owned())
    }
}
