//! Links with which people choose a password themselves: when they are invited, and when they have forgotten it.

use otklik_core::Timestamp;
use otklik_core::time::DAY_MICROS;
use sqlx::AssertSqlSafe;

use super::{NewUser, PreparedUser, USER_COLUMNS, User, Users, checked, insert, password_rules, passwords, read_user};
use crate::database::{Database, Transaction};
use crate::error::{During, StoreError};
use crate::id::UserId;
use crate::secret;

/// Days for which an invitation is good.
pub const INVITATION_DAYS: i64 = 7;

const OPERATION: &str = "invite a user";

/// An invitation that was just made.
#[derive(Clone)]
pub struct NewInvitation {
    /// The secret of its link, shown once.
    pub token: String,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl Users<'_> {
    /// Adds a user who chooses a password by the invitation; the password of `new` is not looked at.
    ///
    /// Refuses a malformed or taken address and an empty name.
    pub async fn invite(&self, new: &NewUser, now: Timestamp) -> Result<(User, NewInvitation), StoreError> {
        let prepared = PreparedUser { user: checked(new, now)?, password_hash: String::new() };
        let mut transaction = self.database.begin().await?;
        insert(&mut transaction, &prepared).await?;
        let invitation = make(&mut transaction, prepared.user.id, now).await?;
        transaction.commit().await.during(OPERATION)?;
        Ok((prepared.user, invitation))
    }

    /// Makes another invitation for a user, also for one who has a password; the former link ends.
    pub async fn invite_again(&self, user: UserId, now: Timestamp) -> Result<NewInvitation, StoreError> {
        let mut transaction = self.database.begin().await?;
        let invitation = make(&mut transaction, user, now).await?;
        transaction.commit().await.during(OPERATION)?;
        Ok(invitation)
    }

    /// The user whom an invitation is for; none when it is unknown, used or too old, or the user is blocked.
    pub async fn invited(&self, token: &str, now: Timestamp) -> Result<Option<User>, StoreError> {
        find(self.database, token, now).await
    }

    /// Gives the invited user a password, ends the invitation and their sessions, and says who it was.
    pub async fn accept(&self, token: &str, password: &str, now: Timestamp) -> Result<Option<User>, StoreError> {
        let Some(user) = find(self.database, token, now).await? else { return Ok(None) };
        let hash = self.hashing.hash(password_rules::checked(password, &user.words())?).await?;
        let mut transaction = self.database.begin().await?;
        let used = sqlx::query("DELETE FROM invitation WHERE token_hash = $1")
            .bind(secret::hash_of(token))
            .execute(&mut *transaction)
            .await
            .during(OPERATION)?;
        if used.rows_affected() == 0 {
            return Ok(None);
        }
        passwords::write(&mut transaction, user.id, &hash, None, now).await?;
        transaction.commit().await.during(OPERATION)?;
        Ok(Some(User { password_set_at: Some(now), ..user }))
    }
}

async fn make(transaction: &mut Transaction, user: UserId, now: Timestamp) -> Result<NewInvitation, StoreError> {
    let new = NewInvitation { token: secret::new_secret()?, expires_at: now.plus_micros(INVITATION_DAYS * DAY_MICROS) };
    sqlx::query(
        "INSERT INTO invitation (account_id, token_hash, expires_at) VALUES ($1, $2, $3) \
         ON CONFLICT (account_id) DO UPDATE SET token_hash = excluded.token_hash, expires_at = excluded.expires_at",
    )
    .bind(user.to_string())
    .bind(secret::hash_of(&new.token))
    .bind(new.expires_at.0)
    .execute(&mut **transaction)
    .await
    .during(OPERATION)?;
    Ok(new)
}

async fn find(database: &Database, token: &str, now: Timestamp) -> Result<Option<User>, StoreError> {
    let sql = format!(
        "SELECT {USER_COLUMNS} FROM invitation i JOIN account a ON a.id = i.account_id \
         WHERE i.token_hash = $1 AND i.expires_at > $2 AND a.blocked_at IS NULL"
    );
    let row = sqlx::query(AssertSqlSafe(sql))
        .bind(secret::hash_of(token))
        .bind(now.0)
        .fetch_optional(&database.reader)
        .await
        .during("look an invitation up")?;
    row.map(|row| read_user(&row, 0)).transpose()
}
