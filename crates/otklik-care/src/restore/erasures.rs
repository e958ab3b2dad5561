//! People who were erased after a backup was made; they must not come back with it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use otklik_core::Timestamp;
use otklik_lake::Lake;
use otklik_store::{ErasureRequest, Place, Store};

use crate::erasing::{self, ERASURES, LoggedErasure};
use crate::error::CareError;
use crate::manifest::LAKE;

/// The log to go by: the one that was named, else the one beside the backup.
pub(super) fn log_of(backup: &Path, named: Option<&Path>) -> Result<PathBuf, CareError> {
    match named {
        Some(named) if named.is_file() => Ok(named.to_owned()),
        Some(named) => Err(CareError::file("read", named)(std::io::ErrorKind::NotFound.into())),
        None => Ok(backup.parent().unwrap_or(Path::new(".")).join(ERASURES)),
    }
}

/// Erases again whoever was erased since the backup was taken; answers how many customers that were.
pub(super) async fn repeat(
    logged: &[LoggedErasure],
    place: &Place,
    taken_at: Timestamp,
    now: Timestamp,
) -> Result<u64, CareError> {
    const OPERATION: &str = "erase from";
    if logged.is_empty() {
        return Ok(0);
    }
    let folder = place.folder.clone();
    let copied = logged.to_vec();
    let keeping = tokio::task::spawn_blocking(move || erasing::add(&folder, &copied));
    keeping.await.map_err(CareError::Interrupted)??;
    let store = Store::open_at(place.clone()).await.map_err(CareError::store(OPERATION))?;
    let repeated = repeat_in(&store, logged, place, taken_at, now).await;
    store.close().await;
    repeated
}

async fn repeat_in(
    store: &Store,
    logged: &[LoggedErasure],
    place: &Place,
    taken_at: Timestamp,
    now: Timestamp,
) -> Result<u64, CareError> {
    let failed = || CareError::store("erase from");
    let key = store.erasures().key_name().await.map_err(failed())?;
    let mut repeated = 0;
    for (index, erasure) in logged.iter().enumerate().filter(|(_, erasure)| erasure.erased_at >= taken_at) {
        let refused = |reason: &str| CareError::Erasure { line: index + 1, reason: reason.to_owned() };
        if erasure.key != key {
            return Err(refused("it is of another installation"));
        }
        let hashes = erasure.hash_bytes().ok_or_else(|| refused("a hash is malformed"))?;
        let request = ErasureRequest { by: &erasure.by, basis: erasure.basis, reference: &erasure.reference };
        let acts = store.erasures().repeat(&hashes, erasure.erased_at, request).await.map_err(failed())?;
        repeated += acts.len() as u64;
    }
    let lake = Arc::new(Lake::open(&place.folder.join(LAKE)).await.map_err(CareError::lake("open"))?);
    let through = lake.snapshot().through;
    store.inbox().trim(through).await.map_err(failed())?;
    let open = store.erasures().open().await.map_err(failed())?;
    // Nobody else uses what is being restored: one look is enough. What still waits in the inbox is left out when it is taken in.
    if !open.is_empty() && erasing::erase(store, &lake, &open, 0, now).await? {
        for erasure in &open {
            erasing::finish(store, erasure, now).await?;
        }
    }
    Ok(repeated)
}
