//! One file that is being merged.

use std::fs::File;
use std::path::{Path, PathBuf};

use arrow::array::{Array, Int64Array, RecordBatch};
use arrow::datatypes::{SchemaRef, TimestampMicrosecondType};
use parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::errors::ParquetError;

use super::Key;
use crate::data_file::integers;
use crate::error::LakeError;
use crate::schema::Column;
use crate::sorted_file::{completed, plain_schema};

/// Stands at one row of a file.
pub(super) struct Cursor {
    path: PathBuf,
    batches: ParquetRecordBatchReader,
    schema: SchemaRef,
    batch: RecordBatch,
    customers: Int64Array,
    identities: Int64Array,
    positions: Int64Array,
    times: Vec<i64>,
    row: usize,
    previous: Option<Key>,
    /// The number under which its batch is known to the merge.
    pub(super) batch_number: usize,
}

impl Cursor {
    /// Opens a file at its first row; nothing when it has none.
    pub(super) fn open(path: &Path, batch_rows: usize) -> Result<Option<Self>, LakeError> {
        let damaged = |source| LakeError::Damaged { path: path.to_owned(), source };
        let file = File::open(path).map_err(|error| damaged(ParquetError::External(Box::new(error))))?;
        // Codes are merged as plain texts.
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let batches = ParquetRecordBatchReaderBuilder::try_new_with_options(file, options)
            .and_then(|builder| builder.with_batch_size(batch_rows).build())
            .map_err(damaged)?;
        let schema = plain_schema();
        let none = || Int64Array::from(Vec::<i64>::new());
        let mut cursor = Self {
            path: path.to_owned(),
            batches,
            batch: RecordBatch::new_empty(SchemaRef::clone(&schema)),
            schema,
            customers: none(),
            identities: none(),
            positions: none(),
            times: Vec::new(),
            row: 0,
            previous: None,
            batch_number: 0,
        };
        Ok(cursor.next_batch()?.then_some(cursor))
    }

    /// Goes to the first row of the next batch, unless there is none.
    pub(super) fn next_batch(&mut self) -> Result<bool, LakeError> {
        let damaged = |source| LakeError::Damaged { path: self.path.clone(), source };
        self.previous = (self.batch.num_rows() > 0).then(|| self.key());
        loop {
            let Some(batch) = self.batches.next() else { return Ok(false) };
            let batch = completed(&batch.map_err(|error| damaged(error.into()))?, &self.schema)
                .map_err(|error| damaged(error.into()))?;
            if batch.num_rows() == 0 {
                continue;
            }
            let keys =
                |column: Column| integers(&batch, column).cloned().ok_or(LakeError::Column { column: column.name() });
            self.customers = keys(Column::CustomerKey)?;
            self.identities = keys(Column::IdentityKey)?;
            self.positions = keys(Column::Position)?;
            let times = batch.column_by_name(Column::OccurredAt.name());
            let times =
                times.and_then(|times| arrow::array::AsArray::as_primitive_opt::<TimestampMicrosecondType>(times));
            self.times =
                times.ok_or(LakeError::Column { column: Column::OccurredAt.name() })?.values().as_ref().to_vec();
            (self.batch, self.row) = (batch, 0);
            return Ok(true);
        }
    }

    /// Goes to the next row of the batch, unless this was the last.
    pub(super) fn step_in_batch(&mut self) -> bool {
        if self.row + 1 < self.batch.num_rows() {
            self.previous = Some(self.key());
            self.row += 1;
            true
        } else {
            false
        }
    }

    /// Refuses a file that is not in order, of which a merge would make nonsense.
    pub(super) fn check_order(&self) -> Result<(), LakeError> {
        if self.previous.is_some_and(|previous| previous > self.key()) {
            return Err(LakeError::Unsorted { path: self.path.clone() });
        }
        Ok(())
    }

    pub(super) fn key(&self) -> Key {
        let customer = self.customers.is_valid(self.row).then(|| self.customers.value(self.row));
        (customer, self.times[self.row], self.positions.value(self.row))
    }

    pub(super) fn identity(&self) -> Option<i64> {
        self.identities.is_valid(self.row).then(|| self.identities.value(self.row))
    }

    pub(super) fn batch(&self) -> &RecordBatch {
        &self.batch
    }

    pub(super) fn row(&self) -> usize {
        self.row
    }
}
