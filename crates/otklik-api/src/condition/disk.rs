//! How full the disk under the data folder is.

use std::path::{Path, PathBuf};

/// The share of a disk below which it counts as nearly full, whatever its size.
const LOW_SHARE: u64 = 10;

/// The disk under a folder.
#[derive(Debug)]
pub(crate) struct Disk {
    folder: PathBuf,
    low_bytes: u64,
    reserve_bytes: u64,
}

/// The room on a disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DiskSpace {
    /// Bytes that this program may still write.
    pub(crate) free: u64,
    /// Bytes of the whole disk.
    pub(crate) size: u64,
}

/// Whether there is enough room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DiskState {
    /// Enough, or nobody knows.
    Enough,
    /// It should be seen to.
    Low,
    /// Nothing more is taken.
    Full,
}

impl Disk {
    pub(crate) fn new(folder: PathBuf, low_bytes: u64, reserve_bytes: u64) -> Self {
        Self { folder, low_bytes, reserve_bytes }
    }

    /// The room at this moment; none where the system does not tell.
    pub(crate) fn space(&self) -> Option<DiskSpace> {
        space_of(&self.folder)
    }

    pub(crate) fn state(&self) -> DiskState {
        match self.space() {
            Some(space) if space.free < self.reserve_bytes => DiskState::Full,
            Some(space) if space.free < self.low_bytes || space.free < space.size / LOW_SHARE => DiskState::Low,
            _ => DiskState::Enough,
        }
    }
}

#[cfg(unix)]
fn space_of(folder: &Path) -> Option<DiskSpace> {
    let told = rustix::fs::statvfs(folder).ok()?;
    let bytes = |blocks: u64| blocks.saturating_mul(told.f_frsize);
    Some(DiskSpace { free: bytes(told.f_bavail), size: bytes(told.f_blocks) })
}

#[cfg(not(unix))]
fn space_of(_folder: &Path) -> Option<DiskSpace> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_follows_the_room() {
        let disk = |low, reserve| Disk::new(std::env::temp_dir(), low, reserve);
        let space = disk(0, 0).space().unwrap();
        assert!(space.free > 0 && space.free <= space.size, "{space:?}");
        assert_eq!(disk(0, u64::MAX).state(), DiskState::Full);
        assert_eq!(disk(u64::MAX, 0).state(), DiskState::Low);
        let tight = space.free < space.size / LOW_SHARE;
        assert_eq!(disk(0, 0).state(), if tight { DiskState::Low } else { DiskState::Enough });
        assert_eq!(Disk::new("/no/such/folder".into(), u64::MAX, u64::MAX).state(), DiskState::Enough);
    }
}
