//! What the log tells of a data file.

use arrow::array::{Array, Int64Array, PrimitiveArray, RecordBatch};
use arrow::compute::{max, min};
use arrow::datatypes::{ArrowNumericType, Int64Type, TimestampMicrosecondType};
use deltalake_core::kernel::{Action, Add, Remove};
use otklik_core::{Span, Timestamp};
use serde_json::Value;

use crate::cell::Cell;
use crate::schema::Column;

/// Rows of a file, and the range of their keys and times; nothing of a person may leak into the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) rows: u64,
    pub(crate) occurred: Option<(i64, i64)>,
    pub(crate) customers: Option<(i64, i64)>,
    pub(crate) positions: Option<(i64, i64)>,
}

impl Extent {
    /// Takes in more rows.
    pub(crate) fn include(&mut self, batch: &RecordBatch) {
        self.rows += batch.num_rows() as u64;
        self.occurred = joined(self.occurred, range::<TimestampMicrosecondType>(batch, Column::OccurredAt));
        self.customers = joined(self.customers, range::<Int64Type>(batch, Column::CustomerKey));
        self.positions = joined(self.positions, range::<Int64Type>(batch, Column::Position));
    }

    /// The statistics as the log keeps them.
    ///
    /// The format keeps times in milliseconds, so the upper edge is rounded up that nothing falls outside.
    fn statistics(&self) -> String {
        let edge = |time: Option<i64>, customer: Option<i64>, position: Option<i64>| {
            let mut values = serde_json::Map::new();
            values.extend(time.map(|time| ("occurred_at".to_owned(), Timestamp(time).to_string().into())));
            values.extend(customer.map(|customer| ("customer_key".to_owned(), customer.into())));
            values.extend(position.map(|position| ("position".to_owned(), position.into())));
            Value::Object(values)
        };
        let (low, high) = (|range: (i64, i64)| range.0, |range: (i64, i64)| range.1);
        let floor = self.occurred.map(|range| range.0.div_euclid(1_000).saturating_mul(1_000));
        let ceiling = self.occurred.map(|range| range.1.saturating_add(999).div_euclid(1_000).saturating_mul(1_000));
        serde_json::json!({
            "numRecords": self.rows,
            "minValues": edge(floor, self.customers.map(low), self.positions.map(low)),
            "maxValues": edge(ceiling, self.customers.map(high), self.positions.map(high)),
        })
        .to_string()
    }

    fn of_statistics(statistics: &str) -> Self {
        let statistics: Value = serde_json::from_str(statistics).unwrap_or_default();
        let range = |read: &dyn Fn(&Value) -> Option<i64>| {
            Some((read(&statistics["minValues"])?, read(&statistics["maxValues"])?))
        };
        Self {
            rows: statistics["numRecords"].as_u64().unwrap_or(0),
            occurred: range(&|edge| Some(Timestamp::parse(edge["occurred_at"].as_str()?).ok()?.0)),
            customers: range(&|edge| edge["customer_key"].as_i64()),
            positions: range(&|edge| edge["position"].as_i64()),
        }
    }
}

fn range<T: ArrowNumericType<Native = i64>>(batch: &RecordBatch, column: Column) -> Option<(i64, i64)> {
    let values: &PrimitiveArray<T> = batch.column_by_name(column.name())?.as_any().downcast_ref()?;
    Some((min(values)?, max(values)?))
}

fn joined(one: Option<(i64, i64)>, other: Option<(i64, i64)>) -> Option<(i64, i64)> {
    match (one, other) {
        (Some(one), Some(other)) => Some((one.0.min(other.0), one.1.max(other.1))),
        (one, other) => one.or(other),
    }
}

/// A data file of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DataFile {
    /// Relative to the table.
    pub(crate) path: String,
    pub(crate) bytes: u64,
    /// Where a sorted file belongs; nothing for the tail of a commit.
    pub(crate) cell: Option<Cell>,
    pub(crate) extent: Extent,
}

impl DataFile {
    pub(crate) fn new(path: &str, bytes: u64, statistics: Option<&str>) -> Self {
        let extent = statistics.map(Extent::of_statistics).unwrap_or_default();
        Self { path: path.to_owned(), bytes, cell: Cell::of_file(path), extent }
    }

    /// Whether an event of this time can be in the file.
    pub(crate) fn may_hold(&self, span: &Span) -> bool {
        self.extent.occurred.is_none_or(|(first, last)| span.start.0 <= last && first < span.end.0)
    }

    /// Whether rows of one customer can lie in both files, and at the same time.
    pub(crate) fn may_share_a_time_of_a_customer(&self, other: &Self) -> bool {
        let meet = |one: Option<(i64, i64)>, other: Option<(i64, i64)>| match (one, other) {
            (Some(one), Some(other)) => one.0 <= other.1 && other.0 <= one.1,
            _ => true,
        };
        let cells = self.cell.zip(other.cell);
        meet(self.extent.occurred, other.extent.occurred)
            && meet(self.extent.customers, other.extent.customers)
            && cells.is_none_or(|(one, other)| one.may_share_customers(other))
    }

    /// The action that puts the file into the table.
    pub(crate) fn add(&self, data_change: bool, now: Timestamp) -> Action {
        Action::Add(Add {
            path: self.path.clone(),
            partition_values: Default::default(),
            size: self.bytes as i64,
            modification_time: now.0.div_euclid(1_000),
            data_change,
            stats: Some(self.extent.statistics()),
            tags: None,
            deletion_vector: None,
            base_row_id: None,
            default_row_commit_version: None,
            clustering_provider: None,
        })
    }

    /// The action that takes the file out of the table.
    pub(crate) fn remove(&self, data_change: bool, now: Timestamp) -> Action {
        Action::Remove(Remove {
            path: self.path.clone(),
            data_change,
            deletion_timestamp: Some(now.0.div_euclid(1_000)),
            extended_file_metadata: Some(true),
            partition_values: Some(Default::default()),
            size: Some(self.bytes as i64),
            tags: None,
            deletion_vector: None,
            base_row_id: None,
            default_row_commit_version: None,
        })
    }
}

/// The column of whole numbers of a batch, as this crate writes it.
pub(crate) fn integers(batch: &RecordBatch, column: Column) -> Option<&Int64Array> {
    batch.column_by_name(column.name())?.as_any().downcast_ref()
}
