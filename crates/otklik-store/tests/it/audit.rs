use otklik_store::{Actor, AuditFilter, NewAuditEntry};
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

async fn a_filter_lets_through_what_fits_all_its_parts(home: Home) {
    let store = home.open().await;
    let anna = store.users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    let boris = store.users().create(&new_user("boris@example.com"), NOW).await.unwrap();
    assert!(store.audit().actions().await.unwrap().is_empty());
    let mut minute = 0;
    for user in [&anna, &boris] {
        for action in ["customer_opened", "user_changed"] {
            for object in ["customer 7", "'; DROP TABLE audit_entry; --"] {
                let (action, object) = (action.to_owned(), object.to_owned());
                let entry = NewAuditEntry { who: Actor::from(user), action, object, details: json!({}) };
                store.audit().append(&entry, minutes_later(minute)).await.unwrap();
                minute += 1;
            }
        }
    }
    assert_eq!(store.audit().actions().await.unwrap(), ["customer_opened", "user_changed"]);
    let all = store.audit().list(50, None).await.unwrap();
    let text = |text: &str| Some(text.to_owned());
    for (filter, fits) in [
        (AuditFilter::default(), 8),
        (AuditFilter { who: Some(anna.id.to_string()), ..AuditFilter::default() }, 4),
        (AuditFilter { action: text("user_changed"), ..AuditFilter::default() }, 4),
        (AuditFilter { object: text("'; DROP TABLE audit_entry; --"), ..AuditFilter::default() }, 4),
        (AuditFilter { from: Some(minutes_later(2)), to: Some(minutes_later(5)), ..AuditFilter::default() }, 3),
        (AuditFilter { action: text("user_changed"), from: Some(minutes_later(5)), ..AuditFilter::default() }, 2),
        (AuditFilter { who: text("nobody"), ..AuditFilter::default() }, 0),
    ] {
        let found = store.audit().find(&filter, 50, None).await.unwrap();
        assert_eq!(found.len(), fits, "{filter:?}");
        assert!(found.iter().all(|entry| all.contains(entry)));
    }
}

on_each_database!(what_was_done_is_listed_newest_first_page_by_page, a_filter_lets_through_what_fits_all_its_parts,);
