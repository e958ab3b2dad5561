//! `/api/v1/customers/{key}/timeline`: what happened to a customer.

use axum::Json;
use axum::extract::{Path, State};
use otklik_insight::Timeline;
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use crate::app::App;
use crate::audit::note;
use crate::input::Query;
use crate::mask::mask;
use crate::problem::{Problem, ProblemDetails, QuestionProblems};
use crate::routes::customers::customer_key;
use crate::routes::page;
use crate::signed::Signed;

/// Which part of a timeline.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TimelineParameters {
    /// Only events of this channel.
    channel: Option<String>,
    /// Where to go on.
    cursor: Option<String>,
    /// How many events, 200 at most; 50 unless told.
    limit: Option<u32>,
}

/// Tells what happened to a customer, the newest first.
#[utoipa::path(
    get, path = "/api/v1/customers/{key}/timeline", tag = "people", operation_id = "tell_timeline",
    params(("key" = i64, Path, description = "The customer's number."), TimelineParameters),
    security(("session" = ["see_people"]), ("key" = ["see_people"])),
    responses(
        (status = 200, body = Timeline),
        (status = 404, description = "`not_found`", body = ProblemDetails, content_type = "application/problem+json"),
        QuestionProblems,
    )
)]
pub(crate) async fn tell(
    State(app): State<App>,
    signed: Signed,
    Path(key): Path<String>,
    Query(asked): Query<TimelineParameters>,
) -> Result<Json<Timeline>, Problem> {
    let customer = customer_key(&key)?;
    let (channel, cursor) = (asked.channel.as_deref(), asked.cursor.as_deref());
    let limit = page::rows(asked.limit);
    let mut timeline = app.insight.timeline(&signed.reader(), customer, channel, cursor, limit).await?;
    mask(&mut timeline.customer.identifiers, &signed);
    // Further pages belong to the same look.
    if asked.cursor.is_none() {
        let object = format!("customer {}", timeline.customer.customer);
        note(&app, &signed, "customer_opened", &object, json!({"masked": signed.sees_masked()})).await?;
    }
    Ok(Json(timeline))
}
