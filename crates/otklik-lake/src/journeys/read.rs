//! Reading stretches of data files, each row into the bucket of its customer.

use std::fs::File;
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arrow::array::{Array, Int64Array, RecordBatch};
use otklik_core::Currency;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::statistics::Statistics;

use super::assemble::Piece;
use super::bucket::{KIND_BEYOND, NO_UNIT};
use super::plan::Plan;
use super::rows::{Layout, Rows};
use super::threads::share;
use super::unit_names::UnitNames;
use super::{Grouping, JourneyScan, SideColumns};
use crate::batch::EventBatch;
use crate::data_file::{DataFile, integers};
use crate::error::LakeError;
use crate::schema::Column;

/// Rows that are decoded at once.
const BATCH_ROWS: usize = 32_768;
/// Row groups that one thread reads before it looks for other work.
const ROW_GROUPS_AT_ONCE: usize = 4;

/// What is read, and for which buckets.
pub(super) struct Reading<'a> {
    pub(super) folder: &'a Path,
    pub(super) scan: &'a JourneyScan,
    pub(super) sides: SideColumns,
    pub(super) plan: &'a Plan,
    pub(super) unit_names: &'a UnitNames,
    pub(super) abandoned: &'a AtomicBool,
}

/// A data file that is open.
struct Opened {
    path: PathBuf,
    metadata: ArrowReaderMetadata,
    positions: bool,
}

/// A stretch of a file.
struct Stretch {
    file: usize,
    row_groups: Vec<usize>,
}

