//! The events table: opening it and committing to it.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use deltalake_core::kernel::transaction::{CommitBuilder, CommitProperties, TransactionError};
use deltalake_core::kernel::{Action, Transaction};
use deltalake_core::operations::create::CreateBuilder;
use deltalake_core::protocol::{DeltaOperation, SaveMode};
use deltalake_core::{DeltaTable, DeltaTableBuilder, DeltaTableError, TableProperty};
use object_store::{ObjectStore, ObjectStoreExt as _};
use otklik_core::{Position, Timestamp};
use tokio::sync::Mutex;
use url::Url;

use crate::cell::overlap;
use crate::compaction::REWRITES;
use crate::data_file::DataFile;
use crate::durable_store::DurableStore;
use crate::encode::ResolvedEvent;
use crate::error::LakeError;
use crate::journeys::Shelves;
use crate::known_ids::KnownIds;
use crate::log::{LOG, recover_log};
use crate::schema::delta_fields;
use crate::snapshot::{Snapshot, Snapshots};
use crate::sql::SqlRuntime;
use crate::tail::write_tail;
use crate::upkeep::Upkeep;

/// The application id under which the inbox position stands in the log.
pub(crate) const INTAKE: &str = "otklik-intake";
/// How often a commit is tried while other processes come first.
const COMMIT_ATTEMPTS: usize = 20;
/// Checkpoints forget removed files after this; they are deleted long before.
const REMOVED_FILES_KNOWN_FOR: &str = "interval 2 hours";

/// The event lake in a folder.
#[derive(Debug)]
pub struct Lake {
    /// The folder of the table.
    pub(crate) folder: PathBuf,
    pub(crate) writer: Mutex<DeltaTable>,
    pub(crate) snapshots: Snapshots,
    pub(crate) upkeep: Upkeep,
    pub(crate) known_ids: Arc<KnownIds>,
    pub(crate) shelves: Shelves,
    pub(crate) sql: SqlRuntime,
    /// Since when nobody else writes into the folder, if that is known.
    pub(crate) alone_since: OnceLock<Timestamp>,
}

impl Lake {
    /// Opens the lake in a folder, or makes it.
    pub async fn open(folder: &Path) -> Result<Self, LakeError> {
        Self::open_over(folder, |folder| Arc::new(DurableStore::in_folder(folder))).await
    }

    /// Opens the lake in a folder over a store whose `/` is the root of the file system.
    pub(crate) async fn open_over(
        folder: &Path,
        store: impl FnOnce(&Path) -> Arc<dyn ObjectStore>,
    ) -> Result<Self, LakeError> {
        let folder_error = |source| LakeError::Folder { folder: folder.to_owned(), source };
        let events = folder.join("events");
        std::fs::create_dir_all(&events).map_err(folder_error)?;
        let root = folder.canonicalize().map_err(folder_error)?;
        let events = events.canonicalize().map_err(folder_error)?;
        recover_log(&events)?;
        let location = Url::from_directory_path(&events)
            .map_err(|()| folder_error(std::io::Error::other("the path is not absolute")))?;
        let mut table = DeltaTableBuilder::from_url(location.clone())
            .and_then(|builder| builder.with_storage_backend(store(&root), location).build())
            .map_err(LakeError::table("open"))?;
        if !table.verify_deltatable_existence().await.map_err(LakeError::table("look for"))? {
            create(&table).await?;
        }
        table.load().await.map_err(LakeError::table("read"))?;
        let snapshot = Snapshot::read(&table, &events).await?;
        Ok(Self {
            folder: events,
            writer: Mutex::new(table),
            snapshots: Snapshots::new(snapshot),
            upkeep: Upkeep::default(),
            known_ids: Arc::default(),
            shelves: Shelves::default(),
            sql: SqlRuntime::default(),
            alone_since: OnceLock::new(),
        })
    }

