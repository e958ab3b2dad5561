//! The log as files.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use serde_json::Value;

use super::{LakeProblem, TABLE};
use crate::log::{LOG, checkpoint_version, commit_version};

/// What the files of a log say.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub(super) problems: Vec<LakeProblem>,
    /// Data files that some entry removed; they are deleted later.
    pub(super) removed: HashSet<String>,
}

/// Reads every entry of a log.
pub(super) fn read(log: &Path) -> std::io::Result<Entries> {
    let (commits, checkpoints) = versions(log)?;
    let mut entries = Entries::default();
    let from = checkpoints.keys().next_back().copied();
    let needed: Vec<u64> = commits.keys().copied().filter(|version| from.is_none_or(|from| *version > from)).collect();
    let last = needed.last().copied();
    let mut expected = from.map_or(0, |from| from + 1);
    for version in &needed {
        entries.problems.extend((expected..*version).map(LakeProblem::EntryMissing));
        expected = version + 1;
    }
    for (version, name) in &commits {
        let content = std::fs::read(log.join(name))?;
        let lines = std::str::from_utf8(&content).ok().map(|text| {
            text.lines().filter(|line| !line.is_empty()).map(serde_json::from_str::<Value>).collect::<Vec<_>>()
        });
        let lines: Option<Vec<Value>> = lines.and_then(|lines| lines.into_iter().collect::<Result<_, _>>().ok());
        match lines {
            Some(lines) if !lines.is_empty() => {
                let removed = lines.iter().filter_map(|line| line["remove"]["path"].as_str());
                entries.removed.extend(removed.map(str::to_owned));
            }
            _ if needed.contains(version) => entries
                .problems
                .push(LakeProblem::EntryBroken { path: format!("{TABLE}/{LOG}/{name}"), last: last == Some(*version) }),
            // A checkpoint stands for it.
            _ => {}
        }
    }
    Ok(entries)
}

/// The names of what a version rests on: the newest checkpoint up to it, and the entries from there on.
pub(super) fn names_up_to(log: &Path, version: u64) -> std::io::Result<Vec<String>> {
    let (commits, mut checkpoints) = versions(log)?;
    let checkpoint = checkpoints.range(..=version).next_back().map(|(at, _)| *at);
    let needed = commits.into_iter().filter(|(at, _)| (checkpoint.unwrap_or(0)..=version).contains(at));
    let checkpoint = checkpoint.and_then(|at| checkpoints.remove(&at));
    Ok(checkpoint.into_iter().chain(needed.map(|(_, name)| name)).collect())
}

type Versions = BTreeMap<u64, String>;

/// Commits and checkpoints by their versions.
fn versions(log: &Path) -> std::io::Result<(Versions, Versions)> {
    let (mut commits, mut checkpoints) = (Versions::new(), Versions::new());
    for entry in std::fs::read_dir(log)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if let Some(version) = commit_version(&name) {
            commits.insert(version, name);
        } else if let Some(version) = checkpoint_version(&name) {
            checkpoints.insert(version, name);
        }
    }
    Ok((commits, checkpoints))
}
