//! Running the program.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// The files of the Olist sample, in the order of their names.
pub fn olist_files() -> Vec<PathBuf> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/olist-sample"));
    let entries = std::fs::read_dir(folder).expect("the Olist sample lies beside the project");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The program with its first arguments, speaking English.
pub fn otklik<I: AsRef<OsStr>>(arguments: impl IntoIterator<Item = I>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_otklik"));
    command.args(["--language", "en"]).args(arguments);
    command
}

/// An import into a folder by the mapping that comes with the program.
pub fn import_olist(data: &Path) -> Command {
    let mut command = otklik(["import", "--mapping", "olist.toml", "--data"]);
    command.arg(data).args(olist_files());
    command
}

/// What the program printed, which must have succeeded.
pub fn printed(command: &mut Command) -> String {
    let Output { status, stdout, stderr } = command.output().unwrap();
    assert!(status.success(), "{command:?}\n{}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap()
}

/// The answer to a question.
pub fn ask(data: &Path, question: &[&str]) -> Value {
    let mut command = otklik(["ask", "--format", "json", "--data"]);
    command.arg(data).args(question);
    serde_json::from_str(&printed(&mut command)).unwrap()
}

/// Whether two answers are the same; sums of fractions depend in their last digits on the order in which files are read.
pub fn are_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, value)| other.get(key).is_some_and(|other| are_same(value, other)))
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| are_same(one, other))
        }
        (Value::Number(one), Value::Number(other)) if one.is_f64() && other.is_f64() => {
            let (one, other) = (one.as_f64().unwrap(), other.as_f64().unwrap());
            (one - other).abs() <= 1e-12 * one.abs().max(other.abs())
        }
        _ => one == other,
    }
}
