//! What is kept between questions.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tokio::sync::Mutex as Turn;

use super::bucket::JourneyBucket;
use super::plan::Plan;
use super::unit_names::UnitNames;
use super::{JourneyScan, SideColumns};
use crate::lineage::Standing;
use crate::moves::Moves;
use crate::snapshot::{Snapshot, Snapshots};

/// How much memory journeys may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JourneyLimits {
    /// Bytes that are kept between questions; an event takes 10 to 40 of them.
    pub bytes: u64,
    /// Events of one bucket, roughly.
    pub bucket_events: u64,
}

impl Default for JourneyLimits {
    fn default() -> Self {
        Self { bytes: 1 << 30, bucket_events: 1 << 20 }
    }
}

/// The buckets of one state of the table and of one state of who is who.
#[derive(Clone, Debug)]
pub(crate) struct Shelf {
    pub(super) standing: Standing,
    pub(super) moves: Moves,
    pub(super) sides: SideColumns,
    pub(super) plan: Plan,
    /// Nothing stands where a bucket is not kept.
    pub(super) buckets: Vec<Option<Arc<JourneyBucket>>>,
    /// What is not kept found no room, so that nobody needs to try again.
    pub(super) is_full: bool,
    /// The highest place in the order of arrival.
    pub(super) last_position: i64,
    pub(super) unit_names: Arc<UnitNames>,
}

impl Shelf {
    /// An empty one for a state.
    pub(super) fn new(snapshot: &Snapshot, scan: &JourneyScan, sides: SideColumns, limits: &JourneyLimits) -> Self {
        let plan = Plan::new(snapshot, limits.bucket_events);
        let positions = snapshot.files.iter().map(|file| file.extent.positions.map_or(i64::MAX, |range| range.1));
        Self {
            standing: snapshot.standing,
            moves: scan.moves.clone(),
            sides,
            buckets: vec![None; plan.buckets()],
            is_full: false,
            last_position: positions.max().unwrap_or(0),
            unit_names: Arc::default(),
            plan,
        }
    }

    pub(super) fn bytes(&self) -> u64 {
        self.buckets.iter().flatten().map(|bucket| bucket.bytes() as u64).sum()
    }

    /// Drops what does not fit.
    pub(super) fn fit(&mut self, limits: &JourneyLimits) {
        let mut bytes = 0;
        for bucket in &mut self.buckets {
            bytes += bucket.as_ref().map_or(0, |bucket| bucket.bytes() as u64);
            if bytes > limits.bytes {
                *bucket = None;
            }
        }
        self.is_full = self.buckets.iter().any(Option::is_none);
    }
}

/// The one shelf, and who may change it.
#[derive(Debug, Default)]
pub(crate) struct Shelves {
    kept: Mutex<Option<Arc<Shelf>>>,
    limits: RwLock<JourneyLimits>,
    /// Whoever makes buckets has the turn: the others wait for them instead of making the same.
    pub(super) turn: Turn<()>,
}

impl Shelves {
    pub(super) fn kept(&self) -> Option<Arc<Shelf>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps a shelf, unless rows went meanwhile.
    pub(super) fn keep(&self, shelf: Shelf, snapshots: &Snapshots) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if snapshots.standing().age == shelf.standing.age {
            *kept = Some(Arc::new(shelf));
        }
    }

    /// Forgets everything: rows went, and nothing of them may remain.
    pub(crate) fn clear(&self) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub(super) fn limits(&self) -> JourneyLimits {
        *self.limits.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn set_limits(&self, limits: JourneyLimits) {
        *self.limits.write().unwrap_or_else(PoisonError::into_inner) = limits;
        self.clear();
    }
}
