//! Taking rows out for good: those of a person, and those that are too old to be kept.

use std::collections::HashSet;
use std::sync::Arc;
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

/// What was taken out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Rows that are gone.
    pub rows: u64,
    /// Data files that were rewritten or dropped.
    pub files: u64,
    /// Old files that are still on the disk: somebody reads them, or may be about to commit them.
    ///
    /// As long as there are any, the same call is to be made again later.
    pub waiting: usize,
}

impl Lake {
    /// Takes out every row of these identifiers and what the disk still holds of them.
    ///
    /// Rows that are committed later are not its matter: the inbox has to be rid of them before. Stopped at any point, the same
    /// call comes to the same end.
    pub async fn erase(&self, identities: &HashSet<IdentityKey>, now: Timestamp) -> Result<Erased, LakeError> {
        let wanted = Arc::new(identities.clone());
        let keep: Keep = {
            let wanted = Arc::clone(&wanted);
            Arc::new(move |identity, _| identity.is_none_or(|identity| !wanted.contains(&identity)))
        };
        let mut erased = Erased::default();
        loop {
            let (snapshot, rewrites) = self.state_for_rewrite().await?;
            let (held, wanted) = (Arc::clone(&snapshot), Arc::clone(&wanted));
            let holder = tokio::task::spawn_blocking(move || holders::first_holder(&held, &wanted));
            let Some(file) = holder.await.map_err(LakeError::Interrupted)?? else { break };
            self.take_out(file, Arc::clone(&keep), rewrites, now, &mut erased).await?;
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

    /// Rewrites one file without some of its rows; when somebody came first, nothing happens.
    async fn take_out(
        &self,
        file: DataFile,
        keep: Keep,
        rewrites: i64,
        now: Timestamp,
        erased: &mut Erased,
    ) -> Result<(), LakeError> {
        let cells = self.snapshot().files.iter().filter_map(|file| file.cell).collect::<Vec<_>>();
        let inputs = [file];
        let merged = self.merge(&inputs, Routes::new(cells), Some(keep)).await?;
        if merged.left_out == 0 {
            self.discard(&merged.files).await;
            return Ok(());
        }
        let Merged { left_out, .. } = merged;
        let operation = DeltaOperation::Delete { predicate: None };
        if self.replace(&inputs, merged, rewrites, true, operation, now).await?.is_some() {
            erased.rows += left_out;
            erased.files += 1;
        }
        Ok(())
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
        let old = self.orphans_older_than(WRITING_TAKES, now).await?;
        let deleted = self.delete_files(old.iter().map(|orphan| orphan.path.as_str())).await?;
        let (_, being_written) = cut_off::delete(self, WRITING_TAKES, now).await?;
        Ok(stray.len() - deleted.min(stray.len()) + being_written + self.replaced_files_on_disk().await?)
    }
}
