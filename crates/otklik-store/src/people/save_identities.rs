//! Writes new customers, identifiers and conflicts in one transaction.

use sqlx::AssertSqlSafe;

use super::assign_customers::{Assignment, NewConflict, NewIdentity};
use super::search::search_form;
use crate::database::{CHUNK_ROWS, Transaction, keeps_statement, stored, value_rows};
use crate::error::{During, StoreError};

const OPERATION: &str = "save customers' identifiers";

/// The last identity and customer number that were given.
pub(super) async fn last_numbers(transaction: &mut Transaction) -> Result<(i64, i64), StoreError> {
    sqlx::query_as(
        "SELECT (SELECT coalesce(max(identity_key), 0) FROM identity), (SELECT coalesce(max(customer_key), 0) FROM customer)",
    )
    .fetch_one(&mut **transaction)
    .await
    .during("read the last customer number")
}

pub(super) async fn save(mut transaction: Transaction, assignment: &Assignment<'_>) -> Result<(), StoreError> {
    for chunk in assignment.new_customers.chunks(CHUNK_ROWS) {
        let text = format!("INSERT INTO customer (customer_key) VALUES {}", value_rows(chunk.len(), 1));
        let mut query = sqlx::query(AssertSqlSafe(text)).persistent(keeps_statement(chunk.len()));
        for customer in chunk {
            query = query.bind(customer.0);
        }
        query.execute(&mut *transaction).await.during(OPERATION)?;
    }
    for chunk in assignment.new_identities.chunks(CHUNK_ROWS) {
        save_chunk(&mut transaction, chunk).await?;
    }
    for conflict in &assignment.conflicts {
        save_conflict(&mut transaction, conflict).await?;
    }
    transaction.commit().await.during(OPERATION)
}

async fn save_chunk(transaction: &mut Transaction, chunk: &[NewIdentity<'_>]) -> Result<(), StoreError> {
    let text = format!(
        "INSERT INTO identity (identity_key, hash, kind, value, search, customer_key) VALUES {}",
        value_rows(chunk.len(), 6)
    );
    let mut query = sqlx::query(AssertSqlSafe(text)).persistent(keeps_statement(chunk.len()));
    for new in chunk {
        query = query
            .bind(new.resolved.identity.0)
            .bind(new.hash.as_slice())
            .bind(new.identifier.kind.as_str())
            .bind(stored(&new.identifier.value))
            .bind(stored(&search_form(new.identifier)))
            .bind(new.resolved.customer.0);
    }
    query.execute(&mut **transaction).await.during(OPERATION)?;
    Ok(())
}

async fn save_conflict(transaction: &mut Transaction, conflict: &NewConflict) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO identity_conflict (customer_key, other_customer_key, identity_key, other_identity_key) \
         VALUES ($1, $2, $3, $4) ON CONFLICT (customer_key, other_customer_key) DO NOTHING",
    )
    .bind(conflict.customer.0)
    .bind(conflict.other.0)
    .bind(conflict.identity.0)
    .bind(conflict.other_identity.0)
    .execute(&mut **transaction)
    .await
    .during(OPERATION)?;
    Ok(())
}
