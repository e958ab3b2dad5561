//! Findings in words.

use otklik_care::{Finding, FindingKind, Severity};
use otklik_lake::LakeProblem;
use otklik_store::StateProblem;

use crate::speech::Speech;

/// How bad a finding is, as a word for programs.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// What was found, as a word for programs; the message's key is `doctor-` and the word with hyphens.
pub fn code(kind: &FindingKind) -> &'static str {
    match kind {
        FindingKind::FolderMissing => "folder_missing",
        FindingKind::FolderReadOnly => "folder_read_only",
        FindingKind::FolderOpen => "folder_open",
        FindingKind::FolderInUse => "folder_in_use",
        FindingKind::RestoreUnfinished => "restore_unfinished",
        FindingKind::DiskLow(_) => "disk_low",
        FindingKind::DatabaseMissing => "database_missing",
        FindingKind::DatabaseUnreadable(_) => "database_unreadable",
        FindingKind::DatabaseBehind { .. } => "database_behind",
        FindingKind::EventsMissing { .. } => "events_missing",
        FindingKind::EventsWaiting(_) => "events_waiting",
        FindingKind::LakeUnreadable(_) => "lake_unreadable",
        FindingKind::State(problem) => match problem {
            StateProblem::Damaged(_) => "database_damaged",
            StateProblem::Dangling { .. } => "rows_dangling",
            StateProblem::Newer { .. } => "database_newer",
            StateProblem::MigrationChanged(_) => "migration_changed",
            StateProblem::InboxGap(_) => "inbox_broken",
        },
        FindingKind::Lake(problem) => match problem {
            LakeProblem::Missing => "lake_missing",
            LakeProblem::EntryMissing(_) => "log_entry_missing",
            LakeProblem::EntryBroken { last: true, .. } => "last_log_entry_broken",
            LakeProblem::EntryBroken { last: false, .. } => "log_entry_broken",
            LakeProblem::Unreadable(_) => "lake_unreadable",
            LakeProblem::FileMissing(_) => "file_missing",
            LakeProblem::FileSize { .. } => "file_size",
            LakeProblem::FileBroken { .. } => "file_broken",
            LakeProblem::RowsDiffer { .. } => "rows_differ",
            LakeProblem::Orphan { .. } => "file_orphan",
            LakeProblem::Unknown(_) => "file_unknown",
        },
    }
}

/// What was found and what to do about it.
pub fn of(finding: &Finding, speech: &Speech) -> (String, String) {
    let key = format!("doctor-{}", code(&finding.kind).replace('_', "-"));
    let variables = variables(&finding.kind);
    (speech.say_with(&key, &variables), speech.remedy(&key, &variables).unwrap_or_default())
}

fn variables(kind: &FindingKind) -> Vec<(&'static str, String)> {
    match kind {
        FindingKind::DiskLow(free) => vec![("free", free.to_string())],
        FindingKind::DatabaseUnreadable(reason) | FindingKind::LakeUnreadable(reason) => {
            vec![("reason", reason.clone())]
        }
        FindingKind::DatabaseBehind { given, reached } => {
            vec![("given", given.to_string()), ("reached", reached.to_string())]
        }
        FindingKind::EventsMissing { count, reached } => {
            vec![("count", count.to_string()), ("reached", reached.to_string())]
        }
        FindingKind::EventsWaiting(count) => vec![("count", count.to_string())],
        FindingKind::State(problem) => match problem {
            StateProblem::Damaged(reason) => vec![("reason", reason.clone())],
            StateProblem::Dangling { table, rows } => vec![("table", table.clone()), ("rows", rows.to_string())],
            StateProblem::Newer { found, known } => vec![("found", found.to_string()), ("known", known.to_string())],
            StateProblem::MigrationChanged(number) => vec![("number", number.to_string())],
            StateProblem::InboxGap(position) => vec![("position", position.to_string())],
        },
        FindingKind::Lake(problem) => match problem {
            LakeProblem::EntryMissing(version) => vec![("version", version.to_string())],
            LakeProblem::Unreadable(reason) | LakeProblem::FileBroken { reason, .. } => {
                vec![("reason", reason.clone())]
            }
            LakeProblem::FileSize { expected, found, .. } | LakeProblem::RowsDiffer { expected, found, .. } => {
                vec![("expected", expected.to_string()), ("found", found.to_string())]
            }
            LakeProblem::Orphan { bytes, .. } => vec![("bytes", bytes.to_string())],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
