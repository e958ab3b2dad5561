use otklik_core::{ErrorCode, Scope, UserRole};
use otklik_store::{NewSaved, NewUser, Saved, SavedChange, Store, UserId};
use serde_json::{Value, json};

use crate::home::Home;
use crate::{HOSTILE, NOW, PASSWORD, minutes_later, stored};

async fn user(store: &Store, email: &str) -> UserId {
    let new = NewUser {
        email: email.to_owned(),
        name: email.to_owned(),
        language: otklik_core::Language::Ru,
        role: UserRole::Analyst,
        scope: Scope::Company,
        password: PASSWORD.to_owned(),
    };
    store.users().create(&new, NOW).await.unwrap().id
}

fn new(name: &str, is_shared: bool, contents: Value) -> NewSaved<Value> {
    NewSaved { name: name.to_owned(), is_shared, contents }
}

async fn names(store: &Store, reader: UserId) -> Vec<String> {
    let seen: Vec<Saved<Value>> = store.boards().seen_by(reader).await.unwrap();
    seen.into_iter().map(|board| board.name).collect()
}

async fn what_is_shared_is_seen_by_all_and_the_rest_by_its_owner(home: Home) {
    let store = home.open().await;
    let (anna, boris) = (user(&store, "anna@example.com").await, user(&store, "boris@example.com").await);
    let own = store.boards().add(anna, &new("Mine", false, json!([1])), NOW).await.unwrap();
    let shared = store.boards().add(anna, &new("Ours", true, json!([2])), NOW).await.unwrap();
    store.saved_views().add(boris, &new("A view", true, json!("/")), NOW).await.unwrap();
    assert_eq!(names(&store, anna).await, ["Mine", "Ours"]);
    assert_eq!(names(&store, boris).await, ["Ours"]);
    assert!(store.boards().get::<Value>(own, boris).await.unwrap().is_none());
    for others in [store.saved_views(), store.maps()] {
        assert!(others.get::<Value>(shared, anna).await.unwrap().is_none(), "a board is neither a view nor a map");
    }
    let map = store.maps().add(anna, &new("A map", true, json!([3])), NOW).await.unwrap();
    assert_eq!(store.maps().get::<Value>(map, boris).await.unwrap().unwrap().contents, json!([3]));
    let found = store.boards().get::<Value>(shared, boris).await.unwrap().unwrap();
    assert_eq!((found.owner, found.contents), (Some((anna, "anna@example.com".to_owned())), json!([2])));
}

async fn a_change_is_kept_unless_somebody_came_first(home: Home) {
    let store = home.open().await;
    let anna = user(&store, "anna@example.com").await;
    let boards = store.boards();
    let id = boards.add(anna, &new("Mine", false, json!([])), NOW).await.unwrap();
    let later = minutes_later(3);
    let change = new("Ours", true, json!(["a"]));
    assert_eq!(boards.change(id, 1, &change, later).await.unwrap(), SavedChange::Kept(2));
    assert_eq!(boards.change(id, 1, &change, later).await.unwrap(), SavedChange::Overtaken(2));
    let found: Saved<Value> = boards.get(id, anna).await.unwrap().unwrap();
    assert_eq!((found.name.as_str(), found.is_shared, found.version, found.changed_at), ("Ours", true, 2, later));
    assert!(!store.saved_views().remove(id).await.unwrap());
    assert!(boards.remove(id).await.unwrap());
    assert!(!boards.remove(id).await.unwrap());
    assert_eq!(boards.change(id, 2, &change, later).await.unwrap(), SavedChange::Gone);
}

async fn with_their_owner_private_things_go_and_shared_ones_stay(home: Home) {
    let store = home.open().await;
    let (anna, boris) = (user(&store, "anna@example.com").await, user(&store, "boris@example.com").await);
    let own = store.boards().add(anna, &new("Mine", false, json!([])), NOW).await.unwrap();
    let shared = store.boards().add(anna, &new("Ours", true, json!([])), NOW).await.unwrap();
    assert!(store.users().remove(anna).await.unwrap());
    let found = store.boards().get::<Value>(shared, boris).await.unwrap().unwrap();
    assert_eq!((found.owner, found.name.as_str()), (None, "Ours"));
    assert!(!store.boards().remove(own).await.unwrap(), "it went with its owner");
}

async fn names_and_contents_come_back_as_they_were(home: Home) {
    let store = home.open().await;
    let anna = user(&store, "anna@example.com").await;
    for text in HOSTILE {
        let kept = store.boards().add(anna, &new(text, false, json!({ "text": text })), NOW).await;
        if text.trim().is_empty() {
            assert_eq!(kept.err().map(|refused| refused.code()), Some(ErrorCode::NameMissing));
            continue;
        }
        let found = store.boards().get::<Value>(kept.unwrap(), anna).await.unwrap().unwrap();
        assert_eq!((found.name, found.contents), (stored(text), json!({ "text": text })));
    }
}

on_each_database!(
    what_is_shared_is_seen_by_all_and_the_rest_by_its_owner,
    a_change_is_kept_unless_somebody_came_first,
    with_their_owner_private_things_go_and_shared_ones_stay,
    names_and_contents_come_back_as_they_were,
);
