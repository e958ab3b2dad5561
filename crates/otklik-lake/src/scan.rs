//! Reading the columns that a question needs.

use std::path::PathBuf;
use std::sync::Arc;

use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::{ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl};
use datafusion::execution::SendableRecordBatchStream;
use datafusion::execution::runtime_env::RuntimeEnv;
use datafusion::prelude::{Expr, SessionConfig, SessionContext, col, lit};
use datafusion::scalar::ScalarValue;
use futures::TryStreamExt as _;
use otklik_core::{CustomerKey, KindKey, Position, Span, Timestamp};

use crate::batch::EventBatch;
use crate::data_file::DataFile;
use crate::error::LakeError;
use crate::moves::Moves;
use crate::schema::{Column, arrow_schema};
use crate::snapshot::Snapshot;
use crate::sql::SQL_BATCH_ROWS;
use crate::table::Lake;

/// Which rows and columns a question reads.
#[derive(Clone, Debug)]
pub struct Scan {
    /// The columns, in any order.
    pub columns: Vec<Column>,
    /// When it happened.
    pub span: Span,
    /// Of these kinds only; nothing means of every kind.
    pub kinds: Option<Vec<KindKey>>,
    /// Of these customers only.
    pub customers: Option<Vec<CustomerKey>>,
    /// With these positions only.
    pub positions: Option<Vec<Position>>,
    /// Who owns the rows of identifiers that moved since they were written.
    pub moves: Moves,
}

impl Scan {
    /// A scan of some columns of everything.
    pub fn of(columns: &[Column]) -> Self {
        Self {
            columns: columns.to_vec(),
            span: Span::ALL,
            kinds: None,
            customers: None,
            positions: None,
            moves: Moves::default(),
        }
    }

    /// Whether the log leaves it open that a file holds a row of the scan.
    fn may_find_in(&self, file: &DataFile) -> bool {
        let of_customer = |customer: &CustomerKey| {
            let in_range = file.extent.customers.is_none_or(|(low, high)| low <= customer.0 && customer.0 <= high);
            in_range && file.cell.is_none_or(|cell| cell.may_hold_customer(customer.0))
        };
        let of_position = |position: &Position| {
            file.extent.positions.is_none_or(|(low, high)| low <= position.0 && position.0 <= high)
        };
        file.may_hold(&self.span)
            // Rows of an identifier that moved may lie under any customer.
            && self.customers.as_ref().filter(|customers| self.moves.owned_by(customers).is_empty()).is_none_or(|customers| customers.iter().any(of_customer))
            && self.positions.as_ref().is_none_or(|positions| positions.iter().any(of_position))
    }

    /// Whether the customers that were written may not be the present ones.
    fn needs_owners(&self) -> bool {
        let asks_for_customers = self.customers.is_some() || self.columns.contains(&Column::CustomerKey);
        asks_for_customers && !self.moves.is_empty()
    }

    /// The columns that are read: those that were asked for, and those that tell the present customers.
    fn columns_read(&self) -> Vec<&'static str> {
        let mut columns = self.columns.clone();
        if self.needs_owners() {
            columns.extend([Column::CustomerKey, Column::IdentityKey]);
        }
        let mut names: Vec<&str> = Vec::new();
        for column in columns {
            if !names.contains(&column.name()) {
                names.push(column.name());
            }
        }
        names
    }

    fn predicate(&self) -> Option<Expr> {
        let mut conditions = Vec::new();
        let instant = |time: Timestamp| lit(ScalarValue::TimestampMicrosecond(Some(time.0), Some(Arc::from("UTC"))));
        if self.span.start > Span::ALL.start {
            conditions.push(col(Column::OccurredAt.name()).gt_eq(instant(self.span.start)));
        }
        if self.span.end < Span::ALL.end {
            conditions.push(col(Column::OccurredAt.name()).lt(instant(self.span.end)));
        }
        if let Some(customers) = &self.customers {
            let moved: Vec<_> = self.moves.owned_by(customers).iter().map(|identity| lit(identity.0)).collect();
            let customers = customers.iter().map(|customer| lit(customer.0)).collect();
            let written = col(Column::CustomerKey.name()).in_list(customers, false);
            conditions.push(match moved.is_empty() {
                true => written,
                false => written.or(col(Column::IdentityKey.name()).in_list(moved, false)),
            });
        }
        if let Some(kinds) = &self.kinds {
            let kinds = kinds.iter().map(|kind| lit(kind.0)).collect();
            conditions.push(col(Column::KindKey.name()).in_list(kinds, false));
        }
        if let Some(positions) = &self.positions {
            let positions = positions.iter().map(|position| lit(position.0)).collect();
            conditions.push(col(Column::Position.name()).in_list(positions, false));
        }
        conditions.into_iter().reduce(Expr::and)
    }
}

