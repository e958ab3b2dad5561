//! Running a question on threads of its own, within its limits, as long as somebody reads.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arrow::datatypes::SchemaRef;
use datafusion::common::tree_node::{Transformed, TreeNode as _};
use datafusion::physical_plan::coop::CooperativeExec;
use datafusion::physical_plan::{ExecutionPlan, execute_stream};
use futures::StreamExt as _;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::{Semaphore, mpsc};
use tokio::time::timeout;

use super::check::checked;
use super::error::SqlError;
use super::parquet_file::SqlParquet;
use super::rows::{SqlColumn, SqlRows};
use super::session::{planned, session};
use super::sight::SqlSight;
use crate::error::{LakeError, WriteFailure};
use crate::table::Lake;

/// Questions that are worked on at once; more wait for their turn.
const AT_ONCE: usize = 2;
/// Planning follows a text on the stack; what `check` lets through needs less, also without optimisation.
const STACK_BYTES: usize = 256 << 20;
/// Pieces that are ready before the reader took them.
const PIECES_AHEAD: usize = 2;

/// How much one question in SQL may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SqlLimits {
    /// How long its first rows, and any after them, may take; waiting for its turn is included, the reader's own time is not.
    pub time: Duration,
    /// How much memory its sorting, grouping and joining may take.
    pub memory_bytes: usize,
    /// On how many threads it is worked on.
    pub threads: usize,
}

impl Default for SqlLimits {
    fn default() -> Self {
        Self { time: Duration::from_secs(60), memory_bytes: 256 << 20, threads: 2 }
    }
}

/// Threads apart from those that serve, made when they are first needed.
#[derive(Debug)]
pub(crate) struct SqlRuntime {
    runtime: Mutex<Option<Runtime>>,
    turns: Arc<Semaphore>,
}

