//! The table of contents of the API.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::{Extension, Router, routing};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::decompression::RequestDecompressionLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::attend::{attend, recover};
use crate::condition::spare_disk;
use crate::decisions::Decisions;
use crate::limits::Limits;
use crate::metrics::measure;
use crate::origin::refuse_foreign;
use crate::routes::{
    account, audit, boards, catalogue, consent_texts, customers, erasures, event_log, events, feedback, health,
    imports, invitation, keys, maps, merges, metrics, openapi, people, questions, rejects, session, setup,
    sign_in_policy, sql, units, users, views,
};
use crate::site::receive;
use crate::{document, pages};

/// A client that sends nothing more of a body for so long is let go.
const BODY_PATIENCE: Duration = Duration::from_secs(30);

/// Serves the API, and the pages at every other address.
pub fn router(app: App) -> Router {
    let (router, document) = described(&app.limits).split_for_parts();
    router
        .route("/api/openapi.json", routing::get(openapi::show))
        .route("/metrics", routing::get(metrics::show))
        .method_not_allowed_fallback(pages::refuse_method)
        .fallback(pages::send)
        .with_state(app.clone())
        .layer(Extension(Arc::new(Decisions::of(&document))))
        .layer(RequestBodyTimeoutLayer::new(BODY_PATIENCE))
        .layer(from_fn_with_state(app.clone(), spare_disk))
        .layer(from_fn_with_state(app.clone(), refuse_foreign))
        .layer(CatchPanicLayer::custom(recover))
        .layer(from_fn_with_state(app, receive))
        .layer(from_fn(attend))
        .layer(from_fn(measure))
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
        .routes(routes!(session::show, session::sign_in, session::change_own, session::sign_out))
        .routes(routes!(invitation::accept))
        .routes(routes!(account::password::change))
        .routes(routes!(account::sessions::list, account::sessions::end_others))
        .routes(routes!(account::sessions::end))
        .routes(routes!(
            account::second_factor::show,
            account::second_factor::begin,
            account::second_factor::take_into_force
        ))
        .routes(routes!(account::second_factor::remove))
        .routes(routes!(sign_in_policy::show, sign_in_policy::change))
        .routes(routes!(users::list, users::invite))
        .routes(routes!(users::change, users::remove))
        .routes(routes!(users::invitation::make))
        .routes(routes!(users::second_factor::reset))
        .routes(routes!(audit::list))
        .routes(routes!(audit::table::send))
        .routes(routes!(keys::list, keys::create))
        .routes(routes!(keys::withdraw))
        // Questions
        .routes(routes!(questions::overview::ask))
        .routes(routes!(questions::scores::ask))
        .routes(routes!(questions::operations::ask))
        .routes(routes!(questions::trend::ask))
        .routes(routes!(questions::response::ask))
        .routes(routes!(questions::expectations::ask))
        .routes(routes!(questions::hurts::ask))
        .routes(routes!(questions::data_quality::ask))
        .routes(routes!(sql::ask))
        .routes(routes!(sql::tables::list))
        // What is kept of them
        .routes(routes!(views::list, views::keep))
        .routes(routes!(views::edit, views::remove))
        .routes(routes!(boards::list, boards::add))
        .routes(routes!(boards::show, boards::edit, boards::remove))
        .routes(routes!(boards::panels::pin))
        .routes(routes!(maps::list, maps::add))
        .routes(routes!(maps::show, maps::edit, maps::remove))
        .routes(routes!(maps::notes::pin))
        .routes(routes!(maps::notes::rewrite, maps::notes::take_off))
        // Journeys
        .routes(routes!(questions::funnel::ask))
        .routes(routes!(questions::retention::ask))
        .routes(routes!(questions::transitions::ask))
        .routes(routes!(questions::paths::ask))
        .routes(routes!(questions::variants::ask))
        .routes(routes!(questions::conformance::ask))
        .routes(routes!(questions::pains::ask))
        .routes(routes!(questions::moments::ask))
        .routes(routes!(questions::lifecycle::ask))
        .routes(routes!(questions::marks::ask))
        .routes(routes!(event_log::send))
        // People
        .routes(routes!(people::list))
        .routes(routes!(customers::search))
        .routes(routes!(customers::timeline::tell))
        .routes(routes!(merges::list, merges::merge))
        .routes(routes!(merges::undo))
        .routes(routes!(merges::conflicts))
        .routes(routes!(customers::export::send))
        .routes(routes!(customers::consents::list, customers::consents::add))
        .routes(routes!(consent_texts::list, consent_texts::add))
        .routes(routes!(customers::erasure::erase))
        .routes(routes!(erasures::list))
        .routes(routes!(erasures::show))
        .routes(routes!(feedback::list))
        .routes(routes!(feedback::read::mark))
        // What events mean
        .routes(routes!(catalogue::show, catalogue::save))
        .routes(routes!(catalogue::kinds::list))
        .routes(routes!(catalogue::preview::tell))
        .routes(routes!(catalogue::starters::list))
        .routes(routes!(catalogue::versions::list))
        .routes(routes!(catalogue::versions::show))
        // Where they happen
        .routes(routes!(units::list, units::add))
        .routes(routes!(units::describe, units::delete))
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
