use std::sync::Arc;

use arrow::array::{
    ArrayRef, BinaryArray, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Float64Array, Int32Array,
    Int64Array, ListArray, RecordBatch, StringArray, Time64MicrosecondArray, TimestampMillisecondArray,
    TimestampNanosecondArray, UInt64Array,
};
use arrow::datatypes::Int32Type;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use tempfile::NamedTempFile;

use super::{Cell, CellKind, ForeignFailure, ParquetRows};

fn written(columns: Vec<(&str, ArrayRef)>, compression: Compression) -> NamedTempFile {
    let file = NamedTempFile::new().unwrap();
    let batch = RecordBatch::try_from_iter_with_nullable(
        columns.into_iter().map(|(name, array)| (name.to_owned(), array, true)).collect::<Vec<_>>(),
    )
    .unwrap();
    let properties =
        WriterProperties::builder().set_compression(compression).set_max_row_group_row_count(Some(1_500)).build();
    let mut writer = ArrowWriter::try_new(file.reopen().unwrap(), batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    file
}

#[test]
fn every_plain_type_becomes_its_cell_and_nothing_becomes_an_empty_one() {
    let amounts = Decimal128Array::from(vec![Some(-45_000), None]).with_precision_and_scale(10, 2).unwrap();
    let branch: DictionaryArray<Int32Type> = vec![Some("Арбат"), None].into_iter().collect();
    let file = written(
        vec![
            ("name", Arc::new(StringArray::from(vec![Some("заказ"), None]))),
            ("branch", Arc::new(branch)),
            ("count", Arc::new(Int32Array::from(vec![Some(-3), None]))),
            ("big", Arc::new(UInt64Array::from(vec![Some(u64::MAX), None]))),
            ("score", Arc::new(Float64Array::from(vec![Some(9.5), None]))),
            ("paid", Arc::new(BooleanArray::from(vec![Some(true), None]))),
            ("at", Arc::new(TimestampMillisecondArray::from(vec![Some(1_500), None]).with_timezone("UTC"))),
            ("wall", Arc::new(TimestampNanosecondArray::from(vec![Some(-1), None]))),
            ("day", Arc::new(Date32Array::from(vec![Some(20_000), None]))),
            ("amount", Arc::new(amounts)),
            ("opens", Arc::new(Time64MicrosecondArray::from(vec![Some(36_900_250_000), None]))),
            ("raw", Arc::new(BinaryArray::from(vec![Some(&b"\xff\x01"[..]), None]))),
        ],
        Compression::SNAPPY,
    );
    let mut rows = ParquetRows::open(file.path()).unwrap();
    let kinds: Vec<_> = rows.columns().iter().map(|column| (column.name.as_str(), column.kind)).collect();
    assert_eq!(kinds[1], ("branch", CellKind::Text));
    assert_eq!(kinds[7], ("wall", CellKind::LocalTime));
    let read = rows.next_rows().unwrap().unwrap();
    let text = |text: &'static str| Cell::Text(text.into());
    assert_eq!(
        read.row(0).collect::<Vec<_>>(),
        [
            text("заказ"),
            text("Арбат"),
            Cell::Integer(-3),
            Cell::Decimal("18446744073709551615".into()),
            Cell::Float(9.5),
            Cell::Bool(true),
            Cell::Instant(1_500_000),
            Cell::LocalTime(-1),
            Cell::Date(20_000),
            Cell::Decimal("-450.00".into()),
            text("10:15:00.25"),
            text("ff01"),
        ]
    );
    assert_eq!(read.row(1).collect::<Vec<_>>(), vec![Cell::Empty; 12]);
    assert!(rows.next_rows().unwrap().is_none());
}

#[test]
fn a_long_file_comes_in_pieces_and_can_be_taken_up_in_the_middle() {
    for compression in [Compression::UNCOMPRESSED, Compression::LZ4_RAW, Compression::GZIP(Default::default())] {
        let file = written(vec![("n", Arc::new(Int64Array::from_iter_values(0..10_000)))], compression);
        for passed_over in [0, 1, 1_500, 4_321, 10_000, 20_000] {
            let mut rows = ParquetRows::open_after(file.path(), passed_over).unwrap();
            assert_eq!(rows.row_count(), 10_000);
            let mut read = Vec::new();
            while let Some(batch) = rows.next_rows().unwrap() {
                assert!(batch.len() <= 1_024);
                (0..batch.len()).for_each(|row| read.extend(batch.row(row).map(|cell| format!("{cell:?}"))));
            }
            assert_eq!(
                read,
                (passed_over as i64..10_000).map(|n| format!("{:?}", Cell::Integer(n))).collect::<Vec<_>>()
            );
        }
    }
}

#[test]
fn a_column_of_lists_is_refused_by_name() {
    let lists = ListArray::from_iter_primitive::<Int32Type, _, _>(vec![Some(vec![Some(1)]), None]);
    let file = written(vec![("tags", Arc::new(lists))], Compression::UNCOMPRESSED);
    let Err(error) = ParquetRows::open(file.path()) else { panic!("lists were read") };
    assert!(matches!(error.failure, ForeignFailure::Nested { column, .. } if column == "tags"));
}

#[test]
fn a_damaged_file_is_an_error_that_names_it_wherever_the_damage_is() {
    let names = StringArray::from_iter_values((0..3_000).map(|row| format!("row {row}")));
    let file = written(vec![("name", Arc::new(names))], Compression::SNAPPY);
    let whole = std::fs::read(file.path()).unwrap();
    let mut refused = 0;
    for place in (0..whole.len()).step_by(61) {
        for damage in [&whole[..place], &[&whole[..place], &[whole[place] ^ 0x5a], &whole[place + 1..]].concat()] {
            std::fs::write(file.path(), damage).unwrap();
            let read = ParquetRows::open(file.path()).and_then(|mut rows| {
                while rows.next_rows()?.is_some() {}
                Ok(())
            });
            if let Err(error) = read {
                assert!(error.to_string().contains(&file.path().display().to_string()));
                refused += 1;
            }
        }
    }
    assert!(refused > whole.len() / 61, "every cut at least is refused");
}
