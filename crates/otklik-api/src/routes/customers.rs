//! `/api/v1/customers`: finding customers.

pub(crate) mod timeline;

use axum::Json;
use axum::extract::State;
use otklik_insight::Customers;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::app::App;
use crate::input::Query;
use crate::mask::{mask, may_be_found};
use crate::problem::{Problem, QuestionProblems};
use crate::routes::page;
use crate::signed::Signed;

/// Whom to find.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct CustomersParameters {
    /// An identifier or its beginning; everybody when it is empty.
    #[serde(default)]
    search: String,
    /// Where to go on.
    cursor: Option<String>,
    /// How many customers, 200 at most; 50 unless told.
    limit: Option<u32>,
}

/// Finds customers by any identifier; who sees identifiers masked finds them by a whole one only.
#[utoipa::path(
    get, path = "/api/v1/customers", tag = "people", operation_id = "search_customers", params(CustomersParameters),
    security(("session" = []), ("key" = [])), responses((status = 200, body = Customers), QuestionProblems)
)]
pub(crate) async fn search(
    State(app): State<App>,
    signed: Signed,
    Query(asked): Query<CustomersParameters>,
) -> Result<Json<Customers>, Problem> {
    let limit = page::rows(asked.limit);
    let mut found = app.insight.customers(&signed.reader(), &asked.search, asked.cursor.as_deref(), limit).await?;
    let before = found.customers.len();
    found.customers.retain(|hit| may_be_found(hit, &asked.search, &signed));
    found.total = found.total.saturating_sub((before - found.customers.len()) as u64);
    for hit in &mut found.customers {
        mask(&mut hit.identifiers, &signed);
    }
    Ok(Json(found))
}
