//! Counts attempts to sign in, for addresses that nobody has too, so that the refusal tells nothing.

use otklik_core::Timestamp;
use otklik_core::time::SECOND_MICROS;

use crate::database::{Database, Turn};
use crate::error::{During, StoreError};
use crate::id::new_uuid;

const MOST_ATTEMPTS: i64 = 10;
const WINDOW_MICROS: i64 = 15 * 60 * SECOND_MICROS;
const OPERATION: &str = "count attempts to sign in";

/// Counts an attempt before its password is looked at, so that attempts at the same time count too.
pub(super) async fn begin_attempt(database: &Database, email: &str, now: Timestamp) -> Result<(), StoreError> {
    let email_hash = hash_of(email);
    let mut transaction = database.begin_turn(Turn::SignIn).await?;
    sqlx::query("DELETE FROM sign_in_attempt WHERE attempted_at <= $1")
        .bind(now.plus_micros(-WINDOW_MICROS).0)
        .execute(&mut *transaction)
        .await
        .during(OPERATION)?;
    let (attempts,): (i64,) = sqlx::query_as("SELECT count(*) FROM sign_in_attempt WHERE email_hash = $1")
        .bind(&email_hash)
        .fetch_one(&mut *transaction)
        .await
        .during(OPERATION)?;
    if attempts >= MOST_ATTEMPTS {
        return Err(StoreError::TooManyAttempts);
    }
    sqlx::query("INSERT INTO sign_in_attempt (id, email_hash, attempted_at) VALUES ($1, $2, $3)")
        .bind(new_uuid(now)?.to_string())
        .bind(&email_hash)
        .bind(now.0)
        .execute(&mut *transaction)
        .await
        .during(OPERATION)?;
    transaction.commit().await.during(OPERATION)
}

/// Forgets the attempts once the right password came.
pub(super) async fn forget_attempts(database: &Database, email: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM sign_in_attempt WHERE email_hash = $1")
        .bind(hash_of(email))
        .execute(&database.writer)
        .await
        .during(OPERATION)?;
    Ok(())
}

fn hash_of(email: &str) -> Vec<u8> {
    blake3::hash(email.as_bytes()).as_bytes().to_vec()
}
