//! The table `events`.

use std::path::PathBuf;
use std::sync::Arc;

use arrow::datatypes::{Schema, SchemaRef};
use async_trait::async_trait;
use datafusion::catalog::Session;
use datafusion::datasource::TableProvider;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::logical_expr::{TableProviderFilterPushDown, TableType};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::streaming::{PartitionStream, StreamingTableExec};
use datafusion::prelude::Expr;
use futures::stream::{TryStreamExt as _, once};
use futures::{StreamExt as _, future};

use super::columns::{EVENTS, From};
use super::pushdown::pushed;
use super::shape::{columns_read, field, shaped};
use super::sight::SqlSight;
use crate::error::LakeError;
use crate::scan::{Opening, open_stream};

/// The events that one reader may see.
#[derive(Debug)]
pub(super) struct EventsTable {
    sight: Arc<SqlSight>,
    schema: SchemaRef,
}

impl EventsTable {
    pub(super) fn new(sight: Arc<SqlSight>) -> Self {
        let fields: Vec<_> = EVENTS.iter().map(|(name, from)| field(name, *from)).collect();
        Self { sight, schema: Arc::new(Schema::new(fields)) }
    }
}

#[async_trait]
impl TableProvider for EventsTable {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let all: Vec<usize> = (0..EVENTS.len()).collect();
        let places = projection.unwrap_or(&all);
        let schema: SchemaRef = Arc::new(self.schema.project(places)?);
        let wanted: Vec<From> = places.iter().map(|place| EVENTS[*place].1).collect();
        let conditions: Vec<Expr> = filters.iter().filter_map(|filter| pushed(&self.sight, filter)).collect();
        let parts = state.config().target_partitions();
        let partitions = divided(&self.sight, parts).into_iter().map(|files| {
            let part = Part {
                sight: Arc::clone(&self.sight),
                files,
                wanted: wanted.clone(),
                conditions: conditions.clone(),
                schema: Arc::clone(&schema),
            };
            Arc::new(part) as Arc<dyn PartitionStream>
        });
        let exec = StreamingTableExec::try_new(Arc::clone(&schema), partitions.collect(), None, None, false, limit)?;
        Ok(Arc::new(exec))
    }

    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        let answer = |filter: &&Expr| match pushed(&self.sight, filter) {
            Some(_) => TableProviderFilterPushDown::Inexact,
            None => TableProviderFilterPushDown::Unsupported,
        };
        Ok(filters.iter().map(answer).collect())
    }
}

/// The files of the sight in so many parts of about the same size.
fn divided(sight: &SqlSight, parts: usize) -> Vec<Vec<PathBuf>> {
    let mut divided: Vec<(u64, Vec<PathBuf>)> = vec![(0, Vec::new()); parts.max(1)];
    for file in &sight.snapshot.files {
        if let Some((bytes, files)) = divided.iter_mut().min_by_key(|(bytes, _)| *bytes) {
            *bytes += file.bytes.max(1);
            files.push(sight.snapshot.folder.join(&file.path));
        }
    }
    divided.into_iter().map(|(_, files)| files).collect()
}

/// Some of the files.
#[derive(Debug)]
struct Part {
    sight: Arc<SqlSight>,
    files: Vec<PathBuf>,
    wanted: Vec<From>,
    conditions: Vec<Expr>,
    schema: SchemaRef,
}

impl PartitionStream for Part {
    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn execute(&self, context: Arc<TaskContext>) -> SendableRecordBatchStream {
        let (sight, wanted, schema) = (Arc::clone(&self.sight), self.wanted.clone(), Arc::clone(&self.schema));
        let files = self.files.clone();
        let opening = Opening {
            columns: columns_read(&sight, &wanted).into_iter().map(crate::Column::name).collect(),
            predicate: self.conditions.iter().cloned().reduce(Expr::and),
            runtime: Some(context.runtime_env()),
        };
        let rows = async move {
            if files.is_empty() {
                return Ok::<_, DataFusionError>(futures::stream::empty().boxed());
            }
            let read = files.clone();
            let failed = move |error: LakeError| outside(error.of_files(read.iter().cloned()));
            let batches = open_stream(&files, opening).await.map_err(&failed)?;
            let batches = batches.map_err(move |error| failed(LakeError::read(error)));
            let whole = once(future::lazy(move |_| LakeError::erased(files)))
                .filter_map(|erased| future::ready(erased.map(|error| Err(outside(error)))));
            let shaped = batches.and_then(move |batch| {
                let shaped = shaped(&sight, batch, &wanted, &schema);
                future::ready(shaped.map_err(DataFusionError::from))
            });
            // A file that was gone before it was opened is passed over in silence.
            Ok(shaped.chain(whole).boxed())
        };
        let rows = once(rows).try_flatten();
        Box::pin(RecordBatchStreamAdapter::new(Arc::clone(&self.schema), rows))
    }
}

fn outside(error: LakeError) -> DataFusionError {
    match error {
        LakeError::Read(source) => *source,
        other => DataFusionError::External(Box::new(other)),
    }
}
