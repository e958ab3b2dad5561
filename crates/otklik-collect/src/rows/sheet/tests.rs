use std::io::Write as _;
use std::path::PathBuf;

use rust_xlsxwriter::{ExcelDateTime as WrittenTime, Format, Workbook as Written};
use zip::write::SimpleFileOptions;

use super::*;

fn place(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("otklik-sheet-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

fn rows(path: &Path, sheet: Option<&str>) -> Vec<(u64, Vec<String>)> {
    let mut rows = SheetRows::open(path, sheet).unwrap();
    let mut found = Vec::new();
    while let Some(row) = rows.next() {
        found.push((row.line, row.fields().map(str::to_owned).collect()));
    }
    found
}

#[test]
fn cells_are_told_as_a_file_of_text_would_tell_them() {
    let path = place("cells.xlsx");
    let mut book = Written::new();
    let time = Format::new().set_num_format("dd.mm.yyyy hh:mm");
    let sheet = book.add_worksheet().set_name("Чеки").unwrap();
    sheet.write_string(0, 0, "Дата").unwrap();
    sheet.write_string(0, 2, "Сумма").unwrap();
    let moment = WrittenTime::from_ymd(2025, 12, 31).unwrap().and_hms(14, 5, 0).unwrap();
    sheet.write_datetime_with_format(2, 0, &moment, &time).unwrap();
    sheet.write_number(2, 2, 1234.1 + 0.2 + 0.2).unwrap();
    sheet.write_string(4, 1, "  ").unwrap();
    sheet.write_boolean(5, 1, true).unwrap();
    sheet.write_number(5, 2, 79_161_234_567.0).unwrap();
    book.add_worksheet().set_name("Второй").unwrap().write_string(0, 0, "x").unwrap();
    book.save(&path).unwrap();
    let expected = [
        (1, vec!["Дата", "", "Сумма"]),
        (3, vec!["2025-12-31T14:05:00", "", "1234.5"]),
        (6, vec!["", "true", "79161234567"]),
    ];
    let expected = expected.map(|(line, row)| (line, row.into_iter().map(str::to_owned).collect::<Vec<_>>()));
    assert_eq!(rows(&path, None), expected);
    assert_eq!(rows(&path, Some("Второй")), [(1, vec!["x".to_owned()])]);
    assert_eq!(sheet_names(&path).unwrap(), ["Чеки", "Второй"]);
    let missing = SheetRows::open(&path, Some("Третий")).err().unwrap();
    assert!(matches!(missing, SheetError::Missing { known, .. } if known == ["Чеки", "Второй"]));
}

fn zipped(name: &str, part: &str, blocks: usize) -> PathBuf {
    let path = place(name);
    let mut archive = zip::ZipWriter::new(File::create(&path).unwrap());
    archive.start_file(part, SimpleFileOptions::default()).unwrap();
    let block = vec![b' '; 1024 * 1024];
    for _ in 0..blocks {
        archive.write_all(&block).unwrap();
    }
    archive.finish().unwrap();
    path
}

#[test]
fn a_bomb_is_refused_by_what_it_says_and_by_what_it_is() {
    let blocks = usize::try_from(limits::WORKBOOK_BYTES >> 20).unwrap() + 2;
    let bomb = zipped("bomb.xlsx", "xl/sharedStrings.xml", blocks);
    assert!(std::fs::metadata(&bomb).unwrap().len() < 2_000_000);
    assert!(matches!(SheetRows::open(&bomb, None), Err(SheetError::TooLarge(_))));
    // The same bomb that says it is small: the size stands in the local header and in the directory.
    let mut lying = std::fs::read(&bomb).unwrap();
    let size = u32::try_from(blocks << 20).unwrap().to_le_bytes();
    let places: Vec<usize> = lying.windows(4).enumerate().filter(|(_, four)| *four == size).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        lying[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    let path = place("lying.xlsx");
    std::fs::write(&path, lying).unwrap();
    assert!(SheetRows::open(&path, None).is_err());
}

#[test]
fn what_is_no_workbook_is_said_to_be_none() {
    let path = zipped("other.zip", "readme.txt", 1);
    assert!(matches!(SheetRows::open(&path, None), Err(SheetError::Broken(_))));
    std::fs::write(&path, b"PK\x03\x04 and nothing more").unwrap();
    assert!(matches!(SheetRows::open(&path, None), Err(SheetError::Broken(_))));
}
