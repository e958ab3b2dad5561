//! A file with everything that goes wrong in files: each fault is told with its place, each good row arrives.

use otklik_collect::RowReject;
use otklik_core::ErrorCode;

use super::{import, written};

const MAPPING: &str = r#"
source = "till"
time_zone = "Europe/Moscow"
time_formats = ["%d.%m.%Y %H:%M", "iso"]
decimal_comma = true
empty_values = ["NULL"]
currency = "RUB"

[files.receipts]
name = "receipts*.csv"
join = { guests = "guest" }

[files.guests]
name = "guests.csv"
key = "guest"

[[events]]
from = "receipts"
name = "receipt"
id = "{number}"
time = "{time}"
customer = { id = "{guest}", phone = "{guests.phone}" }
unit = "msk/{shop}"
amount = "{sum}"
quantity = "{items}"
duration = { from = "{time}", to = "{ready}" }
properties = { cashier = "{cashier}" }

[[events]]
from = "receipts"
name = "rated"
id = "{number}:rated"
time = "{time}"
when = [{ value = "{mark}", filled = true }, { value = "{cashier}", is_not = ["test"] }]
customer = { id = "{guest}" }
[events.answer]
survey = "till"
question = "mark"
metric = "csat"
scale = [1, 5]
value = "{mark}"
text = ["{comment}"]
"#;

const GUESTS: &str = "guest;phone\ng1;8 916 123-45-67\ng2;NULL\ng1;+7 999 000-00-00\n;1\ng3;12\n";

fn receipts() -> Vec<u8> {
    let mut file = b"\xef\xbb\xbfnumber;time;guest;shop;sum;items;ready;mark;comment;cashier\r\n".to_vec();
    let mut row = |text: &str| file.extend_from_slice(text.as_bytes());
    row(
        "1;03.05.2026 10:15;g1;Arbat;1 234,50;2;03.05.2026 10:20;5;\"Хорошо,\r\nно \"\"долго\"\"\";=cmd|'/c calc'!A1\r\n",
    ); // 2–3
    row("\r\n"); // 4
    row("2;03.05.2026 10:15;g1;arbat\r\n"); // 5: four columns
    row("3;31.02.2026 10:15;g1;arbat;10;;;4;;\r\n"); // 6: no such day
    row("4;2026-05-03 10:15;g2;arbat;ten;;;4;;\r\n"); // 7: no number
    row("5;03.05.2026 10:15;g9;arbat;10;1;;3;;\r\n"); // 8: no such guest
    row(";03.05.2026 10:15;g1;arbat;10;;;;;\r\n"); // 9: no number of the receipt
    row("6;;g1;arbat;10;;;;;\r\n"); // 10: no time
    row("7;03.05.2026 10:15;g1;arbat;10;;03.05.2026 10:10;9;;\r\n"); // 11: ready before it began; mark too high
    row("8;03.05.2036 10:15;g1;arbat;10;;;;;\r\n"); // 12: in ten years
    row("9;03.05.2026 10:15;g1;a?b;10;;;2;;test\r\n"); // 13: no unit
    row("10;03.05.2026 10:15;g3;arbat;10;;;;;\r\n"); // 14: the guest's phone is no number
    row(&format!("11;03.05.2026 10:15;g1;arbat;10;;;1;{};\r\n", "x".repeat(1024 * 1024))); // 15: a megabyte
    row("12;03.05.2026 10:15;g1;arbat;10;;;5;"); // 16: not UTF-8
    file.extend_from_slice(b"\xcf\xeb\xee\xf5\xee;\r\n;;;;;;;;;\r\n");
    file.extend_from_slice("13;03.05.2026 10:15;NULL;нижний новгород;\u{a0}5,00;;;;;\r\n".as_bytes()); // 18: good
    file.extend_from_slice("14;03.05.2026 10:15;g1;arbat;10;;;5;\"never closed;\r\n".as_bytes()); // 19
    file.extend_from_slice("15;2026-05-03T10:15:00+05:00;g2;;;;;;;".as_bytes()); // 20: good, no end of line
    file
}

fn told(reject: &RowReject) -> (u64, &str, ErrorCode, &str, &str) {
    let RowReject { line, column, code, value, expected, .. } = reject;
    (*line, column, *code, value, expected)
}

