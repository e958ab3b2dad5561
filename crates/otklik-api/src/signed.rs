//! Who asks: a signed-in user by the cookie, or a program by its key.

use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use otklik_core::{ErrorCode, Scope, UserRole};
use otklik_insight::Reader;
use otklik_store::{ApiKey, SESSION_DAYS, User, UserId};

use crate::app::App;
use crate::attend::Attended;
use crate::problem::Problem;
use crate::site::Arrival;

const COOKIE: &str = "otklik_session";
const DAY_SECONDS: i64 = 86_400;

/// Somebody who may ask.
#[derive(Clone, Debug)]
pub(crate) enum Signed {
    /// A person, with the secret of their session.
    User { user: User, token: String },
    /// A program; it asks as an analyst of the whole company and sees people masked.
    Key(ApiKey),
}

impl Signed {
    /// What they may see.
    pub(crate) fn reader(&self) -> Reader {
        match self {
            Self::User { user, .. } => Reader { scope: user.scope.clone() },
            Self::Key(_) => Reader::of_company(),
        }
    }

    /// Whose requests and events are counted together.
    pub(crate) fn sender(&self) -> String {
        match self {
            Self::User { user, .. } => format!("user {}", user.id),
            Self::Key(key) => format!("key {}", key.id),
        }
    }

    fn within_limits(self, app: &App) -> Result<Self, Problem> {
        app.gates.request(&self.sender())?;
        Ok(self)
    }

    /// The person, where it is one.
    pub(crate) fn user_id(&self) -> Option<UserId> {
        self.user().ok().map(|user| user.id)
    }

    /// The person; a program is refused.
    pub(crate) fn user(&self) -> Result<&User, Problem> {
        match self {
            Self::User { user, .. } => Ok(user),
            Self::Key(_) => Err(Problem::new(ErrorCode::Forbidden)),
        }
    }

    /// Whether e-mail addresses, telephones and the like are shown to them in part only.
    pub(crate) fn sees_masked(&self) -> bool {
        match self {
            Self::User { user, .. } => user.role == UserRole::Viewer,
            Self::Key(_) => true,
        }
    }

    /// Lets only users through who have one of these roles and see the whole company.
    pub(crate) fn require(&self, roles: &[UserRole]) -> Result<&User, Problem> {
        let user = self.user()?;
        let may = roles.contains(&user.role) && user.scope == Scope::Company;
        if may { Ok(user) } else { Err(Problem::new(ErrorCode::Forbidden)) }
    }
}

impl FromRequestParts<App> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let now = app.clock.now();
        app.gates.claim(parts.extensions.get::<Arrival>().and_then(|arrival| arrival.address))?;
        if parts.headers.contains_key(AUTHORIZATION) {
            let secret = bearer(&parts.headers).ok_or(ErrorCode::KeyUnknown)?;
            let key = app.store.keys().find(secret, now).await?.ok_or(ErrorCode::KeyUnknown)?;
            return Self::Key(key).within_limits(app);
        }
        let jar = CookieJar::from_headers(&parts.headers);
        let token = jar.get(COOKIE).map(|cookie| cookie.value().to_owned()).ok_or(ErrorCode::NotSignedIn)?;
        let session = app.store.sessions().find(&token, now).await?.ok_or(ErrorCode::NotSignedIn)?;
        if let Some(attended) = parts.extensions.get::<Attended>() {
            attended.speaks(session.user.language);
        }
        Self::User { user: session.user, token }.within_limits(app)
    }
}

/// The secret in the header `Authorization`.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, secret) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim())
}

/// The cookie that opens a session, for as long as a session lives unused.
pub(crate) fn session_cookie(token: &str) -> HeaderValue {
    cookie(token, SESSION_DAYS * DAY_SECONDS)
}

/// The cookie with which the browser forgets its session.
pub(crate) fn ended_cookie() -> HeaderValue {
    cookie("", 0)
}

/// That it is for https only is added on the way out, where it is known how the request arrived.
fn cookie(token: &str, seconds: i64) -> HeaderValue {
    let text = format!("{COOKIE}={token}; HttpOnly; SameSite=Lax; Path=/; Max-Age={seconds}");
    // A token is letters and digits; if it ever were not, a cookie that ends the session is the safe one.
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("otklik_session=; Path=/; Max-Age=0"))
}
