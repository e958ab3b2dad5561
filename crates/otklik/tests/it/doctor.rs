//! What the doctor finds in a healthy folder, and in damaged ones.

use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};

use crate::program::otklik;
use crate::server::{Server, new_key, send};

/// A folder with three commits that nobody serves.
fn company(folder: &Path) -> PathBuf {
    let data = folder.join("data");
    let key = new_key(&data);
    let server = Server::start(&data, &[]);
    for id in 0..3 {
        let event =
            json!({"id": id.to_string(), "source": "shop", "name": "order_placed", "time": "2026-05-20T08:00:00Z"});
        assert!(send(&server.address, &key, &json!({"events": [event]}).to_string()).is_some());
        while server.metric("otklik_lake_rows") < f64::from(id + 1) {
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    server.stop();
    data
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &target),
            false => {
                std::fs::copy(entry.path(), target).unwrap();
            }
        }
    }
}

/// The exit code, and each finding as (severity, code, place).
fn examined(data: &Path) -> (i32, Vec<(String, String, String)>) {
    let output = otklik(["doctor", "--format", "json", "--data"]).arg(data).output().unwrap();
    let findings: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let text = |finding: &Value, name: &str| finding[name].as_str().unwrap().to_owned();
    for finding in &findings {
        assert!(!text(finding, "what").starts_with("doctor-") && !text(finding, "remedy").is_empty(), "{finding}");
    }
    let findings = findings.iter().map(|it| (text(it, "severity"), text(it, "code"), text(it, "place")));
    (
        output.status.code().unwrap(),
        findings.filter(|(_, code, _)| code != "folder_open" && code != "disk_low").collect(),
    )
}

fn files_in(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.to_string_lossy().ends_with(ending));
    files.sort();
    files
}

type Damage = fn(&Path);

const DAMAGES: [(&str, &str, Damage); 9] = [
    ("error", "file_missing", |data| {
        std::fs::remove_file(&files_in(&data.join("lake/events"), ".parquet")[0]).unwrap();
    }),
    ("error", "file_size", |data| truncate(&files_in(&data.join("lake/events"), ".parquet")[0], 100)),
    ("error", "file_broken", |data| {
        let file = &files_in(&data.join("lake/events"), ".parquet")[0];
        let length = file.metadata().unwrap().len();
        overwrite(file, length - 4, b"XXXX");
    }),
    ("warning", "last_log_entry_broken", |data| truncate(files_in(&log(data), ".json").last().unwrap(), 0)),
    ("error", "log_entry_broken", |data| truncate(&files_in(&log(data), ".json")[1], 10)),
    ("error", "log_entry_missing", |data| std::fs::remove_file(&files_in(&log(data), ".json")[1]).unwrap()),
    ("error", "database_damaged", |data| overwrite(&data.join("otklik.sqlite"), 4_096, &[0xff; 64])),
    ("error", "database_missing", |data| std::fs::remove_file(data.join("otklik.sqlite")).unwrap()),
    ("note", "file_orphan", |data| std::fs::write(data.join("lake/events/tail-nobody.parquet"), b"PAR1").unwrap()),
];

fn log(data: &Path) -> PathBuf {
    data.join("lake/events/_delta_log")
}

fn truncate(file: &Path, length: u64) {
    std::fs::File::options().write(true).open(file).unwrap().set_len(length).unwrap();
}

fn overwrite(file: &Path, at: u64, bytes: &[u8]) {
    let mut opened = std::fs::File::options().write(true).open(file).unwrap();
    opened.seek(SeekFrom::Start(at)).unwrap();
    opened.write_all(bytes).unwrap();
}

#[test]
fn a_healthy_folder_is_clean_and_each_damage_is_found_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let data = company(folder.path());
    assert_eq!(examined(&data), (0, Vec::new()));
    for (severity, code, damage) in DAMAGES {
        let damaged = folder.path().join(code);
        copy(&data, &damaged);
        damage(&damaged);
        let (exit, findings) = examined(&damaged);
        let found = findings.iter().find(|(_, found, _)| found == code);
        let found = found.unwrap_or_else(|| panic!("{code} was not found, but {findings:?}"));
        assert_eq!((found.0.as_str(), exit), (severity, i32::from(severity != "note")), "{code}");
    }
}

#[test]
fn a_database_older_than_its_lake_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let data = company(folder.path());
    let young = folder.path().join("young");
    new_key(&young);
    std::fs::copy(young.join("otklik.sqlite"), data.join("otklik.sqlite")).unwrap();
    let (exit, findings) = examined(&data);
    assert_eq!(exit, 1);
    assert!(findings.iter().any(|(_, code, _)| code == "database_behind"), "{findings:?}");
}

#[test]
fn a_folder_that_is_served_is_examined_too() {
    let folder = tempfile::tempdir().unwrap();
    let data = company(folder.path());
    let server = Server::start(&data, &[]);
    let (exit, findings) = examined(&data);
    assert_eq!(exit, 0, "{findings:?}");
    assert!(findings.iter().any(|(severity, code, _)| severity == "note" && code == "folder_in_use"), "{findings:?}");
    server.stop();
}

#[test]
fn an_entry_that_was_never_acknowledged_is_set_aside_by_a_repair() {
    let folder = tempfile::tempdir().unwrap();
    let data = company(folder.path());
    let torn = log(&data).join(format!("{:020}.json", files_in(&log(&data), ".json").len()));
    std::fs::write(torn, b"{\"add\":").unwrap();
    assert_eq!(examined(&data).0, 1);
    let repaired = otklik(["doctor", "--repair", "--data"]).arg(&data).status().unwrap();
    assert!(repaired.success());
    assert_eq!(examined(&data).0, 0);
}
