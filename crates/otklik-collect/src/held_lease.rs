//! What one of several servers does at a time.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use otklik_core::Clock;
use otklik_store::{Lease, Store, StoreError};
use tokio::sync::Mutex;

/// A lease that a server takes, prolongs at half time and lets go; where no other server can be, the store is not asked.
pub(crate) struct HeldLease {
    store: Store,
    clock: Arc<dyn Clock>,
    name: &'static str,
    /// Who this is among the servers.
    holder: String,
    lasts: Duration,
    is_needed: bool,
    held: Mutex<Option<Lease>>,
}

impl HeldLease {
    /// A lease that is not held yet; `holder` is no other server's name.
    pub(crate) fn new(
        store: &Store,
        clock: &Arc<dyn Clock>,
        name: &'static str,
        holder: &str,
        lasts: Duration,
    ) -> Self {
        Self {
            store: store.clone(),
            clock: Arc::clone(clock),
            name,
            holder: holder.to_owned(),
            lasts,
            is_needed: store.is_shared(),
            held: Mutex::new(None),
        }
    }

    /// Is needed though the store is not shared: a test's servers live in one program.
    #[cfg(test)]
    pub(crate) fn need(&mut self) {
        self.is_needed = true;
    }

    /// Says whether this server holds the lease, and takes or prolongs it where that is due.
    pub(crate) async fn hold(&self) -> Result<bool, StoreError> {
        if !self.is_needed {
            return Ok(true);
        }
        let (leases, now) = (self.store.leases(), self.clock.now());
        let half_time = now.plus_micros(i64::try_from(self.lasts.as_micros()).unwrap_or(i64::MAX) / 2);
        let mut held = self.held.lock().await;
        let next = match held.as_ref() {
            Some(lease) if lease.expires_at > half_time => return Ok(true),
            // When the store fails the lease stays remembered: its own holder could not take it again.
            Some(lease) => leases.renew(lease, self.lasts, now).await?,
            None => leases.acquire(self.name, &self.holder, self.lasts, now).await?,
        };
        *held = next;
        Ok(held.is_some())
    }

    /// Does what may take longer than the lease lasts, and prolongs it meanwhile.
    ///
    /// Should the lease pass on all the same, the work goes on: two at once work in vain, and nothing is lost.
    pub(crate) async fn during<T>(&self, work: impl Future<Output = T>) -> T {
        tokio::select! {
            biased;
            done = work => done,
            never = self.prolong() => match never {},
        }
    }

    async fn prolong(&self) -> Infallible {
        loop {
            tokio::time::sleep(self.lasts / 4).await;
            if let Err(error) = self.hold().await {
                let error = &error as &dyn std::error::Error;
                tracing::debug!(error, lease = self.name, "a lease could not be prolonged");
            }
        }
    }

    /// Lets another server have the lease at once.
    pub(crate) async fn release(&self) -> Result<(), StoreError> {
        if let Some(lease) = self.held.lock().await.take() {
            self.store.leases().release(&lease).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::Mutex;

    use otklik_core::Timestamp;

    use super::*;

    /// A clock that stands until it is moved.
    pub(crate) struct HandClock(Mutex<Timestamp>);

    impl HandClock {
        pub(crate) fn new() -> Arc<Self> {
            Arc::new(Self(Mutex::new(Timestamp(1_780_000_000_000_000))))
        }

        pub(crate) fn advance(&self, seconds: i64) {
            let mut now = self.0.lock().unwrap();
            *now = now.plus_micros(seconds * 1_000_000);
        }
    }

    impl Clock for HandClock {
        fn now(&self) -> Timestamp {
            *self.0.lock().unwrap()
        }
    }

    const LASTS: Duration = Duration::from_secs(60);

    #[tokio::test]
    async fn a_lease_is_prolonged_passes_on_when_its_holder_falls_silent_and_can_be_let_go() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let clock = HandClock::new();
        let shared: Arc<dyn Clock> = Arc::clone(&clock) as Arc<dyn Clock>;
        let server = |name| {
            let mut lease = HeldLease::new(&store, &shared, "work", name, LASTS);
            lease.need();
            lease
        };
        let (one, two) = (server("one"), server("two"));
        assert!(one.hold().await.unwrap());
        assert!(!two.hold().await.unwrap());
        clock.advance(40);
        assert!(one.hold().await.unwrap(), "it is prolonged");
        clock.advance(40);
        assert!(!two.hold().await.unwrap());
        clock.advance(30);
        assert!(two.hold().await.unwrap(), "the one fell silent");
        assert!(!one.hold().await.unwrap());
        two.release().await.unwrap();
        assert!(one.hold().await.unwrap());
    }

    #[tokio::test]
    async fn work_that_takes_longer_than_the_lease_keeps_it() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let clock = HandClock::new();
        let shared: Arc<dyn Clock> = Arc::clone(&clock) as Arc<dyn Clock>;
        let short = Duration::from_millis(400);
        let mut one = HeldLease::new(&store, &shared, "work", "one", short);
        let mut two = HeldLease::new(&store, &shared, "work", "two", short);
        one.need();
        two.need();
        assert!(one.hold().await.unwrap());
        let work = async {
            for _ in 0..8 {
                clock.0.lock().map(|mut now| *now = now.plus_micros(150_000)).unwrap();
                tokio::time::sleep(Duration::from_millis(250)).await;
                assert!(!two.hold().await.unwrap());
            }
            "done"
        };
        assert_eq!(one.during(work).await, "done");
    }

    #[tokio::test]
    async fn where_no_other_server_can_be_the_store_is_not_asked() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let clock: Arc<dyn Clock> = HandClock::new();
        let lease = HeldLease::new(&store, &clock, "work", "one", LASTS);
        store.close().await;
        assert!(lease.hold().await.unwrap());
        lease.release().await.unwrap();
    }
}
