//! The files that are given, each in its place of the mapping.

use std::collections::BTreeSet;

use super::{ImportError, RowReject};
use crate::fault::Fault;
use crate::mapping::Mapping;
use crate::source::{Hints, InputFile, Source};
use crate::suggestion::nearest;

/// A file and the mapping's name for it.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) entry: String,
    pub(super) file: InputFile,
}

/// A file that has its place in the mapping and was recognised.
#[derive(Clone, Debug)]
pub(super) struct GivenFile {
    /// The mapping's name for it.
    pub(super) entry: String,
    pub(super) source: Source,
}

impl GivenFile {
    pub(super) fn reject(&self, line: u64, column: String, fault: Fault, fields: Vec<String>) -> RowReject {
        let Fault { code, value, expected } = fault;
        RowReject { file: self.source.name.clone(), line, column, code, value, expected, fields }
    }

    /// Recognises a file of which these columns are read.
    pub(super) fn recognise(mapping: &Mapping, placed: Placed, columns: Vec<String>) -> Result<Self, ImportError> {
        let settings = mapping.settings.files.get(&placed.entry);
        let hints = settings.map_or_else(Hints::default, |settings| Hints {
            encoding: settings.known_encoding(),
            separator: settings.known_separator(),
            sheet: settings.sheet.clone(),
            has_heading: settings.heading,
            columns,
        });
        let source = Source::recognise(&placed.file, &hints)?;
        Ok(Self { entry: placed.entry, source })
    }
}

/// Finds the files' places; every file has one place, every place that must have a file has one.
pub(super) fn find_places(
    mapping: &Mapping,
    given: impl Iterator<Item = InputFile>,
) -> Result<Vec<Placed>, ImportError> {
    let mut placed = Vec::new();
    // A path that is given twice is one file.
    for file in given.collect::<BTreeSet<_>>() {
        placed.push(Placed { entry: entry_of(mapping, &file.name)?, file });
    }
    let without_file = mapping
        .settings
        .files
        .iter()
        .filter(|(entry, settings)| !settings.optional && !placed.iter().any(|placed| &placed.entry == *entry));
    let names: Vec<String> = without_file.map(|(_, settings)| settings.name.clone()).collect();
    if names.is_empty() { Ok(placed) } else { Err(ImportError::FilesMissing { names }) }
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
