//! The configuration: flags, then the environment, then a file, then defaults.

mod error;
mod flags;
mod key;
mod layers;

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use otklik_api::{Limits, Serving, Settings, Site};
use otklik_care::RetentionPeriods;
use otklik_collect::BatchLimits;
use otklik_lake::{JourneyLimits, SqlLimits};
use serde::Deserialize;

pub use error::ConfigurationError;
pub use layers::{Setting, Settled, settle};

const DAY_SECONDS: u64 = 86_400;

/// Everything that an owner may decide; `deploy/otklik.toml` explains it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Configuration {
    pub data: Data,
    pub server: Server,
    pub limits: LimitsSection,
    pub retention: Retention,
    #[serde(default)]
    pub metrics: Metrics,
}

/// Where the data are.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    pub folder: PathBuf,
    #[serde(default)]
    pub database: Option<String>,
}

/// Where the server listens, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    pub host: IpAddr,
    pub port: u16,
    #[serde(default)]
    pub base_url: Option<String>,
    pub hosts: Vec<String>,
    pub trusted_proxies: Vec<String>,
    pub connections: usize,
    pub notice_seconds: u64,
    pub drain_seconds: u64,
    #[serde(default)]
    pub tls: Tls,
}

/// The server's own certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    #[serde(default)]
    pub certificate: Option<PathBuf>,
    #[serde(default)]
    pub key: Option<PathBuf>,
}

/// How much is taken.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitsSection {
    pub body_bytes: usize,
    pub batch_bytes: usize,
    pub batch_events: usize,
    pub upload_bytes: u64,
    pub requests_per_second: u32,
    pub requests_per_second_and_address: u32,
    pub events_per_second: u32,
    pub sign_ins_per_minute: u32,
    pub disk_low_bytes: u64,
    pub disk_reserve_bytes: u64,
    pub sql_seconds: u64,
    pub sql_memory_bytes: u64,
    pub sql_rows: usize,
    pub journey_memory_bytes: u64,
}

/// For how many days things are kept; a nought is for ever.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    pub events_days: u32,
    pub refused_days: u32,
}

/// Who may read `/metrics`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metrics {
    #[serde(default)]
    pub token: Option<String>,
}

impl Configuration {
    /// What the server's routes need to know.
    pub fn settings(&self) -> Result<Settings, ConfigurationError> {
        let server = &self.server;
        let site = Site::new(server.base_url.as_deref(), &server.hosts, &server.trusted_proxies)?;
        Ok(Settings { limits: self.limits.limits(), site, metrics_token: self.metrics.token.clone() })
    }

    /// For how long things are kept.
    pub fn retention(&self) -> RetentionPeriods {
        let period = |days: u32| (days > 0).then(|| Duration::from_secs(u64::from(days) * DAY_SECONDS));
        RetentionPeriods { events: period(self.retention.events_days), refused: period(self.retention.refused_days) }
    }

    /// How much memory journeys may take between questions.
    pub fn journey_limits(&self) -> JourneyLimits {
        JourneyLimits { bytes: self.limits.journey_memory_bytes, ..JourneyLimits::default() }
    }

    /// How connections are taken.
    pub fn serving(&self) -> Serving {
        Serving {
            connections: self.server.connections,
            notice: Duration::from_secs(self.server.notice_seconds),
            drain: Duration::from_secs(self.server.drain_seconds),
            certificates: None,
        }
    }

    /// The files of the certificate and its key, both or none.
    pub fn tls_files(&self) -> Result<Option<(&Path, &Path)>, ConfigurationError> {
        match (&self.server.tls.certificate, &self.server.tls.key) {
            (Some(certificate), Some(key)) => Ok(Some((certificate, key))),
            (None, None) => Ok(None),
            (Some(_), None) => Err(ConfigurationError::PartnerMissing { key: "server.tls.key" }),
            (None, Some(_)) => Err(ConfigurationError::PartnerMissing { key: "server.tls.certificate" }),
        }
    }
}

impl LimitsSection {
    /// What one question in SQL may take.
    pub fn sql(&self) -> SqlLimits {
        let memory_bytes = usize::try_from(self.sql_memory_bytes).unwrap_or(usize::MAX);
        SqlLimits { time: Duration::from_secs(self.sql_seconds), memory_bytes, ..SqlLimits::default() }
    }

    fn limits(&self) -> Limits {
        Limits {
            body_bytes: self.body_bytes,
            batch: BatchLimits { bytes: self.batch_bytes, events: self.batch_events },
            upload_bytes: self.upload_bytes,
            requests_per_second: self.requests_per_second,
            requests_per_second_and_address: self.requests_per_second_and_address,
            events_per_second: self.events_per_second,
            sign_ins_per_minute: self.sign_ins_per_minute,
            sql: self.sql(),
            sql_rows: self.sql_rows,
            disk_low_bytes: self.disk_low_bytes,
            disk_reserve_bytes: self.disk_reserve_bytes,
        }
    }
}

#[cfg(test)]
mod tests;
