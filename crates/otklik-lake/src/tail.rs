//! The small file that one commit adds.

use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt as _};
use parquet::arrow::arrow_writer::ArrowWriter;
use uuid::Uuid;

use crate::data_file::{DataFile, Extent};
use crate::encode::{ResolvedEvent, encode, in_order};
use crate::error::{LakeError, WriteFailure};
use crate::schema::arrow_schema;
use crate::sorted_file::{ROW_GROUP_ROWS, writer_options};

/// Writes events, in the order of files, to a file that is part of no table yet; gives them back.
pub(crate) async fn write_tail(
    store: &dyn ObjectStore,
    events: Vec<ResolvedEvent>,
) -> Result<(Vec<ResolvedEvent>, DataFile), LakeError> {
    let path = format!("tail-{}.parquet", Uuid::new_v4());
    let failure = |source| LakeError::Write { path: path.clone(), source };
    let encoding = tokio::task::spawn_blocking(move || {
        let encoded = encode_parquet(&in_order(&events));
        (events, encoded)
    });
    let (events, encoded) = encoding.await.map_err(LakeError::Interrupted)?;
    let (content, extent) = encoded.map_err(failure)?;
    let bytes = content.len() as u64;
    let stored = store.put(&Path::from(path.as_str()), content.into()).await;
    stored.map_err(|source| failure(WriteFailure::Store(source)))?;
    Ok((events, DataFile { path, bytes, cell: None, extent }))
}

fn encode_parquet(events: &[&ResolvedEvent]) -> Result<(Vec<u8>, Extent), WriteFailure> {
    let mut extent = Extent::default();
    let mut writer = ArrowWriter::try_new_with_options(Vec::new(), arrow_schema(), writer_options(events.len())?)
        .map_err(WriteFailure::Parquet)?;
    for group in events.chunks(ROW_GROUP_ROWS) {
        let batch = encode(group).map_err(WriteFailure::Encode)?;
        extent.include(&batch);
        writer.write(&batch).map_err(WriteFailure::Parquet)?;
    }
    Ok((writer.into_inner().map_err(WriteFailure::Parquet)?, extent))
}
