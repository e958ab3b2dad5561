//! What files hold, guessed from the names and values of their columns, with a reason and a confidence for each guess.

mod files;
mod joins;
mod names;
mod profile;
mod roles;

use otklik_core::{Currency, Zone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use crate::draft::Becomes;
use crate::draft::{Draft, DraftDateOrder};
use crate::import::ImportError;
use crate::message::Message;
use crate::source::InputFile;
use files::Sampled;

/// What is known before the files are looked at.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The name of the events' source; else it is the first file's.
    pub source: Option<String>,
    /// The company's time zone.
    pub time_zone: Option<Zone>,
    /// The company's currency.
    pub currency: Option<Currency>,
    /// The order of dates in numbers, when somebody said it.
    pub date_order: Option<DraftDateOrder>,
    /// When it happened, for rows that do not tell.
    pub at: Option<String>,
}

/// What files seem to hold.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Guess {
    /// The mapping in the making.
    pub draft: Draft,
    /// What each file turned out to be, in the order of the draft.
    pub files: Vec<FileFacts>,
    /// What only a person can say; an import with these would go wrong.
    pub doubts: Vec<Doubt>,
}

/// What a file turned out to be.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FileFacts {
    /// The mapping's name for it.
    pub entry: String,
    /// The names of the files of this shape.
    pub names: Vec<String>,
    /// `separated`, `json_lines`, `sheet`, `parquet`, `xes` or `ocel`.
    pub format: String,
    /// What its text is written in, such as `windows-1251`; none where there is no choice.
    pub encoding: Option<String>,
    /// What stands between its columns.
    pub separator: Option<String>,
    /// Whether it is compressed.
    pub compressed: bool,
    /// The sheet that is read.
    pub sheet: Option<String>,
    /// All sheets.
    pub sheets: Vec<String>,
    /// Rows that were looked at.
    pub rows_seen: u64,
    /// Whether these are all rows.
    pub is_whole: bool,
    /// Columns that were without name or of one name with others, as they are called now.
    pub renamed: Vec<String>,
    /// The columns, in their order.
    pub columns: Vec<ColumnFacts>,
}

/// What a column seems to be.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ColumnFacts {
    /// Its name.
    pub name: String,
    /// Different values, the first that were met.
    pub examples: Vec<String>,
    /// The share of rows in which it is filled, from 0 to 1.
    pub filled: f64,
    /// How sure the guess is.
    pub confidence: Confidence,
    /// Why it was guessed.
    pub reason: Reason,
}

/// How sure a guess is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Nothing speaks for anything else.
    Low,
    /// The name or the values speak for it.
    Middle,
    /// The name and the values speak for it.
    High,
}

/// Why a column was guessed to be what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Its name and its values.
    NameAndValues,
    /// Its name.
    Name,
    /// Its values.
    Values,
    /// Other columns were clearer.
    OthersClearer,
    /// Names of people are not kept among events.
    PeopleNames,
    /// It is empty.
    Empty,
    /// Nothing speaks for anything else.
    Nothing,
}

impl Confidence {
    /// The word for it on the wire and in the keys of texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Middle => "middle",
            Self::High => "high",
        }
    }
}

impl Reason {
    /// The word for it on the wire and in the keys of texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NameAndValues => "name-and-values",
            Self::Name => "name",
            Self::Values => "values",
            Self::OthersClearer => "others-clearer",
            Self::PeopleNames => "people-names",
            Self::Empty => "empty",
            Self::Nothing => "nothing",
        }
    }
}

/// What only a person can say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Doubt {
    /// What it is about.
    pub about: DoubtAbout,
    /// The file, where it is about one.
    pub file: Option<String>,
    /// Columns or values that it is about, as they are written.
    pub examples: Vec<String>,
}

/// What a doubt is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DoubtAbout {
    /// No column tells when it happened.
    Time,
    /// Dates can be read with the day or with the month first.
    DateOrder,
    /// Some dates can only be read with the day first, others only with the month first.
    DatesMixed,
    /// Amounts name no currency, and none is known.
    Currency,
    /// No column tells whose event it is.
    Customer,
}

impl Doubt {
    /// Whether an import would be wrong without an answer.
    pub fn must_be_settled(&self) -> bool {
        !matches!(self.about, DoubtAbout::Customer)
    }

    /// What to say about it.
    pub fn message(&self) -> Message {
        let key = match self.about {
            DoubtAbout::Time => "import-doubt-time",
            DoubtAbout::DateOrder => "import-doubt-date-order",
            DoubtAbout::DatesMixed => "import-doubt-dates-mixed",
            DoubtAbout::Currency => "import-doubt-currency",
            DoubtAbout::Customer => "import-doubt-customer",
        };
        let file = self.file.clone().unwrap_or_default();
        Message::new(key, [("file", file), ("examples", self.examples.join(", "))])
    }
}

/// Guesses what files hold; reads no more than their beginnings.
pub fn guess(given: &[InputFile], known: &Known) -> Result<Guess, ImportError> {
    let sampled = files::sample(given)?;
    let mut doubts = Vec::new();
    let draft = draft(&sampled, known, &mut doubts);
    let facts = sampled.iter().zip(&draft.files).map(|(sampled, file)| sampled.facts(&file.entry)).collect();
    Ok(Guess { draft, files: facts, doubts })
}

fn draft(sampled: &[Sampled], known: &Known, doubts: &mut Vec<Doubt>) -> Draft {
    let entries = files::entries(sampled);
    let joins = joins::find(sampled, &entries);
    let gives = joins::gives_events(sampled, &joins);
    let mut files = Vec::new();
    for (place, file) in sampled.iter().enumerate() {
        files.push(file.draft(&entries, place, &joins, gives[place]));
    }
    for (place, file) in sampled.iter().enumerate() {
        if gives[place] && !joins::reaches(&joins, place, |other| sampled[other].has(Becomes::Time)) {
            let doubt = Doubt { about: DoubtAbout::Time, file: Some(file.name().to_owned()), examples: Vec::new() };
            if known.at.is_none() {
                doubts.push(doubt);
            }
        }
        let is_of_somebody = |other: usize| {
            [Becomes::Customer, Becomes::Email, Becomes::Phone, Becomes::Messenger, Becomes::Device]
                .iter()
                .any(|becomes| sampled[other].has(*becomes))
        };
        if gives[place] && !joins::reaches(&joins, place, is_of_somebody) {
            doubts.push(Doubt {
                about: DoubtAbout::Customer,
                file: Some(file.name().to_owned()),
                examples: Vec::new(),
            });
        }
    }
    let is_russian = sampled.iter().any(Sampled::is_russian);
    let date_order = known.date_order.or_else(|| roles::date_order(sampled, doubts));
    let currency = roles::currency(sampled, known.currency, is_russian, doubts);
    let zone = known.time_zone.as_ref().map(|zone| zone.name().to_owned());
    Draft {
        source: known.source.clone().unwrap_or_else(|| files::source(sampled, &joins, &gives)),
        time_zone: zone.unwrap_or_else(|| if is_russian { "Europe/Moscow" } else { "UTC" }.to_owned()),
        time_formats: roles::time_formats(sampled),
        date_order,
        decimal_comma: sampled
            .iter()
            .flat_map(|file| &file.columns)
            .any(|column| column.profile.commas > 0 && column.profile.nearly_all(column.profile.numbers)),
        currency,
        at: known.at.clone(),
        files,
    }
}

#[cfg(test)]
mod tests;