impl Reading<'_> {
    /// Reads files for a stretch of buckets; answers each bucket's pieces, those of earlier files first, and which columns they have.
    pub(super) fn read(
        &self,
        mut files: Vec<DataFile>,
        buckets: &Range<usize>,
    ) -> Result<(Vec<Vec<Piece>>, Layout), LakeError> {
        files
            .sort_unstable_by(|one, other| (one.extent.occurred, &one.path).cmp(&(other.extent.occurred, &other.path)));
        let positions: Vec<bool> = files.iter().map(|file| self.needs_positions(file, &files)).collect();
        let open = |(): &mut (), number: usize| self.open(&files[number], positions[number]);
        let (opened, _) = share(files.len(), self.abandoned, Vec::new(), || (), open)?;
        let stretches = self.stretches(&opened, buckets);
        let read = |(): &mut (), number: usize| self.read_stretch(&opened, &stretches[number], buckets);
        let (read, _) = share(stretches.len(), self.abandoned, Vec::new(), || (), read)?;
        let mut pieces: Vec<Vec<Piece>> = buckets.clone().map(|_| Vec::new()).collect();
        for piece in read {
            for (own, piece) in pieces.iter_mut().zip(piece) {
                if !piece.customers.is_empty() {
                    own.push(piece);
                }
            }
        }
        Ok((pieces, self.layout(positions.contains(&true))))
    }

    fn layout(&self, positions: bool) -> Layout {
        let SideColumns { units, amounts, groups, durations, scores } = self.sides;
        Layout {
            positions,
            units,
            amounts: amounts.is_some(),
            groups: groups.is_some(),
            durations,
            scores,
            marks: self.scan.judge.is_some(),
        }
    }

    /// Whether rows of another file may lie between the file's rows of a customer, so that only positions tell their order.
    fn needs_positions(&self, file: &DataFile, files: &[DataFile]) -> bool {
        !self.scan.moves.is_empty()
            || files.iter().any(|other| other.path != file.path && file.may_share_a_time_of_a_customer(other))
    }

    fn open(&self, file: &DataFile, positions: bool) -> Result<Opened, LakeError> {
        let path = self.folder.join(&file.path);
        let metadata = File::open(&path)
            .map_err(|error| ParquetError::External(Box::new(error)))
            .and_then(|file| ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()));
        match metadata {
            Ok(metadata) => Ok(Opened { path, metadata, positions }),
            Err(source) => Err(LakeError::Damaged { path, source }),
        }
    }

    /// The stretches that may hold rows of the buckets; rows of an identifier that moved may lie anywhere.
    fn stretches(&self, files: &[Opened], buckets: &Range<usize>) -> Vec<Stretch> {
        let (low, high) = self.plan.customers(buckets);
        let mut stretches = Vec::new();
        for (number, file) in files.iter().enumerate() {
            let metadata = file.metadata.metadata();
            let may_hold = |row_group: &usize| {
                let range = customers_of(metadata, *row_group);
                !self.scan.moves.is_empty() || range.is_none_or(|range| range.0 <= high && low <= range.1)
            };
            let row_groups: Vec<usize> = (0..metadata.num_row_groups()).filter(may_hold).collect();
            let parts = row_groups.chunks(ROW_GROUPS_AT_ONCE);
            stretches.extend(parts.map(|part| Stretch { file: number, row_groups: part.to_vec() }));
        }
        stretches
    }

    fn columns(&self, positions: bool) -> Vec<Column> {
        let mut columns = vec![Column::OccurredAt, Column::CustomerKey, Column::KindKey];
        columns.extend(positions.then_some(Column::Position));
        columns.extend((!self.scan.moves.is_empty()).then_some(Column::IdentityKey));
        columns.extend(self.sides.units.then_some(Column::Unit));
        columns.extend(self.sides.amounts.iter().flat_map(|_| [Column::Amount, Column::Currency]));
        columns.extend(self.sides.groups.map(Grouping::column));
        columns.extend(self.sides.durations.then_some(Column::DurationMs));
        columns.extend(self.sides.scores.then_some([Column::Score, Column::Survey]).into_iter().flatten());
        if let Some(judge) = &self.scan.judge {
            columns.push(Column::Position);
            columns.extend(judge.columns());
        }
        columns
    }

    fn read_stretch(
        &self,
        files: &[Opened],
        stretch: &Stretch,
        buckets: &Range<usize>,
    ) -> Result<Vec<Piece>, LakeError> {
        let Opened { path, metadata, positions } = &files[stretch.file];
        let damaged = |source| LakeError::Damaged { path: path.clone(), source };
        let file = File::open(path).map_err(|error| damaged(ParquetError::External(Box::new(error))))?;
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata.clone());
        let names: Vec<_> = self.columns(*positions).into_iter().map(Column::name).collect();
        let mask = ProjectionMask::columns(builder.parquet_schema(), names);
        let batches = builder
            .with_projection(mask)
            .with_row_groups(stretch.row_groups.clone())
            .with_batch_size(BATCH_ROWS)
            .build()
            .map_err(damaged)?;
        let mut pieces: Vec<Piece> = buckets.clone().map(|_| Piece::default()).collect();
        for batch in batches {
            if self.abandoned.load(Ordering::Relaxed) {
                return Err(LakeError::Abandoned);
            }
            let mut batch = batch.map_err(|error| damaged(error.into()))?;
            if !self.scan.moves.is_empty() {
                batch = self.scan.moves.apply(batch, None).map_err(|error| damaged(error.into()))?;
            }
            self.distribute(&batch, *positions, buckets, &mut pieces)?;
        }
        Ok(pieces)
    }

    /// Adds the rows of a batch to the pieces of their buckets; rows of nobody are no part of a journey.
    fn distribute(
        &self,
        batch: &RecordBatch,
        positions: bool,
        buckets: &Range<usize>,
        pieces: &mut [Piece],
    ) -> Result<(), LakeError> {
        let customers = integers(batch, Column::CustomerKey)
            .cloned()
            .ok_or(LakeError::Column { column: Column::CustomerKey.name() })?;
        let events = EventBatch::new(batch)?;
        let lengths = [
            (Column::OccurredAt, events.occurred_at().len()),
            (Column::KindKey, events.kinds().len()),
            (Column::Position, if positions { events.positions().len() } else { customers.len() }),
        ];
        if let Some((column, _)) = lengths.iter().find(|(_, length)| *length != customers.len()) {
            return Err(LakeError::Column { column: column.name() });
        }
        let rows = self.rows(&events, positions);
        let mut row = 0;
        while row < customers.len() {
            if customers.is_null(row) {
                row += 1;
                continue;
            }
            let bucket = self.plan.bucket(customers.value(row));
            let end = end_of_stretch(&customers, row, self.plan.customers(&(bucket..bucket + 1)));
            if let Some(piece) = bucket.checked_sub(buckets.start).and_then(|place| pieces.get_mut(place)) {
                piece.customers.extend_from_slice(&customers.values()[row..end]);
                piece.rows.add(&rows, &(row..end));
            }
            row = end;
        }
        Ok(())
    }

    /// The columns of a batch as buckets keep them.
    fn rows(&self, batch: &EventBatch, positions: bool) -> Rows {
        let mut rows = Rows {
            times: batch.occurred_at().to_vec(),
            codes: batch.kinds().iter().map(|kind| u16::try_from(*kind).unwrap_or(KIND_BEYOND)).collect(),
            ..Rows::default()
        };
        if positions {
            rows.positions = batch.positions().to_vec();
        }
        if self.sides.units {
            let units = batch.coded(Column::Unit);
            let numbers: Vec<u16> = units.meanings().map(|name| self.unit_names.number(name)).collect();
            let number = |row| units.code(row).map_or(NO_UNIT, |code| numbers[code]);
            rows.units = (0..batch.len()).map(number).collect();
        }
        if let Some(currency) = self.sides.amounts {
            rows.amounts = amounts(batch, currency);
        }
        if let Some(grouping) = self.sides.groups {
            let group = |row| batch.text(grouping.column(), row).map_or(0, group_number);
            rows.groups = (0..batch.len()).map(group).collect();
        }
        if self.sides.durations {
            let seconds =
                |row| batch.integer(Column::DurationMs, row).map_or(f32::NAN, |millis| millis as f32 / 1_000.0);
            rows.durations = (0..batch.len()).map(seconds).collect();
        }
        if self.sides.scores {
            let mark = |row| batch.float(Column::Score, row).map_or(f32::NAN, |mark| mark as f32);
            rows.scores = (0..batch.len()).map(mark).collect();
            let surveys = batch.coded(Column::Survey);
            let numbers: Vec<u32> = surveys.meanings().map(|survey| group_number(survey) as u32).collect();
            rows.surveys = (0..batch.len()).map(|row| surveys.code(row).map_or(0, |code| numbers[code])).collect();
        }
        if let Some(judge) = &self.scan.judge {
            judge.judge(batch, &mut rows.marks);
            rows.marks.resize(batch.len(), 0);
        }
        rows
    }
}

