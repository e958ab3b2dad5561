//! The log of erasures, which a restore goes by: an older state must not bring people back.
//!
//! One JSON object a line, in `erasures.jsonl` of the data folder, with a copy beside the backups.
//! It names nobody: identifiers stand in it as hashes that mean something only to the installation that made them.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use otklik_core::{ErasureBasis, Timestamp};
use serde::{Deserialize, Serialize};

use crate::backup::{sync_folder, write_durably};
use crate::error::CareError;

/// The log's file, in data folders and beside backups.
pub const ERASURES: &str = "erasures.jsonl";

/// An erasure as the log has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LoggedErasure {
    pub(crate) erased_at: Timestamp,
    pub(crate) by: String,
    pub(crate) basis: ErasureBasis,
    pub(crate) reference: String,
    /// The short name of the key that the hashes are made with.
    pub(crate) key: String,
    /// In hexadecimal digits.
    pub(crate) hashes: Vec<String>,
}

impl LoggedErasure {
    /// The hashes as bytes; none when one of them is something else.
    pub(crate) fn hash_bytes(&self) -> Option<Vec<[u8; 16]>> {
        self.hashes.iter().map(|text| u128::from_str_radix(text, 16).ok().map(u128::to_be_bytes)).collect()
    }
}

pub(crate) fn shown(hash: [u8; 16]) -> String {
    format!("{:032x}", u128::from_be_bytes(hash))
}

/// Reads a log; where there is none, nobody was erased.
pub(crate) fn read(file: &Path) -> Result<Vec<LoggedErasure>, CareError> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(CareError::file("read", file)(error)),
    };
    // What a crash left of the last line was never acknowledged.
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    let lines = whole.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            let refused = |reason: String| CareError::Erasure { line: index + 1, reason };
            let logged: LoggedErasure = serde_json::from_str(line).map_err(|error| refused(error.to_string()))?;
            logged.hash_bytes().ok_or_else(|| refused("a hash is not 32 hexadecimal digits".to_owned()))?;
            Ok(logged)
        })
        .collect()
}

/// Adds what the log does not have yet; when this returns, it is safe.
pub(crate) fn add(folder: &Path, erasures: &[LoggedErasure]) -> Result<(), CareError> {
    let file = folder.join(ERASURES);
    let known = read(&file)?;
    let missing: Vec<&LoggedErasure> = erasures.iter().filter(|erasure| !known.contains(erasure)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let write = || -> std::io::Result<()> {
        let mut log = OpenOptions::new().create(true).append(true).open(&file)?;
        if ends_within_a_line(&file)? {
            log.write_all(b"\n")?;
        }
        for erasure in missing {
            log.write_all((serde_json::to_string(erasure)? + "\n").as_bytes())?;
        }
        log.sync_all()
    };
    write().map_err(CareError::file("write", &file))?;
    sync_folder(folder)
}

fn ends_within_a_line(file: &Path) -> std::io::Result<bool> {
    Ok(std::fs::read(file)?.last().is_some_and(|last| *last != b'\n'))
}

/// Puts a copy of the log beside the backups, so that whoever restores one has it.
pub(crate) fn copy_to(shelf: &Path, folder: &Path) -> Result<(), CareError> {
    let file = folder.join(ERASURES);
    match File::open(&file) {
        Ok(_) => {
            let text = std::fs::read(&file).map_err(CareError::file("read", &file))?;
            // Whole, whatever comes between: the former one stays until this one is there.
            let fresh = shelf.join(format!(".{ERASURES}.new"));
            write_durably(&fresh, &text)?;
            let target = shelf.join(ERASURES);
            std::fs::rename(&fresh, &target).map_err(CareError::file("write", &target))?;
            sync_folder(shelf)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(CareError::file("read", &file)(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn logged(minute: u8) -> LoggedErasure {
        LoggedErasure {
            erased_at: Timestamp::parse(&format!("2026-05-20T09:{minute:02}:00Z")).unwrap(),
            by: "Мария".to_owned(),
            basis: ErasureBasis::Request,
            reference: "письмо 15".to_owned(),
            key: "00ff".to_owned(),
            hashes: vec![shown([7; 16]), shown([0; 16])],
        }
    }

    #[test]
    fn the_log_has_each_erasure_once_and_outlives_a_torn_line() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(ERASURES);
        assert!(read(&file).unwrap().is_empty());
        add(folder.path(), &[logged(1)]).unwrap();
        let mut torn = OpenOptions::new().append(true).open(&file).unwrap();
        torn.write_all(b"{\"erased_at\":\"20").unwrap();
        assert_eq!(read(&file).unwrap(), [logged(1)]);
        let nonsense = folder.path().join("nonsense");
        std::fs::write(&nonsense, "\nnonsense\n").unwrap();
        assert!(matches!(read(&nonsense), Err(CareError::Erasure { line: 2, .. })));
        let odd = LoggedErasure { hashes: vec!["xyz".to_owned()], ..logged(1) };
        std::fs::write(&nonsense, serde_json::to_string(&odd).unwrap() + "\n").unwrap();
        assert!(matches!(read(&nonsense), Err(CareError::Erasure { line: 1, .. })));
        assert_eq!(logged(1).hash_bytes().unwrap(), [[7; 16], [0; 16]]);
    }

    #[test]
    fn what_is_added_behind_a_torn_line_is_read_and_nothing_is_added_twice() {
        let folder = tempfile::tempdir().unwrap();
        for _ in 0..2 {
            add(folder.path(), &[logged(1), logged(2)]).unwrap();
        }
        assert_eq!(read(&folder.path().join(ERASURES)).unwrap(), [logged(1), logged(2)]);
    }
}
