//! Parquet gives the events that text of the same contents gives; a damaged file is explained.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use otklik_collect::{Becomes, ImportError, InputFile, Known, guess};
use parquet::arrow::ArrowWriter;

use super::{import, written};

const MAPPING: &str = r#"
source = "till"
time_zone = "Europe/Moscow"
currency = "RUB"

[files.receipts]
name = "receipts.parquet"

[[events]]
from = "receipts"
name = "receipt"
id = "{number}"
time = "{time}"
customer = { id = "{customer}" }
amount = "{total}"
"#;

pub(crate) fn write(path: &Path, rows: i64) {
    let numbers: Int64Array = (0..rows).collect();
    let times: TimestampMicrosecondArray = (0..rows).map(|row| Some(1_777_792_500_000_000 + row * 1_000_000)).collect();
    let customers: StringArray = (0..rows).map(|row| Some(format!("c{}", row % 7))).collect();
    let totals: Float64Array = (0..rows).map(|row| if row % 10 == 9 { None } else { Some(10.5) }).collect();
    let columns: [(&str, ArrayRef); 4] = [
        ("number", Arc::new(numbers)),
        ("time", Arc::new(times.with_timezone("UTC"))),
        ("customer", Arc::new(customers)),
        ("total", Arc::new(totals)),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

#[test]
fn a_parquet_file_gives_its_events() {
    let path = written("parquet", "receipts.parquet", b"");
    write(&path, 2_500);
    let whole = import(MAPPING, std::slice::from_ref(&path)).unwrap();
    assert_eq!((whole.events.len(), whole.rejected.len(), whole.rows_done), (2_500, 0, 2_500));
    let event = &whole.events[1];
    assert_eq!((event.id.as_str(), event.time.to_string().as_str()), ("1", "2026-05-03T07:15:01Z"));
    assert_eq!(event.money.unwrap().amount.to_string(), "10.50");
    assert_eq!(whole.events[9].money, None, "nothing stands there");

    let guess = guess(&[InputFile::from(path)], &Known::default()).unwrap();
    let becomes: Vec<Becomes> = guess.draft.files[0].columns.iter().map(|column| column.becomes).collect();
    assert_eq!(becomes, [Becomes::Property, Becomes::Time, Becomes::Customer, Becomes::Amount]);
    assert!(guess.draft.files[0].columns[0].is_key);
}

#[test]
fn a_damaged_parquet_file_is_explained() {
    let path = written("damaged", "receipts.parquet", b"");
    write(&path, 100);
    let whole = std::fs::read(&path).unwrap();
    for contents in [&whole[..whole.len() / 2], &b"PAR1"[..], &[&whole[..], b"PAR1"].concat()] {
        std::fs::write(&path, contents).unwrap();
        let error = import(MAPPING, std::slice::from_ref(&path)).unwrap_err();
        assert!(
            matches!(&error, ImportError::Broken { file, detail } if file == "receipts.parquet" && !detail.is_empty())
        );
    }
}
