//! Which files hold rows of certain identifiers.

use std::collections::HashSet;
use std::fs::File;

use arrow::array::AsArray;
use arrow::datatypes::Int64Type;
use otklik_core::IdentityKey;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::errors::ParquetError;
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::statistics::Statistics;

use crate::data_file::DataFile;
use crate::error::LakeError;
use crate::schema::Column;
use crate::snapshot::Snapshot;

/// The first file of a state that holds a row of one of these identifiers.
pub(super) fn first_holder(
    snapshot: &Snapshot,
    identities: &HashSet<IdentityKey>,
) -> Result<Option<DataFile>, LakeError> {
    for file in &snapshot.files {
        let path = snapshot.folder.join(&file.path);
        if holds(&path, identities).map_err(|source| LakeError::Damaged { path, source })? {
            return Ok(Some(file.clone()));
        }
    }
    Ok(None)
}

fn holds(path: &std::path::Path, identities: &HashSet<IdentityKey>) -> Result<bool, ParquetError> {
    let file = File::open(path).map_err(|error| ParquetError::External(Box::new(error)))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file)?;
    let row_groups = builder.metadata().row_groups().iter().enumerate();
    let row_groups = row_groups.filter(|(_, row_group)| may_hold(row_group, identities)).map(|(number, _)| number);
    let row_groups = row_groups.collect();
    let columns = ProjectionMask::columns(builder.parquet_schema(), [Column::IdentityKey.name()]);
    for batch in builder.with_projection(columns).with_row_groups(row_groups).build()? {
        let batch = batch.map_err(ParquetError::from)?;
        let found = batch.column(0).as_primitive_opt::<Int64Type>().ok_or_else(|| {
            ParquetError::General(format!("the column {} holds no whole numbers", Column::IdentityKey.name()))
        })?;
        if found.iter().flatten().any(|identity| identities.contains(&IdentityKey(identity))) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the range of a row group leaves it open.
fn may_hold(row_group: &RowGroupMetaData, identities: &HashSet<IdentityKey>) -> bool {
    let of_identity =
        row_group.columns().iter().find(|column| column.column_descr().name() == Column::IdentityKey.name());
    match of_identity.and_then(|column| column.statistics()) {
        Some(Statistics::Int64(range)) => match (range.min_opt(), range.max_opt()) {
            (Some(low), Some(high)) => identities.iter().any(|identity| (*low..=*high).contains(&identity.0)),
            _ => true,
        },
        _ => true,
    }
}
