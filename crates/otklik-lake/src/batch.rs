//! A piece of the events table in columns.

use arrow::array::{
    Array, ArrayRef, AsArray, Decimal128Array, DictionaryArray, Float64Array, Int64Array, RecordBatch, StringArray,
};
use arrow::datatypes::{Int32Type, TimestampMicrosecondType};
use otklik_core::{Amount, CustomerKey, IdentityKey, KindKey, Position, Timestamp};

use crate::error::LakeError;
use crate::schema::{Column, Kind};

/// Some rows of the events table; asking for a column that was not scanned answers nothing.
pub struct EventBatch {
    rows: usize,
    columns: Vec<Option<ArrayRef>>,
}

/// A column of few distinct texts: a code for each row, and what the codes mean.
pub struct Coded<'a> {
    codes: Option<&'a DictionaryArray<Int32Type>>,
    meanings: Option<&'a StringArray>,
}

impl<'a> Coded<'a> {
    /// The distinct texts, in the order of their codes.
    pub fn meanings(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.meanings.into_iter().flat_map(|texts| texts.iter().map(Option::unwrap_or_default))
    }

    /// The code of a row.
    pub fn code(&self, row: usize) -> Option<usize> {
        self.codes.and_then(|codes| codes.key(row))
    }

    /// The text of a row.
    pub fn text(&self, row: usize) -> Option<&'a str> {
        Some(self.meanings?.value(self.code(row)?))
    }
}

impl EventBatch {
    pub(crate) fn new(batch: &RecordBatch) -> Result<Self, LakeError> {
        let mut columns = vec![None; Column::ALL.len()];
        for (slot, column) in columns.iter_mut().zip(Column::ALL) {
            if let Some(array) = batch.column_by_name(column.name()) {
                *slot = Some(checked(*column, array)?);
            }
        }
        Ok(Self { rows: batch.num_rows(), columns })
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    fn array(&self, column: Column) -> Option<&ArrayRef> {
        self.columns[column as usize].as_ref()
    }

    fn integers(&self, column: Column) -> Option<&Int64Array> {
        self.array(column)?.as_primitive_opt()
    }

    fn instants(&self, column: Column) -> &[i64] {
        let values = self.array(column).and_then(|array| array.as_primitive_opt::<TimestampMicrosecondType>());
        values.map(|values| values.values().as_ref()).unwrap_or_default()
    }

    /// When each happened, in microseconds; empty when not scanned.
    pub fn occurred_at(&self) -> &[i64] {
        self.instants(Column::OccurredAt)
    }

    /// When a row was received.
    pub fn received_at(&self, row: usize) -> Option<Timestamp> {
        self.instants(Column::ReceivedAt).get(row).copied().map(Timestamp)
    }

    /// The kind of each; empty when not scanned.
    pub fn kinds(&self) -> &[i64] {
        self.integers(Column::KindKey).map(|kinds| kinds.values().as_ref()).unwrap_or_default()
    }

    /// The kind of a row.
    pub fn kind(&self, row: usize) -> Option<KindKey> {
        self.kinds().get(row).copied().map(KindKey)
    }

    /// The place of each in the order of arrival; empty when not scanned.
    pub fn positions(&self) -> &[i64] {
        self.integers(Column::Position).map(|positions| positions.values().as_ref()).unwrap_or_default()
    }

    /// The place of a row in the order of arrival.
    pub fn position(&self, row: usize) -> Option<Position> {
        self.positions().get(row).copied().map(Position)
    }

    /// Whose a row is.
    pub fn customer(&self, row: usize) -> Option<CustomerKey> {
        self.integer(Column::CustomerKey, row).map(CustomerKey)
    }

    /// The strongest identifier of a row.
    pub fn identity(&self, row: usize) -> Option<IdentityKey> {
        self.integer(Column::IdentityKey, row).map(IdentityKey)
    }

    /// A whole number of a row.
    pub fn integer(&self, column: Column, row: usize) -> Option<i64> {
        let values = self.integers(column)?;
        values.is_valid(row).then(|| values.value(row))
    }

    /// A floating-point number of a row.
    pub fn float(&self, column: Column, row: usize) -> Option<f64> {
        let values: &Float64Array = self.array(column)?.as_primitive_opt()?;
        values.is_valid(row).then(|| values.value(row))
    }

    /// The amount of a row.
    pub fn amount(&self, row: usize) -> Option<Amount> {
        let values: &Decimal128Array = self.array(Column::Amount)?.as_primitive_opt()?;
        if values.is_null(row) {
            return None;
        }
        i64::try_from(values.value(row)).ok().map(Amount)
    }

    /// A column of few distinct texts.
    pub fn coded(&self, column: Column) -> Coded<'_> {
        let codes = self.array(column).and_then(|array| array.as_dictionary_opt::<Int32Type>());
        Coded { codes, meanings: codes.and_then(|codes| codes.values().as_string_opt()) }
    }

    /// A text of a row.
    pub fn text(&self, column: Column, row: usize) -> Option<&str> {
        match column.kind() {
            Kind::Code => self.coded(column).text(row),
            _ => {
                let values: &StringArray = self.array(column)?.as_string_opt()?;
                values.is_valid(row).then(|| values.value(row))
            }
        }
    }
}

fn checked(column: Column, array: &ArrayRef) -> Result<ArrayRef, LakeError> {
    if array.data_type() == crate::schema::arrow_schema().field(column as usize).data_type() {
        Ok(ArrayRef::clone(array))
    } else {
        Err(LakeError::Column { column: column.name() })
    }
}
