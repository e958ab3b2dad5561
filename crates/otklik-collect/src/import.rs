//! Events out of files, chunk by chunk.

mod error;
mod event;
mod files;
mod numbering;
mod plan;
mod rejected;
mod table;
mod tally;
mod totals;

use std::borrow::Cow;
use std::collections::VecDeque;

use otklik_core::{ErrorCode, Event, Timestamp};
use serde::{Deserialize, Serialize};

pub use error::ImportError;
use event::{Reader, Refusal};
use files::GivenFile;
use numbering::Numbering;
use plan::Plan;
use rejected::rearmed;
pub use rejected::{RejectedRows, spreadsheet_line};
use table::{Kept, Table};
pub use tally::Tally;

use crate::fault::Fault;
use crate::limits;
use crate::mapping::Mapping;
use crate::message::{Message, message_key};
use crate::rows::{BadRow, Row, Rows};
use crate::source::{ADDED_COLUMNS, Format, InputFile, Progress, Source};

/// Rows after which a chunk is handed out even if it is not full, so that progress is seen.
const ROWS_PER_CHUNK: u64 = 50_000;

/// Some of the events, and how far the import has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chunk {
    /// Checked events, in the order of the files.
    pub events: Vec<Event>,
    /// What was refused since the last chunk.
    pub rejected: Vec<RowReject>,
    /// Rows done since the beginning, headings not counted.
    pub rows_done: u64,
    /// Bytes done since the beginning, out of [`Import::bytes_total`].
    pub bytes_done: u64,
}

/// Why a row, or one of the events that it should have given, was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowReject {
    /// The file's name without its folder; a sheet's follows after `!`.
    pub file: String,
    /// The physical line, or the sheet's row, on which the row starts, from 1.
    pub line: u64,
    /// The column, as the mapping reaches it; empty when the row as a whole is wrong.
    pub column: String,
    /// What is wrong.
    pub code: ErrorCode,
    /// The beginning of the value as it stands in the file.
    pub value: String,
    /// An example, a bound or a number of columns; empty when the code says it all.
    pub expected: String,
    /// The row as far as it could be read, so that it can be repaired.
    pub fields: Vec<String>,
}

impl RowReject {
    /// What to say about it.
    pub fn message(&self) -> Message {
        let arguments = [
            ("file", self.file.clone()),
            ("line", self.line.to_string()),
            ("column", self.column.clone()),
            ("value", self.value.clone()),
            ("expected", self.expected.clone()),
        ];
        Message::new(&message_key(self.code), arguments)
    }
}

/// An import under way: holds one row and the tables that are joined to, nothing else.
pub struct Import {
    mapping: Mapping,
    now: Timestamp,
    files: Vec<GivenFile>,
    plan: Plan,
    tables: Vec<Table>,
    steps: VecDeque<Step>,
    reading: Option<Reading>,
    bytes_total: u64,
    bytes_before: u64,
    rows_done: u64,
}

/// One pass over one file.
#[derive(Clone, Debug)]
struct Step {
    file: usize,
    purpose: Purpose,
}

#[derive(Clone, Debug)]
enum Purpose {
    /// Keep what other files' rows look up.
    Table {
        table: usize,
        /// Whether the file's rows are read again for their events, and their faults told then.
        again: bool,
    },
    /// Make events.
    Events {
        /// The mapping's name for the file.
        entry: String,
    },
}

struct Reading {
    step: Step,
    rows: Rows,
    progress: Progress,
    positions: Vec<usize>,
    numbering: Numbering,
}

