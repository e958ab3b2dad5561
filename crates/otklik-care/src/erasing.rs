//! Brings erasures to their end: nothing of the person is left on the disk.
//!
//! The store forgets who a person is at once. What remains are their events in the lake, refused rows that name them, files
//! that were received, and old pages and logs of the database: these are looked for until a look finds nothing.

mod log;

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use otklik_core::{Clock, Timestamp};
use otklik_lake::Lake;
use otklik_store::{Erased, HeldLease, Mentions, OpenErasure, Store};
use tokio::sync::Notify;

use crate::error::CareError;
pub use log::ERASURES;
pub(crate) use log::{LoggedErasure, add, copy_to, read};

/// Events on their way when somebody was erased reach the lake within this time; after it one more look is taken.
const SETTLES_WITHIN: Duration = Duration::from_secs(60);
/// While something is left.
const PAUSE: Duration = Duration::from_secs(5);
/// While nobody is to be erased here; another server may have been asked.
const IDLE_PAUSE: Duration = Duration::from_secs(60);
/// Of several servers one erases at a time.
const LEASE: &str = "erasing";
/// After a server died in the middle of it another one takes over so late; while it lives it keeps the lease, however long it takes.
const LEASE_LASTS: Duration = Duration::from_secs(15);

/// Where else something of a person may lie.
#[async_trait]
pub trait Forgets: Send + Sync {
    /// Deletes what names one of these people.
    async fn forget(&self, mentions: &Mentions) -> Result<Forgotten, Box<dyn Error + Send + Sync>>;
}

/// What was deleted elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Things that were deleted.
    pub things: u64,
    /// Whether something could not be looked at yet.
    pub is_waiting: bool,
}

/// Erases what is left of people.
pub struct Erasing {
    store: Store,
    lake: Arc<Lake>,
    clock: Arc<dyn Clock>,
    lease: HeldLease,
    elsewhere: Vec<Arc<dyn Forgets>>,
    wanted: Notify,
}

impl Erasing {
    /// Erasing from a store and its lake by one of the servers on them; `holder` is no other server's name.
    pub fn new(
        store: Store,
        lake: Arc<Lake>,
        clock: Arc<dyn Clock>,
        holder: &str,
        elsewhere: Vec<Arc<dyn Forgets>>,
    ) -> Self {
        let lease = HeldLease::new(&store, &clock, LEASE, holder, LEASE_LASTS);
        Self { store, lake, clock, lease, elsewhere, wanted: Notify::new() }
    }

    /// Says that somebody is to be erased, so that it is begun at once.
    pub fn begin(&self) {
        self.wanted.notify_one();
    }

