//! What comes before a SQLite file is changed: is there room, is it whole, and is there a way back.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sqlx::AnyConnection;

use crate::database::backup;
use crate::database::free_bytes;
use crate::database::size::file_bytes;
use crate::error::StoreError;

/// The folder of the copies, in the data folder.
const BACKUPS: &str = "backups";
/// The copy takes the size of the database, and so may what a migration writes anew.
const TIMES_SIZE: u64 = 2;

/// Refuses a file that a migration could harm, and copies it as it is before the migration of this number.
pub(super) async fn prepare(connection: &mut AnyConnection, folder: &Path, number: i64) -> Result<(), StoreError> {
    let needed = file_bytes(folder).saturating_mul(TIMES_SIZE);
    if let Some(free) = free_bytes(folder).filter(|free| *free < needed) {
        return Err(StoreError::DiskTooSmall { needed, free });
    }
    backup::check(connection, &folder.join(crate::database::sqlite::FILE)).await?;
    let target = free_name(&folder.join(BACKUPS), number);
    backup::copy(connection, &target).await?;
    tracing::info!(backup = %target.display(), "copied the database before bringing it to the newest form");
    Ok(())
}

/// A name that is not taken: an attempt that failed has left its copy, which may be wanted.
fn free_name(folder: &Path, number: i64) -> PathBuf {
    let first = folder.join(format!("before-{number}.sqlite"));
    let next = (2..).map(|again| folder.join(format!("before-{number}-{again}.sqlite")));
    std::iter::once(first).chain(next).find(|path| !path.exists()).unwrap_or_default()
}

/// Removes the copies that were made before changes, finished or not.
pub(crate) fn remove_copies(folder: &Path) -> Result<(), StoreError> {
    let copies = folder.join(BACKUPS);
    let failed = |source: std::io::Error| StoreError::Folder {
        operation: "remove older copies of the database in",
        path: copies.clone(),
        source: Arc::new(source),
    };
    let entries = match std::fs::read_dir(&copies) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(error)),
    };
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with("before-") && name.contains(".sqlite") {
            std::fs::remove_file(&path).map_err(failed)?;
        }
    }
    Ok(())
}
