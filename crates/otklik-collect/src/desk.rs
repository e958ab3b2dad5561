//! Imports by the page: files are received, looked at, mapped, checked and imported in the background.
//!
//! Each import has a folder of its own with its files and its state; the state is written whole and synced after every
//! step, so that a restart goes on where it was. What the files are called never becomes a path.

mod folder;
mod forget;
mod pieces;
mod rejected;
mod roads;
mod sink;
mod state;
mod work;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use otklik_core::{Clock, ErrorCode, Event};
use otklik_store::{HeldLease, Store, StoreError};
use thiserror::Error;
use tokio::sync::Semaphore;
use tokio::task;
use uuid::Uuid;

pub use folder::Receiving;
pub use forget::ForgottenImports;
pub use pieces::{Parts, Pieces, ReadyParts};
pub use rejected::RefusedRows;
pub use roads::Roads;
pub use sink::{Piece, Settled, Sink, SinkError, Taken};
pub use state::{Failure, ImportProgress, ImportStage, ImportState, PieceUnderWay, UploadedFile};

use crate::draft::Draft;
use crate::guess::{Doubt, DoubtAbout, Known, guess};
use crate::import::{Import, ImportError, RowReject};
use crate::mapping::{Mapping, MappingError, Say};
use crate::message::{Message, message_key};
use folder::ImportFolder;
use work::give_up;

/// Imports that are checked at once; more of them wait.
const CHECKED_AT_ONCE: usize = 2;
/// Imports whose events are taken at once: each of them holds two pieces in memory.
const RUN_AT_ONCE: usize = 1;
/// Files of one import.
const FILES: usize = 100;
/// How often a server looks for imports that another one left.
const TAKEN_UP_EVERY: Duration = Duration::from_secs(30);
/// After a server died another one goes on with its imports so late.
const LEASE_LASTS: Duration = Duration::from_secs(60);

