//! What events mean, version by version.

use otklik_core::{Catalogue, Timestamp};
use uuid::Uuid;

use crate::database::{Database, Transaction, Turn, stored};
use crate::error::{During, Reading, StoreError};

/// The catalogue of a store.
#[derive(Clone, Copy, Debug)]
pub struct Catalogues<'a> {
    database: &'a Database,
}

/// Who changed a catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueAuthor {
    /// The user, or the API key.
    pub id: Uuid,
    /// What they were called then.
    pub name: String,
}

/// A version of the catalogue as it was kept.
#[derive(Clone, Debug, PartialEq)]
pub struct CatalogueVersion {
    /// Its number, ascending from 1.
    pub version: i64,
    /// What it says.
    pub catalogue: Catalogue,
    /// When it was kept.
    pub created_at: Timestamp,
    /// Who changed it; nobody for what the program itself put in.
    pub author: Option<CatalogueAuthor>,
}

/// What became of a catalogue that was to be kept.
#[derive(Clone, Debug, PartialEq)]
pub enum CatalogueSaved {
    /// It is the current one, with this version; an unchanged one keeps its version.
    Kept(i64),
    /// Another version came in between; nothing was changed.
    Overtaken(Box<CatalogueVersion>),
}

type VersionRow = (i64, String, i64, Option<String>, Option<String>);

fn read_version((version, contents, created_at, id, name): VersionRow) -> Result<CatalogueVersion, StoreError> {
    let author = id
        .zip(name)
        .map(|(id, name)| Ok(CatalogueAuthor { id: Uuid::parse_str(&id).reading("catalogue's author")?, name }))
        .transpose()?;
    let catalogue = serde_json::from_str(&contents).reading("catalogue")?;
    Ok(CatalogueVersion { version, catalogue, created_at: Timestamp(created_at), author })
}

impl<'a> Catalogues<'a> {
    pub(crate) fn new(database: &'a Database) -> Self {
        Self { database }
    }

    /// Keeps a catalogue as the current one and says its version; an unchanged one keeps its version.
    pub async fn put(&self, catalogue: &Catalogue, now: Timestamp) -> Result<i64, StoreError> {
        let mut transaction = self.database.begin_turn(Turn::Catalogue).await?;
        let newest = newest(&mut transaction).await?;
        let version = keep(&mut transaction, newest.as_ref(), catalogue, None, now).await?;
        transaction.commit().await.during("save the catalogue")?;
        Ok(version)
    }

    /// Keeps a catalogue that somebody made from the version `base`, unless another one came in between; `base` is 0 before
    /// the first.
    pub async fn save(
        &self,
        catalogue: &Catalogue,
        base: i64,
        author: &CatalogueAuthor,
        now: Timestamp,
    ) -> Result<CatalogueSaved, StoreError> {
        let mut transaction = self.database.begin_turn(Turn::Catalogue).await?;
        let newest = newest(&mut transaction).await?;
        match newest {
            Some(newest) if newest.version != base => Ok(CatalogueSaved::Overtaken(Box::new(newest))),
            newest => {
                let version = keep(&mut transaction, newest.as_ref(), catalogue, Some(author), now).await?;
                transaction.commit().await.during("save the catalogue")?;
                Ok(CatalogueSaved::Kept(version))
            }
        }
    }

    /// The current catalogue and its version; none before the first was kept.
    pub async fn current(&self) -> Result<Option<(i64, Catalogue)>, StoreError> {
        let newest = self.versions(1, None).await?.pop();
        Ok(newest.map(|newest| (newest.version, newest.catalogue)))
    }

    /// Versions, the newest first; `before` is the last one of the page before.
    pub async fn versions(&self, limit: usize, before: Option<i64>) -> Result<Vec<CatalogueVersion>, StoreError> {
        let rows: Vec<VersionRow> = sqlx::query_as(
            "SELECT version, contents, created_at, author_id, author_name FROM catalogue \
             WHERE version < $1 ORDER BY version DESC LIMIT $2",
        )
        .bind(before.unwrap_or(i64::MAX))
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(&self.database.reader)
        .await
        .during("read the catalogue's versions")?;
        rows.into_iter().map(read_version).collect()
    }
}

async fn newest(transaction: &mut Transaction) -> Result<Option<CatalogueVersion>, StoreError> {
    let row: Option<VersionRow> = sqlx::query_as(
        "SELECT version, contents, created_at, author_id, author_name FROM catalogue ORDER BY version DESC LIMIT 1",
    )
    .fetch_optional(&mut **transaction)
    .await
    .during("read the catalogue")?;
    row.map(read_version).transpose()
}

async fn keep(
    transaction: &mut Transaction,
    newest: Option<&CatalogueVersion>,
    catalogue: &Catalogue,
    author: Option<&CatalogueAuthor>,
    now: Timestamp,
) -> Result<i64, StoreError> {
    if let Some(newest) = newest.filter(|newest| newest.catalogue == *catalogue) {
        return Ok(newest.version);
    }
    let version = newest.map_or(1, |newest| newest.version + 1);
    let contents = serde_json::to_string(catalogue)
        .map_err(|error| StoreError::NotStorable { what: "catalogue", detail: error.to_string() })?;
    sqlx::query(
        "INSERT INTO catalogue (version, contents, created_at, author_id, author_name) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(version)
    .bind(contents)
    .bind(now.0)
    .bind(author.map(|author| author.id.to_string()))
    .bind(author.map(|author| stored(&author.name)))
    .execute(&mut **transaction)
    .await
    .during("save the catalogue")?;
    Ok(version)
}
