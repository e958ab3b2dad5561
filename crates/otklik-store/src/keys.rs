//! Which programs may come in, and for what.

use otklik_core::time::SECOND_MICROS;
use otklik_core::{KeyScope, Timestamp};

use crate::database::{Database, stored};
use crate::error::{During, Reading, StoreError};
use crate::id::KeyId;
use crate::secret;

const PREFIX: &str = "otk_";
/// The last use is noted at most this often.
const NOTED_EVERY_MICROS: i64 = 60 * SECOND_MICROS;

/// A key as it may be shown again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Its id.
    pub id: KeyId,
    /// Whose it is.
    pub name: String,
    /// What it is for, in the order of [`KeyScope::ALL`].
    pub scopes: Vec<KeyScope>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// From when on it is refused; never without it.
    pub expires_at: Option<Timestamp>,
}

/// A key that shall be made.
#[derive(Clone, Debug)]
pub struct KeyRequest {
    /// Whose it is to be.
    pub name: String,
    /// What it is to be for.
    pub scopes: Vec<KeyScope>,
    /// From when on it is to be refused; never without it.
    pub expires_at: Option<Timestamp>,
}

/// A key by its name alone sends events and asks, for good.
impl From<&str> for KeyRequest {
    fn from(name: &str) -> Self {
        Self { name: name.to_owned(), scopes: vec![KeyScope::SendEvents, KeyScope::ReadAnswers], expires_at: None }
    }
}

/// A key that was just made.
#[derive(Clone)]
pub struct NewKey {
    /// The key as it may be shown again.
    pub key: ApiKey,
    /// The key itself, shown once.
    pub secret: String,
}

type KeyRow = (String, String, String, i64, Option<i64>, Option<i64>);

fn read_key((id, name, scopes, created_at, last_used_at, expires_at): KeyRow) -> Result<ApiKey, StoreError> {
    Ok(ApiKey {
        id: KeyId::read(&id)?,
        name,
        scopes: scopes.split_whitespace().map(str::parse).collect::<Result<_, _>>().reading("key's scopes")?,
        created_at: Timestamp(created_at),
        last_used_at: last_used_at.map(Timestamp),
        expires_at: expires_at.map(Timestamp),
    })
}

/// The API keys of a store.
#[derive(Clone, Copy, Debug)]
pub struct Keys<'a> {
    database: &'a Database,
}

impl<'a> Keys<'a> {
    pub(crate) fn new(database: &'a Database) -> Self {
        Self { database }
    }

    /// Makes a key; refuses an empty name, no scope at all, and an end that has passed.
    pub async fn create(&self, request: impl Into<KeyRequest>, now: Timestamp) -> Result<NewKey, StoreError> {
        let KeyRequest { name, mut scopes, expires_at } = request.into();
        let name = stored(name.trim());
        if name.is_empty() {
            return Err(StoreError::NameMissing);
        }
        scopes.sort_unstable();
        scopes.dedup();
        if scopes.is_empty() {
            return Err(StoreError::KeyScopesMissing);
        }
        if expires_at.is_some_and(|end| end <= now) {
            return Err(StoreError::KeyExpiryPast);
        }
        let key = ApiKey { id: KeyId::new(now)?, name, scopes, created_at: now, last_used_at: None, expires_at };
        let secret = format!("{PREFIX}{}", secret::new_secret()?);
        let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.as_str()).collect();
        sqlx::query(
            "INSERT INTO api_key (id, key_hash, name, scopes, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(key.id.to_string())
        .bind(secret::hash_of(&secret))
        .bind(&key.name)
        .bind(scopes.join(" "))
        .bind(now.0)
        .bind(expires_at.map(|end| end.0))
        .execute(&self.database.writer)
        .await
        .during("make an API key")?;
        Ok(NewKey { key, secret })
    }

    /// The key that a secret stands for, its use noted; none when it is unknown, was withdrawn or has expired.
    pub async fn find(&self, secret: &str, now: Timestamp) -> Result<Option<ApiKey>, StoreError> {
        const OPERATION: &str = "look an API key up";
        let row: Option<KeyRow> = sqlx::query_as(
            "SELECT id, name, scopes, created_at, last_used_at, expires_at FROM api_key \
             WHERE key_hash = $1 AND (expires_at IS NULL OR expires_at > $2)",
        )
        .bind(secret::hash_of(secret))
        .bind(now.0)
        .fetch_optional(&self.database.reader)
        .await
        .during(OPERATION)?;
        let Some(mut key) = row.map(read_key).transpose()? else { return Ok(None) };
        if key.last_used_at.is_none_or(|last| now.0.saturating_sub(last.0) >= NOTED_EVERY_MICROS) {
            key.last_used_at = Some(now);
            sqlx::query("UPDATE api_key SET last_used_at = $1 WHERE id = $2")
                .bind(now.0)
                .bind(key.id.to_string())
                .execute(&self.database.writer)
                .await
                .during(OPERATION)?;
        }
        Ok(Some(key))
    }

    /// Every key, the newest first.
    pub async fn list(&self) -> Result<Vec<ApiKey>, StoreError> {
        let rows: Vec<KeyRow> = sqlx::query_as(
            "SELECT id, name, scopes, created_at, last_used_at, expires_at FROM api_key \
             ORDER BY created_at DESC, id DESC",
        )
        .fetch_all(&self.database.reader)
        .await
        .during("read the API keys")?;
        rows.into_iter().map(read_key).collect()
    }

    /// Withdraws a key and gives it as it was; none when there is no such key.
    pub async fn delete(&self, key: KeyId) -> Result<Option<ApiKey>, StoreError> {
        let row: Option<KeyRow> = sqlx::query_as(
            "DELETE FROM api_key WHERE id = $1 RETURNING id, name, scopes, created_at, last_used_at, expires_at",
        )
        .bind(key.to_string())
        .fetch_optional(&self.database.writer)
        .await
        .during("withdraw an API key")?;
        row.map(read_key).transpose()
    }
}
