//! Puts the layers of the configuration together and remembers where each value came from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::Configuration;
use super::error::ConfigurationError;
use super::key::{KEYS, Key};

/// What the variables of the environment begin with.
pub(super) const PREFIX: &str = "OTKLIK__";
/// The file that is read from the working folder when no other is named.
const FILE: &str = "otklik.toml";
/// Variables that are no keys of the configuration: the file itself cannot say where it is, nor in which language to refuse it.
const NO_KEYS: [&str; 2] = ["OTKLIK__LANGUAGE", "OTKLIK__CONFIG"];

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody said anything.
    Default,
    /// A file.
    File(PathBuf),
    /// A variable of the environment.
    Variable(String),
    /// A flag of the command line.
    Flag(&'static str),
}

/// A key's value and its origin; no value when it is unset.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    pub key: &'static Key,
    pub value: Option<Value>,
    pub origin: Origin,
}

/// The configuration, and where each of its values came from.
#[derive(Clone, Debug)]
pub struct Settled {
    pub configuration: Configuration,
    pub settings: Vec<Setting>,
}

/// Puts the layers together: `flags` as (key, flag, value), the environment, the file, the defaults.
pub fn settle(
    file: Option<&Path>,
    variables: impl IntoIterator<Item = (String, String)>,
    flags: Vec<(&'static str, &'static str, Value)>,
) -> Result<Settled, ConfigurationError> {
    let mut values: BTreeMap<&'static str, (Value, Origin)> = BTreeMap::new();
    for (key, value, origin) in from_file(file)? {
        values.insert(key.name, (value, origin));
    }
    for (key, value, origin) in from_variables(variables)? {
        values.insert(key.name, (value, origin));
    }
    for (name, flag, value) in flags {
        values.insert(name, (value, Origin::Flag(flag)));
    }
    let settings: Vec<Setting> = KEYS
        .iter()
        .map(|key| match values.remove(key.name) {
            Some((value, origin)) => Setting { key, value: Some(value), origin },
            None => Setting { key, value: key.usual(), origin: Origin::Default },
        })
        .collect();
    let configuration = assemble(&settings)?;
    Ok(Settled { configuration, settings })
}

type Found = Vec<(&'static Key, Value, Origin)>;

fn from_file(named: Option<&Path>) -> Result<Found, ConfigurationError> {
    let path = named.unwrap_or(Path::new(FILE));
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(ConfigurationError::Unreadable { file: path.to_owned(), source }),
    };
    let table: Table =
        text.parse().map_err(|source| ConfigurationError::Malformed { file: path.to_owned(), source })?;
    let origin = Origin::File(path.to_owned());
    let mut found = Vec::new();
    for (name, value) in flattened("", table) {
        let key = Key::find(&name).ok_or_else(|| ConfigurationError::unknown(&name, origin.clone()))?;
        let value = key.accept(value).ok_or_else(|| ConfigurationError::refused(key, origin.clone()))?;
        found.push((key, value, origin.clone()));
    }
    Ok(found)
}

fn flattened(before: &str, table: Table) -> Vec<(String, Value)> {
    let mut flat = Vec::new();
    for (name, value) in table {
        let name = if before.is_empty() { name } else { format!("{before}.{name}") };
        match value {
            Value::Table(table) => flat.extend(flattened(&name, table)),
            value => flat.push((name, value)),
        }
    }
    flat
}

fn from_variables(variables: impl IntoIterator<Item = (String, String)>) -> Result<Found, ConfigurationError> {
    let mut found = Vec::new();
    for (variable, text) in variables {
        let Some(rest) = variable.strip_prefix(PREFIX).filter(|_| !NO_KEYS.contains(&variable.as_str())) else {
            continue;
        };
        let origin = Origin::Variable(variable.clone());
        let name = rest.to_ascii_lowercase().replace("__", ".");
        let key = Key::find(&name).ok_or_else(|| ConfigurationError::unknown(&name, origin.clone()))?;
        let value = key.parse(&text).ok_or_else(|| ConfigurationError::refused(key, origin.clone()))?;
        found.push((key, value, origin));
    }
    Ok(found)
}

fn assemble(settings: &[Setting]) -> Result<Configuration, ConfigurationError> {
    let mut root = Table::new();
    for setting in settings {
        let Some(value) = &setting.value else { continue };
        let mut sections: Vec<&str> = setting.key.name.split('.').collect();
        let last = sections.pop().unwrap_or_default();
        let mut table = &mut root;
        for section in sections {
            let entry = table.entry(section).or_insert_with(|| Value::Table(Table::new()));
            let Value::Table(inner) = entry else {
                return Err(ConfigurationError::refused(setting.key, setting.origin.clone()));
            };
            table = inner;
        }
        table.insert(last.to_owned(), value.clone());
        // Kinds are right by now; what is left is a text that should be an address, and it is told with its origin.
        if setting.key.name == "server.host"
            && value.as_str().is_none_or(|text| text.parse::<std::net::IpAddr>().is_err())
        {
            return Err(ConfigurationError::refused(setting.key, setting.origin.clone()));
        }
    }
    Value::Table(root).try_into().map_err(ConfigurationError::Incomplete)
}
