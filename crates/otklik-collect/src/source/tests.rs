use std::io::Write as _;

use flate2::write::GzEncoder;

use super::*;

fn file(name: &str, contents: &[u8]) -> InputFile {
    let folder = std::env::temp_dir().join(format!("otklik-source-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, contents).unwrap();
    path.into()
}

fn read(source: &Source) -> Vec<Vec<String>> {
    let (mut rows, progress) = source.rows().unwrap();
    let mut found = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        found.push(row.unwrap().fields().map(str::to_owned).collect());
    }
    assert_eq!(progress.bytes(), source.bytes);
    found
}

#[test]
fn a_compressed_file_of_another_encoding_is_read_like_any_other() {
    let text = encoding_rs::WINDOWS_1251.encode("Клиент;Сумма\nАнна;1,50\nВера;2,50\n").0;
    let mut packed = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&text).unwrap();
    let source = Source::recognise(&file("чеки.csv.gz", &packed.finish().unwrap()), &Hints::default()).unwrap();
    assert!(source.is_compressed);
    assert_eq!((source.encoding.name(), source.separator as char), ("windows-1251", ';'));
    assert_eq!(source.heading, ["Клиент", "Сумма"]);
    assert_eq!(read(&source), [["Анна", "1,50"], ["Вера", "2,50"]]);
}

#[test]
fn what_is_said_of_a_file_counts_more_than_what_is_seen() {
    let plain = file("said.csv", b"1;2,5\n3;4,5\n");
    let seen = Source::recognise(&plain, &Hints::default()).unwrap();
    assert!(!seen.has_heading);
    assert_eq!(seen.heading, ["#1", "#2"]);
    assert_eq!(read(&seen).len(), 2);
    let hints = Hints { separator: Some(b','), has_heading: Some(true), ..Hints::default() };
    let said = Source::recognise(&plain, &hints).unwrap();
    assert_eq!(said.heading, ["1;2", "5"]);
    assert_eq!(read(&said), [["3;4", "5"]]);
    let hints = Hints { encoding: Some(encoding_rs::KOI8_R), ..Hints::default() };
    let said = Source::recognise(&file("koi.csv", b"id,\xc9\n1,\xca\n"), &hints).unwrap();
    assert_eq!(said.heading, ["id", "и"]);
}

#[test]
fn a_truncated_archive_is_an_error_and_not_an_end() {
    let mut packed = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    (0..200_000).for_each(|row| writeln!(packed, "{row},{}", row * 7 % 1000).unwrap());
    let whole = packed.finish().unwrap();
    let read = |bytes: &[u8]| -> Result<usize, ImportError> {
        let source = Source::recognise(&file("cut.csv.gz", bytes), &Hints::default())?;
        let (mut rows, _) = source.rows()?;
        let mut count = 0;
        while rows.next().map_err(|source| ImportError::Read { file: String::new(), source })?.is_some() {
            count += 1;
        }
        Ok(count)
    };
    assert_eq!(read(&whole).unwrap(), 200_000);
    let error = read(&whole[..whole.len() - 100]).unwrap_err();
    assert!(
        matches!(&error, ImportError::Read { source, .. } if source.kind() == io::ErrorKind::UnexpectedEof),
        "{error}"
    );
}

#[test]
fn members_of_json_are_columns() {
    let lines = file("events.jsonl", b"{\"id\":1,\"who\":{\"id\":\"a\"}}\n{\"id\":2,\"sum\":\"3\"}\n");
    let hints = Hints { columns: vec!["id".to_owned(), "late".to_owned()], ..Hints::default() };
    let source = Source::recognise(&lines, &hints).unwrap();
    assert_eq!(source.format, Format::JsonLines);
    assert_eq!(source.heading, ["id", "who.id", "sum", "late"]);
    assert_eq!(read(&source), [["1", "a", "", ""], ["2", "", "3", ""]]);
}
