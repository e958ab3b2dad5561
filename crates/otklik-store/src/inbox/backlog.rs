//! How much may wait for the lake before no more is taken.

use std::path::{Path, PathBuf};

use crate::database::free_bytes;
use crate::error::StoreError;

const MOST_BYTES: u64 = 4 << 30;
/// Below this the disk itself says when it is full.
const FEWEST_BYTES: u64 = 16 << 20;
/// The part of the free disk that the backlog may fill.
const PART_OF_FREE_DISK: u64 = 10;

/// The bound of what waits in the inbox: a lake that stands still must not fill the disk.
#[derive(Clone, Debug)]
pub(super) struct Backlog {
    /// The folder of the file that grows; none when a server keeps the inbox.
    folder: Option<PathBuf>,
    most_bytes: u64,
}

impl Backlog {
    /// The bound for an inbox in a file of this folder, or on a server.
    pub(super) fn new(folder: Option<&Path>) -> Self {
        Self { folder: folder.map(Path::to_owned), most_bytes: MOST_BYTES }
    }

    #[cfg(test)]
    pub(super) fn of_at_most(most_bytes: u64) -> Self {
        Self { folder: None, most_bytes }
    }

    /// Refuses when so much would wait.
    pub(super) fn check(&self, waiting_bytes: i64) -> Result<(), StoreError> {
        metrics::gauge!("otklik_inbox_backlog_bytes").set(waiting_bytes as f64);
        let waiting = waiting_bytes.unsigned_abs();
        if waiting <= FEWEST_BYTES.min(self.most_bytes) {
            return Ok(());
        }
        // Where the free disk cannot be told the fixed bound holds.
        let free = self.folder.as_deref().and_then(free_bytes).unwrap_or(u64::MAX);
        let most = self.most_bytes.min((free / PART_OF_FREE_DISK).max(FEWEST_BYTES));
        if waiting > most { Err(StoreError::Backlogged { waiting, most }) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_backlog_is_never_refused_and_a_large_one_always() {
        let folder = tempfile::tempdir().unwrap();
        let backlog = Backlog::new(Some(folder.path()));
        assert!(backlog.check(1 << 20).is_ok());
        assert!(backlog.check(i64::MAX).is_err());
        assert!(free_bytes(folder.path()).is_some_and(|bytes| bytes > 0));
        assert!(Backlog::of_at_most(10).check(11).is_err());
        assert!(Backlog::of_at_most(10).check(10).is_ok());
    }
}
