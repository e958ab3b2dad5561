//! A socket in the data folder by which commands reach the program that serves it.
//!
//! Whoever may open the folder may use it; nobody else can, so it asks for no key.
//! A connection carries one order and one outcome, each a line of JSON.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

#[cfg(unix)]
mod unix;

#[cfg(unix)]
pub use unix::{Listening, listen, order};

/// The socket's file.
const FILE: &str = "otklik.sock";

/// What a running program is asked to do.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Order {
    /// Makes a backup.
    Backup {
        /// Into which folder; an absolute path.
        target: PathBuf,
        /// How many to keep.
        keep: Option<usize>,
    },
}

/// What became of an order.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A backup was made.
    BackedUp {
        /// Its folder.
        folder: PathBuf,
        /// Its events in the lake.
        events: u64,
        /// Bytes of all its files.
        bytes: u64,
        /// Bytes that had to be written.
        new_bytes: u64,
        /// Older backups that were removed.
        removed: usize,
    },
    /// It failed.
    Failed {
        /// Why.
        reason: String,
    },
}

fn socket_of(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

/// Other systems have no such sockets; there a backup is made while nothing is served.
#[cfg(not(unix))]
pub async fn order(_folder: &Path, _order: &Order) -> anyhow::Result<Option<Outcome>> {
    Ok(None)
}