/// Amounts in minor units of one currency; those of others count as nothing.
fn amounts(batch: &EventBatch, currency: Currency) -> Vec<i64> {
    let currencies = batch.coded(Column::Currency);
    let is_meant: Vec<bool> = currencies.meanings().map(|code| code == currency.as_str()).collect();
    let amount = |row| {
        let is_meant = currencies.code(row).is_some_and(|code| is_meant[code]);
        if is_meant { batch.amount(row).map_or(0, |amount| amount.0) } else { 0 }
    };
    (0..batch.len()).map(amount).collect()
}

/// A number that tells an order from a customer's other orders; 0 is that of none.
pub(super) fn group_number(text: &str) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(text).max(1)
}

fn end_of_stretch(customers: &Int64Array, start: usize, (low, high): (i64, i64)) -> usize {
    let values = customers.values();
    let belongs = |row: &usize| (low..=high).contains(&values[*row]) && customers.is_valid(*row);
    (start..customers.len()).find(|row| !belongs(row)).unwrap_or(customers.len())
}

/// The customers of a row group, as far as its statistics tell.
fn customers_of(metadata: &Arc<ParquetMetaData>, row_group: usize) -> Option<(i64, i64)> {
    let columns = metadata.row_group(row_group).columns();
    let column = columns.iter().find(|column| column.column_descr().name() == Column::CustomerKey.name())?;
    match column.statistics()? {
        Statistics::Int64(range) => Some((*range.min_opt()?, *range.max_opt()?)),
        _ => None,
    }
}