/// Why something cannot be done with an import.
#[derive(Debug, Error)]
pub enum DeskError {
    /// There is no such import.
    #[error("there is no import {id:?}")]
    Unknown {
        /// The id that was asked for.
        id: String,
    },
    /// It cannot be done at this stage, such as changing the mapping while rows are read.
    #[error("the import is {}", stage.as_str())]
    WrongStage {
        /// The stage at which it is.
        stage: ImportStage,
    },
    /// Too many files in one import.
    #[error("an import has at most {limit} files")]
    TooManyFiles {
        /// The limit.
        limit: usize,
    },
    /// A file is larger than what is taken.
    #[error("a file has more than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The files cannot be read as they are.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The mapping cannot be used.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// The folder of imports cannot be read or written.
    #[error("cannot {operation} in the folder of imports")]
    Folder {
        /// What failed.
        operation: &'static str,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// The store failed.
    #[error("cannot keep what was imported")]
    Store(#[from] StoreError),
    /// Events could not be taken.
    #[error(transparent)]
    Sink(#[from] SinkError),
    /// Background work was cut off.
    #[error("the work was cut off")]
    CutOff(#[from] task::JoinError),
}

impl DeskError {
    /// What to say about it, when it is the files' or the mapping's fault.
    pub fn message(&self) -> Option<Message> {
        match self {
            Self::Import(error) => Some(error.message()),
            Self::Mapping(error) => Some(error.message()),
            _ => None,
        }
    }

    /// What to say of an import that failed by it.
    fn why(&self) -> Message {
        self.message().unwrap_or_else(|| {
            let code = match self {
                Self::Store(error) => error.code(),
                Self::Sink(error) => error.code(),
                _ => ErrorCode::Internal,
            };
            Message::new(&message_key(code), [])
        })
    }
}

/// The first events and refusals, as they would be.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// Events.
    pub events: Vec<Event>,
    /// Refused rows among those that were read.
    pub rejected: Vec<RowReject>,
    /// Rows that were read.
    pub rows: u64,
}

/// Keeps the imports of an installation.
pub struct ImportDesk {
    folder: PathBuf,
    store: Store,
    sink: Arc<dyn Sink>,
    clock: Arc<dyn Clock>,
    /// Who this is among the servers on a store.
    holder: String,
    checking: Semaphore,
    running: Semaphore,
    /// What is under way, by the import's id.
    under_way: Mutex<HashMap<String, Arc<UnderWay>>>,
}

/// Work on an import that somebody may look at or stop.
#[derive(Default)]
struct UnderWay {
    is_cancelled: AtomicBool,
    progress: Mutex<ImportProgress>,
}

impl ImportDesk {
    /// A desk over `<data>/imports`; the folder is made when the first file comes.
    pub fn new(data: &Path, store: Store, sink: Arc<dyn Sink>, clock: Arc<dyn Clock>) -> Arc<Self> {
        let folder = data.join("imports");
        let under_way = Mutex::new(HashMap::new());
        let holder = Uuid::new_v4().to_string();
        let (checking, running) = (Semaphore::new(CHECKED_AT_ONCE), Semaphore::new(RUN_AT_ONCE));
        Arc::new(Self { folder, store, sink, clock, holder, checking, running, under_way })
    }

    /// Begins an import without files.
    pub async fn begin(&self, by: &str) -> Result<ImportState, DeskError> {
        let now = self.clock.now();
        let by = by.to_owned();
        let folder = self.folder.clone();
        blocking(move || ImportFolder::create(&folder, &by, now)).await
    }

    /// Begins to receive a file; it belongs to the import when [`Receiving::finish`] returned.
    pub async fn receive(&self, id: &str, name: &str, most_bytes: u64) -> Result<Receiving, DeskError> {
        let folder = self.find(id)?;
        let state = self.changeable(&folder).await?;
        if state.files.len() >= FILES {
            return Err(DeskError::TooManyFiles { limit: FILES });
        }
        let name = plain_name(name);
        blocking(move || Receiving::begin(folder, name, most_bytes)).await
    }

    /// Looks at the files and guesses their mapping; what was mapped before is given up.
    pub async fn guess(&self, id: &str, known: Known) -> Result<ImportState, DeskError> {
        let folder = self.find(id)?;
        let mut state = self.changeable(&folder).await?;
        let files = folder.inputs(&state);
        let guessed = blocking(move || guess(&files, &known).map_err(DeskError::from)).await?;
        state.guess = Some(guessed);
        state.toml = None;
        state.reset();
        self.save(folder, state).await
    }

    /// Takes a changed draft; one that gives no mapping yet only while something else is left to be settled.
    pub async fn set_draft(&self, id: &str, draft: Draft) -> Result<ImportState, DeskError> {
        let mapping = draft.mapping();
        let folder = self.find(id)?;
        let mut state = self.changeable(&folder).await?;
        let Some(guess) = &mut state.guess else { return Err(DeskError::WrongStage { stage: state.stage }) };
        let is_settled = |about| match about {
            DoubtAbout::DateOrder | DoubtAbout::DatesMixed => draft.date_order.is_some(),
            DoubtAbout::Time => mapping.is_ok() || draft.at.is_some(),
            DoubtAbout::Currency => mapping.is_ok() || draft.currency.is_some(),
            DoubtAbout::Customer => false,
        };
        guess.doubts.retain(|doubt| !is_settled(doubt.about));
        if !guess.doubts.iter().any(Doubt::must_be_settled) {
            mapping?;
        }
        guess.draft = draft;
        state.toml = None;
        state.reset();
        self.save(folder, state).await
    }

    /// Takes a mapping that somebody wrote as text.
    pub async fn set_toml(&self, id: &str, text: String) -> Result<ImportState, DeskError> {
        Mapping::parse(&text)?;
        let folder = self.find(id)?;
        let mut state = self.changeable(&folder).await?;
        state.toml = Some(text);
        state.reset();
        self.save(folder, state).await
    }

    /// The mapping as text, with comments in the reader's words.
    pub async fn toml(&self, id: &str, say: Say<'_>) -> Result<String, DeskError> {
        let state = self.show(id).await?;
        match &state.toml {
            Some(text) => Ok(text.clone()),
            None => Ok(state.mapping()?.to_toml(say)),
        }
    }

    /// The first events and refusals, as they would be.
    pub async fn preview(&self, id: &str, events: usize) -> Result<Preview, DeskError> {
        let folder = self.find(id)?;
        let state = self.changeable(&folder).await?;
        let files = folder.inputs(&state);
        let (mapping, now) = (state.mapping()?, self.clock.now());
        blocking(move || {
            let mut import = Import::open(mapping, &files, now)?;
            let mut preview = Preview::default();
            while let Some(chunk) = import.next_chunk(events)? {
                preview.rows = chunk.rows_done;
                preview.events.extend(chunk.events);
                preview.rejected.extend(chunk.rejected);
                if preview.events.len() + preview.rejected.len() >= events {
                    break;
                }
            }
            preview.events.truncate(events);
            preview.rejected.truncate(events);
            Ok(preview)
        })
        .await
    }

    /// Reads everything and keeps nothing, in the background.
    pub async fn check(self: &Arc<Self>, id: &str) -> Result<ImportState, DeskError> {
        self.start(id, ImportStage::Checking).await
    }

    /// Imports, in the background; an import that was cancelled or cut off goes on where it was.
    pub async fn run(self: &Arc<Self>, id: &str) -> Result<ImportState, DeskError> {
        self.start(id, ImportStage::Running).await
    }

    async fn start(self: &Arc<Self>, id: &str, stage: ImportStage) -> Result<ImportState, DeskError> {
        let folder = self.find(id)?;
        let lease = self.lease(id);
        if !lease.hold().await? {
            return Err(DeskError::WrongStage { stage: ImportStage::Running });
        }
        let begun = self.begin_work(folder, stage).await;
        match &begun {
            Ok(state) => self.spawn(state, lease),
            Err(_) => give_up(&lease).await,
        }
        begun
    }

    async fn begin_work(&self, folder: ImportFolder, stage: ImportStage) -> Result<ImportState, DeskError> {
        let mut state = self.changeable(&folder).await?;
        state.mapping()?;
        if state.stage == ImportStage::Done {
            return Err(DeskError::WrongStage { stage: state.stage });
        }
        if state.started_at.is_none() {
            state.started_at = Some(self.clock.now());
        }
        state.failure = None;
        state.stage = stage;
        folder.withdraw_stop()?;
        self.save(folder, state).await
    }

    /// Stops what is under way, on whichever server; what was imported before stays.
    pub async fn cancel(&self, id: &str) -> Result<ImportState, DeskError> {
        let folder = self.find(id)?;
        if let Some(under_way) = self.under_way(id) {
            under_way.is_cancelled.store(true, Ordering::Relaxed);
        }
        blocking(move || folder.ask_to_stop()).await?;
        self.show(id).await
    }

    /// Takes up what a restart cut off, and from time to time what another server left when it died.
    pub async fn resume(self: &Arc<Self>) -> Result<(), DeskError> {
        self.take_up().await?;
        if self.store.is_shared() {
            let desk = Arc::downgrade(self);
            tokio::spawn(async move {
                loop {
                    tokio::time::sleep(TAKEN_UP_EVERY).await;
                    let Some(desk) = desk.upgrade() else { return };
                    if let Err(error) = desk.take_up().await {
                        tracing::error!(error = &error as &dyn std::error::Error, "imports cannot be looked through");
                    }
                }
            });
        }
        Ok(())
    }

    /// Goes on with the imports on which nobody works, though somebody should.
    async fn take_up(self: &Arc<Self>) -> Result<(), DeskError> {
        for state in self.list().await? {
            let should_go_on = matches!(state.stage, ImportStage::Checking | ImportStage::Running);
            if !should_go_on || self.under_way(&state.id).is_some() {
                continue;
            }
            let lease = self.lease(&state.id);
            if lease.hold().await? {
                self.spawn(&state, lease);
            }
        }
        Ok(())
    }

    /// The right to work on an import alone.
    fn lease(&self, id: &str) -> HeldLease {
        HeldLease::new(&self.store, &self.clock, &format!("import-{id}"), &self.holder, LEASE_LASTS)
    }

    /// Every import, the newest first.
    pub async fn list(&self) -> Result<Vec<ImportState>, DeskError> {
        let folder = self.folder.clone();
        let states = blocking(move || ImportFolder::list(&folder)).await?;
        Ok(states.into_iter().map(|state| self.with_progress(state)).collect())
    }

    /// One import as it is now.
    pub async fn show(&self, id: &str) -> Result<ImportState, DeskError> {
        let folder = self.find(id)?;
        let state = blocking(move || folder.read()).await?;
        Ok(self.with_progress(state))
    }

    /// The refused rows of a file, by its place among the files that have some.
    pub async fn refused(&self, id: &str, file: &str) -> Result<RefusedRows, DeskError> {
        let folder = self.find(id)?;
        let file = file.to_owned();
        blocking(move || {
            let state = folder.read()?;
            RefusedRows::open(&folder, &state, file)
        })
        .await
    }

    fn find(&self, id: &str) -> Result<ImportFolder, DeskError> {
        ImportFolder::find(&self.folder, id).ok_or_else(|| DeskError::Unknown { id: id.to_owned() })
    }

    /// The state of an import on which nothing is under way.
    async fn changeable(&self, folder: &ImportFolder) -> Result<ImportState, DeskError> {
        let folder = folder.clone();
        let state = blocking(move || folder.read()).await?;
        match state.stage {
            ImportStage::Checking | ImportStage::Running => Err(DeskError::WrongStage { stage: state.stage }),
            _ => Ok(state),
        }
    }

    async fn save(&self, folder: ImportFolder, state: ImportState) -> Result<ImportState, DeskError> {
        blocking(move || folder.write(&state).map(|()| state)).await
    }

    fn under_way(&self, id: &str) -> Option<Arc<UnderWay>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }

    fn with_progress(&self, mut state: ImportState) -> ImportState {
        let goes_on = matches!(state.stage, ImportStage::Checking | ImportStage::Running);
        state.is_stopping = goes_on && self.find(&state.id).is_ok_and(|folder| folder.is_asked_to_stop());
        if let Some(under_way) = self.under_way(&state.id) {
            state.progress = under_way.progress.lock().unwrap_or_else(PoisonError::into_inner).clone();
            state.is_stopping |= under_way.is_cancelled.load(Ordering::Relaxed);
        }
        state
    }
}

/// A file's name as it may be shown: without folders, signs that command a terminal, and of sensible length.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|letter| !letter.is_control()).take(200).collect();
    match plain.trim() {
        "" | "." | ".." => "file".to_owned(),
        name => name.to_owned(),
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, DeskError> + Send + 'static,
) -> Result<T, DeskError> {
    task::spawn_blocking(work).await?
}
