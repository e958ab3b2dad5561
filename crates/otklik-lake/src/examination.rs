//! Looks an events table over without changing anything, and names what belongs to one state of it.

mod footer;
mod log_entries;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use deltalake_core::DeltaTableBuilder;
use otklik_core::Position;
use url::Url;

use crate::cut_off;
use crate::durable_store::DurableStore;
use crate::error::LakeError;
use crate::files_below::files_below;
use crate::log::LOG;
use crate::snapshot::Snapshot;
use crate::table::{INTAKE, Lake, transaction_version};

/// The table's folder in the lake's.
const TABLE: &str = "events";

/// What a look at a lake found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LakeReport {
    /// What is wrong with it, or out of the ordinary.
    pub problems: Vec<LakeProblem>,
    /// The newest version; none when the table cannot be read.
    pub version: Option<u64>,
    /// The inbox position up to which events are here; none when the table cannot be read.
    pub through: Option<Position>,
    /// The highest position of any event; an import brings events past the inbox.
    pub highest: Option<Position>,
    /// Rows of all data files that could be read.
    pub rows: u64,
    /// Data files.
    pub files: usize,
}

/// Something about a lake; paths are within its folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LakeProblem {
    /// There is no table.
    Missing,
    /// An entry of the log is not there, though later ones are.
    EntryMissing(u64),
    /// An entry of the log is incomplete.
    EntryBroken {
        /// Which.
        path: String,
        /// Whether it is the last: then it was never acknowledged, and opening the lake sets it aside.
        last: bool,
    },
    /// The log cannot be put together.
    Unreadable(String),
    /// A data file is not there.
    FileMissing(String),
    /// A data file has another size than the log says.
    FileSize {
        /// Which.
        path: String,
        /// Bytes as the log says.
        expected: u64,
        /// Bytes as they are.
        found: u64,
    },
    /// A data file's footer cannot be read.
    FileBroken {
        /// Which.
        path: String,
        /// Why.
        reason: String,
    },
    /// A data file has another number of rows than the log says.
    RowsDiffer {
        /// Which.
        path: String,
        /// Rows as the log says.
        expected: u64,
        /// Rows as the file says.
        found: u64,
    },
    /// A data file that the log does not know: left by a commit that never came about.
    Orphan {
        /// Which.
        path: String,
        /// Its bytes.
        bytes: u64,
    },
    /// A file that nobody here wrote.
    Unknown(String),
}

/// Looks over the lake in a folder.
pub async fn examine(folder: &Path) -> Result<LakeReport, LakeError> {
    let mut report = LakeReport::default();
    let table = folder.join(TABLE);
    if !table.join(LOG).is_dir() {
        report.problems.push(LakeProblem::Missing);
        return Ok(report);
    }
    let failure = |source| LakeError::Folder { folder: table.clone(), source };
    let entries = log_entries::read(&table.join(LOG)).map_err(failure)?;
    report.problems.extend(entries.problems);
    let listed = match listed_files(&table).await {
        Ok(listed) => {
            (report.version, report.through) = (Some(listed.version), Some(listed.through));
            (report.highest, report.files) = (listed.highest, listed.files.len());
            listed.files
        }
        Err(error) => {
            if report.problems.is_empty() {
                report.problems.push(LakeProblem::Unreadable(causes(&error)));
            }
            return Ok(report);
        }
    };
    let removed = entries.removed;
    let looked =
        tokio::task::spawn_blocking(move || look_at_files(&table, &listed, &removed).map_err(|error| (table, error)));
    let (problems, rows) = match looked.await {
        Ok(Ok(found)) => found,
        Ok(Err((folder, source))) => return Err(LakeError::Folder { folder, source }),
        Err(stopped) => (vec![LakeProblem::Unreadable(stopped.to_string())], 0),
    };
    report.problems.extend(problems);
    report.rows = rows;
    Ok(report)
}

/// What the log says of a data file: its bytes and its rows.
type Listed = BTreeMap<String, (u64, u64)>;

/// The newest version as the log tells it.
struct Newest {
    version: u64,
    through: Position,
    highest: Option<Position>,
    files: Listed,
}

