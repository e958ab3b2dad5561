use otklik_core::{ErrorCode, Language, Scope, UserRole};
use otklik_store::{Device, INVITATION_DAYS, NewUser, UserChange};

use crate::home::Home;
use crate::{HOSTILE, NOW, PASSWORD, minutes_later, new_user, stored, verify};

async fn the_right_password_lets_in_and_a_wrong_one_does_not(home: Home) {
    let store = home.open().await;
    let anna = store.users().create(&new_user(" Anna@Example.com "), NOW).await.unwrap();
    assert_eq!(anna.email, "anna@example.com");
    assert_eq!(verify(&store, "ANNA@example.com", PASSWORD, NOW).await.unwrap(), Some(anna.clone()));
    assert_eq!(verify(&store, "anna@example.com", "wrong password", NOW).await.unwrap(), None);
    assert_eq!(verify(&store, "nobody@example.com", PASSWORD, NOW).await.unwrap(), None);
    assert_eq!(store.users().get(anna.id).await.unwrap(), Some(anna.clone()));
    assert_eq!(store.users().all().await.unwrap(), [anna]);
}

async fn what_cannot_be_a_user_is_refused_by_name(home: Home) {
    let store = home.open().await;
    store.users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    let short = NewUser { password: "одиннадцать".to_owned(), ..new_user("b@example.com") };
    let nameless = NewUser { name: " ".to_owned(), ..new_user("b@example.com") };
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

async fn a_new_password_ends_the_sessions_and_the_old_password(home: Home) {
    let store = home.open().await;
    let anna = store.users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    let session = store.sessions().create(anna.id, &Device::default(), NOW).await.unwrap();
    let refused = store.users().set_password(&anna, "short", None, NOW).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::PasswordTooShort);
    let here = store.sessions().create(anna.id, &Device::default(), NOW).await.unwrap();
    store.users().set_password(&anna, "another password", Some(here.id), NOW).await.unwrap();
    assert!(store.sessions().find(&here.token, NOW).await.unwrap().is_some(), "where it was changed one stays");
    assert!(store.sessions().find(&session.token, NOW).await.unwrap().is_none());
    assert!(verify(&store, "anna@example.com", PASSWORD, NOW).await.unwrap().is_none());
    assert!(verify(&store, "anna@example.com", "another password", NOW).await.unwrap().is_some());
}

async fn language_is_changed_and_a_removed_user_is_gone(home: Home) {
    let store = home.open().await;
    let anna = store.users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    store.users().set_language(anna.id, Language::En).await.unwrap();
    assert_eq!(store.users().get(anna.id).await.unwrap().unwrap().language, Language::En);
    let session = store.sessions().create(anna.id, &Device::default(), NOW).await.unwrap();
    assert!(store.users().remove(anna.id).await.unwrap());
    assert!(!store.users().remove(anna.id).await.unwrap());
    assert!(store.sessions().find(&session.token, NOW).await.unwrap().is_none());
}

async fn hostile_names_and_passwords_are_taken_as_they_are(home: Home) {
    let store = home.open().await;
    for (index, text) in HOSTILE.into_iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        let password = format!("{text} and twelve characters");
        let email = format!("user{index}@example.com");
        let new = NewUser { name: text.to_owned(), password: password.clone(), ..new_user(&email) };
        store.users().create(&new, NOW).await.unwrap();
        assert_eq!(verify(&store, &email, &password, NOW).await.unwrap().unwrap().name, stored(text));
        assert!(verify(&store, text, text, NOW).await.unwrap().is_none());
    }
}

async fn who_is_invited_chooses_a_password_once_within_a_week(home: Home) {
    let store = home.open().await;
    let (anna, first) = store.users().invite(&new_user("anna@example.com"), NOW).await.unwrap();
    assert_eq!(anna.password_set_at, None);
    for guess in ["", PASSWORD] {
        assert!(verify(&store, "anna@example.com", guess, NOW).await.unwrap().is_none(), "{guess:?}");
    }
    let second = store.users().invite_again(anna.id, NOW).await.unwrap();
    assert!(store.users().invited(&first.token, NOW).await.unwrap().is_none(), "the former link ended");
    assert_eq!(store.users().invited(&second.token, NOW).await.unwrap().unwrap().id, anna.id);
    let too_late = minutes_later(INVITATION_DAYS * 24 * 60);
    assert!(store.users().accept(&second.token, PASSWORD, too_late).await.unwrap().is_none());
    let short = store.users().accept(&second.token, "short", NOW).await.unwrap_err();
    assert_eq!(short.code(), ErrorCode::PasswordTooShort);
    let accepted = store.users().accept(&second.token, PASSWORD, NOW).await.unwrap().unwrap();
    assert_eq!((accepted.id, accepted.password_set_at), (anna.id, Some(NOW)));
    assert!(store.users().accept(&second.token, "another password", NOW).await.unwrap().is_none(), "once");
    assert!(verify(&store, "anna@example.com", PASSWORD, NOW).await.unwrap().is_some());
    let taken = store.users().invite(&new_user("ANNA@example.com"), NOW).await.map(|_| ()).unwrap_err();
    assert_eq!(taken.code(), ErrorCode::EmailTaken);
}

