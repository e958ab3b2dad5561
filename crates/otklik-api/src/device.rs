//! Where a request comes from, for sessions to be recognised by their owners.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use otklik_store::Device;

use crate::app::App;
use crate::site::Arrival;

/// The device that a request comes from.
pub(crate) struct RequestDevice(pub(crate) Device);

impl FromRequestParts<App> for RequestDevice {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Infallible> {
        let address = parts.extensions.get::<Arrival>().and_then(|arrival| arrival.address);
        let user_agent = parts.headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Ok(Self(Device {
            address: address.map(|address| address.to_string()).unwrap_or_default(),
            user_agent: user_agent.to_owned(),
        }))
    }
}
