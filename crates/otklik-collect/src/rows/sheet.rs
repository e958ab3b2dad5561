//! Rows of a workbook's sheet (XLSX).
//!
//! A sheet is held in memory while it is read, so the workbook is measured first: what a zip file says of its
//! contents may be a lie, hence each part is unpacked once and counted.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx};
use thiserror::Error;
use zip::ZipArchive;

use super::{Fields, Row};
use crate::limits;

/// Why a workbook cannot be read.
#[derive(Debug, Error)]
pub(crate) enum SheetError {
    #[error("cannot read the workbook")]
    Read(#[source] io::Error),
    /// Not a workbook, or a broken one.
    #[error("{0}")]
    Broken(String),
    /// More than is held in memory.
    #[error("larger than {0} when unpacked")]
    TooLarge(u64),
    /// There is no sheet of this name; the names that there are.
    #[error("there is no sheet {wanted:?}")]
    Missing { wanted: String, known: Vec<String> },
}

type Workbook = Xlsx<BufReader<File>>;

/// The names of a workbook's sheets, in their order.
pub(crate) fn sheet_names(path: &Path) -> Result<Vec<String>, SheetError> {
    open(path).map(|workbook| workbook.sheet_names())
}

fn open(path: &Path) -> Result<Workbook, SheetError> {
    measure(path)?;
    let file = File::open(path).map_err(SheetError::Read)?;
    Xlsx::new(BufReader::new(file)).map_err(|error| SheetError::Broken(error.to_string()))
}

/// Unpacks every part once, to nowhere, and stops where it is too much.
fn measure(path: &Path) -> Result<(), SheetError> {
    let too_large = SheetError::TooLarge(limits::WORKBOOK_BYTES);
    let broken = |error: zip::result::ZipError| SheetError::Broken(error.to_string());
    let file = File::open(path).map_err(SheetError::Read)?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(broken)?;
    if archive.len() > limits::WORKBOOK_PARTS {
        return Err(too_large);
    }
    let mut total = 0;
    for part in 0..archive.len() {
        let part = archive.by_index(part).map_err(broken)?;
        if part.size() > limits::WORKBOOK_BYTES {
            return Err(too_large);
        }
        let room = limits::WORKBOOK_BYTES - total;
        let unpacked = io::copy(&mut part.take(room + 1), &mut io::sink());
        total += unpacked.map_err(|error| SheetError::Broken(error.to_string()))?;
        if total > limits::WORKBOOK_BYTES {
            return Err(too_large);
        }
    }
    Ok(())
}

/// The rows of one sheet; rows without any value are not among them.
pub(crate) struct SheetRows {
    text: String,
    /// Where each field ends in the text.
    ends: Vec<usize>,
    rows: Vec<SheetRow>,
    next: usize,
    fields: Fields,
}

struct SheetRow {
    /// As the spreadsheet numbers it, from 1.
    number: u64,
    first_field: usize,
    start: usize,
}

impl SheetRows {
    /// Reads a sheet by its name, else the first one.
    pub(crate) fn open(path: &Path, sheet: Option<&str>) -> Result<Self, SheetError> {
        let mut workbook = open(path)?;
        let known = workbook.sheet_names();
        let name = match sheet {
            None => known.first().cloned().ok_or_else(|| SheetError::Broken("no sheet".to_owned()))?,
            Some(wanted) => known
                .iter()
                .find(|name| *name == wanted)
                .cloned()
                .ok_or_else(|| SheetError::Missing { wanted: wanted.to_owned(), known: known.clone() })?,
        };
        let broken = |error: calamine::XlsxError| SheetError::Broken(error.to_string());
        let mut cells = workbook.worksheet_cells_reader(&name).map_err(broken)?;
        let mut rows =
            Self { text: String::new(), ends: Vec::new(), rows: Vec::new(), next: 0, fields: Fields::default() };
        let mut at = None;
        while let Some(cell) = cells.next_cell().map_err(broken)? {
            let (row, column) = cell.get_position();
            let column = column as usize;
            if column >= limits::COLUMNS {
                return Err(SheetError::TooLarge(limits::COLUMNS as u64));
            }
            // Cells come in their order; a file that has them otherwise was not written by a spreadsheet.
            if at.is_some_and(|at| (row, column) <= at) {
                return Err(SheetError::Broken(format!("cell {}:{} is out of order", row + 1, column + 1)));
            }
            at = Some((row, column));
            rows.take(u64::from(row) + 1, column, cell.get_value())?;
        }
        rows.end_row();
        Ok(rows)
    }

