//! Growing pauses between failed attempts to sign in, for addresses that nobody has too, so that a pause tells nothing.
//!
//! What is counted is what attempts have in common. A browser in which the user has signed in before is counted by itself
//! (the "device cookies" of OWASP's *Slow Down Online Guessing Attacks*), so that strangers who guess cannot keep the owner
//! out of their own account. Strangers are counted by account and network address, by network address over all accounts, and
//! by account over all addresses, each with a longer patience than the one before.

use std::net::IpAddr;

use otklik_core::Timestamp;
use otklik_core::time::{DAY_MICROS, SECOND_MICROS};

use crate::database::{Database, Transaction, Turn};
use crate::error::{During, StoreError};

const OPERATION: &str = "count attempts to sign in";
/// Failures are forgotten a day after the last one.
const FORGOTTEN_AFTER_MICROS: i64 = DAY_MICROS;

/// How many failures are free, and how the pauses grow after them: each is twice as long as the one before.
#[derive(Clone, Copy, Debug)]
struct Patience {
    free: i64,
    first_seconds: i64,
    longest_seconds: i64,
}

const MINUTE: i64 = 60;
const OF_DEVICE: Patience = Patience { free: 5, first_seconds: 15, longest_seconds: 15 * MINUTE };
const OF_PAIR: Patience = Patience { free: 5, first_seconds: 30, longest_seconds: 60 * MINUTE };
/// A whole office may come from one address.
const OF_ADDRESS: Patience = Patience { free: 50, first_seconds: 30, longest_seconds: 60 * MINUTE };
/// Many addresses guess one account's password.
const OF_ACCOUNT: Patience = Patience { free: 50, first_seconds: 30, longest_seconds: 15 * MINUTE };

impl Patience {
    /// Seconds to wait after so many failures.
    fn pause_seconds(self, failures: i64) -> i64 {
        if failures < self.free {
            return 0;
        }
        let doublings = u32::try_from(failures - self.free).unwrap_or(u32::MAX);
        let factor = 1_i64.checked_shl(doublings.min(62)).unwrap_or(i64::MAX);
        self.first_seconds.saturating_mul(factor).min(self.longest_seconds)
    }
}

/// One attempt by what it has in common with others.
#[derive(Debug)]
pub(super) struct Attempt {
    /// What is forgotten once the attempt succeeds: nobody but the user can make it so.
    own: Vec<Vec<u8>>,
    subjects: Vec<(Vec<u8>, Patience)>,
}

impl Attempt {
    /// An attempt from a browser in which the user has signed in before.
    pub(super) fn by_device(email: &str, device: &str) -> Self {
        let own = subject(&["device", email, device]);
        Self { subjects: vec![(own.clone(), OF_DEVICE)], own: vec![own] }
    }

    /// An attempt by a stranger.
    pub(super) fn by_stranger(email: &str, address: Option<IpAddr>) -> Self {
        let network = address.map(network).unwrap_or_default();
        let (pair, account) = (subject(&["pair", email, &network]), subject(&["account", email]));
        let own = vec![pair.clone(), account.clone()];
        let mut subjects = vec![(pair, OF_PAIR), (account, OF_ACCOUNT)];
        if !network.is_empty() {
            subjects.push((subject(&["address", &network]), OF_ADDRESS));
        }
        Self { own, subjects }
    }

