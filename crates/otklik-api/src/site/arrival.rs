//! How a request arrived: from whom, by https or not, for which host.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::header::{Entry, HOST, HeaderMap, HeaderValue, SET_COOKIE};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use otklik_core::ErrorCode;

use super::Site;
use crate::app::App;
use crate::problem::{Problem, message};

const FORWARDED_FOR: &str = "x-forwarded-for";
const FORWARDED_PROTO: &str = "x-forwarded-proto";
/// Headers by which a proxy shows itself.
const OF_PROXIES: [&str; 4] = [FORWARDED_FOR, "forwarded", "x-real-ip", "via"];

/// The connection on which a request came; whoever accepts connections puts it into the request's extensions.
#[derive(Clone, Copy, Debug)]
pub struct Connection {
    /// The other end's address.
    pub peer: IpAddr,
    /// Whether it is encrypted up to this program.
    pub encrypted: bool,
}

/// What is known of where a request came from.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Arrival {
    /// The client's address; proxies are believed only where the owner says so.
    pub(crate) address: Option<IpAddr>,
    /// Whether the client's browser speaks https.
    pub(crate) https: bool,
    /// Whether it came from this machine itself and through no proxy.
    pub(crate) local: bool,
}

impl Arrival {
    fn of(site: &Site, connection: Option<Connection>, headers: &HeaderMap) -> Self {
        let Some(Connection { peer, encrypted }) = connection else {
            return Self { address: None, https: site.is_https(), local: false };
        };
        let peer = peer.to_canonical();
        let trusted = site.trusts(peer);
        let address = if trusted { forwarded_for(site, headers).unwrap_or(peer) } else { peer };
        let by_proxy = trusted && last_of(headers, FORWARDED_PROTO).is_some_and(|word| word == "https");
        let through_proxy = OF_PROXIES.iter().any(|name| headers.contains_key(*name));
        Self {
            address: Some(address),
            https: encrypted || by_proxy || site.is_https(),
            local: peer.is_loopback() && !through_proxy,
        }
    }
}

/// The nearest address that is no proxy of ours: what stands before it is only what somebody claims.
fn forwarded_for(site: &Site, headers: &HeaderMap) -> Option<IpAddr> {
    let lines: Vec<&str> = headers.get_all(FORWARDED_FOR).iter().filter_map(|line| line.to_str().ok()).collect();
    let mut nearest = None;
    for word in lines.iter().flat_map(|line| line.split(',')).rev() {
        let address = word.trim().parse::<IpAddr>().ok()?.to_canonical();
        nearest = Some(address);
        if !site.trusts(address) {
            break;
        }
    }
    nearest
}

fn last_of<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let line = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    line.rsplit(',').next().map(str::trim)
}

/// Notes how a request arrived, refuses hosts that are not ours, and keeps cookies to https where the browser speaks it.
pub(crate) async fn receive(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let connection = request.extensions().get::<Connection>().copied();
    let arrival = Arrival::of(&app.site, connection, request.headers());
    if let Some(host) = request.headers().get(HOST) {
        let host = host.to_str().unwrap_or_default();
        if !app.site.knows_host(host) {
            let note = message("request-host-unknown", [("host", host.to_owned())]);
            return Problem::new(ErrorCode::HostUnknown).with_note(note).into_response();
        }
    }
    request.extensions_mut().insert(arrival);
    let mut response = next.run(request).await;
    if arrival.https {
        keep_cookies_to_https(response.headers_mut());
    }
    response
}

fn keep_cookies_to_https(headers: &mut HeaderMap) {
    let Entry::Occupied(mut cookies) = headers.entry(SET_COOKIE) else { return };
    for cookie in cookies.iter_mut() {
        let secured = cookie.to_str().ok().and_then(|text| HeaderValue::try_from(format!("{text}; Secure")).ok());
        if let Some(secured) = secured {
            *cookie = secured;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderName;

    fn arrival(proxies: &[&str], peer: &str, headers: &[(&'static str, &'static str)]) -> Arrival {
        let proxies: Vec<String> = proxies.iter().map(|proxy| (*proxy).to_owned()).collect();
        let site = Site::new(None, &[], &proxies).unwrap();
        let pairs =
            headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        let connection = Connection { peer: peer.parse().unwrap(), encrypted: false };
        Arrival::of(&site, Some(connection), &pairs.collect())
    }

    fn address(proxies: &[&str], peer: &str, forwarded: &'static str) -> String {
        arrival(proxies, peer, &[(FORWARDED_FOR, forwarded)]).address.unwrap().to_string()
    }

    #[test]
    fn only_trusted_proxies_say_whom_they_speak_for() {
        assert_eq!(address(&[], "10.0.0.7", "198.51.100.3"), "10.0.0.7");
        assert_eq!(address(&["10.0.0.0/8"], "10.0.0.7", "198.51.100.3"), "198.51.100.3");
        assert_eq!(address(&["10.0.0.7"], "::ffff:10.0.0.7", "198.51.100.3"), "198.51.100.3");
    }

    #[test]
    fn what_a_client_claims_before_the_proxies_is_not_believed() {
        let proxies = ["10.0.0.0/8"];
        assert_eq!(address(&proxies, "10.0.0.7", "203.0.113.9, 198.51.100.3, 10.0.0.8"), "198.51.100.3");
        assert_eq!(address(&proxies, "10.0.0.7", "10.0.0.9, 10.0.0.8"), "10.0.0.9");
        assert_eq!(address(&proxies, "10.0.0.7", "nonsense"), "10.0.0.7");
    }

    #[test]
    fn https_is_believed_of_trusted_proxies_only() {
        let headers = [(FORWARDED_PROTO, "https")];
        assert!(arrival(&["10.0.0.7"], "10.0.0.7", &headers).https);
        assert!(!arrival(&[], "10.0.0.7", &headers).https);
    }

    #[test]
    fn a_proxy_on_this_machine_makes_nobody_local() {
        assert!(arrival(&[], "127.0.0.1", &[]).local);
        assert!(!arrival(&[], "127.0.0.1", &[(FORWARDED_FOR, "198.51.100.3")]).local);
        assert!(!arrival(&[], "10.0.0.7", &[]).local);
    }
}
