//! Rows of the lake as the reader may see them: of their units only, whose they are now, and with what the catalogue says.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, RecordBatch, RecordBatchOptions, StringArray, TimestampMicrosecondArray,
};
use arrow::compute::{cast, filter_record_batch};
use arrow::datatypes::{DataType, Field, Int32Type, Int64Type, SchemaRef, TimeUnit, TimestampMicrosecondType};
use arrow::error::ArrowError;
use otklik_core::time::SECOND_MICROS;
use otklik_core::{KindKey, Scope, Timestamp, UnitPath, Zone};

use super::columns::{From, Said};
use super::sight::{SqlMeaning, SqlSight};
use crate::schema::Column;

/// Every zone's offset changes on a multiple of this.
const QUARTER_MICROS: i64 = 15 * 60 * SECOND_MICROS;

/// The field of a column of `events`.
pub(super) fn field(name: &str, from: From) -> Field {
    let (data_type, nullable) = match from {
        From::Owner => (DataType::Int64, true),
        From::Catalogue(_) => (DataType::Utf8, true),
        From::LocalTime => (DataType::Timestamp(TimeUnit::Microsecond, None), false),
        From::Lake(column) => match column.arrow_type() {
            DataType::Dictionary(_, value) => (*value, column.nullable()),
            other => (other, column.nullable()),
        },
    };
    Field::new(name, data_type, nullable)
}

/// The columns of the lake that are read for some of `events`; never none.
pub(super) fn columns_read(sight: &SqlSight, wanted: &[From]) -> Vec<Column> {
    let mut columns = Vec::new();
    if sight.scope != Scope::Company {
        columns.push(Column::Unit);
    }
    for from in wanted {
        match from {
            From::Lake(column) => columns.push(*column),
            From::Owner if sight.moves.is_empty() => columns.push(Column::CustomerKey),
            From::Owner => columns.extend([Column::CustomerKey, Column::IdentityKey]),
            From::Catalogue(_) => columns.push(Column::KindKey),
            From::LocalTime => columns.extend([Column::OccurredAt, Column::Unit]),
        }
    }
    if columns.is_empty() {
        columns.push(Column::Position);
    }
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// Makes rows of the lake into rows of `events`.
pub(super) fn shaped(
    sight: &SqlSight,
    batch: RecordBatch,
    wanted: &[From],
    schema: &SchemaRef,
) -> Result<RecordBatch, ArrowError> {
    let batch = within_scope(&sight.scope, batch)?;
    let batch = if wanted.contains(&From::Owner) { sight.moves.apply(batch, None)? } else { batch };
    let meanings = wanted.iter().any(|from| matches!(from, From::Catalogue(_))).then(|| meanings(sight, &batch));
    let columns = wanted.iter().map(|from| match from {
        From::Owner => column(&batch, Column::CustomerKey),
        From::Lake(kept) => {
            let array = column(&batch, *kept)?;
            match array.data_type() {
                DataType::Dictionary(_, value) => cast(&array, value),
                _ => Ok(array),
            }
        }
        From::Catalogue(said) => {
            let texts = meanings.iter().flatten().map(|meaning| meaning.and_then(|meaning| text(meaning, *said)));
            Ok(Arc::new(texts.collect::<StringArray>()) as ArrayRef)
        }
        From::LocalTime => local_times(sight, &batch),
    });
    let columns = columns.collect::<Result<Vec<ArrayRef>, ArrowError>>()?;
    let rows = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
    RecordBatch::try_new_with_options(Arc::clone(schema), columns, &rows)
}

fn column(batch: &RecordBatch, column: Column) -> Result<ArrayRef, ArrowError> {
    let array = batch.column_by_name(column.name()).cloned();
    array.ok_or_else(|| ArrowError::SchemaError(format!("the column {} was not read", column.name())))
}

/// The rows of units that a scope admits.
fn within_scope(scope: &Scope, batch: RecordBatch) -> Result<RecordBatch, ArrowError> {
    if *scope == Scope::Company {
        return Ok(batch);
    }
    let units = column(&batch, Column::Unit)?;
    let units = units
        .as_dictionary_opt::<Int32Type>()
        .ok_or_else(|| ArrowError::SchemaError("the units are not what this program wrote".to_owned()))?;
    let admits = |unit: Option<&str>| scope.admits(unit.and_then(|unit| unit.parse::<UnitPath>().ok()).as_ref());
    let admitted: Vec<bool> = units.values().as_string::<i32>().iter().map(admits).collect();
    let admits_none = admits(None);
    let mask = (0..batch.num_rows()).map(|row| Some(units.key(row).map_or(admits_none, |key| admitted[key])));
    filter_record_batch(&batch, &mask.collect::<BooleanArray>())
}

fn meanings<'a>(sight: &'a SqlSight, batch: &RecordBatch) -> Vec<Option<&'a SqlMeaning>> {
    let kinds = batch.column_by_name(Column::KindKey.name()).and_then(|array| array.as_primitive_opt::<Int64Type>());
    let kinds: &[i64] = kinds.map(|kinds| kinds.values().as_ref()).unwrap_or_default();
    kinds.iter().map(|kind| sight.meanings.get(&KindKey(*kind))).collect()
}

/// What the catalogue says of a kind in one respect.
pub(super) fn text(meaning: &SqlMeaning, said: Said) -> Option<&str> {
    match said {
        Said::Channel => meaning.channel.as_deref(),
        Said::TouchpointRu => meaning.touchpoint_ru.as_deref(),
        Said::TouchpointEn => meaning.touchpoint_en.as_deref(),
        Said::Stage => meaning.stage,
        Said::Role => meaning.role.as_deref(),
        Said::DepartmentRu => meaning.department_ru.as_deref(),
        Said::DepartmentEn => meaning.department_en.as_deref(),
        Said::Experience => meaning.experience,
    }
}

fn local_times(sight: &SqlSight, batch: &RecordBatch) -> Result<ArrayRef, ArrowError> {
    let (times, units) = (column(batch, Column::OccurredAt)?, column(batch, Column::Unit)?);
    let times = times.as_primitive::<TimestampMicrosecondType>();
    let units = units.as_dictionary::<Int32Type>();
    let zone = |unit: Option<&str>| unit.and_then(|unit| sight.unit_zones.get(unit)).unwrap_or(&sight.zone);
    let zones: Vec<&Zone> = units.values().as_string::<i32>().iter().map(zone).collect();
    let mut offsets: HashMap<(Option<usize>, i64), i64> = HashMap::new();
    let local = times.iter().enumerate().map(|(row, time)| {
        let (time, unit) = (time?, units.key(row));
        let quarter = time.div_euclid(QUARTER_MICROS) * QUARTER_MICROS;
        let zone = unit.map_or(&sight.zone, |unit| zones[unit]);
        let offset = *offsets.entry((unit, quarter)).or_insert_with(|| offset_micros(zone, quarter));
        Some(time + offset)
    });
    Ok(Arc::new(local.collect::<TimestampMicrosecondArray>()))
}

fn offset_micros(zone: &Zone, instant: i64) -> i64 {
    let local = zone.local(Timestamp(instant));
    Zone::UTC.instant(local).0 - instant
}
