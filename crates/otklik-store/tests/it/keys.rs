use otklik_core::{ErrorCode, KeyScope};
use otklik_store::KeyRequest;

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
    assert_eq!(store.keys().delete(new.key.id).await.unwrap().unwrap().name, "till");
    assert!(store.keys().delete(new.key.id).await.unwrap().is_none());
    assert!(store.keys().find(&new.secret, NOW).await.unwrap().is_none());
}

async fn a_key_has_a_name(home: Home) {
    let store = home.open().await;
    let Err(refused) = store.keys().create(" ", NOW).await else { panic!("a key without a name was made") };
    assert_eq!(refused.code(), ErrorCode::NameMissing);
}

async fn a_key_is_for_something_and_until_some_day(home: Home) {
    let store = home.open().await;
    let asked =
        |scopes: &[KeyScope], expires_at| KeyRequest { name: "bi".to_owned(), scopes: scopes.to_vec(), expires_at };
    let both = [KeyScope::Administer, KeyScope::SendEvents, KeyScope::Administer];
    let made = store.keys().create(asked(&both, Some(minutes_later(10))), NOW).await.unwrap();
    assert_eq!(made.key.scopes, [KeyScope::SendEvents, KeyScope::Administer]);
    assert_eq!(made.key.expires_at, Some(minutes_later(10)));
    let found = store.keys().find(&made.secret, minutes_later(9)).await.unwrap().unwrap();
    assert_eq!((found.scopes, found.expires_at), (made.key.scopes, made.key.expires_at));
    assert!(store.keys().find(&made.secret, minutes_later(10)).await.unwrap().is_none());
    assert_eq!(store.keys().list().await.unwrap().len(), 1, "an expired key stays in the list until it is withdrawn");
    for (request, code) in
        [(asked(&[], None), ErrorCode::KeyScopesMissing), (asked(&both, Some(NOW)), ErrorCode::KeyExpiryPast)]
    {
        let Err(refused) = store.keys().create(request, NOW).await else { panic!("{code} was made") };
        assert_eq!(refused.code(), code);
    }
}

on_each_database!(
    a_key_is_known_by_its_secret_until_it_is_withdrawn,
    a_key_has_a_name,
    a_key_is_for_something_and_until_some_day,
);
