//! How many events there are of each kind and in each unit: one pass over everything.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use otklik_core::{Scope, Timestamp, UnitPath};
use otklik_lake::{Column, Scan};

use crate::distinct::Distinct;
use crate::error::InsightError;
use crate::view::View;

/// What there is of one sort of events.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) events: u64,
    /// Of these, those that are nobody's.
    pub(crate) nobodys: u64,
    pub(crate) first: Option<Timestamp>,
    pub(crate) last: Option<Timestamp>,
    pub(crate) people: Distinct,
}

impl Tally {
    pub(crate) fn take(&mut self, time: Timestamp, person: Option<i64>) {
        self.events += 1;
        self.first = Some(self.first.map_or(time, |first| first.min(time)));
        self.last = Some(self.last.map_or(time, |last| last.max(time)));
        match person {
            Some(person) => self.people.insert(person),
            None => self.nobodys += 1,
        }
    }

    /// Takes in what there is of another sort.
    pub(crate) fn join(&mut self, other: &Self) {
        self.events += other.events;
        self.nobodys += other.nobodys;
        self.first = self.first.into_iter().chain(other.first).min();
        self.last = self.last.into_iter().chain(other.last).max();
        self.people.join(&other.people);
    }

    /// People, each event that is nobody's counting as one.
    pub(crate) fn people_or_nobodys(&self) -> u64 {
        self.people.count() + self.nobodys
    }
}

/// Everything there is, by kind and by unit, as far as the reader may see it.
#[derive(Debug, Default)]
pub(crate) struct Census {
    pub(crate) by_kind: HashMap<i64, Tally>,
    /// Nothing stands for events without a unit.
    pub(crate) by_unit: BTreeMap<Option<UnitPath>, Tally>,
    pub(crate) all: Tally,
}

impl View<'_> {
    /// Counts everything; for the whole company once per state of the lake, whatever the catalogue says.
    pub(crate) async fn census(&self) -> Result<Arc<Census>, InsightError> {
        let lake = self.snapshot.version;
        let whole = self.scope == Scope::Company;
        let known = self.insight.remember(self.state(), |memory| memory.census.clone());
        if let Some((_, census)) = known.filter(|(version, _)| whole && *version == lake) {
            return Ok(census);
        }
        let mut by_kind: HashMap<i64, Tally> = HashMap::new();
        let mut by_unit = HashMap::new();
        self.each(Scan::of(&[Column::OccurredAt]), |row| {
            let person = row.person();
            by_kind.entry(row.batch.kinds()[row.index]).or_default().take(row.time, person);
            by_unit.entry(row.unit).or_insert_with(Tally::default).take(row.time, person);
        })
        .await?;
        let mut census = Census { by_kind, ..Census::default() };
        for (unit, tally) in by_unit {
            census.all.join(&tally);
            census.by_unit.entry(unit.map(|unit| self.unit(unit).clone())).or_default().join(&tally);
        }
        let census = Arc::new(census);
        if whole {
            self.insight.remember(self.state(), |memory| memory.census = Some((lake, Arc::clone(&census))));
        }
        Ok(census)
    }
}
