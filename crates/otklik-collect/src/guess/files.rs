//! Samples of the files, those of one shape taken together.

use std::collections::BTreeSet;
use std::hash::RandomState;

use super::joins::Joins;
use super::profile::Profile;
use super::roles::{self, Role};
use super::{Becomes, ColumnFacts, FileFacts};
use crate::draft::{DraftColumn, DraftFile, DraftJoin, slug};
use crate::import::ImportError;
use crate::source::{Format, Hints, InputFile, Source};

/// Rows of each file that are looked at.
const ROWS: u64 = 20_000;

/// Files of one shape, and what their beginnings look like.
pub(super) struct Sampled {
    pub(super) source: Source,
    names: Vec<String>,
    pub(super) columns: Vec<SampledColumn>,
    rows: u64,
    is_whole: bool,
    /// The columns by which its rows are told apart; none when the rows as a whole are.
    pub(super) keys: Vec<usize>,
}

pub(super) struct SampledColumn {
    pub(super) name: String,
    pub(super) profile: Profile,
    pub(super) role: Role,
}

/// Reads the beginnings of files and gives their columns their roles.
pub(super) fn sample(given: &[InputFile]) -> Result<Vec<Sampled>, ImportError> {
    let hasher = RandomState::new();
    let mut sampled: Vec<Sampled> = Vec::new();
    for file in given.iter().collect::<BTreeSet<_>>() {
        let source = Source::recognise(file, &Hints::default())?;
        let alike =
            |known: &&mut Sampled| known.source.format == source.format && known.source.heading == source.heading;
        if let Some(known) = sampled.iter_mut().find(alike) {
            known.names.push(file.name.clone());
            continue;
        }
        sampled.push(Sampled::read(source, file.name.clone(), &hasher)?);
    }
    for file in &mut sampled {
        roles::assign(file);
    }
    Ok(sampled)
}

impl Sampled {
    fn read(source: Source, name: String, hasher: &RandomState) -> Result<Self, ImportError> {
        let (mut rows, _) = source.rows()?;
        let mut profiles: Vec<Profile> = source.heading.iter().map(|_| Profile::with(hasher)).collect();
        let (mut count, mut is_whole) = (0, true);
        let mut pairs = roles::PairSets::new(hasher);
        loop {
            let row = rows.next().map_err(|error| ImportError::unread(&source.name, error))?;
            let Some(row) = row else { break };
            if count == ROWS {
                is_whole = false;
                break;
            }
            count += 1;
            let Ok(row) = row else { continue };
            let is_even = row.len() == source.heading.len() || source.format == Format::Sheet;
            if is_even {
                profiles.iter_mut().enumerate().for_each(|(place, profile)| profile.take(row.field(place)));
                pairs.take(&source.heading, row);
            }
        }
        let columns = source.heading.iter().zip(profiles).map(|(name, profile)| SampledColumn {
            name: name.clone(),
            profile,
            role: Role::default(),
        });
        let columns: Vec<SampledColumn> = columns.collect();
        let keys = roles::keys(&columns, &pairs);
        Ok(Self { columns, source, names: vec![name], rows: count, is_whole, keys })
    }

    pub(super) fn name(&self) -> &str {
        &self.names[0]
    }

    pub(super) fn has(&self, becomes: Becomes) -> bool {
        self.columns.iter().any(|column| column.role.becomes == becomes)
    }

