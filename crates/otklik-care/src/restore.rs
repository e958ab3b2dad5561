//! Makes a data folder of a backup.

mod erasures;

use std::path::{Path, PathBuf};

use otklik_core::Timestamp;
use otklik_store::{Place, Store};

use crate::backup::{copied, sync_folder, write_durably};
use crate::erasing::LoggedErasure;
use crate::error::CareError;
use crate::manifest::{LAKE, Manifest, POSTGRES, SQLITE};

/// The file that marks a folder as half restored; the program does not open such a folder.
pub const UNFINISHED: &str = "restore.unfinished";

/// What a restore brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The backup's manifest.
    pub manifest: Manifest,
    /// Rows of the state's tables as they are now; nothing on PostgreSQL.
    pub state_rows: u64,
    /// Events in the lake as they are now.
    pub lake_rows: u64,
    /// Customers who were erased after the backup, and were erased again.
    pub erased_again: u64,
}

/// Restores a backup into a new folder, and on PostgreSQL into an empty database; every file is compared by its hash.
///
/// `erasures` is the log of people who were erased, by default the one beside the backup: whoever was erased after the
/// backup does not come back.
pub async fn restore(
    backup: &Path,
    place: &Place,
    erasures: Option<&Path>,
    now: Timestamp,
) -> Result<Restored, CareError> {
    let logged = crate::erasing::read(&erasures::log_of(backup, erasures)?)?;
    restore_without(&logged, backup, place, now).await
}

/// Restores a backup without the people of this log.
pub(crate) async fn restore_without(
    logged: &[LoggedErasure],
    backup: &Path,
    place: &Place,
    now: Timestamp,
) -> Result<Restored, CareError> {
    let manifest = Manifest::read(backup)?;
    refuse_wrong_kind(&manifest, place)?;
    let folder = place.folder.clone();
    refuse_full(&folder)?;
    std::fs::create_dir_all(&folder).map_err(CareError::file("create", &folder))?;
    let mark = folder.join(UNFINISHED);
    write_durably(&mark, b"")?;
    let (from, files) = (backup.to_owned(), manifest.clone());
    let to = folder.clone();
    let bringing = tokio::task::spawn_blocking(move || bring_back(&from, &to, &files));
    bringing.await.map_err(CareError::Interrupted)??;
    if let Some(url) = &place.database {
        otklik_store::load_dump(url, &backup.join(POSTGRES)).await.map_err(CareError::store("restore"))?;
    }
    let mut restored = count(&manifest, place).await?;
    restored.erased_again = erasures::repeat(logged, place, manifest.taken_at, now).await?;
    std::fs::remove_file(&mark).map_err(CareError::file("remove", &mark))?;
    sync_folder(&folder)?;
    Ok(restored)
}

fn refuse_wrong_kind(manifest: &Manifest, place: &Place) -> Result<(), CareError> {
    match (manifest.is_postgres(), &place.database) {
        (true, None) => Err(CareError::DatabaseKind {
            kind: "PostgreSQL",
            remedy: "name an empty database with --database to restore it into",
        }),
        (false, Some(_)) => {
            Err(CareError::DatabaseKind { kind: "SQLite", remedy: "restore it without --database and data.database" })
        }
        _ => Ok(()),
    }
}

fn refuse_full(folder: &Path) -> Result<(), CareError> {
    let mut entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(CareError::file("read", folder)(error)),
    };
    // A disk of its own brings this folder along.
    if entries.any(|entry| entry.is_ok_and(|entry| entry.file_name() != "lost+found")) {
        return Err(CareError::NotEmpty { path: folder.to_owned() });
    }
    Ok(())
}

/// Copies every file but a dump, which goes into its database.
fn bring_back(backup: &Path, folder: &Path, manifest: &Manifest) -> Result<(), CareError> {
    for file in &manifest.files {
        let from = safe(backup, &file.path)?;
        let (bytes, blake3) = if file.path == POSTGRES {
            crate::backup::hash_of(&from)?
        } else {
            copied(&from, &safe(folder, &file.path)?)?
        };
        if bytes != file.bytes {
            let difference = format!("it has {bytes} bytes instead of {}", file.bytes);
            return Err(CareError::Differs { path: from, difference });
        }
        if blake3 != file.blake3 {
            return Err(CareError::Differs { path: from, difference: "its contents have changed".to_owned() });
        }
    }
    crate::backup::sync_folders_below(folder)
}

/// A path of a manifest in a folder; a manifest is a file that anybody may have written.
fn safe(folder: &Path, path: &str) -> Result<PathBuf, CareError> {
    let plain = Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)));
    if plain && !path.is_empty() {
        return Ok(folder.join(path));
    }
    Err(CareError::Differs {
        path: folder.join("manifest.json"),
        difference: format!("{path:?} leads out of the backup"),
    })
}

/// Opens what was restored and compares it with the manifest.
pub(crate) async fn count(manifest: &Manifest, place: &Place) -> Result<Restored, CareError> {
    const OPERATION: &str = "read the restored";
    let folder = &place.folder;
    let mut state_rows = 0;
    if folder.join(SQLITE).exists() {
        let report = otklik_store::examine(folder).await.map_err(CareError::store(OPERATION))?;
        if let Some(problem) = report.problems.first() {
            return Err(CareError::Differs { path: folder.join(SQLITE), difference: format!("{problem:?}") });
        }
        for (table, expected) in &manifest.state_rows {
            let found = report.rows.get(table).copied().unwrap_or(0);
            equal(&format!("the number of rows of {table}"), *expected, found)?;
            state_rows += found;
        }
    }
    let lake = otklik_lake::examine(&folder.join(LAKE)).await.map_err(CareError::lake(OPERATION))?;
    if let Some(problem) = lake.problems.first() {
        return Err(CareError::Differs { path: folder.join(LAKE), difference: format!("{problem:?}") });
    }
    equal("the lake's version", manifest.lake.version, lake.version.unwrap_or(0))?;
    equal("the number of events in the lake", manifest.lake.rows, lake.rows)?;
    // The program itself has to be able to open it, which also brings an older state to the newest form.
    let store = Store::open_at(place.clone()).await.map_err(CareError::store("open the restored"))?;
    store.close().await;
    Ok(Restored { manifest: manifest.clone(), state_rows, lake_rows: lake.rows, erased_again: 0 })
}

fn equal(what: &str, expected: u64, found: u64) -> Result<(), CareError> {
    if expected == found {
        return Ok(());
    }
    Err(CareError::Unequal { what: what.to_owned(), expected, found })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_cannot_lead_out_of_its_backup() {
        let folder = Path::new("/backups/one");
        assert_eq!(safe(folder, "lake/events/a.parquet").unwrap(), folder.join("lake/events/a.parquet"));
        for path in ["../other", "/etc/passwd", "lake/../../x", "", "."] {
            assert!(safe(folder, path).is_err(), "{path}");
        }
    }
}
