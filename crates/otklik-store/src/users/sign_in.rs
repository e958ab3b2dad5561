//! Signing in: password, pauses after failures, second factor.

use std::net::IpAddr;

use otklik_core::Timestamp;
use otklik_core::time::DAY_MICROS;
use sqlx::{AssertSqlSafe, Row as _};

use super::pauses::Attempt;
use super::second_factor::use_code;
use super::{USER_COLUMNS, User, Users, normalised, read_user};
use crate::error::{During, StoreError};
use crate::id::UserId;
use crate::secret;

/// Days for which a browser is known after its last use.
pub const DEVICE_DAYS: i64 = 365;

const OPERATION: &str = "look a user up";

/// What somebody gives to sign in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Credentials<'a> {
    /// The e-mail address.
    pub email: &'a str,
    /// The password.
    pub password: &'a str,
    /// A code of the second factor, where it was asked for.
    pub code: Option<&'a str>,
    /// What [`SignedIn::device`] gave this browser before.
    pub device: Option<&'a str>,
    /// Where they come from, where that is known.
    pub address: Option<IpAddr>,
}

/// How an attempt to sign in ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInOutcome {
    /// Nobody has this address and this password.
    Wrong,
    /// The password is right, and a code of the second factor is needed besides.
    CodeNeeded,
    /// The password is right and the code is not, or it was used before.
    CodeWrong,
    /// They are who they say.
    In(Box<SignedIn>),
}

/// Somebody who has proved who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The user.
    pub user: User,
    /// A secret by which this browser is known from now on.
    pub device: String,
}

impl Users<'_> {
    /// Tries to sign in; the effort is the same for an address that nobody has.
    ///
    /// After some failures there are pauses, in which every attempt is refused with [`StoreError::TooManyAttempts`],
    /// the right one too. They never keep out a browser in which the user has signed in before and that did not fail itself.
    pub async fn sign_in(&self, given: Credentials<'_>, now: Timestamp) -> Result<SignInOutcome, StoreError> {
        let email = normalised(given.email);
        let row = self.find_to_sign_in(&email).await?;
        let user = row.as_ref().map(|row| read_user(row, 0)).transpose()?;
        let known = match (&user, given.device) {
            (Some(user), Some(device)) if self.knows_device(user.id, device, now).await? => Some(device),
            _ => None,
        };
        let attempt = match known {
            Some(device) => Attempt::by_device(&email, device),
            None => Attempt::by_stranger(&email, given.address),
        };
        attempt.begin(self.database, now).await?;
        let hash: Option<String> =
            row.as_ref().map(|row| row.try_get("password_hash")).transpose().during(OPERATION)?;
        let matches = self.hashing.matches(given.password, hash).await?;
        let (Some(user), true) = (user, matches) else { return Ok(SignInOutcome::Wrong) };
        let factor: Option<Vec<u8>> =
            row.map(|row| row.try_get("second_factor")).transpose().during(OPERATION)?.flatten();
        if let Some(factor) = factor {
            let Some(code) = given.code.filter(|code| !code.trim().is_empty()) else {
                attempt.take_back(self.database).await?;
                return Ok(SignInOutcome::CodeNeeded);
            };
            if !use_code(self.database, user.id, &factor, code, now).await? {
                return Ok(SignInOutcome::CodeWrong);
            }
        }
        attempt.succeed(self.database).await?;
        let device = self.remember_device(user.id, known, now).await?;
        Ok(SignInOutcome::In(Box::new(SignedIn { user, device })))
    }

    async fn find_to_sign_in(&self, email: &str) -> Result<Option<sqlx::any::AnyRow>, StoreError> {
        let sql = format!(
            "SELECT {USER_COLUMNS}, a.password_hash, a.second_factor FROM account a \
             WHERE a.email = $1 AND a.password_set_at IS NOT NULL AND a.blocked_at IS NULL"
        );
        let found = sqlx::query(AssertSqlSafe(sql)).bind(email).fetch_optional(&self.database.reader).await;
        found.during(OPERATION)
    }

    async fn knows_device(&self, user: UserId, device: &str, now: Timestamp) -> Result<bool, StoreError> {
        let found: Option<i64> = sqlx::query_scalar(
            "SELECT last_used_at FROM known_device WHERE token_hash = $1 AND account_id = $2 AND last_used_at > $3",
        )
        .bind(secret::hash_of(device))
        .bind(user.to_string())
        .bind(now.plus_micros(-DEVICE_DAYS * DAY_MICROS).0)
        .fetch_optional(&self.database.reader)
        .await
        .during("look a browser up")?;
        Ok(found.is_some())
    }

    /// Remembers a browser by the secret it has, or by a new one, and forgets those that were not seen for long.
    async fn remember_device(&self, user: UserId, known: Option<&str>, now: Timestamp) -> Result<String, StoreError> {
        const OPERATION: &str = "remember a browser";
        let device = known.map_or_else(secret::new_secret, |known| Ok(known.to_owned()))?;
        let mut transaction = self.database.begin().await?;
        sqlx::query("DELETE FROM known_device WHERE account_id = $1 AND last_used_at <= $2")
            .bind(user.to_string())
            .bind(now.plus_micros(-DEVICE_DAYS * DAY_MICROS).0)
            .execute(&mut *transaction)
            .await
            .during(OPERATION)?;
        sqlx::query(
            "INSERT INTO known_device (token_hash, account_id, last_used_at) VALUES ($1, $2, $3) \
             ON CONFLICT (token_hash) DO UPDATE SET last_used_at = excluded.last_used_at",
        )
        .bind(secret::hash_of(&device))
        .bind(user.to_string())
        .bind(now.0)
        .execute(&mut *transaction)
        .await
        .during(OPERATION)?;
        transaction.commit().await.during(OPERATION)?;
        Ok(device)
    }
}
