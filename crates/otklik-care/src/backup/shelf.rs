//! The folder in which backups stand side by side.

use std::path::{Path, PathBuf};
use std::time::Duration;

use otklik_core::Timestamp;

use super::{Earlier, sync_folder};
use crate::error::CareError;
use crate::manifest::Manifest;

/// What a backup is called until it is whole.
const UNFINISHED: &str = ".unfinished-";
/// An unfinished backup so old is nobody's work any more.
const ABANDONED_AFTER: Duration = Duration::from_secs(24 * 3_600);

/// A folder of backups.
pub(super) struct Shelf {
    folder: PathBuf,
}

impl Shelf {
    /// Opens the folder, or makes it.
    pub(super) fn open(folder: &Path) -> Result<Self, CareError> {
        std::fs::create_dir_all(folder).map_err(CareError::file("create", folder))?;
        let folder = folder.canonicalize().map_err(CareError::file("find", folder))?;
        if let Some(parent) = folder.parent() {
            sync_folder(parent)?;
        }
        Ok(Self { folder })
    }

    /// Makes the folder of a new backup.
    pub(super) fn begin(&self, now: Timestamp) -> Result<PathBuf, CareError> {
        self.remove_abandoned();
        let folder = self.folder.join(format!("{UNFINISHED}{}-{}", name_of(now), std::process::id()));
        std::fs::create_dir(&folder).map_err(CareError::file("create", &folder))?;
        Ok(folder)
    }

    /// Gives a whole backup its name.
    pub(super) fn finish(&self, unfinished: &Path, now: Timestamp) -> Result<PathBuf, CareError> {
        let mut folder = self.folder.join(name_of(now));
        let mut number = 1;
        while folder.exists() {
            number += 1;
            folder = self.folder.join(format!("{}-{number}", name_of(now)));
        }
        std::fs::rename(unfinished, &folder).map_err(CareError::file("name", &folder))?;
        sync_folder(&self.folder)?;
        Ok(folder)
    }

    /// Whole backups, the oldest first.
    fn backups(&self) -> Vec<(Timestamp, PathBuf, Manifest)> {
        let entries = std::fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut backups: Vec<_> = entries
            .filter(|entry| !entry.file_name().to_string_lossy().starts_with(UNFINISHED))
            .filter_map(|entry| {
                Manifest::read(&entry.path()).ok().map(|manifest| (manifest.taken_at, entry.path(), manifest))
            })
            .collect();
        backups.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
        backups
    }

    /// The files of the newest backup by their paths.
    pub(super) fn newest_files(&self) -> Earlier {
        let newest = self.backups().pop();
        let files = newest.into_iter().flat_map(|(_, folder, manifest)| {
            manifest.files.into_iter().map(move |file| (file.path.clone(), (folder.join(&file.path), file)))
        });
        files.collect()
    }

    /// Removes all but the newest backups.
    pub(super) fn prune(&self, keep: usize) -> Result<Vec<PathBuf>, CareError> {
        let mut backups = self.backups();
        backups.truncate(backups.len().saturating_sub(keep));
        let mut removed = Vec::new();
        for (_, folder, _) in backups {
            // The manifest goes first, so that a half-removed backup is none.
            std::fs::remove_file(folder.join(crate::manifest::MANIFEST)).map_err(CareError::file("remove", &folder))?;
            sync_folder(&folder)?;
            std::fs::remove_dir_all(&folder).map_err(CareError::file("remove", &folder))?;
            removed.push(folder);
        }
        Ok(removed)
    }

    fn remove_abandoned(&self) {
        for entry in std::fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let unfinished = entry.file_name().to_string_lossy().starts_with(UNFINISHED);
            let age = entry.metadata().and_then(|metadata| metadata.modified()).ok().and_then(|at| at.elapsed().ok());
            if unfinished && age.is_some_and(|age| age > ABANDONED_AFTER) {
                // It costs room and nothing else; the next backup tries again.
                let _ = std::fs::remove_dir_all(entry.path());
            }
        }
    }
}

/// A moment as the name of a folder, such as 2026-11-22T18-30-00Z.
fn name_of(now: Timestamp) -> String {
    const MICROS_PER_SECOND: i64 = 1_000_000;
    Timestamp(now.0 - now.0.rem_euclid(MICROS_PER_SECOND)).to_string().replace(':', "-")
}
