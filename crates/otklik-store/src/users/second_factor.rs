//! The second factor: codes of an app, and recovery codes for when the app is lost.
//!
//! A secret has to be known to check a code, so it stands in the database as it is; recovery codes do not.

use otklik_core::Timestamp;

use super::{Users, totp};
use crate::database::{Database, Transaction};
use crate::error::{During, StoreError};
use crate::id::UserId;
use crate::secret;

const OPERATION: &str = "change a user's second factor";
const RECOVERY_CODES: usize = 10;
/// Of 32 letters each, so that nobody guesses one: 80 bits.
const RECOVERY_LETTERS: usize = 16;
const RECOVERY_GROUP: usize = 4;
/// Crockford's: without letters that look like digits.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl Users<'_> {
    /// Makes a secret for a user's app; it counts once [`Users::confirm_second_factor`] has seen a code of it.
    pub async fn begin_second_factor(&self, user: UserId) -> Result<Vec<u8>, StoreError> {
        let mut new = [0; totp::SECRET_BYTES];
        getrandom::fill(&mut new).map_err(StoreError::Randomness)?;
        sqlx::query("UPDATE account SET second_factor_pending = $1 WHERE id = $2")
            .bind(new.to_vec())
            .bind(user.to_string())
            .execute(&self.database.writer)
            .await
            .during(OPERATION)?;
        Ok(new.to_vec())
    }

    /// Takes the secret made last into force by a code of it, and gives the recovery codes, shown once; none for a wrong code.
    pub async fn confirm_second_factor(
        &self,
        user: UserId,
        code: &str,
        now: Timestamp,
    ) -> Result<Option<Vec<String>>, StoreError> {
        let mut transaction = self.database.begin().await?;
        let pending: Option<Option<Vec<u8>>> =
            sqlx::query_scalar("SELECT second_factor_pending FROM account WHERE id = $1")
                .bind(user.to_string())
                .fetch_optional(&mut *transaction)
                .await
                .during(OPERATION)?;
        let Some(pending) = pending.flatten() else { return Ok(None) };
        let Some(step) = totp::step_of(&pending, code, now) else { return Ok(None) };
        sqlx::query(
            "UPDATE account SET second_factor = $1, second_factor_pending = NULL, second_factor_at = $2, \
             second_factor_step = $3 WHERE id = $4",
        )
        .bind(pending)
        .bind(now.0)
        .bind(step)
        .bind(user.to_string())
        .execute(&mut *transaction)
        .await
        .during(OPERATION)?;
        let codes = renew_recovery_codes(&mut transaction, user).await?;
        transaction.commit().await.during(OPERATION)?;
        Ok(Some(codes))
    }

    /// Takes a user's second factor away; says whether there was one.
    pub async fn remove_second_factor(&self, user: UserId) -> Result<bool, StoreError> {
        let mut transaction = self.database.begin().await?;
        let done = sqlx::query(
            "UPDATE account SET second_factor = NULL, second_factor_pending = NULL, second_factor_at = NULL \
             WHERE id = $1 AND second_factor IS NOT NULL",
        )
        .bind(user.to_string())
        .execute(&mut *transaction)
        .await
        .during(OPERATION)?;
        forget_recovery_codes(&mut transaction, user).await?;
        transaction.commit().await.during(OPERATION)?;
        Ok(done.rows_affected() > 0)
    }

    /// How many recovery codes a user has left.
    pub async fn recovery_codes_left(&self, user: UserId) -> Result<u64, StoreError> {
        let left: i64 = sqlx::query_scalar("SELECT count(*) FROM recovery_code WHERE account_id = $1")
            .bind(user.to_string())
            .fetch_one(&self.database.reader)
            .await
            .during("count recovery codes")?;
        Ok(left.unsigned_abs())
    }
}

/// Uses a code of the app, or a recovery code; neither is taken twice, not even by two who come at once.
pub(super) async fn use_code(
    database: &Database,
    user: UserId,
    secret: &[u8],
    code: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    const OPERATION: &str = "use a code of the second factor";
    let done = match totp::step_of(secret, code, now) {
        Some(step) => {
            sqlx::query("UPDATE account SET second_factor_step = $1 WHERE id = $2 AND second_factor_step < $1")
                .bind(step)
                .bind(user.to_string())
                .execute(&database.writer)
                .await
        }
        None => {
            sqlx::query("DELETE FROM recovery_code WHERE account_id = $1 AND code_hash = $2")
                .bind(user.to_string())
                .bind(secret::hash_of(&plain(code)))
                .execute(&database.writer)
                .await
        }
    };
    Ok(done.during(OPERATION)?.rows_affected() == 1)
}

/// A recovery code as it is hashed: however it was typed.
fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

async fn renew_recovery_codes(transaction: &mut Transaction, user: UserId) -> Result<Vec<String>, StoreError> {
    forget_recovery_codes(transaction, user).await?;
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        let code = new_recovery_code()?;
        sqlx::query("INSERT INTO recovery_code (account_id, code_hash) VALUES ($1, $2)")
            .bind(user.to_string())
            .bind(secret::hash_of(&plain(&code)))
            .execute(&mut **transaction)
            .await
            .during(OPERATION)?;
        codes.push(code);
    }
    Ok(codes)
}

async fn forget_recovery_codes(transaction: &mut Transaction, user: UserId) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM recovery_code WHERE account_id = $1")
        .bind(user.to_string())
        .execute(&mut **transaction)
        .await
        .during(OPERATION)?;
    Ok(())
}

fn new_recovery_code() -> Result<String, StoreError> {
    let mut random = [0; RECOVERY_LETTERS];
    getrandom::fill(&mut random).map_err(StoreError::Randomness)?;
    let letters: Vec<char> = random.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    let groups: Vec<String> = letters.chunks(RECOVERY_GROUP).map(|group| group.iter().collect()).collect();
    Ok(groups.join("-"))
}
