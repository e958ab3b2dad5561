//! Rows of separated text (RFC 4180), with the physical line on which each of them starts.
//!
//! The usual reader does not tell the line of a row after empty lines or line breaks in quotes,
//! and a quote that is never closed makes it swallow the rest of the file. Here such a row is given up alone.

use std::io::{self, Read};

use otklik_core::ErrorCode;

use crate::fault::Fault;
use crate::limits;

const BLOCK_BYTES: usize = 256 * 1024;
/// Enough for the beginning of a row that is shown.
const SHOWN_BYTES: usize = 400;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads row after row, holding one of them in memory.
pub(crate) struct Rows<R> {
    source: R,
    separator: u8,
    buffer: Vec<u8>,
    /// Where the next row begins in the buffer.
    start: usize,
    ended: bool,
    fresh: bool,
    line: u64,
    consumed: u64,
    fields: Fields,
}

/// The fields of one row, end to end.
#[derive(Default)]
struct Fields {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

/// A row whose every field is UTF-8.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    /// The physical line on which it starts, from 1.
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
}

/// A row that cannot be read.
#[derive(Debug)]
pub(crate) struct BadRow {
    pub(crate) line: u64,
    /// The place of the field, from 0, when it is one field's fault.
    pub(crate) place: Option<usize>,
    pub(crate) fault: Fault,
}

fn too_long(line: u64) -> BadRow {
    let fault = Fault::new(ErrorCode::TextTooLong, "", limits::ROW_BYTES.to_string());
    BadRow { line, place: None, fault }
}

enum Scan {
    /// A whole row of so many bytes, its end of line included.
    Whole(usize),
    /// The buffer ends within the row.
    Cut,
    /// The file ends within quotes.
    Unclosed,
}

impl<R: Read> Rows<R> {
    pub(crate) fn new(source: R, separator: u8) -> Self {
        let fields = Fields::default();
        Self {
            source,
            separator,
            buffer: Vec::new(),
            start: 0,
            ended: false,
            fresh: true,
            line: 1,
            consumed: 0,
            fields,
        }
    }

    /// Bytes of the file up to the end of the last row.
    pub(crate) fn consumed(&self) -> u64 {
        self.consumed
    }

    /// The next row that is not empty; nothing at the end.
    pub(crate) fn next(&mut self) -> io::Result<Option<Result<Row<'_>, BadRow>>> {
        if self.fresh {
            self.fresh = false;
            self.fill()?;
            if self.buffer.starts_with(BYTE_ORDER_MARK) {
                self.advance(BYTE_ORDER_MARK.len());
            }
        }
        loop {
            if self.start == self.buffer.len() && !self.fill()? {
                return Ok(None);
            }
            let line = self.line;
            match self.fields.scan(&self.buffer[self.start..], self.separator, self.ended) {
                Scan::Whole(bytes) => {
                    self.advance(bytes);
                    if bytes > limits::ROW_BYTES {
                        return Ok(Some(Err(too_long(line))));
                    }
                    // Spreadsheets leave rows of nothing but separators at the end: there is nothing to lose in them.
                    if !self.fields.bytes.is_empty() {
                        return Ok(Some(self.fields.row(line)));
                    }
                }
                Scan::Cut if self.buffer.len() - self.start < limits::ROW_BYTES => {
                    self.fill()?;
                }
                Scan::Cut | Scan::Unclosed => return self.give_up(line).map(Some),
            }
        }
    }

    /// Passes over one physical line, so that what comes after a stray quote is still read.
    fn give_up(&mut self, line: u64) -> io::Result<Result<Row<'_>, BadRow>> {
        let rest = &self.buffer[self.start..];
        let shown = &rest[..rest.len().min(SHOWN_BYTES)];
        let shown = String::from_utf8_lossy(shown.split(|byte| *byte == b'\n').next().unwrap_or_default()).into_owned();
        let place = Some(self.fields.ends.len());
        // Whatever holds a line break and does not end there is in quotes; the rest is one endless line.
        let in_quotes = self.ended || rest.contains(&b'\n');
        let bad = BadRow { line, place, fault: Fault::new(ErrorCode::FieldMalformed, shown.trim_end(), "\"…\"") };
        loop {
            let rest = &self.buffer[self.start..];
            let end = rest.iter().position(|byte| *byte == b'\n');
            self.advance(end.map_or(rest.len(), |end| end + 1));
            if end.is_some() || !self.fill()? {
                return Ok(Err(if in_quotes { bad } else { too_long(line) }));
            }
        }
    }

    fn advance(&mut self, bytes: usize) {
        let passed = &self.buffer[self.start..self.start + bytes];
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.start += bytes;
        self.consumed += bytes as u64;
    }

    /// Reads on; whether there was anything.
    fn fill(&mut self) -> io::Result<bool> {
        self.buffer.drain(..self.start);
        self.start = 0;
        let before = self.buffer.len();
        // A long row is scanned anew each time, so the steps grow with it.
        let wanted = BLOCK_BYTES.max(before);
        (&mut self.source).take(wanted as u64).read_to_end(&mut self.buffer)?;
        self.ended = self.buffer.len() - before < wanted;
        Ok(self.buffer.len() > before)
    }
}

