use otklik_store::{Device, SESSION_DAYS};

use crate::home::Home;
use crate::{NOW, minutes_later, new_user};

const DAY_MINUTES: i64 = 24 * 60;

async fn a_session_ends_thirty_days_after_its_last_use(home: Home) {
    let store = home.open().await;
    let anna = store.users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    let new = store.sessions().create(anna.id, &Device::default(), NOW).await.unwrap();
    assert_eq!(store.sessions().find(&new.token, NOW).await.unwrap().unwrap().user, anna);
    let last_moment = minutes_later(SESSION_DAYS * DAY_MINUTES - 1);
    let prolonged = store.sessions().find(&new.token, last_moment).await.unwrap().unwrap();
    assert_eq!(prolonged.expires_at, last_moment.plus_micros(new.expires_at.0 - NOW.0));
    let later = minutes_later(2 * SESSION_DAYS * DAY_MINUTES - 2);
    assert!(store.sessions().find(&new.token, later).await.unwrap().is_some());
    let too_late = minutes_later(3 * SESSION_DAYS * DAY_MINUTES);
    assert!(store.sessions().find(&new.token, too_late).await.unwrap().is_none());
}

async fn sessions_are_listed_and_ended_one_by_one(home: Home) {
    let store = home.open().await;
    let anna = store.users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    let boris = store.users().create(&new_user("boris@example.com"), NOW).await.unwrap();
    let first = store.sessions().create(anna.id, &Device::default(), NOW).await.unwrap();
    let second = store.sessions().create(anna.id, &Device::default(), minutes_later(1)).await.unwrap();
    assert_ne!(first.token, second.token);
    let listed = store.sessions().list(anna.id, minutes_later(2)).await.unwrap();
    assert_eq!(listed.iter().map(|session| session.id).collect::<Vec<_>>(), [second.id, first.id]);
    assert!(!store.sessions().delete_of_user(boris.id, first.id).await.unwrap(), "not another user's");
    assert!(store.sessions().delete_of_user(anna.id, first.id).await.unwrap());
    assert!(store.sessions().find(&first.token, NOW).await.unwrap().is_none());
    assert!(store.sessions().delete(&second.token).await.unwrap());
    assert!(!store.sessions().delete(&second.token).await.unwrap());
    assert!(store.sessions().list(anna.id, NOW).await.unwrap().is_empty());
}

async fn a_session_knows_its_device_and_the_others_end_together(home: Home) {
    let store = home.open().await;
    let anna = store.users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    let boris = store.users().create(&new_user("boris@example.com"), NOW).await.unwrap();
    let device = Device { address: "192.0.2.7".to_owned(), user_agent: "a\0".repeat(1_000) };
    let here = store.sessions().create(anna.id, &device, NOW).await.unwrap();
    store.sessions().create(anna.id, &Device::default(), NOW).await.unwrap();
    store.sessions().create(anna.id, &Device::default(), NOW).await.unwrap();
    let elsewhere = store.sessions().create(boris.id, &Device::default(), NOW).await.unwrap();
    let found = store.sessions().find(&here.token, NOW).await.unwrap().unwrap().device;
    assert_eq!((found.address.as_str(), found.user_agent.chars().count()), ("192.0.2.7", 400));
    assert_eq!(store.sessions().delete_others(anna.id, here.id).await.unwrap(), 2);
    assert_eq!(store.sessions().list(anna.id, NOW).await.unwrap().len(), 1);
    assert!(store.sessions().find(&elsewhere.token, NOW).await.unwrap().is_some());
    store.sessions().find(&here.token, minutes_later(7)).await.unwrap();
    let seen = store.users().last_seen().await.unwrap();
    assert_eq!((seen[&anna.id], seen[&boris.id]), (minutes_later(7), NOW));
}

#[tokio::test]
async fn no_token_and_no_key_is_in_the_folder() {
    let home = Home::on_sqlite();
    let store = home.open().await;
    let anna = store.users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    let session = store.sessions().create(anna.id, &Device::default(), NOW).await.unwrap();
    let key = store.keys().create("till", NOW).await.unwrap();
    assert_eq!(session.token.len(), 64);
    store.close().await;
    for entry in std::fs::read_dir(home.folder()).unwrap() {
        let contents = std::fs::read(entry.unwrap().path()).unwrap();
        for secret in [session.token.as_str(), key.secret.as_str(), crate::PASSWORD] {
            assert!(!contents.windows(secret.len()).any(|window| window == secret.as_bytes()));
        }
    }
}

on_each_database!(
    a_session_ends_thirty_days_after_its_last_use,
    sessions_are_listed_and_ended_one_by_one,
    a_session_knows_its_device_and_the_others_end_together,
);
