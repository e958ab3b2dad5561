//! Where each value of the mapping is found: names become places before the first row is read.

use std::collections::BTreeMap;

use super::files::{GivenFile, Placed};
use super::{ImportError, Purpose};
use crate::mapping::{EventSettings, Mapping, Part, Template};
use crate::source::Source;
use crate::suggestion::nearest;

/// What is read from which file.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) tables: Vec<TablePlan>,
    /// By the mapping's name for the file.
    pub(super) events: BTreeMap<String, EventsPlan>,
}

/// A file that is looked up.
#[derive(Debug)]
pub(super) struct TablePlan {
    pub(super) entry: String,
    /// The columns that are needed, the key first.
    pub(super) columns: Vec<String>,
    /// Whether a key that is not in it is nothing wrong.
    pub(super) optional: bool,
}

/// A file whose rows give events.
#[derive(Debug, Default)]
pub(super) struct EventsPlan {
    /// The columns that are needed.
    pub(super) columns: Vec<String>,
    pub(super) lookups: Vec<Lookup>,
    pub(super) events: Vec<EventSettings<Value>>,
    /// Whether an event's id is made of its row's contents.
    pub(super) is_numbered: bool,
}

/// A row of another file that belongs to this one.
#[derive(Debug)]
pub(super) struct Lookup {
    pub(super) table: usize,
    /// Where the key is found; never in a later look-up.
    pub(super) key: Place,
    /// The key's column, as the mapping reaches it.
    pub(super) column: String,
}

/// Where a column's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Among the needed columns of the row.
    Row(usize),
    /// Among the needed columns of a row that was looked up.
    Lookup(usize, usize),
    /// In a file that may be left out and was.
    Nowhere,
}

/// A template whose columns are found.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub(super) parts: Vec<ValuePart>,
    /// The columns as the mapping reaches them.
    pub(super) columns: Vec<(Place, String)>,
}

impl Value {
    /// The first column: whose fault it is when the value is wrong.
    pub(super) fn column(&self) -> &str {
        self.columns.first().map_or("", |(_, column)| column)
    }
}

#[derive(Clone, Debug)]
pub(super) enum ValuePart {
    Literal(String),
    Column(Place),
    Contents,
}

impl Plan {
    /// Plans the events of the files that are given.
    pub(super) fn make(mapping: &Mapping, files: &[Placed]) -> Self {
        let mut tables = Tables { mapping, files, plans: Vec::new() };
        let mut events = BTreeMap::<String, EventsPlan>::new();
        for settings in &mapping.settings.events {
            if !tables.given(&settings.from) {
                continue;
            }
            let of_file = events.entry(settings.from.clone()).or_default();
            let mut settings = settings.clone();
            settings.channel = settings.channel.or_else(|| mapping.settings.channel.clone());
            settings.currency = settings.currency.or_else(|| mapping.settings.currency.clone());
            let planned = settings.map(&mut |template| tables.value(of_file, &settings.from, template));
            of_file.is_numbered |= planned.id.parts.iter().any(|part| matches!(part, ValuePart::Contents));
            of_file.events.push(planned);
        }
        Self { tables: tables.plans, events }
    }

    fn columns(&self, purpose: &Purpose) -> &[String] {
        match purpose {
            Purpose::Table { table, .. } => &self.tables[*table].columns,
            Purpose::Events { entry } => self.events.get(entry).map_or(&[], |plan| &plan.columns),
        }
    }

    /// The places of the needed columns in a file's heading.
    pub(super) fn positions(&self, file: &GivenFile, purpose: &Purpose) -> Result<Vec<usize>, ImportError> {
        let position = |column: &String| {
            let Source { name, heading, .. } = &file.source;
            heading.iter().position(|known| known == column).ok_or_else(|| ImportError::ColumnMissing {
                file: name.clone(),
                column: column.clone(),
                nearest: nearest(column, heading.iter().map(String::as_str)).map(str::to_owned),
                columns: heading.clone(),
            })
        };
        self.columns(purpose).iter().map(position).collect()
    }

    /// Every column of an entry's files that is needed.
    pub(super) fn needed(&self, entry: &str) -> Vec<String> {
        let of_tables = self.tables.iter().filter(|table| table.entry == entry).flat_map(|table| &table.columns);
        let of_events = self.events.get(entry).into_iter().flat_map(|plan| &plan.columns);
        of_tables.chain(of_events).cloned().collect()
    }

    /// The most events that one row can give.
    pub(super) fn most_events(&self, purpose: &Purpose) -> usize {
        match purpose {
            Purpose::Table { .. } => 0,
            Purpose::Events { entry } => self.events.get(entry).map_or(0, |plan| plan.events.len()),
        }
    }
}

struct Tables<'a> {
    mapping: &'a Mapping,
    files: &'a [Placed],
    plans: Vec<TablePlan>,
}

impl Tables<'_> {
    fn given(&self, entry: &str) -> bool {
        self.files.iter().any(|file| file.entry == entry)
    }

    fn value(&mut self, events: &mut EventsPlan, from: &str, template: &Template) -> Value {
        let mut value = Value { parts: Vec::new(), columns: Vec::new() };
        for part in &template.parts {
            value.parts.push(match part {
                Part::Literal(text) => ValuePart::Literal(text.clone()),
                Part::Contents => ValuePart::Contents,
                Part::Column(reference) => {
                    let place = self.place(events, from, reference);
                    value.columns.push((place, reference.clone()));
                    ValuePart::Column(place)
                }
            });
        }
        value
    }

    /// Follows a reference such as `orders.customers.city` from file to file.
    fn place(&mut self, events: &mut EventsPlan, from: &str, reference: &str) -> Place {
        let mut entry = from.to_owned();
        let mut lookup: Option<usize> = None;
        let mut rest = reference;
        while let Some((target, after)) = rest.split_once('.') {
            let join = self.mapping.settings.files.get(&entry).and_then(|file| file.join.get(target));
            // A column's own name may have a dot.
            let Some(key_column) = join.cloned() else { break };
            if !self.given(target) {
                return Place::Nowhere;
            }
            let key = self.column(events, lookup, &key_column);
            let table = self.table(target);
            let column = format!("{}{key_column}", &reference[..reference.len() - rest.len()]);
            lookup = Some(position_or_push(&mut events.lookups, Lookup { table, key, column }, |known, new| {
                known.table == new.table && known.key == new.key
            }));
            entry = target.to_owned();
            rest = after;
        }
        self.column(events, lookup, rest)
    }

    /// The place of a column, which is needed from now on.
    fn column(&mut self, events: &mut EventsPlan, lookup: Option<usize>, column: &str) -> Place {
        let column = column.to_owned();
        match lookup {
            None => Place::Row(position_or_push(&mut events.columns, column, String::eq)),
            Some(lookup) => {
                let columns = &mut self.plans[events.lookups[lookup].table].columns;
                Place::Lookup(lookup, position_or_push(columns, column, String::eq))
            }
        }
    }

    fn table(&mut self, entry: &str) -> usize {
        let settings = self.mapping.settings.files.get(entry);
        let key = settings.and_then(|file| file.key.clone()).unwrap_or_default();
        let optional = settings.is_some_and(|file| file.optional);
        let plan = TablePlan { entry: entry.to_owned(), columns: vec![key], optional };
        position_or_push(&mut self.plans, plan, |known, new| known.entry == new.entry)
    }
}

fn position_or_push<T>(list: &mut Vec<T>, new: T, same: impl Fn(&T, &T) -> bool) -> usize {
    if let Some(position) = list.iter().position(|known| same(known, &new)) {
        return position;
    }
    list.push(new);
    list.len() - 1
}
