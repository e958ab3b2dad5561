//! The refused rows of an import, one after the other.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Take};

use super::DeskError;
use super::folder::ImportFolder;
use super::state::ImportState;
use crate::import::RowReject;

/// Reads the refused rows of one file.
pub struct RefusedRows {
    /// The file's name.
    pub file: String,
    /// The file's columns.
    pub heading: Vec<String>,
    lines: BufReader<Take<File>>,
    line: Vec<u8>,
}

impl RefusedRows {
    pub(super) fn open(folder: &ImportFolder, state: &ImportState, file: String) -> Result<Self, DeskError> {
        let known = state.headings.iter().find(|(name, _)| *name == file);
        let Some((_, heading)) = known else { return Err(DeskError::Unknown { id: file }) };
        let lines = BufReader::new(folder.read_refused()?.take(state.progress.refused_bytes));
        Ok(Self { heading: heading.clone(), file, lines, line: Vec::new() })
    }

    /// The next row; nothing at the end.
    pub fn next_row(&mut self) -> io::Result<Option<RowReject>> {
        loop {
            self.line.clear();
            if self.lines.read_until(b'\n', &mut self.line)? == 0 {
                return Ok(None);
            }
            let reject: RowReject = serde_json::from_slice(&self.line)?;
            if reject.file == self.file {
                return Ok(Some(reject));
            }
        }
    }
}
