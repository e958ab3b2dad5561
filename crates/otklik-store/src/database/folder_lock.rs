//! Keeps two programs from writing the same data folder.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::error::StoreError;

const FILE: &str = "otklik.lock";
/// A program that is just ending, or a dropped store whose last write runs, lets go within this time.
const PATIENCE: Duration = Duration::from_millis(500);
const PAUSE: Duration = Duration::from_millis(25);

/// Holds the folder until it is dropped or released.
#[derive(Debug)]
pub(crate) struct FolderLock {
    file: File,
    folder: PathBuf,
}

impl FolderLock {
    /// Creates the folder if missing, without taking it.
    pub(crate) fn create(folder: &Path) -> Result<(), StoreError> {
        std::fs::create_dir_all(folder).map_err(|error| failed("create the data folder", folder, error))?;
        sync_parent(folder).map_err(|error| failed("make durable the data folder", folder, error))
    }

    /// Creates the folder if missing and takes it, or says who is in the way.
    pub(crate) async fn take(folder: &Path) -> Result<Self, StoreError> {
        Self::create(folder)?;
        let path = folder.join(FILE);
        let file = File::options()
            .create(true)
            .write(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| failed("open the lock file", &path, error))?;
        let mut waited = Duration::ZERO;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { file, folder: folder.to_owned() }),
                Err(TryLockError::WouldBlock) if waited < PATIENCE => {
                    tokio::time::sleep(PAUSE).await;
                    waited += PAUSE;
                }
                Err(TryLockError::WouldBlock) => return Err(StoreError::FolderInUse { folder: folder.to_owned() }),
                Err(TryLockError::Error(error)) => return Err(failed("lock", &path, error)),
            }
        }
    }

    /// The folder that is held.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Lets the folder go before the last holder is dropped.
    pub(crate) fn release(&self) {
        if let Err(error) = self.file.unlock() {
            tracing::warn!(folder = %self.folder.display(), %error, "the data folder's lock could not be released");
        }
    }
}

fn failed(operation: &'static str, path: &Path, error: std::io::Error) -> StoreError {
    StoreError::Folder { operation, path: path.to_owned(), source: Arc::new(error) }
}

// A folder's own entry survives a power loss only once its parent is synced.
#[cfg(unix)]
fn sync_parent(folder: &Path) -> std::io::Result<()> {
    match folder.canonicalize()?.parent() {
        Some(parent) => File::open(parent)?.sync_all(),
        None => Ok(()),
    }
}

#[cfg(not(unix))]
fn sync_parent(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}
