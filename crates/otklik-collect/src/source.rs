//! What a file is: its format, encoding, separator and columns, found from its beginning unless the mapping says.

mod encoding;
mod event_log;
mod heading;
mod separator;

use std::error::Error as _;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Encoding, UTF_8};
use flate2::read::MultiGzDecoder;

pub(crate) use encoding::ENCODINGS;
pub(crate) use heading::ADDED_COLUMNS;
pub(crate) use separator::SEPARATORS;

use crate::fault::shown;
use crate::import::ImportError;
use crate::limits;
use crate::rows::{
    Bytes, JsonLines, OcelError, OcelRows, ParquetRows, Rows, Separated, SheetError, SheetRows, Transcode, XesRows,
    counted, sheet_names, xes,
};
use heading::{Heading, name_columns};

/// What is looked at to recognise a file.
const BEGINNING_BYTES: u64 = 1024 * 1024;
/// Lines of JSON, and events of a log, in which columns are looked for.
const RECORDS: usize = 1_000;

/// How a file lays out its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text with separators, such as CSV.
    Separated,
    /// JSON, one object a line.
    JsonLines,
    /// A workbook (XLSX).
    Sheet,
    /// Columns (Parquet).
    Parquet,
    /// An event log (XES).
    Xes,
    /// An object-centric event log (OCEL 2.0), in JSON or XML.
    Ocel,
}

impl Format {
    /// The word for it on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Separated => "separated",
            Self::JsonLines => "json_lines",
            Self::Sheet => "sheet",
            Self::Parquet => "parquet",
            Self::Xes => "xes",
            Self::Ocel => "ocel",
        }
    }
}

/// A file to read, and what to call it: an uploaded file does not lie under its own name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputFile {
    /// Where it lies.
    pub path: PathBuf,
    /// Its name without its folder.
    pub name: String,
}

impl From<PathBuf> for InputFile {
    fn from(path: PathBuf) -> Self {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Self { path, name }
    }
}

/// What a person or a mapping says of a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hints {
    pub(crate) encoding: Option<&'static Encoding>,
    pub(crate) separator: Option<u8>,
    pub(crate) sheet: Option<String>,
    pub(crate) has_heading: Option<bool>,
    /// Columns that are read whether or not the beginning of the file has them; for formats without a heading.
    pub(crate) columns: Vec<String>,
}

impl Hints {
    /// A heading of these columns and of those that are read anyway.
    fn complete(&self, mut columns: Vec<String>) -> Heading {
        for column in &self.columns {
            if !columns.contains(column) {
                columns.push(column.clone());
            }
        }
        Heading { columns, is_there: true }
    }
}

/// A file that was recognised.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    /// Its name; a sheet's follows after `!`.
    pub(crate) name: String,
    pub(crate) bytes: u64,
    pub(crate) format: Format,
    pub(crate) is_compressed: bool,
    pub(crate) encoding: &'static Encoding,
    pub(crate) separator: u8,
    pub(crate) sheet: Option<String>,
    pub(crate) sheets: Vec<String>,
    pub(crate) heading: Vec<String>,
    pub(crate) has_heading: bool,
    /// Columns that were without name or of one name with others, as they are called now.
    pub(crate) renamed: Vec<String>,
    /// Whether it is a list of refused rows that was repaired: what was disarmed for spreadsheets is armed again.
    pub(crate) is_repaired: bool,
}

/// How many bytes of a file were read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Progress(Arc<AtomicU64>);

