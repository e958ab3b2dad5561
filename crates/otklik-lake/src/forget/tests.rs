use std::path::Path;

use otklik_core::{Position, Timestamp};

use super::*;
use crate::compaction::tests::{EAGER, events, rows, rows_of};
use crate::{Column, ResolvedEvent, Scan};

pub(super) const MARK: &str = "иванов@пример.рф +79161234567";

/// Removed files are remembered for two hours of the real clock.
pub(crate) fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Timestamp(since.as_micros() as i64)
}

/// Events of which some say something of a person.
pub(super) fn events_with_person(person: IdentityKey, count: i64) -> Vec<ResolvedEvent> {
    let mut all = events(1..=count);
    for resolved in &mut all {
        if resolved.person.is_some_and(|(identity, _)| identity == person) {
            resolved.event.properties = format!(r#"{{"note":"{MARK} {}"}}"#, resolved.position);
        }
    }
    all
}

pub(super) fn files_that_say(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_that_say(&path, text));
        } else {
            found.extend(says(&path, text).then(|| path.display().to_string()));
        }
    }
    found
}

/// Whether a file has a text in its bytes, or in the values of its columns, which are compressed.
fn says(path: &Path, text: &str) -> bool {
    let content = std::fs::read(path).unwrap();
    let in_bytes = content.windows(text.len()).any(|window| window == text.as_bytes());
    in_bytes
        || crate::foreign::ParquetRows::open(path).is_ok_and(|mut rows| {
            let mut found = false;
            while let Ok(Some(read)) = rows.next_rows() {
                let mut cells = (0..read.len()).flat_map(|row| read.row(row));
                found |= cells.any(|cell| format!("{cell:?}").contains(text));
            }
            found
        })
}

#[tokio::test]
async fn after_an_erasure_nothing_on_the_disk_says_anything_of_the_person() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).await.unwrap();
    let person = IdentityKey(1_007);
    let all = events_with_person(person, 400);
    for part in all.chunks(100) {
        lake.append(part.to_vec(), part.last().unwrap().position, now()).await.unwrap();
        lake.compact_once(&EAGER, now()).await.unwrap();
    }
    assert!(files_that_say(folder.path(), MARK).len() > 2, "files before and after compaction hold it");
    let before = lake.snapshot();
    let wanted = HashSet::from([person]);
    let held = lake.erase(&wanted, now()).await.unwrap();
    let of_person = |resolved: &&ResolvedEvent| resolved.person.is_some_and(|(identity, _)| identity == person);
    assert_eq!(held.rows, all.iter().filter(of_person).count() as u64);
    assert!(held.rows > 0 && held.waiting > 0, "a state that is held keeps its files: {held:?}");
    assert_eq!(held.of(&[person]), (held.rows, held.files));
    assert_eq!(held.of(&[IdentityKey(1)]), (0, 0));
    drop(before);
    let again = lake.erase(&wanted, now()).await.unwrap();
    assert_eq!(again, Erased::default());
    assert_eq!(files_that_say(folder.path(), MARK), Vec::<String>::new());
    let others: Vec<_> = all.iter().filter(|resolved| !of_person(resolved)).cloned().collect();
    assert_eq!(rows(&lake).await, rows_of(&others));
    drop(lake);
    let reopened = Lake::open(folder.path()).await.unwrap();
    assert_eq!(rows(&reopened).await, rows_of(&others));
    assert_eq!(reopened.snapshot().through, Position(400));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_erasure_beside_a_compactor_and_a_writer_loses_nothing_and_brings_nothing_back() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Arc::new(Lake::open(folder.path()).await.unwrap());
    let person = IdentityKey(1_007);
    let all = events_with_person(person, 400);
    let (first, later) = all.split_at(200);
    lake.append(first.to_vec(), Position(200), now()).await.unwrap();
    // What comes later says nothing of the person.
    let later: Vec<_> =
        later.iter().filter(|resolved| resolved.person.is_none_or(|owner| owner.0 != person)).cloned().collect();
    let writing = tokio::spawn({
        let (lake, later) = (Arc::clone(&lake), later.clone());
        async move {
            for part in later.chunks(10) {
                lake.append(part.to_vec(), part.last().unwrap().position, now()).await.unwrap();
            }
        }
    });
    let compacting = tokio::spawn({
        let lake = Arc::clone(&lake);
        async move {
            for _ in 0..20 {
                lake.compact_once(&EAGER, now()).await.unwrap();
            }
        }
    });
    lake.erase(&HashSet::from([person]), now()).await.unwrap();
    writing.await.unwrap();
    compacting.await.unwrap();
    let kept: Vec<_> = first
        .iter()
        .filter(|resolved| resolved.person.is_none_or(|owner| owner.0 != person))
        .chain(&later)
        .cloned()
        .collect();
    assert_eq!(rows(&lake).await, rows_of(&kept));
    assert_eq!(lake.erase(&HashSet::from([person]), now()).await.unwrap().rows, 0);
}

