use super::*;

const GOOD: &str = r#"
source = "shop"
time_zone = "Europe/Moscow"
currency = "RUB"

[files.orders]
name = "orders*.csv"
join = { people = "person" }

[files.people]
name = "people.csv"
key = "id"

[[events]]
from = "orders"
name = "order_placed"
id = "{number}:placed"
time = "{day} {hour}"
amount = "{sum}"
"#;

fn error(from: &str, to: &str) -> MappingError {
    assert!(GOOD.contains(from), "{from}");
    Mapping::parse(&GOOD.replace(from, to)).unwrap_err()
}

fn malformed(place: &str, value: &str, expected: &str) -> MappingError {
    MappingError::ValueMalformed { place: place.into(), value: value.into(), expected: expected.into() }
}

#[test]
fn a_good_mapping_is_read() {
    let mapping = Mapping::parse(GOOD).unwrap();
    assert_eq!(mapping.source(), "shop");
    assert_eq!(mapping.zone.name(), "Europe/Moscow");
    assert!(mapping.catalogue().is_none() && mapping.workspace().is_none());
    assert_eq!(mapping.settings.events[0].time.to_string(), "{day} {hour}");
}

#[test]
fn an_unknown_key_is_told_with_its_line_and_the_nearest_known_one() {
    let nearest = Some("time_zone".to_owned());
    let expected = MappingError::KeyUnknown { line: 3, column: 1, key: "timezone".into(), nearest };
    assert_eq!(error("time_zone", "timezone"), expected);
    let MappingError::KeyUnknown { line, key, nearest, .. } = error("amount", "ammount") else { panic!() };
    assert_eq!((line, key.as_str(), nearest.as_deref()), (19, "ammount", Some("amount")));
}

#[test]
fn broken_text_is_told_with_its_line() {
    let MappingError::Syntax { line, .. } = error("\"people.csv\"", "\"people.csv") else { panic!() };
    assert_eq!(line, 11);
    let MappingError::Syntax { line, detail, .. } = error("{number}", "{number") else { panic!() };
    assert_eq!(line, 17);
    assert!(detail.contains("brace"), "{detail}");
}

#[test]
fn each_part_is_checked_where_it_stands() {
    assert_eq!(error("Europe/Moscow", "Mars"), malformed("time_zone", "Mars", "Europe/Moscow"));
    assert_eq!(error("\"RUB\"", "\"rub\""), malformed("currency", "rub", "RUB"));
    assert_eq!(error("currency = \"RUB\"", ""), malformed("events[1].currency", "", "RUB"));
    let formats = "time_formats = [\"iso\", \"%H\"]\n[files.orders]";
    let expected = malformed("time_formats[2]", "%H", crate::time_format::FORMAT_EXAMPLES);
    assert_eq!(error("[files.orders]", formats), expected);
    assert_eq!(error("key = \"id\"", ""), MappingError::KeyMissing { file: "people".into() });
    let expected = MappingError::FileUnknown {
        place: "events[1].from".into(),
        file: "order".into(),
        nearest: Some("orders".into()),
    };
    assert_eq!(error("from = \"orders\"", "from = \"order\""), expected);
    let twice = format!("{GOOD}{}", &GOOD[GOOD.find("[[events]]").unwrap()..]);
    let expected = MappingError::EventsAlike { place: "events[2]".into(), other: "events[1]".into() };
    assert_eq!(Mapping::parse(&twice).unwrap_err(), expected);
}
