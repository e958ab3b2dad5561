//! How much is known at each touchpoint and in each unit.

use std::collections::HashMap;

use otklik_core::{Estimate, Stage, Text, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::counted_share;
use crate::census::Tally;
use crate::row::{Row, UnitId};
use crate::view::View;

/// How much is known at a touchpoint.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TouchpointQuality {
    /// The touchpoint.
    pub touchpoint: Text,
    /// Its journey stage.
    pub stage: Option<Stage>,
    /// The channels in which its events happened.
    pub channels: Vec<String>,
    /// How many events.
    pub events: u64,
    /// Events with a known customer.
    pub known: Estimate,
    /// When the last one happened.
    pub last: Option<Timestamp>,
}

/// How much is known in a unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnitQuality {
    /// The unit; nothing for events that name none.
    pub unit: Option<String>,
    /// How many events.
    pub events: u64,
    /// Events with a known customer.
    pub known: Estimate,
}

#[derive(Default)]
pub(super) struct Touched {
    by_kind: HashMap<i64, (Tally, Option<Place>)>,
    by_unit: HashMap<Option<UnitId>, Tally>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Place {
    touchpoint: Text,
    stage: Option<Stage>,
    channel: String,
}

/// What was counted, and the channels in which it happened.
type Channelled = (Tally, Vec<String>);

impl Touched {
    pub(super) fn take(&mut self, row: &Row<'_>) {
        let place = || {
            let meaning = row.meaning?;
            let placement = meaning.placement.as_ref()?;
            let channel = meaning.channel().to_owned();
            Some(Place { touchpoint: placement.touchpoint.clone(), stage: placement.stage, channel })
        };
        let kind = row.batch.kinds()[row.index];
        let (tally, _) = self.by_kind.entry(kind).or_insert_with(|| (Tally::default(), place()));
        tally.take(row.time, row.person());
        self.by_unit.entry(row.unit).or_default().take(row.time, row.person());
    }

    pub(super) fn all(&self) -> Tally {
        let mut all = Tally::default();
        self.by_unit.values().for_each(|tally| all.join(tally));
        all
    }

    /// Events of kinds that have a place.
    pub(super) fn placed(&self) -> u64 {
        self.by_kind.values().filter(|(_, place)| place.is_some()).map(|(tally, _)| tally.events).sum()
    }

    pub(super) fn touchpoints(&self) -> Vec<TouchpointQuality> {
        let mut joined: HashMap<(&Text, Option<Stage>), Channelled> = HashMap::new();
        for (tally, place) in self.by_kind.values() {
            let Some(place) = place else { continue };
            let (sum, channels) = joined.entry((&place.touchpoint, place.stage)).or_default();
            sum.join(tally);
            if !place.channel.is_empty() && !channels.contains(&place.channel) {
                channels.push(place.channel.clone());
            }
        }
        let quality = |((touchpoint, stage), (tally, mut channels)): ((&Text, _), Channelled)| {
            channels.sort_unstable();
            TouchpointQuality {
                touchpoint: touchpoint.clone(),
                stage,
                channels,
                events: tally.events,
                known: counted_share(tally.events - tally.nobodys, &tally),
                last: tally.last,
            }
        };
        let mut found: Vec<TouchpointQuality> = joined.into_iter().map(quality).collect();
        found.sort_by(|one, other| (other.events, &one.touchpoint.en).cmp(&(one.events, &other.touchpoint.en)));
        found
    }

    pub(super) fn units(&self, view: &View<'_>) -> Vec<UnitQuality> {
        let quality = |(unit, tally): (&Option<UnitId>, &Tally)| UnitQuality {
            unit: unit.map(|unit| view.unit(unit).to_string()),
            events: tally.events,
            known: counted_share(tally.events - tally.nobodys, tally),
        };
        let mut found: Vec<UnitQuality> = self.by_unit.iter().map(quality).collect();
        let share = |unit: &UnitQuality| unit.known.value.unwrap_or_default();
        found.sort_by(|one, other| share(one).total_cmp(&share(other)).then_with(|| one.unit.cmp(&other.unit)));
        found
    }
}
