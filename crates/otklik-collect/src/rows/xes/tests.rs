use proptest::prelude::*;

use super::*;

const HEADING: [&str; 6] = [CASE, ACTIVITY, TIMESTAMP, "case:amount", "org.role", "note"];

fn rows(log: &str) -> io::Result<Vec<Result<Vec<String>, ErrorCode>>> {
    let mut rows = XesRows::new(log.as_bytes(), &HEADING.map(str::to_owned));
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(match row {
            Ok(row) => Ok(row.fields().map(str::to_owned).collect()),
            Err(bad) => Err(bad.fault.code),
        });
    }
    Ok(found)
}

fn good(fields: [&str; 6]) -> Result<Vec<String>, ErrorCode> {
    Ok(fields.map(str::to_owned).to_vec())
}

const LOG: &str = r#"<?xml version="1.0" encoding="ISO-8859-1"?>
<!-- a log --><x:log xmlns:x="http://www.xes-standard.org/" xes.version="2.0">
  <x:extension name="Concept" prefix="concept" uri="…"/>
  <x:global scope="event"><x:string key="concept:name" value="none"/></x:global>
  <x:string key="concept:name" value="the log's own name"/>
  <x:trace>
    <x:string key="concept:name" value="клиент 1"/><x:float key="amount" value="12.5"/>
    <x:event>
      <x:string key="concept:name" value="A &amp; &quot;B&quot; &#1078;"/><x:date key="time:timestamp" value="2026-05-01T10:15:00.000+03:00"/>
      <x:list key="org"><x:values><x:string key="role" value="cook"/></x:values></x:list>
    </x:event>
    <x:event><x:string key="concept:name" value="B"/><x:string key="unknown" value="-"/></x:event>
    <x:event/>
  </x:trace>
  <x:trace/>
  <x:trace><x:event><x:string key="note" value="first"/></x:event></x:trace>
  <x:event><x:string key="concept:name" value="of nobody"/></x:event>
</x:log>"#;

#[test]
fn an_event_is_a_row_with_its_own_attributes_and_those_of_its_trace() {
    let expected = [
        good(["клиент 1", "A & \"B\" ж", "2026-05-01T10:15:00.000+03:00", "12.5", "cook", ""]),
        good(["клиент 1", "B", "", "12.5", "", ""]),
        good(["клиент 1", "", "", "12.5", "", ""]),
        good(["3", "", "", "", "", "first"]),
        good(["", "of nobody", "", "", "", ""]),
    ];
    assert_eq!(rows(LOG).unwrap(), expected);
}

#[test]
fn the_columns_are_those_of_the_first_events() {
    let expected = [CASE, ACTIVITY, TIMESTAMP, "case:amount", "org.role", "unknown", "note"];
    assert_eq!(columns(LOG.as_bytes(), 1_000).unwrap(), expected);
    assert_eq!(columns(LOG.as_bytes(), 1).unwrap(), expected[..5]);
    assert_eq!(columns("<log/>".as_bytes(), 1_000).unwrap(), [""; 0]);
}

#[test]
fn a_log_that_is_cut_off_or_no_log_is_told_with_the_place() {
    for (log, told) in [
        (LOG.split_once("</x:log>").unwrap().0, "ends before its last tag"),
        ("<log><trace><event></trace></log>", "byte 19"),
        ("<html><body>Sign in</body></html>", "no event log"),
        ("<log><trace><event><string key=\"a\" value=\"&wrong;\"/></event></trace></log>", "byte 19"),
    ] {
        let error = rows(log).unwrap_err().to_string();
        assert!(error.contains(told), "{error} does not say {told:?}");
    }
}

#[test]
fn what_is_hostile_costs_no_memory() {
    let deep = format!(
        "<log><trace><event>{}{}</event><event/></trace></log>",
        "<string key=\"a\" value=\"b\">".repeat(100_000),
        "</string>".repeat(100_000)
    );
    assert_eq!(rows(&deep).unwrap(), [Err(ErrorCode::FieldMalformed), good(["1", "", "", "", "", ""])]);
    let long =
        format!("<log><trace><event><string key=\"note\" value=\"{}\"/></event></trace></log>", "x".repeat(9 << 20));
    assert!(rows(&long).unwrap_err().to_string().contains("more than"));
    let laughs = "<!DOCTYPE log [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><log><trace><event><string key=\"note\" value=\"&b;\"/></event></trace></log>";
    assert!(rows(laughs).is_err());
}

proptest! {
    #[test]
    fn any_text_ends_in_rows_or_an_error(pieces in proptest::collection::vec(prop_oneof![
        Just("<log>"), Just("</log>"), Just("<trace>"), Just("</trace>"), Just("<event>"), Just("</event>"), Just("<event/>"),
        Just("<string key=\"note\" value=\"x\">"), Just("</string>"), Just("<string key='note'/>"), Just("<list"), Just("\""),
        Just("&amp;"), Just("<![CDATA["), Just("]]>"), Just("<!--"), Just("-->"), Just("text"),
    ], 0..40)) {
        let log = pieces.concat();
        if let Ok(found) = rows(&log) {
            prop_assert!(found.len() <= log.matches("<event").count());
        }
    }
}
