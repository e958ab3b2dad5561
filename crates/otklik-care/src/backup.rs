//! Copies one moment of an installation while it is in use.

mod copying;
mod shelf;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use otklik_core::Timestamp;
use otklik_lake::{Lake, LakeParts};
use otklik_store::Store;

use crate::error::CareError;
use crate::manifest::{BackedUpFile, FORM, LAKE, LakeState, MANIFEST, Manifest, POSTGRES, SQLITE};

pub(crate) use copying::{copied, hash_of, sync_folder, sync_folders_below, write_durably};

/// How often a copy of a shared database is begun anew because somebody wrote at the wrong moment.
const ATTEMPTS: usize = 100;

/// What to back up where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupOrder {
    /// The folder of all backups; each gets a folder of its own in it.
    pub target: PathBuf,
    /// How many backups to keep; older ones are removed after this one is done. All of them without it.
    pub keep: Option<usize>,
}

/// A backup that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupMade {
    /// Its folder.
    pub folder: PathBuf,
    /// What it holds.
    pub manifest: Manifest,
    /// Bytes that had to be written; the rest an earlier backup had already.
    pub new_bytes: u64,
    /// Older backups that were removed.
    pub removed: Vec<PathBuf>,
}

/// Makes a backup of one moment.
///
/// The lake's state is taken first and the store's after it, so that the store knows every number in the lake's.
/// Events that reached the lake in between have to be in the store's inbox still: as long as this runs, the caller
/// keeps its own intake from trimming. On PostgreSQL, where other servers trim too, another moment is taken until it fits.
pub async fn back_up(store: &Store, lake: &Lake, order: &BackupOrder, now: Timestamp) -> Result<BackupMade, CareError> {
    let shelf = shelf::Shelf::open(&order.target)?;
    let unfinished = shelf.begin(now)?;
    let made = fill(store, lake, &shelf, &unfinished, now).await;
    let (manifest, new_bytes) = match made {
        Ok(made) => made,
        Err(error) => {
            // What is left of it is named as unfinished and removed by a later backup at the latest.
            let _ = std::fs::remove_dir_all(&unfinished);
            return Err(error);
        }
    };
    let folder = shelf.finish(&unfinished, now)?;
    crate::erasing::copy_to(&order.target, store.folder())?;
    let removed = order.keep.map_or(Ok(Vec::new()), |keep| shelf.prune(keep.max(1)))?;
    Ok(BackupMade { folder, manifest, new_bytes, removed })
}

async fn fill(
    store: &Store,
    lake: &Lake,
    shelf: &shelf::Shelf,
    folder: &Path,
    now: Timestamp,
) -> Result<(Manifest, u64), CareError> {
    const OPERATION: &str = "copy";
    let state = folder.join(if store.is_shared() { POSTGRES } else { SQLITE });
    let (parts, log) = if store.is_shared() {
        dump(store, lake, folder, &state).await?
    } else {
        let taken = take_lake(lake, folder).await?;
        store.backup_to(&state).await.map_err(CareError::store(OPERATION))?;
        taken
    };
    let earlier = shelf.newest_files();
    let (lake_state, last_position, state_rows) = describe(&parts, folder, store.is_shared()).await?;
    let target = folder.to_owned();
    let copying = tokio::task::spawn_blocking(move || copy_files(&parts, log, &state, &target, &earlier));
    let (files, new_bytes) = copying.await.map_err(CareError::Interrupted)??;
    let manifest = Manifest {
        form: FORM,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        taken_at: now,
        last_position,
        state_rows,
        lake: lake_state,
        files,
    };
    let text = serde_json::to_vec_pretty(&manifest).map_err(|error| CareError::File {
        operation: "write",
        path: folder.join(MANIFEST),
        source: error.into(),
    })?;
    write_durably(&folder.join(MANIFEST), &text)?;
    sync_folder(folder)?;
    Ok((manifest, new_bytes))
}

/// Takes the lake's newest state: holds its data files, and copies the log up to it, of which old entries go away soon.
async fn take_lake(lake: &Lake, folder: &Path) -> Result<(LakeParts, Vec<BackedUpFile>), CareError> {
    let mut attempt = 0;
    loop {
        attempt += 1;
        let parts = lake.parts().map_err(CareError::lake("copy"))?;
        let (from, names, to) = (parts.folder.clone(), parts.log.clone(), folder.to_owned());
        let copying = tokio::task::spawn_blocking(move || copy_log(&from, &names, &to));
        match copying.await.map_err(CareError::Interrupted)? {
            Ok(log) => return Ok((parts, log)),
            // An entry was cleaned away between looking and copying; a newer state rests on newer entries.
            Err(CareError::File { source, .. })
                if source.kind() == std::io::ErrorKind::NotFound && attempt < ATTEMPTS => {}
            Err(error) => return Err(error),
        }
    }
}

