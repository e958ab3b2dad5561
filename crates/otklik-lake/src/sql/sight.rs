//! What one reader of SQL may see, and how it is read.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use otklik_core::{KindKey, Scope, Zone};

use super::identifiers::IdentifierPages;
use crate::{Moves, Snapshot};

/// What the catalogue says of one kind of events; nothing where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SqlMeaning {
    /// The channel: what the catalogue says, or what the events do.
    pub channel: Option<String>,
    /// The touchpoint, in both languages.
    pub touchpoint_ru: Option<String>,
    /// The touchpoint in English.
    pub touchpoint_en: Option<String>,
    /// The stage of the journey.
    pub stage: Option<&'static str>,
    /// The part that it plays in the figures.
    pub role: Option<String>,
    /// The department that is responsible.
    pub department_ru: Option<String>,
    /// The department in English.
    pub department_en: Option<String>,
    /// The kind of experience.
    pub experience: Option<&'static str>,
}

/// A unit, as the table of units has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlUnit {
    /// Where it stands in the tree.
    pub path: String,
    /// What it is called in Russian.
    pub name_ru: String,
    /// What it is called in English.
    pub name_en: String,
    /// Its level.
    pub kind: String,
    /// Its own time zone, where it has one.
    pub time_zone: Option<String>,
}

/// One state of everything that a reader may see.
#[derive(Clone)]
pub struct SqlSight {
    /// The state of the events.
    pub snapshot: Arc<Snapshot>,
    /// Whose identifiers are now.
    pub moves: Moves,
    /// The units whose events they may see.
    pub scope: Scope,
    /// What the catalogue says of each kind of events.
    pub meanings: HashMap<KindKey, SqlMeaning>,
    /// The units that they may see.
    pub units: Vec<SqlUnit>,
    /// The company's time zone.
    pub zone: Zone,
    /// The time zones of units that have another one, by their paths.
    pub unit_zones: HashMap<String, Zone>,
    /// The identifiers of customers that they may see.
    pub identifiers: Arc<dyn IdentifierPages>,
}

impl fmt::Debug for SqlSight {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SqlSight").field("scope", &self.scope).finish_non_exhaustive()
    }
}
