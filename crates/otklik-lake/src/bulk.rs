//! The wide road: imports of millions of events straight into sorted files.

mod write_piece;

use std::collections::{BTreeSet, HashSet};
use std::ops::RangeInclusive;

use deltalake_core::kernel::Transaction;
use deltalake_core::protocol::{DeltaOperation, SaveMode};
use otklik_core::{Position, Timestamp};

use crate::cell::{Cell, Routes, overlap};
use crate::encode::ResolvedEvent;
use crate::error::LakeError;
use crate::scan::Scan;
use crate::schema::Column;
use crate::snapshot::Snapshot;
use crate::table::Lake;

#[cfg(test)]
mod tests;

/// How often a piece is written anew because compaction cut its cells meanwhile.
const ATTEMPTS: usize = 20;

impl Lake {
    /// Commits one piece of an import, past the inbox, exactly once; answers how many rows were new, and nothing when the
    /// piece was committed before.
    ///
    /// Events whose id the table has from the same source in the month of their time are left out; this is checked against
    /// exactly the state that is committed on. No id comes twice within a piece: that is the caller's to see to.
    /// Pieces are numbered from 1 and come in order. Positions are the caller's: reserved once for each piece, so that a repeated
    /// call brings the same ones, and [`Lake::rows_at`] tells what an earlier call brought.
    /// A piece is in memory as a whole; about half a million events make good files.
    pub async fn append_bulk(
        &self,
        events: Vec<ResolvedEvent>,
        import: &str,
        piece: u64,
        now: Timestamp,
    ) -> Result<Option<u64>, LakeError> {
        let application = application(import);
        let number = i64::try_from(piece).unwrap_or(i64::MAX);
        let mut unchecked = Unchecked { events, checked: HashSet::new() };
        for _ in 0..ATTEMPTS {
            self.refresh().await?;
            if self.import_piece(import).await?.is_some_and(|done| done >= piece) {
                return Ok(None);
            }
            match self.leave_out(&mut unchecked, &self.snapshot()).await {
                Ok(_) => {}
                // The newest state is whole.
                Err(LakeError::Erased { .. }) => continue,
                Err(error) => return Err(error),
            }
            if unchecked.events.is_empty() {
                return Ok(Some(0));
            }
            let cells = self.snapshot().files.iter().filter_map(|file| file.cell).collect::<Vec<_>>();
            let written;
            (unchecked.events, written) = self.write_piece(unchecked.events, Routes::new(cells)).await?;
            let files: Vec<_> = written.iter().map(|(file, _)| file.clone()).collect();
            let mut table = self.writer.lock().await;
            loop {
                self.update(&mut table).await?;
                let is_done =
                    self.transaction_number(&mut table, &application).await?.is_some_and(|done| done >= number);
                let snapshot = self.snapshot();
                let cells: BTreeSet<Cell> = snapshot.files.iter().chain(&files).filter_map(|file| file.cell).collect();
                // What somebody committed since the last look may be the same events.
                let is_stale = is_done || overlap(&cells) || self.leave_out(&mut unchecked, &snapshot).await? > 0;
                if is_stale {
                    self.discard_from(&table, files).await;
                    if is_done {
                        return Ok(None);
                    }
                    break;
                }
                let actions = files.iter().map(|file| file.add(true, now)).collect();
                let operation = DeltaOperation::Write { mode: SaveMode::Append, partition_by: None, predicate: None };
                let transaction = Transaction::new(&application, number);
                if self.try_commit(&mut table, actions, transaction, operation).await? {
                    for (file, hashes) in written {
                        self.known_ids.remember(&file.path, hashes);
                    }
                    return Ok(Some(unchecked.events.len() as u64));
                }
            }
        }
        Err(LakeError::Contended { attempts: ATTEMPTS })
    }

    /// The last piece of an import that is committed.
    pub async fn import_piece(&self, import: &str) -> Result<Option<u64>, LakeError> {
        let mut table = self.writer.lock().await;
        let done = self.transaction_number(&mut table, &application(import)).await?;
        Ok(done.and_then(|done| u64::try_from(done).ok()))
    }

    /// How many rows have a position in a range: what a piece has brought that was committed with these.
    pub async fn rows_at(&self, positions: RangeInclusive<Position>) -> Result<u64, LakeError> {
        let snapshot = self.fresh_snapshot().await?;
        let mut rows = 0;
        let range = positions.start().0..=positions.end().0;
        self.scan(&snapshot, &Scan::of(&[Column::Position]), |batch| {
            rows += batch.positions().iter().filter(|position| range.contains(position)).count() as u64;
        })
        .await?;
        Ok(rows)
    }

    /// Takes out the events that files have which were not asked yet; answers how many.
    async fn leave_out(&self, unchecked: &mut Unchecked, snapshot: &Snapshot) -> Result<usize, LakeError> {
        let files: Vec<_> =
            snapshot.files.iter().filter(|file| !unchecked.checked.contains(&file.path)).cloned().collect();
        if files.is_empty() || unchecked.events.is_empty() {
            return Ok(0);
        }
        let asked: Vec<String> = files.iter().map(|file| file.path.clone()).collect();
        let events = std::mem::take(&mut unchecked.events);
        let (events, known) = self.look_up(&snapshot.folder, files, events).await?;
        unchecked.events = events;
        let known = known?;
        unchecked.checked.extend(asked);
        let before = unchecked.events.len();
        if known.contains(&true) {
            let mut known = known.into_iter();
            unchecked.events.retain(|_| !known.next().unwrap_or(false));
        }
        Ok(before - unchecked.events.len())
    }
}

/// The events of a piece, and the files that are known to have none of them.
struct Unchecked {
    events: Vec<ResolvedEvent>,
    checked: HashSet<String>,
}

fn application(import: &str) -> String {
    format!("otklik-import-{import}")
}
