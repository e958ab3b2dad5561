//! Parquet files that somebody else wrote, some rows after the others.

mod cell;
mod error;

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::errors::ParquetError;

use cell::Values;
pub use cell::{Cell, CellKind};
pub use error::{ForeignError, ForeignFailure};

/// Rows that are in memory at once.
const BATCH_ROWS: usize = 1_024;
/// More columns than any table of events has; a file beyond that is not one.
const COLUMNS_AT_MOST: usize = 10_000;

/// A column of a foreign file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignColumn {
    /// Its name as the file has it.
    pub name: String,
    /// What its cells hold, unless they are empty.
    pub kind: CellKind,
}

/// Reads a foreign Parquet file in bounded memory: a thousand rows at once, whatever the size of the file.
///
/// Columns within columns are refused when opening. A damaged file is an error, never a panic.
pub struct ParquetRows {
    path: PathBuf,
    columns: Vec<ForeignColumn>,
    row_count: u64,
    rows: ParquetRecordBatchReader,
}

impl ParquetRows {
    /// Opens a file at its first row.
    pub fn open(path: &Path) -> Result<Self, ForeignError> {
        Self::open_after(path, 0)
    }

    /// Opens a file and passes over its first rows.
    pub fn open_after(path: &Path, passed_over: u64) -> Result<Self, ForeignError> {
        let failure = |failure| ForeignError { path: path.to_owned(), failure };
        let file = File::open(path).map_err(|source| failure(ForeignFailure::Open(source)))?;
        // What Arrow notes about its own types is passed over: what Parquet itself says is less to go wrong.
        let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let builder =
            guarded(|| ParquetRecordBatchReaderBuilder::try_new_with_options(file, options)).map_err(failure)?;
        let fields = builder.schema().fields();
        if fields.len() > COLUMNS_AT_MOST {
            return Err(failure(ForeignFailure::TooManyColumns { columns: fields.len(), at_most: COLUMNS_AT_MOST }));
        }
        let columns = fields.iter().map(|field| cell::column(field)).collect::<Result<_, _>>().map_err(failure)?;
        let row_count = u64::try_from(builder.metadata().file_metadata().num_rows()).unwrap_or(0);
        let passed_over = usize::try_from(passed_over).unwrap_or(usize::MAX);
        let rows = guarded(|| builder.with_batch_size(BATCH_ROWS).with_offset(passed_over).build()).map_err(failure)?;
        Ok(Self { path: path.to_owned(), columns, row_count, rows })
    }

    /// The columns, in the order of cells in a row.
    pub fn columns(&self) -> &[ForeignColumn] {
        &self.columns
    }

    /// How many rows the file says it has.
    pub fn row_count(&self) -> u64 {
        self.row_count
    }

    /// The next rows, at most a thousand or so; nothing at the end.
    ///
    /// After an error there is nothing more to read.
    pub fn next_rows(&mut self) -> Result<Option<RowBatch>, ForeignError> {
        let rows = &mut self.rows;
        let read = guarded(|| {
            let Some(batch) = rows.next().transpose()? else { return Ok(None) };
            let columns = batch.columns().iter().map(cell::values).collect();
            Ok(Some(RowBatch { rows: batch.num_rows(), columns }))
        });
        read.map_err(|failure| ForeignError { path: self.path.clone(), failure })
    }
}

/// Some rows of a foreign file.
pub struct RowBatch {
    rows: usize,
    columns: Vec<Values>,
}

impl RowBatch {
    /// How many rows.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The cells of a row by its place, from 0, in the order of columns; beyond the last row they are empty.
    pub fn row(&self, place: usize) -> impl Iterator<Item = Cell<'_>> {
        self.columns.iter().map(move |column| column.cell(place))
    }
}

/// Lets the decoder's panics, which hostile files have been known to cause, end as errors.
fn guarded<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, ForeignFailure> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(source)) => Err(ForeignFailure::Damaged(source)),
        Err(_) => Err(ForeignFailure::Damaged(ParquetError::General("the decoder gave up".to_owned()))),
    }
}

#[cfg(test)]
mod tests;
