//! Many files, each in order, into sorted files: a merge by the sort key, in bounded memory.

mod cursor;

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arrow::array::RecordBatch;
use arrow::compute::interleave_record_batch;
use object_store::ObjectStore;
use otklik_core::{IdentityKey, Timestamp};
use tokio::runtime::Handle;
use uuid::Uuid;

use crate::cell::Routes;
use crate::data_file::DataFile;
use crate::error::{LakeError, WriteFailure};
use crate::sorted_file::{SortedFile, plain_schema};
use cursor::Cursor;

/// Rows that wait to be written together.
const WAITING_ROWS: usize = 65_536;
/// Encoded bytes that wait in all files that are being written.
const WAITING_BYTES: usize = 192 << 20;

/// What decides whether a row goes on: of whom it is and when it happened.
pub(crate) type Keep = Arc<dyn Fn(Option<IdentityKey>, Timestamp) -> bool + Send + Sync>;

/// A merge that is to be done.
pub(crate) struct Merge {
    /// The folder of the table.
    pub(crate) folder: PathBuf,
    pub(crate) inputs: Vec<DataFile>,
    pub(crate) routes: Routes,
    /// Which rows go on; nothing means all.
    pub(crate) keep: Option<Keep>,
    pub(crate) store: Arc<dyn ObjectStore>,
    /// Set when nobody waits for the outcome any more.
    pub(crate) abandoned: Arc<AtomicBool>,
}

/// What a merge wrote.
#[derive(Debug)]
pub(crate) struct Merged {
    pub(crate) files: Vec<DataFile>,
    /// Rows that were read and did not go on.
    pub(crate) left_out: u64,
}

/// Stops a merge when dropped.
pub(crate) struct AbandonOnDrop(pub(crate) Arc<AtomicBool>);

impl Drop for AbandonOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Merge {
    /// Does the merge on a thread of its own; every written file is durable on return, and part of no table yet.
    pub(crate) async fn run(self) -> Result<Merged, LakeError> {
        let _abandon = AbandonOnDrop(Arc::clone(&self.abandoned));
        let runtime = Handle::current();
        match tokio::task::spawn_blocking(move || Merging::new(self, runtime)?.run()).await {
            Ok(merged) => merged,
            Err(stopped) => Err(LakeError::Interrupted(stopped)),
        }
    }
}

/// The next row of an input in the heap: its key, then the input.
type Next = Reverse<(Key, usize)>;
/// Customer, time, position: the order of rows in a file; rows of nobody come first.
pub(crate) type Key = (Option<i64>, i64, i64);

struct Merging {
    merge: Merge,
    runtime: Handle,
    cursors: Vec<Cursor>,
    heap: BinaryHeap<Next>,
    /// Batches whose rows wait; the first ones are the cursors' own, in their order.
    batches: Vec<RecordBatch>,
    outputs: Vec<Output>,
    waiting: usize,
    left_out: u64,
}

struct Output {
    file: SortedFile,
    /// Batch and row of what is to be written next.
    rows: Vec<(usize, usize)>,
}

impl Merging {
    fn new(merge: Merge, runtime: Handle) -> Result<Self, LakeError> {
        let batch_rows = (2 * WAITING_ROWS / merge.inputs.len().max(1)).clamp(512, 8_192);
        let mut cursors = Vec::new();
        for input in &merge.inputs {
            cursors.extend(Cursor::open(&merge.folder.join(&input.path), batch_rows)?);
        }
        let heap = cursors.iter().enumerate().map(|(number, cursor)| Reverse((cursor.key(), number))).collect();
        let mut merging =
            Self { merge, runtime, cursors, heap, batches: Vec::new(), outputs: Vec::new(), waiting: 0, left_out: 0 };
        merging.begin_batches();
        Ok(merging)
    }

    fn begin_batches(&mut self) {
        self.batches.clear();
        for (number, cursor) in self.cursors.iter_mut().enumerate() {
            cursor.batch_number = number;
            self.batches.push(cursor.batch().clone());
        }
    }

    fn run(mut self) -> Result<Merged, LakeError> {
        while let Some(Reverse((key, number))) = self.heap.pop() {
            let cursor = &self.cursors[number];
            let keep = self.merge.keep.as_ref();
            if keep.is_none_or(|keep| keep(cursor.identity().map(IdentityKey), Timestamp(key.1))) {
                let place = (cursor.batch_number, cursor.row());
                let output = self.merge.routes.find(key.1, key.0, key.2);
                self.begin_outputs()?;
                self.outputs[output].rows.push(place);
                self.waiting += 1;
            } else {
                self.left_out += 1;
            }
            self.advance(number)?;
        }
        self.write_waiting()?;
        let mut files = Vec::new();
        for output in self.outputs {
            let path = self.merge.folder.display().to_string();
            files.push(output.file.finish().map_err(|source| LakeError::Write { path, source })?);
        }
        Ok(Merged { files, left_out: self.left_out })
    }

    /// Begins the files of cells that were found since.
    fn begin_outputs(&mut self) -> Result<(), LakeError> {
        while let Some(cell) = self.merge.routes.found().get(self.outputs.len()) {
            let path = format!("{}/{}.parquet", cell.folder(), Uuid::new_v4());
            let file = SortedFile::begin(self.merge.store.as_ref(), path.clone(), plain_schema(), &self.runtime)
                .map_err(|source| LakeError::Write { path, source })?;
            self.outputs.push(Output { file, rows: Vec::new() });
        }
        Ok(())
    }

    fn advance(&mut self, number: usize) -> Result<(), LakeError> {
        let cursor = &mut self.cursors[number];
        if !cursor.step_in_batch() {
            if self.merge.abandoned.load(Ordering::Relaxed) {
                return Err(LakeError::Abandoned);
            }
            // What waits refers to the batches by their numbers, so it is written before they are counted anew.
            if self.waiting >= WAITING_ROWS || self.batches.len() > 2 * self.cursors.len() + 8 {
                self.write_waiting()?;
                self.begin_batches();
            }
            let cursor = &mut self.cursors[number];
            if !cursor.next_batch()? {
                return Ok(());
            }
            cursor.batch_number = self.batches.len();
            self.batches.push(cursor.batch().clone());
        }
        let cursor = &self.cursors[number];
        cursor.check_order()?;
        self.heap.push(Reverse((cursor.key(), number)));
        Ok(())
    }

    fn write_waiting(&mut self) -> Result<(), LakeError> {
        let failure = |source| LakeError::Write { path: self.merge.folder.display().to_string(), source };
        let batches: Vec<&RecordBatch> = self.batches.iter().collect();
        for output in &mut self.outputs {
            for rows in output.rows.chunks(WAITING_ROWS) {
                let rows = interleave_record_batch(&batches, rows).map_err(WriteFailure::Encode).map_err(failure)?;
                output.file.write(&rows).map_err(failure)?;
            }
            output.rows.clear();
        }
        self.waiting = 0;
        while self.outputs.iter().map(|output| output.file.waiting_bytes()).sum::<usize>() > WAITING_BYTES {
            let Some(largest) = self.outputs.iter_mut().max_by_key(|output| output.file.waiting_bytes()) else { break };
            largest.file.end_row_group().map_err(failure)?;
        }
        Ok(())
    }
}
