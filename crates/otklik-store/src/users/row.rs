//! Reads users from rows.

use otklik_core::{Language, Timestamp};
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::User;
use crate::error::{During, Reading, StoreError};
use crate::id::UserId;

const OPERATION: &str = "read a user";

/// The columns of a user; the table `account` is called `a`.
pub(crate) const USER_COLUMNS: &str = "a.id, a.email, a.name, a.language, a.role, a.scope, a.created_at, a.password_set_at, a.blocked_at, a.second_factor_at";
pub(crate) const USER_WIDTH: usize = 10;

/// Reads a user whose columns begin at a place of the row.
pub(crate) fn read_user(row: &AnyRow, from: usize) -> Result<User, StoreError> {
    let text = |place: usize| row.try_get::<String, _>(from + place).during(OPERATION);
    let moment = |place: usize| row.try_get::<Option<i64>, _>(from + place).during(OPERATION);
    Ok(User {
        id: UserId::read(&text(0)?)?,
        email: text(1)?,
        name: text(2)?,
        language: read_language(&text(3)?)?,
        role: text(4)?.parse().reading("user's role")?,
        scope: serde_json::from_str(&text(5)?).reading("user's scope")?,
        created_at: Timestamp(row.try_get(from + 6).during(OPERATION)?),
        password_set_at: moment(7)?.map(Timestamp),
        blocked_at: moment(8)?.map(Timestamp),
        second_factor_at: moment(9)?.map(Timestamp),
    })
}

pub(super) fn language_word(language: Language) -> &'static str {
    match language {
        Language::Ru => "ru",
        Language::En => "en",
    }
}

fn read_language(word: &str) -> Result<Language, StoreError> {
    let known = [Language::Ru, Language::En].into_iter().find(|language| language_word(*language) == word);
    known.ok_or_else(|| format!("{word:?} is not known")).reading("user's language")
}
