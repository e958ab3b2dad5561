//! Looks a data folder over: what is wrong, where, and how bad it is.

mod folder;
mod positions;

use std::path::Path;

use otklik_core::{Position, Timestamp};
use otklik_lake::{Lake, LakeProblem};
use otklik_store::{StateProblem, Store};

use crate::error::CareError;
use crate::manifest::{LAKE, SQLITE};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know.
    Note,
    /// It works, but somebody should see to it.
    Warning,
    /// Something is damaged or will not work.
    Error,
}

/// Something that a look at a data folder found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// Where, within the data folder.
    pub place: String,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// There is no such folder.
    FolderMissing,
    /// The folder cannot be written.
    FolderReadOnly,
    /// Others than the owner may read the folder.
    FolderOpen,
    /// A running program holds the folder.
    FolderInUse,
    /// A restore into this folder was cut off.
    RestoreUnfinished,
    /// Little room is left: free bytes.
    DiskLow(u64),
    /// There is no database.
    DatabaseMissing,
    /// The database cannot be read at all.
    DatabaseUnreadable(String),
    /// Something is wrong in the database.
    State(StateProblem),
    /// Something is wrong in the lake, or out of the ordinary.
    Lake(LakeProblem),
    /// The lake cannot be looked at.
    LakeUnreadable(String),
    /// The lake holds events that the database has never numbered: the database is older than the lake.
    DatabaseBehind {
        /// The last position that the database gave.
        given: Position,
        /// The position that the lake has reached.
        reached: Position,
    },
    /// Events between the lake and the inbox are in neither.
    EventsMissing {
        /// How many at most; an import may have taken some of these numbers for itself.
        count: u64,
        /// The position that the lake has reached.
        reached: Position,
    },
    /// Events wait for the lake; a running program brings them over.
    EventsWaiting(u64),
}

impl Finding {
    /// How bad it is.
    pub fn severity(&self) -> Severity {
        match &self.kind {
            FindingKind::FolderInUse | FindingKind::FolderOpen | FindingKind::EventsWaiting(_) => Severity::Note,
            FindingKind::Lake(LakeProblem::Orphan { .. } | LakeProblem::Unknown(_)) => Severity::Note,
            FindingKind::Lake(LakeProblem::EntryBroken { last: true, .. }) => Severity::Warning,
            FindingKind::DiskLow(_) => Severity::Warning,
            FindingKind::EventsMissing { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

/// Looks a data folder over and changes nothing in it; the worst findings come first.
///
/// Of an installation whose state is in PostgreSQL it sees the folder and the lake.
pub async fn examine(data: &Path, shared: bool) -> Result<Vec<Finding>, CareError> {
    let mut findings = folder::examine(data);
    if findings.iter().any(|finding| finding.kind == FindingKind::FolderMissing) {
        return Ok(findings);
    }
    let state = if shared { None } else { examine_state(data, &mut findings).await };
    let finding = |place: String, kind: FindingKind| Finding { kind, place };
    match otklik_lake::examine(&data.join(LAKE)).await {
        Ok(lake) => {
            let problems = lake.problems.iter().cloned();
            findings.extend(problems.map(|problem| finding(place_of(&problem), FindingKind::Lake(problem))));
            if let (Some(state), Some(reached)) = (&state, lake.through) {
                let held = lake.highest.unwrap_or(reached).max(reached);
                findings.extend(
                    positions::compare(state, reached, held).into_iter().map(|kind| finding(LAKE.to_owned(), kind)),
                );
            }
        }
        Err(error) => findings.push(finding(LAKE.to_owned(), FindingKind::LakeUnreadable(causes(&error)))),
    }
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity()));
    Ok(findings)
}

async fn examine_state(data: &Path, findings: &mut Vec<Finding>) -> Option<otklik_store::StateReport> {
    let finding = |kind| Finding { kind, place: SQLITE.to_owned() };
    if !data.join(SQLITE).exists() {
        findings.push(finding(FindingKind::DatabaseMissing));
        return None;
    }
    match otklik_store::examine(data).await {
        Ok(report) => {
            findings.extend(report.problems.iter().cloned().map(|problem| finding(FindingKind::State(problem))));
            Some(report)
        }
        Err(error) => {
            findings.push(finding(FindingKind::DatabaseUnreadable(causes(&error))));
            None
        }
    }
}

fn place_of(problem: &LakeProblem) -> String {
    let path = match problem {
        LakeProblem::EntryBroken { path, .. } => return format!("{LAKE}/{path}"),
        LakeProblem::FileMissing(path)
        | LakeProblem::FileSize { path, .. }
        | LakeProblem::FileBroken { path, .. }
        | LakeProblem::RowsDiffer { path, .. }
        | LakeProblem::Orphan { path, .. }
        | LakeProblem::Unknown(path) => path,
        LakeProblem::EntryMissing(version) => &format!("_delta_log/{version:020}.json"),
        LakeProblem::Missing | LakeProblem::Unreadable(_) => "_delta_log",
    };
    format!("{LAKE}/events/{path}")
}

/// What can be put right without losing anything: opens store and lake, which sets aside what was never acknowledged.
///
/// It takes the folder for itself, so nothing may run on it.
pub async fn repair(data: &Path, now: Timestamp) -> Result<(), CareError> {
    const OPERATION: &str = "repair";
    let store = Store::open(data).await.map_err(CareError::store(OPERATION))?;
    let lake = Lake::open(&data.join(LAKE)).await.map_err(CareError::lake(OPERATION))?;
    lake.keep_tidy(&Default::default(), now).await.map_err(CareError::lake(OPERATION))?;
    store.close().await;
    Ok(())
}

pub(crate) fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}
