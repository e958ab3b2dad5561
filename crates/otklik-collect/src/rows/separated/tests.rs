use proptest::prelude::*;

use super::*;

/// Every row as (line, fields), or (line, code) for a bad one.
fn read(input: &[u8]) -> Vec<(u64, Result<Vec<String>, ErrorCode>)> {
    let mut rows = Separated::new(input, b',', "UTF-8");
    let mut found = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        found.push(match row {
            Ok(row) => (row.line, Ok((0..row.len()).map(|place| row.field(place).to_owned()).collect())),
            Err(bad) => (bad.line, Err(bad.fault.code)),
        });
    }
    assert!(rows.ended && rows.start == rows.buffer.len(), "everything was passed over");
    found
}

fn good(line: u64, fields: &[&str]) -> (u64, Result<Vec<String>, ErrorCode>) {
    (line, Ok(fields.iter().map(|field| (*field).to_owned()).collect()))
}

#[test]
fn a_row_knows_its_physical_line() {
    let input = b"\xef\xbb\xbfa,b\r\n\r\n1,\"x\r\ny\"\r\n\n,\n2,z";
    assert_eq!(read(input), [good(1, &["a", "b"]), good(3, &["1", "x\r\ny"]), good(7, &["2", "z"])]);
}

#[test]
fn quotes_are_taken_off_and_kept_where_they_are_meant() {
    let input = b"\"a\"\"b\",5\" pipe,\"x\"y,\"\"\n";
    assert_eq!(read(input), [good(1, &["a\"b", "5\" pipe", "xy", ""])]);
}

#[test]
fn a_quote_that_is_never_closed_costs_one_line() {
    let input = b"1,a\n2,\"b\n3,c\n";
    assert_eq!(read(input), [good(1, &["1", "a"]), (2, Err(ErrorCode::FieldMalformed)), good(3, &["3", "c"])]);
}

#[test]
fn a_row_beyond_the_limit_is_given_up_alone() {
    let long = vec![b'x'; limits::ROW_BYTES + BLOCK_BYTES];
    for (before, after) in [("1,a\n2,", "\n3,c\n"), ("1,a\n2,\"", "\"\n3,c\n"), ("1,a\n2,", ",b\n3,c\n")] {
        let rows = read(&[before.as_bytes(), &long, after.as_bytes()].concat());
        assert_eq!(rows.len(), 3);
        assert!(rows[0] == good(1, &["1", "a"]) && rows[2] == good(3, &["3", "c"]));
        assert_eq!(rows[1].1, Err(ErrorCode::TextTooLong));
    }
}

#[test]
fn a_quote_that_is_never_closed_in_a_large_file_costs_one_line() {
    let mut input = b"1,\"b\n".to_vec();
    (0..1_000_000).for_each(|_| input.extend(b"2,cdef\n"));
    let rows = read(&input);
    assert_eq!(rows.len(), 1_000_001);
    assert_eq!(rows[0], (1, Err(ErrorCode::FieldMalformed)));
    assert_eq!(rows[1_000_000], good(1_000_001, &["2", "cdef"]));
}

#[test]
fn half_letters_on_both_sides_of_a_border_are_no_text() {
    assert_eq!(read(b"\xd0,\x9f\n1,2\n"), [(1, Err(ErrorCode::EncodingMalformed)), good(2, &["1", "2"])]);
}

#[test]
fn columns_may_be_aligned_by_spaces() {
    let mut rows = Separated::new(&b" 00001 19970101  1   11.77 \r\n 2  x y z\n a"[..], SPACES, "UTF-8");
    let mut found: Vec<Vec<String>> = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        found.push(row.unwrap().fields().map(str::to_owned).collect());
    }
    assert_eq!(found, [vec!["00001", "19970101", "1", "11.77"], vec!["2", "x", "y", "z"], vec!["a"]]);
}

#[test]
fn nothing_gives_no_rows() {
    assert_eq!(read(b" \t \n , \n"), []);
    assert_eq!(read(b""), []);
    assert_eq!(read(b"\xef\xbb\xbf"), []);
    assert_eq!(read(b"\r\n\n"), []);
}

proptest! {
    #[test]
    fn any_bytes_are_passed_over_to_the_end(input in proptest::collection::vec(prop_oneof![
        Just(b'"'), Just(b','), Just(b'\n'), Just(b'\r'), any::<u8>()], 0..200)) {
        read(&input);
    }

    #[test]
    fn rows_agree_with_the_usual_reader(rows in proptest::collection::vec(
        proptest::collection::vec("[a-z\", \r\nж]{0,6}", 3), 0..20)) {
        let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Necessary).from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let written = writer.into_inner().unwrap();
        let mut usual = csv::ReaderBuilder::new().has_headers(false).from_reader(&written[..]);
        let expected: Vec<Vec<String>> = usual
            .records()
            .map(|record| record.unwrap().iter().map(str::to_owned).collect())
            .filter(|row: &Vec<String>| row.iter().any(|field| !field.trim_matches([' ', '\n', '\r']).is_empty()))
            .collect();
        let found: Vec<Vec<String>> = read(&written).into_iter().map(|(_, row)| row.unwrap()).collect();
        prop_assert_eq!(found, expected);
    }
}
