//! What one of several programs does at a time.

use std::sync::Arc;
use std::time::Duration;

use otklik_core::Clock;
use tokio::sync::Mutex;

use crate::error::StoreError;
use crate::leases::Lease;
use crate::store::Store;

/// A lease that a program takes, prolongs at half time and lets go; where no other program can be, the store is not asked.
pub struct HeldLease {
    store: Store,
    clock: Arc<dyn Clock>,
    name: String,
    /// Who this is among the programs.
    holder: String,
    lasts: Duration,
    is_needed: bool,
    held: Mutex<Option<Lease>>,
}

impl HeldLease {
    /// A lease that is not held yet; `holder` is no other program's name.
    pub fn new(store: &Store, clock: &Arc<dyn Clock>, name: &str, holder: &str, lasts: Duration) -> Self {
        Self {
            store: store.clone(),
            clock: Arc::clone(clock),
            name: name.to_owned(),
            holder: holder.to_owned(),
            lasts,
            // Whoever holds the folder is alone, and should not wait for a lease that it held before it was killed.
            is_needed: store.is_shared(),
            held: Mutex::new(None),
        }
    }

    /// Is needed though the store is not shared, as where several holders live in one program.
    pub fn need(&mut self) {
        self.is_needed = true;
    }

    /// Says whether this program holds the lease, and takes or prolongs it where that is due.
    pub async fn hold(&self) -> Result<bool, StoreError> {
        if !self.is_needed {
            return Ok(true);
        }
        let (leases, now) = (self.store.leases(), self.clock.now());
        let half_time = now.plus_micros(micros(self.lasts) / 2);
        let mut held = self.held.lock().await;
        let next = match held.as_ref() {
            Some(lease) if lease.expires_at > half_time => return Ok(true),
            // When the store fails the lease stays remembered: its own holder could not take it again.
            Some(lease) => leases.renew(lease, self.lasts, now).await?,
            None => leases.acquire(&self.name, &self.holder, self.lasts, now).await?,
        };
        *held = next;
        Ok(held.is_some())
    }

    /// Does what may take longer than the lease lasts, and prolongs it meanwhile.
    ///
    /// Should the lease pass on all the same, the work goes on: for work that is done in vain by two at once, and loses nothing.
    pub async fn during<T>(&self, work: impl Future<Output = T>) -> T {
        let prolonging = async {
            self.until_lost().await;
            std::future::pending().await
        };
        tokio::select! {
            biased;
            done = work => done,
            never = prolonging => never,
        }
    }

    /// Does what one program does at a time and lets the lease go after it; none while another program has the lease.
    pub async fn alone<T>(&self, work: impl Future<Output = T>) -> Result<Option<T>, StoreError> {
        if !self.hold().await? {
            return Ok(None);
        }
        let done = self.during(work).await;
        self.release().await?;
        Ok(Some(done))
    }

    /// Prolongs the lease for as long as it is not lost; ends when it is.
    pub async fn until_lost(&self) {
        let mut held_at = self.clock.now();
        loop {
            tokio::time::sleep(self.lasts / 4).await;
            let now = self.clock.now();
            match self.hold().await {
                Ok(true) => held_at = now,
                Ok(false) => return,
                Err(error) => {
                    let error = &error as &dyn std::error::Error;
                    tracing::debug!(error, lease = self.name, "a lease could not be prolonged");
                    // A store that is away for a moment takes no lease away; one that is away for long does.
                    if now > held_at.plus_micros(micros(self.lasts) / 2) {
                        return;
                    }
                }
            }
        }
    }

    /// Lets another program have the lease at once.
    pub async fn release(&self) -> Result<(), StoreError> {
        if let Some(lease) = self.held.lock().await.take() {
            self.store.leases().release(&lease).await?;
        }
        Ok(())
    }
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use otklik_core::{FixedClock, Timestamp};

    use super::*;

    fn clock() -> Arc<FixedClock> {
        Arc::new(FixedClock::at(Timestamp(1_780_000_000_000_000)))
    }

    const LASTS: Duration = Duration::from_secs(60);

    #[tokio::test]
    async fn a_lease_is_prolonged_passes_on_when_its_holder_falls_silent_and_can_be_let_go() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let clock = clock();
        let shared: Arc<dyn Clock> = Arc::clone(&clock) as Arc<dyn Clock>;
        let server = |name| {
            let mut lease = HeldLease::new(&store, &shared, "work", name, LASTS);
            lease.need();
            lease
        };
        let (one, two) = (server("one"), server("two"));
        assert!(one.hold().await.unwrap());
        assert!(!two.hold().await.unwrap());
        clock.advance(Duration::from_secs(40));
        assert!(one.hold().await.unwrap(), "it is prolonged");
        clock.advance(Duration::from_secs(40));
        assert!(!two.hold().await.unwrap());
        clock.advance(Duration::from_secs(30));
        assert!(two.hold().await.unwrap(), "the one fell silent");
        assert!(!one.hold().await.unwrap());
        two.release().await.unwrap();
        assert!(one.hold().await.unwrap());
    }

    #[tokio::test]
    async fn work_that_takes_longer_than_the_lease_keeps_it() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let clock = clock();
        let shared: Arc<dyn Clock> = Arc::clone(&clock) as Arc<dyn Clock>;
        let short = Duration::from_millis(400);
        let mut one = HeldLease::new(&store, &shared, "work", "one", short);
        let mut two = HeldLease::new(&store, &shared, "work", "two", short);
        one.need();
        two.need();
        assert!(one.hold().await.unwrap());
        let work = async {
            for _ in 0..8 {
                clock.advance(Duration::from_millis(150));
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
        let clock: Arc<dyn Clock> = clock();
        let lease = HeldLease::new(&store, &clock, "work", "one", LASTS);
        store.close().await;
        assert!(lease.hold().await.unwrap());
        lease.release().await.unwrap();
    }
}
