//! Which given file is which of the mapping's.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use otklik_core::ErrorCode;

use super::{ImportError, RowReject};
use crate::fault::{Fault, shown};
use crate::mapping::Mapping;
use crate::rows::Rows;
use crate::suggestion::nearest;

/// A heading is looked for in so much of a file's beginning.
const HEADING_BYTES: u64 = 1024 * 1024;
const SEPARATORS: [u8; 3] = *b",;\t";

/// A file that has its place in the mapping.
#[derive(Clone, Debug)]
pub(super) struct GivenFile {
    /// The mapping's name for it.
    pub(super) entry: String,
    pub(super) path: PathBuf,
    /// Its name without its folder.
    pub(super) name: String,
    pub(super) bytes: u64,
    pub(super) separator: u8,
    pub(super) heading: Vec<String>,
}

impl GivenFile {
    pub(super) fn reject(&self, line: u64, column: String, fault: Fault) -> RowReject {
        let Fault { code, value, expected } = fault;
        RowReject { file: self.name.clone(), line, column, code, value, expected }
    }
}

/// Finds the files' places and reads their headings; every file has one place, every place that must have a file has one.
pub(super) fn find_places(mapping: &Mapping, given: &[PathBuf]) -> Result<Vec<GivenFile>, ImportError> {
    let mut files = Vec::new();
    // A path that is given twice is one file.
    for path in given.iter().collect::<BTreeSet<_>>() {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let entry = entry_of(mapping, &name)?;
        files.push(read_heading(entry, path, name)?);
    }
    let without_file = mapping
        .settings
        .files
        .iter()
        .filter(|(entry, settings)| !settings.optional && !files.iter().any(|file| &file.entry == *entry));
    let names: Vec<String> = without_file.map(|(_, settings)| settings.name.clone()).collect();
    if names.is_empty() { Ok(files) } else { Err(ImportError::FilesMissing { names }) }
}

fn entry_of(mapping: &Mapping, name: &str) -> Result<String, ImportError> {
    let known = &mapping.settings.files;
    if let Some((entry, _)) = known.iter().find(|(_, settings)| settings.name == name) {
        return Ok(entry.clone());
    }
    let fitting: Vec<_> = known.iter().filter(|(_, settings)| fits(&settings.name, name)).collect();
    match &fitting[..] {
        [(entry, _)] => Ok((*entry).clone()),
        [] => {
            let nearest = nearest(name, known.values().map(|settings| settings.name.as_str())).map(str::to_owned);
            Err(ImportError::FileUnknown { file: name.to_owned(), nearest })
        }
        several => {
            let names = several.iter().map(|(_, settings)| settings.name.clone()).collect();
            Err(ImportError::FileAmbiguous { file: name.to_owned(), names })
        }
    }
}

/// Whether a name fits a pattern in which `*` stands for anything.
fn fits(pattern: &str, name: &str) -> bool {
    let Some((beginning, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(after) = name.strip_prefix(beginning) else { return false };
    after.char_indices().map(|(at, _)| at).chain([after.len()]).any(|at| fits(rest, &after[at..]))
}

fn read_heading(entry: String, path: &Path, name: String) -> Result<GivenFile, ImportError> {
    let failed = |source| ImportError::Read { file: name.clone(), source };
    let mut beginning = Vec::new();
    let file = File::open(path).map_err(failed)?;
    let bytes = file.metadata().map_err(failed)?.len();
    file.take(HEADING_BYTES).read_to_end(&mut beginning).map_err(failed)?;
    // UTF-16 of Latin letters is valid UTF-8 but for its mark and its zeros.
    if beginning.starts_with(b"\xff\xfe") || beginning.starts_with(b"\xfe\xff") {
        return Err(ImportError::EncodingMalformed { file: name });
    }
    let mut best: Option<(u8, Vec<String>)> = None;
    for separator in SEPARATORS {
        let heading = heading(&beginning, separator, &name)?;
        if best.as_ref().is_none_or(|(_, columns)| heading.len() > columns.len()) {
            best = Some((separator, heading));
        }
    }
    let (separator, heading) =
        best.filter(|(_, heading)| !heading.is_empty()).ok_or_else(|| ImportError::FileEmpty { file: name.clone() })?;
    let mut seen = BTreeSet::new();
    if let Some(twice) = heading.iter().find(|column| !column.is_empty() && !seen.insert(column.as_str())) {
        return Err(ImportError::ColumnTwice { file: name, column: twice.clone() });
    }
    Ok(GivenFile { entry, path: path.to_owned(), name, bytes, separator, heading })
}

fn heading(beginning: &[u8], separator: u8, name: &str) -> Result<Vec<String>, ImportError> {
    let mut rows = Rows::new(beginning, separator);
    match rows.next().map_err(|source| ImportError::Read { file: name.to_owned(), source })? {
        None => Ok(Vec::new()),
        Some(Ok(row)) => Ok((0..row.len()).map(|place| row.field(place).trim().to_owned()).collect()),
        Some(Err(bad)) if bad.fault.code == ErrorCode::EncodingMalformed => {
            Err(ImportError::EncodingMalformed { file: name.to_owned() })
        }
        Some(Err(bad)) => Err(ImportError::HeadingMalformed { file: name.to_owned(), value: shown(&bad.fault.value) }),
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_anything() {
        assert!(fits("orders*.csv", "orders-2026-05.csv"));
        assert!(fits("orders*.csv", "orders.csv"));
        assert!(fits("*", "заказы.csv"));
        assert!(!fits("orders*.csv", "orders.csv.bak"));
        assert!(!fits("orders.csv", "Orders.csv"));
    }
}
