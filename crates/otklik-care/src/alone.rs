//! Work that one server at a time does for all of them.

use std::time::Duration;

use otklik_core::Clock;
use otklik_store::Store;

use crate::error::CareError;

/// After a server died in the middle of the work another one takes over so late.
const LEASE_LASTS: Duration = Duration::from_secs(600);

/// Does the work while no other server on the store does it; none when one does.
pub(crate) async fn alone<T>(
    store: &Store,
    clock: &dyn Clock,
    name: &str,
    holder: &str,
    work: impl Future<Output = Result<T, CareError>>,
) -> Result<Option<T>, CareError> {
    // Whoever holds the folder is alone, and should not wait for a lease that it held before it was killed.
    if !store.is_shared() {
        return work.await.map(Some);
    }
    let failed = || CareError::store("take a lease in");
    let leases = store.leases();
    let taken = leases.acquire(name, holder, LEASE_LASTS, clock.now()).await.map_err(failed())?;
    let Some(lease) = taken else { return Ok(None) };
    let done = work.await;
    leases.release(&lease).await.map_err(failed())?;
    done.map(Some)
}
