//! `/api/openapi.json`.

use std::sync::LazyLock;

use utoipa::openapi::OpenApi;

use crate::document;

static DOCUMENT: LazyLock<OpenApi> = LazyLock::new(document::openapi);

/// Describes the API.
pub(crate) async fn show() -> axum::Json<&'static OpenApi> {
    axum::Json(&DOCUMENT)
}