impl Import {
    /// Finds each file's place in the mapping and each column's place in the files.
    ///
    /// `now` bounds the times that are plausible; nothing but the beginnings of files is read yet.
    pub fn open<F: Clone + Into<InputFile>>(
        mapping: Mapping,
        files: &[F],
        now: Timestamp,
    ) -> Result<Self, ImportError> {
        let placed = files::find_places(&mapping, files.iter().cloned().map(Into::into))?;
        let plan = Plan::make(&mapping, &placed);
        let recognise = |placed: files::Placed| {
            let columns = plan.needed(&placed.entry);
            GivenFile::recognise(&mapping, placed, columns)
        };
        let files: Vec<GivenFile> = placed.into_iter().map(recognise).collect::<Result<_, _>>()?;
        let mut steps = VecDeque::new();
        for (table, kept) in plan.tables.iter().enumerate() {
            let again = plan.events.contains_key(&kept.entry);
            let of_entry = files.iter().enumerate().filter(|(_, file)| file.entry == kept.entry);
            steps.extend(of_entry.map(|(file, _)| Step { file, purpose: Purpose::Table { table, again } }));
        }
        for entry in plan.events.keys() {
            let of_entry = files.iter().enumerate().filter(|(_, file)| &file.entry == entry);
            steps.extend(of_entry.map(|(file, _)| Step { file, purpose: Purpose::Events { entry: entry.clone() } }));
        }
        for step in &steps {
            plan.positions(&files[step.file], &step.purpose)?;
        }
        let bytes_total = steps.iter().map(|step| files[step.file].source.bytes).sum();
        let tables = plan.tables.iter().map(|_| Table::default()).collect();
        let (reading, bytes_before, rows_done) = (None, 0, 0);
        Ok(Self { mapping, now, files, plan, tables, steps, reading, bytes_total, bytes_before, rows_done })
    }

    /// The mapping that is followed.
    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// Bytes to read in all; a file that is both looked up and made events of counts twice.
    pub fn bytes_total(&self) -> u64 {
        self.bytes_total
    }

    /// The next events, at most so many; nothing when all files are done.
    ///
    /// A chunk may be without events, such as while the tables that are looked up are read.
    /// A row's events stay together, so a chunk of fewer than one row's events is still given one row.
    pub fn next_chunk(&mut self, max_events: usize) -> Result<Option<Chunk>, ImportError> {
        let mut chunk = Chunk::default();
        let mut rows_passed = 0_u64;
        let mut finished = true;
        loop {
            let Some(mut reading) = self.reading.take().map_or_else(|| self.open_next(), |open| Ok(Some(open)))? else {
                break;
            };
            finished = false;
            let most_per_row = self.plan.most_events(&reading.step.purpose);
            let full = chunk.events.len() + most_per_row > max_events || chunk.rejected.len() >= max_events;
            if rows_passed > 0 && full || rows_passed >= ROWS_PER_CHUNK {
                self.reading = Some(reading);
                break;
            }
            let more = self.read_row(&mut reading, &mut chunk)?;
            if more {
                rows_passed += 1;
                self.reading = Some(reading);
            } else {
                self.bytes_before += self.files[reading.step.file].source.bytes;
            }
        }
        let under_way = self.reading.as_ref().map_or(0, |reading| reading.progress.bytes());
        chunk.rows_done = self.rows_done;
        chunk.bytes_done = (self.bytes_before + under_way).min(self.bytes_total);
        Ok(if finished { None } else { Some(chunk) })
    }

    fn open_next(&mut self) -> Result<Option<Reading>, ImportError> {
        let Some(step) = self.steps.pop_front() else { return Ok(None) };
        let file = &self.files[step.file];
        let positions = self.plan.positions(file, &step.purpose)?;
        let (rows, progress) = file.source.rows()?;
        let numbering = Numbering::new(&file.entry);
        Ok(Some(Reading { step, rows, progress, positions, numbering }))
    }

