//! A mapping in the making: what each column becomes. A guess makes one, a person changes it, and it gives the mapping.

mod compose;

use otklik_core::Currency;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::mapping::{Mapping, MappingError};

/// What a column becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Becomes {
    /// When it happened; a date and a time of day may stand in two columns.
    Time,
    /// A further moment of the same row: an event of its own where it is filled.
    Moment,
    /// What was promised for when.
    Promise,
    /// What happened.
    Event,
    /// The company's number of the customer.
    Customer,
    /// The customer's e-mail address.
    Email,
    /// The customer's telephone number.
    Phone,
    /// The customer's messenger account.
    Messenger,
    /// A device or browser, not yet a person.
    Device,
    /// The order or receipt.
    Order,
    /// The support ticket.
    Ticket,
    /// The visit or browsing session.
    Session,
    /// The article.
    Item,
    /// The money.
    Amount,
    /// The money's currency.
    Currency,
    /// How many.
    Quantity,
    /// The unit where it happened.
    Unit,
    /// The channel.
    Channel,
    /// Who served.
    Agent,
    /// Page, screen or topic.
    Detail,
    /// The value of an answer.
    Score,
    /// What a person wrote.
    Text,
    /// A property under the column's name.
    Property,
    /// Nothing: it is left out.
    Nothing,
}

impl Becomes {
    /// The word for it on the wire and in the keys of texts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Moment => "moment",
            Self::Promise => "promise",
            Self::Event => "event",
            Self::Customer => "customer",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Messenger => "messenger",
            Self::Device => "device",
            Self::Order => "order",
            Self::Ticket => "ticket",
            Self::Session => "session",
            Self::Item => "item",
            Self::Amount => "amount",
            Self::Currency => "currency",
            Self::Quantity => "quantity",
            Self::Unit => "unit",
            Self::Channel => "channel",
            Self::Agent => "agent",
            Self::Detail => "detail",
            Self::Score => "score",
            Self::Text => "text",
            Self::Property => "property",
            Self::Nothing => "nothing",
        }
    }
}

/// What comes first in dates such as 03.05.2026.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DraftDateOrder {
    /// 3 May.
    DayFirst,
    /// 5 March.
    MonthFirst,
}

/// A mapping in the making.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The name under which the events' source is known.
    pub source: String,
    /// The zone of times without offset.
    pub time_zone: String,
    /// Ways of writing times beside ISO 8601: `unix_seconds`, `unix_milliseconds` or a pattern such as `%d.%m.%Y`.
    #[serde(default)]
    pub time_formats: Vec<String>,
    /// The order of dates in numbers; none while it is not known or not needed.
    #[serde(default)]
    pub date_order: Option<DraftDateOrder>,
    /// Whether a comma divides the whole from the fraction.
    #[serde(default)]
    pub decimal_comma: bool,
    /// The currency of amounts that name none.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// When it happened, for rows that do not tell, such as `2026-05-01`.
    #[serde(default)]
    pub at: Option<String>,
    /// The files, each with its columns.
    pub files: Vec<DraftFile>,
}

/// A file, or several of the same shape.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftFile {
    /// The mapping's name for it.
    pub entry: String,
    /// Its name; `*` stands for anything.
    pub name: String,
    /// What its text is written in, when that is to be kept.
    #[serde(default)]
    pub encoding: Option<String>,
    /// What stands between its columns, when that is to be kept.
    #[serde(default)]
    pub separator: Option<String>,
    /// The sheet of a workbook.
    #[serde(default)]
    pub sheet: Option<String>,
    /// Whether its first row names the columns.
    pub heading: bool,
    /// Whether its rows are events; the rows of other files are only looked up.
    pub gives_events: bool,
    /// What happened, where no column tells.
    pub event: String,
    /// The column by which other files find its rows.
    #[serde(default)]
    pub key: Option<String>,
    /// The columns with which it finds rows of other files.
    #[serde(default)]
    pub joins: Vec<DraftJoin>,
    /// Its columns.
    pub columns: Vec<DraftColumn>,
}

/// A column that holds another file's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftJoin {
    /// The column here.
    pub column: String,
    /// The mapping's name for the other file.
    pub to: String,
}

/// A column and what it becomes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftColumn {
    /// Its name.
    pub name: String,
    /// What it becomes.
    pub becomes: Becomes,
    /// Whether it is part of the number by which repeated rows are known.
    #[serde(default)]
    pub is_key: bool,
    /// For a score: `nps`, `csat` or `ces`.
    #[serde(default)]
    pub metric: Option<String>,
    /// For a score: the lowest and the highest value.
    #[serde(default)]
    #[schema(value_type = Option<Vec<f64>>)]
    pub scale: Option<(f64, f64)>,
}

impl Draft {
    /// The mapping that it describes.
    pub fn mapping(&self) -> Result<Mapping, MappingError> {
        Mapping::from_settings(compose::settings(self)?)
    }
}

impl DraftFile {
    /// The columns that become one thing.
    pub(crate) fn columns_of(&self, becomes: Becomes) -> impl Iterator<Item = &DraftColumn> {
        self.columns.iter().filter(move |column| column.becomes == becomes)
    }
}

/// A name for programs: small letters, digits and underscores.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for letter in text.chars() {
        if letter.is_alphanumeric() {
            slug.extend(letter.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('_') {
            slug.push('_');
        }
    }
    let slug = slug.trim_end_matches('_');
    if slug.is_empty() { "column".to_owned() } else { slug.chars().take(60).collect() }
}