    fn take(&mut self, number: u64, column: usize, value: &DataRef<'_>) -> Result<(), SheetError> {
        if matches!(value, DataRef::Empty) {
            return Ok(());
        }
        if self.rows.last().is_none_or(|row| row.number != number) {
            self.end_row();
            self.rows.push(SheetRow { number, first_field: self.ends.len(), start: self.text.len() });
        }
        let first_field = self.rows.last().map_or(0, |row| row.first_field);
        // Cells that are left out between others are empty ones.
        while self.ends.len() - first_field < column {
            self.ends.push(self.text.len());
        }
        write_cell(value, &mut self.text);
        self.ends.push(self.text.len());
        if self.text.len() as u64 + 8 * self.ends.len() as u64 > 2 * limits::WORKBOOK_BYTES {
            return Err(SheetError::TooLarge(2 * limits::WORKBOOK_BYTES));
        }
        Ok(())
    }

    /// Takes a row back in which nothing but spaces stood.
    fn end_row(&mut self) {
        let Some(row) = self.rows.last() else { return };
        if self.text[row.start..].trim().is_empty() {
            self.text.truncate(row.start);
            self.ends.truncate(row.first_field);
            self.rows.pop();
        }
    }

    /// The widest row, in columns.
    pub(crate) fn width(&self) -> usize {
        let ends = self.rows.iter().skip(1).map(|row| row.first_field).chain([self.ends.len()]);
        self.rows.iter().zip(ends).map(|(row, end)| end - row.first_field).max().unwrap_or(0)
    }

    /// The next row; nothing at the end.
    pub(crate) fn next(&mut self) -> Option<Row<'_>> {
        let row = self.rows.get(self.next)?;
        self.next += 1;
        let end = self.rows.get(self.next).map_or(self.ends.len(), |next| next.first_field);
        let (start, fields) = (row.start, &self.ends[row.first_field..end]);
        let stop = fields.last().copied().unwrap_or(start);
        self.fields.clear();
        self.fields.ends.extend(fields.iter().map(|end| end - start));
        Some(Row { line: row.number, text: &self.text[start..stop], ends: &self.fields.ends })
    }
}

/// Writes a cell as the text that a CSV file would have: dates by ISO 8601, numbers with a point.
fn write_cell(value: &DataRef<'_>, text: &mut String) {
    use std::fmt::Write as _;
    // Writing into a string cannot fail.
    let _ = match value {
        DataRef::Empty => Ok(()),
        DataRef::Int(number) => write!(text, "{number}"),
        DataRef::Float(number) => write!(text, "{}", as_shown(*number)),
        DataRef::String(written) => text.write_str(written),
        DataRef::SharedString(written) => text.write_str(written),
        DataRef::Bool(yes) => write!(text, "{yes}"),
        DataRef::DateTime(time) => write_time(time, text),
        DataRef::DateTimeIso(written) | DataRef::DurationIso(written) => text.write_str(written),
        DataRef::Error(error) => write!(text, "{error}"),
    };
}

/// The number as a spreadsheet shows it, which has fifteen digits: 0.1 + 0.2 is 0.3.
fn as_shown(number: f64) -> f64 {
    format!("{number:.14e}").parse().unwrap_or(number)
}

fn write_time(time: &ExcelDateTime, text: &mut String) -> std::fmt::Result {
    use std::fmt::Write as _;
    if time.is_duration() {
        let seconds = time.as_f64() * 86_400.0;
        return write!(text, "{}", seconds.round());
    }
    let (year, month, day, hour, minute, second, millisecond) = time.to_ymd_hms_milli();
    write!(text, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
    if millisecond == 0 { Ok(()) } else { write!(text, ".{millisecond:03}") }
}

#[cfg(test)]
mod tests;
