//! The columns of the events table.

use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use deltalake_core::kernel::{DataType as DeltaType, PrimitiveType, StructField};
use otklik_core::money::AMOUNT_SCALE;

/// Digits of an amount in all.
pub(crate) const AMOUNT_PRECISION: u8 = 18;

/// How a column is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whole number.
    Integer,
    /// Floating-point number.
    Float,
    /// Instant in microseconds, UTC.
    Instant,
    /// Decimal amount of money.
    Amount,
    /// Text.
    Text,
    /// Text of few distinct values, read as codes.
    Code,
}

macro_rules! columns {
    ($($variant:ident $name:literal $kind:ident $nullable:literal $doc:literal;)*) => {
        /// A column of the events table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Column {
            $(#[doc = $doc] $variant,)*
        }

        impl Column {
            /// Every column in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The column's name.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// How the column is kept.
            pub fn kind(self) -> Kind {
                match self { $(Self::$variant => Kind::$kind,)* }
            }

            pub(crate) fn nullable(self) -> bool {
                match self { $(Self::$variant => $nullable,)* }
            }
        }

        /// Name and meaning of every column, for documents.
        pub const FIELDS: &[(&str, &str)] = &[$(($name, $doc)),*];
    };
}

columns! {
    Position "position" Integer false "Place in the order of arrival, from 1.";
    OccurredAt "occurred_at" Instant false "When it happened.";
    ReceivedAt "received_at" Instant false "When the installation received it.";
    CustomerKey "customer_key" Integer true "Whose it is, as identity resolution knew when it was committed.";
    IdentityKey "identity_key" Integer true "The number of the strongest identifier that it carried.";
    KindKey "kind_key" Integer false "The number of its (source, name, channel, detail).";
    Source "source" Code false "Which system told it.";
    Name "name" Code false "What happened.";
    Channel "channel" Code true "The channel.";
    Detail "detail" Code true "Page path, screen or topic.";
    Unit "unit" Code true "The unit where it happened.";
    Session "session" Text true "The visit or browsing session.";
    OrderId "order_id" Text true "The order.";
    Ticket "ticket" Text true "The support ticket.";
    Item "item" Text true "The article.";
    Amount "amount" Amount true "The money it moved.";
    Currency "currency" Code true "The currency of the amount.";
    Quantity "quantity" Float true "How many; nothing means one.";
    DurationMs "duration_ms" Integer true "How long it took, in milliseconds.";
    AgentId "agent_id" Text true "Who served.";
    AgentKind "agent_kind" Code true "human or bot.";
    Survey "survey" Code true "The survey that was answered.";
    Question "question" Code true "The question that was answered.";
    Metric "metric" Code true "What the question measures.";
    ScaleLow "scale_low" Float true "The lowest value of the question's scale.";
    ScaleHigh "scale_high" Float true "The highest value of the question's scale.";
    Score "score" Float true "The value that was chosen.";
    Text "text" Text true "What the person wrote.";
    AskedId "asked_id" Text true "The id of the event that asked.";
    EventId "event_id" Text false "The id that its source gave.";
    Properties "properties" Text true "Everything else, a JSON object.";
}

impl Column {
    pub(crate) fn arrow_type(self) -> DataType {
        match self.kind() {
            Kind::Integer => DataType::Int64,
            Kind::Float => DataType::Float64,
            Kind::Instant => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
            Kind::Amount => DataType::Decimal128(AMOUNT_PRECISION, AMOUNT_SCALE as i8),
            Kind::Text => DataType::Utf8,
            Kind::Code => DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)),
        }
    }

    fn delta_type(self) -> DeltaType {
        match self.kind() {
            Kind::Integer => DeltaType::LONG,
            Kind::Float => DeltaType::DOUBLE,
            Kind::Instant => DeltaType::TIMESTAMP,
            Kind::Amount => match PrimitiveType::decimal(AMOUNT_PRECISION, AMOUNT_SCALE as u8) {
                Ok(decimal) => DeltaType::Primitive(decimal),
                Err(_) => DeltaType::DOUBLE,
            },
            Kind::Text | Kind::Code => DeltaType::STRING,
        }
    }
}

/// The table's columns as rows are held in memory.
pub(crate) fn arrow_schema() -> SchemaRef {
    let fields = Column::ALL.iter().map(|column| Field::new(column.name(), column.arrow_type(), column.nullable()));
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

/// The table's columns as its log describes them.
pub(crate) fn delta_fields() -> Vec<StructField> {
    Column::ALL.iter().map(|column| StructField::new(column.name(), column.delta_type(), column.nullable())).collect()
}