impl Progress {
    pub(crate) fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Source {
    /// Finds out what a file is.
    pub(crate) fn recognise(file: &InputFile, hints: &Hints) -> Result<Self, ImportError> {
        let failed = |source| ImportError::Read { file: file.name.clone(), source };
        let opened = File::open(&file.path).map_err(failed)?;
        let bytes = opened.metadata().map_err(failed)?.len();
        let mut first = Vec::new();
        opened.take(4_096).read_to_end(&mut first).map_err(failed)?;
        let mut source = Self {
            path: file.path.clone(),
            name: file.name.clone(),
            bytes,
            format: Format::Separated,
            is_compressed: first.starts_with(b"\x1f\x8b\x08"),
            encoding: UTF_8,
            separator: b',',
            sheet: None,
            sheets: Vec::new(),
            heading: Vec::new(),
            has_heading: true,
            renamed: Vec::new(),
            is_repaired: false,
        };
        if first.starts_with(b"\xd0\xcf\x11\xe0") || first.starts_with(b"%PDF") {
            return Err(ImportError::FormatUnknown { file: file.name.clone() });
        }
        let heading = if first.starts_with(b"PK\x03\x04") {
            source.recognise_sheet(hints)?
        } else if first.starts_with(b"PAR1") {
            source.format = Format::Parquet;
            let rows = source.parquet(&Progress::default())?;
            Heading { columns: rows.heading(), is_there: true }
        } else {
            source.recognise_text(hints)?
        };
        source.take_heading(heading, hints)?;
        Ok(source)
    }

    fn take_heading(&mut self, heading: Heading, hints: &Hints) -> Result<(), ImportError> {
        if heading.columns.is_empty() {
            return Err(ImportError::FileEmpty { file: self.name.clone() });
        }
        if heading.columns.len() > limits::COLUMNS {
            return Err(ImportError::TooManyColumns { file: self.name.clone(), limit: limits::COLUMNS });
        }
        // The others tell the names of their columns by themselves.
        let may_lack = matches!(self.format, Format::Separated | Format::Sheet);
        self.has_heading = hints.has_heading.unwrap_or(heading.is_there) && may_lack;
        let columns =
            if self.has_heading || !may_lack { heading.columns } else { vec![String::new(); heading.columns.len()] };
        (self.heading, self.renamed) = name_columns(columns);
        if !self.has_heading && may_lack {
            // A file without heading has nothing to rename.
            self.renamed.clear();
        }
        self.is_repaired = ADDED_COLUMNS.iter().all(|added| self.heading.iter().any(|column| column == added));
        Ok(())
    }

    fn recognise_sheet(&mut self, hints: &Hints) -> Result<Heading, ImportError> {
        self.format = Format::Sheet;
        self.sheets = sheet_names(&self.path).map_err(|error| self.sheet_error(error))?;
        let sheet = hints.sheet.clone().or_else(|| self.sheets.first().cloned());
        let mut rows = SheetRows::open(&self.path, sheet.as_deref()).map_err(|error| self.sheet_error(error))?;
        let width = rows.width();
        let mut sample = Vec::new();
        while let Some(row) = rows.next().filter(|_| sample.len() < heading::ROWS) {
            sample.push(row.fields().map(str::to_owned).collect::<Vec<_>>());
        }
        // Only a sheet that was chosen is named: one that stands alone needs no name.
        if let (Some(sheet), true) = (&sheet, self.sheets.len() > 1) {
            self.name = format!("{}!{sheet}", self.name);
        }
        self.sheet = sheet;
        let mut heading = Heading::of(&sample);
        if !heading.columns.is_empty() && heading.columns.len() < width {
            heading.columns.resize(width, String::new());
        }
        Ok(heading)
    }

    fn recognise_text(&mut self, hints: &Hints) -> Result<Heading, ImportError> {
        let failed = |source| ImportError::Read { file: self.name.clone(), source };
        let mut raw = Vec::new();
        let (mut bytes, _) = self.bytes().map_err(failed)?;
        (&mut bytes).take(BEGINNING_BYTES).read_to_end(&mut raw).map_err(failed)?;
        self.encoding = match hints.encoding {
            Some(encoding) => encoding,
            None => match encoding::declared(&raw) {
                Some(encoding) => encoding,
                None => encoding::detect(&raw, &mut bytes).map_err(failed)?,
            },
        };
        if encoding::is_binary(&raw, self.encoding) {
            return Err(ImportError::FormatUnknown { file: self.name.clone() });
        }
        let is_cut = raw.len() as u64 == BEGINNING_BYTES;
        let mut text = Vec::new();
        Transcode::new(&raw[..], self.encoding).read_to_end(&mut text).map_err(failed)?;
        let is_xml = text.trim_ascii_start().first() == Some(&b'<');
        if let Some(format) = if is_xml { event_log::of_xml(&text) } else { None } {
            return self.recognise_log(format, hints);
        }
        match text.trim_ascii_start().first() {
            Some(b'{') if event_log::is_ocel(&text) => self.recognise_log(Format::Ocel, hints),
            Some(b'{') => self.recognise_json(&text, is_cut, hints),
            Some(b'[') if text.trim_ascii_start().starts_with(b"[{") || text.trim_ascii() == b"[" => {
                Err(ImportError::NotLines { file: self.name.clone() })
            }
            _ => self.recognise_separated(&text, is_cut, hints),
        }
    }

    fn recognise_json(&mut self, text: &[u8], is_cut: bool, hints: &Hints) -> Result<Heading, ImportError> {
        let columns = heading::of_json(text, is_cut, RECORDS);
        if columns.is_empty() {
            return Err(ImportError::NotLines { file: self.name.clone() });
        }
        self.format = Format::JsonLines;
        Ok(hints.complete(columns))
    }

    fn recognise_log(&mut self, format: Format, hints: &Hints) -> Result<Heading, ImportError> {
        self.format = format;
        let columns = match format {
            Format::Ocel => self.ocel()?.heading(),
            _ => {
                let (bytes, _) = self.text().map_err(|source| self.unread(source))?;
                xes::columns(bytes, RECORDS).map_err(|source| self.unread(source))?
            }
        };
        // A log without events has no columns, whatever a mapping asks for.
        Ok(if columns.is_empty() { Heading { columns, is_there: true } } else { hints.complete(columns) })
    }

    fn ocel(&self) -> Result<OcelRows, ImportError> {
        let (bytes, _) = self.text().map_err(|source| self.unread(source))?;
        OcelRows::read(bytes).map_err(|error| match error {
            OcelError::Read(source) => self.unread(source),
            OcelError::TooLarge => ImportError::LogTooLarge { file: self.name.clone(), limit: limits::EVENT_LOG_BYTES },
        })
    }

    fn unread(&self, source: io::Error) -> ImportError {
        ImportError::unread(&self.name, source)
    }

    fn recognise_separated(&mut self, text: &[u8], is_cut: bool, hints: &Hints) -> Result<Heading, ImportError> {
        self.separator = hints.separator.unwrap_or_else(|| separator::detect(text, is_cut));
        let mut rows = Separated::new(text, self.separator, self.encoding.name());
        let mut sample = Vec::new();
        while sample.len() < heading::ROWS {
            match rows.next().map_err(|source| ImportError::Read { file: self.name.clone(), source })? {
                None => break,
                Some(Ok(row)) => sample.push(row.fields().map(str::to_owned).collect::<Vec<_>>()),
                Some(Err(_)) if !sample.is_empty() => {}
                Some(Err(bad)) => {
                    let value = shown(&bad.fault.value);
                    return Err(ImportError::HeadingMalformed { file: self.name.clone(), value });
                }
            }
        }
        Ok(Heading::of(&sample))
    }

    fn parquet(&self, progress: &Progress) -> Result<ParquetRows, ImportError> {
        ParquetRows::open(&self.path, self.bytes, Arc::clone(&progress.0)).map_err(|error| {
            let mut causes = Vec::new();
            let mut next = error.source();
            while let Some(cause) = next {
                causes.push(cause.to_string());
                next = cause.source();
            }
            ImportError::Broken { file: self.name.clone(), detail: causes.join(": ") }
        })
    }

    fn sheet_error(&self, error: SheetError) -> ImportError {
        let file = self.name.clone();
        match error {
            SheetError::Read(source) => ImportError::Read { file, source },
            SheetError::Broken(detail) => ImportError::Broken { file, detail },
            SheetError::TooLarge(limit) => ImportError::TooLarge { file, limit },
            SheetError::Missing { wanted, known } => ImportError::SheetMissing { file, sheet: wanted, known },
        }
    }

    /// The file's bytes, unpacked.
    fn bytes(&self) -> io::Result<(Bytes, Progress)> {
        let (file, count) = counted(File::open(&self.path)?);
        let bytes: Bytes =
            if self.is_compressed { Box::new(MultiGzDecoder::new(BufReader::new(file))) } else { Box::new(file) };
        Ok((bytes, Progress(count)))
    }

    /// The file's text in UTF-8.
    fn text(&self) -> io::Result<(Bytes, Progress)> {
        let (bytes, progress) = self.bytes()?;
        let is_plain = self.encoding == UTF_8;
        Ok((if is_plain { bytes } else { Box::new(Transcode::new(bytes, self.encoding)) }, progress))
    }

    /// The rows after the heading.
    pub(crate) fn rows(&self) -> Result<(Rows, Progress), ImportError> {
        if self.format == Format::Sheet {
            let rows = SheetRows::open(&self.path, self.sheet.as_deref()).map_err(|error| self.sheet_error(error))?;
            return Ok((self.after_heading(Rows::Sheet(rows))?, Progress(Arc::new(AtomicU64::new(self.bytes)))));
        }
        if self.format == Format::Parquet {
            let progress = Progress::default();
            return Ok((Rows::Parquet(self.parquet(&progress)?), progress));
        }
        if self.format == Format::Ocel {
            let rows = self.ocel()?.with_heading(&self.heading);
            return Ok((Rows::Ocel(rows), Progress(Arc::new(AtomicU64::new(self.bytes)))));
        }
        let (bytes, progress) = self.text().map_err(|source| self.unread(source))?;
        let rows = match self.format {
            Format::JsonLines => Rows::JsonLines(JsonLines::new(bytes, &self.heading)),
            Format::Xes => Rows::Xes(Box::new(XesRows::new(bytes, &self.heading))),
            _ => Rows::Separated(Separated::new(bytes, self.separator, self.encoding.name())),
        };
        Ok((self.after_heading(rows)?, progress))
    }

    fn after_heading(&self, mut rows: Rows) -> Result<Rows, ImportError> {
        if self.has_heading {
            // It was read when the file was recognised.
            rows.next().map_err(|source| ImportError::Read { file: self.name.clone(), source })?;
        }
        Ok(rows)
    }
}

#[cfg(test)]
mod tests;