async fn listed_files(table: &Path) -> Result<Newest, LakeError> {
    let folder_error = |source| LakeError::Folder { folder: table.to_owned(), source };
    let table = table.canonicalize().map_err(folder_error)?;
    let root = table.parent().unwrap_or(&table);
    let location = Url::from_directory_path(&table)
        .map_err(|()| folder_error(std::io::Error::other("the path is not absolute")))?;
    let mut opened = DeltaTableBuilder::from_url(location.clone())
        .and_then(|builder| builder.with_storage_backend(Arc::new(DurableStore::in_folder(root)), location).build())
        .map_err(LakeError::table("open"))?;
    opened.load().await.map_err(LakeError::table("read"))?;
    let state = opened.snapshot().map_err(LakeError::table("read"))?;
    let (mut files, mut highest) = (Listed::new(), None);
    for file in state.log_data().iter() {
        let (bytes, rows) = (file.size().max(0) as u64, file.num_records().unwrap_or(0) as u64);
        files.insert(file.path().as_ref().to_owned(), (bytes, rows));
        highest = highest.max(file.stats().as_deref().and_then(highest_position));
    }
    let through = Position(transaction_version(&opened, INTAKE).await?.unwrap_or(0));
    Ok(Newest { version: state.version(), through, highest, files })
}

fn highest_position(statistics: &str) -> Option<Position> {
    let statistics: serde_json::Value = serde_json::from_str(statistics).ok()?;
    statistics["maxValues"]["position"].as_i64().map(Position)
}

fn look_at_files(table: &Path, listed: &Listed, removed: &HashSet<String>) -> std::io::Result<(Vec<LakeProblem>, u64)> {
    let mut problems = Vec::new();
    let mut rows = 0;
    for (path, (bytes, expected)) in listed {
        let path = path.clone();
        let file = table.join(&path);
        let found = match file.metadata() {
            Ok(metadata) => metadata.len(),
            Err(_) => {
                problems.push(LakeProblem::FileMissing(path));
                continue;
            }
        };
        if found != *bytes {
            problems.push(LakeProblem::FileSize { path, expected: *bytes, found });
            continue;
        }
        match footer::rows_of(&file) {
            Ok(found) if found == *expected => rows += found,
            Ok(found) => problems.push(LakeProblem::RowsDiffer { path, expected: *expected, found }),
            Err(reason) => problems.push(LakeProblem::FileBroken { path, reason }),
        }
    }
    for (path, bytes) in files_of(table)? {
        if listed.contains_key(&path) || removed.contains(&path) {
            continue;
        }
        let is_part = path.rsplit('/').next().is_some_and(cut_off::is_part);
        problems.push(match is_part || path.ends_with(".parquet") {
            true => LakeProblem::Orphan { path, bytes },
            false => LakeProblem::Unknown(path),
        });
    }
    Ok((problems, rows))
}

/// Every file of the table but its log, by its path in the table.
fn files_of(table: &Path) -> std::io::Result<BTreeSet<(String, u64)>> {
    let files = files_below(table)?.into_iter().filter(|path| !path.starts_with(LOG));
    files.map(|path| Ok((path.to_string_lossy().into_owned(), table.join(&path).metadata()?.len()))).collect()
}

fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

/// One state of a lake with every file that it consists of; paths are within the lake's folder.
///
/// As long as the snapshot is held, none of the data files is deleted by this process.
#[derive(Debug)]
pub struct LakeParts {
    /// The state.
    pub snapshot: Arc<Snapshot>,
    /// The lake's folder.
    pub folder: PathBuf,
    /// Entries of the log up to the state, and the checkpoints on which they build.
    pub log: Vec<String>,
    /// Data files; they never change.
    pub data: Vec<String>,
}

impl Lake {
    /// The files of the newest state that this process knows.
    pub fn parts(&self) -> Result<LakeParts, LakeError> {
        let snapshot = self.snapshot();
        let table = self.folder.clone();
        let failure = |source| LakeError::Folder { folder: table.clone(), source };
        let entries = log_entries::names_up_to(&table.join(LOG), snapshot.version).map_err(failure)?;
        let log = entries.into_iter().map(|name| format!("{TABLE}/{LOG}/{name}")).collect();
        let data = snapshot.files.iter().map(|file| format!("{TABLE}/{}", file.path)).collect();
        let folder = table.parent().map(Path::to_owned).unwrap_or_default();
        Ok(LakeParts { snapshot, folder, log, data })
    }
}
