//! Taking rows out for good: those of a person, and those that are too old to be kept.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use deltalake_core::protocol::DeltaOperation;
use otklik_core::{IdentityKey, Span, Timestamp};

use crate::cell::Routes;
use crate::cut_off;
use crate::data_file::DataFile;
use crate::error::LakeError;
use crate::merge::{Keep, Merged};
use crate::table::Lake;

#[cfg(test)]
mod crash;
mod holders;
#[cfg(test)]
pub(crate) mod tests;

/// A file that is part of no table may be about to be committed by another process until it is so old.
const WRITING_TAKES: Duration = Duration::from_secs(3_600);

/// A file system may note times that are so much behind the clock.
const CLOCKS_OF_FILES_MICROS: i64 = 20_000;

/// What was taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Rows that are gone.
    pub rows: u64,
    /// Data files that were rewritten or dropped.
    pub files: u64,
    /// For each data file that people were taken out of, how many rows of whom; nothing where age was the reason.
    pub of_people: Vec<HashMap<IdentityKey, u64>>,
    /// Old files that are still on the disk: somebody reads them, or may be about to commit them.
    ///
    /// As long as there are any, the same call is to be made again later.
    pub waiting: usize,
}

impl Erased {
    /// How many rows of these identifiers are gone, and out of how many files.
    pub fn of(&self, identities: &[IdentityKey]) -> (u64, u64) {
        let taken = self.of_people.iter().map(|file| identities.iter().filter_map(|one| file.get(one)).sum::<u64>());
        taken.filter(|rows| *rows > 0).fold((0, 0), |(rows, files), more| (rows + more, files + 1))
    }
}

impl Lake {
    /// Says that from now on nobody else writes into the folder: what lies unfinished there is a dead program's.
    pub fn is_alone_since(&self, now: Timestamp) {
        // Said again, the first word stands.
        let _ = self.alone_since.set(now.plus_micros(-CLOCKS_OF_FILES_MICROS));
    }

    /// For how long a file may be in the making.
    fn writing_takes(&self, now: Timestamp) -> Duration {
        let alone_for = self.alone_since.get().map(|since| now.0.saturating_sub(since.0).max(0).unsigned_abs());
        alone_for.map_or(WRITING_TAKES, |alone_for| WRITING_TAKES.min(Duration::from_micros(alone_for)))
    }

    /// Takes out every row of these identifiers and what the disk still holds of them.
    ///
    /// Rows that are committed later are not its matter: the inbox has to be rid of them before. Stopped at any point, the same
    /// call comes to the same end.
    pub async fn erase(&self, identities: &HashSet<IdentityKey>, now: Timestamp) -> Result<Erased, LakeError> {
        let wanted = Arc::new(identities.clone());
        let mut erased = Erased::default();
        loop {
            let (snapshot, rewrites) = self.state_for_rewrite().await?;
            let (held, sought) = (Arc::clone(&snapshot), Arc::clone(&wanted));
            let holder = tokio::task::spawn_blocking(move || holders::first_holder(&held, &sought));
            let Some(file) = holder.await.map_err(LakeError::Interrupted)?? else { break };
            let taken: Arc<Mutex<HashMap<IdentityKey, u64>>> = Arc::default();
            let (counted, wanted) = (Arc::clone(&taken), Arc::clone(&wanted));
            let keep: Keep = Arc::new(move |identity, _| {
                let Some(gone) = identity.filter(|identity| wanted.contains(identity)) else { return true };
                *counted.lock().unwrap_or_else(PoisonError::into_inner).entry(gone).or_default() += 1;
                false
            });
            if self.take_out(file, keep, rewrites, now, &mut erased).await? {
                erased.of_people.push(std::mem::take(&mut *taken.lock().unwrap_or_else(PoisonError::into_inner)));
            }
        }
        erased.waiting = self.clear_the_disk(now).await?;
        Ok(erased)
    }

    /// Takes out every row of what happened before an instant.
    pub async fn forget_before(&self, instant: Timestamp, now: Timestamp) -> Result<Erased, LakeError> {
        let keep: Keep = Arc::new(move |_, occurred_at| occurred_at >= instant);
        let mut erased = Erased::default();
        let mut passed: HashSet<String> = HashSet::new();
        loop {
            let (snapshot, rewrites) = self.state_for_rewrite().await?;
            let before = Span { start: Span::ALL.start, end: instant };
            let file = snapshot.files.iter().find(|file| file.may_hold(&before) && !passed.contains(&file.path));
            let Some(file) = file.cloned() else { break };
            // The log knows times to the millisecond: a file may prove to hold nothing that old.
            passed.insert(file.path.clone());
            self.take_out(file, Arc::clone(&keep), rewrites, now, &mut erased).await?;
        }
        // Files that were replaced without haste are deleted without haste too, with the others.
        if erased.rows > 0 {
            erased.waiting = self.clear_the_disk(now).await?;
        }
        Ok(erased)
    }

    /// Rewrites one file without some of its rows; when somebody came first, nothing happens, and the answer is no.
    async fn take_out(
        &self,
        file: DataFile,
        keep: Keep,
        rewrites: i64,
        now: Timestamp,
        erased: &mut Erased,
    ) -> Result<bool, LakeError> {
        let cells = self.snapshot().files.iter().filter_map(|file| file.cell).collect::<Vec<_>>();
        let inputs = [file];
        let merged = self.merge(&inputs, Routes::new(cells), Some(keep)).await?;
        if merged.left_out == 0 {
            self.discard(&merged.files).await;
            return Ok(false);
        }
        let Merged { left_out, .. } = merged;
        let operation = DeltaOperation::Delete { predicate: None };
        let is_done = self.replace(&inputs, merged, rewrites, true, operation, now).await?.is_some();
        if is_done {
            erased.rows += left_out;
            erased.files += 1;
        }
        Ok(is_done)
    }

    /// Makes a checkpoint, deletes the log before it and every file that is no longer part of the table.
    ///
    /// A file that compaction replaced a minute ago holds the person's rows as well, so there is no grace for other
    /// processes' readers here. Answers how many files have to stay for now.
    async fn clear_the_disk(&self, now: Timestamp) -> Result<usize, LakeError> {
        // A checkpoint may forget which files were removed.
        self.delete_replaced_files(Duration::ZERO, now).await?;
        let version = self.checkpoint().await?;
        self.delete_log_entries_before(version).await?;
        let stray = self.orphans_older_than(Duration::ZERO, now).await?;
        let writing_takes = self.writing_takes(now);
        let old = self.orphans_older_than(writing_takes, now).await?;
        let deleted = self.delete_files(old.iter().map(|orphan| orphan.path.as_str())).await?;
        let (_, being_written) = cut_off::delete(self, writing_takes, now).await?;
        Ok(stray.len() - deleted.min(stray.len()) + being_written + self.replaced_files_on_disk().await?)
    }
}
