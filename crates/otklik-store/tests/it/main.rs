//! Facts about the store, each on a folder of its own.

#![expect(clippy::unwrap_used, reason = "what fails in a test should end it")]

mod inbox;
mod kinds;
mod opening;
mod people;
mod people_property;

use otklik_core::{Event, Identifier, IdentifierKind, Timestamp};
use otklik_store::Store;
use tempfile::TempDir;

const NOW: Timestamp = Timestamp(1_790_000_000_000_000);

/// Texts that break what is careless.
const HOSTILE: [&str; 7] = ["'; DROP TABLE account; --", "\"", "a\0b", "", "👩‍👩‍👧‍👦 ёЁ", "%_*\\", "\u{202e}right-to-left"];

async fn open() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    (folder, store)
}

fn event(id: &str) -> Event {
    Event::new("till", id, "order_placed", NOW)
}

fn identifier(kind: IdentifierKind, value: &str) -> Identifier {
    Identifier { kind, value: value.to_owned() }
}

fn very_long() -> String {
    "ы".repeat(1_000_000)
}
