//! Somebody who talks to the server.

use std::net::{IpAddr, Ipv4Addr};

use axum::Router;
use axum::body::Body;
use axum::http::header::{ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use otklik_api::Connection;
use serde_json::Value;
use tower::ServiceExt as _;

/// Where clients are unless a test says otherwise (RFC 5737).
const ELSEWHERE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7));

/// One browser or program; it keeps its cookie and its key as such do.
#[derive(Clone, Debug)]
pub struct Client {
    router: Router,
    cookie: Option<String>,
    key: Option<String>,
    language: Option<String>,
    site: Option<&'static str>,
    address: IpAddr,
}

/// What the server answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as JSON; null when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// A header as text; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Client {
    pub(crate) fn new(router: Router) -> Self {
        Self { router, cookie: None, key: None, language: None, site: Some("same-origin"), address: ELSEWHERE }
    }

    /// The same client with an API key in place of a cookie.
    pub fn with_key(&self, key: &str) -> Self {
        Self { key: Some(key.to_owned()), cookie: None, site: None, ..self.clone() }
    }

    /// The same client, whose browser reads this language.
    pub fn reading(&self, language: &str) -> Self {
        Self { language: Some(language.to_owned()), ..self.clone() }
    }

    /// The same client with what its browser says of where a request comes from; none for a browser that says nothing.
    pub fn from_site(&self, site: Option<&'static str>) -> Self {
        Self { site, ..self.clone() }
    }

    /// The same client at another address.
    pub fn at(&self, address: IpAddr) -> Self {
        Self { address, ..self.clone() }
    }

    /// Whether it holds a session's cookie.
    pub fn has_cookie(&self) -> bool {
        self.cookie.is_some()
    }

    /// Sends a request as it is, with the cookie or key, and takes up the cookie that comes back.
    pub async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let headers = request.headers_mut();
        headers.entry("host").or_insert("otklik.test".parse().unwrap());
        if let Some(site) = self.site {
            headers.insert("sec-fetch-site", site.parse().unwrap());
        }
        if let Some(cookie) = &self.cookie {
            headers.insert(COOKIE, cookie.parse().unwrap());
        }
        if let Some(key) = &self.key {
            headers.insert(AUTHORIZATION, format!("Bearer {key}").parse().unwrap());
        }
        if let Some(language) = &self.language {
            headers.insert(ACCEPT_LANGUAGE, language.parse().unwrap());
        }
        request.extensions_mut().insert(Connection { peer: self.address, encrypted: false });
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        if let Some(cookie) = parts.headers.get(SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let kept = cookie.split(';').next().unwrap_or_default().to_owned();
            self.cookie = (!kept.ends_with('=')).then_some(kept);
        }
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Sends a request with a body as it is.
    pub async fn send_text(&mut self, method: Method, path: &str, body: impl Into<Body>) -> Answer {
        let request = Request::builder().method(method).uri(path).header(CONTENT_TYPE, "application/json");
        self.send(request.body(body.into()).unwrap()).await
    }

    /// Gets an address.
    pub async fn get(&mut self, path: &str) -> (StatusCode, Value) {
        self.call(Method::GET, path, None).await
    }

    /// Posts JSON to an address.
    pub async fn post(&mut self, path: &str, body: Value) -> (StatusCode, Value) {
        self.call(Method::POST, path, Some(body)).await
    }

    /// Calls an address with any method.
    pub async fn call(&mut self, method: Method, path: &str, body: Option<Value>) -> (StatusCode, Value) {
        let answer = match body {
            Some(body) => self.send_text(method, path, body.to_string()).await,
            None => self.send(Request::builder().method(method).uri(path).body(Body::empty()).unwrap()).await,
        };
        (answer.status, answer.json())
    }
}
