//! Choosing passwords.

use otklik_core::Timestamp;

use super::pauses::Attempt;
use super::{User, Users, password_rules};
use crate::database::Transaction;
use crate::error::{During, StoreError};
use crate::id::{SessionId, UserId};

const OPERATION: &str = "change a user's password";

impl Users<'_> {
    /// Changes a user's password and ends their sessions, save for the one in which they do it.
    pub async fn set_password(
        &self,
        user: &User,
        password: &str,
        kept: Option<SessionId>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let hash = self.hashing.hash(password_rules::checked(password, &user.words())?).await?;
        let mut transaction = self.database.begin().await?;
        write(&mut transaction, user.id, &hash, kept, now).await?;
        transaction.commit().await.during(OPERATION)
    }

    /// Whether this is the password of a user who is signed in; wrong ones are followed by pauses as in
    /// [`Users::sign_in`].
    pub async fn confirm_password(
        &self,
        user: &User,
        session: SessionId,
        password: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let attempt = Attempt::by_device(&user.email, &session.to_string());
        attempt.begin(self.database, now).await?;
        let hash: Option<String> =
            sqlx::query_scalar("SELECT password_hash FROM account WHERE id = $1 AND password_set_at IS NOT NULL")
                .bind(user.id.to_string())
                .fetch_optional(&self.database.reader)
                .await
                .during("look a user up")?;
        let matches = self.hashing.matches(password, hash).await?;
        if matches {
            attempt.succeed(self.database).await?;
        }
        Ok(matches)
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
