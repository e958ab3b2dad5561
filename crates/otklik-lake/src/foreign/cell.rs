//! Typed cells of a foreign file.

use std::borrow::Cow;
use std::fmt::Write as _;

use arrow::array::{Array, ArrayRef, ArrowPrimitiveType, AsArray, StringArray};
use arrow::datatypes::{
    DataType, Date32Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, DecimalType, Field,
    Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, Time32MillisecondType,
    Time32SecondType, Time64MicrosecondType, Time64NanosecondType, TimeUnit, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type,
    UInt64Type,
};

use super::{ForeignColumn, ForeignFailure};

const MICROS_PER_SECOND: i64 = 1_000_000;

/// One value of a foreign file.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// No value.
    Empty,
    /// Text. Bytes that are no UTF-8 come as hexadecimal digits, a time of day as `10:15:00`.
    Text(Cow<'a, str>),
    /// Whole number.
    Integer(i64),
    /// Floating-point number.
    Float(f64),
    /// Yes or no.
    Bool(bool),
    /// Instant in microseconds since 1970, UTC.
    Instant(i64),
    /// Date and time on a wall clock somewhere: microseconds since 1970 there.
    LocalTime(i64),
    /// Days since 1970-01-01.
    Date(i32),
    /// Decimal number in digits, such as `-450.00`.
    Decimal(Cow<'a, str>),
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Nothing at all.
    Empty,
    /// [`Cell::Text`].
    Text,
    /// [`Cell::Integer`].
    Integer,
    /// [`Cell::Float`].
    Float,
    /// [`Cell::Bool`].
    Bool,
    /// [`Cell::Instant`].
    Instant,
    /// [`Cell::LocalTime`].
    LocalTime,
    /// [`Cell::Date`].
    Date,
    /// [`Cell::Decimal`].
    Decimal,
}

pub(super) fn column(field: &Field) -> Result<ForeignColumn, ForeignFailure> {
    let kind = match field.data_type() {
        DataType::Null => CellKind::Empty,
        DataType::Boolean => CellKind::Bool,
        DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64 => CellKind::Integer,
        DataType::UInt8 | DataType::UInt16 | DataType::UInt32 => CellKind::Integer,
        // Half of these do not fit into a signed number.
        DataType::UInt64 => CellKind::Decimal,
        DataType::Float16 | DataType::Float32 | DataType::Float64 => CellKind::Float,
        DataType::Utf8 | DataType::Binary | DataType::FixedSizeBinary(_) => CellKind::Text,
        DataType::Time32(_) | DataType::Time64(_) => CellKind::Text,
        DataType::Date32 => CellKind::Date,
        DataType::Timestamp(_, Some(_)) => CellKind::Instant,
        DataType::Timestamp(_, None) => CellKind::LocalTime,
        DataType::Decimal32(..) | DataType::Decimal64(..) | DataType::Decimal128(..) | DataType::Decimal256(..) => {
            CellKind::Decimal
        }
        other => {
            return Err(ForeignFailure::Nested { column: field.name().clone(), type_name: other.to_string() });
        }
    };
    Ok(ForeignColumn { name: field.name().clone(), kind })
}

/// The values of a column: texts as they lie there, the others one by one.
pub(super) enum Values {
    Texts(StringArray),
    Cells(Vec<Cell<'static>>),
}

impl Values {
    pub(super) fn cell(&self, row: usize) -> Cell<'_> {
        match self {
            Self::Texts(texts) if row < texts.len() && texts.is_valid(row) => Cell::Text(texts.value(row).into()),
            Self::Texts(_) => Cell::Empty,
            Self::Cells(cells) => cells.get(row).map_or(Cell::Empty, Cell::borrowed),
        }
    }
}

impl Cell<'static> {
    fn borrowed(&self) -> Cell<'_> {
        match self {
            Self::Text(text) => Cell::Text(Cow::Borrowed(text)),
            Self::Decimal(digits) => Cell::Decimal(Cow::Borrowed(digits)),
            Self::Empty => Cell::Empty,
            Self::Integer(number) => Cell::Integer(*number),
            Self::Float(number) => Cell::Float(*number),
            Self::Bool(yes) => Cell::Bool(*yes),
            Self::Instant(micros) => Cell::Instant(*micros),
            Self::LocalTime(micros) => Cell::LocalTime(*micros),
            Self::Date(days) => Cell::Date(*days),
        }
    }
}

/// The values of a column; a type that [`column`] refuses has none.
pub(super) fn values(array: &ArrayRef) -> Values {
    match array.as_string_opt::<i32>() {
        Some(texts) => Values::Texts(texts.clone()),
        None => Values::Cells(cells(array)),
    }
}

