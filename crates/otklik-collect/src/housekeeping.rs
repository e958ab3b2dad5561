//! Keeping the lake tidy beside the intake.

use std::sync::Arc;
use std::time::Duration;

use otklik_core::Clock;
use otklik_lake::{Lake, LakeError, Tidied, TidyLimits};
use otklik_store::{HeldLease, Store, StoreError};
use thiserror::Error;

/// After a step that did something the next one follows soon, but leaves room for what people wait for.
const BUSY_PAUSE: Duration = Duration::from_millis(50);
/// When nothing is due.
const IDLE_PAUSE: Duration = Duration::from_secs(1);
/// After a failure, and while somebody else has the lease.
const LONG_PAUSE: Duration = Duration::from_secs(15);

/// Of several servers on one lake one tidies at a time; if two ever do, work is done in vain, and nothing is lost.
const LEASE: &str = "housekeeping";
/// After a server died another one takes over so late.
const LEASE_LASTS: Duration = Duration::from_secs(60);

/// Why the lake could not be tidied.
#[derive(Debug, Error)]
pub enum HousekeepingError {
    /// The lease cannot be taken or prolonged.
    #[error("cannot take the lease for tidying")]
    Store(#[source] StoreError),
    /// A step failed.
    #[error("cannot tidy the lake")]
    Lake(#[source] LakeError),
}

/// Puts the files of commits together, makes checkpoints and deletes what nobody needs, step by step.
pub struct Housekeeping {
    lake: Arc<Lake>,
    clock: Arc<dyn Clock>,
    lease: HeldLease,
    limits: TidyLimits,
}

impl Housekeeping {
    /// Housekeeping for a lake by one of the servers on a store; `holder` is no other server's name.
    pub fn new(store: Store, lake: Arc<Lake>, clock: Arc<dyn Clock>, holder: &str) -> Self {
        let lease = HeldLease::new(&store, &clock, LEASE, holder, LEASE_LASTS);
        Self { lake, clock, lease, limits: TidyLimits::default() }
    }

    /// One step, or nothing when another server has the lease.
    pub async fn run_once(&self) -> Result<Option<Tidied>, HousekeepingError> {
        if !self.lease.hold().await.map_err(HousekeepingError::Store)? {
            return Ok(None);
        }
        let step = self.lake.keep_tidy(&self.limits, self.clock.now());
        self.lease.during(step).await.map(Some).map_err(HousekeepingError::Lake)
    }

    /// Lets another server tidy at once.
    pub async fn release(&self) -> Result<(), HousekeepingError> {
        self.lease.release().await.map_err(HousekeepingError::Store)
    }

    /// Step by step for ever; what fails is said and tried again.
    pub async fn run(&self) {
        loop {
            let pause = match self.run_once().await {
                Ok(Some(Tidied { compacted: Some(done), .. })) => {
                    tracing::debug!(
                        before = done.files_before,
                        after = done.files_after,
                        rows = done.rows,
                        "compacted"
                    );
                    BUSY_PAUSE
                }
                Ok(Some(_)) => IDLE_PAUSE,
                Ok(None) => LONG_PAUSE,
                Err(error) => {
                    tracing::error!(error = &error as &dyn std::error::Error, "the lake could not be tidied");
                    LONG_PAUSE
                }
            };
            tokio::time::sleep(pause).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use otklik_core::{FixedClock, Timestamp};

    use super::*;

    #[tokio::test]
    async fn one_server_tidies_and_another_takes_over_when_it_falls_silent() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let lake = Arc::new(Lake::open(&folder.path().join("lake")).await.unwrap());
        let clock = Arc::new(FixedClock::at(Timestamp(0)));
        let server = |name: &str| {
            let clock: Arc<dyn Clock> = Arc::clone(&clock) as Arc<dyn Clock>;
            let mut server = Housekeeping::new(store.clone(), Arc::clone(&lake), clock, name);
            server.lease.need();
            server
        };
        let (one, two) = (server("one"), server("two"));
        assert!(one.run_once().await.unwrap().is_some());
        assert!(two.run_once().await.unwrap().is_none());
        clock.advance(Duration::from_secs(61));
        assert!(two.run_once().await.unwrap().is_some(), "the one fell silent");
        assert!(one.run_once().await.unwrap().is_none());
        two.release().await.unwrap();
        assert!(one.run_once().await.unwrap().is_some());
    }
}