    /// Reads one row; whether there was one.
    fn read_row(&mut self, reading: &mut Reading, chunk: &mut Chunk) -> Result<bool, ImportError> {
        let file = &self.files[reading.step.file];
        let name = &file.source.name;
        let again = matches!(reading.step.purpose, Purpose::Table { again: true, .. });
        let row = reading.rows.next().map_err(|source| ImportError::unread(name, source))?;
        let Some(row) = row else { return Ok(false) };
        self.rows_done += u64::from(!again);
        let row = match row.and_then(|row| even(row, file)) {
            Ok(row) => row,
            Err(_) if again => return Ok(true),
            Err(bad) => {
                chunk.rejected.push(refuse(file, bad));
                return Ok(true);
            }
        };
        match &reading.step.purpose {
            Purpose::Table { table, .. } => {
                let key = &self.plan.tables[*table].columns[0];
                let fault = match self.tables[*table].keep(&row, &reading.positions) {
                    Kept::Full => {
                        return Err(ImportError::TableTooLarge { file: name.clone(), limit: limits::TABLE_BYTES });
                    }
                    Kept::WithoutKey if !again => Fault::missing(ErrorCode::FieldMissing),
                    Kept::Contradicts(value) => Fault::new(ErrorCode::Duplicate, &value, ""),
                    _ => return Ok(true),
                };
                chunk.rejected.push(file.reject(row.line, key.clone(), fault, repeated(row)));
            }
            Purpose::Events { entry } => {
                let Some(plan) = self.plan.events.get(entry) else { return Ok(true) };
                let number = if plan.is_numbered {
                    reading.numbering.number(name, numbered_fields(row, &file.source))?
                } else {
                    String::new()
                };
                let reader = Reader {
                    mapping: &self.mapping,
                    now: self.now,
                    tables: &self.tables,
                    table_plans: &self.plan.tables,
                    is_repaired: file.source.is_repaired,
                };
                let mut faults = Vec::new();
                reader.read(plan, row, &reading.positions, &number, &mut chunk.events, &mut faults);
                if !faults.is_empty() && totals::is_total(row.fields().map(Cow::Borrowed)) {
                    faults = vec![Refusal { column: String::new(), fault: Fault::missing(ErrorCode::TotalsRow) }];
                }
                let rejected = faults
                    .into_iter()
                    .map(|refused| file.reject(row.line, refused.column, refused.fault, repeated(row)));
                chunk.rejected.extend(rejected);
            }
        }
        Ok(true)
    }

    /// The files in their order: each one's name and columns.
    pub fn headings(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.files.iter().map(|file| (file.source.name.as_str(), file.source.heading.as_slice()))
    }
}

/// The fields by which a row is numbered: what a list of refused rows adds is none of them.
fn numbered_fields<'a>(row: Row<'a>, source: &'a Source) -> impl Iterator<Item = &'a str> {
    let heading = source.heading.iter().map(String::as_str);
    let fields = row.fields().zip(heading.chain(std::iter::repeat("")));
    fields
        .filter(|(_, column)| !source.is_repaired || !ADDED_COLUMNS.contains(column))
        .map(|(field, _)| if source.is_repaired { rearmed(field) } else { field })
}

/// The row to be shown to whoever repairs it, unless it is too large for that.
fn repeated(row: Row<'_>) -> Vec<String> {
    if row.fields().map(str::len).sum::<usize>() > limits::REPEATED_BYTES {
        return Vec::new();
    }
    row.fields().map(str::to_owned).collect()
}

fn refuse(file: &GivenFile, bad: BadRow) -> RowReject {
    let column = bad.place.and_then(|place| file.source.heading.get(place)).cloned().unwrap_or_default();
    let mut fields = bad.fields;
    let fault = if bad.fault.code == ErrorCode::ColumnsUneven && totals::is_total(fields.iter().map(Cow::from)) {
        Fault::missing(ErrorCode::TotalsRow)
    } else {
        bad.fault
    };
    if fields.iter().map(String::len).sum::<usize>() > limits::REPEATED_BYTES {
        fields.clear();
    }
    file.reject(bad.line, column, fault, fields)
}

fn even<'a>(row: Row<'a>, file: &GivenFile) -> Result<Row<'a>, BadRow> {
    let columns = file.source.heading.len();
    // Sheets leave out empty cells at the ends of their rows.
    if row.len() == columns || file.source.format == Format::Sheet && row.len() < columns {
        return Ok(row);
    }
    let fault = Fault::new(ErrorCode::ColumnsUneven, &row.len().to_string(), columns.to_string());
    Err(BadRow { line: row.line, place: None, fault, fields: row.fields().map(str::to_owned).collect() })
}
