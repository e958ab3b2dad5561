//! Events out of files, chunk by chunk.

mod error;
mod event;
mod files;
mod plan;
mod table;

use std::collections::VecDeque;
use std::fs::File;
use std::path::PathBuf;

use otklik_core::{ErrorCode, Event, Timestamp};

pub use error::ImportError;
use event::Reader;
use files::GivenFile;
use plan::Plan;
use table::{Kept, Table};

use crate::fault::Fault;
use crate::mapping::Mapping;
use crate::message::{Message, message_key};
use crate::rows::{BadRow, Row, Rows};

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowReject {
    /// The file's name without its folder.
    pub file: String,
    /// The physical line on which the row starts, from 1.
    pub line: u64,
    /// The column, as the mapping reaches it; empty when the row as a whole is wrong.
    pub column: String,
    /// What is wrong.
    pub code: ErrorCode,
    /// The beginning of the value as it stands in the file.
    pub value: String,
    /// An example, a bound or a number of columns; empty when the code says it all.
    pub expected: String,
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
    rows: Rows<File>,
    positions: Vec<usize>,
}

impl Import {
    /// Finds each file's place in the mapping and each column's place in the files.
    ///
    /// `now` bounds the times that are plausible; nothing but headings is read yet.
    pub fn open(mapping: Mapping, files: &[PathBuf], now: Timestamp) -> Result<Self, ImportError> {
        let files = files::find_places(&mapping, files)?;
        let plan = Plan::make(&mapping, &files);
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
        let bytes_total = steps.iter().map(|step| files[step.file].bytes).sum();
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
                self.bytes_before += self.files[reading.step.file].bytes;
            }
        }
        let under_way = self.reading.as_ref().map_or(0, |reading| reading.rows.consumed());
        chunk.rows_done = self.rows_done;
        chunk.bytes_done = (self.bytes_before + under_way).min(self.bytes_total);
        Ok(if finished { None } else { Some(chunk) })
    }

    fn open_next(&mut self) -> Result<Option<Reading>, ImportError> {
        let Some(step) = self.steps.pop_front() else { return Ok(None) };
        let file = &self.files[step.file];
        let positions = self.plan.positions(file, &step.purpose)?;
        let failed = |source| ImportError::Read { file: file.name.clone(), source };
        let mut rows = Rows::new(File::open(&file.path).map_err(failed)?, file.separator);
        // The heading was read when the import was opened.
        rows.next().map_err(failed)?;
        Ok(Some(Reading { step, rows, positions }))
    }

    /// Reads one row; whether there was one.
    fn read_row(&mut self, reading: &mut Reading, chunk: &mut Chunk) -> Result<bool, ImportError> {
        let file = &self.files[reading.step.file];
        let again = matches!(reading.step.purpose, Purpose::Table { again: true, .. });
        let row = reading.rows.next().map_err(|source| ImportError::Read { file: file.name.clone(), source })?;
        let Some(row) = row else { return Ok(false) };
        self.rows_done += u64::from(!again);
        let row = match row.and_then(|row| even(row, file)) {
            Ok(row) => row,
            Err(_) if again => return Ok(true),
            Err(bad) => {
                let column = bad.place.and_then(|place| file.heading.get(place)).cloned().unwrap_or_default();
                chunk.rejected.push(file.reject(bad.line, column, bad.fault));
                return Ok(true);
            }
        };
        match &reading.step.purpose {
            Purpose::Table { table, .. } => {
                let key = &self.plan.tables[*table].columns[0];
                let fault = match self.tables[*table].keep(&row, &reading.positions) {
                    Kept::WithoutKey if !again => Fault::missing(ErrorCode::FieldMissing),
                    Kept::Contradicts(value) => Fault::new(ErrorCode::Duplicate, &value, ""),
                    _ => return Ok(true),
                };
                chunk.rejected.push(file.reject(row.line, key.clone(), fault));
            }
            Purpose::Events { entry } => {
                let reader = Reader {
                    mapping: &self.mapping,
                    now: self.now,
                    tables: &self.tables,
                    table_plans: &self.plan.tables,
                };
                let Some(plan) = self.plan.events.get(entry) else { return Ok(true) };
                let mut faults = Vec::new();
                reader.read(plan, row, &reading.positions, &mut chunk.events, &mut faults);
                chunk
                    .rejected
                    .extend(faults.into_iter().map(|refused| file.reject(row.line, refused.column, refused.fault)));
            }
        }
        Ok(true)
    }
}

fn even<'a>(row: Row<'a>, file: &GivenFile) -> Result<Row<'a>, BadRow> {
    if row.len() == file.heading.len() {
        return Ok(row);
    }
    let fault = Fault::new(ErrorCode::ColumnsUneven, &row.len().to_string(), file.heading.len().to_string());
    Err(BadRow { line: row.line, place: None, fault })
}
