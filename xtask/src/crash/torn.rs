//! What a power loss may leave behind: half-written ends of files that nobody had synced.
//!
//! What was synced stays; so only such things are damaged that no acknowledgement can rest on.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::chance::Chance;

/// Adds torn ends: a part of a page behind the database's log, half a data file, a log entry without contents.
pub fn damage(folder: &Path, chance: &mut Chance) -> Result<()> {
    let data = folder.join("data");
    let write_ahead_log = data.join("otklik.sqlite-wal");
    if write_ahead_log.is_file() {
        let mut file =
            OpenOptions::new().append(true).open(&write_ahead_log).context("cannot open the database's log")?;
        file.write_all(&garbage(chance)).context("cannot damage the database's log")?;
    }
    let events = data.join("lake/events");
    if events.is_dir() {
        fs::write(events.join(format!("tail-torn-{}.parquet", chance.below(u64::MAX))), garbage(chance))
            .context("cannot write half a file")?;
    }
    if let Some(next) = next_log_entry(&events.join("_delta_log"))? {
        File::create(next).context("cannot make an empty log entry")?;
    }
    Ok(())
}

fn garbage(chance: &mut Chance) -> Vec<u8> {
    (0..chance.below(5_000)).map(|_| chance.below(256) as u8).collect()
}

/// The file that the next commit of the lake would write; none while an earlier torn one is there, since nothing is written after such.
fn next_log_entry(log: &Path) -> Result<Option<PathBuf>> {
    if !log.is_dir() {
        return Ok(None);
    }
    let mut newest: Option<u64> = None;
    let mut is_torn = false;
    for entry in fs::read_dir(log).with_context(|| format!("cannot read {}", log.display()))? {
        let entry = entry.with_context(|| format!("cannot read {}", log.display()))?;
        is_torn |= entry.metadata().is_ok_and(|file| file.len() == 0);
        let name = entry.file_name();
        let version = name.to_str().and_then(|name| name.strip_suffix(".json")).and_then(|number| number.parse().ok());
        newest = newest.max(version);
    }
    Ok(newest.filter(|_| !is_torn).map(|version| log.join(format!("{:020}.json", version + 1))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temporary_folder::TemporaryFolder;

    #[test]
    fn only_ends_that_nobody_synced_are_damaged() {
        let folder = TemporaryFolder::new("torn").unwrap();
        let log = folder.path().join("data/lake/events/_delta_log");
        fs::create_dir_all(&log).unwrap();
        fs::write(log.join("00000000000000000007.json"), "{}").unwrap();
        damage(folder.path(), &mut Chance::new(1)).unwrap();
        assert_eq!(fs::read(log.join("00000000000000000007.json")).unwrap(), b"{}");
        assert_eq!(fs::read(log.join("00000000000000000008.json")).unwrap(), b"");
    }
}
