//! Facts about the store, each on a home of its own, and on each database.

#![expect(clippy::unwrap_used, reason = "what fails in a test should end it")]

#[macro_use]
mod home;

mod audit;
mod backup;
mod company;
mod consents;
mod erasures;
mod inbox;
mod jobs;
mod keys;
mod kinds;
mod leases;
mod opening;
mod people;
mod people_property;
mod postgres;
mod records;
mod saved;
mod sessions;
mod sharing;
mod sign_in;
mod tamper;
mod users;

use otklik_core::{Event, Identifier, IdentifierKind, Language, Scope, Timestamp, UserRole};
use otklik_store::{Credentials, Mention, NewUser, SignInOutcome, Store, StoreError, User, Whose};

const NOW: Timestamp = Timestamp(1_790_000_000_000_000);

const PASSWORD: &str = "двенадцать знаков";

/// Texts that break what is careless.
const HOSTILE: [&str; 7] = ["'; DROP TABLE account; --", "\"", "a\0b", "", "👩‍👩‍👧‍👦 ёЁ", "%_*\\", "\u{202e}right-to-left"];

fn event(id: &str) -> Event {
    Event::new("till", id, "order_placed", NOW)
}

fn identifier(kind: IdentifierKind, value: &str) -> Identifier {
    Identifier { kind, value: value.to_owned() }
}

/// Whose events with these identifiers are that happen now.
async fn whose(store: &Store, events: &[&[Identifier]]) -> Vec<Whose> {
    let mentions: Vec<Mention<'_>> = events.iter().map(|identifiers| Mention { identifiers, time: NOW }).collect();
    store.people().resolve(&mentions, NOW).await.unwrap()
}

/// The form in which a text comes back: PostgreSQL has no NUL.
fn stored(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

fn very_long() -> String {
    "ы".repeat(1_000_000)
}

/// An instant some minutes after [`NOW`].
fn minutes_later(minutes: i64) -> Timestamp {
    NOW.plus_micros(minutes * 60 * 1_000_000)
}

fn new_user(email: &str) -> NewUser {
    NewUser {
        email: email.to_owned(),
        name: "Анна".to_owned(),
        language: Language::Ru,
        role: UserRole::Analyst,
        scope: Scope::Units(vec!["msk".parse().unwrap()]),
        password: PASSWORD.to_owned(),
    }
}

/// The user whom an address and a password let in.
async fn verify(store: &Store, email: &str, password: &str, now: Timestamp) -> Result<Option<User>, StoreError> {
    match store.users().sign_in(Credentials { email, password, ..Credentials::default() }, now).await? {
        SignInOutcome::In(signed_in) => Ok(Some(signed_in.user)),
        SignInOutcome::Wrong => Ok(None),
        other => panic!("{other:?}"),
    }
}

/// The files below a folder in which these bytes stand.
fn files_with(folder: &std::path::Path, needle: &str) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, needle));
        } else if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            if bytes.windows(needle.len()).any(|window| window == needle.as_bytes()) {
                found.push(path);
            }
        }
    }
    found
}
