//! `/api/v1/sql`: questions in SQL, for those who know it.

mod output;
pub(crate) mod tables;

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use otklik_core::{ErrorCode, Right, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::app::App;
use crate::attend::Attended;
use crate::audit::note;
use crate::input::Json;
use crate::problem::{Problem, ProblemDetails, SqlProblems};
use crate::signed::Signed;
use output::Writing;

/// A question in SQL.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SqlQuestion {
    /// One `SELECT`, over the tables that `/api/v1/sql/tables` names.
    sql: String,
    /// In which form to answer.
    #[serde(default)]
    format: SqlFormat,
    /// How many rows at most. JSON has a limit of its own besides; files have none.
    #[serde(default)]
    limit: Option<u32>,
}

/// In which form to answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SqlFormat {
    /// Columns and rows.
    #[default]
    Json,
    /// For spreadsheets; cells that a spreadsheet would run are made harmless.
    Csv,
    /// For programs.
    Parquet,
}

/// Rows, as they were worked out.
#[derive(Serialize, ToSchema)]
pub(crate) struct SqlShown {
    /// Of when the data are.
    as_of: Timestamp,
    /// The columns in their order.
    columns: Vec<SqlColumnShown>,
    /// The rows: a value for each column. Decimals, times and dates are texts.
    #[schema(value_type = Vec<Vec<Object>>)]
    rows: Vec<Vec<serde_json::Value>>,
    /// How many rows there are here.
    row_count: u64,
    /// How many there may be.
    row_limit: u64,
    /// Whether there would have been more.
    cut: bool,
    /// What went wrong after the first rows were sent; then rows are missing.
    failed: Option<ProblemDetails>,
}

/// A column of an answer.
#[derive(Serialize, ToSchema)]
pub(crate) struct SqlColumnShown {
    /// What it is called.
    pub(crate) name: String,
    /// What it holds: `integer`, `number`, `decimal`, `text`, `boolean`, `instant`, `local_time`, `date` or `other`.
    pub(crate) kind: &'static str,
}

/// Answers a question in SQL within what its asker may see, row by row; whoever goes away ends the work.
#[utoipa::path(
    post, path = "/api/v1/sql", tag = "questions", operation_id = "ask_sql", request_body = SqlQuestion,
    security(("session" = ["run_sql"]), ("key" = ["run_sql"])),
    responses(
        (status = 200, description = "The rows, as JSON, CSV or Parquet.", content(
            (SqlShown = "application/json"), (String = "text/csv"), (Vec<u8> = "application/vnd.apache.parquet"),
        )),
        SqlProblems,
    )
)]
pub(crate) async fn ask(
    State(app): State<App>,
    Extension(attended): Extension<Attended>,
    signed: Signed,
    Json(question): Json<SqlQuestion>,
) -> Result<Response, Problem> {
    let sees_whole = signed.has(Right::SeePersonalData);
    let said = json!({"sql": question.sql, "format": format!("{:?}", question.format).to_lowercase()});
    note(&app, &signed, "sql_run", "", said).await?;
    let (as_of, answer) = app.insight.sql(&signed.reader(), sees_whole, &question.sql, app.limits.sql).await?;
    let (content_type, file) = match question.format {
        SqlFormat::Json => ("application/json", None),
        SqlFormat::Csv => ("text/csv; charset=utf-8", Some("attachment; filename=\"sql.csv\"")),
        SqlFormat::Parquet => ("application/vnd.apache.parquet", Some("attachment; filename=\"sql.parquet\"")),
    };
    let asked = question.limit.map(|limit| limit as usize);
    let writing = match question.format {
        SqlFormat::Json => {
            let most = asked.unwrap_or(usize::MAX).min(app.limits.sql_rows);
            Writing::json(answer, as_of, most, attended)
        }
        SqlFormat::Csv => Writing::csv(answer, asked),
        SqlFormat::Parquet => {
            Writing::parquet(answer, asked).map_err(|error| Problem::caused_by(ErrorCode::Internal, error))?
        }
    };
    let mut response = ([(CONTENT_TYPE, content_type)], Body::from_stream(writing.blocks())).into_response();
    if let Some(file) = file {
        response.headers_mut().insert(CONTENT_DISPOSITION, axum::http::HeaderValue::from_static(file));
    }
    Ok(response)
}
