use otklik_core::ErrorCode;

use crate::home::Home;
use crate::{HOSTILE, NOW, minutes_later};

async fn a_key_is_known_by_its_secret_until_it_is_withdrawn(home: Home) {
    let store = home.open().await;
    let new = store.keys().create(" till ", NOW).await.unwrap();
    assert!(new.secret.starts_with("otk_"));
    assert_eq!((new.key.name.as_str(), new.key.last_used_at), ("till", None));
    let used = store.keys().find(&new.secret, minutes_later(5)).await.unwrap().unwrap();
    assert_eq!((used.id, used.last_used_at), (new.key.id, Some(minutes_later(5))));
    assert_eq!(store.keys().list().await.unwrap(), [used]);
    for unknown in HOSTILE.into_iter().chain(["otk_", &new.secret[4..]]) {
        assert!(store.keys().find(unknown, NOW).await.unwrap().is_none());
    }
    assert!(store.keys().delete(new.key.id).await.unwrap());
    assert!(!store.keys().delete(new.key.id).await.unwrap());
    assert!(store.keys().find(&new.secret, NOW).await.unwrap().is_none());
}

async fn a_key_has_a_name(home: Home) {
    let store = home.open().await;
    let Err(refused) = store.keys().create(" ", NOW).await else { panic!("a key without a name was made") };
    assert_eq!(refused.code(), ErrorCode::NameMissing);
}

on_each_database!(a_key_is_known_by_its_secret_until_it_is_withdrawn, a_key_has_a_name,);
