//! `/api/v1/customers`: finding customers.

pub(crate) mod consents;
pub(crate) mod erasure;
pub(crate) mod export;
pub(crate) mod timeline;

use axum::Json;
use axum::extract::State;
use otklik_core::{CustomerKey, ErrorCode};
use otklik_insight::Customers;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::app::App;
use crate::audit::note_seen;
use crate::input::Query;
use crate::mask::{is_known_by, mask};
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

/// The customer's number of an address.
fn customer_key(text: &str) -> Result<CustomerKey, Problem> {
    text.parse().map(CustomerKey).map_err(|_| Problem::new(ErrorCode::NotFound))
}

/// Finds customers by any identifier; who sees identifiers masked finds them by a whole one only.
#[utoipa::path(
    get, path = "/api/v1/customers", tag = "people", operation_id = "search_customers", params(CustomersParameters),
    security(("session" = ["see_people"]), ("key" = ["see_people"])), responses((status = 200, body = Customers), QuestionProblems)
)]
pub(crate) async fn search(
    State(app): State<App>,
    signed: Signed,
    Query(asked): Query<CustomersParameters>,
) -> Result<Json<Customers>, Problem> {
    let (reader, limit, cursor) = (signed.reader(), page::rows(asked.limit), asked.cursor.as_deref());
    let mut found = if signed.sees_masked() && !asked.search.trim().is_empty() {
        // The number of hits tells as much as the hits, so they are sifted before they are counted.
        let mut all = app.insight.customers(&reader, &asked.search, None, usize::MAX).await?.customers;
        all.retain(|hit| is_known_by(hit, &asked.search));
        let after = cursor.and_then(|cursor| cursor.parse().ok()).map(CustomerKey);
        Customers::page(all, after, limit)
    } else {
        app.insight.customers(&reader, &asked.search, cursor, limit).await?
    };
    for hit in &mut found.customers {
        mask(&mut hit.identifiers, &signed);
    }
    note_seen(&app, &signed, "customers_listed", found.customers.iter().map(|hit| hit.customer)).await?;
    Ok(Json(found))
}