    /// Whether its columns have Russian names.
    pub(super) fn is_russian(&self) -> bool {
        let letters = self.source.heading.iter().flat_map(|name| name.chars());
        letters.filter(|letter| matches!(letter, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё')).count() >= 2
    }

    pub(super) fn facts(&self, entry: &str) -> FileFacts {
        let source = &self.source;
        let is_text = matches!(source.format, Format::Separated | Format::JsonLines | Format::Xes | Format::Ocel);
        FileFacts {
            entry: entry.to_owned(),
            names: self.names.clone(),
            format: source.format.as_str().to_owned(),
            encoding: is_text.then(|| source.encoding.name().to_owned()),
            separator: (source.format == Format::Separated).then(|| char::from(source.separator).to_string()),
            compressed: source.is_compressed,
            sheet: source.sheet.clone(),
            sheets: source.sheets.clone(),
            rows_seen: self.rows,
            is_whole: self.is_whole,
            renamed: source.renamed.clone(),
            columns: self.columns.iter().map(SampledColumn::facts).collect(),
        }
    }

    pub(super) fn draft(&self, entries: &[String], place: usize, joins: &Joins, gives_events: bool) -> DraftFile {
        let source = &self.source;
        let is_looked_up = joins.iter().find(|join| join.to == place);
        let columns = self.columns.iter().enumerate().map(|(at, column)| DraftColumn {
            name: column.name.clone(),
            becomes: column.role.becomes,
            is_key: self.keys.contains(&at),
            metric: column.role.metric.map(str::to_owned),
            scale: column.role.scale,
        });
        DraftFile {
            entry: entries[place].clone(),
            name: pattern(&self.names),
            // What was found out once stays, so that a file of next month is read the same way.
            encoding: (source.format == Format::Separated && source.encoding != encoding_rs::UTF_8)
                .then(|| source.encoding.name().to_lowercase()),
            separator: None,
            sheet: source.sheet.clone().filter(|_| source.sheets.len() > 1),
            heading: source.has_heading,
            gives_events,
            event: self.event_name(&entries[place]),
            key: is_looked_up.map(|join| self.columns[join.key].name.clone()),
            joins: joins
                .iter()
                .filter(|join| join.from == place)
                .map(|join| DraftJoin { column: self.columns[join.column].name.clone(), to: entries[join.to].clone() })
                .collect(),
            columns: columns.collect(),
        }
    }

    fn event_name(&self, entry: &str) -> String {
        let is_review = entry.contains("review") || entry.contains("отзыв");
        if self.has(Becomes::Score) && !is_review {
            "survey_answered".to_owned()
        } else if self.has(Becomes::Text) && !self.has(Becomes::Amount) || is_review {
            "review".to_owned()
        } else {
            entry.to_owned()
        }
    }
}

impl SampledColumn {
    fn facts(&self) -> ColumnFacts {
        let profile = &self.profile;
        ColumnFacts {
            name: self.name.clone(),
            examples: profile.examples.clone(),
            filled: if profile.rows == 0 { 0.0 } else { profile.filled as f64 / profile.rows as f64 },
            confidence: self.role.confidence,
            reason: self.role.reason,
        }
    }
}

/// A name of the mapping's for each file, all different.
pub(super) fn entries(sampled: &[Sampled]) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    for file in sampled {
        let pattern = pattern(&file.names);
        let stem = pattern.split('.').next().unwrap_or_default();
        let base = slug(stem);
        let mut entry = base.clone();
        let mut number = 2;
        while entries.contains(&entry) {
            entry = format!("{base}_{number}");
            number += 1;
        }
        entries.push(entry);
    }
    entries
}

/// The source's name: that of the file around which the others stand, such as orders among their items and payments.
pub(super) fn source(sampled: &[Sampled], joins: &Joins, gives_events: &[bool]) -> String {
    let referred = |place: usize| joins.iter().filter(|join| join.to == place).count();
    let places = (0..sampled.len()).rev();
    let middle = places.max_by_key(|place| (gives_events[*place], referred(*place)));
    let name = middle.map_or("files", |place| sampled[place].name());
    slug(name.split('.').next().unwrap_or_default())
}

/// A name for all of the files, with `*` for where they differ.
fn pattern(names: &[String]) -> String {
    let Some((first, others)) = names.split_first() else { return String::new() };
    if others.is_empty() {
        return first.clone();
    }
    let shared =
        |one: &str, other: &str| one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let beginning = others.iter().map(|other| shared(first, other)).min().unwrap_or(0);
    let backwards = |name: &str| name.chars().rev().collect::<String>();
    let end = others.iter().map(|other| shared(&backwards(first), &backwards(other))).min().unwrap_or(0);
    let shortest = names.iter().map(|name| name.chars().count()).min().unwrap_or(0);
    let end = end.min(shortest - beginning);
    let letters: Vec<char> = first.chars().collect();
    let (head, tail) = (&letters[..beginning], &letters[letters.len() - end..]);
    head.iter().chain(&['*']).chain(tail).collect()
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn files_of_one_shape_share_a_pattern() {
        let pattern = |names: &[&str]| pattern(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(pattern(&["orders-04.csv", "orders-05.csv"]), "orders-0*.csv");
        assert_eq!(pattern(&["чеки.csv"]), "чеки.csv");
        assert_eq!(pattern(&["a.csv", "aa.csv"]), "a*.csv");
        assert_eq!(pattern(&["a.csv", "b.csv"]), "*.csv");
    }
}