impl Default for SqlRuntime {
    fn default() -> Self {
        Self { runtime: Mutex::default(), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl SqlRuntime {
    fn handle(&self, threads: usize) -> Result<Handle, LakeError> {
        let mut runtime = self.runtime.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(runtime) = runtime.as_ref() {
            return Ok(runtime.handle().clone());
        }
        let made = Builder::new_multi_thread()
            .worker_threads(threads.max(1))
            .thread_name("sql")
            .thread_stack_size(STACK_BYTES)
            .enable_all()
            .build()
            .map_err(|source| LakeError::read(source.into()))?;
        Ok(runtime.insert(made).handle().clone())
    }
}

impl Drop for SqlRuntime {
    fn drop(&mut self) {
        // Waiting for its threads is not allowed where other work goes on.
        if let Some(runtime) = self.runtime.get_mut().unwrap_or_else(PoisonError::into_inner).take() {
            runtime.shutdown_background();
        }
    }
}

enum Piece {
    Columns(SchemaRef),
    Rows(SqlRows),
    Failed(SqlError),
    /// That all rows came: whoever does not hear it has a part only.
    End,
}

/// An answer that is still being worked out; dropping it ends the work.
pub struct SqlAnswer {
    /// Its columns.
    pub columns: Vec<SqlColumn>,
    schema: SchemaRef,
    first: Option<SqlRows>,
    pieces: mpsc::Receiver<Piece>,
    patience: Duration,
    has_ended: bool,
}

/// What comes next, unless it takes too long.
///
/// Here it is waited for, and not on the engine's threads: those may work long without looking up.
async fn piece(pieces: &mut mpsc::Receiver<Piece>, patience: Duration) -> Result<Option<Piece>, SqlError> {
    let late = |_| SqlError::Time { seconds: patience.as_secs() };
    timeout(patience, pieces.recv()).await.map_err(late)
}

impl SqlAnswer {
    /// Waits until columns and first rows are there, so that what fails at once fails here.
    async fn begin(mut pieces: mpsc::Receiver<Piece>, patience: Duration) -> Result<Self, SqlError> {
        let schema = match piece(&mut pieces, patience).await? {
            Some(Piece::Columns(schema)) => schema,
            Some(Piece::Failed(error)) => return Err(error),
            Some(Piece::Rows(_) | Piece::End) | None => return Err(SqlError::Lake(LakeError::Abandoned)),
        };
        let columns = schema.fields().iter().map(|field| SqlColumn::of(field)).collect();
        let mut answer = Self { columns, schema, first: None, pieces, patience, has_ended: false };
        answer.first = answer.next().await?;
        Ok(answer)
    }

    /// The next rows; nothing at the end.
    pub async fn next(&mut self) -> Result<Option<SqlRows>, SqlError> {
        if let Some(first) = self.first.take() {
            return Ok(Some(first));
        }
        match piece(&mut self.pieces, self.patience).await? {
            Some(Piece::Rows(rows)) => Ok(Some(rows)),
            Some(Piece::Failed(error)) => Err(error),
            Some(Piece::End) => {
                self.has_ended = true;
                Ok(None)
            }
            None if self.has_ended => Ok(None),
            Some(Piece::Columns(_)) | None => Err(SqlError::Lake(LakeError::Abandoned)),
        }
    }

    /// A Parquet file for its rows.
    pub fn parquet(&self) -> Result<SqlParquet, WriteFailure> {
        SqlParquet::new(Arc::clone(&self.schema))
    }
}

impl Lake {
    /// Answers a question in SQL within what a reader may see.
    ///
    /// Rows come as they are worked out, in pieces, so that an answer of any length takes the same memory.
    pub async fn sql(&self, sight: SqlSight, text: &str, limits: SqlLimits) -> Result<SqlAnswer, SqlError> {
        let (sender, pieces) = mpsc::channel(PIECES_AHEAD);
        let (turns, text) = (Arc::clone(&self.sql.turns), text.to_owned());
        let work = async move {
            let working = async {
                let Ok(_turn) = turns.acquire().await else { return Ok(()) };
                drive(Arc::new(sight), &text, limits, &sender).await
            };
            let last = tokio::select! {
                () = sender.closed() => return,
                ended = working => ended.map_or_else(Piece::Failed, |()| Piece::End),
            };
            // Whoever does not wait any more need not know.
            drop(sender.send(last).await);
        };
        self.sql.handle(limits.threads).map_err(SqlError::Lake)?.spawn(work);
        SqlAnswer::begin(pieces, limits.time).await
    }

    /// How many questions in SQL are being worked on.
    pub fn sql_at_work(&self) -> usize {
        AT_ONCE - self.sql.turns.available_permits()
    }
}

/// The plan with joins that let the thread look up as they go: one batch that they read may become millions of rows.
fn looking_up(plan: Arc<dyn ExecutionPlan>) -> datafusion::error::Result<Arc<dyn ExecutionPlan>> {
    let plan = plan.transform_up(|node| match node.name().contains("Join") {
        true => Ok(Transformed::yes(Arc::new(CooperativeExec::new(node)) as Arc<dyn ExecutionPlan>)),
        false => Ok(Transformed::no(node)),
    })?;
    Ok(plan.data)
}

/// Checks, plans and runs a question, and hands on what comes.
async fn drive(
    sight: Arc<SqlSight>,
    text: &str,
    limits: SqlLimits,
    sender: &mpsc::Sender<Piece>,
) -> Result<(), SqlError> {
    let statement = checked(text)?;
    let state = session(&sight, &limits).await?.state();
    let plan = planned(&state, statement).await?;
    let plan = state.query_planner().create_physical_plan(&plan, &state).await.map_err(SqlError::planning)?;
    let plan = looking_up(plan).map_err(SqlError::planning)?;
    let schema = plan.schema();
    let mut batches = execute_stream(plan, state.task_ctx()).map_err(SqlError::running)?;
    if sender.send(Piece::Columns(schema)).await.is_err() {
        return Ok(());
    }
    while let Some(batch) = batches.next().await {
        let batch = batch.map_err(SqlError::running)?;
        if batch.num_rows() > 0 && sender.send(Piece::Rows(SqlRows { batch })).await.is_err() {
            return Ok(());
        }
    }
    Ok(())
}
