//! Who asks: a signed-in user by the cookie, or a program by its key.

use std::sync::Arc;

use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use otklik_core::{ErrorCode, Reach, Right, Scope};
use otklik_insight::Reader;
use otklik_store::{Actor, ApiKey, CatalogueAuthor, DEVICE_DAYS, SESSION_DAYS, SessionId, User, UserId};

use crate::app::App;
use crate::attend::Attended;
use crate::decisions::{Decision, Decisions};
use crate::problem::Problem;
use crate::site::Arrival;

const COOKIE: &str = "otklik_session";
/// By it a browser is known in which somebody has signed in; it opens nothing.
pub(crate) const DEVICE_COOKIE: &str = "otklik_device";
const DAY_SECONDS: i64 = 86_400;

/// Somebody who may call the route that they call.
#[derive(Clone, Debug)]
pub(crate) enum Signed {
    /// A person, with their session and its secret.
    User { user: User, session: SessionId, token: String },
    /// A program; it sees the whole company.
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
        self.person().map(|(user, _)| user)
    }

    /// The person and their session; a program is refused.
    pub(crate) fn person(&self) -> Result<(&User, SessionId), Problem> {
        match self {
            Self::User { user, session, .. } => Ok((user, *session)),
            Self::Key(_) => Err(Problem::new(ErrorCode::Forbidden)),
        }
    }

    /// What they are called: a person's address or a key's name.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::User { user, .. } => &user.email,
            Self::Key(key) => &key.name,
        }
    }

    /// Whether e-mail addresses, telephones and the like are shown to them in part only.
    pub(crate) fn sees_masked(&self) -> bool {
        !self.has(Right::SeePersonalData)
    }

    /// Whether they have a right.
    pub(crate) fn has(&self, right: Right) -> bool {
        match self {
            Self::User { user, .. } => has(user, right),
            Self::Key(key) => key.scopes.iter().any(|scope| scope.has(right)),
        }
    }

    /// Lets them through where the route's decision says so.
    fn admitted_by(self, decision: Decision) -> Result<Self, Problem> {
        let right = match self {
            Self::User { .. } => decision.person,
            Self::Key(_) => decision.program,
        };
        if right.is_some_and(|right| self.has(right)) { Ok(self) } else { Err(Problem::new(ErrorCode::Forbidden)) }
    }
}

/// Whether a user has a right.
pub(crate) fn has(user: &User, right: Right) -> bool {
    user.role.has(right) && (right.reach() == Reach::Scope || user.scope == Scope::Company)
}

impl From<&Signed> for Actor {
    fn from(signed: &Signed) -> Self {
        match signed {
            Signed::User { user, .. } => user.into(),
            Signed::Key(key) => Self::Key { id: key.id, name: key.name.clone() },
        }
    }
}

impl FromRequestParts<App> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let now = app.clock.now();
        let decision = decision(parts)?;
        app.gates.claim(parts.extensions.get::<Arrival>().and_then(|arrival| arrival.address))?;
        if parts.headers.contains_key(AUTHORIZATION) {
            let secret = bearer(&parts.headers).ok_or(ErrorCode::KeyUnknown)?;
            let key = app.store.keys().find(secret, now).await?.ok_or(ErrorCode::KeyUnknown)?;
            return Self::Key(key).admitted_by(decision)?.within_limits(app);
        }
        let jar = CookieJar::from_headers(&parts.headers);
        let token = jar.get(COOKIE).map(|cookie| cookie.value().to_owned()).ok_or(ErrorCode::NotSignedIn)?;
        let session = app.store.sessions().find(&token, now).await?.ok_or(ErrorCode::NotSignedIn)?;
        if let Some(attended) = parts.extensions.get::<Attended>() {
            attended.speaks(session.user.language);
        }
        let signed = Self::User { user: session.user, session: session.id, token }.admitted_by(decision)?;
        if session.second_factor_missing && decision.person != Some(Right::OwnAccount) {
            return Err(Problem::new(ErrorCode::SecondFactorRequired));
        }
        signed.within_limits(app)
    }
}

impl From<&Signed> for CatalogueAuthor {
    fn from(signed: &Signed) -> Self {
        match signed {
            Signed::User { user, .. } => Self { id: user.id.0, name: user.name.clone() },
            Signed::Key(key) => Self { id: key.id.0, name: key.name.clone() },
        }
    }
}

/// What the route asks for that was found for a request.
fn decision(parts: &Parts) -> Result<Decision, Problem> {
    let (decisions, path) = (parts.extensions.get::<Arc<Decisions>>(), parts.extensions.get::<MatchedPath>());
    match (decisions, path) {
        (Some(decisions), Some(path)) => Ok(decisions.find(&parts.method, path.as_str())),
        _ => Err(Problem::caused_by(ErrorCode::Internal, "a route asks who is signed in and knows no decisions")),
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

/// The cookie by which a browser is known from now on; only the sign-in sees it.
pub(crate) fn device_cookie(device: &str) -> HeaderValue {
    let seconds = DEVICE_DAYS * DAY_SECONDS;
    let text = format!("{DEVICE_COOKIE}={device}; HttpOnly; SameSite=Strict; Path=/api/v1/session; Max-Age={seconds}");
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("otklik_device=; Path=/api/v1/session; Max-Age=0"))
}

/// That it is for https only is added on the way out, where it is known how the request arrived.
fn cookie(token: &str, seconds: i64) -> HeaderValue {
    let text = format!("{COOKIE}={token}; HttpOnly; SameSite=Lax; Path=/; Max-Age={seconds}");
    // A token is letters and digits; if it ever were not, a cookie that ends the session is the safe one.
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("otklik_session=; Path=/; Max-Age=0"))
}
