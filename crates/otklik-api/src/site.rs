//! Where the installation stands on the network: its own address, the names it goes by, the proxies before it.

mod arrival;

use axum::http::Uri;
use axum::http::uri::Authority;
use ipnet::IpNet;
use std::net::IpAddr;
use thiserror::Error;

pub use arrival::Connection;
pub(crate) use arrival::{Arrival, receive};

/// Names by which a machine reaches itself; nobody else can own them.
const OWN_NAMES: [&str; 2] = ["localhost", ".localhost"];

/// The address under which browsers reach the installation, and whom to believe about where requests come from.
#[derive(Clone, Debug, Default)]
pub struct Site {
    base: Option<Base>,
    hosts: Vec<String>,
    proxies: Vec<IpNet>,
}

#[derive(Clone, Debug)]
struct Base {
    https: bool,
    authority: Authority,
}

/// What is wrong with a site's description.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SiteError {
    /// The base URL is none of http or https, or has no host.
    #[error("{0} is not an address such as https://cx.example.com")]
    BaseUrlMalformed(String),
    /// The base URL leads to a folder.
    #[error("{0} has a path, but the pages live at the root of a host; give Otklik a host name of its own")]
    BaseUrlHasPath(String),
    /// A host is none.
    #[error("{0} is not a host name such as cx.example.com")]
    HostMalformed(String),
    /// A proxy is neither an address nor a network.
    #[error("{0} is neither an address such as 10.0.0.7 nor a network such as 10.0.0.0/8")]
    ProxyMalformed(String),
}

impl Site {
    /// Describes a site by its base URL, by other names it goes by, and by proxies that say truly whom they speak for.
    pub fn new(base_url: Option<&str>, hosts: &[String], trusted_proxies: &[String]) -> Result<Self, SiteError> {
        let host = |text: &String| match text.parse::<Authority>() {
            Ok(authority) if authority.port().is_none() && authority.host() == text => Ok(text.to_ascii_lowercase()),
            _ => Err(SiteError::HostMalformed(text.clone())),
        };
        let proxy = |text: &String| {
            let address = text.parse::<IpAddr>().map(IpNet::from);
            address.or_else(|_| text.parse::<IpNet>()).map_err(|_| SiteError::ProxyMalformed(text.clone()))
        };
        Ok(Self {
            base: base_url.map(parse_base).transpose()?,
            hosts: hosts.iter().map(host).collect::<Result<_, _>>()?,
            proxies: trusted_proxies.iter().map(proxy).collect::<Result<_, _>>()?,
        })
    }

    /// Whether browsers reach the installation by https.
    pub fn is_https(&self) -> bool {
        self.base.as_ref().is_some_and(|base| base.https)
    }

    /// Whether a header `Host` names this installation.
    ///
    /// A page of another site may make its own name point here and then read what only this network sees.
    /// It cannot do so with an address in numbers, nor with a name that everybody resolves to themselves.
    pub(crate) fn knows_host(&self, host: &str) -> bool {
        let Ok(authority) = host.parse::<Authority>() else { return false };
        let name = authority.host().trim_end_matches('.').to_ascii_lowercase();
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        bare.parse::<IpAddr>().is_ok()
            || OWN_NAMES.iter().any(|own| if own.starts_with('.') { name.ends_with(own) } else { name == *own })
            || self.base.as_ref().is_some_and(|base| base.authority.host().eq_ignore_ascii_case(&name))
            || self.hosts.contains(&name)
    }

    /// Whether an `Origin` is the site's own by its base URL, whatever host a proxy asks for.
    pub(crate) fn is_own_origin(&self, origin: &str) -> bool {
        self.base.as_ref().is_some_and(|base| {
            let scheme = if base.https { "https://" } else { "http://" };
            origin.strip_prefix(scheme).is_some_and(|authority| authority.eq_ignore_ascii_case(base.authority.as_str()))
        })
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.proxies.iter().any(|proxy| proxy.contains(&address))
    }
}

fn parse_base(text: &str) -> Result<Base, SiteError> {
    let malformed = || SiteError::BaseUrlMalformed(text.to_owned());
    let uri: Uri = text.parse().map_err(|_| malformed())?;
    let https = match uri.scheme_str() {
        Some("https") => true,
        Some("http") => false,
        _ => return Err(malformed()),
    };
    if uri.path() != "/" || uri.query().is_some() {
        return Err(SiteError::BaseUrlHasPath(text.to_owned()));
    }
    let authority = uri.authority().filter(|authority| !authority.as_str().contains('@')).ok_or_else(malformed)?;
    Ok(Base { https, authority: authority.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_nobody_else_can_point_here_are_known() {
        let site = Site::new(Some("https://CX.example.com/"), &["cx".to_owned()], &[]).unwrap();
        for known in ["cx.example.com", "CX.example.com:443", "cx:8080", "localhost:8080", "a.localhost", "127.0.0.1"] {
            assert!(site.knows_host(known), "{known}");
        }
        for known in ["[::1]:8080", "192.168.1.7:80", "cx.example.com."] {
            assert!(site.knows_host(known), "{known}");
        }
        for foreign in ["evil.example", "cx.example.com.evil.example", "127.0.0.1.evil.example", "mylocalhost", ""] {
            assert!(!site.knows_host(foreign), "{foreign}");
        }
    }

    #[test]
    fn a_site_that_makes_no_sense_is_refused_by_name() {
        let of_base = |text: &str| Site::new(Some(text), &[], &[]).unwrap_err();
        assert_eq!(of_base("cx.example.com"), SiteError::BaseUrlMalformed("cx.example.com".to_owned()));
        assert_eq!(of_base("ftp://cx"), SiteError::BaseUrlMalformed("ftp://cx".to_owned()));
        assert_eq!(of_base("https://cx/otklik"), SiteError::BaseUrlHasPath("https://cx/otklik".to_owned()));
        let proxy = Site::new(None, &[], &["10.0.0".to_owned()]).unwrap_err();
        assert_eq!(proxy, SiteError::ProxyMalformed("10.0.0".to_owned()));
        let host = Site::new(None, &["cx:80".to_owned()], &[]).unwrap_err();
        assert_eq!(host, SiteError::HostMalformed("cx:80".to_owned()));
    }

    #[test]
    fn the_base_urls_origin_is_our_own() {
        let site = Site::new(Some("https://cx.example.com"), &[], &[]).unwrap();
        assert!(site.is_own_origin("https://cx.example.com"));
        assert!(!site.is_own_origin("http://cx.example.com"));
        assert!(!site.is_own_origin("https://cx.example.com.evil"));
    }
}
