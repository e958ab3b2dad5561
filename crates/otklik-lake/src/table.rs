//! The events table: opening it, committing to it, and its states.

use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

use deltalake_core::kernel::transaction::{CommitBuilder, CommitProperties, TransactionError};
use deltalake_core::kernel::{Action, Add, Transaction};
use deltalake_core::operations::create::CreateBuilder;
use deltalake_core::protocol::{DeltaOperation, SaveMode};
use deltalake_core::{DeltaTable, DeltaTableBuilder, DeltaTableError};
use object_store::ObjectStoreExt as _;
use otklik_core::{Position, Timestamp};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use tokio::sync::Mutex;
use url::Url;
use uuid::Uuid;

use crate::durable_store::DurableStore;
use crate::encode::{ResolvedEvent, encode, sort};
use crate::error::{LakeError, WriteFailure};
use crate::schema::{arrow_schema, delta_fields};

/// The application id under which the inbox position stands in the log.
const INTAKE: &str = "otklik-intake";
const COMMIT_ATTEMPTS: usize = 5;
/// Small enough that one customer's timeline reads little, large enough for scans.
const ROW_GROUP_ROWS: usize = 65_536;
const ZSTD_LEVEL: i32 = 1;

/// One state of the events table; a question reads exactly one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The table's version; it grows with every commit.
    pub version: u64,
    /// The inbox position up to which events are here.
    pub through: Position,
    /// Rows in all files.
    pub rows: u64,
    /// From the first event to the last, to the millisecond; nothing without events.
    pub occurred: Option<(Timestamp, Timestamp)>,
    /// The data files.
    pub(crate) files: Vec<PathBuf>,
}

/// The event lake in a folder.
#[derive(Debug)]
pub struct Lake {
    folder: PathBuf,
    writer: Mutex<DeltaTable>,
    current: RwLock<Arc<Snapshot>>,
}

impl Lake {
    /// Opens the lake in a folder, or makes it.
    pub async fn open(folder: &Path) -> Result<Self, LakeError> {
        let folder_error = |source| LakeError::Folder { folder: folder.to_owned(), source };
        let events = folder.join("events");
        std::fs::create_dir_all(&events).map_err(folder_error)?;
        let events = events.canonicalize().map_err(folder_error)?;
        let location = Url::from_directory_path(&events)
            .map_err(|()| folder_error(std::io::Error::other("the path is not absolute")))?;
        let mut table = DeltaTableBuilder::from_url(location.clone())
            .and_then(|builder| builder.with_storage_backend(Arc::new(DurableStore::new()), location).build())
            .map_err(LakeError::table("open"))?;
        let exists = table.verify_deltatable_existence().await.map_err(LakeError::table("look for"))?;
        if exists {
            table.load().await.map_err(LakeError::table("read"))?;
        } else {
            table = CreateBuilder::new()
                .with_log_store(table.log_store())
                .with_table_name("events")
                .with_save_mode(SaveMode::ErrorIfExists)
                .with_columns(delta_fields())
                .await
                .map_err(LakeError::table("create"))?;
        }
        let snapshot = read_snapshot(&table, &events).await?;
        Ok(Self { folder: events, writer: Mutex::new(table), current: RwLock::new(Arc::new(snapshot)) })
    }

    /// The newest committed state.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        match self.current.read() {
            Ok(current) => Arc::clone(&current),
            Err(poisoned) => Arc::clone(&poisoned.into_inner()),
        }
    }

    /// Commits events that reach up to an inbox position; what an earlier commit covers is left out.
    ///
    /// On return the events are durable. The same call after a crash changes nothing.
    pub async fn append(
        &self,
        mut events: Vec<ResolvedEvent>,
        through: Position,
        now: Timestamp,
    ) -> Result<(), LakeError> {
        let mut table = self.writer.lock().await;
        for _ in 0..COMMIT_ATTEMPTS {
            let covered = covered_position(&table).await?;
            if through <= covered {
                return self.publish(&table).await;
            }
            events.retain(|resolved| resolved.position > covered);
            let mut actions = Vec::new();
            if !events.is_empty() {
                sort(&mut events);
                actions.push(Action::Add(self.write_file(&table, &events, now).await?));
            }
            let commit = CommitBuilder::from(
                CommitProperties::default()
                    .with_max_retries(0)
                    .with_application_transaction(Transaction::new(INTAKE, through.0)),
            )
            .with_actions(actions)
            .build(
                Some(table.snapshot().map_err(LakeError::table("read"))?),
                table.log_store(),
                DeltaOperation::Write { mode: SaveMode::Append, partition_by: None, predicate: None },
            )
            .await;
            table.update_state().await.map_err(LakeError::table("read"))?;
            match commit {
                Ok(_) => return self.publish(&table).await,
                Err(error) if somebody_came_first(&error) => {}
                Err(error) => return Err(LakeError::table("commit to")(error)),
            }
        }
        Err(LakeError::Contended { attempts: COMMIT_ATTEMPTS })
    }

    async fn publish(&self, table: &DeltaTable) -> Result<(), LakeError> {
        let snapshot = Arc::new(read_snapshot(table, &self.folder).await?);
        match self.current.write() {
            Ok(mut current) => *current = snapshot,
            Err(poisoned) => *poisoned.into_inner() = snapshot,
        }
        Ok(())
    }

    async fn write_file(&self, table: &DeltaTable, events: &[ResolvedEvent], now: Timestamp) -> Result<Add, LakeError> {
        let path = format!("tail-{}.parquet", Uuid::new_v4());
        let failure = |source| LakeError::Write { path: path.clone(), source };
        let content = encode_parquet(events).map_err(failure)?;
        let size = content.len() as i64;
        table
            .object_store()
            .put(&object_store::path::Path::from(path.as_str()), content.into())
            .await
            .map_err(|source| failure(WriteFailure::Store(source)))?;
        Ok(Add {
            path: path.clone(),
            partition_values: Default::default(),
            size,
            modification_time: now.0 / 1_000,
            data_change: true,
            stats: Some(statistics(events)),
            tags: None,
            deletion_vector: None,
            base_row_id: None,
            default_row_commit_version: None,
            clustering_provider: None,
        })
    }
}

