//! The same receipts in every format, encoding and spelling give the same events.

use std::path::PathBuf;

use otklik_collect::RowReject;
use otklik_core::{ErrorCode, Event};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::{import, written};

const MAPPING: &str = r#"
source = "till"
time_zone = "Europe/Moscow"
date_order = "day_first"
decimal_comma = true
currency = "RUB"

[files.receipts]
name = "receipts.*"

[[events]]
from = "receipts"
name = "{Событие}"
id = "{*}"
time = "{Дата}"
customer = { phone = "{Телефон}" }
amount = "{Сумма}"
"#;

fn events(folder: &str, name: &str, contents: &[u8]) -> Vec<Event> {
    read(MAPPING, &[written(folder, name, contents)])
}

fn read(mapping: &str, files: &[PathBuf]) -> Vec<Event> {
    let whole = import(mapping, files).unwrap();
    assert_eq!(whole.rejected, [], "{files:?}");
    whole.events
}

fn told(events: &[Event]) -> Vec<(String, String, String, String)> {
    let of = |event: &Event| {
        let amount = event.money.map(|money| money.amount.to_string()).unwrap_or_default();
        (event.name.clone(), event.time.to_string(), event.identifiers[0].value.clone(), amount)
    };
    events.iter().map(of).collect()
}

const TEXT: &str = "Дата;Событие;Телефон;Сумма\r\n\
    31.12.2025 14:05;Покупка;8 916 123-45-67;1 234,56\r\n01.02.26;Возврат;+79161234568;-5,00 ₽\r\n";

#[test]
fn every_format_gives_the_same_events() {
    let expected = [
        ("Покупка", "2025-12-31T11:05:00Z", "+79161234567", "1234.56"),
        ("Возврат", "2026-01-31T21:00:00Z", "+79161234568", "-5.00"),
    ]
    .map(|(name, time, phone, amount)| (name.to_owned(), time.to_owned(), phone.to_owned(), amount.to_owned()));
    assert_eq!(told(&events("utf8", "receipts.csv", TEXT.as_bytes())), expected);
    let legacy = encoding_rs::WINDOWS_1251.encode(&TEXT.replace('₽', "р.")).0.into_owned();
    assert_eq!(told(&events("1251", "receipts.txt", &legacy)), expected);
    let wide: Vec<u8> =
        format!("\u{feff}{}", TEXT.replace(';', "\t")).encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(told(&events("utf16", "receipts.tsv", &wide)), expected);
    let lines = "{\"Дата\":\"2025-12-31T14:05:00\",\"Событие\":\"Покупка\",\"Телефон\":89161234567,\"Сумма\":1234.56}\n\
        {\"Дата\":\"2026-02-01\",\"Событие\":\"Возврат\",\"Телефон\":\"+79161234568\",\"Сумма\":-5}\n";
    assert_eq!(told(&events("json", "receipts.jsonl", lines.as_bytes())), expected);
    let sheet = written("xlsx", "receipts.xlsx", b"");
    workbook(&sheet);
    assert_eq!(told(&read(MAPPING, &[sheet])), expected);
}

fn workbook(path: &PathBuf) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Лист1").unwrap();
    for (column, name) in (0..).zip(["Дата", "Событие", "Телефон", "Сумма"]) {
        sheet.write_string(0, column, name).unwrap();
    }
    let day = Format::new().set_num_format("dd.mm.yyyy hh:mm");
    let moment = ExcelDateTime::from_ymd(2025, 12, 31).unwrap().and_hms(14, 5, 0).unwrap();
    sheet.write_datetime_with_format(1, 0, &moment, &day).unwrap();
    sheet.write_string(1, 1, "Покупка").unwrap();
    sheet.write_number(1, 2, 89_161_234_567.0).unwrap();
    sheet.write_number(1, 3, 1234.56).unwrap();
    let moment = ExcelDateTime::from_ymd(2026, 2, 1).unwrap();
    sheet.write_datetime_with_format(2, 0, &moment, &day).unwrap();
    sheet.write_string(2, 1, "Возврат").unwrap();
    sheet.write_string(2, 2, "+79161234568").unwrap();
    sheet.write_number(2, 3, -5.0).unwrap();
    book.save(path).unwrap();
}

#[test]
fn rows_without_numbers_keep_theirs_when_the_file_grows() {
    let row = "31.12.2025 14:05;Покупка;+79161234567;10\n";
    let other = "31.12.2025 14:06;Покупка;+79161234567;10\n";
    let file = |rows: &[&str]| format!("Дата;Событие;Телефон;Сумма\n{}", rows.concat());
    let ids = |name: &str, rows: &[&str]| -> Vec<String> {
        events(name, "receipts.csv", file(rows).as_bytes()).into_iter().map(|event| event.id).collect()
    };
    let first = ids("first", &[row, row, other]);
    assert_eq!(first.len(), 3);
    assert!(first[0] != first[1] && first[1] != first[2] && first[0] != first[2], "rows alike are two receipts");
    let grown = ids("grown", &[row, row, other, other, row]);
    assert_eq!(grown[..3], first);
    assert!(grown[3..].iter().all(|id| !first.contains(id)));
}

#[test]
fn totals_are_left_out_and_told() {
    let text = "Дата;Событие;Телефон;Сумма\n01.05.2026;Покупка;+79161234567;10\nИтого:;;;10\nВсего;10\n";
    let whole = import(MAPPING, &[written("totals", "receipts.csv", text.as_bytes())]).unwrap();
    assert_eq!(whole.events.len(), 1);
    let told: Vec<_> = whole.rejected.iter().map(|reject| (reject.line, reject.code)).collect();
    assert_eq!(told, [(3, ErrorCode::TotalsRow), (4, ErrorCode::TotalsRow)]);
}

#[test]
fn what_was_refused_can_be_repaired_and_imported_alone() {
    use otklik_collect::RejectedRows;
    let text = "Дата;Событие;Телефон;Сумма;Заметка\n01.05.2026;Покупка;+79161234567;10;\n32.05.2026;Покупка;+79161234567;11;=1+1\n";
    let mapping = format!("{MAPPING}properties = {{ note = \"{{Заметка}}\" }}\n");
    let whole = import(&mapping, &[written("repair", "receipts.csv", text.as_bytes())]).unwrap();
    let [reject] = &whole.rejected[..] else { panic!("{:?}", whole.rejected) };
    let RowReject { line, column, fields, .. } = reject;
    assert_eq!((*line, column.as_str(), fields[4].as_str()), (3, "Дата", "=1+1"));
    let heading = ["Дата", "Событие", "Телефон", "Сумма", "Заметка"].map(str::to_owned);
    let rows = RejectedRows::new(&heading);
    let list = format!("{}{}", rows.heading(), rows.row(reject, "нет такого дня"));
    assert!(list.contains("'=1+1"), "{list}");
    let repaired = list.replace("32.05", "31.05");
    let events = read(&mapping, &[written("repaired", "receipts.csv", repaired.as_bytes())]);
    assert_eq!((events.len(), events[0].properties.as_str()), (1, r#"{"note":"=1+1"}"#));
    let original = text.replace("32.05", "31.05");
    let whole = read(&mapping, &[written("original", "receipts.csv", original.as_bytes())]);
    assert_eq!(whole[1].id, events[0].id, "whether it was repaired here or there");
}
