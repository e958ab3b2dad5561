//! A data folder, opened.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use otklik_api::{ImportedFiles, TakenEvents};
use otklik_care::{Erasing, Forgets};
use otklik_collect::{Housekeeping, ImportDesk, Intake, Roads, Sink};
use otklik_core::Clock;
use otklik_insight::Insight;
use otklik_lake::Lake;
use otklik_store::{Place, Store};

use crate::arguments::Data;
use crate::configuration::Configuration;
use crate::speech::Speech;
use crate::system_clock::SystemClock;

/// Everything that a data folder holds, put together.
pub struct Installation {
    pub store: Store,
    pub lake: Arc<Lake>,
    pub intake: Arc<Intake>,
    pub housekeeping: Arc<Housekeeping>,
    pub insight: Arc<Insight>,
    pub imports: Arc<ImportDesk>,
    pub erasing: Arc<Erasing>,
    pub sink: Arc<Roads>,
    pub clock: Arc<dyn Clock>,
    /// A name that no other server on the same store has.
    pub server: String,
}

impl Installation {
    /// Opens what the command line and the configuration name.
    pub async fn open_for(data: &Data, speech: &Speech) -> Result<Self> {
        let settled = data.settle(None).map_err(|error| error.told(speech))?;
        Self::open_configured(&settled.configuration).await
    }

    /// Opens what a configuration names.
    pub async fn open_configured(configuration: &Configuration) -> Result<Self> {
        let data = &configuration.data;
        let place = Place { folder: data.folder.clone(), database: data.database.clone() };
        let installation = Self::open_at(place).await?;
        installation.lake.limit_journeys(configuration.journey_limits());
        Ok(installation)
    }

    /// Opens what a configuration names, if there is anything yet.
    pub async fn open_existing(configuration: &Configuration, speech: &Speech) -> Result<Self> {
        let folder = &configuration.data.folder;
        if !folder.join("lake").exists() {
            bail!(speech.say_with("cli-data-missing", &[("folder", folder.display().to_string())]));
        }
        Self::open_configured(configuration).await
    }

    /// Opens a data folder, or makes it.
    pub async fn open(folder: &Path) -> Result<Self> {
        Self::open_at(Place::folder(folder)).await
    }

    async fn open_at(place: Place) -> Result<Self> {
        let folder = place.folder.clone();
        if folder.join(otklik_care::UNFINISHED).exists() {
            bail!("a restore into {} was cut off; empty the folder and restore again", folder.display());
        }
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let is_alone = place.database.is_none();
        let store = Store::open_at(place).await?;
        let opened_at = clock.now();
        let lake = folder.join("lake");
        let lake = Arc::new(Lake::open(&lake).await.with_context(|| lake.display().to_string())?);
        if is_alone {
            // The store's lock keeps every other program out.
            lake.is_alone_since(opened_at);
        }
        let server = server_name(&clock);
        let intake = Arc::new(Intake::new(store.clone(), Arc::clone(&lake), Arc::clone(&clock), &server));
        let housekeeping = Arc::new(Housekeeping::new(store.clone(), Arc::clone(&lake), Arc::clone(&clock), &server));
        let insight = Arc::new(Insight::new(Arc::clone(&lake), store.clone(), Arc::clone(&clock)));
        let sink = Arc::new(Roads::new(store.clone(), Arc::clone(&lake), Arc::clone(&intake), Arc::clone(&clock)));
        let imports = ImportDesk::new(&folder, store.clone(), Arc::clone(&sink) as Arc<dyn Sink>, Arc::clone(&clock));
        let elsewhere: Vec<Arc<dyn Forgets>> =
            vec![Arc::new(ImportedFiles(Arc::clone(&imports))), Arc::new(TakenEvents(Arc::clone(&intake)))];
        let erasing = Erasing::new(store.clone(), Arc::clone(&lake), Arc::clone(&clock), &server, elsewhere);
        let erasing = Arc::new(erasing);
        Ok(Self { store, lake, intake, housekeeping, insight, imports, erasing, sink, clock, server })
    }
}

/// A name that no other server on the same store has.
fn server_name(clock: &Arc<dyn Clock>) -> String {
    format!("{}-{}", std::process::id(), clock.now().0)
}
