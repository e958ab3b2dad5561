use deltalake_core::kernel::Transaction;
use deltalake_core::protocol::SaveMode;
use object_store::ObjectStoreExt as _;
use parquet::arrow::ArrowWriter;

use super::*;
use crate::data_file::Extent;
use crate::encode::{encode, in_order};

/// A program that did not know the last column yet wrote the file.
#[tokio::test]
async fn a_file_without_the_newest_column_is_read_as_empty_there_and_can_be_compacted() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).await.unwrap();
    let older = events(1..=50);
    let batch = encode(&in_order(&older)).unwrap();
    let all_but_last: Vec<usize> = (0..batch.num_columns() - 1).collect();
    let batch = batch.project(&all_but_last).unwrap();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    let content = writer.into_inner().unwrap();
    let mut extent = Extent::default();
    extent.include(&batch);
    let file = DataFile { path: "tail-older.parquet".to_owned(), bytes: content.len() as u64, cell: None, extent };
    {
        let mut table = lake.writer.lock().await;
        table.object_store().put(&file.path.as_str().into(), content.into()).await.unwrap();
        let operation = DeltaOperation::Write { mode: SaveMode::Append, partition_by: None, predicate: None };
        let transaction = Transaction::new(crate::table::INTAKE, 50);
        assert!(lake.try_commit(&mut table, vec![file.add(true, NOON)], transaction, operation).await.unwrap());
    }
    lake.append(events(51..=60), Position(60), NOON).await.unwrap();
    let mut expected = events(1..=60);
    for resolved in &mut expected[..50] {
        assert_eq!(Column::ALL.last(), Some(&Column::Properties));
        resolved.event.properties = "-".to_owned();
    }
    assert_eq!(rows(&lake).await, rows_of(&expected));
    assert!(lake.compact_once(&EAGER, NOON).await.unwrap().is_some());
    assert_eq!(rows(&lake).await, rows_of(&expected));
}
