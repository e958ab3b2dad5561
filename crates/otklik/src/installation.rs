//! A data folder, opened.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use otklik_collect::{Alone, Housekeeping, ImportDesk, InboxSink, Intake};
use otklik_core::Clock;
use otklik_insight::Insight;
use otklik_lake::Lake;
use otklik_store::Store;

use crate::system_clock::SystemClock;

/// Everything that a data folder holds, put together.
pub struct Installation {
    pub store: Store,
    pub intake: Arc<Intake>,
    pub housekeeping: Arc<Housekeeping<Alone>>,
    pub insight: Arc<Insight>,
    pub imports: Arc<ImportDesk>,
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
        let housekeeping = Arc::new(Housekeeping::new(Arc::clone(&lake), Arc::clone(&clock), Alone));
        let insight = Arc::new(Insight::new(lake, store.clone(), Arc::clone(&clock)));
        let sink = Arc::new(InboxSink::new(store.clone(), Arc::clone(&clock)));
        let imports = ImportDesk::new(folder, store.clone(), sink, Arc::clone(&clock));
        Ok(Self { store, intake, housekeeping, insight, imports, clock })
    }
}
