//! Keeping the table tidy: compaction, checkpoints of the log, and the deletion of what nobody needs any more.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use deltalake_core::checkpoints::create_checkpoint;
use futures::TryStreamExt as _;
use object_store::path::Path;
use object_store::{Error, ObjectMeta, ObjectStoreExt as _};
use otklik_core::Timestamp;

use crate::compaction::{Compacted, CompactionLimits};
use crate::cut_off;
use crate::durable_store::PASSING;
use crate::error::LakeError;
use crate::log::{LOG, checkpoint_version, commit_version};
use crate::table::Lake;

/// Replaced files become old slowly, and finding them reads the log.
const STEPS_PER_DELETION: u64 = 50;
/// A file that is part of no table is an orphan from this age on; before, somebody may be about to commit it.
const ORPHAN_AGE: Duration = Duration::from_secs(24 * 3_600);
/// Orphans are rare, and looking for them reads the whole folder.
const STEPS_PER_ORPHAN_SEARCH: u64 = 1_000;

/// How the table is kept tidy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TidyLimits {
    /// When files are put together.
    pub compaction: CompactionLimits,
    /// A checkpoint is made every so many commits.
    pub commits_per_checkpoint: u64,
    /// So many entries of the log before the newest stay at least, for readers that are behind.
    pub log_entries: u64,
    /// How long replaced files stay for readers in other processes.
    pub keep_replaced: Duration,
}

impl Default for TidyLimits {
    fn default() -> Self {
        Self {
            compaction: CompactionLimits::default(),
            commits_per_checkpoint: 50,
            log_entries: 100,
            keep_replaced: Duration::from_secs(1_800),
        }
    }
}

/// What one step of tidying did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tidied {
    /// The job of compaction that was done.
    pub compacted: Option<Compacted>,
    /// Whether a checkpoint was made.
    pub checkpoint: bool,
    /// Entries of the log that were deleted.
    pub log_entries: usize,
    /// Data files that were deleted.
    pub files: usize,
}

/// What upkeep remembers between its steps.
#[derive(Debug, Default)]
pub(crate) struct Upkeep {
    memory: Mutex<Memory>,
}

#[derive(Debug, Default)]
struct Memory {
    steps: u64,
    checkpoint: Option<u64>,
    /// Removed files of which the log still speaks, though they are deleted.
    deleted: HashSet<String>,
}

