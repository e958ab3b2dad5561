//! The tables that SQL knows, and their columns.

use crate::schema::{Column, Kind};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SqlKind {
    /// Whole number.
    Integer,
    /// Floating-point number.
    Number,
    /// Decimal number.
    Decimal,
    /// Text.
    Text,
    /// Yes or no.
    Boolean,
    /// Instant, UTC.
    Instant,
    /// Date and time as clocks on the spot show them.
    LocalTime,
    /// Date.
    Date,
    /// Anything else, as text.
    Other,
}

impl SqlKind {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Decimal => "decimal",
            Self::Text => "text",
            Self::Boolean => "boolean",
            Self::Instant => "instant",
            Self::LocalTime => "local_time",
            Self::Date => "date",
            Self::Other => "other",
        }
    }
}

/// A table or view that SQL knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlTable {
    /// Its name.
    pub name: &'static str,
    /// Names and kinds of its columns, in their order.
    pub columns: Vec<(&'static str, SqlKind)>,
}

/// What the catalogue says of an event's kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Channel,
    TouchpointRu,
    TouchpointEn,
    Stage,
    Role,
    DepartmentRu,
    DepartmentEn,
    Experience,
}

/// Where a column of `events` comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    /// The lake, as it is there.
    Lake(Column),
    /// Whose the event is now.
    Owner,
    /// The catalogue.
    Catalogue(Said),
    /// The unit's clock.
    LocalTime,
}

/// The columns of `events`, in their order.
pub(super) const EVENTS: &[(&str, From)] = &[
    ("position", From::Lake(Column::Position)),
    ("occurred_at", From::Lake(Column::OccurredAt)),
    ("local_time", From::LocalTime),
    ("received_at", From::Lake(Column::ReceivedAt)),
    ("customer", From::Owner),
    ("touchpoint_ru", From::Catalogue(Said::TouchpointRu)),
    ("touchpoint_en", From::Catalogue(Said::TouchpointEn)),
    ("stage", From::Catalogue(Said::Stage)),
    ("role", From::Catalogue(Said::Role)),
    ("channel", From::Catalogue(Said::Channel)),
    ("department_ru", From::Catalogue(Said::DepartmentRu)),
    ("department_en", From::Catalogue(Said::DepartmentEn)),
    ("experience", From::Catalogue(Said::Experience)),
    ("unit", From::Lake(Column::Unit)),
    ("source", From::Lake(Column::Source)),
    ("name", From::Lake(Column::Name)),
    ("detail", From::Lake(Column::Detail)),
    ("session", From::Lake(Column::Session)),
    ("order_id", From::Lake(Column::OrderId)),
    ("ticket", From::Lake(Column::Ticket)),
    ("item", From::Lake(Column::Item)),
    ("amount", From::Lake(Column::Amount)),
    ("currency", From::Lake(Column::Currency)),
    ("quantity", From::Lake(Column::Quantity)),
    ("duration_ms", From::Lake(Column::DurationMs)),
    ("agent_id", From::Lake(Column::AgentId)),
    ("agent_kind", From::Lake(Column::AgentKind)),
    ("survey", From::Lake(Column::Survey)),
    ("question", From::Lake(Column::Question)),
    ("metric", From::Lake(Column::Metric)),
    ("scale_low", From::Lake(Column::ScaleLow)),
    ("scale_high", From::Lake(Column::ScaleHigh)),
    ("score", From::Lake(Column::Score)),
    ("text", From::Lake(Column::Text)),
    ("asked_id", From::Lake(Column::AskedId)),
    ("event_id", From::Lake(Column::EventId)),
    ("properties", From::Lake(Column::Properties)),
];

impl From {
    pub(super) fn kind(self) -> SqlKind {
        match self {
            Self::Owner => SqlKind::Integer,
            Self::Catalogue(_) => SqlKind::Text,
            Self::LocalTime => SqlKind::LocalTime,
            Self::Lake(column) => match column.kind() {
                Kind::Integer => SqlKind::Integer,
                Kind::Float => SqlKind::Number,
                Kind::Instant => SqlKind::Instant,
                Kind::Amount => SqlKind::Decimal,
                Kind::Text | Kind::Code => SqlKind::Text,
            },
        }
    }
}

use SqlKind::{Decimal, Instant, Integer, LocalTime, Number, Text};

/// A column with what it holds.
type Named = (&'static str, SqlKind);

/// Every table and view, with its columns; a test holds this against what the engine says of them.
pub fn sql_tables() -> Vec<SqlTable> {
    let events: Vec<Named> = EVENTS.iter().map(|(name, from)| (*name, from.kind())).collect();
    let others = OTHERS.iter().map(|(name, columns)| SqlTable { name, columns: columns.to_vec() });
    std::iter::once(SqlTable { name: "events", columns: events }).chain(others).collect()
}

/// The tables and views beside `events`.
const OTHERS: &[(&str, &[Named])] = &[
    (
        "answers",
        &[
            ("position", Integer),
            ("occurred_at", Instant),
            ("local_time", LocalTime),
            ("customer", Integer),
            ("survey", Text),
            ("question", Text),
            ("metric", Text),
            ("scale_low", Number),
            ("scale_high", Number),
            ("score", Number),
            ("text", Text),
            ("touchpoint_ru", Text),
            ("touchpoint_en", Text),
            ("stage", Text),
            ("channel", Text),
            ("department_ru", Text),
            ("department_en", Text),
            ("unit", Text),
            ("order_id", Text),
            ("agent_id", Text),
            ("properties", Text),
        ],
    ),
    (
        "orders",
        &[
            ("order_id", Text),
            ("customer", Integer),
            ("unit", Text),
            ("channel", Text),
            ("placed_at", Instant),
            ("placed_local_time", LocalTime),
            ("amount", Decimal),
            ("paid", Decimal),
            ("currency", Text),
            ("delivered_at", Instant),
            ("cancelled_at", Instant),
            ("returned_at", Instant),
            ("complaints", Integer),
        ],
    ),
    (
        "customers",
        &[
            ("customer", Integer),
            ("first_event", Instant),
            ("last_event", Instant),
            ("events", Integer),
            ("orders", Integer),
            ("answers", Integer),
            ("complaints", Integer),
        ],
    ),
    ("identifiers", &[("customer", Integer), ("kind", Text), ("value", Text)]),
    (
        "units",
        &[("unit", Text), ("parent", Text), ("name_ru", Text), ("name_en", Text), ("kind", Text), ("time_zone", Text)],
    ),
];