#[test]
fn each_fault_is_told_with_file_line_column_and_reason() {
    let files = [written("nasty", "receipts-05.csv", &receipts()), written("nasty", "guests.csv", GUESTS.as_bytes())];
    let whole = import(MAPPING, &files).unwrap();
    let (of_guests, of_receipts): (Vec<_>, Vec<_>) = whole.rejected.iter().partition(|one| one.file == "guests.csv");
    let of_guests: Vec<_> = of_guests.into_iter().map(told).collect();
    let expected = [(4, "guest", ErrorCode::Duplicate, "g1", ""), (5, "guest", ErrorCode::FieldMissing, "", "")];
    assert_eq!(of_guests, expected);

    assert!(of_receipts.iter().all(|reject| reject.file == "receipts-05.csv"));
    let of_receipts: Vec<_> = of_receipts.into_iter().map(told).collect();
    let formats = "%d.%m.%Y %H:%M, iso";
    let plausible = "1970-01-01T00:00:00Z … 2026-06-02T00:00:00Z";
    let xs = format!("{}…", "x".repeat(80));
    let expected = [
        (5, "", ErrorCode::ColumnsUneven, "4", "10"),
        (6, "time", ErrorCode::TimeMalformed, "31.02.2026 10:15", formats),
        (7, "sum", ErrorCode::AmountMalformed, "ten", "450.00"),
        (8, "guest", ErrorCode::JoinMissing, "g9", ""),
        (9, "number", ErrorCode::IdMissing, "", ""),
        (10, "time", ErrorCode::TimeMissing, "", ""),
        (11, "ready", ErrorCode::TimeImplausible, "03.05.2026 10:10", "≥ 2026-05-03T07:15:00Z"),
        (11, "mark", ErrorCode::ValueOutsideScale, "9", "1–5"),
        (12, "time", ErrorCode::TimeImplausible, "03.05.2036 10:15", plausible),
        (13, "shop", ErrorCode::UnitMalformed, "msk/a?b", "msk/arbat"),
        (14, "guests.phone", ErrorCode::PhoneMalformed, "12", "+79161234567"),
        (15, "comment", ErrorCode::TextTooLong, &xs, "20000"),
        (16, "comment", ErrorCode::EncodingMalformed, "\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}", "UTF-8"),
        (19, "comment", ErrorCode::FieldMalformed, "14;03.05.2026 10:15;g1;arbat;10;;;5;\"never closed;", "\"…\""),
    ];
    assert_eq!(of_receipts, expected);
    assert_eq!(whole.rows_done, 5 + 16, "every row was counted once, empty ones not at all");
}

#[test]
fn the_good_events_arrive() {
    let files = [written("good", "receipts.csv", &receipts()), written("good", "guests.csv", GUESTS.as_bytes())];
    let events = import(MAPPING, &files).unwrap().events;
    let ids: Vec<_> = events.iter().map(|event| event.id.as_str()).collect();
    // A row whose one event is wrong still gives its other one: 4, 5 and 11.
    assert_eq!(ids, ["1", "1:rated", "4:rated", "5:rated", "11", "13", "15"]);
    let first = &events[0];
    assert_eq!(first.time.to_string(), "2026-05-03T07:15:00Z");
    let identifiers: Vec<_> = first.identifiers.iter().map(|one| one.value.as_str()).collect();
    assert_eq!(identifiers, ["g1", "+79161234567"]);
    assert_eq!(first.unit.as_ref().unwrap().as_str(), "msk/arbat");
    assert_eq!(first.money.unwrap().amount.to_string(), "1234.50");
    assert_eq!((first.quantity, first.duration_ms), (Some(2.0), Some(300_000)));
    assert_eq!(first.properties, r#"{"cashier":"=cmd|'/c calc'!A1"}"#, "a formula is data; exports disarm it");
    let answer = events[1].answer.as_ref().unwrap();
    assert_eq!(answer.text.as_deref(), Some("Хорошо,\r\nно \"долго\""));
    let thirteenth = &events[5];
    assert_eq!(thirteenth.identifiers, [], "NULL is nobody");
    assert_eq!(thirteenth.unit.as_ref().unwrap().as_str(), "msk/нижний-новгород");
    let last = &events[6];
    assert_eq!(last.time.to_string(), "2026-05-03T05:15:00Z", "an offset of its own wins");
    assert_eq!((&last.unit, last.money), (&None, None), "a value is absent when its column is empty");
}
