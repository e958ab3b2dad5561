//! Files that a program was writing in parts when it was killed: the storage's own listing passes them over.

use std::io;
use std::path::Path;
use std::time::Duration;

use otklik_core::Timestamp;

use crate::durable_store::PASSING;
use crate::error::LakeError;
use crate::files_below::files_below;
use crate::table::Lake;

/// Deletes those that nobody has written to for so long; answers how many that were, and how many stay.
///
/// One that is younger may be somebody's work.
pub(crate) async fn delete(lake: &Lake, age: Duration, now: Timestamp) -> Result<(usize, usize), LakeError> {
    let folder = lake.folder.clone();
    let before = now.plus_micros(-i64::try_from(age.as_micros()).unwrap_or(i64::MAX / 2));
    let deleting = tokio::task::spawn_blocking(move || delete_in(&folder, before));
    let folder = lake.folder.clone();
    deleting.await.map_err(LakeError::Interrupted)?.map_err(|source| LakeError::Folder { folder, source })
}

fn delete_in(folder: &Path, before: Timestamp) -> io::Result<(usize, usize)> {
    let (mut deleted, mut left) = (0, 0);
    let parts = files_below(folder)?
        .into_iter()
        .filter(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(is_part));
    for file in parts.map(|path| folder.join(path)) {
        // Gone already is well too: it was renamed, or another server was quicker.
        let Ok(modified) = file.metadata().and_then(|metadata| metadata.modified()) else { continue };
        let modified = modified.duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_micros());
        if Timestamp(i64::try_from(modified).unwrap_or(i64::MAX)) > before {
            left += 1;
            continue;
        }
        match std::fs::remove_file(&file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => deleted += 1,
        }
    }
    Ok((deleted, left))
}

/// Whether a file's name is one under which parts are put together, such as `.87fc….writing#1`.
pub(crate) fn is_part(name: &str) -> bool {
    name.rsplit_once('#').is_some_and(|(name, number)| name.ends_with(PASSING) && number.parse::<u32>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_a_killed_program_was_writing_goes_when_it_is_old_and_nothing_else_does() {
        let folder = tempfile::tempdir().unwrap();
        let lake = Lake::open(&folder.path().join("lake")).await.unwrap();
        let events = lake.folder.clone();
        std::fs::create_dir_all(events.join("sorted/2025")).unwrap();
        let parts = ["sorted/2025/.87fc.writing#1", ".1.writing#12"];
        let others = ["sorted/2025/.87fc.writing#", "notes#1", "a.parquet"];
        for name in parts.iter().chain(&others) {
            std::fs::write(events.join(name), "somebody's words").unwrap();
        }
        let hour = Duration::from_secs(3_600);
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_micros();
        let now = Timestamp(i64::try_from(now).unwrap());
        assert_eq!(delete(&lake, hour, now).await.unwrap(), (0, 2), "somebody may be writing still");
        let later = now.plus_micros(3_700 * 1_000_000);
        assert_eq!(delete(&lake, hour, later).await.unwrap(), (2, 0));
        assert!(parts.iter().all(|name| !events.join(name).exists()));
        assert!(others.iter().all(|name| events.join(name).exists()));
        assert_eq!(delete(&lake, hour, later).await.unwrap(), (0, 0));
    }
}
