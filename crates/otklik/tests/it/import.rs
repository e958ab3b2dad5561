//! Importing twice, and importing what is malformed.

use crate::program::{ask, import_olist, otklik, printed};

#[test]
fn a_repeated_import_changes_nothing() {
    let data = tempfile::tempdir().unwrap();
    printed(&mut import_olist(data.path()));
    let first = ask(data.path(), &["operations"]);
    let said = printed(&mut import_olist(data.path()));
    assert!(said.contains("New events: 0,"), "{said}");
    assert_eq!(ask(data.path(), &["operations"])["total"], first["total"]);
}

const MAPPING: &str = r#"
source = "shop"
time_zone = "Europe/Moscow"

[files.answers]
name = "answers.csv"

[[events]]
from = "answers"
name = "survey_answered"
id = "{id}"
time = "{time}"
customer = { id = "{customer}" }

[events.answer]
survey = "visit"
question = "q"
metric = "nps"
scale = [0, 10]
value = "{mark}"

[[catalogue.metrics]]
id = "nps"
kind = "nps"
name = { ru = "NPS", en = "NPS" }
surveys = ["visit"]

[[catalogue.rules]]
name = "survey_answered"
placement = { touchpoint = { ru = "Опрос", en = "Survey" }, role = "answered" }
"#;

#[test]
fn bad_rows_are_named_with_line_column_and_remedy_and_good_rows_arrive() {
    let folder = tempfile::tempdir().unwrap();
    let (mapping, file, data) =
        (folder.path().join("shop.toml"), folder.path().join("answers.csv"), folder.path().join("data"));
    std::fs::write(&mapping, MAPPING).unwrap();
    let mut rows = String::from("id,time,customer,mark\n");
    for answer in 0..12 {
        rows.push_str(&format!("a{answer},2026-05-03 10:15:00,c{answer},9\n"));
    }
    rows.push_str("bad-mark,2026-05-03 10:15:00,c1,eleven\n");
    rows.push_str("bad-time,yesterday,c1,9\n");
    rows.push_str("too,many,columns,in,this,row\n");
    std::fs::write(&file, rows).unwrap();
    let mut import = otklik(["import", "--mapping"]);
    import.arg(&mapping).arg("--data").arg(&data).arg(&file);
    let output = import.output().unwrap();
    let (said, told) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(output.status.success(), "{told}");
    assert!(said.contains("New events: 12,") && said.contains("refused: 3"), "{said}");
    for place in ["answers.csv, line 14, column mark", "answers.csv, line 15, column time", "answers.csv, line 16"] {
        assert!(told.contains(place), "{place} is not in\n{told}");
    }
    assert!(told.contains("eleven") && told.contains("yesterday"), "{told}");
    let scores = ask(&data, &["scores", "--metric", "nps"]);
    assert_eq!(scores["total"]["estimate"]["n"], 12);
}

#[test]
fn a_missing_mapping_is_explained() {
    let output = otklik(["import", "--mapping", "nowhere.toml", "some.csv"]).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(told.contains("nowhere.toml") && told.contains("olist.toml"), "{told}");
}
