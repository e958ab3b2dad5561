//! Who may do something alone, when several programs could.

use std::time::Duration;

use otklik_core::Timestamp;

use crate::database::{Database, stored};
use crate::error::{During, StoreError};

/// The right to do something alone for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// What may be done.
    pub name: String,
    /// Who may do it.
    pub holder: String,
    /// Grows whenever the lease passes on: what carries a smaller number came from somebody who holds it no more.
    pub fence: i64,
    /// When it may pass on.
    pub expires_at: Timestamp,
}

/// The leases of a store.
///
/// The instants come from the programs' own clocks, so a lease should last much longer than these differ.
#[derive(Clone, Copy, Debug)]
pub struct Leases<'a> {
    database: &'a Database,
}

impl<'a> Leases<'a> {
    pub(crate) fn new(database: &'a Database) -> Self {
        Self { database }
    }

    /// Takes what nobody holds, or what its holder let expire; none while somebody holds it, be it the same holder.
    pub async fn acquire(
        &self,
        name: &str,
        holder: &str,
        duration: Duration,
        now: Timestamp,
    ) -> Result<Option<Lease>, StoreError> {
        let expires_at = after(now, duration);
        let row: Option<(i64,)> = sqlx::query_as(
            "INSERT INTO lease (name, holder, fence, expires_at) VALUES ($1, $2, 1, $3) \
             ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, fence = lease.fence + 1, \
             expires_at = excluded.expires_at WHERE lease.expires_at <= $4 RETURNING fence",
        )
        .bind(stored(name))
        .bind(stored(holder))
        .bind(expires_at.0)
        .bind(now.0)
        .fetch_optional(&self.database.writer)
        .await
        .during("take a lease")?;
        let (name, holder) = (name.to_owned(), holder.to_owned());
        Ok(row.map(|(fence,)| Lease { name, holder, fence, expires_at }))
    }

    /// Prolongs a lease; none when it has passed to somebody else.
    pub async fn renew(&self, lease: &Lease, duration: Duration, now: Timestamp) -> Result<Option<Lease>, StoreError> {
        let expires_at = after(now, duration);
        let done = sqlx::query("UPDATE lease SET expires_at = $1 WHERE name = $2 AND fence = $3 AND expires_at > 0")
            .bind(expires_at.0)
            .bind(stored(&lease.name))
            .bind(lease.fence)
            .execute(&self.database.writer)
            .await
            .during("renew a lease")?;
        Ok((done.rows_affected() > 0).then(|| Lease { expires_at, ..lease.clone() }))
    }

    /// Lets a lease go before its time; says whether it was still held.
    pub async fn release(&self, lease: &Lease) -> Result<bool, StoreError> {
        let done = sqlx::query("UPDATE lease SET expires_at = 0 WHERE name = $1 AND fence = $2 AND expires_at > 0")
            .bind(stored(&lease.name))
            .bind(lease.fence)
            .execute(&self.database.writer)
            .await
            .during("release a lease")?;
        Ok(done.rows_affected() > 0)
    }

    /// Whether a lease has neither passed on nor expired.
    pub async fn is_held(&self, lease: &Lease, now: Timestamp) -> Result<bool, StoreError> {
        let row: Option<(i64,)> =
            sqlx::query_as("SELECT fence FROM lease WHERE name = $1 AND fence = $2 AND expires_at > $3")
                .bind(stored(&lease.name))
                .bind(lease.fence)
                .bind(now.0)
                .fetch_optional(&self.database.reader)
                .await
                .during("look a lease up")?;
        Ok(row.is_some())
    }
}

/// An instant so much later.
pub(crate) fn after(now: Timestamp, duration: Duration) -> Timestamp {
    now.plus_micros(i64::try_from(duration.as_micros()).unwrap_or(i64::MAX / 2))
}
