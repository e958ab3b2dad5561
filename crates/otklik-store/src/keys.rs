//! Which programs may send events.

use otklik_core::Timestamp;
use otklik_core::time::SECOND_MICROS;

use crate::database::{Database, stored};
use crate::error::{During, StoreError};
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
    /// What it is for.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
}

/// A key that was just made.
#[derive(Clone)]
pub struct NewKey {
    /// The key as it may be shown again.
    pub key: ApiKey,
    /// The key itself, shown once.
    pub secret: String,
}

type KeyRow = (String, String, i64, Option<i64>);

fn read_key((id, name, created_at, last_used_at): KeyRow) -> Result<ApiKey, StoreError> {
    Ok(ApiKey {
        id: KeyId::read(&id)?,
        name,
        created_at: Timestamp(created_at),
        last_used_at: last_used_at.map(Timestamp),
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

    /// Makes a key; its name must not be empty.
    pub async fn create(&self, name: &str, now: Timestamp) -> Result<NewKey, StoreError> {
        let name = stored(name.trim());
        if name.is_empty() {
            return Err(StoreError::NameMissing);
        }
        let key = ApiKey { id: KeyId::new(now)?, name, created_at: now, last_used_at: None };
        let secret = format!("{PREFIX}{}", secret::new_secret()?);
        sqlx::query("INSERT INTO api_key (id, key_hash, name, created_at) VALUES ($1, $2, $3, $4)")
            .bind(key.id.to_string())
            .bind(secret::hash_of(&secret))
            .bind(&key.name)
            .bind(now.0)
            .execute(&self.database.writer)
            .await
            .during("make an API key")?;
        Ok(NewKey { key, secret })
    }

    /// The key that a secret stands for, its use noted; none when it is unknown or was withdrawn.
    pub async fn find(&self, secret: &str, now: Timestamp) -> Result<Option<ApiKey>, StoreError> {
        const OPERATION: &str = "look an API key up";
        let row: Option<KeyRow> =
            sqlx::query_as("SELECT id, name, created_at, last_used_at FROM api_key WHERE key_hash = $1")
                .bind(secret::hash_of(secret))
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
        let rows: Vec<KeyRow> =
            sqlx::query_as("SELECT id, name, created_at, last_used_at FROM api_key ORDER BY created_at DESC, id DESC")
                .fetch_all(&self.database.reader)
                .await
                .during("read the API keys")?;
        rows.into_iter().map(read_key).collect()
    }

    /// Withdraws a key; says whether there was one.
    pub async fn delete(&self, key: KeyId) -> Result<bool, StoreError> {
        let done = sqlx::query("DELETE FROM api_key WHERE id = $1")
            .bind(key.to_string())
            .execute(&self.database.writer)
            .await
            .during("withdraw an API key")?;
        Ok(done.rows_affected() > 0)
    }
}
