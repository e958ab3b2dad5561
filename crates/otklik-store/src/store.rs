//! One open data folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::audit::Audit;
use crate::catalogue::Catalogues;
use crate::database::{Database, FolderLock, Place, StoreSize};
use crate::error::StoreError;
use crate::feedback::FeedbackReads;
use crate::imports::Imports;
use crate::inbox::{Inbox, InboxState};
use crate::jobs::Jobs;
use crate::keys::Keys;
use crate::kinds::{KindCache, Kinds};
use crate::leases::Leases;
use crate::people::{Consents, Erasures, People, PeopleState};
use crate::rejects::Rejects;
use crate::saved::{SavedItems, SavedKind};
use crate::sessions::Sessions;
use crate::units::Units;
use crate::users::{HashingGate, Users};
use crate::workspace::Workspaces;

/// The state of one installation; clones share it.
#[derive(Clone, Debug)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    database: Database,
    inbox: InboxState,
    kinds: KindCache,
    people: PeopleState,
    hashing: HashingGate,
    folder: PathBuf,
    /// The PostgreSQL database; none when the state is in a file of the folder.
    address: Option<String>,
    /// Held only when the state is in a file of the folder.
    lock: Option<Arc<FolderLock>>,
}

impl Store {
    /// Opens a folder with its state in a file: see [`Store::open_at`].
    pub async fn open(folder: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_at(Place::folder(folder.as_ref())).await
    }

    /// Opens the place and creates what is missing.
    ///
    /// A folder with its state in a file is held against other programs until the store is closed or dropped;
    /// a PostgreSQL database may be shared by several.
    pub async fn open_at(place: Place) -> Result<Self, StoreError> {
        let lock = match place.database {
            Some(_) => FolderLock::create(&place.folder).map(|()| None)?,
            None => Some(Arc::new(FolderLock::take(&place.folder).await?)),
        };
        let database = Database::open(&place).await?;
        crate::people::give_key(&database).await?;
        let inbox = InboxState::start(&database, lock.clone()).await?;
        let kinds = KindCache::load(&database).await?;
        let people = PeopleState::default();
        let (folder, address, hashing) = (place.folder, place.database, HashingGate::default());
        Ok(Self { inner: Arc::new(Inner { database, inbox, kinds, people, hashing, folder, address, lock }) })
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.inner.folder
    }

    /// Whether other programs may be using the same state at the same time.
    pub fn is_shared(&self) -> bool {
        self.inner.address.is_some()
    }

    /// The PostgreSQL database; empty when the state is in a file of the folder.
    pub(crate) fn address(&self) -> &str {
        self.inner.address.as_deref().unwrap_or_default()
    }

    /// Waits for what runs, closes the database and lets the folder go; whatever comes after is refused.
    pub async fn close(&self) {
        self.inner.database.close().await;
        if let Some(lock) = &self.inner.lock {
            lock.release();
        }
    }

    /// Events that were acknowledged and wait for the lake.
    pub fn inbox(&self) -> Inbox<'_> {
        Inbox::new(self.database(), &self.inner.inbox)
    }

    /// The numbers of distinct kinds of events.
    pub fn kinds(&self) -> Kinds<'_> {
        Kinds::new(self.database(), &self.inner.kinds)
    }

    /// Who people are.
    pub fn people(&self) -> People<'_> {
        People::new(self.database(), &self.inner.people)
    }

    /// Erasing people.
    pub fn erasures(&self) -> Erasures<'_> {
        Erasures::new(self.database(), &self.inner.people, self.folder())
    }

    /// What people agreed to.
    pub fn consents(&self) -> Consents<'_> {
        Consents::new(self.database(), self.people())
    }

    /// The company's units.
    pub fn units(&self) -> Units<'_> {
        Units::new(self.database())
    }

    /// What events mean.
    pub fn catalogue(&self) -> Catalogues<'_> {
        Catalogues::new(self.database())
    }

    /// What the company says of itself.
    pub fn workspace(&self) -> Workspaces<'_> {
        Workspaces::new(self.database())
    }

    /// Who may sign in.
    pub fn users(&self) -> Users<'_> {
        Users::new(self.database(), &self.inner.hashing)
    }

    /// Who is signed in.
    pub fn sessions(&self) -> Sessions<'_> {
        Sessions::new(self.database())
    }

    /// Which programs may send events.
    pub fn keys(&self) -> Keys<'_> {
        Keys::new(self.database())
    }

    /// Addresses of pages with their questions.
    pub fn saved_views(&self) -> SavedItems<'_> {
        SavedItems::new(self.database(), SavedKind::View)
    }

    /// Panels in arrangements.
    pub fn boards(&self) -> SavedItems<'_> {
        SavedItems::new(self.database(), SavedKind::Board)
    }

    /// Maps that people draw and write.
    pub fn maps(&self) -> SavedItems<'_> {
        SavedItems::new(self.database(), SavedKind::Map)
    }

    /// Which feedback was read, and by whom.
    pub fn feedback(&self) -> FeedbackReads<'_> {
        FeedbackReads::new(self.database())
    }

    /// What was refused, and why.
    pub fn rejects(&self) -> Rejects<'_> {
        Rejects::new(self.database())
    }

    /// Which files were imported.
    pub fn imports(&self) -> Imports<'_> {
        Imports::new(self.database())
    }

    /// Work that is done later or takes long.
    pub fn jobs(&self) -> Jobs<'_> {
        Jobs::new(self.database())
    }

    /// Who may do something alone.
    pub fn leases(&self) -> Leases<'_> {
        Leases::new(self.database())
    }

    /// What was done, and by whom.
    pub fn audit(&self) -> Audit<'_> {
        Audit::new(self.database())
    }

    /// How much there is.
    pub async fn size(&self) -> Result<StoreSize, StoreError> {
        self.database().size(self.folder()).await
    }

    /// Writes a consistent copy of the SQLite file while everything goes on; durable and checked when this returns.
    ///
    /// The target must not exist. A PostgreSQL database is refused: its own tools copy it.
    pub async fn backup_to(&self, target: impl AsRef<Path>) -> Result<(), StoreError> {
        self.database().back_up(self.folder(), target.as_ref()).await
    }

    pub(crate) fn database(&self) -> &Database {
        &self.inner.database
    }

    pub(crate) fn hashing(&self) -> &HashingGate {
        &self.inner.hashing
    }
}
