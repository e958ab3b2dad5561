//! From a state of the table to the journeys in it.

use std::ops::Range;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

use super::assemble::{Piece, assemble};
use super::bucket::JourneyBucket;
use super::extend::extended;
use super::read::Reading;
use super::shelf::{JourneyLimits, Shelf};
use super::threads::share;
use super::{JourneyScan, SideColumns};
use crate::data_file::DataFile;
use crate::error::LakeError;
use crate::merge::AbandonOnDrop;
use crate::snapshot::Snapshot;
use crate::table::Lake;

/// Bytes that a row takes while buckets are made, at most.
const BYTES_WHILE_MAKING: u64 = 48;

/// How a question comes to its buckets.
enum Way {
    /// They are kept as they are.
    Ready(Arc<Shelf>),
    /// What is kept lacks the rows of these files.
    Behind(Arc<Shelf>, Vec<DataFile>),
    /// They are made, and kept as far as there is room.
    Anew(SideColumns),
    /// They are made for this question alone.
    Apart,
}

impl Lake {
    /// Says how much memory journeys may take.
    pub fn limit_journeys(&self, limits: JourneyLimits) {
        self.shelves.set_limits(limits);
    }

    /// The memory that journeys take between questions, in bytes.
    pub fn journey_bytes(&self) -> u64 {
        self.shelves.kept().map_or(0, |shelf| shelf.bytes())
    }

    /// Shows all journeys of one state of the table, bucket by bucket, on as many threads as there are processors.
    ///
    /// Each thread begins a state of its own and shows it its buckets; the states are the answer. Once the future is dropped no further
    /// bucket is shown.
    pub async fn journeys<S: Send + 'static>(
        &self,
        snapshot: &Arc<Snapshot>,
        scan: &JourneyScan,
        begin: impl Fn() -> S + Send + Sync + 'static,
        visit: impl Fn(&mut S, &JourneyBucket) + Send + Sync + 'static,
    ) -> Result<Vec<S>, LakeError> {
        let limits = self.shelves.limits();
        let mut turn = None;
        let way = loop {
            let way = self.way(self.shelves.kept(), snapshot, scan, &limits);
            if turn.is_some() || matches!(way, Way::Ready(_) | Way::Apart) {
                break way;
            }
            turn = Some(self.shelves.turn.lock().await);
        };
        let abandoned = Arc::new(AtomicBool::new(false));
        let _abandon = AbandonOnDrop(Arc::clone(&abandoned));
        let (snapshot, scan) = (Arc::clone(snapshot), scan.clone());
        let showing = move || {
            let mut asking = Asking { snapshot, scan, limits, abandoned, states: Vec::new() };
            let shown = asking.show(way, &begin, &visit);
            let files = asking.snapshot.files.iter().map(|file| asking.snapshot.folder.join(&file.path));
            let shelf = shown.map_err(|error| error.of_files(files))?;
            Ok::<_, LakeError>((asking.states, shelf))
        };
        let (states, shelf) = tokio::task::spawn_blocking(showing).await.map_err(LakeError::Interrupted)??;
        if let Some(shelf) = shelf {
            self.shelves.keep(shelf, &self.snapshots);
        }
        drop(turn);
        Ok(states)
    }

    fn way(
        &self,
        kept: Option<Arc<Shelf>>,
        snapshot: &Arc<Snapshot>,
        scan: &JourneyScan,
        limits: &JourneyLimits,
    ) -> Way {
        if scan.judge.is_some() {
            return Way::Apart;
        }
        let Some(shelf) = kept.filter(|shelf| shelf.standing.age == snapshot.standing.age) else {
            // A state of an age that is over is not kept: what went may still be in it.
            let is_over = snapshot.standing.age != self.snapshots.standing().age;
            return if is_over { Way::Apart } else { Way::Anew(scan.sides) };
        };
        let sides = scan.sides.and(shelf.sides);
        if shelf.standing.arrivals > snapshot.standing.arrivals {
            return Way::Apart;
        }
        let is_outgrown = shelf.plan.is_outgrown(snapshot.rows, limits.bucket_events);
        if !shelf.moves.are(&scan.moves) || !shelf.sides.cover(&scan.sides) || is_outgrown {
            return Way::Anew(sides);
        }
        if shelf.standing == snapshot.standing {
            return Way::Ready(shelf);
        }
        let arrived = self.snapshots.arrived_between(shelf.standing, snapshot.standing);
        // The order of equal times is known only of rows that came later.
        let came_later = |file: &DataFile| file.extent.positions.is_some_and(|(first, _)| first > shelf.last_position);
        match arrived.filter(|files| files.iter().all(came_later)) {
            Some(files) => Way::Behind(shelf, files),
            None => Way::Anew(sides),
        }
    }
}

/// One question's walk through the buckets.
struct Asking<S> {
    snapshot: Arc<Snapshot>,
    scan: JourneyScan,
    limits: JourneyLimits,
    abandoned: Arc<AtomicBool>,
    states: Vec<S>,
}