    /// Erases whoever is to be erased, for ever; what fails is said and tried again.
    pub async fn run(&self) {
        loop {
            let pause = match self.run_once().await {
                Ok(0) => IDLE_PAUSE,
                Ok(_) => PAUSE,
                Err(error) => {
                    tracing::error!(error = &error as &dyn Error, "an erasure is not finished yet");
                    PAUSE
                }
            };
            tokio::select! {
                () = self.wanted.notified() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Looks once for what is left; answers how many erasures are not finished.
    pub async fn run_once(&self) -> Result<usize, CareError> {
        let open = self.store.erasures().open().await.map_err(CareError::store("erase from"))?;
        if open.is_empty() {
            return Ok(0);
        }
        let count = open.len();
        let left = self.lease.alone(self.look(open)).await.map_err(CareError::store("take a lease in"))?;
        Ok(left.transpose()?.unwrap_or(count))
    }

    async fn look(&self, open: Vec<OpenErasure>) -> Result<usize, CareError> {
        self.note(&open).await?;
        if !self.nothing_is_on_its_way(&open).await? {
            return Ok(open.len());
        }
        let mut mentions = Mentions::default();
        for erasure in &open {
            mentions.extend(erasure.mentions.clone());
        }
        let mut elsewhere = Forgotten::default();
        for place in &self.elsewhere {
            let forgotten = place.forget(&mentions).await.map_err(CareError::Elsewhere)?;
            elsewhere.things += forgotten.things;
            elsewhere.is_waiting |= forgotten.is_waiting;
        }
        let is_done = erase(&self.store, &self.lake, &open, elsewhere.things, self.clock.now()).await?;
        let mut left = 0;
        for erasure in &open {
            let has_settled = self.clock.now() >= settled_at(erasure);
            if is_done && has_settled && !elsewhere.is_waiting {
                finish(&self.store, erasure, self.clock.now()).await?;
            } else {
                left += 1;
            }
        }
        Ok(left)
    }

    /// Writes into the log whom a restore must not bring back.
    async fn note(&self, open: &[OpenErasure]) -> Result<(), CareError> {
        let erasures = self.store.erasures();
        let key = erasures.key_name().await.map_err(CareError::store("read"))?;
        let mut logged = Vec::new();
        for OpenErasure { erasure, .. } in open {
            let hashes = erasures.hashes(erasure.number).await.map_err(CareError::store("read"))?;
            logged.push(LoggedErasure {
                erased_at: erasure.requested_at,
                by: erasure.requested_by.clone(),
                basis: erasure.basis,
                reference: erasure.reference.clone(),
                key: key.clone(),
                hashes: hashes.into_iter().map(log::shown).collect(),
            });
        }
        let folder = self.store.folder().to_owned();
        let adding = tokio::task::spawn_blocking(move || log::add(&folder, &logged));
        adding.await.map_err(CareError::Interrupted)?
    }

    /// Whether events that were given to these people before they were erased are all in the lake.
    async fn nothing_is_on_its_way(&self, open: &[OpenErasure]) -> Result<bool, CareError> {
        self.lake.refresh().await.map_err(CareError::lake("read"))?;
        let through = self.lake.snapshot().through;
        if open.iter().all(|erasure| erasure.after <= through) {
            return Ok(true);
        }
        // Positions that were reserved leave gaps behind the last event.
        let waiting = self.store.inbox().pending(through, 1).await.map_err(CareError::store("read"))?;
        Ok(waiting.is_empty())
    }
}

fn settled_at(erasure: &OpenErasure) -> Timestamp {
    erasure.erasure.requested_at.plus_micros(i64::try_from(SETTLES_WITHIN.as_micros()).unwrap_or(i64::MAX))
}

/// Takes one look at store and lake for all of these people, however many; says whether nothing is left of them there.
///
/// What was deleted elsewhere, and may have named several, stands in the first act.
pub(crate) async fn erase(
    store: &Store,
    lake: &Lake,
    open: &[OpenErasure],
    imports: u64,
    now: Timestamp,
) -> Result<bool, CareError> {
    let mentions: Vec<&Mentions> = open.iter().map(|erasure| &erasure.mentions).collect();
    let refused = store.rejects().erase(&mentions).await.map_err(CareError::store("erase from"))?;
    let identities = open.iter().flat_map(|erasure| &erasure.identities).copied().collect();
    let gone = lake.erase(&identities, now).await.map_err(CareError::lake("erase from"))?;
    let is_wiped = store.erasures().wipe().await.map_err(CareError::store("erase from"))?;
    let mut imports = Some(imports);
    for (erasure, refused) in open.iter().zip(refused) {
        let (events, files) = gone.of(&erasure.identities);
        let imports = imports.take().unwrap_or_default();
        let more = Erased { events, files, refused, imports, ..Erased::default() };
        store.erasures().report(erasure.erasure.number, more, now).await.map_err(CareError::store("erase from"))?;
    }
    Ok(is_wiped && gone.waiting == 0)
}

/// Ends an erasure, and with it what was kept to look for the person.
pub(crate) async fn finish(store: &Store, erasure: &OpenErasure, now: Timestamp) -> Result<(), CareError> {
    let failed = || CareError::store("erase from");
    store.erasures().finish(erasure.erasure.number, now).await.map_err(failed())?;
    // If somebody reads right now, the log is emptied with the next checkpoint that finds nobody.
    if !store.erasures().wipe().await.map_err(failed())? {
        tracing::warn!(act = erasure.erasure.number, "the database's log is emptied a little later");
    }
    Ok(())
}
