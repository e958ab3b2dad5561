//! Compaction: the tails of commits become sorted files, and those stay few.

mod plan;
#[cfg(test)]
pub(crate) mod tests;

use std::collections::HashSet;
use std::sync::Arc;

use deltalake_core::protocol::DeltaOperation;
use otklik_core::Timestamp;

use crate::cell::Routes;
use crate::data_file::DataFile;
use crate::error::LakeError;
use crate::merge::{Merge, Merged};
use crate::snapshot::Snapshot;
use crate::table::Lake;
pub use plan::CompactionLimits;
pub(crate) use plan::plan_compaction;

/// The application id whose number grows with every rewrite of files.
pub(crate) const REWRITES: &str = "otklik-compaction";

/// What a step of compaction did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compacted {
    /// Files that were replaced.
    pub files_before: usize,
    /// Files that replaced them.
    pub files_after: usize,
    /// Rows in them.
    pub rows: u64,
}

impl Lake {
    /// Does the most urgent job of compaction, if there is one.
    ///
    /// Events can be committed meanwhile. When another rewrite came first nothing is changed and nothing reported.
    pub async fn compact_once(
        &self,
        limits: &CompactionLimits,
        now: Timestamp,
    ) -> Result<Option<Compacted>, LakeError> {
        self.refresh().await?;
        if plan_compaction(&self.snapshot().files, limits).is_empty() {
            return Ok(None);
        }
        let (snapshot, rewrites) = self.state_for_rewrite().await?;
        let Some(job) = plan_compaction(&snapshot.files, limits).into_iter().next() else { return Ok(None) };
        let inputs = files_named(&snapshot, &job.inputs);
        let routes = Routes::new(snapshot.files.iter().filter_map(|file| file.cell));
        let routes = job.split.into_iter().fold(routes, Routes::cut);
        let read = inputs.iter().map(|file| file.extent.rows).sum();
        let merged = self.merge(&inputs, routes, None).await?;
        let replaced = self.replace(&inputs, merged, rewrites, false, optimize(), now).await?;
        Ok(replaced.map(|files_after| Compacted { files_before: inputs.len(), files_after, rows: read }))
    }

    pub(crate) async fn merge(
        &self,
        inputs: &[DataFile],
        routes: Routes,
        keep: Option<crate::merge::Keep>,
    ) -> Result<Merged, LakeError> {
        let merge = Merge {
            folder: self.folder.clone(),
            inputs: inputs.to_vec(),
            routes,
            keep,
            store: self.object_store().await,
            abandoned: Arc::default(),
        };
        merge.run().await
    }

    /// Puts written files in the place of others, if nobody rewrote anything since and all of the others are there.
    ///
    /// Answers how many files were put in, or nothing when somebody came first; then what was written is deleted.
    pub(crate) async fn replace(
        &self,
        inputs: &[DataFile],
        merged: Merged,
        rewrites: i64,
        data_change: bool,
        operation: DeltaOperation,
        now: Timestamp,
    ) -> Result<Option<usize>, LakeError> {
        let read = inputs.iter().map(|file| file.extent.rows).sum::<u64>();
        let written = merged.files.iter().map(|file| file.extent.rows).sum::<u64>() + merged.left_out;
        if read != written {
            self.discard(&merged.files).await;
            return Err(LakeError::RowsDiffer { read, written });
        }
        let removed = inputs.iter().map(|file| file.remove(data_change, now));
        let added = merged.files.iter().map(|file| file.add(data_change, now));
        let actions: Vec<_> = removed.chain(added).collect();
        let names: HashSet<&str> = inputs.iter().map(|file| file.path.as_str()).collect();
        let replaced = self.commit_rewrite(actions, (&names, &merged.files), rewrites, operation).await;
        match replaced {
            Ok(true) => Ok(Some(merged.files.len())),
            Ok(false) => {
                self.discard(&merged.files).await;
                Ok(None)
            }
            // It may have been committed all the same, so the files stay; orphans are cleaned up later.
            Err(error) => Err(error),
        }
    }
}

pub(crate) fn optimize() -> DeltaOperation {
    DeltaOperation::Optimize { predicate: None, target_size: 0 }
}

fn files_named(snapshot: &Snapshot, names: &[String]) -> Vec<DataFile> {
    snapshot.files.iter().filter(|file| names.contains(&file.path)).cloned().collect()
}
