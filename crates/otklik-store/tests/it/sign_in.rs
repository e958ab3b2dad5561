use std::net::IpAddr;

use otklik_core::{ErrorCode, SecondFactorFor, Timestamp, UserRole};
use otklik_store::{Credentials, Device, NewUser, SignInOutcome, Store, StoreError};

use crate::home::Home;
use crate::{NOW, PASSWORD, minutes_later, new_user, verify};

/// Fails so often within a second, from an address of its own each time or always from the same one.
async fn fail(store: &Store, email: &str, times: u8, spread: bool, now: Timestamp) {
    for time in 0..times {
        let address = IpAddr::from([198, 51, 100, if spread { time } else { 0 }]);
        let given = Credentials { email, password: "wrong password", address: Some(address), ..Credentials::default() };
        assert_eq!(store.users().sign_in(given, now).await.unwrap(), SignInOutcome::Wrong, "{time}");
    }
}

fn wait_of(answer: Result<SignInOutcome, StoreError>) -> u64 {
    match answer {
        Err(StoreError::TooManyAttempts { wait_seconds }) => wait_seconds,
        other => panic!("not in a pause: {other:?}"),
    }
}

async fn pauses_grow_with_failures_for_known_and_unknown_addresses_alike(home: Home) {
    let store = home.open().await;
    store.users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    for email in ["anna@example.com", "nobody@example.com"] {
        fail(&store, email, 5, false, NOW).await;
        let mut now = NOW;
        for pause in [30, 60, 120, 240] {
            let address = Some(IpAddr::from([198, 51, 100, 0]));
            let given = |password| Credentials { email, password, address, ..Credentials::default() };
            let last = now.plus_micros((pause - 1) * 1_000_000);
            assert_eq!(wait_of(store.users().sign_in(given(PASSWORD), now).await), pause as u64, "the right one too");
            assert_eq!(wait_of(store.users().sign_in(given(PASSWORD), last).await), 1);
            now = now.plus_micros(pause * 1_000_000);
            let wrong = store.users().sign_in(given("wrong password"), now).await.unwrap();
            assert_eq!(wrong, SignInOutcome::Wrong);
        }
    }
    let address = Some(IpAddr::from([203, 0, 113, 1]));
    let given = Credentials { email: "anna@example.com", password: PASSWORD, address, ..Credentials::default() };
    assert!(
        matches!(store.users().sign_in(given, NOW).await.unwrap(), SignInOutcome::In(_)),
        "from elsewhere she gets in"
    );
}

async fn a_browser_she_used_before_lets_her_in_whatever_strangers_do(home: Home) {
    let store = home.open().await;
    store.users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    let email = "anna@example.com";
    let first = Credentials { email, password: PASSWORD, ..Credentials::default() };
    let SignInOutcome::In(signed_in) = store.users().sign_in(first, NOW).await.unwrap() else { panic!("not let in") };
    fail(&store, email, 50, true, NOW).await;
    assert_eq!(wait_of(store.users().sign_in(first, NOW).await), 30, "strangers wait, wherever they are");
    let here = Credentials { device: Some(&signed_in.device), ..first };
    let SignInOutcome::In(again) = store.users().sign_in(here, NOW).await.unwrap() else { panic!("kept out") };
    assert_eq!(again.device, signed_in.device);
    store.users().create(&new_user("boris@example.com"), NOW).await.unwrap();
    fail(&store, "boris@example.com", 50, true, NOW).await;
    let foreign = Credentials { email: "boris@example.com", ..here };
    assert_eq!(
        wait_of(store.users().sign_in(foreign, NOW).await),
        30,
        "her browser is a stranger's to another account"
    );
    let stolen = Credentials { device: Some(&signed_in.device), password: "wrong password", ..first };
    for _ in 0..5 {
        assert_eq!(store.users().sign_in(stolen, NOW).await.unwrap(), SignInOutcome::Wrong);
    }
    assert_eq!(wait_of(store.users().sign_in(stolen, NOW).await), 15, "a known browser is no way to guess freely");
}

async fn many_accounts_tried_from_one_address_make_it_wait(home: Home) {
    let store = home.open().await;
    let address = Some(IpAddr::from([198, 51, 100, 0]));
    for number in 0..50 {
        let email = format!("user{number}@example.com");
        let given = Credentials { email: &email, password: "wrong password", address, ..Credentials::default() };
        assert_eq!(store.users().sign_in(given, NOW).await.unwrap(), SignInOutcome::Wrong);
    }
    let given =
        Credentials { email: "other@example.com", password: "wrong password", address, ..Credentials::default() };
    assert_eq!(wait_of(store.users().sign_in(given, NOW).await), 30);
    let neighbour = Credentials { address: Some(IpAddr::from([198, 51, 100, 1])), ..given };
    assert_eq!(store.users().sign_in(neighbour, NOW).await.unwrap(), SignInOutcome::Wrong);
    let next_day = minutes_later(25 * 60);
    assert_eq!(store.users().sign_in(given, next_day).await.unwrap(), SignInOutcome::Wrong, "forgotten after a day");
}

