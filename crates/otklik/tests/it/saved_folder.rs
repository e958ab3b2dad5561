//! Data folders that earlier programs left behind, each killed while events lay in its inbox (`tests/saved/make.py`).

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::program::{are_same, ask, otklik, printed};

/// The folders, in the order of the days when their programs were built.
fn saved() -> Vec<PathBuf> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/saved"));
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut saved: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "gz")).collect();
    saved.sort();
    saved
}

fn figure(answer: &Value, name: &str) -> (Value, Value, Value) {
    let estimate = &answer["total"][name];
    (estimate["value"].clone(), estimate["n"].clone(), estimate["people"].clone())
}

#[test]
fn what_an_earlier_program_kept_is_all_there() {
    let saved = saved();
    assert!(!saved.is_empty());
    for archive in saved {
        let folder = tempfile::tempdir().unwrap();
        let unpacked = Command::new("tar").arg("xzf").arg(&archive).arg("-C").arg(folder.path()).status().unwrap();
        assert!(unpacked.success(), "{archive:?}");
        // Asked twice: what was upgraded and taken from the inbox stays so.
        for _ in 0..2 {
            let scores = ask(folder.path(), &["scores", "--metric", "nps_visit", "--by", "unit"]);
            assert_eq!(figure(&scores, "estimate"), (json!(30.0), json!(30), json!(20)), "{archive:?}");
            assert_eq!(scores["rows"].as_array().unwrap().len(), 3);
            let operations = ask(folder.path(), &["operations"]);
            assert_eq!(figure(&operations, "orders"), (json!(60.0), json!(60), json!(40)));
            assert_eq!(figure(&operations, "revenue").0, json!(24_390.0));
            assert!(are_same(&figure(&operations, "complaints_per_100").0, &json!(700.0 / 60.0)));
        }
        let told = printed(otklik(["doctor", "--data"]).arg(folder.path()));
        assert!(told.contains("Nothing is wrong"), "{told}");
        let sql = ["sql", "--format", "csv", "SELECT count(*) AS n FROM events", "--data"];
        assert_eq!(printed(otklik(sql).arg(folder.path())), "n\n97\n");
    }
}