impl Lake {
    /// Reads one state of the table and hands each batch to `visit`, in no particular order.
    ///
    /// A state of which another process erased rows meanwhile may be whole no more: then this fails with [`LakeError::Erased`].
    pub async fn scan(
        &self,
        snapshot: &Snapshot,
        scan: &Scan,
        mut visit: impl FnMut(&EventBatch),
    ) -> Result<(), LakeError> {
        let nothing_asked = scan.kinds.as_ref().is_some_and(Vec::is_empty)
            || scan.customers.as_ref().is_some_and(Vec::is_empty)
            || scan.positions.as_ref().is_some_and(Vec::is_empty)
            || scan.span.start >= scan.span.end;
        let files: Vec<PathBuf> = snapshot
            .files
            .iter()
            .filter(|file| scan.may_find_in(file))
            .map(|file| snapshot.folder.join(&file.path))
            .collect();
        if files.is_empty() || nothing_asked {
            return Ok(());
        }
        let failed = |error: LakeError| error.of_files(files.iter().cloned());
        let opening = Opening { columns: scan.columns_read(), predicate: scan.predicate(), runtime: None };
        let mut batches = open_stream(&files, opening).await.map_err(failed)?;
        while let Some(mut batch) = batches.try_next().await.map_err(LakeError::read).map_err(failed)? {
            if scan.needs_owners() {
                batch = scan
                    .moves
                    .apply(batch, scan.customers.as_deref())
                    .map_err(|error| LakeError::read(error.into()))?;
            }
            visit(&EventBatch::new(&batch)?);
        }
        // A file that was gone before it was opened is passed over in silence.
        match LakeError::erased(files) {
            Some(erased) => Err(erased),
            None => Ok(()),
        }
    }
}

/// What is read of files, and with what.
pub(crate) struct Opening {
    pub(crate) columns: Vec<&'static str>,
    pub(crate) predicate: Option<Expr>,
    /// The memory that it is counted against; then it is one part of many. Without, it takes what it needs.
    pub(crate) runtime: Option<Arc<RuntimeEnv>>,
}

pub(crate) async fn open_stream(files: &[PathBuf], opening: Opening) -> Result<SendableRecordBatchStream, LakeError> {
    let mut config = SessionConfig::new().with_collect_statistics(false);
    if opening.runtime.is_some() {
        config = config.with_target_partitions(1).with_batch_size(SQL_BATCH_ROWS);
    }
    let parquet = &mut config.options_mut().execution.parquet;
    parquet.pushdown_filters = true;
    parquet.reorder_filters = true;
    parquet.schema_force_view_types = false;
    let session = SessionContext::new_with_config_rt(config, opening.runtime.unwrap_or_default());
    let paths = files
        .iter()
        .map(|file| ListingTableUrl::parse(file.to_string_lossy()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(LakeError::read)?;
    let format = ParquetFormat::new().with_options(session.state().default_table_options().parquet.clone());
    let options = ListingOptions::new(Arc::new(format));
    let table =
        ListingTableConfig::new_with_multi_paths(paths).with_listing_options(options).with_schema(arrow_schema());
    let table = ListingTable::try_new(table).map_err(LakeError::read)?;
    let mut rows = session.read_table(Arc::new(table)).map_err(LakeError::read)?;
    if let Some(predicate) = opening.predicate {
        rows = rows.filter(predicate).map_err(LakeError::read)?;
    }
    let rows = rows.select_columns(&opening.columns).map_err(LakeError::read)?;
    rows.execute_stream().await.map_err(LakeError::read)
}
