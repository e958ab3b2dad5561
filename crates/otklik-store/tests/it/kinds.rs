use otklik_core::{EventKind, KindKey};

use crate::home::Home;
use crate::{HOSTILE, stored, very_long};

fn kind(name: &str, detail: &str) -> EventKind {
    EventKind { source: "app".to_owned(), name: name.to_owned(), channel: String::new(), detail: detail.to_owned() }
}

async fn a_kind_keeps_its_number_over_a_restart(home: Home) {
    let store = home.open().await;
    let kinds = [kind("a", ""), kind("b", ""), kind("a", "")];
    let keys = store.kinds().assign(&kinds).await.unwrap();
    assert_eq!(keys, [KindKey(1), KindKey(2), KindKey(1)]);
    store.close().await;
    let store = home.open().await;
    assert_eq!(store.kinds().assign(&[kind("c", ""), kind("b", "")]).await.unwrap(), [KindKey(3), KindKey(2)]);
    let all = store.kinds().all().await.unwrap();
    assert_eq!(all.iter().map(|(key, _)| key.0).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(all[1].1, kind("b", ""));
}

async fn who_asks_at_the_same_time_gets_the_same_numbers(home: Home) {
    let store = home.open().await;
    let kinds: Vec<EventKind> = (0..50).map(|number| kind("page", &number.to_string())).collect();
    let askers: Vec<_> = (0..8)
        .map(|_| {
            let (store, kinds) = (store.clone(), kinds.clone());
            tokio::spawn(async move { store.kinds().assign(&kinds).await.unwrap() })
        })
        .collect();
    let expected: Vec<KindKey> = (1..=50).map(KindKey).collect();
    for asker in askers {
        assert_eq!(asker.await.unwrap(), expected);
    }
}

async fn hostile_kinds_are_told_apart(home: Home) {
    let store = home.open().await;
    let long = very_long();
    let kinds: Vec<EventKind> = HOSTILE.iter().copied().chain([long.as_str()]).map(|text| kind(text, text)).collect();
    let keys = store.kinds().assign(&kinds).await.unwrap();
    let all = store.kinds().all().await.unwrap();
    for (kind, key) in kinds.into_iter().zip(keys) {
        let kept = EventKind { name: stored(&kind.name), detail: stored(&kind.detail), ..kind };
        assert!(all.contains(&(key, kept)));
    }
}

on_each_database!(
    a_kind_keeps_its_number_over_a_restart,
    who_asks_at_the_same_time_gets_the_same_numbers,
    hostile_kinds_are_told_apart,
);
