//! What each column of a file becomes.

mod fit;
mod standard;

use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};

use otklik_core::Currency;

use super::files::{Sampled, SampledColumn};
use super::names::{Hint, hints, is_birth, is_key, is_of_people, is_promise, words};
use super::profile::Profile;
use super::{Becomes, Confidence, Doubt, DoubtAbout, Reason};
use crate::draft::DraftDateOrder;
use crate::rows::Row;
use crate::source::ADDED_COLUMNS;

/// What a column becomes, how sure that is and why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Role {
    pub(super) becomes: Becomes,
    pub(super) confidence: Confidence,
    pub(super) reason: Reason,
    pub(super) metric: Option<&'static str>,
    pub(super) scale: Option<(f64, f64)>,
}

impl Default for Role {
    fn default() -> Self {
        Self::of(Becomes::Property, Confidence::Low, Reason::Nothing)
    }
}

impl Role {
    fn of(becomes: Becomes, confidence: Confidence, reason: Reason) -> Self {
        Self { becomes, confidence, reason, metric: None, scale: None }
    }
}

/// What speaks for a column becoming something.
struct Candidate {
    column: usize,
    becomes: Becomes,
    /// From 0 to 1.
    weight: f64,
    reason: Reason,
}

/// Under this a name and values that hardly fit are a coincidence.
const LEAST_WEIGHT: f64 = 0.6;
const HIGH_WEIGHT: f64 = 0.85;
/// How much the name and how much the values count.
const NAME_SHARE: f64 = 0.6;
/// Columns of this many sorts of identifiers are tried in pairs.
const PAIRED_COLUMNS: usize = 4;
/// Words for moments that are events of their own.
const MOMENTS: &[&str] = &[
    "approved",
    "delivered",
    "shipped",
    "sent",
    "paid",
    "closed",
    "resolved",
    "cancel",
    "return",
    "complet",
    "carrier",
    "accepted",
    "confirmed",
    "finished",
    "оплачен",
    "оплат",
    "доставл",
    "доставк",
    "отправ",
    "закры",
    "решен",
    "решён",
    "отмен",
    "возвра",
    "выда",
    "принят",
    "подтвержд",
    "заверш",
];
/// Words for the moment at which it all began.
const BEGINNINGS: &[&str] =
    &["purchase", "created", "order", "event", "occurred", "start", "создан", "оформл", "заказ", "покупк", "открыт"];
/// Words for the moment at which somebody answered.
const ANSWERS: &[&str] = &["answer", "submit", "complet", "ответ", "заполн"];

/// Gives every column its role.
pub(super) fn assign(file: &mut Sampled) {
    let columns = &mut file.columns;
    if standard::assign(file.source.format, columns) {
        return;
    }
    let mut candidates = Vec::new();
    for (place, column) in columns.iter_mut().enumerate() {
        if column.profile.filled == 0 {
            column.role = Role::of(Becomes::Nothing, Confidence::High, Reason::Empty);
        } else if ADDED_COLUMNS.contains(&column.name.as_str()) {
            column.role = Role::of(Becomes::Nothing, Confidence::High, Reason::Name);
        } else if is_of_people(&column.name) {
            column.role = Role::of(Becomes::Nothing, Confidence::High, Reason::PeopleNames);
        } else {
            candidates.extend(candidates_of(place, column));
        }
    }
    prefer(columns, &mut candidates);
    candidates.sort_by(|one, other| other.weight.total_cmp(&one.weight).then(one.column.cmp(&other.column)));
    let mut settled = HashSet::new();
    let mut lost = HashSet::new();
    for Candidate { column, becomes, weight, reason } in candidates {
        let role = columns[column].role;
        if settled.contains(&column) || role.reason == Reason::PeopleNames {
            continue;
        }
        let is_taken = !is_shared(becomes) && columns.iter().any(|known| known.role.becomes == becomes);
        if is_taken {
            lost.insert(column);
            continue;
        }
        let confidence = if weight >= HIGH_WEIGHT { Confidence::High } else { Confidence::Middle };
        columns[column].role = Role { ..Role::of(becomes, confidence, reason) };
        settled.insert(column);
    }
    for (place, column) in columns.iter_mut().enumerate() {
        finish(column, lost.contains(&place) && !settled.contains(&place));
    }
    join_clock(columns);
}

/// Whether several columns of a file may become the same.
fn is_shared(becomes: Becomes) -> bool {
    matches!(becomes, Becomes::Score | Becomes::Text | Becomes::Property | Becomes::Nothing | Becomes::Moment)
}

