//! States of the events table.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock, Weak};

use deltalake_core::DeltaTable;
use otklik_core::{Position, Timestamp};

use crate::compaction::REWRITES;
use crate::data_file::DataFile;
use crate::error::LakeError;
use crate::lineage::{Lineage, Standing};
use crate::table::{INTAKE, transaction_version};

/// One state of the events table; a question reads exactly one.
///
/// As long as it is held, none of its files is deleted by this process.
#[derive(Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The table's version; it grows with every commit.
    pub version: u64,
    /// The inbox position up to which events are here.
    pub through: Position,
    /// Rows in all files.
    pub rows: u64,
    /// From the first event to the last, to the millisecond; nothing without events.
    pub occurred: Option<(Timestamp, Timestamp)>,
    /// The number of the last rewrite of files.
    pub(crate) rewrites: i64,
    /// Where it stands among the states that this process saw.
    pub(crate) standing: Standing,
    pub(crate) folder: PathBuf,
    /// The data files.
    pub(crate) files: Vec<DataFile>,
}

impl Snapshot {
    /// The loaded state of a table; to find the two numbers, the log is read.
    pub(crate) async fn read(table: &DeltaTable, folder: &Path) -> Result<Self, LakeError> {
        let through = transaction_version(table, INTAKE).await?.unwrap_or(0);
        let rewrites = transaction_version(table, REWRITES).await?.unwrap_or(0);
        Self::with_numbers(table, folder, Position(through), rewrites)
    }

    pub(crate) fn with_numbers(
        table: &DeltaTable,
        folder: &Path,
        through: Position,
        rewrites: i64,
    ) -> Result<Self, LakeError> {
        let state = table.snapshot().map_err(LakeError::table("read"))?;
        let mut files = Vec::new();
        let mut occurred: Option<(i64, i64)> = None;
        for file in state.log_data().iter() {
            let file = DataFile::new(&file.path(), file.size().max(0) as u64, file.stats().as_deref());
            if let Some((first, last)) = file.extent.occurred {
                occurred = Some(occurred.map_or((first, last), |known| (known.0.min(first), known.1.max(last))));
            }
            files.push(file);
        }
        files.sort_unstable_by(|one, other| one.path.cmp(&other.path));
        Ok(Self {
            version: state.version(),
            through,
            rewrites,
            standing: Standing::default(),
            rows: files.iter().map(|file| file.extent.rows).sum(),
            occurred: occurred.map(|(first, last)| (Timestamp(first), Timestamp(last))),
            folder: folder.to_owned(),
            files,
        })
    }

    /// How many data files there are: sorted ones, and tails of commits that wait for being sorted.
    pub fn file_counts(&self) -> (usize, usize) {
        let sorted = self.files.iter().filter(|file| file.cell.is_some()).count();
        (sorted, self.files.len() - sorted)
    }

    /// Bytes in all data files.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }
}

/// The newest state, and every older one that somebody still holds.
#[derive(Debug)]
pub(crate) struct Snapshots {
    newest: RwLock<Arc<Snapshot>>,
    held: Mutex<Vec<Weak<Snapshot>>>,
    lineage: Mutex<Lineage>,
}

impl Snapshots {
    pub(crate) fn new(first: Snapshot) -> Self {
        let first = Arc::new(first);
        Self { held: Mutex::new(vec![Arc::downgrade(&first)]), newest: RwLock::new(first), lineage: Mutex::default() }
    }

    pub(crate) fn newest(&self) -> Arc<Snapshot> {
        Arc::clone(&self.newest.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Makes a state the newest one; answers whether rows may have gone with it.
    pub(crate) fn publish(&self, mut snapshot: Snapshot) -> bool {
        let before = self.newest();
        snapshot.standing = self.lineage.lock().unwrap_or_else(PoisonError::into_inner).step(&before, &snapshot);
        let rows_went = snapshot.standing.age != before.standing.age;
        let snapshot = Arc::new(snapshot);
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|held| held.strong_count() > 0);
        held.push(Arc::downgrade(&snapshot));
        *self.newest.write().unwrap_or_else(PoisonError::into_inner) = snapshot;
        rows_went
    }

    /// Where the newest state stands.
    pub(crate) fn standing(&self) -> Standing {
        self.lineage.lock().unwrap_or_else(PoisonError::into_inner).standing()
    }

    /// The files with the rows that came between two states; nothing if that is not known.
    pub(crate) fn arrived_between(&self, before: Standing, after: Standing) -> Option<Vec<DataFile>> {
        self.lineage.lock().unwrap_or_else(PoisonError::into_inner).between(before, after)
    }

    /// The paths of files that a state lists which somebody holds, the newest among them.
    pub(crate) fn files_in_use(&self) -> HashSet<String> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let held = held.iter().filter_map(Weak::upgrade);
        held.flat_map(|snapshot| snapshot.files.iter().map(|file| file.path.clone()).collect::<Vec<_>>()).collect()
    }
}
