//! What another catalogue would change.

use std::collections::BTreeSet;

use otklik_core::{Catalogue, CatalogueChanges, Estimate, EventKind, Placement, Role, RuleConflict, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::coverage;
use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::slice::{LeftOut, LeftOutReason};

/// Kinds that move which are listed at most; all are counted.
const MOVES_LISTED: usize = 100;

/// What a catalogue would change if it were the current one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CataloguePreview {
    /// When this was true.
    pub as_of: Timestamp,
    /// The version of the current catalogue; 0 before the first.
    pub version: i64,
    /// How the two differ.
    pub changes: CatalogueChanges,
    /// Events of placed kinds, of all events, now.
    pub coverage_before: Estimate,
    /// The same with the other catalogue.
    pub coverage_after: Estimate,
    /// How many kinds would mean something else.
    pub kinds_moved: u64,
    /// How many events are of these kinds.
    pub events_moved: u64,
    /// The kinds that would mean something else, the most frequent first.
    pub moved: Vec<KindMoved>,
    /// Kinds that move and are not listed.
    pub left_out: LeftOut,
    /// Roles that would gain or lose events: figures that are made of them change.
    pub roles: Vec<Role>,
    /// Whether the division by stages would change.
    pub stages_change: bool,
    /// Rules that stand in each other's way.
    pub conflicts: Vec<RuleConflict>,
}

/// A kind that would mean something else.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct KindMoved {
    /// The kind.
    pub kind: EventKind,
    /// How many events.
    pub events: u64,
    /// What it means now.
    pub before: Option<Placement>,
    /// What it would mean.
    pub after: Option<Placement>,
}

impl Insight {
    /// Says what a catalogue would change for the events that the reader may see.
    pub async fn preview_catalogue(
        &self,
        reader: &Reader,
        catalogue: &Catalogue,
    ) -> Result<CataloguePreview, InsightError> {
        let view = self.view(reader).await?;
        let census = view.census().await?;
        let seen = view.seen(&census);
        let mut moved: Vec<KindMoved> = seen
            .iter()
            .filter_map(|kind| {
                let (before, after) = (view.catalogue.place(kind.kind), catalogue.place(kind.kind));
                (before != after).then(|| KindMoved {
                    kind: kind.kind.clone(),
                    events: kind.tally.events,
                    before: before.cloned(),
                    after: after.cloned(),
                })
            })
            .collect();
        let (roles, stages_change) = figures_touched(&moved);
        let (kinds_moved, events_moved) = (moved.len() as u64, moved.iter().map(|kind| kind.events).sum());
        let unlisted = moved.len().saturating_sub(MOVES_LISTED) as u64;
        moved.truncate(MOVES_LISTED);
        Ok(CataloguePreview {
            as_of: view.now,
            version: view.catalogue_version,
            changes: catalogue.changes_since(&view.catalogue),
            coverage_before: coverage(&view.catalogue, &seen),
            coverage_after: coverage(catalogue, &seen),
            kinds_moved,
            events_moved,
            moved,
            left_out: LeftOut { rows: unlisted, reason: (unlisted > 0).then_some(LeftOutReason::Limit) },
            roles,
            stages_change,
            conflicts: catalogue.conflicts(),
        })
    }
}

fn figures_touched(moved: &[KindMoved]) -> (Vec<Role>, bool) {
    let mut roles = BTreeSet::new();
    let mut stages_change = false;
    for KindMoved { before, after, .. } in moved {
        let (old, new) = (before.as_ref(), after.as_ref());
        let role = |placement: Option<&Placement>| placement.map(|placement| placement.role);
        if role(old) != role(new) {
            roles.extend(role(old).into_iter().chain(role(new)));
        }
        stages_change |= old.and_then(|placement| placement.stage) != new.and_then(|placement| placement.stage);
    }
    (roles.into_iter().collect(), stages_change)
}
