//! Good files and bodies of every format, damaged: nothing panics, and each row is an event or is told to be none.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use otklik_collect::{BatchLimits, Draft, InputFile, Known, Mapping, guess, parse_batch};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use crate::damage::{cases, damaged};
use crate::parquet_files::write;
use crate::{import, now, written};

const MAPPING: &str = r#"
source = "till"
time_zone = "Europe/Moscow"
time_formats = ["iso", "%d.%m.%Y", "unix_seconds"]
decimal_comma = true
currency = "RUB"

[files.receipts]
name = "receipts.*"

[[events]]
from = "receipts"
name = "receipt"
id = "{number}"
time = "{time}"
customer = { id = "{customer}" }
amount = "{total}"
"#;

const ROWS: &[[&str; 4]] = &[
    ["number", "time", "customer", "total"],
    ["1", "2026-05-03T10:15:00+03:00", "c-1", "450,00"],
    ["2", "03.05.2026", "Анна; \"Нюта\"", "1 200,5"],
    ["3", "1777792500", "", ""],
    ["4", "2026-05-04", "строка\nвторая", "-3"],
];

fn separated(separator: char) -> String {
    let quoted = |field: &&str| format!("\"{}\"", field.replace('"', "\"\""));
    let lines = ROWS.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(&separator.to_string()));
    lines.map(|line| line + "\r\n").collect()
}

fn texts() -> Vec<Vec<u8>> {
    let utf16 = separated('\t').encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let (windows, ..) = encoding_rs::WINDOWS_1251.encode("number;time;customer;total\r\n1;2026-05-03;Ёлкина;4,5\r\n");
    vec![
        separated(',').into_bytes(),
        separated(';').into_bytes(),
        [b"\xff\xfe".to_vec(), utf16].concat(),
        windows.into_owned(),
    ]
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn json_lines() -> Vec<Vec<u8>> {
    let line = |row: &[&str; 4]| {
        let members: Vec<String> =
            ROWS[0].iter().zip(row).map(|(name, value)| format!("{name:?}:{}", serde_json::json!(value))).collect();
        format!("{{{}}}\n", members.join(","))
    };
    vec![ROWS[1..].iter().map(line).collect::<String>().into_bytes()]
}

fn sheet() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, fields) in (0..).zip(ROWS) {
        for (column, field) in (0..).zip(fields) {
            sheet.write_string(row, column, *field).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// The sheet with its parts as they are, so that damage reaches the markup and not only what packs it.
fn unpacked_sheet() -> Vec<u8> {
    let mut whole = zip::ZipArchive::new(std::io::Cursor::new(sheet())).unwrap();
    let mut stored = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for number in 0..whole.len() {
        let mut part = whole.by_index(number).unwrap();
        stored.start_file(part.name().unwrap().into_owned(), options).unwrap();
        std::io::copy(&mut part, &mut stored).unwrap();
    }
    stored.finish().unwrap().into_inner()
}

fn parquet() -> Vec<u8> {
    let path = written("damaged", "whole.parquet", b"");
    write(&path, 300);
    fs::read(path).unwrap()
}

/// Reads a file as an import does: guessed, and by a mapping.
fn read(name: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    let path: PathBuf = written("damaged", name, bytes);
    if let Ok(guess) = guess(&[InputFile::from(path.clone())], &Known::default()) {
        let again: Draft = serde_json::from_value(serde_json::to_value(&guess.draft).unwrap()).unwrap();
        prop_assert_eq!(&again, &guess.draft);
    }
    if let Ok(whole) = import(MAPPING, &[path]) {
        let told: std::collections::BTreeSet<u64> = whole.rejected.iter().map(|reject| reject.line).collect();
        prop_assert!(whole.rows_done <= (whole.events.len() + whole.rejected.len()) as u64, "a row was lost");
        prop_assert!(whole.rows_done >= (whole.events.len() + told.len()) as u64, "a row counts twice");
    }
    Ok(())
}

const BATCH: &str = r#"{"events": [{"id": "9f", "name": "order_delivered", "source": "shop", "time": "2026-05-03T10:15:00+03:00",
    "customer": {"id": "c-812", "email": "anna@example.com", "phone": "8 916 123-45-67", "anonymous": "d-1"}, "channel": "courier",
    "unit": "msk/arbat", "session": "s", "order": "o-77", "ticket": null, "item": null, "amount": "450.00", "currency": "RUB",
    "quantity": 2, "duration_ms": 540000, "agent": {"id": "e-4", "kind": "human"}, "detail": null,
    "answer": {"survey": "after", "question": "q", "metric": "nps", "scale": [0, 10], "value": 9, "text": "Хорошо", "asked": "a"},
    "properties": {"promised_at": "2026-05-03T11:00:00Z"}}, {"id": "a0", "name": "visited", "source": "web", "time": 1777792500}]}"#;

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn text(bytes in damaged(texts())) {
        read("receipts.csv", &bytes)?;
    }

    #[test]
    fn packed_text(bytes in damaged(texts().iter().map(|bytes| packed(bytes)).collect())) {
        read("receipts.csv.gz", &bytes)?;
    }

    #[test]
    fn lines_of_json(bytes in damaged(json_lines())) {
        read("receipts.jsonl", &bytes)?;
    }

    #[test]
    fn sheets(bytes in damaged(vec![sheet(), unpacked_sheet()])) {
        read("receipts.xlsx", &bytes)?;
    }

    #[test]
    fn parquet_tables(bytes in damaged(vec![parquet()])) {
        read("receipts.parquet", &bytes)?;
    }

    #[test]
    fn mappings(bytes in damaged(vec![MAPPING.as_bytes().to_vec()])) {
        if let Ok(mapping) = Mapping::parse(&String::from_utf8_lossy(&bytes)) {
            prop_assert!(!mapping.source().is_empty());
        }
    }

    #[test]
    fn batches(bytes in damaged(vec![BATCH.as_bytes().to_vec()])) {
        if let Ok(parsed) = parse_batch(&bytes, &BatchLimits::default(), now()) {
            let known = parsed.events.iter().map(|(index, _)| *index).chain(parsed.rejected.iter().map(|reject| reject.index));
            let mut known: Vec<usize> = known.collect();
            known.sort_unstable();
            prop_assert_eq!(&known, &(0..known.len()).collect::<Vec<_>>(), "each event is taken or refused, once");
        }
    }
}
