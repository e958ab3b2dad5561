//! Files that were made to do harm: nothing panics, nothing swells, and no row is lost.

use std::io::Write as _;

use otklik_collect::{Chunk, ImportError};
use otklik_core::ErrorCode;
use proptest::collection::vec;
use proptest::prelude::*;

use super::{import, written};

const MAPPING: &str = r#"
source = "any"
time_zone = "UTC"

[files.any]
name = "any.*"

[[events]]
from = "any"
name = "seen"
id = "{*}"
time = "2026-05-01"
properties = { a = "{a}" }
"#;

fn read(folder: &str, name: &str, contents: &[u8]) -> Result<Chunk, ImportError> {
    import(MAPPING, &[written(folder, name, contents)])
}

#[test]
fn markup_formulas_and_paths_are_only_text() {
    let harm =
        ["<script>alert(1)</script>", "'; DROP TABLE event; --", "=cmd|'/c calc'!A1", "../../etc/passwd", "{{7*7}}"];
    let text = format!("a\n{}\n", harm.join("\n"));
    let whole = read("harm", "any.csv", text.as_bytes()).unwrap();
    assert_eq!(whole.rejected, []);
    for (event, harm) in whole.events.iter().zip(harm) {
        assert_eq!(event.properties, serde_json::json!({ "a": harm }).to_string());
    }
    let name = "any...csv";
    assert_eq!(read("path", name, b"a\nx\n").unwrap().events.len(), 1);
}

#[test]
fn a_zero_costs_its_row_alone() {
    let whole = read("zero", "any.csv", b"a,b\nx,1\ny\0y,2\nz,3\n").unwrap();
    assert_eq!((whole.events.len(), whole.rejected.len()), (2, 1));
    assert_eq!((whole.rejected[0].line, whole.rejected[0].code), (3, ErrorCode::FieldMalformed));
}

#[test]
fn a_compressed_endless_line_is_given_up_in_bounded_memory() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(b"a,b\n").unwrap();
    let block = vec![b'x'; 1024 * 1024];
    (0..1024).for_each(|_| packed.write_all(&block).unwrap());
    packed.write_all(b"\nlast,1\n").unwrap();
    let bytes = packed.finish().unwrap();
    let whole = read("endless", "any.csv.gz", &bytes).unwrap();
    assert_eq!((whole.events.len(), whole.rejected.len()), (1, 1));
    assert_eq!(whole.rejected[0].code, ErrorCode::TextTooLong);
}

#[test]
fn a_row_of_a_million_columns_costs_itself_alone() {
    let text = format!("a,b\nx,1\n{}\ny,2\n", ",1".repeat(1_000_000));
    let whole = read("wide", "any.csv", text.as_bytes()).unwrap();
    let codes: Vec<_> = whole.rejected.iter().map(|reject| reject.code).collect();
    assert_eq!((whole.events.len(), codes), (2, vec![ErrorCode::ColumnsUneven]));
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"a".to_vec()),
        Just(b",".to_vec()),
        Just(b";".to_vec()),
        Just(b"\n".to_vec()),
        Just(b"\"".to_vec()),
        Just("ж".as_bytes().to_vec()),
        Just(b"{\"a\":1}\n".to_vec()),
        Just(b"\xff\xfe".to_vec()),
        vec(any::<u8>(), 1..4),
    ];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn beginnings() -> impl Strategy<Value = &'static [u8]> {
    prop_oneof![
        Just(&b""[..]),
        Just(&b"a,b\n"[..]),
        Just(&b"{\"a\":1}\n"[..]),
        Just(&b"PK\x03\x04"[..]),
        Just(&b"\x1f\x8b\x08"[..]),
        Just(&b"PAR1"[..]),
        Just(&b"\xff\xfea\0\n\0"[..]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes_of_any_format_are_read_or_refused_and_no_row_is_lost(beginning in beginnings(), rest in bytes()) {
        let contents = [beginning, &rest].concat();
        if let Ok(whole) = read("bytes", "any.dat", &contents) {
            // Every row gives its event or is told; one fault is told for each row of one event.
            prop_assert_eq!(whole.rows_done, (whole.events.len() + whole.rejected.len()) as u64);
        }
    }
}
