use super::*;

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/journeys/ocel20_example");

fn example(ending: &str) -> OcelRows {
    OcelRows::read(std::fs::File::open(format!("{EXAMPLES}.{ending}")).unwrap()).unwrap()
}

fn all(mut rows: OcelRows) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    while let Some(row) = rows.next() {
        found.push(row.unwrap().fields().map(str::to_owned).collect());
    }
    found
}

fn parsed(text: &str) -> Result<OcelRows, OcelError> {
    OcelRows::read(text.as_bytes())
}

#[test]
fn the_example_of_the_standard_is_the_same_in_json_and_xml() {
    let (json, xml) = (example("jsonocel"), example("xmlocel"));
    assert_eq!(json.log.types, xml.log.types);
    assert_eq!(json.heading()[..3], [ID, ACTIVITY, TIMESTAMP]);
    assert_eq!(json.heading(), xml.heading());
    // The example's XML tells the local times of Aachen, its JSON those of UTC.
    let without_time =
        |rows: OcelRows| all(rows).into_iter().map(|row| [&row[..2], &row[3..]].concat()).collect::<Vec<_>>();
    let (json, xml) = (without_time(json), without_time(xml));
    assert_eq!(json.len(), 13);
    assert_eq!(json, xml);
}

#[test]
fn the_first_object_of_each_type_and_all_with_their_qualifiers_are_told() {
    let log = r#"{"objects": [{"id": "c1", "type": "customer"}, {"id": "o1", "type": "order"}, {"id": "o2", "type": "order"}],
        "events": [{"id": "e1", "type": "Place", "time": "2026-05-01T10:00:00Z",
            "attributes": [{"name": "sum", "value": 12.50}, {"name": "note", "value": "«да»"}],
            "relationships": [{"objectId": "o2", "qualifier": "placed"}, {"objectId": "o1"}, {"objectId": "c1", "qualifier": "by"}, {"objectId": "lost"}]},
            {"id": "e2", "type": "Wait", "time": "2026-05-01T11:00:00Z"}]}"#;
    let rows = parsed(log).unwrap();
    assert_eq!(
        rows.heading(),
        [ID, ACTIVITY, TIMESTAMP, "ocel:type:order", "ocel:type:customer", "sum", "note", OBJECTS]
    );
    let rows = all(rows);
    assert_eq!(rows[0][..7], ["e1", "Place", "2026-05-01T10:00:00Z", "o2", "c1", "12.5", "«да»"]);
    let objects: serde_json::Value = serde_json::from_str(&rows[0][7]).unwrap();
    let expected = serde_json::json!([
        {"id": "o2", "type": "order", "qualifier": "placed"}, {"id": "o1", "type": "order"},
        {"id": "c1", "type": "customer", "qualifier": "by"}, {"id": "lost"}
    ]);
    assert_eq!(objects, expected);
    assert_eq!(rows[1], ["e2", "Wait", "2026-05-01T11:00:00Z", "", "", "", "", ""]);
    let chosen = all(parsed(log).unwrap().with_heading(&["sum".to_owned(), "absent".to_owned()]));
    assert_eq!(chosen, [["12.5", ""], ["", ""]]);
}

#[test]
fn text_of_xml_is_unescaped() {
    let log = r#"<log><events><event id="e1" type="a &lt; b" time="2026-05-01"><attributes>
        <attribute name="note">1 &amp; <![CDATA[<2>]]> &#1078;</attribute><attribute name="empty"/></attributes></event></events></log>"#;
    assert_eq!(all(parsed(log).unwrap())[0], ["e1", "a < b", "2026-05-01", "1 & <2> ж", ""]);
}

#[test]
fn a_log_that_is_no_log_is_told_with_the_place() {
    let message = |log: &str| match parsed(log) {
        Err(OcelError::Read(error)) => error.to_string(),
        _ => panic!("{log} was read"),
    };
    assert!(message(r#"{"events": [{"id": "e1"}]}"#).contains("line 1"));
    assert!(message("<log><events><event id=\"e1\" type=\"a\"/></events></log>").contains("<event> has no time"));
    assert!(message("<log><events>").contains("ends before its last tag"));
    assert!(
        message(
            "<log><events><event id='1' type='a' time='b'><attribute name='c'>&lol;</attribute></event></events></log>"
        )
        .contains("&lol;")
    );
    assert_eq!(parsed("{}").unwrap().heading(), [""; 0]);
}
