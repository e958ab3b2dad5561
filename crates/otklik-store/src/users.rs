//! Who may sign in.

mod hash_password;
mod limit_attempts;

use otklik_core::{Language, Scope, Timestamp, UserRole};

use crate::database::{Database, Transaction, stored};
use crate::error::{During, Reading, StoreError};
use crate::id::UserId;
pub(crate) use hash_password::HashingGate;

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
    /// Since when they may sign in.
    pub created_at: Timestamp,
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

pub(crate) type UserRow = (String, String, String, String, String, String, i64);

type UserWithHashRow = (String, String, String, String, String, String, i64, String);

pub(crate) fn read_user((id, email, name, language, role, scope, created_at): UserRow) -> Result<User, StoreError> {
    Ok(User {
        id: UserId::read(&id)?,
        email,
        name,
        language: read_language(&language)?,
        role: role.parse().reading("user's role")?,
        scope: serde_json::from_str(&scope).reading("user's scope")?,
        created_at: Timestamp(created_at),
    })
}

fn language_word(language: Language) -> &'static str {
    match language {
        Language::Ru => "ru",
        Language::En => "en",
    }
}

fn read_language(word: &str) -> Result<Language, StoreError> {
    let known = [Language::Ru, Language::En].into_iter().find(|language| language_word(*language) == word);
    known.ok_or_else(|| format!("{word:?} is not known")).reading("user's language")
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

    /// The user with this address and password, or none; the effort is the same for an address that nobody has.
    ///
    /// After ten wrong passwords for an address within a quarter of an hour every further attempt is refused
    /// with [`StoreError::TooManyAttempts`], the right password too.
    pub async fn verify(&self, email: &str, password: &str, now: Timestamp) -> Result<Option<User>, StoreError> {
        let email = normalised(email);
        limit_attempts::begin_attempt(self.database, &email, now).await?;
        let row: Option<UserWithHashRow> = sqlx::query_as(
            "SELECT id, email, name, language, role, scope, created_at, password_hash FROM account WHERE email = $1",
        )
        .bind(&email)
        .fetch_optional(&self.database.reader)
        .await
        .during("look a user up")?;
        let stored = row.as_ref().map(|row| row.7.clone());
        if !self.hashing.matches(password, stored).await? {
            return Ok(None);
        }
        limit_attempts::forget_attempts(self.database, &email).await?;
        row.map(|(id, email, name, language, role, scope, created_at, _)| {
            read_user((id, email, name, language, role, scope, created_at))
        })
        .transpose()
    }

    /// The user with this id.
    pub async fn get(&self, user: UserId) -> Result<Option<User>, StoreError> {
        let row: Option<UserRow> =
            sqlx::query_as("SELECT id, email, name, language, role, scope, created_at FROM account WHERE id = $1")
                .bind(user.to_string())
                .fetch_optional(&self.database.reader)
                .await
                .during("look a user up")?;
        row.map(read_user).transpose()
    }

    /// Every user, by address.
    pub async fn all(&self) -> Result<Vec<User>, StoreError> {
        let rows: Vec<UserRow> =
            sqlx::query_as("SELECT id, email, name, language, role, scope, created_at FROM account ORDER BY email")
                .fetch_all(&self.database.reader)
                .await
                .during("read the users")?;
        rows.into_iter().map(read_user).collect()
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

    /// Changes a user's password and ends all their sessions.
    pub async fn set_password(&self, user: UserId, password: &str) -> Result<(), StoreError> {
        const OPERATION: &str = "change a user's password";
        let hash = self.hashing.hash(checked_password(password)?).await?;
        let mut transaction = self.database.begin().await?;
        sqlx::query("UPDATE account SET password_hash = $1 WHERE id = $2")
            .bind(hash)
            .bind(user.to_string())
            .execute(&mut *transaction)
            .await
            .during(OPERATION)?;
        sqlx::query("DELETE FROM session WHERE account_id = $1")
            .bind(user.to_string())
            .execute(&mut *transaction)
            .await
            .during(OPERATION)?;
        transaction.commit().await.during(OPERATION)
    }

    /// Removes a user with their sessions and reading marks; says whether there was one.
    pub async fn remove(&self, user: UserId) -> Result<bool, StoreError> {
        let done = sqlx::query("DELETE FROM account WHERE id = $1")
            .bind(user.to_string())
            .execute(&self.database.writer)
            .await
            .during("remove a user")?;
        Ok(done.rows_affected() > 0)
    }
}

/// A user who was checked and whose password is hashed.
pub(crate) struct PreparedUser {
    pub(crate) user: User,
    password_hash: String,
}

pub(crate) async fn prepare(hashing: &HashingGate, new: &NewUser, now: Timestamp) -> Result<PreparedUser, StoreError> {
    let email = normalised(&new.email);
    if !is_address(&email) {
        return Err(StoreError::EmailMalformed);
    }
    let name = stored(new.name.trim());
    if name.is_empty() {
        return Err(StoreError::NameMissing);
    }
    let password_hash = hashing.hash(checked_password(&new.password)?).await?;
    let user = User {
        id: UserId::new(now)?,
        email,
        name,
        language: new.language,
        role: new.role,
        scope: new.scope.clone(),
        created_at: now,
    };
    Ok(PreparedUser { user, password_hash })
}

fn checked_password(password: &str) -> Result<&str, StoreError> {
    if password.chars().count() < SHORTEST_PASSWORD { Err(StoreError::PasswordTooShort) } else { Ok(password) }
}

pub(crate) async fn insert(transaction: &mut Transaction, prepared: &PreparedUser) -> Result<(), StoreError> {
    let user = &prepared.user;
    let scope = serde_json::to_string(&user.scope)
        .map_err(|error| StoreError::NotStorable { what: "user's scope", detail: error.to_string() })?;
    let done = sqlx::query(
        "INSERT INTO account (id, email, name, language, role, scope, password_hash, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (email) DO NOTHING",
    )
    .bind(user.id.to_string())
    .bind(&user.email)
    .bind(&user.name)
    .bind(language_word(user.language))
    .bind(user.role.as_str())
    .bind(scope)
    .bind(&prepared.password_hash)
    .bind(user.created_at.0)
    .execute(&mut **transaction)
    .await
    .during("add a user")?;
    if done.rows_affected() == 0 { Err(StoreError::EmailTaken) } else { Ok(()) }
}
