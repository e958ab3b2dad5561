//! Retention periods: what is older than the company wants to keep is deleted.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use otklik_core::{Clock, Timestamp};
use otklik_lake::Lake;
use otklik_store::{HeldLease, Store};

use crate::error::CareError;

/// Periods are counted in days, so it is enough to look now and then.
const PAUSE: Duration = Duration::from_secs(6 * 3_600);
/// Of several servers one deletes at a time.
const LEASE: &str = "retention";
/// After a server died in the middle of it another one takes over so late; while it lives it keeps the lease, however long it takes.
const LEASE_LASTS: Duration = Duration::from_secs(15);

/// For how long things are kept; without a period for ever.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RetentionPeriods {
    /// Events, from when they happened.
    pub events: Option<Duration>,
    /// Refused events and rows, from when they came.
    pub refused: Option<Duration>,
}

/// What was too old.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Expired {
    /// Events.
    pub events: u64,
    /// Refused events and rows.
    pub refused: u64,
}

/// Deletes what is too old.
pub struct Retention {
    store: Store,
    lake: Arc<Lake>,
    clock: Arc<dyn Clock>,
    lease: HeldLease,
    periods: RetentionPeriods,
}

impl Retention {
    /// Retention in a store and its lake by one of the servers on them; `holder` is no other server's name.
    pub fn new(store: Store, lake: Arc<Lake>, clock: Arc<dyn Clock>, holder: &str, periods: RetentionPeriods) -> Self {
        let lease = HeldLease::new(&store, &clock, LEASE, holder, LEASE_LASTS);
        Self { store, lake, clock, lease, periods }
    }

    /// Deletes what becomes too old, for ever; what fails is said and tried again.
    pub async fn run(&self) {
        if self.periods == RetentionPeriods::default() {
            return;
        }
        loop {
            match self.run_once().await {
                Ok(Expired { events: 0, refused: 0 }) => {}
                Ok(Expired { events, refused }) => {
                    tracing::info!(events, refused, "deleted what was older than the retention periods");
                }
                Err(error) => tracing::error!(error = &error as &dyn Error, "what is too old could not be deleted"),
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Deletes what is too old now; nothing while another server does.
    pub async fn run_once(&self) -> Result<Expired, CareError> {
        let work = self.delete(self.clock.now());
        let expired = self.lease.alone(work).await.map_err(CareError::store("take a lease in"))?;
        Ok(expired.transpose()?.unwrap_or_default())
    }

    async fn delete(&self, now: Timestamp) -> Result<Expired, CareError> {
        let mut expired = Expired::default();
        if let Some(period) = self.periods.events {
            let forgotten = self.lake.forget_before(before(now, period), now).await;
            expired.events = forgotten.map_err(CareError::lake("delete what is too old from"))?.rows;
        }
        if let Some(period) = self.periods.refused {
            let forgotten = self.store.rejects().forget_before(before(now, period)).await;
            expired.refused = forgotten.map_err(CareError::store("delete what is too old from"))?;
        }
        Ok(expired)
    }
}

fn before(now: Timestamp, period: Duration) -> Timestamp {
    now.plus_micros(-i64::try_from(period.as_micros()).unwrap_or(i64::MAX / 2))
}