#[tokio::test]
async fn what_is_too_old_goes_and_what_is_not_stays() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).await.unwrap();
    let all = events(1..=400);
    for part in all.chunks(100) {
        lake.append(part.to_vec(), part.last().unwrap().position, now()).await.unwrap();
        lake.compact_once(&EAGER, now()).await.unwrap();
    }
    let edge = all[200].event.time;
    let kept: Vec<_> = all.iter().filter(|resolved| resolved.event.time >= edge).cloned().collect();
    let forgotten = lake.forget_before(edge, now()).await.unwrap();
    assert_eq!((forgotten.rows, forgotten.waiting), (400 - kept.len() as u64, 0));
    assert_eq!(rows(&lake).await, rows_of(&kept));
    assert_eq!(lake.forget_before(edge, now()).await.unwrap().rows, 0);
}

#[tokio::test]
async fn another_server_is_told_that_what_it_reads_was_erased_and_reads_the_newest_state() {
    let folder = tempfile::tempdir().unwrap();
    let (here, there) = (Lake::open(folder.path()).await.unwrap(), Lake::open(folder.path()).await.unwrap());
    let person = IdentityKey(1_007);
    let all = events_with_person(person, 40);
    here.append(all.clone(), Position(40), now()).await.unwrap();
    let before = there.fresh_snapshot().await.unwrap();
    here.erase(&HashSet::from([person]), now()).await.unwrap();
    let scan = Scan::of(&[Column::Position]);
    let failed = there.scan(&before, &scan, |_| {}).await.unwrap_err();
    assert!(matches!(failed, LakeError::Erased { .. }), "{failed}");
    assert_eq!(failed.code(), otklik_core::ErrorCode::Busy, "asking again helps");
    let kept = all.iter().filter(|resolved| resolved.person.is_none_or(|owner| owner.0 != person)).count();
    let mut seen = 0;
    there.scan(&there.fresh_snapshot().await.unwrap(), &scan, |batch| seen += batch.len()).await.unwrap();
    assert_eq!(seen, kept);
    // An import that knew the former state begins anew with the newest one.
    let more: Vec<_> =
        all.into_iter().filter(|resolved| resolved.person.is_none_or(|owner| owner.0 != person)).collect();
    assert_eq!(there.append_bulk(more, "again", 1, now()).await.unwrap(), Some(0));
}

#[tokio::test]
async fn several_are_erased_in_one_go_and_each_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).await.unwrap();
    let (one, other) = (IdentityKey(1_007), IdentityKey(2_007));
    let mut all = events_with_person(one, 300);
    for resolved in all.iter_mut().skip(100).filter(|resolved| resolved.person.is_some_and(|owner| owner.0 == one)) {
        resolved.person = resolved.person.map(|(_, customer)| (other, customer));
    }
    for part in all.chunks(100) {
        lake.append(part.to_vec(), part.last().unwrap().position, now()).await.unwrap();
    }
    let rows_of_person =
        |person| all.iter().filter(|each| each.person.is_some_and(|owner| owner.0 == person)).count() as u64;
    let erased = lake.erase(&HashSet::from([one, other]), now()).await.unwrap();
    assert_eq!(erased.of(&[one]), (rows_of_person(one), 1));
    assert_eq!(erased.of(&[other]), (rows_of_person(other), 2));
    assert_eq!(erased.of(&[one, other]), (erased.rows, erased.files));
    assert!(rows_of_person(one) > 0 && rows_of_person(other) > 0);
}

#[tokio::test]
async fn what_a_dead_program_left_unfinished_waits_for_nobody_where_nobody_else_writes() {
    let folder = tempfile::tempdir().unwrap();
    let lake = Lake::open(folder.path()).await.unwrap();
    let events = events_with_person(IdentityKey(1_007), 100);
    lake.append(events.clone(), events.last().unwrap().position, now()).await.unwrap();
    let nobody = HashSet::from([IdentityKey(5)]);
    let write = |name: &str| std::fs::write(folder.path().join("events").join(name), "somebody's words").unwrap();
    let clock = || {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        Timestamp(i64::try_from(since.as_micros()).unwrap())
    };
    write("tail-dead.parquet");
    write(".dead.writing#1");
    std::thread::sleep(std::time::Duration::from_millis(50));
    assert_eq!(lake.erase(&nobody, clock()).await.unwrap().waiting, 2, "another program may be writing them");
    lake.is_alone_since(clock());
    std::thread::sleep(std::time::Duration::from_millis(50));
    write(".mine.writing#1");
    assert_eq!(lake.erase(&nobody, clock()).await.unwrap().waiting, 1, "its own is being written");
    assert!(!folder.path().join("events/tail-dead.parquet").exists());
    assert!(folder.path().join("events/.mine.writing#1").exists());
}
