//! Choosing passwords.

use otklik_core::Timestamp;

use super::{SHORTEST_PASSWORD, Users};
use crate::database::Transaction;
use crate::error::{During, StoreError};
use crate::id::{SessionId, UserId};

const OPERATION: &str = "change a user's password";

/// A password that may be taken.
pub(super) fn checked(password: &str) -> Result<&str, StoreError> {
    if password.chars().count() < SHORTEST_PASSWORD { Err(StoreError::PasswordTooShort) } else { Ok(password) }
}

impl Users<'_> {
    /// Changes a user's password and ends their sessions, save for the one in which they do it.
    pub async fn set_password(
        &self,
        user: UserId,
        password: &str,
        kept: Option<SessionId>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let hash = self.hashing.hash(checked(password)?).await?;
        let mut transaction = self.database.begin().await?;
        write(&mut transaction, user, &hash, kept, now).await?;
        transaction.commit().await.during(OPERATION)
    }

    /// Whether this is a user's password.
    pub async fn has_password(&self, user: UserId, password: &str) -> Result<bool, StoreError> {
        let hash: Option<String> =
            sqlx::query_scalar("SELECT password_hash FROM account WHERE id = $1 AND password_set_at IS NOT NULL")
                .bind(user.to_string())
                .fetch_optional(&self.database.reader)
                .await
                .during("look a user up")?;
        self.hashing.matches(password, hash).await
    }
}

pub(super) async fn write(
    transaction: &mut Transaction,
    user: UserId,
    hash: &str,
    kept: Option<SessionId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE account SET password_hash = $1, password_set_at = $2 WHERE id = $3")
        .bind(hash)
        .bind(now.0)
        .bind(user.to_string())
        .execute(&mut **transaction)
        .await
        .during(OPERATION)?;
    // Whoever knew the old password may hold a session, and whoever holds the link could undo the change.
    sqlx::query("DELETE FROM session WHERE account_id = $1 AND id <> $2")
        .bind(user.to_string())
        .bind(kept.map(|kept| kept.to_string()).unwrap_or_default())
        .execute(&mut **transaction)
        .await
        .during(OPERATION)?;
    sqlx::query("DELETE FROM invitation WHERE account_id = $1")
        .bind(user.to_string())
        .execute(&mut **transaction)
        .await
        .during(OPERATION)?;
    Ok(())
}
