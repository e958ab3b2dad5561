//! Who is signed in.

use otklik_core::Timestamp;
use otklik_core::time::{DAY_MICROS, SECOND_MICROS};

use crate::database::{Database, Turn};
use crate::error::{During, StoreError};
use crate::id::{SessionId, UserId};
use crate::secret;
use crate::users::{User, read_user};

/// Days after its last use on which a session ends.
pub const SESSION_DAYS: i64 = 30;

/// A session is prolonged at most this often: a write for every page would be a waste.
const PROLONGED_EVERY_MICROS: i64 = 3_600 * SECOND_MICROS;

/// A session that was just opened.
#[derive(Clone)]
pub struct NewSession {
    /// Its id.
    pub id: SessionId,
    /// The secret that opens it, shown once.
    pub token: String,
    /// When it ends if it is not used.
    pub expires_at: Timestamp,
}

/// A session of a signed-in user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Whose it is.
    pub user: User,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it was last used, to the hour.
    pub last_used_at: Timestamp,
    /// When it ends if it is not used.
    pub expires_at: Timestamp,
}

type SessionRow = (String, i64, i64, i64, String, String, String, String, String, String, i64);

fn read_session(row: SessionRow) -> Result<Session, StoreError> {
    let (id, created_at, last_used_at, expires_at, user, email, name, language, role, scope, user_created_at) = row;
    Ok(Session {
        id: SessionId::read(&id)?,
        user: read_user((user, email, name, language, role, scope, user_created_at))?,
        created_at: Timestamp(created_at),
        last_used_at: Timestamp(last_used_at),
        expires_at: Timestamp(expires_at),
    })
}

fn expiry(now: Timestamp) -> Timestamp {
    now.plus_micros(SESSION_DAYS * DAY_MICROS)
}

/// The sessions of a store.
#[derive(Clone, Copy, Debug)]
pub struct Sessions<'a> {
    database: &'a Database,
}

impl<'a> Sessions<'a> {
    pub(crate) fn new(database: &'a Database) -> Self {
        Self { database }
    }

    /// Opens a session for a user whose password was verified, and clears away sessions that have ended.
    pub async fn create(&self, user: UserId, now: Timestamp) -> Result<NewSession, StoreError> {
        const OPERATION: &str = "open a session";
        let new = NewSession { id: SessionId::new(now)?, token: secret::new_secret()?, expires_at: expiry(now) };
        let mut transaction = self.database.begin_turn(Turn::Sessions).await?;
        sqlx::query("DELETE FROM session WHERE expires_at <= $1")
            .bind(now.0)
            .execute(&mut *transaction)
            .await
            .during(OPERATION)?;
        sqlx::query(
            "INSERT INTO session (id, token_hash, account_id, created_at, last_used_at, expires_at) \
             VALUES ($1, $2, $3, $4, $4, $5)",
        )
        .bind(new.id.to_string())
        .bind(secret::hash_of(&new.token))
        .bind(user.to_string())
        .bind(now.0)
        .bind(new.expires_at.0)
        .execute(&mut *transaction)
        .await
        .during(OPERATION)?;
        transaction.commit().await.during(OPERATION)?;
        Ok(new)
    }

    /// The session that a token opens, prolonged by its use; none when it is unknown or has ended.
    pub async fn find(&self, token: &str, now: Timestamp) -> Result<Option<Session>, StoreError> {
        const OPERATION: &str = "look a session up";
        let row: Option<SessionRow> = sqlx::query_as(
            "SELECT s.id, s.created_at, s.last_used_at, s.expires_at, \
                 a.id, a.email, a.name, a.language, a.role, a.scope, a.created_at \
             FROM session s JOIN account a ON a.id = s.account_id WHERE s.token_hash = $1 AND s.expires_at > $2",
        )
        .bind(secret::hash_of(token))
        .bind(now.0)
        .fetch_optional(&self.database.reader)
        .await
        .during(OPERATION)?;
        let Some(mut session) = row.map(read_session).transpose()? else { return Ok(None) };
        if now.0.saturating_sub(session.last_used_at.0) >= PROLONGED_EVERY_MICROS {
            session.last_used_at = now;
            session.expires_at = expiry(now);
            sqlx::query("UPDATE session SET last_used_at = $1, expires_at = $2 WHERE id = $3")
                .bind(now.0)
                .bind(session.expires_at.0)
                .bind(session.id.to_string())
                .execute(&self.database.writer)
                .await
                .during("prolong a session")?;
        }
        Ok(Some(session))
    }

    /// A user's open sessions, the newest first.
    pub async fn list(&self, user: UserId, now: Timestamp) -> Result<Vec<Session>, StoreError> {
        let rows: Vec<SessionRow> = sqlx::query_as(
            "SELECT s.id, s.created_at, s.last_used_at, s.expires_at, \
                 a.id, a.email, a.name, a.language, a.role, a.scope, a.created_at \
             FROM session s JOIN account a ON a.id = s.account_id \
             WHERE s.account_id = $1 AND s.expires_at > $2 ORDER BY s.created_at DESC, s.id DESC",
        )
        .bind(user.to_string())
        .bind(now.0)
        .fetch_all(&self.database.reader)
        .await
        .during("read a user's sessions")?;
        rows.into_iter().map(read_session).collect()
    }

    /// Ends the session that a token opens; says whether there was one.
    pub async fn delete(&self, token: &str) -> Result<bool, StoreError> {
        let done = sqlx::query("DELETE FROM session WHERE token_hash = $1")
            .bind(secret::hash_of(token))
            .execute(&self.database.writer)
            .await
            .during("end a session")?;
        Ok(done.rows_affected() > 0)
    }

    /// Ends one of a user's sessions by its id; says whether there was one.
    pub async fn delete_of_user(&self, user: UserId, session: SessionId) -> Result<bool, StoreError> {
        let done = sqlx::query("DELETE FROM session WHERE id = $1 AND account_id = $2")
            .bind(session.to_string())
            .bind(user.to_string())
            .execute(&self.database.writer)
            .await
            .during("end a session")?;
        Ok(done.rows_affected() > 0)
    }
}