impl Upkeep {
    fn with<T>(&self, work: impl FnOnce(&mut Memory) -> T) -> T {
        work(&mut self.memory.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Lake {
    /// One step: a job of compaction if one is due, a checkpoint if one is due, and the deletion of what is old.
    ///
    /// Only one process at a time should do this; if two do, nothing is lost, but work is done in vain.
    pub async fn keep_tidy(&self, limits: &TidyLimits, now: Timestamp) -> Result<Tidied, LakeError> {
        let compacted = self.compact_once(&limits.compaction, now).await?;
        let checkpoint = self.checkpoint_if_due(limits.commits_per_checkpoint).await?;
        let steps = self.upkeep.with(|memory| {
            memory.steps += 1;
            memory.steps
        });
        let mut tidied = Tidied { compacted, checkpoint, ..Tidied::default() };
        if checkpoint {
            let newest = self.snapshot().version;
            tidied.log_entries = self.delete_log_entries_before(newest.saturating_sub(limits.log_entries)).await?;
        }
        if checkpoint || steps % STEPS_PER_DELETION == 1 {
            tidied.files = self.delete_replaced_files(limits.keep_replaced, now).await?;
        }
        if steps % STEPS_PER_ORPHAN_SEARCH == 1 {
            let orphans = self.orphans(now).await?;
            tidied.files += self.delete_files(orphans.iter().map(|orphan| orphan.path.as_str())).await?;
            tidied.files += cut_off::delete(self, ORPHAN_AGE, now).await?.0;
        }
        Ok(tidied)
    }

    async fn checkpoint_if_due(&self, commits: u64) -> Result<bool, LakeError> {
        let last = match self.upkeep.with(|memory| memory.checkpoint) {
            Some(last) => last,
            None => self.log_files().await?.iter().filter_map(|file| checkpoint_version(&file.0)).max().unwrap_or(0),
        };
        let due = self.snapshot().version.saturating_sub(last) >= commits;
        let reached = if due { self.checkpoint().await? } else { last };
        self.upkeep.with(|memory| memory.checkpoint = Some(reached));
        Ok(due)
    }

    /// Makes a checkpoint of the newest state, and says of which version.
    pub(crate) async fn checkpoint(&self) -> Result<u64, LakeError> {
        // Commits go on meanwhile: the checkpoint is of the state that was the newest when it began.
        let table = self.writer.lock().await.clone();
        create_checkpoint(&table, None).await.map_err(LakeError::table("make a checkpoint of"))?;
        Ok(table.version().unwrap_or(0))
    }

    async fn log_files(&self) -> Result<Vec<(String, ObjectMeta)>, LakeError> {
        let store = self.object_store().await;
        let listed = store.list_with_delimiter(Some(&Path::from(LOG))).await;
        let listed = listed.map_err(|source| LakeError::table("list the log of")(source.into()))?;
        let named = |meta: ObjectMeta| Some((meta.location.filename()?.to_owned(), meta));
        Ok(listed.objects.into_iter().filter_map(named).collect())
    }

    /// Deletes the log's entries before the last checkpoint that is not newer than a version.
    pub(crate) async fn delete_log_entries_before(&self, version: u64) -> Result<usize, LakeError> {
        let files = self.log_files().await?;
        let checkpoints = files.iter().filter_map(|file| checkpoint_version(&file.0));
        let Some(first_kept) = checkpoints.filter(|checkpoint| *checkpoint <= version).max() else { return Ok(0) };
        let version_of = |name: &str| commit_version(name).or_else(|| checkpoint_version(name));
        let mut old: Vec<_> =
            files.into_iter().filter_map(|file| Some((version_of(&file.0)?, file.1.location))).collect();
        old.retain(|(version, _)| *version < first_kept);
        // The own state must not rest on what goes.
        self.newest_table().await?;
        // The oldest first: an interruption leaves a log without gaps.
        old.sort_unstable();
        let store = self.object_store().await;
        for (_, location) in &old {
            found_or_gone(store.delete(location).await)?;
        }
        Ok(old.len())
    }

    /// Deletes files that were removed from the table long enough ago and that no state lists which somebody holds.
    pub(crate) async fn delete_replaced_files(&self, kept_for: Duration, now: Timestamp) -> Result<usize, LakeError> {
        let removed = self.removed_files().await?;
        let before = now.plus_micros(-i64::try_from(kept_for.as_micros()).unwrap_or(i64::MAX)).0.div_euclid(1_000);
        let in_use = self.snapshots.files_in_use();
        let already = self.upkeep.with(|memory| {
            memory.deleted.retain(|path| removed.contains_key(path));
            memory.deleted.clone()
        });
        let old =
            removed.iter().filter(|(path, at)| **at <= before && !in_use.contains(*path) && !already.contains(*path));
        let old: Vec<&str> = old.map(|(path, _)| path.as_str()).collect();
        let count = self.delete_files(old.iter().copied()).await?;
        self.upkeep.with(|memory| memory.deleted.extend(old.into_iter().map(str::to_owned)));
        Ok(count)
    }

    /// Files that were removed from the table and when (milliseconds since 1970), as far as the log still knows.
    async fn removed_files(&self) -> Result<HashMap<String, i64>, LakeError> {
        let table = self.newest_table().await?;
        let log_store = table.log_store();
        let state = table.snapshot().map_err(LakeError::table("read"))?;
        let removed = state.all_tombstones(log_store.as_ref());
        let removed = removed.map_ok(|file| (file.path().into_owned(), file.deletion_timestamp().unwrap_or(0)));
        removed.try_collect().await.map_err(LakeError::table("read removed files of"))
    }

    /// How many files that were removed from the table are still on the disk.
    pub(crate) async fn replaced_files_on_disk(&self) -> Result<usize, LakeError> {
        let removed = self.removed_files().await?;
        Ok(removed.keys().filter(|path| self.folder.join(path).exists()).count())
    }

    pub(crate) async fn delete_files<'a>(&self, paths: impl Iterator<Item = &'a str>) -> Result<usize, LakeError> {
        let store = self.object_store().await;
        let mut count = 0;
        for path in paths {
            count += usize::from(found_or_gone(store.delete(&Path::from(path)).await)?);
        }
        Ok(count)
    }

    /// Files that were written a day ago or longer and never became part of the table.
    pub async fn orphans(&self, now: Timestamp) -> Result<Vec<Orphan>, LakeError> {
        self.orphans_older_than(ORPHAN_AGE, now).await
    }

    pub(crate) async fn orphans_older_than(&self, age: Duration, now: Timestamp) -> Result<Vec<Orphan>, LakeError> {
        // What is listed first can be committed before the states are read, so it is no orphan then.
        let store = self.object_store().await;
        let files: Vec<ObjectMeta> = store
            .list(None)
            .try_collect()
            .await
            .map_err(|source| LakeError::table("list the files of")(source.into()))?;
        self.refresh().await?;
        let (in_use, removed) = (self.snapshots.files_in_use(), self.removed_files().await?);
        let before = (age > Duration::ZERO).then(|| now.plus_micros(-(age.as_micros() as i64)));
        let ours = |path: &str| {
            let of_log = path.starts_with(LOG);
            path.ends_with(PASSING) || (path.ends_with(".parquet") && !of_log)
        };
        let orphan = |file: &ObjectMeta| {
            let path = file.location.to_string();
            (before.is_none_or(|before| Timestamp(file.last_modified.timestamp_micros()) <= before)
                && ours(&path)
                && !in_use.contains(&path)
                && !removed.contains_key(&path))
            .then_some(Orphan { path, bytes: file.size })
        };
        Ok(files.iter().filter_map(orphan).collect())
    }
}

/// A file that was written and never became part of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphan {
    /// Relative to the table.
    pub path: String,
    /// Its size.
    pub bytes: u64,
}

/// Whether a file was deleted; one that is gone already is none.
fn found_or_gone(deleted: object_store::Result<()>) -> Result<bool, LakeError> {
    match deleted {
        Ok(()) => Ok(true),
        Err(Error::NotFound { .. }) => Ok(false),
        Err(source) => Err(LakeError::table("delete old files of")(source.into())),
    }
}
