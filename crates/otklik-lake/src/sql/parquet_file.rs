//! An answer as a Parquet file, written while it is sent.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use arrow::datatypes::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use super::rows::SqlRows;
use crate::error::WriteFailure;

/// Rows that are held before they are written; with them the memory is bounded.
const ROW_GROUP_ROWS: usize = 64 * 1024;

/// What was written and not taken yet.
#[derive(Clone, Debug, Default)]
struct Sink(Arc<Mutex<Vec<u8>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A Parquet file that grows by pieces.
pub struct SqlParquet {
    sink: Sink,
    writer: ArrowWriter<Sink>,
}

impl SqlParquet {
    pub(super) fn new(schema: SchemaRef) -> Result<Self, WriteFailure> {
        let sink = Sink::default();
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(ROW_GROUP_ROWS))
            .build();
        let writer = ArrowWriter::try_new(sink.clone(), schema, Some(properties)).map_err(WriteFailure::Parquet)?;
        Ok(Self { sink, writer })
    }

    /// Adds rows and takes the bytes that are ready.
    pub fn add(&mut self, rows: &SqlRows) -> Result<Vec<u8>, WriteFailure> {
        self.writer.write(&rows.batch).map_err(WriteFailure::Parquet)?;
        Ok(self.take())
    }

    /// Ends the file and takes the rest of its bytes.
    pub fn end(mut self) -> Result<Vec<u8>, WriteFailure> {
        self.writer.finish().map_err(WriteFailure::Parquet)?;
        Ok(self.take())
    }

    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.sink.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
