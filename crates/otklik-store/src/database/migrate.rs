//! Brings a database to the newest form: forward only, each step once, in a transaction, remembered with its checksum.

mod prepare;

use std::collections::BTreeMap;
use std::path::Path;

use sqlx::{AnyConnection, AssertSqlSafe, Connection};

use super::Dialect;
use crate::error::{During, StoreError};
pub(crate) use prepare::remove_copies;

struct Migration {
    number: i64,
    name: &'static str,
    sql: &'static str,
}

impl Migration {
    fn checksum(&self) -> String {
        blake3::hash(self.sql.as_bytes()).to_hex().to_string()
    }
}

const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "skeleton", sql: include_str!("../../migrations/0001_skeleton.sql") },
    Migration { number: 2, name: "one_customer", sql: include_str!("../../migrations/0002_one_customer.sql") },
    Migration { number: 3, name: "seen_segments", sql: include_str!("../../migrations/0003_seen_segments.sql") },
    Migration {
        number: 4,
        name: "leases_jobs_audit",
        sql: include_str!("../../migrations/0004_leases_jobs_audit.sql"),
    },
    Migration { number: 5, name: "company", sql: include_str!("../../migrations/0005_company.sql") },
    Migration { number: 6, name: "privacy", sql: include_str!("../../migrations/0006_privacy.sql") },
    Migration { number: 7, name: "keys", sql: include_str!("../../migrations/0007_keys.sql") },
    Migration { number: 8, name: "users", sql: include_str!("../../migrations/0008_users.sql") },
    Migration { number: 9, name: "sign_in", sql: include_str!("../../migrations/0009_sign_in.sql") },
    Migration { number: 10, name: "saved", sql: include_str!("../../migrations/0010_saved.sql") },
];

const OPERATION: &str = "bring the database to the newest form";

/// The checksums of all migrations by their numbers.
pub(crate) fn known() -> BTreeMap<i64, String> {
    MIGRATIONS.iter().map(|migration| (migration.number, migration.checksum())).collect()
}

/// Applies what is missing; `folder` is that of a SQLite file, which is checked and backed up before it is changed.
pub(super) async fn migrate(
    connection: &mut AnyConnection,
    dialect: Dialect,
    folder: Option<&Path>,
) -> Result<(), StoreError> {
    migrate_by(connection, dialect, folder, MIGRATIONS).await
}

async fn migrate_by(
    connection: &mut AnyConnection,
    dialect: Dialect,
    folder: Option<&Path>,
    migrations: &[Migration],
) -> Result<(), StoreError> {
    if dialect == Dialect::Postgres {
        // Two programs that start at once: the second finds everything done. The lock ends with the connection.
        sqlx::query("SELECT pg_advisory_lock(hashtext('otklik migration ' || current_schema()))")
            .execute(&mut *connection)
            .await
            .during(OPERATION)?;
    }
    sqlx::query(
        "CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL)",
    )
    .execute(&mut *connection)
    .await
    .during(OPERATION)?;
    let applied: Vec<(i64, String)> = sqlx::query_as("SELECT number, checksum FROM migration ORDER BY number")
        .fetch_all(&mut *connection)
        .await
        .during(OPERATION)?;
    let missing = missing(&applied, migrations)?;
    if let (Some(first), Some(folder), false) = (missing.first(), folder, applied.is_empty()) {
        prepare::prepare(connection, folder, first.number).await?;
    }
    for migration in missing {
        apply(connection, dialect, migration).await?;
    }
    Ok(())
}

/// The migrations behind those that were applied, which have to be the first ones in their present form.
fn missing<'m>(applied: &[(i64, String)], migrations: &'m [Migration]) -> Result<&'m [Migration], StoreError> {
    let known = migrations.last().map_or(0, |migration| migration.number);
    if let Some((found, _)) = applied.last().filter(|(found, _)| *found > known) {
        return Err(StoreError::DatabaseNewer { found: *found, known });
    }
    for ((number, checksum), migration) in applied.iter().zip(migrations) {
        if *number != migration.number || *checksum != migration.checksum() {
            return Err(StoreError::MigrationChanged { number: migration.number, name: migration.name.to_owned() });
        }
    }
    Ok(migrations.get(applied.len()..).unwrap_or_default())
}

async fn apply(connection: &mut AnyConnection, dialect: Dialect, migration: &Migration) -> Result<(), StoreError> {
    let mut transaction = connection.begin().await.during(OPERATION)?;
    sqlx::raw_sql(AssertSqlSafe(dialect.fill_in(migration.sql))).execute(&mut *transaction).await.during(OPERATION)?;
    sqlx::query("INSERT INTO migration (number, name, checksum) VALUES ($1, $2, $3)")
        .bind(migration.number)
        .bind(migration.name)
        .bind(migration.checksum())
        .execute(&mut *transaction)
        .await
        .during(OPERATION)?;
    transaction.commit().await.during(OPERATION)?;
    tracing::info!(number = migration.number, name = migration.name, "applied a migration");
    Ok(())
}

#[cfg(test)]
mod tests;
