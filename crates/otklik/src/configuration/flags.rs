//! What the command line says of the configuration.

use std::path::PathBuf;

use toml::Value;

use super::{ConfigurationError, Settled, settle};
use crate::arguments::{Data, Listen};

impl Data {
    /// The configuration with these flags above everything else.
    pub fn settle(&self, listen: Option<&Listen>) -> Result<Settled, ConfigurationError> {
        let path = |path: &PathBuf| Value::from(path.to_string_lossy().into_owned());
        let mut flags = Vec::new();
        flags.extend(self.data.as_ref().map(|folder| ("data.folder", "--data", path(folder))));
        flags.extend(self.database.clone().map(|address| ("data.database", "--database", Value::from(address))));
        if let Some(Listen { host, port }) = listen {
            flags.extend(host.map(|host| ("server.host", "--host", Value::from(host.to_string()))));
            flags.extend(port.map(|port| ("server.port", "--port", Value::from(i64::from(port)))));
        }
        // What is no text is no key either; the standard library would panic over it.
        let variables =
            std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        settle(self.config.as_deref(), variables, flags)
    }
}
