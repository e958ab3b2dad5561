//! Brings a database to the newest form: forward only, each step once, in a transaction, remembered with its checksum.

use std::collections::BTreeMap;

use super::Pool;
use crate::error::{During, StoreError};

struct Migration {
    number: i64,
    name: &'static str,
    sql: &'static str,
}

const MIGRATIONS: &[Migration] =
    &[Migration { number: 1, name: "skeleton", sql: include_str!("../../migrations/sqlite/0001_skeleton.sql") }];

const OPERATION: &str = "bring the database to the newest form";

pub(super) async fn migrate(writer: &Pool) -> Result<(), StoreError> {
    sqlx::query(
        "CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL)",
    )
    .execute(writer)
    .await
    .during(OPERATION)?;
    let applied: Vec<(i64, String)> = sqlx::query_as("SELECT number, checksum FROM migration ORDER BY number")
        .fetch_all(writer)
        .await
        .during(OPERATION)?;
    let known = MIGRATIONS.last().map_or(0, |migration| migration.number);
    if let Some((found, _)) = applied.last().filter(|(found, _)| *found > known) {
        return Err(StoreError::DatabaseNewer { found: *found, known });
    }
    let applied: BTreeMap<i64, String> = applied.into_iter().collect();
    for migration in MIGRATIONS {
        let checksum = blake3::hash(migration.sql.as_bytes()).to_hex();
        match applied.get(&migration.number) {
            Some(found) if found == checksum.as_str() => {}
            Some(_) => {
                return Err(StoreError::MigrationChanged { number: migration.number, name: migration.name.to_owned() });
            }
            None => apply(writer, migration, checksum.as_str()).await?,
        }
    }
    Ok(())
}

async fn apply(writer: &Pool, migration: &Migration, checksum: &str) -> Result<(), StoreError> {
    let mut transaction = writer.begin().await.during(OPERATION)?;
    sqlx::raw_sql(migration.sql).execute(&mut *transaction).await.during(OPERATION)?;
    sqlx::query("INSERT INTO migration (number, name, checksum) VALUES ($1, $2, $3)")
        .bind(migration.number)
        .bind(migration.name)
        .bind(checksum)
        .execute(&mut *transaction)
        .await
        .during(OPERATION)?;
    transaction.commit().await.during(OPERATION)?;
    tracing::info!(number = migration.number, name = migration.name, "applied a migration");
    Ok(())
}
