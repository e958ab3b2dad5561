//! Deleting what the store holds of somebody's identifiers.

use sqlx::AssertSqlSafe;

use super::{Erased, OPERATION};
use crate::database::{CHUNK_ROWS, Transaction, in_list};
use crate::error::{During, StoreError};

/// Deletes the identifiers and whatever is said of them.
pub(super) async fn remove(transaction: &mut Transaction, identities: &[i64]) -> Result<Erased, StoreError> {
    let mut erased = Erased::default();
    for chunk in identities.chunks(CHUNK_ROWS) {
        for (table, columns) in [
            ("identity_link", &["low", "high"][..]),
            ("identity_apart", &["low", "high"]),
            ("identity_refusal", &["low", "high"]),
            ("customer_merge", &["low", "high"]),
            ("consent", &["identity_key"]),
        ] {
            for column in columns {
                let gone = delete(transaction, table, column, chunk).await?;
                match table {
                    "customer_merge" => erased.merges += gone,
                    "consent" => erased.consents += gone,
                    _ => {}
                }
            }
        }
        // What has no identifiers left keeps its number, so that nobody else gets it.
        let list = in_list(chunk.len());
        let highest = format!(
            "UPDATE identity_state SET last_identity = (SELECT max(identity_key) FROM identity WHERE identity_key IN {list}) \
             WHERE last_identity < (SELECT max(identity_key) FROM identity WHERE identity_key IN {list})"
        );
        let mut query = sqlx::query(AssertSqlSafe(highest)).persistent(false);
        for identity in chunk {
            query = query.bind(*identity);
        }
        query.execute(&mut **transaction).await.during(OPERATION)?;
        delete(transaction, "identity", "identity_key", chunk).await?;
    }
    Ok(erased)
}

async fn delete(
    transaction: &mut Transaction,
    table: &'static str,
    column: &'static str,
    identities: &[i64],
) -> Result<u64, StoreError> {
    let text = format!("DELETE FROM {table} WHERE {column} IN {}", in_list(identities.len()));
    let mut query = sqlx::query(AssertSqlSafe(text)).persistent(false);
    for identity in identities {
        query = query.bind(*identity);
    }
    Ok(query.execute(&mut **transaction).await.during(OPERATION)?.rows_affected())
}
