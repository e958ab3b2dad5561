//! Brings a database to the newest form: forward only, each step once, in a transaction, remembered with its checksum.

use std::collections::BTreeMap;

use sqlx::{AnyConnection, AssertSqlSafe, Connection};

use super::Dialect;
use crate::error::{During, StoreError};

struct Migration {
    number: i64,
    name: &'static str,
    sql: &'static str,
}

const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "skeleton", sql: include_str!("../../migrations/0001_skeleton.sql") },
    Migration { number: 2, name: "one_customer", sql: include_str!("../../migrations/0002_one_customer.sql") },
    Migration { number: 3, name: "seen_segments", sql: include_str!("../../migrations/0003_seen_segments.sql") },
];

const OPERATION: &str = "bring the database to the newest form";

pub(super) async fn migrate(connection: &mut AnyConnection, dialect: Dialect) -> Result<(), StoreError> {
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
            None => apply(connection, dialect, migration, checksum.as_str()).await?,
        }
    }
    Ok(())
}

async fn apply(
    connection: &mut AnyConnection,
    dialect: Dialect,
    migration: &Migration,
    checksum: &str,
) -> Result<(), StoreError> {
    let mut transaction = connection.begin().await.during(OPERATION)?;
    sqlx::raw_sql(AssertSqlSafe(dialect.fill_in(migration.sql))).execute(&mut *transaction).await.during(OPERATION)?;
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