fn encode_parquet(events: &[ResolvedEvent]) -> Result<Vec<u8>, WriteFailure> {
    let level = ZstdLevel::try_new(ZSTD_LEVEL).map_err(WriteFailure::Parquet)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(level))
        .set_max_row_group_row_count(Some(ROW_GROUP_ROWS))
        .build();
    let mut writer =
        ArrowWriter::try_new(Vec::new(), arrow_schema(), Some(properties)).map_err(WriteFailure::Parquet)?;
    for group in events.chunks(ROW_GROUP_ROWS) {
        let batch = encode(group).map_err(WriteFailure::Encode)?;
        writer.write(&batch).map_err(WriteFailure::Parquet)?;
    }
    writer.into_inner().map_err(WriteFailure::Parquet)
}

/// Row count and, for keys and times only, the range of values: nothing of a person may leak into the log.
fn statistics(events: &[ResolvedEvent]) -> String {
    let range = |value: &dyn Fn(&ResolvedEvent) -> Option<i64>| {
        let values = || events.iter().filter_map(value);
        (values().min(), values().max())
    };
    let (first, last) = range(&|resolved| Some(resolved.event.time.0));
    let (lowest, highest) = range(&|resolved| resolved.person.map(|(_, customer)| customer.0));
    let (from, to) = range(&|resolved| Some(resolved.position.0));
    let edge = |time: Option<i64>, customer: Option<i64>, position: Option<i64>| {
        // The format keeps milliseconds: the upper edge is rounded up so that nothing falls outside.
        let time = time.map(|micros| Timestamp(micros).to_string());
        let mut values = serde_json::Map::new();
        values.extend(time.map(|time| ("occurred_at".to_owned(), time.into())));
        values.extend(customer.map(|customer| ("customer_key".to_owned(), customer.into())));
        values.extend(position.map(|position| ("position".to_owned(), position.into())));
        serde_json::Value::Object(values)
    };
    let millis_floor = first.map(|micros| micros.div_euclid(1_000) * 1_000);
    let millis_ceiling = last.map(|micros| (micros + 999).div_euclid(1_000) * 1_000);
    serde_json::json!({
        "numRecords": events.len(),
        "minValues": edge(millis_floor, lowest, from),
        "maxValues": edge(millis_ceiling, highest, to),
    })
    .to_string()
}

/// When a file's first and last events happened, as its statistics tell.
fn occurred_in(statistics: &str) -> Option<(Timestamp, Timestamp)> {
    let statistics: serde_json::Value = serde_json::from_str(statistics).ok()?;
    let edge = |name: &str| Timestamp::parse(statistics[name]["occurred_at"].as_str()?).ok();
    Some((edge("minValues")?, edge("maxValues")?))
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

async fn covered_position(table: &DeltaTable) -> Result<Position, LakeError> {
    let state = table.snapshot().map_err(LakeError::table("read"))?;
    let version =
        state.transaction_version(table.log_store().as_ref(), INTAKE).await.map_err(LakeError::table("read"))?;
    Ok(Position(version.unwrap_or(0)))
}

async fn read_snapshot(table: &DeltaTable, folder: &Path) -> Result<Snapshot, LakeError> {
    let state = table.snapshot().map_err(LakeError::table("read"))?;
    let mut files = Vec::new();
    let mut rows = 0;
    let mut occurred: Option<(Timestamp, Timestamp)> = None;
    for file in state.log_data().iter() {
        files.push(folder.join(file.path().as_ref()));
        rows += file.num_records().unwrap_or(0) as u64;
        if let Some((first, last)) = file.stats().as_deref().and_then(occurred_in) {
            occurred = Some(occurred.map_or((first, last), |known| (known.0.min(first), known.1.max(last))));
        }
    }
    files.sort_unstable();
    Ok(Snapshot { version: state.version(), through: covered_position(table).await?, rows, occurred, files })
}
