//! Where an installation keeps its state.

use std::fmt;
use std::path::PathBuf;

/// A data folder, and the PostgreSQL database that keeps the state instead of a file in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Place {
    /// The data folder.
    pub folder: PathBuf,
    /// A URL such as `postgres://user:password@host/name`; without one the state is in a SQLite file in the folder.
    pub database: Option<String>,
}

impl Place {
    /// A data folder with its state in a SQLite file.
    pub fn folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), database: None }
    }

    /// The same folder with the state in this PostgreSQL database.
    #[must_use]
    pub fn with_database(self, url: impl Into<String>) -> Self {
        Self { database: Some(url.into()), ..self }
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Place")
            .field("folder", &self.folder)
            .field("database", &self.database.as_deref().map(without_secrets))
            .finish()
    }
}

/// A database's URL as it may be shown: without user, password and options, which may hold secrets.
pub(crate) fn without_secrets(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return "the given address".to_owned() };
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    // A password may contain an @; what follows the last one is the host.
    let host_and_name = rest.rsplit_once('@').map_or(rest, |(_, after)| after);
    format!("{scheme}://{host_and_name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_shown_without_its_password() {
        let place = Place::folder("data").with_database("postgres://anna:p@ss@db.example:5432/otklik?password=geheim");
        let shown = format!("{place:?}");
        assert!(shown.contains("postgres://db.example:5432/otklik"), "{shown}");
        assert!(!shown.contains("p@ss") && !shown.contains("anna") && !shown.contains("geheim"), "{shown}");
        assert_eq!(without_secrets("host=x password=y"), "the given address");
    }
}
