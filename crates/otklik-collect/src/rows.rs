//! Rows of a file, whatever its format: text in columns, with the physical place of each row.

mod json_lines;
pub(crate) mod ocel;
mod parquet;
mod separated;
mod sheet;
mod transcode;
pub(crate) mod xes;
mod xml;

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub(crate) use json_lines::{JsonLines, read_members};
pub(crate) use ocel::{OcelError, OcelRows};
pub(crate) use parquet::ParquetRows;
pub(crate) use separated::{SPACES, Separated};
pub(crate) use sheet::{SheetError, SheetRows, sheet_names};
pub(crate) use transcode::Transcode;
pub(crate) use xes::XesRows;
pub(crate) use xml::Xml;

use crate::fault::Fault;

/// Bytes after decompression and in UTF-8, wherever they came from.
pub(crate) type Bytes = Box<dyn Read + Send>;

/// A file's rows, one after the other.
pub(crate) enum Rows {
    Separated(Separated<Bytes>),
    JsonLines(JsonLines<Bytes>),
    Sheet(SheetRows),
    Parquet(ParquetRows),
    Xes(Box<XesRows<Bytes>>),
    Ocel(OcelRows),
}

impl Rows {
    /// The next row that is not empty; nothing at the end.
    pub(crate) fn next(&mut self) -> io::Result<Option<Result<Row<'_>, BadRow>>> {
        match self {
            Self::Separated(rows) => rows.next(),
            Self::JsonLines(rows) => rows.next(),
            Self::Sheet(rows) => Ok(rows.next().map(Ok)),
            Self::Parquet(rows) => Ok(rows.next()?.map(Ok)),
            Self::Xes(rows) => rows.next(),
            Self::Ocel(rows) => Ok(rows.next()),
        }
    }
}

/// A row whose every field is UTF-8.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    /// The physical line, the sheet's row or the record on which it starts, from 1.
    pub(crate) line: u64,
    text: &'a str,
    ends: &'a [usize],
}

impl<'a> Row<'a> {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A field by its place, from 0; empty beyond the last.
    pub(crate) fn field(&self, place: usize) -> &'a str {
        let start = if place == 0 { 0 } else { self.ends.get(place - 1).copied().unwrap_or(self.text.len()) };
        let end = self.ends.get(place).copied().unwrap_or(self.text.len());
        self.text.get(start..end).unwrap_or_default()
    }

    /// All fields in their order.
    pub(crate) fn fields(self) -> impl Iterator<Item = &'a str> {
        (0..self.len()).map(move |place| self.field(place))
    }
}

/// A row that cannot be read.
#[derive(Debug)]
pub(crate) struct BadRow {
    pub(crate) line: u64,
    /// The place of the field, from 0, when it is one field's fault.
    pub(crate) place: Option<usize>,
    pub(crate) fault: Fault,
    /// What could be read of it.
    pub(crate) fields: Vec<String>,
}

/// The fields of one row, end to end.
#[derive(Default)]
pub(crate) struct Fields {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Fields {
    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    /// Ends the field whose bytes were added.
    fn end_field(&mut self) {
        self.ends.push(self.bytes.len());
    }

    /// The fields as they can be shown, whether or not they are text.
    fn shown(&self) -> Vec<String> {
        let mut start = 0;
        let field = |end: &usize| {
            let field = self.bytes.get(start..*end).unwrap_or_default();
            start = *end;
            String::from_utf8_lossy(field).into_owned()
        };
        self.ends.iter().map(field).collect()
    }
}

/// Opens a file so that the bytes read of it are counted.
pub(crate) fn counted(file: File) -> (impl Read + Send + 'static, Arc<AtomicU64>) {
    let count = Arc::new(AtomicU64::new(0));
    (Counted { file: BufReader::with_capacity(64 * 1024, file), count: Arc::clone(&count) }, count)
}

struct Counted<R> {
    file: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.file.read(buffer)?;
        self.count.fetch_add(bytes as u64, Ordering::Relaxed);
        Ok(bytes)
    }
}