fn copy_log(from: &Path, names: &[String], to: &Path) -> Result<Vec<BackedUpFile>, CareError> {
    let lake = to.join(LAKE);
    if lake.exists() {
        std::fs::remove_dir_all(&lake).map_err(CareError::file("empty", &lake))?;
    }
    let copy = |path: &String| {
        let (bytes, blake3) = copied(&from.join(path), &lake.join(path))?;
        Ok(BackedUpFile { path: format!("{LAKE}/{path}"), bytes, blake3 })
    };
    names.iter().map(copy).collect()
}

/// Copies a database that other servers use too, at a moment at which they brought nothing into the lake.
async fn dump(
    store: &Store,
    lake: &Lake,
    folder: &Path,
    file: &Path,
) -> Result<(LakeParts, Vec<BackedUpFile>), CareError> {
    const OPERATION: &str = "copy";
    let state = |parts: &LakeParts| (parts.snapshot.through, parts.snapshot.rows);
    for _ in 0..ATTEMPTS {
        lake.refresh().await.map_err(CareError::lake(OPERATION))?;
        let taken = take_lake(lake, folder).await?;
        let moment = store.hold_moment().await.map_err(CareError::store(OPERATION))?;
        lake.refresh().await.map_err(CareError::lake(OPERATION))?;
        if state(&lake.parts().map_err(CareError::lake(OPERATION))?) == state(&taken.0) {
            moment.dump_to(file).await.map_err(CareError::store(OPERATION))?;
            return Ok(taken);
        }
        moment.let_go().await.map_err(CareError::store(OPERATION))?;
    }
    Err(CareError::NeverStill { attempts: ATTEMPTS })
}

type Described = (LakeState, Option<otklik_core::Position>, std::collections::BTreeMap<String, u64>);

async fn describe(parts: &LakeParts, folder: &Path, shared: bool) -> Result<Described, CareError> {
    let snapshot = &parts.snapshot;
    let lake = LakeState { version: snapshot.version, through: snapshot.through, rows: snapshot.rows };
    if shared {
        return Ok((lake, None, Default::default()));
    }
    let report = otklik_store::examine(folder).await.map_err(CareError::store("read the copy of"))?;
    for leftover in ["otklik.sqlite-wal", "otklik.sqlite-shm"] {
        // Looking leaves them behind only when it was cut off; they hold nothing.
        let _ = std::fs::remove_file(folder.join(leftover));
    }
    if let Some(problem) = report.problems.first() {
        let difference = format!("{problem:?}");
        return Err(CareError::Differs { path: folder.join(SQLITE), difference });
    }
    Ok((lake, report.last_position, report.rows))
}

/// Files of the newest earlier backup that never change: where they are, and their hashes.
pub(crate) type Earlier = HashMap<String, (PathBuf, BackedUpFile)>;

fn copy_files(
    parts: &LakeParts,
    log: Vec<BackedUpFile>,
    state: &Path,
    target: &Path,
    earlier: &Earlier,
) -> Result<(Vec<BackedUpFile>, u64), CareError> {
    let (bytes, blake3) = hash_of(state)?;
    let name = state.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut new_bytes = bytes + log.iter().map(|file| file.bytes).sum::<u64>();
    let mut files = vec![BackedUpFile { path: name, bytes, blake3 }];
    files.extend(log);
    for path in &parts.data {
        let (from, path) = (parts.folder.join(path), format!("{LAKE}/{path}"));
        let to = target.join(&path);
        let known = earlier.get(&path).filter(|(_, known)| has_size(&from, known.bytes));
        if let Some((_, known)) = known.filter(|(place, _)| link(place, &to)) {
            files.push(known.clone());
            continue;
        }
        let (bytes, blake3) = copied(&from, &to)?;
        new_bytes += bytes;
        files.push(BackedUpFile { path, bytes, blake3 });
    }
    sync_folders_below(target)?;
    Ok((files, new_bytes))
}

fn has_size(file: &Path, bytes: u64) -> bool {
    file.metadata().is_ok_and(|metadata| metadata.len() == bytes)
}

/// Lets two backups share a file; not every file system can, and then it is copied.
fn link(place: &Path, to: &Path) -> bool {
    let made = to.parent().is_none_or(|folder| std::fs::create_dir_all(folder).is_ok());
    made && std::fs::hard_link(place, to).is_ok()
}
