use otklik_core::{ErrorCode, Language};
use otklik_store::StoreError;

use crate::home::Home;
use crate::{HOSTILE, NOW, PASSWORD, minutes_later, new_user, stored};

async fn the_right_password_lets_in_and_a_wrong_one_does_not(home: Home) {
    let store = home.open().await;
    let anna = store.users().create(&new_user(" Anna@Example.com "), NOW).await.unwrap();
    assert_eq!(anna.email, "anna@example.com");
    assert_eq!(store.users().verify("ANNA@example.com", PASSWORD, NOW).await.unwrap(), Some(anna.clone()));
    assert_eq!(store.users().verify("anna@example.com", "wrong password", NOW).await.unwrap(), None);
    assert_eq!(store.users().verify("nobody@example.com", PASSWORD, NOW).await.unwrap(), None);
    assert_eq!(store.users().get(anna.id).await.unwrap(), Some(anna.clone()));
    assert_eq!(store.users().all().await.unwrap(), [anna]);
}

async fn what_cannot_be_a_user_is_refused_by_name(home: Home) {
    let store = home.open().await;
    store.users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    let short = otklik_store::NewUser { password: "одиннадцать".to_owned(), ..new_user("b@example.com") };
    let nameless = otklik_store::NewUser { name: " ".to_owned(), ..new_user("b@example.com") };
    for (new, code) in [
        (new_user("ANNA@example.com"), ErrorCode::EmailTaken),
        (new_user("anna"), ErrorCode::EmailMalformed),
        (new_user("@example.com"), ErrorCode::EmailMalformed),
        (new_user("an na@example.com"), ErrorCode::EmailMalformed),
        (short, ErrorCode::PasswordTooShort),
        (nameless, ErrorCode::NameMissing),
    ] {
        assert_eq!(store.users().create(&new, NOW).await.unwrap_err().code(), code, "{}", new.email);
    }
}

async fn ten_wrong_passwords_lock_an_address_for_a_quarter_of_an_hour(home: Home) {
    let store = home.open().await;
    store.users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    for email in ["anna@example.com", "nobody@example.com"] {
        for attempt in 0..10 {
            let answer = store.users().verify(email, "wrong password", minutes_later(attempt)).await.unwrap();
            assert_eq!(answer, None);
        }
        let refused = store.users().verify(email, PASSWORD, minutes_later(14)).await.unwrap_err();
        assert!(matches!(refused, StoreError::TooManyAttempts), "known or not: {email}");
    }
    let fresh = store.users().create(&new_user("boris@example.com"), NOW).await.unwrap();
    assert_eq!(store.users().verify("boris@example.com", PASSWORD, NOW).await.unwrap(), Some(fresh));
    assert!(store.users().verify("anna@example.com", PASSWORD, minutes_later(15)).await.unwrap().is_some());
}

async fn the_right_password_clears_the_count(home: Home) {
    let store = home.open().await;
    store.users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    for _ in 0..2 {
        for _ in 0..9 {
            store.users().verify("anna@example.com", "wrong password", NOW).await.unwrap();
        }
        assert!(store.users().verify("anna@example.com", PASSWORD, NOW).await.unwrap().is_some());
    }
}

async fn attempts_at_the_same_time_count_too(home: Home) {
    let store = home.open().await;
    let attempts: Vec<_> = (0..16)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { store.users().verify("anna@example.com", "wrong password", NOW).await.is_err() })
        })
        .collect();
    let mut refused = 0;
    for attempt in attempts {
        refused += usize::from(attempt.await.unwrap());
    }
    assert_eq!(refused, 6);
}

async fn a_new_password_ends_the_sessions_and_the_old_password(home: Home) {
    let store = home.open().await;
    let anna = store.users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    let session = store.sessions().create(anna.id, NOW).await.unwrap();
    let refused = store.users().set_password(anna.id, "short").await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::PasswordTooShort);
    store.users().set_password(anna.id, "another password").await.unwrap();
    assert!(store.sessions().find(&session.token, NOW).await.unwrap().is_none());
    assert!(store.users().verify("anna@example.com", PASSWORD, NOW).await.unwrap().is_none());
    assert!(store.users().verify("anna@example.com", "another password", NOW).await.unwrap().is_some());
}

async fn language_is_changed_and_a_removed_user_is_gone(home: Home) {
    let store = home.open().await;
    let anna = store.users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    store.users().set_language(anna.id, Language::En).await.unwrap();
    assert_eq!(store.users().get(anna.id).await.unwrap().unwrap().language, Language::En);
    let session = store.sessions().create(anna.id, NOW).await.unwrap();
    assert!(store.users().remove(anna.id).await.unwrap());
    assert!(!store.users().remove(anna.id).await.unwrap());
    assert!(store.sessions().find(&session.token, NOW).await.unwrap().is_none());
}

async fn hostile_names_and_passwords_are_taken_as_they_are(home: Home) {
    let store = home.open().await;
    for (index, text) in HOSTILE.into_iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        let password = format!("{text} and twelve characters");
        let email = format!("user{index}@example.com");
        let new = otklik_store::NewUser { name: text.to_owned(), password: password.clone(), ..new_user(&email) };
        store.users().create(&new, NOW).await.unwrap();
        assert_eq!(store.users().verify(&email, &password, NOW).await.unwrap().unwrap().name, stored(text));
        assert!(store.users().verify(text, text, NOW).await.unwrap().is_none());
    }
}

on_each_database!(
    the_right_password_lets_in_and_a_wrong_one_does_not,
    what_cannot_be_a_user_is_refused_by_name,
    ten_wrong_passwords_lock_an_address_for_a_quarter_of_an_hour,
    the_right_password_clears_the_count,
    attempts_at_the_same_time_count_too,
    a_new_password_ends_the_sessions_and_the_old_password,
    language_is_changed_and_a_removed_user_is_gone,
    hostile_names_and_passwords_are_taken_as_they_are,
);
