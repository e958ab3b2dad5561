//! A piece of an answer, cell by cell.

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{DataType, Field, Float32Type, Float64Type, Int64Type, UInt64Type};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use serde_json::Value;

use super::columns::SqlKind;

/// A column of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlColumn {
    /// What it is called.
    pub name: String,
    /// What it holds.
    pub kind: SqlKind,
}

impl SqlColumn {
    pub(super) fn of(field: &Field) -> Self {
        Self { name: field.name().clone(), kind: kind_of(field.data_type()) }
    }
}

pub(super) fn kind_of(data_type: &DataType) -> SqlKind {
    match data_type {
        kind if kind.is_integer() => SqlKind::Integer,
        kind if kind.is_floating() => SqlKind::Number,
        DataType::Decimal32(..) | DataType::Decimal64(..) | DataType::Decimal128(..) | DataType::Decimal256(..) => {
            SqlKind::Decimal
        }
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => SqlKind::Text,
        DataType::Dictionary(_, value) => kind_of(value),
        DataType::Boolean => SqlKind::Boolean,
        DataType::Timestamp(_, Some(_)) => SqlKind::Instant,
        DataType::Timestamp(_, None) => SqlKind::LocalTime,
        DataType::Date32 | DataType::Date64 => SqlKind::Date,
        _ => SqlKind::Other,
    }
}

/// Some rows of an answer.
#[derive(Clone, Debug)]
pub struct SqlRows {
    pub(super) batch: RecordBatch,
}

impl SqlRows {
    /// How many rows.
    pub fn len(&self) -> usize {
        self.batch.num_rows()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The first rows only.
    pub fn first(&self, rows: usize) -> Self {
        Self { batch: self.batch.slice(0, rows.min(self.len())) }
    }

    /// Hands the cells of each row to `visit`, as texts; nothing is `None`.
    pub fn each_text(&self, mut visit: impl FnMut(&[Option<String>])) {
        let readers: Vec<Reader<'_>> = self.batch.columns().iter().map(|array| Reader::of(array)).collect();
        let mut cells = Vec::with_capacity(readers.len());
        for row in 0..self.len() {
            cells.clear();
            cells.extend(readers.iter().map(|reader| reader.text(row)));
            visit(&cells);
        }
    }

    /// Hands the cells of each row to `visit`, as JSON: whole and floating-point numbers as such, decimals as texts.
    pub fn each_json(&self, mut visit: impl FnMut(&[Value])) {
        let readers: Vec<Reader<'_>> = self.batch.columns().iter().map(|array| Reader::of(array)).collect();
        let mut cells = Vec::with_capacity(readers.len());
        for row in 0..self.len() {
            cells.clear();
            cells.extend(readers.iter().map(|reader| reader.json(row)));
            visit(&cells);
        }
    }
}

/// One column, ready to be read.
struct Reader<'a> {
    array: &'a dyn Array,
    formatter: Option<ArrayFormatter<'a>>,
}

impl<'a> Reader<'a> {
    fn of(array: &'a dyn Array) -> Self {
        let options = FormatOptions::default().with_display_error(true);
        Self { array, formatter: ArrayFormatter::try_new(array, &options).ok() }
    }

    fn text(&self, row: usize) -> Option<String> {
        if self.array.is_null(row) || *self.array.data_type() == DataType::Null {
            return None;
        }
        self.formatter.as_ref().map(|formatter| formatter.value(row).to_string())
    }

    fn json(&self, row: usize) -> Value {
        if self.array.is_null(row) {
            return Value::Null;
        }
        match self.array.data_type() {
            DataType::Int64 => self.array.as_primitive::<Int64Type>().value(row).into(),
            DataType::UInt64 => self.array.as_primitive::<UInt64Type>().value(row).into(),
            // What is no number has none in JSON either.
            DataType::Float64 => self.array.as_primitive::<Float64Type>().value(row).into(),
            DataType::Float32 => self.array.as_primitive::<Float32Type>().value(row).into(),
            DataType::Boolean => self.array.as_boolean().value(row).into(),
            kind if kind.is_integer() => {
                let number = self.text(row).and_then(|text| text.parse::<i64>().ok());
                number.map_or(Value::Null, Value::from)
            }
            _ => self.text(row).map_or(Value::Null, Value::from),
        }
    }
}
