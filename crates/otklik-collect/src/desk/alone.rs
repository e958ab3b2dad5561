//! One server at a time works on an import.

use std::sync::Arc;
use std::time::Duration;

use otklik_core::Clock;
use otklik_store::{Lease, Store, StoreError};

/// After a server died another one takes over so late.
const LASTS: Duration = Duration::from_secs(60);
/// A lease is prolonged so often.
const RENEWED_EVERY: Duration = Duration::from_secs(15);

/// The right to work on an import alone.
pub(super) struct Alone {
    store: Store,
    clock: Arc<dyn Clock>,
    /// None where the store is one program's: it holds the folder alone, and whoever held it before is gone.
    lease: Option<Lease>,
}

impl Alone {
    /// Takes the right, unless another server has it.
    pub(super) async fn with(
        store: &Store,
        clock: &Arc<dyn Clock>,
        import: &str,
        holder: &str,
    ) -> Result<Option<Self>, StoreError> {
        let (store, clock) = (store.clone(), Arc::clone(clock));
        if !store.is_shared() {
            return Ok(Some(Self { store, clock, lease: None }));
        }
        let name = format!("import-{import}");
        let lease = store.leases().acquire(&name, holder, LASTS, clock.now()).await?;
        Ok(lease.map(|lease| Self { store, clock, lease: Some(lease) }))
    }

    /// Prolongs the right for as long as it is not lost; ends when it is.
    pub(super) async fn until_lost(&self) {
        let Some(lease) = &self.lease else { return std::future::pending().await };
        let mut prolonged_at = self.clock.now();
        loop {
            tokio::time::sleep(RENEWED_EVERY).await;
            let now = self.clock.now();
            match self.store.leases().renew(lease, LASTS, now).await {
                Ok(Some(_)) => prolonged_at = now,
                Ok(None) => return,
                // A database that is away for a moment takes no right away; one that is away for long does.
                Err(_) if now < prolonged_at.plus_micros(LASTS.as_micros() as i64 / 2) => {}
                Err(_) => return,
            }
        }
    }

    /// Lets another server work at once.
    pub(super) async fn give_up(self) {
        if let Some(lease) = &self.lease
            && let Err(error) = self.store.leases().release(lease).await
        {
            tracing::warn!(
                lease = lease.name,
                error = &error as &dyn std::error::Error,
                "a lease stays until it expires"
            );
        }
    }
}