async fn who_is_blocked_is_out_at_once_and_comes_back(home: Home) {
    let store = home.open().await;
    let anna = store.users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    let session = store.sessions().create(anna.id, &Device::default(), NOW).await.unwrap();
    let link = store.users().invite_again(anna.id, NOW).await.unwrap();
    let block = |blocked| UserChange { blocked: Some(blocked), ..UserChange::default() };
    let blocked = store.users().change(anna.id, &block(true), minutes_later(1)).await.unwrap().unwrap();
    assert_eq!(blocked.blocked_at, Some(minutes_later(1)));
    assert!(store.sessions().find(&session.token, NOW).await.unwrap().is_none());
    assert!(verify(&store, "anna@example.com", PASSWORD, NOW).await.unwrap().is_none());
    assert!(store.users().accept(&link.token, PASSWORD, NOW).await.unwrap().is_none());
    let free = store.users().change(anna.id, &block(false), NOW).await.unwrap().unwrap();
    assert_eq!(free, anna);
    assert!(verify(&store, "anna@example.com", PASSWORD, NOW).await.unwrap().is_some());
    assert!(store.sessions().find(&session.token, NOW).await.unwrap().is_none(), "the session does not come back");
}

async fn the_last_administrator_of_the_company_stays_one(home: Home) {
    let store = home.open().await;
    let users = store.users();
    let administrator =
        |email: &str| NewUser { role: UserRole::Administrator, scope: Scope::Company, ..new_user(email) };
    let anna = users.create(&administrator("anna@example.com"), NOW).await.unwrap();
    // None of these could manage users: of a unit only, invited only, blocked.
    let of_unit = NewUser { role: UserRole::Administrator, ..new_user("unit@example.com") };
    users.create(&of_unit, NOW).await.unwrap();
    let (invited, link) = users.invite(&administrator("invited@example.com"), NOW).await.unwrap();
    let blocked = users.create(&administrator("blocked@example.com"), NOW).await.unwrap();
    let block = UserChange { blocked: Some(true), ..UserChange::default() };
    users.change(blocked.id, &block, NOW).await.unwrap();
    let demote = UserChange { role: Some(UserRole::Viewer), ..UserChange::default() };
    let narrow = UserChange { scope: Some(Scope::Units(vec!["msk".parse().unwrap()])), ..UserChange::default() };
    for change in [&block, &demote, &narrow] {
        let refused = users.change(anna.id, change, NOW).await.unwrap_err();
        assert_eq!(refused.code(), ErrorCode::LastAdministrator, "{change:?}");
    }
    assert_eq!(users.remove(anna.id).await.unwrap_err().code(), ErrorCode::LastAdministrator);
    let rename = UserChange { name: Some(" Анна Иванова ".to_owned()), ..UserChange::default() };
    assert_eq!(users.change(anna.id, &rename, NOW).await.unwrap().unwrap().name, "Анна Иванова");
    users.accept(&link.token, PASSWORD, NOW).await.unwrap().unwrap();
    assert_eq!(users.change(anna.id, &demote, NOW).await.unwrap().unwrap().role, UserRole::Viewer);
    assert!(users.remove(anna.id).await.unwrap());
    assert_eq!(users.remove(invited.id).await.unwrap_err().code(), ErrorCode::LastAdministrator);
}

async fn two_administrators_cannot_take_each_other_away_at_once(home: Home) {
    let store = home.open().await;
    let mut administrators = Vec::new();
    for email in ["anna@example.com", "boris@example.com"] {
        let new = NewUser { role: UserRole::Administrator, scope: Scope::Company, ..new_user(email) };
        administrators.push(store.users().create(&new, NOW).await.unwrap().id);
    }
    let removals: Vec<_> = administrators
        .into_iter()
        .map(|user| {
            let store = store.clone();
            tokio::spawn(async move { store.users().remove(user).await.is_ok() })
        })
        .collect();
    let mut removed = 0;
    for removal in removals {
        removed += usize::from(removal.await.unwrap());
    }
    assert_eq!(removed, 1);
}

on_each_database!(
    the_right_password_lets_in_and_a_wrong_one_does_not,
    what_cannot_be_a_user_is_refused_by_name,
    a_new_password_ends_the_sessions_and_the_old_password,
    language_is_changed_and_a_removed_user_is_gone,
    hostile_names_and_passwords_are_taken_as_they_are,
    who_is_invited_chooses_a_password_once_within_a_week,
    who_is_blocked_is_out_at_once_and_comes_back,
    the_last_administrator_of_the_company_stays_one,
    two_administrators_cannot_take_each_other_away_at_once,
);