async fn the_right_password_clears_the_count(home: Home) {
    let store = home.open().await;
    store.users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    for _ in 0..20 {
        for _ in 0..4 {
            verify(&store, "anna@example.com", "wrong password", NOW).await.unwrap();
        }
        assert!(verify(&store, "anna@example.com", PASSWORD, NOW).await.unwrap().is_some());
    }
}

async fn attempts_at_the_same_time_count_too(home: Home) {
    let store = home.open().await;
    let attempts: Vec<_> = (0..16)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { verify(&store, "anna@example.com", "wrong password", NOW).await.is_err() })
        })
        .collect();
    let mut refused = 0;
    for attempt in attempts {
        refused += usize::from(attempt.await.unwrap());
    }
    assert_eq!(refused, 11);
}

/// The code of an app with this secret, by the algorithm of RFC 6238.
fn code_of(secret: &[u8], now: Timestamp) -> String {
    use hmac::{Hmac, KeyInit as _, Mac as _};
    let mut mac = Hmac::<sha1::Sha1>::new_from_slice(secret).unwrap();
    mac.update(&(now.0 / 30_000_000).to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let offset = usize::from(digest[19] & 0x0f);
    let word = u32::from_be_bytes(digest[offset..offset + 4].try_into().unwrap());
    format!("{:06}", (word & 0x7fff_ffff) % 1_000_000)
}

async fn a_code_is_asked_for_and_taken_once(home: Home) {
    let store = home.open().await;
    let users = store.users();
    let anna = users.create(&new_user("anna@example.com"), NOW).await.unwrap();
    let given = |code| Credentials { email: "anna@example.com", password: PASSWORD, code, ..Credentials::default() };
    let secret = users.begin_second_factor(anna.id).await.unwrap();
    assert!(users.confirm_second_factor(anna.id, "000000", NOW).await.unwrap().is_none());
    assert!(matches!(users.sign_in(given(None), NOW).await.unwrap(), SignInOutcome::In(_)), "not in force yet");
    let code = code_of(&secret, NOW);
    let recovery = users.confirm_second_factor(anna.id, &code, NOW).await.unwrap().unwrap();
    assert!(users.confirm_second_factor(anna.id, &code, NOW).await.unwrap().is_none(), "nothing waits any more");
    assert_eq!(recovery.len(), 10);
    assert_eq!(users.get(anna.id).await.unwrap().unwrap().second_factor_at, Some(NOW));
    assert_eq!(users.sign_in(given(None), NOW).await.unwrap(), SignInOutcome::CodeNeeded);
    assert_eq!(users.sign_in(given(Some(&code)), NOW).await.unwrap(), SignInOutcome::CodeWrong, "it confirmed the app");
    let later = NOW.plus_micros(30_000_000);
    let next = code_of(&secret, later);
    assert!(matches!(users.sign_in(given(Some(&next)), later).await.unwrap(), SignInOutcome::In(_)));
    assert_eq!(users.sign_in(given(Some(&next)), later).await.unwrap(), SignInOutcome::CodeWrong, "once");
    let typed = recovery[3].to_uppercase().replace('-', " ");
    assert!(matches!(users.sign_in(given(Some(&typed)), later).await.unwrap(), SignInOutcome::In(_)));
    assert_eq!(users.sign_in(given(Some(&typed)), later).await.unwrap(), SignInOutcome::CodeWrong, "once");
    assert_eq!(users.recovery_codes_left(anna.id).await.unwrap(), 9);
    let wrong_password = Credentials { password: "wrong password", ..given(Some(&recovery[4])) };
    assert_eq!(users.sign_in(wrong_password, later).await.unwrap(), SignInOutcome::Wrong);
    assert_eq!(users.recovery_codes_left(anna.id).await.unwrap(), 9, "a wrong password uses no code up");
    assert!(users.remove_second_factor(anna.id).await.unwrap());
    assert!(!users.remove_second_factor(anna.id).await.unwrap());
    assert!(matches!(users.sign_in(given(None), later).await.unwrap(), SignInOutcome::In(_)));
    assert_eq!(users.recovery_codes_left(anna.id).await.unwrap(), 0);
}

async fn codes_cannot_be_guessed_freely_and_asking_for_one_is_no_failure(home: Home) {
    let store = home.open().await;
    let users = store.users();
    let anna = users.create(&new_user("anna@example.com"), NOW).await.unwrap();
    let secret = users.begin_second_factor(anna.id).await.unwrap();
    users.confirm_second_factor(anna.id, &code_of(&secret, NOW), NOW).await.unwrap().unwrap();
    let given = |code| Credentials { email: "anna@example.com", password: PASSWORD, code, ..Credentials::default() };
    for _ in 0..20 {
        assert_eq!(users.sign_in(given(None), NOW).await.unwrap(), SignInOutcome::CodeNeeded);
    }
    for _ in 0..5 {
        assert_eq!(users.sign_in(given(Some("12345x")), NOW).await.unwrap(), SignInOutcome::CodeWrong);
    }
    assert_eq!(wait_of(users.sign_in(given(None), NOW).await), 30);
}

async fn two_who_come_with_one_code_are_not_both_let_in(home: Home) {
    let store = home.open().await;
    let anna = store.users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    let secret = store.users().begin_second_factor(anna.id).await.unwrap();
    let confirmed = store.users().confirm_second_factor(anna.id, &code_of(&secret, NOW), NOW).await.unwrap();
    let recovery = confirmed.unwrap().remove(0);
    let later = NOW.plus_micros(30_000_000);
    for code in [code_of(&secret, later), recovery] {
        let attempts: Vec<_> = (0..4)
            .map(|_| {
                let (store, code) = (store.clone(), code.clone());
                tokio::spawn(async move {
                    let email = "anna@example.com";
                    let given = Credentials { email, password: PASSWORD, code: Some(&code), ..Credentials::default() };
                    matches!(store.users().sign_in(given, later).await, Ok(SignInOutcome::In(_)))
                })
            })
            .collect();
        let mut let_in = 0;
        for attempt in attempts {
            let_in += usize::from(attempt.await.unwrap());
        }
        assert_eq!(let_in, 1);
    }
}

async fn rules_about_the_second_factor_hold_for_open_sessions(home: Home) {
    let store = home.open().await;
    let anna = NewUser { role: UserRole::Administrator, ..new_user("anna@example.com") };
    let anna = store.users().create(&anna, NOW).await.unwrap();
    let boris = store.users().create(&new_user("boris@example.com"), NOW).await.unwrap();
    let mut tokens = Vec::new();
    for user in [anna.id, boris.id] {
        tokens.push(store.sessions().create(user, &Device::default(), NOW).await.unwrap().token);
    }
    assert_eq!(store.users().second_factor_for().await.unwrap(), SecondFactorFor::Nobody);
    for (whom, missing) in [
        (SecondFactorFor::Administrators, [true, false]),
        (SecondFactorFor::Everybody, [true, true]),
        (SecondFactorFor::Nobody, [false, false]),
    ] {
        store.users().set_second_factor_for(whom).await.unwrap();
        for (token, missing) in tokens.iter().zip(missing) {
            let session = store.sessions().find(token, NOW).await.unwrap().unwrap();
            assert_eq!(session.second_factor_missing, missing, "{whom}");
        }
    }
    store.users().set_second_factor_for(SecondFactorFor::Everybody).await.unwrap();
    let secret = store.users().begin_second_factor(anna.id).await.unwrap();
    store.users().confirm_second_factor(anna.id, &code_of(&secret, NOW), NOW).await.unwrap().unwrap();
    assert!(!store.sessions().find(&tokens[0], NOW).await.unwrap().unwrap().second_factor_missing);
}

async fn wrong_passwords_of_a_signed_in_user_are_followed_by_pauses(home: Home) {
    let store = home.open().await;
    let anna = store.users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    let session = store.sessions().create(anna.id, &Device::default(), NOW).await.unwrap().id;
    for _ in 0..5 {
        assert!(!store.users().confirm_password(&anna, session, "wrong password", NOW).await.unwrap());
    }
    let refused = store.users().confirm_password(&anna, session, PASSWORD, NOW).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::TooManyAttempts);
    assert!(store.users().confirm_password(&anna, session, PASSWORD, minutes_later(1)).await.unwrap());
    assert!(verify(&store, "anna@example.com", PASSWORD, NOW).await.unwrap().is_some(), "signing in is another matter");
}

