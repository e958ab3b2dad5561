//! What a backup says of itself.

use std::collections::BTreeMap;
use std::path::Path;

use otklik_core::{Position, Timestamp};
use serde::{Deserialize, Serialize};

use crate::error::CareError;

/// The form of backups that this program makes.
pub(crate) const FORM: u32 = 1;
/// The manifest's file; a folder without it is no backup.
pub(crate) const MANIFEST: &str = "manifest.json";
/// The state of an installation on SQLite.
pub(crate) const SQLITE: &str = "otklik.sqlite";
/// The state of an installation on PostgreSQL, as `pg_dump` writes it.
pub(crate) const POSTGRES: &str = "otklik.pgdump";
/// The lake's folder, in backups as in data folders.
pub(crate) const LAKE: &str = "lake";

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of the backup.
    pub form: u32,
    /// The version of the program that made it.
    pub program: String,
    /// When it was begun.
    pub taken_at: Timestamp,
    /// The last position that the state had given; nothing on PostgreSQL, where the dump is not opened.
    pub last_position: Option<Position>,
    /// Rows of each table of the state; nothing on PostgreSQL.
    pub state_rows: BTreeMap<String, u64>,
    /// The lake.
    pub lake: LakeState,
    /// Every file, by paths within the backup.
    pub files: Vec<BackedUpFile>,
}

/// The lake of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LakeState {
    /// The table's version.
    pub version: u64,
    /// The position up to which events are in it.
    pub through: Position,
    /// Events in it.
    pub rows: u64,
}

/// A file of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackedUpFile {
    /// Its path within the backup, with slashes.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// The BLAKE3 hash of its contents, in hexadecimal digits.
    pub blake3: String,
}

impl Manifest {
    /// The manifest of a backup.
    pub fn read(backup: &Path) -> Result<Self, CareError> {
        #[derive(Deserialize)]
        struct Form {
            form: u32,
        }
        let missing = || CareError::NoBackup { path: backup.to_owned() };
        let text = std::fs::read(backup.join(MANIFEST)).map_err(|_| missing())?;
        let Form { form } = serde_json::from_slice(&text).map_err(|_| missing())?;
        if form > FORM {
            return Err(CareError::FormUnknown { found: form, known: FORM });
        }
        serde_json::from_slice(&text).map_err(|_| missing())
    }

    /// Bytes of all its files.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.files.iter().any(|file| file.path == POSTGRES)
    }
}
