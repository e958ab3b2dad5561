//! Who may sign in.

mod change;
mod hash_password;
mod invitations;
mod password_rules;
mod passwords;
mod pauses;
mod policy;
mod row;
mod second_factor;
mod sign_in;
mod totp;

use std::collections::HashMap;

use otklik_core::{Language, Scope, Timestamp, UserRole};
use sqlx::AssertSqlSafe;

use crate::database::{Database, Transaction, stored};
use crate::error::{During, StoreError};
use crate::id::UserId;
pub use change::UserChange;
pub(crate) use hash_password::HashingGate;
pub use invitations::{INVITATION_DAYS, NewInvitation};
use row::language_word;
pub(crate) use row::{USER_COLUMNS, USER_WIDTH, read_user};
pub use sign_in::{Credentials, DEVICE_DAYS, SignInOutcome, SignedIn};

/// Characters that a password has at least.
pub const SHORTEST_PASSWORD: usize = 12;
/// RFC 5321, section 4.5.3.1.3, without its angle brackets.
const LONGEST_EMAIL_BYTES: usize = 254;

/// A person who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// Their address in lower case.
    pub email: String,
    /// Their name.
    pub name: String,
    /// The language they read.
    pub language: Language,
    /// What they may do.
    pub role: UserRole,
    /// What they may see.
    pub scope: Scope,
    /// When they were added.
    pub created_at: Timestamp,
    /// When they first chose a password; nobody signs in without one.
    pub password_set_at: Option<Timestamp>,
    /// Since when they are kept out.
    pub blocked_at: Option<Timestamp>,
    /// Since when they sign in with a second factor.
    pub second_factor_at: Option<Timestamp>,
}

impl User {
    /// Words that everybody connects with them.
    fn words(&self) -> Vec<&str> {
        let name = self.email.split('@').next();
        name.into_iter().chain([self.email.as_str()]).chain(self.name.split_whitespace()).collect()
    }
}

/// A person who shall be able to sign in.
#[derive(Clone)]
pub struct NewUser {
    /// Their address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// The language they read.
    pub language: Language,
    /// What they may do.
    pub role: UserRole,
    /// What they may see.
    pub scope: Scope,
    /// Their password, at least [`SHORTEST_PASSWORD`] characters.
    pub password: String,
}

fn normalised(email: &str) -> String {
    stored(email).trim().to_lowercase()
}

fn is_address(email: &str) -> bool {
    if email.len() > LONGEST_EMAIL_BYTES {
        return false;
    }
    let odd = |letter: char| letter.is_whitespace() || letter.is_control();
    !email.contains(odd) && email.rsplit_once('@').is_some_and(|(name, domain)| !name.is_empty() && !domain.is_empty())
}

/// The users of a store.
#[derive(Clone, Copy, Debug)]
pub struct Users<'a> {
    database: &'a Database,
    hashing: &'a HashingGate,
}

impl<'a> Users<'a> {
    pub(crate) fn new(database: &'a Database, hashing: &'a HashingGate) -> Self {
        Self { database, hashing }
    }

    /// Adds a user; refuses a short password, a malformed or taken address and an empty name.
    pub async fn create(&self, new: &NewUser, now: Timestamp) -> Result<User, StoreError> {
        let prepared = prepare(self.hashing, new, now).await?;
        let mut transaction = self.database.begin().await?;
        insert(&mut transaction, &prepared).await?;
        transaction.commit().await.during("add a user")?;
        Ok(prepared.user)
    }

    /// The user with this id.
    pub async fn get(&self, user: UserId) -> Result<Option<User>, StoreError> {
        let sql = format!("SELECT {USER_COLUMNS} FROM account a WHERE a.id = $1");
        let row = sqlx::query(AssertSqlSafe(sql))
            .bind(user.to_string())
            .fetch_optional(&self.database.reader)
            .await
            .during("look a user up")?;
        row.map(|row| read_user(&row, 0)).transpose()
    }

    /// Every user, by address.
    pub async fn all(&self) -> Result<Vec<User>, StoreError> {
        let sql = format!("SELECT {USER_COLUMNS} FROM account a ORDER BY a.email");
        let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&self.database.reader).await.during("read the users")?;
        rows.iter().map(|row| read_user(row, 0)).collect()
    }

    /// When users were last seen, to a few minutes; those who never signed in are left out.
    pub async fn last_seen(&self) -> Result<HashMap<UserId, Timestamp>, StoreError> {
        let rows: Vec<(String, i64)> =
            sqlx::query_as("SELECT id, last_seen_at FROM account WHERE last_seen_at IS NOT NULL")
                .fetch_all(&self.database.reader)
                .await
                .during("read when users were seen")?;
        rows.into_iter().map(|(id, at)| Ok((UserId::read(&id)?, Timestamp(at)))).collect()
    }

    /// Changes the language that a user reads.
    pub async fn set_language(&self, user: UserId, language: Language) -> Result<(), StoreError> {
        sqlx::query("UPDATE account SET language = $1 WHERE id = $2")
            .bind(language_word(language))
            .bind(user.to_string())
            .execute(&self.database.writer)
            .await
            .during("change a user's language")?;
        Ok(())
    }
}

/// A user who was checked and whose password is hashed.
pub(crate) struct PreparedUser {
    pub(crate) user: User,
    password_hash: String,
}

pub(crate) async fn prepare(hashing: &HashingGate, new: &NewUser, now: Timestamp) -> Result<PreparedUser, StoreError> {
    let user = checked(new, now)?;
    let password_hash = hashing.hash(password_rules::checked(&new.password, &user.words())?).await?;
    Ok(PreparedUser { user: User { password_set_at: Some(now), ..user }, password_hash })
}

/// The user whom somebody asks for, without a password yet.
fn checked(new: &NewUser, now: Timestamp) -> Result<User, StoreError> {
    let email = normalised(&new.email);
    if !is_address(&email) {
        return Err(StoreError::EmailMalformed);
    }
    Ok(User {
        id: UserId::new(now)?,
        email,
        name: checked_name(&new.name)?,
        language: new.language,
        role: new.role,
        scope: new.scope.clone(),
        created_at: now,
        password_set_at: None,
        blocked_at: None,
        second_factor_at: None,
    })
}

fn checked_name(name: &str) -> Result<String, StoreError> {
    let name = stored(name.trim());
    if name.is_empty() { Err(StoreError::NameMissing) } else { Ok(name) }
}

pub(crate) async fn insert(transaction: &mut Transaction, prepared: &PreparedUser) -> Result<(), StoreError> {
    let user = &prepared.user;
    let scope = scope_text(&user.scope)?;
    let done = sqlx::query(
        "INSERT INTO account (id, email, name, language, role, scope, password_hash, created_at, password_set_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (email) DO NOTHING",
    )
    .bind(user.id.to_string())
    .bind(&user.email)
    .bind(&user.name)
    .bind(language_word(user.language))
    .bind(user.role.as_str())
    .bind(scope)
    .bind(&prepared.password_hash)
    .bind(user.created_at.0)
    .bind(user.password_set_at.map(|at| at.0))
    .execute(&mut **transaction)
    .await
    .during("add a user")?;
    if done.rows_affected() == 0 { Err(StoreError::EmailTaken) } else { Ok(()) }
}

fn scope_text(scope: &Scope) -> Result<String, StoreError> {
    let text = serde_json::to_string(scope);
    text.map_err(|error| StoreError::NotStorable { what: "user's scope", detail: error.to_string() })
}