    /// The newest state that this process knows.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshots.newest()
    }

    /// The newest state, whoever committed it.
    pub async fn fresh_snapshot(&self) -> Result<Arc<Snapshot>, LakeError> {
        self.refresh().await?;
        Ok(self.snapshot())
    }

    /// Takes note of what another process committed; costs two looks into a folder when there is nothing new.
    pub async fn refresh(&self) -> Result<(), LakeError> {
        if self.may_be_behind().await? {
            let mut table = self.writer.lock().await;
            self.update(&mut table).await?;
        }
        Ok(())
    }

    async fn may_be_behind(&self) -> Result<bool, LakeError> {
        let version = self.snapshot().version;
        let entry = |version: u64| self.folder.join(format!("{LOG}/{version:020}.json"));
        let (own, next) = (entry(version), entry(version + 1));
        // Where the own entry has been cleaned away, the next one may have been as well.
        let unchanged = tokio::task::spawn_blocking(move || own.exists() && !next.exists()).await;
        unchanged.map(|unchanged| !unchanged).map_err(LakeError::Interrupted)
    }

    /// Commits events that reach up to an inbox position; what an earlier commit covers is left out.
    ///
    /// On return the events are durable. The same call after a crash changes nothing.
    pub async fn append(&self, events: Vec<ResolvedEvent>, through: Position, now: Timestamp) -> Result<(), LakeError> {
        self.append_unknown(events, |_| false, through, now).await.map(drop)
    }

    /// Commits events like [`Lake::append`], except those among the doubtful whose id the table has already.
    ///
    /// Answers how many were left out. The check and the commit are of the same state of the table.
    pub async fn append_unknown(
        &self,
        mut events: Vec<ResolvedEvent>,
        is_doubtful: impl Fn(&ResolvedEvent) -> bool,
        through: Position,
        now: Timestamp,
    ) -> Result<u64, LakeError> {
        let mut known = 0;
        let mut table = self.writer.lock().await;
        let mut tail: Option<(Position, DataFile)> = None;
        if self.may_be_behind().await? {
            self.update(&mut table).await?;
        }
        for _ in 0..COMMIT_ATTEMPTS {
            let covered = self.snapshot().through;
            if through <= covered {
                self.update(&mut table).await?;
                return Ok(known);
            }
            events.retain(|resolved| resolved.position > covered);
            let left_out = self.leave_out_known(&mut events, &is_doubtful).await?;
            if left_out > 0 {
                // What was written for an earlier attempt has too much in it.
                self.discard_from(&table, tail.take().map(|(_, file)| file)).await;
                known += left_out;
            }
            // What is written already is good for another attempt, unless somebody committed a part of it.
            if tail.as_ref().is_none_or(|(since, _)| *since != covered) && !events.is_empty() {
                let file;
                (events, file) = write_tail(table.object_store().as_ref(), events).await?;
                tail = Some((covered, file));
            }
            let actions = tail.iter().filter(|_| !events.is_empty()).map(|(_, file)| file.add(true, now)).collect();
            let operation = DeltaOperation::Write { mode: SaveMode::Append, partition_by: None, predicate: None };
            if self.try_commit(&mut table, actions, Transaction::new(INTAKE, through.0), operation).await? {
                return Ok(known);
            }
        }
        Err(LakeError::Contended { attempts: COMMIT_ATTEMPTS })
    }

    /// The newest state and the number of the last rewrite in it.
    pub(crate) async fn state_for_rewrite(&self) -> Result<(Arc<Snapshot>, i64), LakeError> {
        let mut table = self.writer.lock().await;
        self.update(&mut table).await?;
        let snapshot = self.snapshot();
        let rewrites = snapshot.rewrites;
        Ok((snapshot, rewrites))
    }

    /// Commits a rewrite if it is the next one and every file that it removes is there; answers whether it did.
    pub(crate) async fn commit_rewrite(
        &self,
        actions: Vec<Action>,
        (removed, added): (&HashSet<&str>, &[DataFile]),
        rewrites: i64,
        operation: DeltaOperation,
    ) -> Result<bool, LakeError> {
        let mut table = self.writer.lock().await;
        for _ in 0..COMMIT_ATTEMPTS {
            self.update(&mut table).await?;
            let snapshot = self.snapshot();
            let there = snapshot.files.iter().filter(|file| removed.contains(file.path.as_str())).count();
            let stays = |file: &&DataFile| !removed.contains(file.path.as_str());
            let cells = snapshot.files.iter().filter(stays).chain(added).filter_map(|file| file.cell).collect();
            if snapshot.rewrites != rewrites
                || there != removed.len()
                // An import may have put a file into a cell that is being cut.
                || overlap(&cells)
            {
                return Ok(false);
            }
            let next = Transaction::new(REWRITES, rewrites + 1);
            if self.try_commit(&mut table, actions.clone(), next, operation.clone()).await? {
                return Ok(true);
            }
        }
        Err(LakeError::Contended { attempts: COMMIT_ATTEMPTS })
    }

    /// Commits on exactly the state that is loaded; answers whether nobody came first, and loads the newest state.
    pub(crate) async fn try_commit(
        &self,
        table: &mut DeltaTable,
        actions: Vec<Action>,
        transaction: Transaction,
        operation: DeltaOperation,
    ) -> Result<bool, LakeError> {
        // Checkpoints and cleaning have their own time: a commit does nothing else.
        let properties = CommitProperties::default()
            .with_max_retries(0)
            .with_create_checkpoint(false)
            .with_cleanup_expired_logs(Some(false))
            .with_application_transaction(transaction.clone());
        let before = self.snapshot();
        let state = table.snapshot().map_err(LakeError::table("read"))?;
        let commit = CommitBuilder::from(properties)
            .with_actions(actions)
            .build(Some(state), table.log_store(), operation)
            .await;
        match commit {
            Ok(committed) => {
                table.state = Some(committed.snapshot);
                // Nobody came between, so the numbers are known without reading the log.
                let (mut through, mut rewrites) = (before.through, before.rewrites);
                match transaction.app_id.as_str() {
                    INTAKE => through = Position(transaction.version),
                    REWRITES => rewrites = transaction.version,
                    _ => {}
                }
                self.publish(Snapshot::with_numbers(table, &self.folder, through, rewrites)?);
                Ok(true)
            }
            Err(error) if somebody_came_first(&error) => {
                self.update(table).await?;
                Ok(false)
            }
            Err(error) => Err(LakeError::table("commit to")(error)),
        }
    }

    /// Loads the newest state and publishes it.
    pub(crate) async fn update(&self, table: &mut DeltaTable) -> Result<(), LakeError> {
        if table.update_state().await.is_err() {
            load_anew(table).await?;
        }
        if table.version() != Some(self.snapshot().version) {
            let snapshot = match Snapshot::read(table, &self.folder).await {
                Ok(snapshot) => snapshot,
                Err(_) => {
                    load_anew(table).await?;
                    Snapshot::read(table, &self.folder).await?
                }
            };
            self.publish(snapshot);
        }
        Ok(())
    }

    fn publish(&self, snapshot: Snapshot) {
        if self.snapshots.publish(snapshot) {
            self.shelves.clear();
        }
    }

    /// The number that an application noted last.
    pub(crate) async fn transaction_number(
        &self,
        table: &mut DeltaTable,
        application: &str,
    ) -> Result<Option<i64>, LakeError> {
        match transaction_version(table, application).await {
            Ok(number) => Ok(number),
            Err(_) => {
                load_anew(table).await?;
                self.update(table).await?;
                transaction_version(table, application).await
            }
        }
    }

    /// The newest state of the table, apart from the one that commits.
    pub(crate) async fn newest_table(&self) -> Result<DeltaTable, LakeError> {
        let mut table = self.writer.lock().await;
        load_anew(&mut table).await?;
        self.update(&mut table).await?;
        Ok(table.clone())
    }

    pub(crate) async fn object_store(&self) -> Arc<dyn ObjectStore> {
        self.writer.lock().await.object_store()
    }

    /// Deletes files that are part of no table; what cannot be deleted is an orphan, and cleaned up as such.
    pub(crate) async fn discard(&self, files: &[DataFile]) {
        let table = self.writer.lock().await.clone();
        self.discard_from(&table, files.iter().cloned()).await;
    }

    pub(crate) async fn discard_from(&self, table: &DeltaTable, files: impl IntoIterator<Item = DataFile>) {
        let store = table.object_store();
        for file in files {
            if let Err(error) = store.delete(&object_store::path::Path::from(file.path.as_str())).await {
                tracing::warn!(file = file.path, error = &error as &dyn std::error::Error, "an unused file stays");
            }
        }
    }
}

