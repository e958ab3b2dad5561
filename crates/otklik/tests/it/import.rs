//! Importing twice, and importing what is malformed.

use crate::program::{are_same, ask, import_olist, otklik, printed};

#[test]
fn a_repeated_import_changes_nothing() {
    let data = tempfile::tempdir().unwrap();
    printed(&mut import_olist(data.path()));
    let first = ask(data.path(), &["operations"]);
    let said = printed(&mut import_olist(data.path()));
    assert!(said.contains("New events: 0,"), "{said}");
    let again = ask(data.path(), &["operations"]);
    assert!(are_same(&again["total"], &first["total"]), "{again}\n{first}");
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

const RECEIPTS: &str = "Дата;Номер чека;Телефон клиента;Филиал;Сумма\n\
    01.05.2026 10:15;1001;8 916 123-45-67;Арбат;1 234,50\n\
    13.05.2026 11:20;1002;8 916 123-45-68;Тверская;99,00\n\
    32.05.2026 11:20;1003;8 916 123-45-69;Тверская;10,00\n\
    Итого;;;;1 343,50\n";

fn told(command: &mut std::process::Command) -> (bool, String, String) {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_file_without_mapping_is_guessed_shown_and_imported_when_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    let (file, data, mapping, lists) = (place("чеки.csv"), place("data"), place("чеки.toml"), place("refused"));
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(RECEIPTS);
    std::fs::write(&file, bytes).unwrap();
    let import = |arguments: &[&str]| {
        let mut command = otklik(["import"]);
        command.arg("--data").arg(&data).args(arguments).arg(&file);
        command
    };
    let (succeeded, said, shown) = told(&mut import(&["--dry-run"]));
    assert!(succeeded, "{shown}");
    for line in
        ["windows-1251", "Сумма → amount", "Телефон клиента → customer’s phone", "Номер чека → order or receipt"]
    {
        assert!(shown.contains(line), "{line} is not in\n{shown}");
    }
    assert!(said.contains("Events found: 2, refused: 2") && said.contains("1: This is a row of totals"), "{said}");
    assert!(!data.exists(), "a check keeps nothing");

    let (succeeded, _, shown) = told(&mut import(&[]));
    assert!(!succeeded && shown.contains("--yes"), "{shown}");

    let saved = ["--save-mapping", mapping.to_str().unwrap(), "--rejected", lists.to_str().unwrap(), "--yes"];
    let (succeeded, said, shown) = told(&mut import(&saved));
    assert!(succeeded && said.contains("New events: 2,"), "{said}{shown}");
    let by_mapping = ["--mapping", mapping.to_str().unwrap()];
    let (succeeded, said, shown) = told(&mut import(&by_mapping));
    assert!(succeeded && said.contains("New events: 0, known before: 2"), "{said}{shown}");

    let list = lists.join("чеки.csv");
    let refused = std::fs::read_to_string(&list).unwrap();
    std::fs::write(&file, refused.replace("32.05", "31.05")).unwrap();
    std::fs::write(&mapping, std::fs::read_to_string(&mapping).unwrap().replace("encoding = \"windows-1251\"\n", ""))
        .unwrap();
    let (succeeded, said, shown) = told(&mut import(&by_mapping));
    assert!(succeeded && said.contains("New events: 1, known before: 0, refused: 1"), "{said}{shown}");
}

#[test]
fn what_a_file_does_not_say_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sales.csv");
    std::fs::write(&file, "date,customer,amount\n01/02/2026,a,10\n03/04/2026,b,11\n").unwrap();
    let import = |arguments: &[&str]| {
        let mut command = otklik(["import", "--dry-run"]);
        command.arg("--data").arg(folder.path().join("data")).args(arguments).arg(&file);
        told(&mut command)
    };
    let (succeeded, _, shown) = import(&[]);
    assert!(!succeeded && shown.contains("can be read in two ways") && shown.contains("--date-order"), "{shown}");
    let (succeeded, said, shown) = import(&["--date-order", "month-first", "--currency", "EUR"]);
    assert!(succeeded && said.contains("Events found: 2, refused: 0"), "{said}{shown}");
}