fn cells(array: &ArrayRef) -> Vec<Cell<'static>> {
    match array.data_type() {
        DataType::Boolean => of(array, |row| Cell::Bool(array.as_boolean().value(row))),
        DataType::Int8 => numbers::<Int8Type>(array, |value| Cell::Integer(value.into())),
        DataType::Int16 => numbers::<Int16Type>(array, |value| Cell::Integer(value.into())),
        DataType::Int32 => numbers::<Int32Type>(array, |value| Cell::Integer(value.into())),
        DataType::Int64 => numbers::<Int64Type>(array, Cell::Integer),
        DataType::UInt8 => numbers::<UInt8Type>(array, |value| Cell::Integer(value.into())),
        DataType::UInt16 => numbers::<UInt16Type>(array, |value| Cell::Integer(value.into())),
        DataType::UInt32 => numbers::<UInt32Type>(array, |value| Cell::Integer(value.into())),
        DataType::UInt64 => numbers::<UInt64Type>(array, |value| Cell::Decimal(value.to_string().into())),
        DataType::Float16 => numbers::<Float16Type>(array, |value| Cell::Float(value.to_f64())),
        DataType::Float32 => numbers::<Float32Type>(array, |value| Cell::Float(value.into())),
        DataType::Float64 => numbers::<Float64Type>(array, Cell::Float),
        DataType::Binary => of(array, |row| text_of_bytes(array.as_binary::<i32>().value(row))),
        DataType::FixedSizeBinary(_) => of(array, |row| text_of_bytes(array.as_fixed_size_binary().value(row))),
        DataType::Date32 => numbers::<Date32Type>(array, Cell::Date),
        DataType::Time32(TimeUnit::Second) => numbers::<Time32SecondType>(array, |value| clock(i64::from(value), 1)),
        DataType::Time32(_) => numbers::<Time32MillisecondType>(array, |value| clock(i64::from(value), 1_000)),
        DataType::Time64(TimeUnit::Microsecond) => {
            numbers::<Time64MicrosecondType>(array, |value| clock(value, MICROS_PER_SECOND))
        }
        DataType::Time64(_) => numbers::<Time64NanosecondType>(array, |value| clock(value / 1_000, MICROS_PER_SECOND)),
        DataType::Timestamp(unit, zone) => instants(array, *unit, zone.is_some()),
        DataType::Decimal32(_, scale) => decimals::<Decimal32Type>(array, *scale),
        DataType::Decimal64(_, scale) => decimals::<Decimal64Type>(array, *scale),
        DataType::Decimal128(_, scale) => decimals::<Decimal128Type>(array, *scale),
        DataType::Decimal256(_, scale) => decimals::<Decimal256Type>(array, *scale),
        _ => vec![Cell::Empty; array.len()],
    }
}

fn of(array: &ArrayRef, value: impl Fn(usize) -> Cell<'static>) -> Vec<Cell<'static>> {
    (0..array.len()).map(|row| if array.is_null(row) { Cell::Empty } else { value(row) }).collect()
}

fn numbers<T: ArrowPrimitiveType>(array: &ArrayRef, cell: impl Fn(T::Native) -> Cell<'static>) -> Vec<Cell<'static>> {
    let values = array.as_primitive::<T>();
    of(array, |row| cell(values.value(row)))
}

fn decimals<T: DecimalType>(array: &ArrayRef, scale: i8) -> Vec<Cell<'static>> {
    let values = array.as_primitive::<T>();
    of(array, |row| Cell::Decimal(T::format_decimal(values.value(row), T::MAX_PRECISION, scale).into()))
}

fn instants(array: &ArrayRef, unit: TimeUnit, with_zone: bool) -> Vec<Cell<'static>> {
    let cell = |micros: Option<i64>, raw: i64| match micros {
        Some(micros) if with_zone => Cell::Instant(micros),
        Some(micros) => Cell::LocalTime(micros),
        // Beyond three hundred thousand years: the digits let a reader see what is wrong with this row.
        None => Cell::Text(raw.to_string().into()),
    };
    match unit {
        TimeUnit::Second => {
            numbers::<TimestampSecondType>(array, |value| cell(value.checked_mul(MICROS_PER_SECOND), value))
        }
        TimeUnit::Millisecond => {
            numbers::<TimestampMillisecondType>(array, |value| cell(value.checked_mul(1_000), value))
        }
        TimeUnit::Microsecond => numbers::<TimestampMicrosecondType>(array, |value| cell(Some(value), value)),
        TimeUnit::Nanosecond => {
            numbers::<TimestampNanosecondType>(array, |value| cell(Some(value.div_euclid(1_000)), value))
        }
    }
}

fn clock(since_midnight: i64, per_second: i64) -> Cell<'static> {
    let (seconds, fraction) = (since_midnight.div_euclid(per_second), since_midnight.rem_euclid(per_second));
    let mut text = format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if fraction > 0 {
        let micros = fraction * (MICROS_PER_SECOND / per_second);
        text.push_str(format!(".{micros:06}").trim_end_matches('0'));
    }
    Cell::Text(text.into())
}

fn text_of_bytes(bytes: &[u8]) -> Cell<'static> {
    // Older writers leave out the note that their bytes are text.
    Cell::Text(str::from_utf8(bytes).map_or_else(|_| hexadecimal(bytes), str::to_owned).into())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