async fn create(table: &DeltaTable) -> Result<(), LakeError> {
    let created = CreateBuilder::new()
        .with_log_store(table.log_store())
        .with_table_name("events")
        .with_save_mode(SaveMode::ErrorIfExists)
        .with_configuration_property(TableProperty::DeletedFileRetentionDuration, Some(REMOVED_FILES_KNOWN_FOR))
        .with_columns(delta_fields())
        .await;
    match created {
        Ok(_) => Ok(()),
        Err(error) if somebody_came_first(&error) => Ok(()),
        // Two processes may begin at once.
        Err(_) if table.verify_deltatable_existence().await.unwrap_or(false) => Ok(()),
        Err(error) => Err(LakeError::table("create")(error)),
    }
}

/// Loads the newest state on its own: another process may have cleaned the log that the loaded one rests on.
async fn load_anew(table: &mut DeltaTable) -> Result<(), LakeError> {
    let mut anew = DeltaTable::new(table.log_store());
    anew.load().await.map_err(LakeError::table("read"))?;
    *table = anew;
    Ok(())
}

fn somebody_came_first(error: &DeltaTableError) -> bool {
    matches!(
        error,
        DeltaTableError::Transaction {
            source: TransactionError::VersionAlreadyExists(_)
                | TransactionError::CommitConflict(_)
                | TransactionError::MaxCommitAttempts(_)
        } | DeltaTableError::VersionAlreadyExists(_)
    )
}

pub(crate) async fn transaction_version(table: &DeltaTable, application: &str) -> Result<Option<i64>, LakeError> {
    let state = table.snapshot().map_err(LakeError::table("read"))?;
    state.transaction_version(table.log_store().as_ref(), application).await.map_err(LakeError::table("read"))
}