fn candidates_of(place: usize, column: &SampledColumn) -> Vec<Candidate> {
    let profile = &column.profile;
    let mut found: Vec<Candidate> = hints(&column.name)
        .into_iter()
        .filter_map(|Hint { becomes, clarity }| {
            let fitness = fit::fitness(becomes, &column.name, profile)?;
            let reason = if fitness >= 0.8 { Reason::NameAndValues } else { Reason::Name };
            let weight = clarity * NAME_SHARE + fitness * (1.0 - NAME_SHARE);
            Some(Candidate { column: place, becomes, weight, reason })
        })
        .filter(|candidate| candidate.weight >= LEAST_WEIGHT)
        .collect();
    let by_values = [
        (Becomes::Email, profile.emails * 10 >= profile.filled * 8),
        (Becomes::Phone, profile.plus_phones * 10 >= profile.filled * 8),
        (Becomes::Time, profile.is_time() && !is_birth(&column.name)),
    ];
    for (becomes, fits) in by_values {
        if fits && !found.iter().any(|known| known.becomes == becomes) {
            found.push(Candidate { column: place, becomes, weight: LEAST_WEIGHT, reason: Reason::Values });
        }
    }
    found
}

/// Of several columns for one thing, some are likelier meant.
fn prefer(columns: &[SampledColumn], candidates: &mut [Candidate]) {
    let is_asked = columns.iter().any(|column| hints(&column.name).iter().any(|hint| hint.becomes == Becomes::Score));
    for candidate in candidates {
        let column = &columns[candidate.column];
        let has = |beginnings: &[&str]| {
            words(&column.name).iter().any(|word| beginnings.iter().any(|known| word.starts_with(known)))
        };
        let filled = column.profile.filled as f64 / column.profile.rows.max(1) as f64;
        let differing = column.profile.distinct() as f64 / column.profile.filled.max(1) as f64;
        candidate.weight += match candidate.becomes {
            Becomes::Time if is_promise(&column.name) => -0.3,
            Becomes::Time => {
                0.1 * filled
                    + if has(BEGINNINGS) { 0.05 } else { 0.0 }
                    + if is_asked && has(ANSWERS) { 0.1 } else { 0.0 }
            }
            // A number that every row has anew is the row's rather than the person's.
            Becomes::Customer if column.profile.is_unique() => 0.0,
            Becomes::Customer => 0.05,
            Becomes::Amount if has(&["total", "sum", "amount", "итог", "сумм", "выручк"]) => 0.05,
            Becomes::Item | Becomes::Order => 0.02 * differing,
            _ => 0.0,
        };
    }
}

/// What is left after the clearer columns have taken their places.
fn finish(column: &mut SampledColumn, has_lost: bool) {
    let profile = &column.profile;
    if column.role.becomes == Becomes::Score {
        (column.role.metric, column.role.scale) = fit::scale(&column.name, profile);
    }
    let is_open = column.role == Role::default();
    if is_open && profile.is_time() && !is_birth(&column.name) {
        let begins = |word: &String| MOMENTS.iter().any(|known| word.starts_with(known));
        column.role = if is_promise(&column.name) {
            Role::of(Becomes::Promise, Confidence::High, Reason::NameAndValues)
        } else if words(&column.name).iter().any(begins) {
            Role::of(Becomes::Moment, Confidence::Middle, Reason::NameAndValues)
        } else {
            Role::of(Becomes::Property, Confidence::Middle, Reason::OthersClearer)
        };
    } else if is_open && has_lost {
        column.role = Role::of(Becomes::Property, Confidence::Middle, Reason::OthersClearer);
    }
    if column.role.becomes == Becomes::Time && is_promise(&column.name) {
        column.role.becomes = Becomes::Promise;
    }
}

/// A date and a time of day in two columns are one moment.
fn join_clock(columns: &mut [SampledColumn]) {
    let is_date_alone = columns.iter().any(|column| {
        column.role.becomes == Becomes::Time && column.profile.examples.iter().all(|example| !example.contains(':'))
    });
    let clock = columns.iter_mut().find(|column| {
        column.role.becomes == Becomes::Property
            && column.profile.nearly_all(column.profile.clocks)
            && hints(&column.name).first().is_some_and(|hint| hint.becomes == Becomes::Time)
    });
    if let Some(clock) = clock.filter(|_| is_date_alone) {
        clock.role = Role::of(Becomes::Time, Confidence::High, Reason::NameAndValues);
    }
}

/// Which pairs of key columns never held the same values twice.
pub(super) struct PairSets {
    hasher: RandomState,
    columns: Option<Vec<usize>>,
    sets: Vec<(usize, usize, HashSet<u64>)>,
    rows: usize,
}

impl PairSets {
    pub(super) fn new(hasher: &RandomState) -> Self {
        Self { hasher: hasher.clone(), columns: None, sets: Vec::new(), rows: 0 }
    }

    pub(super) fn take(&mut self, heading: &[String], row: Row<'_>) {
        if self.columns.is_none() {
            let is_numbering = |name: &String| {
                is_key(name)
                    || words(name)
                        .iter()
                        .any(|word| ["sequential", "line", "position", "позиция", "строка"].contains(&word.as_str()))
            };
            let columns: Vec<usize> =
                (0..heading.len()).filter(|place| is_numbering(&heading[*place])).take(PAIRED_COLUMNS).collect();
            for (place, one) in columns.iter().enumerate() {
                self.sets.extend(columns[place + 1..].iter().map(|other| (*one, *other, HashSet::new())));
            }
            self.columns = Some(columns);
        }
        self.rows += 1;
        for (one, other, set) in &mut self.sets {
            let (one, other) = (row.field(*one).trim(), row.field(*other).trim());
            if !one.is_empty() && !other.is_empty() {
                set.insert(self.hasher.hash_one((one, other)));
            }
        }
    }

