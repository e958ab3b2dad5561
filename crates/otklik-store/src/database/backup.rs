//! Copies of a SQLite file that are consistent, durable and checked.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sqlx::{AnyConnection, Connection};

use super::{Database, Dialect, sqlite};
use crate::error::{During, StoreError};

const OPERATION: &str = "copy the database";
/// SQLite's codes of a file that is damaged, or is something else.
const CORRUPT: &str = "11";
const NO_DATABASE: &str = "26";

impl Database {
    /// Copies the file in the folder while others read and write.
    pub(crate) async fn back_up(&self, folder: &Path, target: &Path) -> Result<(), StoreError> {
        if self.dialect == Dialect::Postgres {
            return Err(StoreError::BackupElsewhere);
        }
        // A connection of its own: the readers may not write, and the writer is needed.
        let url = sqlite::url_of(&folder.join(sqlite::FILE), "rw")?;
        let mut connection = AnyConnection::connect(&url).await.during(OPERATION)?;
        let copied = copy(&mut connection, target).await;
        connection.close().await.during(OPERATION)?;
        copied
    }
}

/// Writes a copy under another name, checks it, and gives it its name only when it is durable.
pub(super) async fn copy(connection: &mut AnyConnection, target: &Path) -> Result<(), StoreError> {
    let failed = |error| folder_error(target, error);
    if target.exists() {
        return Err(failed(std::io::Error::from(std::io::ErrorKind::AlreadyExists)));
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut unfinished = target.as_os_str().to_owned();
    unfinished.push(".unfinished");
    let unfinished = PathBuf::from(unfinished);
    if unfinished.exists() {
        std::fs::remove_file(&unfinished).map_err(failed)?;
    }
    let Some(text) = unfinished.to_str() else {
        return Err(failed(std::io::Error::new(std::io::ErrorKind::InvalidInput, "its name is not UTF-8")));
    };
    // A name that begins with `file:` would be taken for a URL.
    let text = if unfinished.is_absolute() { text.to_owned() } else { format!("./{text}") };
    sqlx::query("VACUUM INTO $1").bind(text).persistent(false).execute(connection).await.during(OPERATION)?;
    let mut copied = AnyConnection::connect(&sqlite::url_of(&unfinished, "ro")?).await.during(OPERATION)?;
    check(&mut copied, &unfinished).await?;
    copied.close().await.during(OPERATION)?;
    let (target, folder) = (target.to_owned(), folder.to_owned());
    let finished = tokio::task::spawn_blocking(move || finish(&unfinished, &target, &folder));
    finished.await.map_err(|error| failed(std::io::Error::other(error)))?
}

/// Lets the database look for damage in its file.
pub(super) async fn check(connection: &mut AnyConnection, file: &Path) -> Result<(), StoreError> {
    let damaged = |detail: String| StoreError::DatabaseDamaged { path: file.to_owned(), detail };
    let findings: Result<Vec<(String,)>, sqlx::Error> =
        sqlx::query_as("PRAGMA quick_check").fetch_all(connection).await;
    match findings {
        Ok(findings) => match findings.into_iter().next() {
            Some((finding,)) if finding == "ok" => Ok(()),
            finding => Err(damaged(finding.map(|(text,)| text).unwrap_or_default())),
        },
        // Damage may be such that the look for it fails.
        Err(sqlx::Error::Database(refusal))
            if refusal.code().is_some_and(|code| [CORRUPT, NO_DATABASE].contains(&&*code)) =>
        {
            Err(damaged(refusal.message().to_owned()))
        }
        Err(error) => Err(error).during("look for damage in the database"),
    }
}

fn finish(unfinished: &Path, target: &Path, folder: &Path) -> Result<(), StoreError> {
    let failed = |error| folder_error(target, error);
    File::open(unfinished).and_then(|file| file.sync_all()).map_err(failed)?;
    std::fs::rename(unfinished, target).map_err(failed)?;
    sync_folder(folder).map_err(failed)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()?;
    // The folder may be new itself.
    match folder.canonicalize()?.parent() {
        Some(parent) => File::open(parent)?.sync_all(),
        None => Ok(()),
    }
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}

fn folder_error(target: &Path, error: std::io::Error) -> StoreError {
    StoreError::Folder { operation: "write the copy", path: target.to_owned(), source: Arc::new(error) }
}
