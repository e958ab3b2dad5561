//! Reading marks, what was refused, and the log of imports.

use std::collections::HashSet;

use otklik_core::{ErrorCode, Position};
use otklik_store::{ImportRecord, NewReject};

use crate::home::Home;
use crate::{HOSTILE, NOW, minutes_later, new_user, stored, very_long};

async fn what_one_user_read_another_has_not(home: Home) {
    let store = home.open().await;
    let anna = store.users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    let boris = store.users().create(&new_user("boris@example.com"), NOW).await.unwrap();
    let many: Vec<Position> = (1..=2_500).map(Position).collect();
    store.feedback().mark_read(anna.id, &[Position(7), Position(7)], NOW).await.unwrap();
    store.feedback().mark_read(anna.id, &many, minutes_later(1)).await.unwrap();
    assert_eq!(store.feedback().read_set(anna.id).await.unwrap(), many.into_iter().collect::<HashSet<_>>());
    assert!(store.feedback().read_set(boris.id).await.unwrap().is_empty());
}

async fn what_was_refused_is_kept_as_it_came(home: Home) {
    let store = home.open().await;
    let long = very_long();
    let mut rejects: Vec<NewReject> = HOSTILE
        .iter()
        .copied()
        .chain([long.as_str()])
        .map(|text| NewReject {
            origin: text.to_owned(),
            code: ErrorCode::TimeMissing,
            pointer: text.to_owned(),
            detail: text.to_owned(),
            contents: text.to_owned(),
        })
        .collect();
    store.rejects().add(&rejects, NOW).await.unwrap();
    store.rejects().add(&[], NOW).await.unwrap();
    assert_eq!(store.rejects().count().await.unwrap(), rejects.len() as u64);
    let mut read = Vec::new();
    let mut before = None;
    loop {
        let page = store.rejects().list(3, before).await.unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.id);
        read.extend(page.into_iter().map(|reject| reject.reject));
    }
    read.reverse();
    for reject in &mut rejects {
        let NewReject { origin, pointer, detail, contents, .. } = reject;
        for text in [origin, pointer, detail, contents] {
            *text = stored(text);
        }
    }
    assert_eq!(read, rejects);
}

async fn imports_are_listed_newest_first(home: Home) {
    let store = home.open().await;
    let record = |minutes, name: &str| ImportRecord {
        file_name: name.to_owned(),
        file_hash: "abc".to_owned(),
        mapping: "olist".to_owned(),
        rows: 10,
        accepted: 7,
        duplicates: 2,
        rejected: 1,
        started_at: minutes_later(minutes),
        finished_at: minutes_later(minutes + 1),
    };
    store.imports().add(&record(0, "orders.csv")).await.unwrap();
    store.imports().add(&record(5, HOSTILE[4])).await.unwrap();
    let listed: Vec<ImportRecord> = store.imports().list(10).await.unwrap().into_iter().map(|(_, each)| each).collect();
    assert_eq!(listed, [record(5, HOSTILE[4]), record(0, "orders.csv")]);
}

on_each_database!(
    what_one_user_read_another_has_not,
    what_was_refused_is_kept_as_it_came,
    imports_are_listed_newest_first,
);
