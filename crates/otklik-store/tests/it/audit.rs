use otklik_store::{Actor, NewAuditEntry};
use serde_json::json;

use crate::home::Home;
use crate::{HOSTILE, NOW, minutes_later, new_user, stored};

async fn what_was_done_is_listed_newest_first_page_by_page(home: Home) {
    let store = home.open().await;
    let anna = store.users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    let key = store.keys().create("till", NOW).await.unwrap().key;
    let actors = [
        Actor::User { id: anna.id, name: HOSTILE[2].to_owned() },
        Actor::Key { id: key.id, name: key.name },
        Actor::System,
    ];
    let mut expected = Vec::new();
    for (minute, text) in HOSTILE.into_iter().enumerate() {
        let who = actors[minute % 3].clone();
        let entry = NewAuditEntry {
            who,
            action: "catalogue_changed".to_owned(),
            object: text.to_owned(),
            details: json!({"before": text, "n": minute}),
        };
        let id = store.audit().append(&entry, minutes_later(minute as i64)).await.unwrap();
        let who = match entry.who {
            Actor::User { id, name } => Actor::User { id, name: stored(&name) },
            other => other,
        };
        let kept = NewAuditEntry { who, object: stored(text), ..entry };
        expected.push((id, minutes_later(minute as i64), kept));
    }
    assert!(store.users().remove(anna.id).await.unwrap(), "who did it stays named when the user is gone");
    expected.reverse();
    let (mut before, mut listed) = (None, Vec::new());
    loop {
        let page = store.audit().list(3, before).await.unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.id);
        listed.extend(page.into_iter().map(|entry| (entry.id, entry.at, entry.entry)));
    }
    assert_eq!(listed, expected);
}

on_each_database!(what_was_done_is_listed_newest_first_page_by_page,);