    /// Counts it as a failure before its password is looked at, so that attempts at the same time count too;
    /// refuses it in a pause with [`StoreError::TooManyAttempts`].
    pub(super) async fn begin(&self, database: &Database, now: Timestamp) -> Result<(), StoreError> {
        let mut transaction = database.begin_turn(Turn::SignIn).await?;
        sqlx::query("DELETE FROM sign_in_failure WHERE last_at <= $1")
            .bind(now.plus_micros(-FORGOTTEN_AFTER_MICROS).0)
            .execute(&mut *transaction)
            .await
            .during(OPERATION)?;
        let mut counts = Vec::with_capacity(self.subjects.len());
        let mut paused_until = 0;
        for (subject, _) in &self.subjects {
            let (failures, until) = find(&mut transaction, subject).await?;
            counts.push(failures);
            paused_until = until.max(paused_until);
        }
        if paused_until > now.0 {
            let wait_seconds = (paused_until - now.0).unsigned_abs().div_ceil(SECOND_MICROS.unsigned_abs());
            return Err(StoreError::TooManyAttempts { wait_seconds });
        }
        for ((subject, patience), failures) in self.subjects.iter().zip(counts) {
            // Without a pause no instant is kept: another server's clock may be a little behind.
            let paused_until = match patience.pause_seconds(failures + 1) {
                0 => Timestamp(0),
                pause => now.plus_micros(pause * SECOND_MICROS),
            };
            write(&mut transaction, subject, failures + 1, now, paused_until).await?;
        }
        transaction.commit().await.during(OPERATION)
    }

    /// Takes the count back of an attempt that turned out to be no failure.
    pub(super) async fn take_back(&self, database: &Database) -> Result<(), StoreError> {
        self.settle(database, &[]).await
    }

    /// Takes the count back of an attempt that succeeded, and forgets the failures before it that only its sender could end.
    pub(super) async fn succeed(&self, database: &Database) -> Result<(), StoreError> {
        self.settle(database, &self.own).await
    }

    async fn settle(&self, database: &Database, forgotten: &[Vec<u8>]) -> Result<(), StoreError> {
        let mut transaction = database.begin_turn(Turn::SignIn).await?;
        for (subject, _) in &self.subjects {
            let statement = if forgotten.contains(subject) {
                "DELETE FROM sign_in_failure WHERE subject = $1"
            } else {
                "UPDATE sign_in_failure SET failures = failures - 1, paused_until = 0 WHERE subject = $1"
            };
            sqlx::query(statement).bind(subject).execute(&mut *transaction).await.during(OPERATION)?;
        }
        transaction.commit().await.during(OPERATION)
    }
}

async fn find(transaction: &mut Transaction, subject: &[u8]) -> Result<(i64, i64), StoreError> {
    let found = sqlx::query_as("SELECT failures, paused_until FROM sign_in_failure WHERE subject = $1")
        .bind(subject.to_vec())
        .fetch_optional(&mut **transaction)
        .await
        .during(OPERATION)?;
    Ok(found.unwrap_or_default())
}

async fn write(
    transaction: &mut Transaction,
    subject: &[u8],
    failures: i64,
    now: Timestamp,
    paused_until: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO sign_in_failure (subject, failures, last_at, paused_until) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (subject) DO UPDATE SET \
             failures = excluded.failures, last_at = excluded.last_at, paused_until = excluded.paused_until",
    )
    .bind(subject.to_vec())
    .bind(failures)
    .bind(now.0)
    .bind(paused_until.0)
    .execute(&mut **transaction)
    .await
    .during(OPERATION)?;
    Ok(())
}

/// A hash, since an e-mail address may be anybody's.
fn subject(parts: &[&str]) -> Vec<u8> {
    blake3::hash(parts.join("\0").as_bytes()).as_bytes().to_vec()
}

/// The address; of IPv6 the first half, which is one customer's.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x?}", &address.segments()[..4]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest() {
        let pauses: Vec<i64> = (4..15).map(|failures| OF_PAIR.pause_seconds(failures)).collect();
        assert_eq!(pauses, [0, 30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600, 3_600]);
        assert_eq!(OF_PAIR.pause_seconds(i64::MAX), 3_600);
    }

    #[test]
    fn neighbours_in_one_ipv6_network_are_one() {
        let network = |text: &str| network(text.parse().unwrap());
        assert_eq!(network("2001:db8:1:2::7"), network("2001:db8:1:2:ffff::1"));
        assert_ne!(network("2001:db8:1:2::7"), network("2001:db8:1:3::7"));
        assert_eq!(network("::ffff:192.0.2.7"), network("192.0.2.7"));
    }
}
