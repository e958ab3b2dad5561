//! What events mean, version by version.

use otklik_core::{Catalogue, Timestamp};

use crate::database::{Database, Turn};
use crate::error::{During, Reading, StoreError};

/// The catalogue of a store.
#[derive(Clone, Copy, Debug)]
pub struct Catalogues<'a> {
    database: &'a Database,
}

impl<'a> Catalogues<'a> {
    pub(crate) fn new(database: &'a Database) -> Self {
        Self { database }
    }

    /// Keeps a catalogue as the current one and says its version; an unchanged one keeps its version.
    pub async fn put(&self, catalogue: &Catalogue, now: Timestamp) -> Result<i64, StoreError> {
        const OPERATION: &str = "save the catalogue";
        let contents = serde_json::to_string(catalogue)
            .map_err(|error| StoreError::NotStorable { what: "catalogue", detail: error.to_string() })?;
        let mut transaction = self.database.begin_turn(Turn::Catalogue).await?;
        let newest: Option<(i64, String)> =
            sqlx::query_as("SELECT version, contents FROM catalogue ORDER BY version DESC LIMIT 1")
                .fetch_optional(&mut *transaction)
                .await
                .during(OPERATION)?;
        let version = match newest {
            Some((version, stored)) if stored == contents => return Ok(version),
            Some((version, _)) => version + 1,
            None => 1,
        };
        sqlx::query("INSERT INTO catalogue (version, contents, created_at) VALUES ($1, $2, $3)")
            .bind(version)
            .bind(contents)
            .bind(now.0)
            .execute(&mut *transaction)
            .await
            .during(OPERATION)?;
        transaction.commit().await.during(OPERATION)?;
        Ok(version)
    }

    /// The current catalogue and its version; none before the first was kept.
    pub async fn current(&self) -> Result<Option<(i64, Catalogue)>, StoreError> {
        let row: Option<(i64, String)> =
            sqlx::query_as("SELECT version, contents FROM catalogue ORDER BY version DESC LIMIT 1")
                .fetch_optional(&self.database.reader)
                .await
                .during("read the catalogue")?;
        row.map(|(version, contents)| Ok((version, serde_json::from_str(&contents).reading("catalogue")?))).transpose()
    }
}
