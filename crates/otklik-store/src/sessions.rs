//! Who is signed in.

use otklik_core::time::{DAY_MICROS, SECOND_MICROS};
use otklik_core::{SecondFactorFor, Timestamp};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row as _};

use crate::database::{Database, Turn, stored};
use crate::error::{During, Reading, StoreError};
use crate::id::{SessionId, UserId};
use crate::secret;
use crate::users::{USER_COLUMNS, USER_WIDTH, User, read_user};

/// Days after its last use on which a session ends.
pub const SESSION_DAYS: i64 = 30;

/// A session is prolonged at most this often: a write for every page would be a waste.
const PROLONGED_EVERY_MICROS: i64 = 300 * SECOND_MICROS;
/// Characters of what a browser says of itself that are kept.
const LONGEST_USER_AGENT: usize = 400;

/// Where a session is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Device {
    /// The network address; empty when it is not known.
    pub address: String,
    /// What the browser says of itself.
    pub user_agent: String,
}

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
    /// Where it was opened.
    pub device: Device,
    /// When it was last used, to five minutes.
    pub last_used_at: Timestamp,
    /// When it ends if it is not used.
    pub expires_at: Timestamp,
    /// Whether the rules ask the user for a second factor that they do not have.
    pub second_factor_missing: bool,
}

const SESSION_COLUMNS: &str = "s.id, s.created_at, s.last_used_at, s.expires_at, s.address, s.user_agent";
const SESSION_WIDTH: usize = 6;
const SESSION_TABLES: &str = "session s JOIN account a ON a.id = s.account_id JOIN sign_in_policy p ON p.id = 1";

fn read_session(row: &AnyRow) -> Result<Session, StoreError> {
    const OPERATION: &str = "read a session";
    let text = |place: usize| row.try_get::<String, _>(place).during(OPERATION);
    let moment = |place: usize| row.try_get(place).map(Timestamp).during(OPERATION);
    let user = read_user(row, SESSION_WIDTH)?;
    let needed_by: SecondFactorFor = text(SESSION_WIDTH + USER_WIDTH)?.parse().reading("rules for signing in")?;
    Ok(Session {
        id: SessionId::read(&text(0)?)?,
        second_factor_missing: user.second_factor_at.is_none() && needed_by.includes(user.role),
        user,
        created_at: moment(1)?,
        last_used_at: moment(2)?,
        expires_at: moment(3)?,
        device: Device { address: text(4)?, user_agent: text(5)? },
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
    pub async fn create(&self, user: UserId, device: &Device, now: Timestamp) -> Result<NewSession, StoreError> {
        const OPERATION: &str = "open a session";
        let new = NewSession { id: SessionId::new(now)?, token: secret::new_secret()?, expires_at: expiry(now) };
        let mut transaction = self.database.begin_turn(Turn::Sessions).await?;
        sqlx::query("DELETE FROM session WHERE expires_at <= $1")
            .bind(now.0)
            .execute(&mut *transaction)
            .await
            .during(OPERATION)?;
        sqlx::query(
            "INSERT INTO session (id, token_hash, account_id, created_at, last_used_at, expires_at, address, user_agent) \
             VALUES ($1, $2, $3, $4, $4, $5, $6, $7)",
        )
        .bind(new.id.to_string())
        .bind(secret::hash_of(&new.token))
        .bind(user.to_string())
        .bind(now.0)
        .bind(new.expires_at.0)
        .bind(stored(&device.address))
        .bind(stored(&device.user_agent).chars().take(LONGEST_USER_AGENT).collect::<String>())
        .execute(&mut *transaction)
        .await
        .during(OPERATION)?;
        sqlx::query("UPDATE account SET last_seen_at = $1 WHERE id = $2")
            .bind(now.0)
            .bind(user.to_string())
            .execute(&mut *transaction)
            .await
            .during(OPERATION)?;
        transaction.commit().await.during(OPERATION)?;
        Ok(new)
    }

    /// The session that a token opens, prolonged by its use; none when it is unknown or has ended.
    pub async fn find(&self, token: &str, now: Timestamp) -> Result<Option<Session>, StoreError> {
        const OPERATION: &str = "look a session up";
        let sql = format!(
            "SELECT {SESSION_COLUMNS}, {USER_COLUMNS}, p.second_factor_for FROM {SESSION_TABLES} \
             WHERE s.token_hash = $1 AND s.expires_at > $2 AND a.blocked_at IS NULL"
        );
        let row = sqlx::query(AssertSqlSafe(sql))
            .bind(secret::hash_of(token))
            .bind(now.0)
            .fetch_optional(&self.database.reader)
            .await
            .during(OPERATION)?;
        let Some(mut session) = row.as_ref().map(read_session).transpose()? else { return Ok(None) };
        if now.0.saturating_sub(session.last_used_at.0) >= PROLONGED_EVERY_MICROS {
            session.last_used_at = now;
            session.expires_at = expiry(now);
            self.prolong(&session).await?;
        }
        Ok(Some(session))
    }

    async fn prolong(&self, session: &Session) -> Result<(), StoreError> {
        const OPERATION: &str = "prolong a session";
        let mut transaction = self.database.begin().await?;
        sqlx::query("UPDATE session SET last_used_at = $1, expires_at = $2 WHERE id = $3")
            .bind(session.last_used_at.0)
            .bind(session.expires_at.0)
            .bind(session.id.to_string())
            .execute(&mut *transaction)
            .await
            .during(OPERATION)?;
        sqlx::query("UPDATE account SET last_seen_at = $1 WHERE id = $2")
            .bind(session.last_used_at.0)
            .bind(session.user.id.to_string())
            .execute(&mut *transaction)
            .await
            .during(OPERATION)?;
        transaction.commit().await.during(OPERATION)
    }

    /// A user's open sessions, the newest first.
    pub async fn list(&self, user: UserId, now: Timestamp) -> Result<Vec<Session>, StoreError> {
        let sql = format!(
            "SELECT {SESSION_COLUMNS}, {USER_COLUMNS}, p.second_factor_for FROM {SESSION_TABLES} \
             WHERE s.account_id = $1 AND s.expires_at > $2 ORDER BY s.created_at DESC, s.id DESC"
        );
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(user.to_string())
            .bind(now.0)
            .fetch_all(&self.database.reader)
            .await
            .during("read a user's sessions")?;
        rows.iter().map(read_session).collect()
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

    /// Ends all of a user's sessions but one, and says how many.
    pub async fn delete_others(&self, user: UserId, kept: SessionId) -> Result<u64, StoreError> {
        let done = sqlx::query("DELETE FROM session WHERE account_id = $1 AND id <> $2")
            .bind(user.to_string())
            .bind(kept.to_string())
            .execute(&self.database.writer)
            .await
            .during("end a user's other sessions")?;
        Ok(done.rows_affected())
    }
}
