//! The folder itself: whether it is there, whose it is, and how much room is left.

use std::fs::{File, TryLockError};
use std::path::Path;

use super::{Finding, FindingKind};
use crate::restore::UNFINISHED;

const LOCK: &str = "otklik.lock";
/// Less room than this is told of.
const LOW_BYTES: u64 = 2 * 1024 * 1024 * 1024;

pub(super) fn examine(data: &Path) -> Vec<Finding> {
    let finding = |kind, place: &str| Finding { kind, place: place.to_owned() };
    let Ok(metadata) = data.metadata() else { return vec![finding(FindingKind::FolderMissing, ".")] };
    if !metadata.is_dir() {
        return vec![finding(FindingKind::FolderMissing, ".")];
    }
    let mut findings = Vec::new();
    if data.join(UNFINISHED).exists() {
        findings.push(finding(FindingKind::RestoreUnfinished, UNFINISHED));
    }
    if is_held(&data.join(LOCK)) {
        findings.push(finding(FindingKind::FolderInUse, LOCK));
    }
    let rights = rights(data, &metadata);
    findings.extend(rights.into_iter().map(|kind| finding(kind, ".")));
    findings
        .extend(free_bytes(data).filter(|free| *free < LOW_BYTES).map(|free| finding(FindingKind::DiskLow(free), ".")));
    findings
}

/// Whether another program holds the lock; a lock that is free is let go at once.
fn is_held(lock: &Path) -> bool {
    let Ok(file) = File::open(lock) else { return false };
    matches!(file.try_lock(), Err(TryLockError::WouldBlock))
}

#[cfg(unix)]
fn rights(data: &Path, metadata: &std::fs::Metadata) -> Vec<FindingKind> {
    use std::os::unix::fs::PermissionsExt as _;
    const OF_OTHERS: u32 = 0o007;
    let mut found = Vec::new();
    if rustix::fs::access(data, rustix::fs::Access::WRITE_OK).is_err() {
        found.push(FindingKind::FolderReadOnly);
    }
    if metadata.permissions().mode() & OF_OTHERS != 0 {
        found.push(FindingKind::FolderOpen);
    }
    found
}

#[cfg(not(unix))]
fn rights(_data: &Path, metadata: &std::fs::Metadata) -> Vec<FindingKind> {
    if metadata.permissions().readonly() { vec![FindingKind::FolderReadOnly] } else { Vec::new() }
}

#[cfg(unix)]
fn free_bytes(data: &Path) -> Option<u64> {
    rustix::fs::statvfs(data).ok().map(|told| told.f_bavail.saturating_mul(told.f_frsize))
}

#[cfg(not(unix))]
fn free_bytes(_data: &Path) -> Option<u64> {
    None
}
