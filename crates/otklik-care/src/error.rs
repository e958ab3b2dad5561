//! What can go wrong, by the operation that failed.

use std::path::{Path, PathBuf};

use otklik_lake::LakeError;
use otklik_store::StoreError;
use thiserror::Error;

/// A failed backup, restore or examination.
#[derive(Debug, Error)]
pub enum CareError {
    /// A file or folder could not be read or written.
    #[error("could not {operation} {path}", path = path.display())]
    File {
        /// What was being done.
        operation: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The state could not be copied or read.
    #[error("could not {operation} the state")]
    Store {
        /// What was being done.
        operation: &'static str,
        /// Why.
        #[source]
        source: StoreError,
    },
    /// The lake could not be copied or read.
    #[error("could not {operation} the lake")]
    Lake {
        /// What was being done.
        operation: &'static str,
        /// Why.
        #[source]
        source: LakeError,
    },
    /// There is no backup here.
    #[error("{path} is no backup: it has no readable manifest.json", path = path.display())]
    NoBackup {
        /// The folder.
        path: PathBuf,
    },
    /// The backup was made by a newer program in a form that this one does not know.
    #[error("the backup has form {found}, but this otklik knows only {known}; use the newer otklik")]
    FormUnknown {
        /// The backup's form.
        found: u32,
        /// The newest form that this program knows.
        known: u32,
    },
    /// A file of the backup is not what was backed up.
    #[error("{path} differs from what was backed up: {difference}", path = path.display())]
    Differs {
        /// The file.
        path: PathBuf,
        /// How.
        difference: String,
    },
    /// The folder to restore into holds something.
    #[error("{path} is not empty; restore into a new folder", path = path.display())]
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// The restored state is not what the manifest says.
    #[error("{what} is {found} after the restore, but was {expected}")]
    Unequal {
        /// What was counted.
        what: String,
        /// In the backup.
        expected: u64,
        /// After the restore.
        found: u64,
    },
    /// The backup holds a dump of PostgreSQL, and no database was named to restore it into, or the other way round.
    #[error("the backup's state is of {kind}; {remedy}")]
    DatabaseKind {
        /// Of which database the backup is.
        kind: &'static str,
        /// What to do.
        remedy: &'static str,
    },
    /// Other servers kept bringing events into the lake while the database was to be copied.
    #[error("other servers kept writing while the database was to be copied; {attempts} moments did not fit")]
    NeverStill {
        /// How many moments were tried.
        attempts: usize,
    },
    /// A task of the program was stopped.
    #[error("the work was interrupted")]
    Interrupted(#[source] tokio::task::JoinError),
    /// What lies elsewhere of a person could not be deleted.
    #[error("could not delete what lies of a person outside of state and lake")]
    Elsewhere(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Erasures that came after the backup cannot be repeated.
    #[error("line {line} of the log of erasures cannot be repeated: {reason}")]
    Erasure {
        /// Which line.
        line: usize,
        /// Why.
        reason: String,
    },
}

impl CareError {
    pub(crate) fn file(operation: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { operation, path, source }
    }

    pub(crate) fn store(operation: &'static str) -> impl FnOnce(StoreError) -> Self {
        move |source| Self::Store { operation, source }
    }

    pub(crate) fn lake(operation: &'static str) -> impl FnOnce(LakeError) -> Self {
        move |source| Self::Lake { operation, source }
    }
}