impl Fields {
    fn scan(&mut self, input: &[u8], separator: u8, ended: bool) -> Scan {
        self.bytes.clear();
        self.ends.clear();
        let mut at = 0;
        loop {
            if input.get(at) == Some(&b'"') {
                match self.scan_quoted(&input[at + 1..], ended) {
                    Ok(bytes) => at += 1 + bytes,
                    Err(scan) => return scan,
                }
            }
            let rest = &input[at..];
            let end = rest.iter().position(|byte| *byte == separator || *byte == b'\n');
            if end.is_none() && !ended {
                return Scan::Cut;
            }
            let end = end.unwrap_or(rest.len());
            let last = rest.get(end) != Some(&separator);
            let field = &rest[..end];
            self.bytes.extend_from_slice(if last { field.strip_suffix(b"\r").unwrap_or(field) } else { field });
            self.ends.push(self.bytes.len());
            at += end + usize::from(end < rest.len());
            if last {
                return Scan::Whole(at);
            }
        }
    }

    /// Reads up to and over the closing quote; two quotes are one that is meant.
    fn scan_quoted(&mut self, input: &[u8], ended: bool) -> Result<usize, Scan> {
        let mut at = 0;
        loop {
            let Some(quote) = input[at..].iter().position(|byte| *byte == b'"') else {
                return Err(if ended { Scan::Unclosed } else { Scan::Cut });
            };
            self.bytes.extend_from_slice(&input[at..at + quote]);
            at += quote + 1;
            match input.get(at) {
                Some(b'"') => {
                    self.bytes.push(b'"');
                    at += 1;
                }
                None if !ended => return Err(Scan::Cut),
                _ => return Ok(at),
            }
        }
    }

    fn row(&self, line: u64) -> Result<Row<'_>, BadRow> {
        // Two fields, each of them half a letter, are valid together: so the borders are looked at too.
        if let Ok(text) = str::from_utf8(&self.bytes)
            && self.ends.iter().all(|end| text.is_char_boundary(*end))
        {
            return Ok(Row { line, text, ends: &self.ends });
        }
        let mut start = 0;
        for (place, end) in self.ends.iter().enumerate() {
            let field = &self.bytes[start..*end];
            if str::from_utf8(field).is_err() {
                let fault = Fault::new(ErrorCode::EncodingMalformed, &String::from_utf8_lossy(field), "UTF-8");
                return Err(BadRow { line, place: Some(place), fault });
            }
            start = *end;
        }
        let fault = Fault::new(ErrorCode::EncodingMalformed, "", "UTF-8");
        Err(BadRow { line, place: None, fault })
    }
}

#[cfg(test)]
mod tests;
