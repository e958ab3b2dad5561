//! The table of contents of the API.

use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn;
use axum::{Router, routing};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::decompression::RequestDecompressionLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::{App, Limits};
use crate::attend::{attend, recover};
use crate::origin::refuse_foreign;
use crate::routes::{
    customers, events, feedback, health, imports, keys, openapi, people, questions, rejects, session, setup,
};
use crate::{document, pages};

/// Serves the API, and the pages at every other address.
pub fn router(app: App) -> Router {
    let (router, _) = described(&app.limits).split_for_parts();
    router
        .route("/api/openapi.json", routing::get(openapi::show))
        .method_not_allowed_fallback(pages::refuse_method)
        .fallback(pages::send)
        .with_state(app)
        .layer(from_fn(refuse_foreign))
        .layer(CatchPanicLayer::custom(recover))
        .layer(from_fn(attend))
        .layer(CompressionLayer::new())
}

/// Every route with its description.
pub(crate) fn described(limits: &Limits) -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(document::preface())
        // Whether it lives
        .routes(routes!(health::alive))
        .routes(routes!(health::ready))
        // Coming in
        .routes(routes!(setup::show, setup::set_up))
        .routes(routes!(session::show, session::sign_in, session::choose_language, session::sign_out))
        .routes(routes!(keys::list, keys::create))
        .routes(routes!(keys::withdraw))
        // Questions
        .routes(routes!(questions::overview::ask))
        .routes(routes!(questions::scores::ask))
        .routes(routes!(questions::operations::ask))
        // People
        .routes(routes!(people::list))
        .routes(routes!(customers::search))
        .routes(routes!(customers::timeline::tell))
        .routes(routes!(feedback::list))
        .routes(routes!(feedback::read::mark))
        // Files
        .routes(routes!(imports::list))
        .routes(routes!(imports::files::upload))
        .routes(routes!(imports::show))
        .routes(routes!(imports::mapping::guess))
        .routes(routes!(imports::mapping::put))
        .routes(routes!(imports::mapping::text))
        .routes(routes!(imports::mapping::preview))
        .routes(routes!(imports::work::check))
        .routes(routes!(imports::work::run))
        .routes(routes!(imports::work::cancel))
        .routes(routes!(imports::rejected::send))
        // What was refused
        .routes(routes!(rejects::list))
        .layer(DefaultBodyLimit::max(limits.body_bytes))
        .merge(taking_events(limits))
}

/// Batches may be larger than other bodies, and compressed; the limit is on what they are when undone.
fn taking_events(limits: &Limits) -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(events::take))
        .layer(DefaultBodyLimit::max(limits.batch.bytes))
        .layer(RequestDecompressionLayer::new())
}
