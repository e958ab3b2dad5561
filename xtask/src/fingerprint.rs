//! A short number for the content of many files, to tell whether something has to be made anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A 64-bit FNV-1a hash: not against malice, only against forgetting to build.
pub struct Fingerprint(u64);

impl Fingerprint {
    /// Starts with nothing.
    pub fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Adds bytes and their number, so that two neighbours cannot exchange bytes unnoticed.
    pub fn add(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().copied().chain((bytes.len() as u64).to_le_bytes()) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// Adds every file below a folder, or the one file, with its path; names in `left_out` are not entered.
    pub fn add_tree(&mut self, path: &Path, left_out: &[&str]) -> Result<()> {
        let mut files = BTreeSet::new();
        collect_files(path, left_out, &mut files)?;
        for file in files {
            let relative = file.strip_prefix(path).unwrap_or(&file);
            self.add(relative.to_string_lossy().as_bytes());
            self.add(&fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?);
        }
        Ok(())
    }

    /// The number as text.
    pub fn to_text(&self) -> String {
        format!("{:016x}", self.0)
    }
}

fn collect_files(path: &Path, left_out: &[&str], files: &mut BTreeSet<PathBuf>) -> Result<()> {
    if path.is_file() {
        files.insert(path.to_owned());
        return Ok(());
    }
    let entries = fs::read_dir(path).with_context(|| format!("cannot read the folder {}", path.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot read the folder {}", path.display()))?;
        if !left_out.iter().any(|name| entry.file_name() == *name) {
            collect_files(&entry.path(), left_out, files)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temporary_folder::TemporaryFolder;

    fn fingerprint(folder: &TemporaryFolder) -> String {
        let mut fingerprint = Fingerprint::new();
        fingerprint.add_tree(folder.path(), &["build"]).unwrap();
        fingerprint.to_text()
    }

    #[test]
    fn a_changed_or_renamed_file_changes_it_and_a_file_left_out_does_not() {
        let folder = TemporaryFolder::new("fingerprint").unwrap();
        fs::write(folder.path().join("one.ts"), "1").unwrap();
        let first = fingerprint(&folder);

        fs::create_dir(folder.path().join("build")).unwrap();
        fs::write(folder.path().join("build/out.js"), "x").unwrap();
        assert_eq!(fingerprint(&folder), first);

        fs::write(folder.path().join("one.ts"), "2").unwrap();
        let second = fingerprint(&folder);
        assert_ne!(second, first);

        fs::rename(folder.path().join("one.ts"), folder.path().join("two.ts")).unwrap();
        assert_ne!(fingerprint(&folder), second);
    }
}