    fn unique(&self) -> Option<(usize, usize)> {
        self.sets.iter().find(|(.., set)| set.len() == self.rows && self.rows > 1).map(|(one, other, _)| (*one, *other))
    }
}

/// The columns whose values number the rows; none when no column does.
pub(super) fn keys(columns: &[SampledColumn], pairs: &PairSets) -> Vec<usize> {
    let unique = |column: &&(usize, &SampledColumn)| is_key(&column.1.name) && column.1.profile.is_unique();
    let numbered: Vec<(usize, &SampledColumn)> = columns.iter().enumerate().collect();
    // A person's number is seldom the row's, even where every person came once.
    let is_of_person = |name: &str| hints(name).first().is_some_and(|hint| hint.becomes == Becomes::Customer);
    let single =
        numbered.iter().filter(unique).find(|(_, column)| !is_of_person(&column.name)).map(|(place, _)| vec![*place]);
    let pair = || pairs.unique().map(|(one, other)| vec![one, other]);
    single.or_else(pair).or_else(|| numbered.iter().find(unique).map(|(place, _)| vec![*place])).unwrap_or_default()
}

fn timed(sampled: &[Sampled]) -> impl Iterator<Item = &SampledColumn> {
    let columns = sampled.iter().flat_map(|file| &file.columns);
    columns.filter(|column| matches!(column.role.becomes, Becomes::Time | Becomes::Moment | Becomes::Promise))
}

/// The order of dates in numbers, as far as the values tell.
pub(super) fn date_order(sampled: &[Sampled], doubts: &mut Vec<Doubt>) -> Option<DraftDateOrder> {
    let written: Vec<&Profile> =
        timed(sampled).map(|column| &column.profile).filter(|profile| profile.written_dates > 0).collect();
    if written.is_empty() {
        return None;
    }
    let sum = |count: fn(&Profile) -> usize| written.iter().map(|profile| count(profile)).sum::<usize>();
    let (day_first, month_first) = (sum(|profile| profile.only_day_first), sum(|profile| profile.only_month_first));
    let dotted = sum(|profile| profile.dotted_dates) == sum(|profile| profile.written_dates);
    let about = match (day_first, month_first) {
        (0, 0) if dotted => return Some(DraftDateOrder::DayFirst),
        (0, 0) => DoubtAbout::DateOrder,
        (_, 0) => return Some(DraftDateOrder::DayFirst),
        (0, _) => return Some(DraftDateOrder::MonthFirst),
        _ => DoubtAbout::DatesMixed,
    };
    let examples = written.iter().flat_map(|profile| profile.examples.clone()).take(3).collect();
    doubts.push(Doubt { about, file: None, examples });
    None
}

/// Ways of writing times that are no dates.
pub(super) fn time_formats(sampled: &[Sampled]) -> Vec<String> {
    let any = |is: fn(&Profile) -> bool| {
        timed(sampled)
            .any(|column| is(&column.profile) && column.role.becomes == Becomes::Time && !column.profile.is_time())
    };
    let mut formats = Vec::new();
    if any(|profile| profile.nearly_all(profile.unix_seconds)) {
        formats.push("unix_seconds".to_owned());
    }
    if any(|profile| profile.nearly_all(profile.unix_milliseconds)) {
        formats.push("unix_milliseconds".to_owned());
    }
    formats
}

/// The currency of amounts that name none.
pub(super) fn currency(
    sampled: &[Sampled],
    known: Option<Currency>,
    is_russian: bool,
    doubts: &mut Vec<Doubt>,
) -> Option<Currency> {
    let without = sampled.iter().filter(|file| file.has(Becomes::Amount) && !file.has(Becomes::Currency));
    let amounts: Vec<&SampledColumn> =
        without.flat_map(|file| &file.columns).filter(|column| column.role.becomes == Becomes::Amount).collect();
    let first = amounts.first()?;
    let by_name = |column: &&&SampledColumn| {
        let signs =
            [("руб", "RUB"), ("rub", "RUB"), ("dollar", "USD"), ("usd", "USD"), ("eur", "EUR"), ("тенге", "KZT")];
        let words = words(&column.name);
        signs.iter().find(|(sign, _)| words.iter().any(|word| word.starts_with(sign))).map(|(_, code)| *code)
    };
    let told = amounts
        .iter()
        .find_map(|column| column.profile.currency_sign)
        .or_else(|| amounts.iter().find_map(|column| by_name(&column)));
    let code = told
        .and_then(|code| code.parse().ok())
        .or(known)
        .or_else(|| if is_russian { "RUB".parse().ok() } else { None });
    if code.is_none() {
        doubts.push(Doubt { about: DoubtAbout::Currency, file: None, examples: vec![first.name.clone()] });
    }
    code
}
