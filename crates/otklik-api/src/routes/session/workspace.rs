//! The company as a signed-in user sees it.

use std::collections::{BTreeMap, HashSet};

use otklik_core::{MetricDefinition, PeopleWord, Scope, Text, Timestamp, UnitKind, UnitPath, UserRole};
use otklik_insight::Reader;
use otklik_store::{Unit, User};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::condition::DiskState;
use crate::problem::Problem;

/// The company whose installation this is.
#[derive(Serialize, ToSchema)]
pub(crate) struct WorkspaceShown {
    /// Its name.
    company: String,
    /// The time zone in which its days begin.
    time_zone: String,
    /// The currency it reckons in.
    currency: Option<String>,
    /// Whether this is a demonstration.
    demo: bool,
    /// What it calls the people it serves.
    people_word: PeopleWord,
    /// The metrics it measures.
    metrics: Vec<MetricDefinition>,
    /// Names of channels.
    channels: BTreeMap<String, Text>,
    /// The touchpoints of the catalogue, each once, in its order.
    touchpoints: Vec<Text>,
    /// The departments of the catalogue, each once, in its order.
    departments: Vec<Text>,
    /// The units that the user sees with those above them, in the order of paths.
    units: Vec<UnitShown>,
    /// How much data there are that the user sees.
    data: DataShown,
    /// Room that is running out, for who can do something about it; nothing while there is enough.
    disk: Option<DiskShown>,
}

/// A disk that is nearly full.
#[derive(Serialize, ToSchema)]
pub(crate) struct DiskShown {
    /// Whether nothing more is taken until there is room again.
    full: bool,
    /// Bytes that are free.
    free_bytes: u64,
    /// Bytes of the whole disk.
    size_bytes: u64,
}

impl DiskShown {
    fn for_user(app: &App, user: &User) -> Option<Self> {
        let disk = &app.condition.disk;
        let state = disk.state();
        if user.role != UserRole::Administrator || state == DiskState::Enough {
            return None;
        }
        let space = disk.space()?;
        Some(Self { full: state == DiskState::Full, free_bytes: space.free, size_bytes: space.size })
    }
}

/// A unit of the company.
#[derive(Serialize, ToSchema)]
pub(crate) struct UnitShown {
    /// Where it stands in the tree.
    path: UnitPath,
    /// What the company calls it.
    name: Text,
    /// Its level.
    kind: UnitKind,
}

/// How much data there are.
#[derive(Serialize, ToSchema)]
pub(crate) struct DataShown {
    /// When the first event happened.
    first: Option<Timestamp>,
    /// When the last event happened.
    last: Option<Timestamp>,
    /// How many events.
    events: u64,
    /// How many customers; nothing for who sees a part of the company, since customers are of the whole.
    customers: Option<u64>,
}

impl WorkspaceShown {
    pub(crate) async fn for_user(app: &App, user: &User) -> Result<Self, Problem> {
        let (store, scope) = (&app.store, &user.scope);
        let workspace = store.workspace().get().await?;
        let catalogue = store.catalogue().current().await?.map(|(_, catalogue)| catalogue).unwrap_or_default();
        let units = store.units().all().await?;
        let span = app.insight.data_span(&Reader { scope: scope.clone() }).await?;
        let customers = match scope {
            Scope::Company => Some(store.people().count().await?),
            Scope::Units(_) => None,
        };
        Ok(Self {
            company: workspace.as_ref().map(|workspace| workspace.company.clone()).unwrap_or_default(),
            time_zone: workspace.as_ref().map_or_else(|| "UTC".to_owned(), |workspace| workspace.time_zone.clone()),
            currency: workspace.as_ref().and_then(|workspace| workspace.currency).map(|currency| currency.to_string()),
            demo: workspace.as_ref().is_some_and(|workspace| workspace.demo.is_some()),
            people_word: workspace.map_or(PeopleWord::Customer, |workspace| workspace.people_word),
            touchpoints: each_once(catalogue.rules.iter().map(|rule| &rule.placement.touchpoint)),
            departments: each_once(catalogue.rules.iter().filter_map(|rule| rule.placement.department.as_ref())),
            metrics: catalogue.metrics,
            channels: catalogue.channels,
            units: units.into_iter().filter(|unit| scope.shows(&unit.path)).map(UnitShown::from).collect(),
            data: DataShown { first: span.first, last: span.last, events: span.events, customers },
            disk: DiskShown::for_user(app, user),
        })
    }
}

fn each_once<'a>(names: impl Iterator<Item = &'a Text>) -> Vec<Text> {
    let mut seen = HashSet::new();
    names.filter(|name| seen.insert(*name)).cloned().collect()
}

impl From<Unit> for UnitShown {
    fn from(unit: Unit) -> Self {
        Self { path: unit.path, name: unit.name, kind: unit.kind }
    }
}
