//! Writing Parquet files of events.

use std::io::Write;
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, new_null_array};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use object_store::path::Path;
use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt as _};
use parquet::arrow::arrow_writer::{ArrowWriter, ArrowWriterOptions};
use parquet::arrow::{ARROW_SCHEMA_META_KEY, encode_arrow_schema};
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::{KeyValue, SortingColumn};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;
use tokio::runtime::Handle;

use crate::data_file::{DataFile, Extent};
use crate::error::WriteFailure;
use crate::schema::{Column, Kind, arrow_schema};

/// Small enough that one customer's timeline reads little, large enough for scans.
pub(crate) const ROW_GROUP_ROWS: usize = 131_072;
const ZSTD_LEVEL: i32 = 1;
/// How often the filter says "perhaps" of an id that is not there.
const ID_FILTER_FALSE_POSITIVES: f64 = 0.001;
/// Object storage takes parts from five megabytes on.
const PART_BYTES: usize = 5 << 20;

/// How files are written: pages with an index, ranges of keys, times and codes but never of texts, a filter of event ids.
///
/// `rows` is how many rows a row group has at most.
pub(crate) fn writer_options(rows: usize) -> Result<ArrowWriterOptions, WriteFailure> {
    let level = ZstdLevel::try_new(ZSTD_LEVEL).map_err(WriteFailure::Parquet)?;
    // Codes are written from plain texts; the note lets readers take them as codes at once.
    let note = KeyValue::new(ARROW_SCHEMA_META_KEY.to_owned(), encode_arrow_schema(&arrow_schema()));
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(level))
        .set_max_row_group_row_count(Some(ROW_GROUP_ROWS))
        .set_key_value_metadata(Some(vec![note]))
        .set_statistics_enabled(EnabledStatistics::None);
    for column in Column::ALL {
        if matches!(column.kind(), Kind::Integer | Kind::Instant | Kind::Code) {
            properties =
                properties.set_column_statistics_enabled(ColumnPath::from(column.name()), EnabledStatistics::Page);
        }
    }
    let ids = ColumnPath::from(Column::EventId.name());
    let by = |column: Column| SortingColumn { column_idx: column as i32, descending: false, nulls_first: true };
    properties = properties
        .set_sorting_columns(Some(vec![by(Column::CustomerKey), by(Column::OccurredAt), by(Column::Position)]))
        .set_column_bloom_filter_enabled(ids.clone(), true)
        .set_column_bloom_filter_fpp(ids.clone(), ID_FILTER_FALSE_POSITIVES)
        .set_column_bloom_filter_max_ndv(ids.clone(), rows.clamp(1, ROW_GROUP_ROWS) as u64)
        // Every id is another one: a dictionary would only be built and thrown away.
        .set_column_dictionary_enabled(ids, false);
    Ok(ArrowWriterOptions::new().with_properties(properties.build()).with_skip_arrow_metadata(true))
}

/// The table's columns with codes as plain texts.
pub(crate) fn plain_schema() -> SchemaRef {
    let plain = |field: &Arc<Field>| match field.data_type() {
        DataType::Dictionary(..) => Arc::new(field.as_ref().clone().with_data_type(DataType::Utf8)),
        _ => Arc::clone(field),
    };
    Arc::new(Schema::new(arrow_schema().fields().iter().map(plain).collect::<Vec<_>>()))
}

/// The columns of a file in the table's order; a column that it does not have yet is empty.
pub(crate) fn completed(batch: &RecordBatch, schema: &SchemaRef) -> Result<RecordBatch, arrow::error::ArrowError> {
    let column = |field: &Arc<Field>| -> ArrayRef {
        batch
            .column_by_name(field.name())
            .map_or_else(|| new_null_array(field.data_type(), batch.num_rows()), Arc::clone)
    };
    RecordBatch::try_new(Arc::clone(schema), schema.fields().iter().map(column).collect())
}

/// One sorted file that is being written, in bounded memory.
pub(crate) struct SortedFile {
    path: String,
    extent: Extent,
    writer: ArrowWriter<StoredBytes>,
}

impl SortedFile {
    /// Begins a file; `schema` is the table's, or the one with plain texts.
    pub(crate) fn begin(
        store: &dyn ObjectStore,
        path: String,
        schema: SchemaRef,
        runtime: &Handle,
    ) -> Result<Self, WriteFailure> {
        Self::begin_of(store, path, schema, runtime, ROW_GROUP_ROWS)
    }

    /// Begins a file of which it is known that it has so many rows: the filters of a small one are small.
    pub(crate) fn begin_of(
        store: &dyn ObjectStore,
        path: String,
        schema: SchemaRef,
        runtime: &Handle,
        rows: usize,
    ) -> Result<Self, WriteFailure> {
        let upload = runtime.block_on(store.put_multipart(&Path::from(path.as_str()))).map_err(WriteFailure::Store)?;
        let bytes = StoredBytes { upload, runtime: runtime.clone(), part: Vec::new() };
        let writer =
            ArrowWriter::try_new_with_options(bytes, schema, writer_options(rows)?).map_err(WriteFailure::Parquet)?;
        Ok(Self { path, extent: Extent::default(), writer })
    }

    pub(crate) fn write(&mut self, batch: &RecordBatch) -> Result<(), WriteFailure> {
        self.extent.include(batch);
        self.writer.write(batch).map_err(WriteFailure::Parquet)
    }

    /// Bytes that wait in memory.
    pub(crate) fn waiting_bytes(&self) -> usize {
        self.writer.in_progress_size()
    }

    /// Ends the row group, and so frees its memory.
    pub(crate) fn end_row_group(&mut self) -> Result<(), WriteFailure> {
        self.writer.flush().map_err(WriteFailure::Parquet)
    }

    /// Ends the file; on return it is durable.
    pub(crate) fn finish(mut self) -> Result<DataFile, WriteFailure> {
        self.writer.finish().map_err(WriteFailure::Parquet)?;
        let bytes = self.writer.bytes_written() as u64;
        let stored = self.writer.inner_mut();
        stored.send().map_err(WriteFailure::Store)?;
        stored.runtime.block_on(stored.upload.complete()).map_err(WriteFailure::Store)?;
        Ok(DataFile { cell: crate::cell::Cell::of_file(&self.path), path: self.path, bytes, extent: self.extent })
    }
}

/// Bytes on their way into a store, from a thread that may block.
struct StoredBytes {
    upload: Box<dyn MultipartUpload>,
    runtime: Handle,
    part: Vec<u8>,
}

impl StoredBytes {
    fn send(&mut self) -> object_store::Result<()> {
        if self.part.is_empty() {
            return Ok(());
        }
        let part = std::mem::take(&mut self.part);
        self.runtime.block_on(self.upload.put_part(part.into()))
    }
}

impl Write for StoredBytes {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.part.extend_from_slice(bytes);
        if self.part.len() >= PART_BYTES {
            self.send().map_err(std::io::Error::other)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
