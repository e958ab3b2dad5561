//! The tables that do not come from the lake: identifiers, page by page, and units.

use std::fmt::Debug;
use std::sync::{Arc, LazyLock};

use arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::catalog::streaming::StreamingTable;
use datafusion::datasource::{MemTable, TableProvider};
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::streaming::PartitionStream;
use futures::StreamExt as _;
use futures::stream::BoxStream;

use super::sight::SqlUnit;

/// An identifier of a customer, as the reader may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentifierRow {
    /// The customer.
    pub customer: i64,
    /// What sort of identifier.
    pub kind: String,
    /// Its value, masked where it has to be.
    pub value: String,
}

/// Why identifiers could not be read.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Where identifiers come from: those of customers that the reader may see, and of no others.
pub trait IdentifierPages: Debug + Send + Sync {
    /// All of them, page by page.
    fn pages(&self) -> BoxStream<'static, std::result::Result<Vec<IdentifierRow>, Failure>>;
}

static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    Arc::new(Schema::new(vec![
        Field::new("customer", DataType::Int64, false),
        Field::new("kind", DataType::Utf8, false),
        Field::new("value", DataType::Utf8, false),
    ]))
});

#[derive(Debug)]
struct Pages(Arc<dyn IdentifierPages>);

impl PartitionStream for Pages {
    fn schema(&self) -> &SchemaRef {
        &SCHEMA
    }

    fn execute(&self, _context: Arc<TaskContext>) -> SendableRecordBatchStream {
        let batches = self.0.pages().map(|page| in_columns(&page.map_err(DataFusionError::External)?));
        Box::pin(RecordBatchStreamAdapter::new(Arc::clone(&SCHEMA), batches))
    }
}

fn in_columns(page: &[IdentifierRow]) -> Result<RecordBatch> {
    let customers: Int64Array = page.iter().map(|row| Some(row.customer)).collect();
    let kinds: StringArray = page.iter().map(|row| Some(row.kind.as_str())).collect();
    let values: StringArray = page.iter().map(|row| Some(row.value.as_str())).collect();
    let columns: Vec<ArrayRef> = vec![Arc::new(customers), Arc::new(kinds), Arc::new(values)];
    Ok(RecordBatch::try_new(Arc::clone(&SCHEMA), columns)?)
}

/// The table `identifiers`.
pub(super) fn identifiers_table(pages: &Arc<dyn IdentifierPages>) -> Result<Arc<dyn TableProvider>> {
    Ok(Arc::new(StreamingTable::try_new(Arc::clone(&SCHEMA), vec![Arc::new(Pages(Arc::clone(pages)))])?))
}

/// The table `units`.
pub(super) fn units_table(units: &[SqlUnit]) -> Result<Arc<dyn TableProvider>> {
    let texts = |text: &dyn Fn(&SqlUnit) -> Option<String>| -> ArrayRef {
        Arc::new(units.iter().map(text).collect::<StringArray>())
    };
    let parent = |unit: &SqlUnit| unit.path.rsplit_once('/').map(|(parent, _)| parent.to_owned());
    let columns = [
        ("unit", false, texts(&|unit| Some(unit.path.clone()))),
        ("parent", true, texts(&parent)),
        ("name_ru", false, texts(&|unit| Some(unit.name_ru.clone()))),
        ("name_en", false, texts(&|unit| Some(unit.name_en.clone()))),
        ("kind", false, texts(&|unit| Some(unit.kind.clone()))),
        ("time_zone", true, texts(&|unit| unit.time_zone.clone())),
    ];
    let fields: Vec<Field> =
        columns.iter().map(|(name, nullable, _)| Field::new(*name, DataType::Utf8, *nullable)).collect();
    let schema = Arc::new(Schema::new(fields));
    let batch = RecordBatch::try_new(Arc::clone(&schema), columns.into_iter().map(|(_, _, array)| array).collect())?;
    Ok(Arc::new(MemTable::try_new(schema, vec![vec![batch]])?))
}
