//! Restores a backup for a look, and throws the copy away.

use std::path::{Path, PathBuf};

use otklik_store::Place;

use crate::error::CareError;
use crate::manifest::{LAKE, Manifest, POSTGRES};
use crate::restore::restore_without;

/// What a look at a backup confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The backup's manifest.
    pub manifest: Manifest,
    /// Whether the state was opened too; a dump of PostgreSQL is compared by its hash only.
    pub state_opened: bool,
}

/// Restores a backup into a temporary folder beside it, opens it, counts, and compares with its manifest.
pub async fn verify(backup: &Path) -> Result<Verified, CareError> {
    let manifest = Manifest::read(backup)?;
    let backup = backup.canonicalize().map_err(CareError::file("find", backup))?;
    let scratch = Scratch::beside(&backup)?;
    if manifest.is_postgres() {
        return verify_without_state(&backup, manifest).await;
    }
    // As it was: whoever was erased since is left out when it is restored for use.
    let taken_at = manifest.taken_at;
    let restored = restore_without(&[], &backup, &Place::folder(&scratch.folder), taken_at).await?;
    Ok(Verified { manifest: restored.manifest, state_opened: true })
}

/// A dump needs a server to be opened; its hash is compared, and the lake is looked over where it lies.
async fn verify_without_state(backup: &Path, manifest: Manifest) -> Result<Verified, CareError> {
    let (folder, files) = (backup.to_owned(), manifest.files.clone());
    let comparing = tokio::task::spawn_blocking(move || {
        files.iter().try_for_each(|file| {
            let path = folder.join(&file.path);
            let (bytes, blake3) = crate::backup::hash_of(&path)?;
            if (bytes, &blake3) == (file.bytes, &file.blake3) {
                return Ok(());
            }
            Err(CareError::Differs { path, difference: "its contents have changed".to_owned() })
        })
    });
    comparing.await.map_err(CareError::Interrupted)??;
    otklik_store::list_dump(&backup.join(POSTGRES)).await.map_err(CareError::store("read the dump of"))?;
    let lake = otklik_lake::examine(&backup.join(LAKE)).await.map_err(CareError::lake("read"))?;
    if let Some(problem) = lake.problems.first() {
        return Err(CareError::Differs { path: backup.join(LAKE), difference: format!("{problem:?}") });
    }
    Ok(Verified { manifest, state_opened: false })
}

/// A folder that goes away, on the disk of the backup, where there was room for it once.
struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    fn beside(backup: &Path) -> Result<Self, CareError> {
        let parent = backup.parent().unwrap_or(backup);
        let name = backup.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let folder = parent.join(format!(".unfinished-verify-{name}-{}", std::process::id()));
        std::fs::create_dir(&folder).map_err(CareError::file("create", &folder))?;
        Ok(Self { folder })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What stays is named as unfinished and removed by a later backup.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
