//! The ids of events in one file.

use std::collections::HashMap;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow::array::AsArray;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::bloom_filter::Sbbf;
use parquet::errors::ParquetError;

use super::KnownIds;
use super::hashes::{IdHashes, hash_of};
use crate::error::LakeError;
use crate::schema::Column;

/// Rows that are in memory at once.
const BATCH_ROWS: usize = 8_192;

/// Tells the numbers of those asked for, by source and id, that a file holds.
pub(super) fn each_held(
    known_ids: &KnownIds,
    folder: &Path,
    path: &str,
    asked: &HashMap<(&str, &str), Vec<usize>>,
    mut tell: impl FnMut(usize),
) -> Result<(), LakeError> {
    if let Some(known) = known_ids.filters(path)
        && row_groups_that_may_hold(&known, asked).is_empty()
    {
        return Ok(());
    }
    let builder = open(folder, path)?;
    let of_file = match known_ids.filters(path) {
        Some(known) => known,
        None => {
            let read = Arc::new(read_filters(&builder).map_err(|source| damaged(folder, path, source))?);
            known_ids.keep_filters(path, Arc::clone(&read));
            read
        }
    };
    let row_groups = row_groups_that_may_hold(&of_file, asked);
    if row_groups.is_empty() {
        return Ok(());
    }
    each_id(folder, path, builder.with_row_groups(row_groups), |source, id| {
        for number in asked.get(&(source, id)).into_iter().flatten() {
            tell(*number);
        }
    })
}

/// The hashes of all ids of a file.
pub(super) fn read_hashes(folder: &Path, path: &str) -> Result<IdHashes, LakeError> {
    let mut hashes = Vec::new();
    each_id(folder, path, open(folder, path)?, |source, id| hashes.push(hash_of(source, id)))?;
    Ok(IdHashes::sorted(hashes))
}

fn open(folder: &Path, path: &str) -> Result<ParquetRecordBatchReaderBuilder<File>, LakeError> {
    let file = File::open(folder.join(path))
        .map_err(|error| damaged(folder, path, ParquetError::External(Box::new(error))))?;
    let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    ParquetRecordBatchReaderBuilder::try_new_with_options(file, options).map_err(|source| damaged(folder, path, source))
}

fn damaged(folder: &Path, path: &str, source: ParquetError) -> LakeError {
    LakeError::Damaged { path: folder.join(path), source }
}

/// Tells the source and the id of every row.
fn each_id(
    folder: &Path,
    path: &str,
    builder: ParquetRecordBatchReaderBuilder<File>,
    mut tell: impl FnMut(&str, &str),
) -> Result<(), LakeError> {
    let names = [Column::Source.name(), Column::EventId.name()];
    let columns = ProjectionMask::columns(builder.parquet_schema(), names);
    let batches = builder.with_projection(columns).with_batch_size(BATCH_ROWS).build();
    for batch in batches.map_err(|source| damaged(folder, path, source))? {
        let batch = batch.map_err(|error| damaged(folder, path, error.into()))?;
        let texts = |column: Column| {
            let texts = batch.column_by_name(column.name()).and_then(|texts| texts.as_string_opt::<i32>());
            texts.ok_or(LakeError::Column { column: column.name() })
        };
        let (sources, ids) = (texts(Column::Source)?, texts(Column::EventId)?);
        for row in 0..batch.num_rows() {
            tell(sources.value(row), ids.value(row));
        }
    }
    Ok(())
}

fn read_filters(builder: &ParquetRecordBatchReaderBuilder<File>) -> Result<Vec<Option<Sbbf>>, ParquetError> {
    let columns = builder.parquet_schema().columns();
    let Some(column) = columns.iter().position(|column| column.name() == Column::EventId.name()) else {
        return Ok(vec![None; builder.metadata().num_row_groups()]);
    };
    let row_groups = 0..builder.metadata().num_row_groups();
    row_groups.map(|row_group| builder.get_row_group_column_bloom_filter(row_group, column)).collect()
}

/// The numbers of the row groups; one without a filter may hold anything.
fn row_groups_that_may_hold(filters: &[Option<Sbbf>], asked: &HashMap<(&str, &str), Vec<usize>>) -> Vec<usize> {
    let may_hold =
        |filter: &Option<Sbbf>| filter.as_ref().is_none_or(|filter| asked.keys().any(|(_, id)| filter.check(*id)));
    filters.iter().enumerate().filter(|(_, filter)| may_hold(filter)).map(|(number, _)| number).collect()
}
