//! Files and headings: what does not fit the mapping is told before the first row is read.

use otklik_collect::ImportError;

use super::{import, written};

const MAPPING: &str = r#"
source = "shop"
time_zone = "UTC"

[files.orders]
name = "orders-*.csv"
join = { people = "person" }

[files.people]
name = "people.csv"
key = "id"

[[events]]
from = "orders"
name = "order_placed"
id = "{number}"
time = "{day}"
customer = { id = "{people.card}" }
"#;
const ORDERS: &[u8] = b"number,day,person\n1,2026-05-03,p1\n";
const PEOPLE: &[u8] = b"id,card\np1,c1\n";

fn refused(folder: &str, orders: &[u8], people: &[u8]) -> ImportError {
    let files = [written(folder, "orders-05.csv", orders), written(folder, "people.csv", people)];
    import(MAPPING, &files).unwrap_err()
}

#[test]
fn several_files_of_one_shape_are_read_each_with_its_own_heading_and_separator() {
    let may = written("several", "orders-05.csv", ORDERS);
    let june = written("several", "orders-04.csv", b"day\tperson\tnumber\tmore\n2026-04-03\tp1\t2\t\n");
    let people = written("several", "people.csv", b"id;card\np1;c1\n");
    let whole = import(MAPPING, &[may.clone(), june, people, may]).unwrap();
    assert_eq!(whole.rejected, []);
    let events: Vec<_> = whole.events.iter().map(|event| (&event.id[..], &event.identifiers[0].value[..])).collect();
    assert_eq!(events, [("2", "c1"), ("1", "c1")]);
    assert_eq!(whole.rows_done, 3);
}

#[test]
fn missing_and_unknown_files_are_named() {
    let error = import(MAPPING, &[written("missing", "orders-05.csv", ORDERS)]).unwrap_err();
    assert!(matches!(&error, ImportError::FilesMissing { names } if names == &["people.csv"]), "{error}");
    let files = [written("unknown", "orders-05.csv", ORDERS), written("unknown", "poeple.csv", PEOPLE)];
    let error = import(MAPPING, &files).unwrap_err();
    let meant = Some("people.csv".to_owned());
    assert!(matches!(&error, ImportError::FileUnknown { nearest, .. } if *nearest == meant), "{error}");
    let absent = std::path::PathBuf::from("orders-00.csv");
    let files = [absent, written("absent", "people.csv", PEOPLE)];
    assert!(matches!(import(MAPPING, &files).unwrap_err(), ImportError::Read { .. }));
}

#[test]
fn headings_are_checked() {
    let error = refused("empty", b"", PEOPLE);
    assert!(matches!(&error, ImportError::FileEmpty { file } if file == "orders-05.csv"), "{error}");
    let error = refused("column", ORDERS, b"id,cards\n");
    let ImportError::ColumnMissing { file, column, nearest, .. } = &error else { panic!("{error}") };
    assert_eq!((&file[..], &column[..], nearest.as_deref()), ("people.csv", "card", Some("cards")));
    let error = refused("cyrillic", b"\xed\xee\xec\xe5\xf0,day,person\n", PEOPLE);
    let ImportError::ColumnMissing { column, columns, .. } = &error else { panic!("{error}") };
    assert_eq!((column.as_str(), columns[0].as_str()), ("number", "номер"));
    let error = refused("binary", &[0, 1, 2, 3, 5, 6, 7, 8, 14, 15, 16, 17], PEOPLE);
    assert!(matches!(error, ImportError::FormatUnknown { .. }), "{error}");
    let error = refused("list", b"[{\"number\": 1}]", PEOPLE);
    assert!(matches!(error, ImportError::NotLines { .. }), "{error}");
    let wide = b"a,".repeat(500_000);
    let error = refused("wide", &wide, PEOPLE);
    assert!(matches!(error, ImportError::TooManyColumns { .. }), "{error}");
    let error = refused("spaces", b" \n \t \n", PEOPLE);
    assert!(matches!(error, ImportError::FileEmpty { .. }), "{error}");
    let error = refused("quote", b"\"number,day,person\n", PEOPLE);
    assert!(matches!(error, ImportError::HeadingMalformed { .. }), "{error}");
}

#[test]
fn a_heading_alone_gives_nothing_and_refuses_nothing() {
    let files = [written("heading", "orders-05.csv", b"number,day,person"), written("heading", "people.csv", PEOPLE)];
    let whole = import(MAPPING, &files).unwrap();
    assert_eq!((whole.events.len(), whole.rejected.len()), (0, 0));
}