async fn what_others_would_guess_first_is_no_password(home: Home) {
    let store = home.open().await;
    let anna = store.users().create(&new_user("anna.ivanova@example.com"), NOW).await.unwrap();
    for password in ["qwerty123456", "Password2026", "anna.ivanova1"] {
        let new = NewUser { password: password.to_owned(), ..new_user("anna.ivanova@example.org") };
        assert_eq!(store.users().create(&new, NOW).await.unwrap_err().code(), ErrorCode::PasswordCommon, "{password}");
        let refused = store.users().set_password(&anna, password, None, NOW).await.unwrap_err();
        assert_eq!(refused.code(), ErrorCode::PasswordCommon, "{password}");
        let link = store.users().invite_again(anna.id, NOW).await.unwrap();
        let refused = store.users().accept(&link.token, password, NOW).await.unwrap_err();
        assert_eq!(refused.code(), ErrorCode::PasswordCommon, "{password}");
    }
}

on_each_database!(
    pauses_grow_with_failures_for_known_and_unknown_addresses_alike,
    a_browser_she_used_before_lets_her_in_whatever_strangers_do,
    many_accounts_tried_from_one_address_make_it_wait,
    a_code_is_asked_for_and_taken_once,
    codes_cannot_be_guessed_freely_and_asking_for_one_is_no_failure,
    two_who_come_with_one_code_are_not_both_let_in,
    rules_about_the_second_factor_hold_for_open_sessions,
    wrong_passwords_of_a_signed_in_user_are_followed_by_pauses,
    what_others_would_guess_first_is_no_password,
    the_right_password_clears_the_count,
    attempts_at_the_same_time_count_too,
);
