//! The API's description.

use otklik_insight::{EventLogFormat, EventLogQuestion};
use utoipa::openapi::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi as _};

use crate::limits::Limits;
use crate::problem::{FaultDetails, ProblemDetails};
use crate::router::described;

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Otklik",
        description = "What customers went through, and what they say of it.",
        license(name = "MIT OR Apache-2.0")
    ),
    // The last two stand in the parameters of an address, where nothing else names them.
    components(schemas(ProblemDetails, FaultDetails, EventLogFormat, EventLogQuestion)),
    modifiers(&Doors),
    tags(
        (name = "health", description = "Whether the server lives."),
        (name = "access", description = "Setting up, signing in, API keys."),
        (name = "events", description = "What happened, sent by the company's systems."),
        (name = "catalogue", description = "What events mean."),
        (name = "units", description = "The company's units."),
        (name = "imports", description = "Files: received, looked at, mapped, checked, imported."),
        (name = "questions", description = "Figures, each with its certainty."),
        (name = "maps", description = "Maps of journeys that people draw and write together."),
        (name = "boards", description = "What is kept of questions: views and boards."),
        (name = "privacy", description = "What people may ask about their own data."),
        (name = "people", description = "The people behind the figures, and what they say."),
    )
)]
struct Preface;

struct Doors;

impl Modify for Doors {
    fn modify(&self, document: &mut OpenApi) {
        let components = document.components.get_or_insert_default();
        let cookie = ApiKey::Cookie(ApiKeyValue::new("otklik_session"));
        components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("otk_…").build();
        components.add_security_scheme("key", SecurityScheme::Http(bearer));
    }
}

/// What stands before the routes.
pub(crate) fn preface() -> OpenApi {
    Preface::openapi()
}

/// Describes every route of the API, its answers and its problems.
pub fn openapi() -> OpenApi {
    let (_, document) = described(&Limits::default()).split_for_parts();
    document
}
