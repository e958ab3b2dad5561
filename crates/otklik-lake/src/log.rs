//! The table's log as files: what a power cut may have left of it, and what is old.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::LakeError;

/// The log's folder in the table's.
pub(crate) const LOG: &str = "_delta_log";

/// An entry of the log that is a commit, by its file's name.
pub(crate) fn commit_version(name: &str) -> Option<u64> {
    version_before(name, ".json")
}

/// An entry of the log that is a checkpoint in one file, by its file's name.
pub(crate) fn checkpoint_version(name: &str) -> Option<u64> {
    version_before(name, ".checkpoint.parquet")
}

fn version_before(name: &str, ending: &str) -> Option<u64> {
    let digits = name.strip_suffix(ending)?;
    (digits.len() == 20).then(|| digits.parse().ok()).flatten()
}

/// Sets a last entry aside that a power cut left incomplete; it was never acknowledged.
///
/// An incomplete entry that others follow, or that a checkpoint builds on, is damage of another kind, and an error.
pub(crate) fn recover_log(table: &Path) -> Result<(), LakeError> {
    let folder = table.join(LOG);
    if !folder.exists() {
        return Ok(());
    }
    let failure = |source| LakeError::Folder { folder: folder.clone(), source };
    let mut commits: Vec<(u64, PathBuf)> = Vec::new();
    let mut newest_checkpoint = None;
    for entry in std::fs::read_dir(&folder).map_err(failure)? {
        let entry = entry.map_err(failure)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        commits.extend(commit_version(&name).map(|version| (version, entry.path())));
        newest_checkpoint = newest_checkpoint.max(checkpoint_version(&name));
    }
    commits.sort_unstable();
    // Older ones are of no consequence: the checkpoint stands for them.
    commits.retain(|(version, _)| newest_checkpoint.is_none_or(|checkpoint| *version > checkpoint));
    let Some((_, last)) = commits.pop() else { return Ok(()) };
    for (_, path) in commits {
        if !is_whole(&path).map_err(failure)? {
            return Err(LakeError::LogDamaged { path });
        }
    }
    if !is_whole(&last).map_err(failure)? {
        let aside = last.with_extension("incomplete");
        tracing::warn!(entry = %last.display(), "the last entry of the log is incomplete and set aside");
        std::fs::rename(&last, aside).and_then(|()| std::fs::File::open(&folder)?.sync_all()).map_err(failure)?;
    }
    Ok(())
}

/// Whether every line is a JSON object and there is one at all.
fn is_whole(path: &Path) -> std::io::Result<bool> {
    let content = std::fs::read(path)?;
    let Ok(text) = str::from_utf8(&content) else { return Ok(false) };
    let mut lines = text.lines().filter(|line| !line.is_empty()).peekable();
    Ok(lines.peek().is_some() && lines.all(|line| serde_json::from_str::<Value>(line).is_ok_and(|it| it.is_object())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(entries: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(LOG)).unwrap();
        for (name, content) in entries {
            std::fs::write(folder.path().join(LOG).join(name), content).unwrap();
        }
        folder
    }

    #[test]
    fn an_incomplete_last_entry_is_set_aside_and_a_whole_one_is_not() {
        for (content, stays) in
            [("{\"txn\":1}\n{\"add\":2}", true), ("", false), ("{\"txn\":1}\n{\"ad", false), ("\0\0", false)]
        {
            let last = format!("{:020}.json", 7);
            let folder = folder_with(&[(&format!("{:020}.json", 6), "{}"), (&last, content)]);
            recover_log(folder.path()).unwrap();
            assert_eq!(folder.path().join(LOG).join(&last).exists(), stays, "{content:?}");
            recover_log(folder.path()).unwrap();
        }
    }

    #[test]
    fn a_damaged_entry_in_the_middle_is_named_unless_a_checkpoint_stands_for_it() {
        let entries = [(6, ""), (7, "{}")].map(|(version, content)| (format!("{version:020}.json"), content));
        let entries: Vec<_> = entries.iter().map(|(name, content)| (name.as_str(), *content)).collect();
        let folder = folder_with(&entries);
        let Err(LakeError::LogDamaged { path }) = recover_log(folder.path()) else { panic!("damage was passed over") };
        assert!(path.ends_with(format!("{LOG}/{:020}.json", 6)));
        let checkpoint = format!("{:020}.checkpoint.parquet", 6);
        let folder = folder_with(&[entries.as_slice(), &[(checkpoint.as_str(), "PAR1")]].concat());
        recover_log(folder.path()).unwrap();
    }
}
