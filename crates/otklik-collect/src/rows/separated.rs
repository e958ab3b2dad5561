//! Rows of separated text (RFC 4180), with the physical line on which each of them starts.
//!
//! The usual reader does not tell the line of a row after empty lines or line breaks in quotes,
//! and a quote that is never closed makes it swallow the rest of the file. Here such a row is given up alone.

use std::io::{self, Read};

use otklik_core::ErrorCode;

use super::{BadRow, Fields, Row};
use crate::fault::Fault;
use crate::limits;

const BLOCK_BYTES: usize = 256 * 1024;
/// Enough for the beginning of a row that is shown.
const SHOWN_BYTES: usize = 400;
/// The separator of columns that are aligned by spaces: any number of them is one.
pub(crate) const SPACES: u8 = b' ';
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads row after row, holding one of them in memory.
pub(crate) struct Separated<R> {
    source: R,
    separator: u8,
    /// What the file's text was written in, for who is told that a byte is wrong.
    encoding: &'static str,
    buffer: Vec<u8>,
    /// Where the next row begins in the buffer.
    start: usize,
    ended: bool,
    fresh: bool,
    line: u64,
    fields: Fields,
}

fn too_long(line: u64) -> BadRow {
    let fault = Fault::new(ErrorCode::TextTooLong, "", limits::ROW_BYTES.to_string());
    BadRow { line, place: None, fault, fields: Vec::new() }
}

fn spaces(input: &[u8]) -> usize {
    input.iter().take_while(|byte| **byte == SPACES).count()
}

enum Scan {
    /// A whole row of so many bytes, its end of line included.
    Whole(usize),
    /// The buffer ends within the row.
    Cut,
    /// The file ends within quotes.
    Unclosed,
}

impl<R: Read> Separated<R> {
    /// `source` gives UTF-8; a byte that was wrong in the file's own `encoding` is one that is wrong in UTF-8.
    pub(crate) fn new(source: R, separator: u8, encoding: &'static str) -> Self {
        let fields = Fields::default();
        Self { source, separator, encoding, buffer: Vec::new(), start: 0, ended: false, fresh: true, line: 1, fields }
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
                    if !self.fields.bytes.iter().all(u8::is_ascii_whitespace) {
                        return Ok(Some(self.fields.row(line, self.encoding)));
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
        let fields = vec![shown.trim_end().to_owned()];
        // Whatever holds a line break and does not end there is in quotes; the rest is one endless line.
        let in_quotes = self.ended || rest.contains(&b'\n');
        let fault = Fault::new(ErrorCode::FieldMalformed, shown.trim_end(), "\"…\"");
        let bad = BadRow { line, place, fault, fields };
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
        self.clear();
        let mut at = if separator == SPACES { spaces(input) } else { 0 };
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
            self.end_field();
            at += end + usize::from(end < rest.len());
            if last {
                return Scan::Whole(at);
            }
            if separator == SPACES {
                at += spaces(&input[at..]);
                match &input[at..] {
                    [b'\n', ..] => return Scan::Whole(at + 1),
                    [b'\r', b'\n', ..] => return Scan::Whole(at + 2),
                    [] | [b'\r'] if ended => return Scan::Whole(input.len()),
                    [] | [b'\r'] => return Scan::Cut,
                    _ => {}
                }
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

    pub(super) fn row(&self, line: u64, encoding: &str) -> Result<Row<'_>, BadRow> {
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
                let fault = Fault::new(ErrorCode::EncodingMalformed, &String::from_utf8_lossy(field), encoding);
                return Err(BadRow { line, place: Some(place), fault, fields: self.shown() });
            }
            start = *end;
        }
        let fault = Fault::new(ErrorCode::EncodingMalformed, "", encoding);
        Err(BadRow { line, place: None, fault, fields: self.shown() })
    }
}

#[cfg(test)]
mod tests;
