//! A data folder, opened.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use otklik_collect::{Housekeeping, Intake};
use otklik_core::Clock;
use otklik_insight::Insight;
use otklik_lake::Lake;
use otklik_store::Store;

use crate::system_clock::SystemClock;

/// Everything that a data folder holds, put together.
pub struct Installation {
    pub store: Store,
    pub intake: Arc<Intake>,
    pub housekeeping: Arc<Housekeeping>,
    pub insight: Arc<Insight>,
    pub clock: Arc<dyn Clock>,
}

impl Installation {
    /// Opens a data folder, or makes it.
    pub async fn open(folder: &Path) -> Result<Self> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let store = Store::open(folder).await?;
        let lake = folder.join("lake");
        let lake = Arc::new(Lake::open(&lake).await.with_context(|| lake.display().to_string())?);
        let intake = Arc::new(Intake::new(store.clone(), Arc::clone(&lake), Arc::clone(&clock)));
        let housekeeping =
            Arc::new(Housekeeping::new(store.clone(), Arc::clone(&lake), Arc::clone(&clock), server_name(&clock)));
        let insight = Arc::new(Insight::new(lake, store.clone(), Arc::clone(&clock)));
        Ok(Self { store, intake, housekeeping, insight, clock })
    }
}

/// A name that no other server on the same store has.
fn server_name(clock: &Arc<dyn Clock>) -> String {
    format!("{}-{}", std::process::id(), clock.now().0)
}
