//! The company's units, with what happened in them.

use std::collections::BTreeSet;

use otklik_core::{Scope, Text, Timestamp, UnitKind, UnitPath};
use serde::Serialize;
use utoipa::ToSchema;

use crate::census::Tally;
use crate::error::InsightError;
use crate::insight::{Insight, Reader};

/// The units that a reader sees, in the order of paths.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Units {
    /// When this was true.
    pub as_of: Timestamp,
    /// The company's time zone, for units that have none of their own.
    pub time_zone: String,
    /// The units.
    pub units: Vec<UnitRow>,
    /// Events that name no unit; nothing for who sees a part of the company.
    pub events_without_unit: Option<u64>,
}

/// A unit and what happened in it and below it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnitRow {
    /// Where it stands in the tree.
    pub path: UnitPath,
    /// What the company calls it.
    pub name: Text,
    /// Its level.
    pub kind: UnitKind,
    /// Its own time zone, or the next one above it that has one.
    pub time_zone: Option<String>,
    /// Whether the time zone is its own.
    pub own_time_zone: bool,
    /// Whether somebody described it; else only events name it.
    pub described: bool,
    /// How many events happened in it and below.
    pub events: u64,
    /// How many known people had them.
    pub people: u64,
    /// When the last one happened.
    pub last: Option<Timestamp>,
    /// Whether the reader may see only what it contains, not the unit as a whole.
    pub partly: bool,
}

impl Insight {
    /// Lists the units in the reader's scope with those above them.
    pub async fn units(&self, reader: &Reader) -> Result<Units, InsightError> {
        let view = self.view(reader).await?;
        let census = view.census().await?;
        let all = self.store.units().all().await.map_err(InsightError::Store)?;
        let undescribed: BTreeSet<UnitPath> = self.store.units().undescribed().await.map_err(InsightError::Store)?;
        let zone_of = |path: &UnitPath| {
            let above = all.iter().filter(|unit| path.is_within(&unit.path));
            above
                .filter_map(|unit| Some((&unit.path, unit.time_zone.as_ref()?)))
                .max_by_key(|(path, _)| path.as_str().len())
        };
        let units = all
            .iter()
            .filter(|unit| reader.scope.shows(&unit.path))
            .map(|unit| {
                let mut tally = Tally::default();
                let below = census
                    .by_unit
                    .iter()
                    .filter(|(path, _)| path.as_ref().is_some_and(|path| path.is_within(&unit.path)));
                below.for_each(|(_, part)| tally.join(part));
                let zone = zone_of(&unit.path);
                UnitRow {
                    path: unit.path.clone(),
                    name: unit.name.clone(),
                    kind: unit.kind,
                    time_zone: zone.map(|(_, zone)| zone.clone()),
                    own_time_zone: zone.is_some_and(|(path, _)| *path == unit.path),
                    described: !undescribed.contains(&unit.path),
                    events: tally.events,
                    people: tally.people.count(),
                    last: tally.last,
                    partly: !reader.scope.admits(Some(&unit.path)),
                }
            })
            .collect();
        let events_without_unit =
            (reader.scope == Scope::Company).then(|| census.by_unit.get(&None).map_or(0, |tally| tally.events));
        Ok(Units { as_of: view.now, time_zone: view.zone.name().to_owned(), units, events_without_unit })
    }

    /// Whether any event happened in a unit or below it.
    pub async fn has_events(&self, unit: &UnitPath) -> Result<bool, InsightError> {
        let census = self.view(&Reader::of_company()).await?.census().await?;
        Ok(census.by_unit.keys().flatten().any(|path| path.is_within(unit)))
    }
}
