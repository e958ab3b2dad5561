//! What was done, and by whom.

use otklik_core::Timestamp;
use serde_json::Value;

use crate::database::{Database, Turn, stored};
use crate::error::{During, Reading, StoreError};
use crate::id::{KeyId, UserId};
use crate::users::User;

/// The number of an entry, ascending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AuditId(pub i64);

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person who was signed in, by the name they had.
    User {
        /// The user.
        id: UserId,
        /// Their name then.
        name: String,
    },
    /// A program with an API key, by the name the key had.
    Key {
        /// The key.
        id: KeyId,
        /// Its name then.
        name: String,
    },
    /// Otklik itself, by a schedule or a rule.
    System,
}

impl From<&User> for Actor {
    fn from(user: &User) -> Self {
        Self::User { id: user.id, name: user.name.clone() }
    }
}

/// Something that was done.
#[derive(Clone, Debug, PartialEq)]
pub struct NewAuditEntry {
    /// Who did it.
    pub who: Actor,
    /// What was done, as a key such as `user_added`.
    pub action: String,
    /// To what, such as an id or a path.
    pub object: String,
    /// Whatever else is worth knowing.
    pub details: Value,
}

/// Something that was done, as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditEntry {
    /// Its number.
    pub id: AuditId,
    /// When it was done.
    pub at: Timestamp,
    /// What was done, and by whom.
    pub entry: NewAuditEntry,
}

/// Which entries are wanted; all of them by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// From this instant on.
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub to: Option<Timestamp>,
    /// What this user or key did, by the id.
    pub who: Option<String>,
    /// This action only.
    pub action: Option<String>,
    /// What was done to this object.
    pub object: Option<String>,
}

/// The audit log of a store: entries are added and read, never changed.
#[derive(Clone, Copy, Debug)]
pub struct Audit<'a> {
    database: &'a Database,
}

type EntryRow = (i64, i64, String, Option<String>, Option<String>, String, String, String);

impl<'a> Audit<'a> {
    pub(crate) fn new(database: &'a Database) -> Self {
        Self { database }
    }

    /// Adds an entry.
    pub async fn append(&self, entry: &NewAuditEntry, now: Timestamp) -> Result<AuditId, StoreError> {
        const OPERATION: &str = "add to the audit log";
        let (kind, id, name) = match &entry.who {
            Actor::User { id, name } => ("user", Some(id.to_string()), Some(stored(name))),
            Actor::Key { id, name } => ("key", Some(id.to_string()), Some(stored(name))),
            Actor::System => ("system", None, None),
        };
        // In turn, so that numbers ascend in the order in which entries become visible, and no page misses one.
        let mut transaction = self.database.begin_turn(Turn::Audit).await?;
        let (number,): (i64,) = sqlx::query_as(
            "INSERT INTO audit_entry (at, who_kind, who_id, who_name, action, object, details) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        )
        .bind(now.0)
        .bind(kind)
        .bind(id)
        .bind(name)
        .bind(stored(&entry.action))
        .bind(stored(&entry.object))
        .bind(entry.details.to_string())
        .fetch_one(&mut *transaction)
        .await
        .during(OPERATION)?;
        transaction.commit().await.during(OPERATION)?;
        Ok(AuditId(number))
    }

    /// Entries, the newest first; `before` is the last one of the page before.
    pub async fn list(&self, limit: usize, before: Option<AuditId>) -> Result<Vec<AuditEntry>, StoreError> {
        self.find(&AuditFilter::default(), limit, before).await
    }

    /// Entries that a filter lets through, the newest first; `before` is the last one of the page before.
    pub async fn find(
        &self,
        filter: &AuditFilter,
        limit: usize,
        before: Option<AuditId>,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        // An empty text stands for everything, so that one statement serves every filter.
        let text = |part: &Option<String>| part.as_deref().map(stored).unwrap_or_default();
        let rows: Vec<EntryRow> = sqlx::query_as(
            "SELECT id, at, who_kind, who_id, who_name, action, object, details FROM audit_entry \
             WHERE id < $1 AND at >= $2 AND at < $3 AND ($4 = '' OR who_id = $4) AND ($5 = '' OR action = $5) \
                 AND ($6 = '' OR object = $6) \
             ORDER BY id DESC LIMIT $7",
        )
        .bind(before.map_or(i64::MAX, |before| before.0))
        .bind(filter.from.map_or(i64::MIN, |from| from.0))
        .bind(filter.to.map_or(i64::MAX, |to| to.0))
        .bind(text(&filter.who))
        .bind(text(&filter.action))
        .bind(text(&filter.object))
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(&self.database.reader)
        .await
        .during("read the audit log")?;
        rows.into_iter().map(read_entry).collect()
    }

    /// The actions that the log has, by their names.
    pub async fn actions(&self) -> Result<Vec<String>, StoreError> {
        sqlx::query_scalar("SELECT DISTINCT action FROM audit_entry ORDER BY action")
            .fetch_all(&self.database.reader)
            .await
            .during("read the actions of the audit log")
    }
}

fn read_entry(row: EntryRow) -> Result<AuditEntry, StoreError> {
    let (id, at, kind, who, name, action, object, details) = row;
    let who = match (kind.as_str(), who, name) {
        ("user", Some(id), Some(name)) => Actor::User { id: UserId::read(&id)?, name },
        ("key", Some(id), Some(name)) => Actor::Key { id: KeyId::read(&id)?, name },
        ("system", None, None) => Actor::System,
        (other, _, _) => return Err(format!("{other:?} is not known")).reading("actor"),
    };
    let details = serde_json::from_str(&details).reading("details of what was done")?;
    Ok(AuditEntry { id: AuditId(id), at: Timestamp(at), entry: NewAuditEntry { who, action, object, details } })
}
