//! What people keep: views and boards, private or shared.

use otklik_core::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row as _};

use crate::database::{Database, stored};
use crate::error::{During, Reading, StoreError};
use crate::id::{SavedId, UserId};

/// What sort of thing is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavedKind {
    /// An address of a page with its question.
    View,
    /// Panels in an arrangement.
    Board,
    /// A map that people draw and write.
    Map,
}

impl SavedKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Board => "board",
            Self::Map => "map",
        }
    }
}

/// Something that is kept, with its contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved<C> {
    /// Its id.
    pub id: SavedId,
    /// What it is called.
    pub name: String,
    /// Whose it is, and what they are called; nobody's when they were removed.
    pub owner: Option<(UserId, String)>,
    /// Whether everybody sees it.
    pub is_shared: bool,
    /// What it says.
    pub contents: C,
    /// Grows with every change.
    pub version: i64,
    /// When it was last changed.
    pub changed_at: Timestamp,
}

/// What is to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSaved<C> {
    /// What it is called.
    pub name: String,
    /// Whether everybody sees it.
    pub is_shared: bool,
    /// What it says.
    pub contents: C,
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavedChange {
    /// It is kept, with this version.
    Kept(i64),
    /// Somebody changed it meanwhile; this is the version now.
    Overtaken(i64),
    /// It is not there any more.
    Gone,
}

const COLUMNS: &str = "s.id, s.name, s.owner_id, a.name, s.shared, s.contents, s.version, s.changed_at";

/// What is kept of one sort.
#[derive(Clone, Copy, Debug)]
pub struct SavedItems<'a> {
    database: &'a Database,
    kind: SavedKind,
}

impl<'a> SavedItems<'a> {
    pub(crate) fn new(database: &'a Database, kind: SavedKind) -> Self {
        Self { database, kind }
    }

    /// What a user sees, their own and what is shared, by name.
    pub async fn seen_by<C: DeserializeOwned>(&self, user: UserId) -> Result<Vec<Saved<C>>, StoreError> {
        let text = format!(
            "SELECT {COLUMNS} FROM saved_item s LEFT JOIN account a ON a.id = s.owner_id \
             WHERE s.kind = $1 AND (s.shared = 1 OR s.owner_id = $2) ORDER BY s.name, s.id"
        );
        let rows = sqlx::query(AssertSqlSafe(text))
            .bind(self.kind.as_str())
            .bind(user.to_string())
            .fetch_all(&self.database.reader)
            .await
            .during("list what is kept")?;
        rows.iter().map(read).collect()
    }

    /// One that a user sees.
    pub async fn get<C: DeserializeOwned>(&self, id: SavedId, user: UserId) -> Result<Option<Saved<C>>, StoreError> {
        let text = format!(
            "SELECT {COLUMNS} FROM saved_item s LEFT JOIN account a ON a.id = s.owner_id \
             WHERE s.kind = $1 AND s.id = $2 AND (s.shared = 1 OR s.owner_id = $3)"
        );
        let row = sqlx::query(AssertSqlSafe(text))
            .bind(self.kind.as_str())
            .bind(id.to_string())
            .bind(user.to_string())
            .fetch_optional(&self.database.reader)
            .await
            .during("look up what is kept")?;
        row.as_ref().map(read).transpose()
    }

    /// Keeps another one.
    pub async fn add<C: Serialize>(
        &self,
        owner: UserId,
        new: &NewSaved<C>,
        now: Timestamp,
    ) -> Result<SavedId, StoreError> {
        let id = SavedId::new(now)?;
        sqlx::query(
            "INSERT INTO saved_item (id, kind, name, owner_id, shared, contents, version, changed_at) \
             VALUES ($1, $2, $3, $4, $5, $6, 1, $7)",
        )
        .bind(id.to_string())
        .bind(self.kind.as_str())
        .bind(checked_name(&new.name)?)
        .bind(owner.to_string())
        .bind(i64::from(new.is_shared))
        .bind(text_of(&new.contents)?)
        .bind(now.0)
        .execute(&self.database.writer)
        .await
        .during("keep something")?;
        Ok(id)
    }

    /// Changes one, if its version is still the one from which the change was made.
    pub async fn change<C: Serialize>(
        &self,
        id: SavedId,
        version: i64,
        new: &NewSaved<C>,
        now: Timestamp,
    ) -> Result<SavedChange, StoreError> {
        const OPERATION: &str = "change what is kept";
        let done = sqlx::query(
            "UPDATE saved_item SET name = $1, shared = $2, contents = $3, version = version + 1, changed_at = $4 \
             WHERE id = $5 AND kind = $6 AND version = $7",
        )
        .bind(checked_name(&new.name)?)
        .bind(i64::from(new.is_shared))
        .bind(text_of(&new.contents)?)
        .bind(now.0)
        .bind(id.to_string())
        .bind(self.kind.as_str())
        .bind(version)
        .execute(&self.database.writer)
        .await
        .during(OPERATION)?;
        if done.rows_affected() > 0 {
            return Ok(SavedChange::Kept(version + 1));
        }
        let newest: Option<(i64,)> = sqlx::query_as("SELECT version FROM saved_item WHERE id = $1 AND kind = $2")
            .bind(id.to_string())
            .bind(self.kind.as_str())
            .fetch_optional(&self.database.writer)
            .await
            .during(OPERATION)?;
        Ok(newest.map_or(SavedChange::Gone, |(version,)| SavedChange::Overtaken(version)))
    }

    /// Removes one, and says whether it was there.
    pub async fn remove(&self, id: SavedId) -> Result<bool, StoreError> {
        let done = sqlx::query("DELETE FROM saved_item WHERE id = $1 AND kind = $2")
            .bind(id.to_string())
            .bind(self.kind.as_str())
            .execute(&self.database.writer)
            .await
            .during("remove what is kept")?;
        Ok(done.rows_affected() > 0)
    }
}

fn read<C: DeserializeOwned>(row: &AnyRow) -> Result<Saved<C>, StoreError> {
    const OPERATION: &str = "read what is kept";
    let text = |place: usize| row.try_get::<String, _>(place).during(OPERATION);
    let may_lack = |place: usize| row.try_get::<Option<String>, _>(place).during(OPERATION);
    let number = |place: usize| row.try_get::<i64, _>(place).during(OPERATION);
    let owner = match (may_lack(2)?, may_lack(3)?) {
        (Some(id), Some(name)) => Some((UserId::read(&id)?, name)),
        _ => None,
    };
    Ok(Saved {
        id: SavedId::read(&text(0)?)?,
        name: text(1)?,
        owner,
        is_shared: number(4)? == 1,
        contents: serde_json::from_str(&text(5)?).reading("what is kept")?,
        version: number(6)?,
        changed_at: Timestamp(number(7)?),
    })
}

fn checked_name(name: &str) -> Result<String, StoreError> {
    let name = stored(name.trim());
    if name.is_empty() { Err(StoreError::NameMissing) } else { Ok(name) }
}

fn text_of(contents: &impl Serialize) -> Result<String, StoreError> {
    let text = serde_json::to_string(contents);
    let text = text.map_err(|error| StoreError::NotStorable { what: "what is kept", detail: error.to_string() })?;
    Ok(stored(&text))
}
