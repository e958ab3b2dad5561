//! How rows of files become events, as a person writes it down (TOML).
//!
//! Every value of an event is a [`Template`]: text with columns in braces, such as `{order_id}:placed`.
//! A column of another file is reached through the joins of the row's file: `{customers.city}`,
//! and through several of them by going on: `{orders.customers.city}`.
//! A value is absent when one of its columns is empty; a text in quotes without braces is always there.
//! `{*}` stands for a number that is made of the whole row, for files that number nothing.

mod check;
mod error;
mod event;
mod template;
mod write;

use std::collections::BTreeMap;

use otklik_core::{Catalogue, Currency, PeopleWord, Text, UnitKind, UnitPath, Zone};
use serde::{Deserialize, Serialize};

pub use error::MappingError;
pub(crate) use event::{AgentSettings, AnswerSettings, Condition, CustomerSettings, DurationSettings, EventSettings};
pub(crate) use template::{Part, Template};
pub use write::Say;

use crate::time_format::{DateOrder, TimeFormat};

/// A mapping that was read and whose parts fit each other.
#[derive(Clone, Debug)]
pub struct Mapping {
    pub(crate) settings: Settings,
    pub(crate) zone: Zone,
    pub(crate) time_formats: Vec<TimeFormat>,
}

impl Mapping {
    /// Reads a mapping and checks that its parts fit each other.
    pub fn parse(toml_text: &str) -> Result<Self, MappingError> {
        let settings: Settings = toml::from_str(toml_text).map_err(|error| MappingError::syntax(toml_text, &error))?;
        check::settings(settings)
    }

    /// Takes the settings that a draft gives, checked like those of a text.
    pub(crate) fn from_settings(settings: Settings) -> Result<Self, MappingError> {
        check::settings(settings)
    }

    /// The name under which the events' source is known.
    pub fn source(&self) -> &str {
        &self.settings.source
    }

    /// What the events mean, when the mapping says so.
    pub fn catalogue(&self) -> Option<&Catalogue> {
        self.settings.catalogue.as_ref()
    }

    /// What an empty installation is to be called, when the mapping says so.
    pub fn workspace(&self) -> Option<&WorkspaceSettings> {
        self.settings.workspace.as_ref()
    }
}

/// What an empty installation takes over from a mapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkspaceSettings {
    /// The company's name.
    pub company: String,
    /// Its time zone, checked; `Europe/Moscow`.
    pub time_zone: String,
    /// The currency in which it reports.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// What it calls the people it serves.
    #[serde(default)]
    pub people_word: Option<PeopleWord>,
    /// Its units, parents before children.
    #[serde(default)]
    pub units: Vec<UnitSettings>,
}

/// A unit of the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitSettings {
    /// Where it stands in the tree.
    pub path: UnitPath,
    /// What it is called.
    pub name: Text,
    /// Its level.
    pub kind: UnitKind,
}

/// The file's text, part by part.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    pub(crate) source: String,
    /// The zone of times without offset.
    pub(crate) time_zone: String,
    /// Tried in their order, ISO 8601 after them.
    #[serde(default = "iso")]
    pub(crate) time_formats: Vec<String>,
    /// Whether the day or the month comes first in dates such as 03.05.2026; none when there are none.
    pub(crate) date_order: Option<DateOrder>,
    #[serde(default)]
    pub(crate) decimal_comma: bool,
    /// What the files write for nothing, such as `NULL`.
    #[serde(default)]
    pub(crate) empty_values: Vec<String>,
    pub(crate) currency: Option<Template>,
    pub(crate) channel: Option<Template>,
    pub(crate) files: BTreeMap<String, FileSettings>,
    pub(crate) events: Vec<EventSettings>,
    pub(crate) catalogue: Option<Catalogue>,
    pub(crate) workspace: Option<WorkspaceSettings>,
}

fn iso() -> Vec<String> {
    vec!["iso".to_owned()]
}

/// A file or several of the same shape.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileSettings {
    /// The file's name; `*` stands for anything.
    pub(crate) name: String,
    /// The column by which other files' rows find a row of this one.
    pub(crate) key: Option<String>,
    /// Other files by their name in the mapping, each with the column here that holds their key.
    #[serde(default)]
    pub(crate) join: BTreeMap<String, String>,
    /// What its text is written in, such as `windows-1251`; found out when it is left out.
    pub(crate) encoding: Option<String>,
    /// What stands between columns; found out when it is left out.
    pub(crate) separator: Option<String>,
    /// The sheet of a workbook; the first one when it is left out.
    pub(crate) sheet: Option<String>,
    /// Whether the first row names the columns; columns without names are `#1`, `#2` and so on.
    pub(crate) heading: Option<bool>,
    /// Whether it may be left out; what is not found in it is then absent rather than wrong.
    #[serde(default)]
    pub(crate) optional: bool,
}

#[cfg(test)]
mod tests;
