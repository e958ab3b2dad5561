//! The company's units.

use std::collections::BTreeSet;

use otklik_core::{Text, UnitKind, UnitPath};

use crate::database::{Database, Transaction, Turn, stored};
use crate::error::{During, Reading, StoreError};

/// A unit of the company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Where it stands in the tree.
    pub path: UnitPath,
    /// What the company calls it.
    pub name: Text,
    /// Its level.
    pub kind: UnitKind,
    /// The IANA name of its own time zone; nothing where the company's holds.
    pub time_zone: Option<String>,
}

/// The units of a store.
#[derive(Clone, Copy, Debug)]
pub struct Units<'a> {
    database: &'a Database,
}

impl<'a> Units<'a> {
    pub(crate) fn new(database: &'a Database) -> Self {
        Self { database }
    }

    /// Adds units and renames those that exist; parents that are missing are added by their paths.
    pub async fn put_all(&self, units: &[Unit]) -> Result<(), StoreError> {
        const OPERATION: &str = "save units";
        let mut transaction = self.database.begin_turn(Turn::Units).await?;
        for unit in units {
            sqlx::query(
                "INSERT INTO unit (path, name_ru, name_en, kind, time_zone, described) VALUES ($1, $2, $3, $4, $5, TRUE) \
                 ON CONFLICT (path) DO UPDATE SET name_ru = excluded.name_ru, name_en = excluded.name_en, \
                 kind = excluded.kind, time_zone = excluded.time_zone, described = TRUE",
            )
            .bind(unit.path.as_str())
            .bind(stored(&unit.name.ru))
            .bind(stored(&unit.name.en))
            .bind(unit.kind.as_str())
            .bind(unit.time_zone.as_deref())
            .execute(&mut *transaction)
            .await
            .during(OPERATION)?;
        }
        let parents = units.iter().flat_map(|unit| with_parents(&unit.path)).collect();
        add_missing(&mut transaction, &parents).await?;
        transaction.commit().await.during(OPERATION)
    }

    /// Adds units that events name and nobody declared, with their parents.
    ///
    /// Their names are their paths' last segments; their levels are guessed from the depth: region, branch, desk.
    pub async fn ensure(&self, paths: &[UnitPath]) -> Result<(), StoreError> {
        let mut missing: BTreeSet<UnitPath> = paths.iter().flat_map(with_parents).collect();
        for unit in self.all().await? {
            missing.remove(&unit.path);
        }
        if missing.is_empty() {
            return Ok(());
        }
        let mut transaction = self.database.begin_turn(Turn::Units).await?;
        add_missing(&mut transaction, &missing).await?;
        transaction.commit().await.during("add units that events name")
    }

    /// Every unit, in the order of paths.
    pub async fn all(&self) -> Result<Vec<Unit>, StoreError> {
        let rows: Vec<(String, String, String, String, Option<String>)> =
            sqlx::query_as("SELECT path, name_ru, name_en, kind, time_zone FROM unit ORDER BY path")
                .fetch_all(&self.database.reader)
                .await
                .during("read the units")?;
        rows.into_iter()
            .map(|(path, ru, en, kind, time_zone)| {
                Ok(Unit {
                    path: path.parse().reading("unit's path")?,
                    name: Text { ru, en },
                    kind: kind.parse().reading("unit's level")?,
                    time_zone,
                })
            })
            .collect()
    }

    /// The units that only events have named, or whose descriptions name them as parents.
    pub async fn undescribed(&self) -> Result<BTreeSet<UnitPath>, StoreError> {
        let rows: Vec<(String,)> = sqlx::query_as("SELECT path FROM unit WHERE NOT described")
            .fetch_all(&self.database.reader)
            .await
            .during("read the units that nobody described")?;
        rows.into_iter().map(|(path,)| path.parse().reading("unit's path")).collect()
    }

    /// Removes a unit that has none below it, and says whether there was one; that no event names it is for the caller to know.
    pub async fn remove(&self, path: &UnitPath) -> Result<bool, StoreError> {
        let below = format!("{}/", path.as_str());
        let done = sqlx::query(
            "DELETE FROM unit WHERE path = $1 AND NOT EXISTS (SELECT 1 FROM unit WHERE substr(path, 1, CAST($2 AS INTEGER)) = $3)",
        )
        .bind(path.as_str())
        .bind(below.chars().count() as i64)
        .bind(&below)
        .execute(&self.database.writer)
        .await
        .during("remove a unit")?;
        Ok(done.rows_affected() > 0)
    }
}

async fn add_missing(transaction: &mut Transaction, paths: &BTreeSet<UnitPath>) -> Result<(), StoreError> {
    for path in paths {
        let name = path.as_str().rsplit('/').next().unwrap_or_default();
        sqlx::query(
            "INSERT INTO unit (path, name_ru, name_en, kind, described) VALUES ($1, $2, $2, $3, FALSE) \
             ON CONFLICT (path) DO NOTHING",
        )
        .bind(path.as_str())
        .bind(name)
        .bind(likely_kind(path).as_str())
        .execute(&mut **transaction)
        .await
        .during("add units that events name")?;
    }
    Ok(())
}

fn likely_kind(path: &UnitPath) -> UnitKind {
    match path.as_str().split('/').count() {
        1 => UnitKind::Region,
        2 => UnitKind::Branch,
        _ => UnitKind::Desk,
    }
}

fn with_parents(path: &UnitPath) -> Vec<UnitPath> {
    let text = path.as_str();
    let ends = text.match_indices('/').map(|(index, _)| index).chain([text.len()]);
    ends.filter_map(|end| text[..end].parse().ok()).collect()
}
