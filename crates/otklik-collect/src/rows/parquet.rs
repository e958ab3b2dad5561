//! Rows of a Parquet file, told as a file of text would tell them.

use std::fmt::Write as _;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::civil::{DateTime, date};
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use otklik_lake::foreign::{Cell, ForeignError, ParquetRows as Typed, RowBatch};

use super::{Fields, Row};

/// Reads row after row, holding a thousand of them in memory.
pub(crate) struct ParquetRows {
    rows: Typed,
    batch: Option<RowBatch>,
    /// The next row of the batch.
    next: usize,
    record: u64,
    bytes: u64,
    read: Arc<AtomicU64>,
    text: String,
    fields: Fields,
}

impl ParquetRows {
    /// Opens a file of so many bytes; how many of them were read is told by `read`, row by row.
    pub(crate) fn open(path: &Path, bytes: u64, read: Arc<AtomicU64>) -> Result<Self, ForeignError> {
        let (text, fields) = (String::new(), Fields::default());
        Ok(Self { rows: Typed::open(path)?, batch: None, next: 0, record: 0, bytes, read, text, fields })
    }

    /// The columns' names.
    pub(crate) fn heading(&self) -> Vec<String> {
        self.rows.columns().iter().map(|column| column.name.clone()).collect()
    }

    /// The next row; nothing at the end. Rows without any value are passed over.
    pub(crate) fn next(&mut self) -> io::Result<Option<Row<'_>>> {
        loop {
            let Some(batch) = self.batch.as_ref().filter(|batch| self.next < batch.len()) else {
                self.batch = self.rows.next_rows().map_err(io::Error::other)?;
                self.next = 0;
                if self.batch.is_none() {
                    self.read.store(self.bytes, Ordering::Relaxed);
                    return Ok(None);
                }
                continue;
            };
            let cells = batch.row(self.next);
            self.next += 1;
            self.record += 1;
            let share = u128::from(self.bytes) * u128::from(self.record) / u128::from(self.rows.row_count().max(1));
            self.read.store(u64::try_from(share).unwrap_or(self.bytes).min(self.bytes), Ordering::Relaxed);
            self.text.clear();
            self.fields.clear();
            for cell in cells {
                write_cell(&cell, &mut self.text);
                self.fields.ends.push(self.text.len());
            }
            if !self.text.trim().is_empty() {
                break;
            }
        }
        Ok(Some(Row { line: self.record, text: &self.text, ends: &self.fields.ends }))
    }
}

fn write_cell(cell: &Cell<'_>, text: &mut String) {
    // Writing into a string cannot fail; a time beyond the calendar is left empty.
    let _ = match cell {
        Cell::Empty => Ok(()),
        Cell::Text(written) | Cell::Decimal(written) => text.write_str(written),
        Cell::Integer(number) => write!(text, "{number}"),
        Cell::Float(number) => write!(text, "{number}"),
        Cell::Bool(yes) => write!(text, "{yes}"),
        Cell::Instant(micros) => Timestamp::from_microsecond(*micros).map_or(Ok(()), |time| write!(text, "{time}")),
        Cell::LocalTime(micros) => local(*micros).map_or(Ok(()), |time| write!(text, "{time}")),
        Cell::Date(days) => {
            let day = date(1970, 1, 1).checked_add(i64::from(*days).days());
            day.map_or(Ok(()), |day| write!(text, "{day}"))
        }
    };
}

fn local(micros: i64) -> Option<DateTime> {
    date(1970, 1, 1).at(0, 0, 0, 0).checked_add(SignedDuration::from_micros(micros)).ok()
}
