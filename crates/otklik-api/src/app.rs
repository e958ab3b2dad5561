//! What the routes share.

use std::sync::Arc;

use otklik_care::Erasing;
use otklik_collect::ImportDesk;
use otklik_core::Clock;
use otklik_insight::Insight;
use otklik_lake::Lake;
use otklik_store::Store;

use crate::condition::Condition;
use crate::limits::{Gates, Limits};
use crate::site::Site;

/// Everything that the routes work with; the program puts it together.
#[derive(Clone)]
pub struct App {
    /// The state of the installation.
    pub store: Store,
    /// The events for good.
    pub lake: Arc<Lake>,
    /// Who answers questions.
    pub insight: Arc<Insight>,
    /// Imports of files.
    pub imports: Arc<ImportDesk>,
    /// Erasing people.
    pub erasing: Arc<Erasing>,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
    /// How much is taken.
    pub limits: Limits,
    /// Where the installation stands on the network.
    pub site: Arc<Site>,
    /// How the server is doing.
    pub condition: Arc<Condition>,
    /// Who sent how much lately.
    pub(crate) gates: Arc<Gates>,
}

/// What the owner of an installation decides about its server.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// How much is taken.
    pub limits: Limits,
    /// Where the installation stands on the network.
    pub site: Site,
    /// The word with which `/metrics` is read from other machines; without it only this machine may.
    pub metrics_token: Option<String>,
}

impl App {
    /// Puts together what the routes work with.
    pub fn new(
        store: Store,
        lake: Arc<Lake>,
        insight: Arc<Insight>,
        imports: Arc<ImportDesk>,
        erasing: Arc<Erasing>,
        clock: Arc<dyn Clock>,
        settings: Settings,
    ) -> Self {
        let Settings { limits, site, metrics_token } = settings;
        crate::metrics::start();
        let condition = Arc::new(Condition::new(store.folder().to_owned(), &limits, metrics_token));
        Self {
            store,
            lake,
            insight,
            imports,
            erasing,
            clock,
            limits,
            site: Arc::new(site),
            condition,
            gates: Arc::new(Gates::new(&limits)),
        }
    }
}