impl<S: Send> Asking<S> {
    /// Shows every bucket; answers what is to be kept, if that is something else than before.
    fn show(
        &mut self,
        way: Way,
        begin: &(impl Fn() -> S + Sync),
        visit: &(impl Fn(&mut S, &JourneyBucket) + Sync),
    ) -> Result<Option<Shelf>, LakeError> {
        let (mut shelf, is_kept) = match way {
            Way::Ready(shelf) => (Shelf::clone(&shelf), false),
            Way::Behind(shelf, files) => {
                let sides = shelf.sides;
                match self.extend(&shelf, files) {
                    Ok(shelf) => (shelf, true),
                    // A file that was sorted into another one may be gone by now.
                    Err(LakeError::Damaged { .. }) => (self.blank(sides), true),
                    Err(error) => return Err(error),
                }
            }
            Way::Anew(sides) => (self.blank(sides), true),
            Way::Apart => (self.blank(self.scan.sides), false),
        };
        let kept: Vec<Arc<JourneyBucket>> = shelf.buckets.iter().flatten().cloned().collect();
        let states = std::mem::take(&mut self.states);
        let show = |state: &mut S, number: usize| {
            visit(state, &kept[number]);
            Ok(())
        };
        (_, self.states) = share(kept.len(), &self.abandoned, states, begin, show)?;
        drop(kept);
        let keep = is_kept && !shelf.is_full;
        self.make_missing(&mut shelf, keep, begin, visit)?;
        if is_kept {
            shelf.fit(&self.limits);
        }
        Ok(is_kept.then_some(shelf))
    }

    fn blank(&self, sides: SideColumns) -> Shelf {
        Shelf::new(&self.snapshot, &self.scan, sides, &self.limits)
    }

    fn reading<'a>(&'a self, shelf: &'a Shelf) -> Reading<'a> {
        Reading {
            folder: &self.snapshot.folder,
            scan: &self.scan,
            sides: shelf.sides,
            plan: &shelf.plan,
            unit_names: &shelf.unit_names,
            abandoned: &self.abandoned,
        }
    }

    /// The shelf with the rows of files that came since.
    fn extend(&self, shelf: &Shelf, files: Vec<DataFile>) -> Result<Shelf, LakeError> {
        let last = files.iter().filter_map(|file| file.extent.positions).map(|range| range.1).max();
        let buckets = 0..shelf.plan.buckets();
        let (pieces, layout) = self.reading(shelf).read(files, &buckets)?;
        let pieces = Slots::new(pieces);
        let add = |(): &mut (), number: usize| {
            let (kept, pieces) = (&shelf.buckets[number], pieces.take(number));
            match kept {
                Some(kept) if !pieces.is_empty() => {
                    let new = assemble(pieces, layout, &shelf.unit_names)?;
                    Ok(Some(Arc::new(extended(kept, &new))))
                }
                kept => Ok(kept.clone()),
            }
        };
        let (buckets, _) = share(buckets.len(), &self.abandoned, Vec::new(), || (), add)?;
        Ok(Shelf {
            buckets,
            standing: self.snapshot.standing,
            last_position: shelf.last_position.max(last.unwrap_or(0)),
            ..shelf.clone()
        })
    }

    /// Makes the buckets that are not kept, a part of them at a time, and shows them; keeps them if told to.
    fn make_missing(
        &mut self,
        shelf: &mut Shelf,
        keep: bool,
        begin: &(impl Fn() -> S + Sync),
        visit: &(impl Fn(&mut S, &JourneyBucket) + Sync),
    ) -> Result<(), LakeError> {
        let rows = self.snapshot.rows / shelf.plan.buckets() as u64;
        let at_once = (self.limits.bytes / (BYTES_WHILE_MAKING * rows.max(1))).max(1) as usize;
        let mut bytes = shelf.bytes();
        for buckets in missing(&shelf.buckets, at_once) {
            let (pieces, layout) = self.reading(shelf).read(self.snapshot.files.clone(), &buckets)?;
            let pieces = Slots::new(pieces);
            let has_room = keep && bytes < self.limits.bytes;
            let show = |state: &mut S, number: usize| {
                let bucket = assemble(pieces.take(number), layout, &shelf.unit_names)?;
                visit(state, &bucket);
                Ok(has_room.then(|| Arc::new(bucket)))
            };
            let states = std::mem::take(&mut self.states);
            let (made, states) = share(buckets.len(), &self.abandoned, states, begin, show)?;
            self.states = states;
            for (slot, bucket) in shelf.buckets[buckets].iter_mut().zip(made) {
                bytes += bucket.as_ref().map_or(0, |bucket| bucket.bytes() as u64);
                *slot = bucket;
            }
        }
        Ok(())
    }
}

/// Stretches of buckets that are not kept, of so many at most.
fn missing(buckets: &[Option<Arc<JourneyBucket>>], at_once: usize) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for number in (0..buckets.len()).filter(|number| buckets[*number].is_none()) {
        match stretches.last_mut() {
            Some(last) if last.end == number && last.len() < at_once => last.end += 1,
            _ => stretches.push(number..number + 1),
        }
    }
    stretches
}

/// Pieces that are taken away one bucket after the other, by whichever thread comes first.
struct Slots(Vec<Mutex<Vec<Piece>>>);

impl Slots {
    fn new(pieces: Vec<Vec<Piece>>) -> Self {
        Self(pieces.into_iter().map(Mutex::new).collect())
    }

    fn take(&self, number: usize) -> Vec<Piece> {
        std::mem::take(&mut self.0[number].lock().unwrap_or_else(PoisonError::into_inner))
    }
}
