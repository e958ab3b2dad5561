//! What is wrong with a configuration.

use std::path::PathBuf;

use otklik_api::SiteError;
use thiserror::Error;

use super::key::{KEYS, Key};
use super::layers::Origin;
use crate::speech::Speech;

/// Words that agree less than this are no slip of the pen.
const LIKENESS: f64 = 0.8;

/// What is wrong with a configuration; [`ConfigurationError::told`] says it in the reader's language.
#[derive(Debug, Error)]
pub enum ConfigurationError {
    #[error("cannot read the configuration {file}", file = file.display())]
    Unreadable {
        file: PathBuf,
        #[source]
        source: std::io::Error,
    },
    #[error("the configuration {file} is no TOML", file = file.display())]
    Malformed {
        file: PathBuf,
        #[source]
        source: toml::de::Error,
    },
    #[error("there is no key {name}")]
    Unknown { name: String, origin: Origin, near: Option<&'static str> },
    #[error("the value of {} cannot be used", key.name)]
    Refused { key: &'static Key, origin: Origin },
    #[error("{key} is missing")]
    PartnerMissing { key: &'static str },
    #[error(transparent)]
    Site(#[from] SiteError),
    #[error("the configuration cannot be put together")]
    Incomplete(#[source] toml::de::Error),
}

impl ConfigurationError {
    pub(super) fn unknown(name: &str, origin: Origin) -> Self {
        let likeness = |key: &&Key| strsim::jaro_winkler(key.name, name);
        let near = KEYS.iter().max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
        let near = near.filter(|key| likeness(key) >= LIKENESS).map(|key| key.name);
        Self::Unknown { name: name.to_owned(), origin, near }
    }

    pub(super) fn refused(key: &'static Key, origin: Origin) -> Self {
        Self::Refused { key, origin }
    }

    /// The error as an answer to whoever started the program.
    pub fn told(self, speech: &Speech) -> anyhow::Error {
        let (text, hint) = match &self {
            Self::Unreadable { file, source } => {
                let variables = [("file", file.display().to_string()), ("reason", source.to_string())];
                (speech.say_with("config-unreadable", &variables), None)
            }
            Self::Malformed { file, source } => {
                let variables = [("file", file.display().to_string()), ("reason", source.to_string())];
                (speech.say_with("config-malformed", &variables), None)
            }
            Self::Unknown { name, origin, near } => {
                let variables = [("key", name.clone()), ("origin", origin.told(speech))];
                let hint = near.map(|near| speech.say_with("config-did-you-mean", &[("key", near.to_owned())]));
                (speech.say_with("config-key-unknown", &variables), hint)
            }
            Self::Refused { key, origin } => {
                let variables = [
                    ("key", key.name.to_owned()),
                    ("origin", origin.told(speech)),
                    ("expected", speech.say(key.kind_message())),
                ];
                (speech.say_with("config-value-refused", &variables), None)
            }
            Self::PartnerMissing { key } => {
                (speech.say_with("config-partner-missing", &[("key", (*key).to_owned())]), None)
            }
            Self::Site(error) => {
                let (key, value) = match error {
                    SiteError::BaseUrlMalformed(value) => ("config-base-url-malformed", value),
                    SiteError::BaseUrlHasPath(value) => ("config-base-url-has-path", value),
                    SiteError::HostMalformed(value) => ("config-host-malformed", value),
                    SiteError::ProxyMalformed(value) => ("config-proxy-malformed", value),
                };
                (speech.say_with(key, &[("value", value.clone())]), None)
            }
            Self::Incomplete(_) => return self.into(),
        };
        match hint {
            Some(hint) => anyhow::anyhow!("{text}\n{}: {hint}", speech.say("cli-hint")),
            None => anyhow::anyhow!(text),
        }
    }
}

impl Origin {
    /// Where a value came from, in words.
    pub fn told(&self, speech: &Speech) -> String {
        match self {
            Self::Default => speech.say("config-origin-default"),
            Self::File(file) => file.display().to_string(),
            Self::Variable(name) => name.clone(),
            Self::Flag(flag) => (*flag).to_owned(),
        }
    }
}
