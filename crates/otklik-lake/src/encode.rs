//! Events into columns.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, Decimal128Builder, DictionaryArray, Float64Builder, Int32Builder, Int64Builder, RecordBatch,
    StringBuilder, TimestampMicrosecondBuilder,
};
use arrow::error::ArrowError;
use foldhash::fast::RandomState;
use otklik_core::money::AMOUNT_SCALE;
use otklik_core::{CustomerKey, Event, IdentityKey, KindKey, Position, Timestamp, UnitPath};

use crate::schema::{AMOUNT_PRECISION, Column, arrow_schema};

/// An event of which is known where it stands, what kind it is and whose it is.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolvedEvent {
    /// Its place in the order of arrival.
    pub position: Position,
    /// When it was received.
    pub received_at: Timestamp,
    /// The number of its kind.
    pub kind: KindKey,
    /// Whose it is; nothing for an event without a customer.
    pub person: Option<(IdentityKey, CustomerKey)>,
    /// The event.
    pub event: Event,
}

impl ResolvedEvent {
    fn place(&self) -> (Option<CustomerKey>, Timestamp, Position) {
        (self.person.map(|(_, customer)| customer), self.event.time, self.position)
    }
}

/// Events in the order of files: by customer, then by time, then by arrival. They are large and stay where they are.
pub(crate) fn in_order(events: &[ResolvedEvent]) -> Vec<&ResolvedEvent> {
    let mut ordered: Vec<_> = events.iter().map(|resolved| (resolved.place(), resolved)).collect();
    ordered.sort_unstable_by_key(|(place, _)| *place);
    ordered.into_iter().map(|(_, resolved)| resolved).collect()
}

/// The events as one batch of the table's columns.
pub(crate) fn encode<E: Borrow<ResolvedEvent>>(events: &[E]) -> Result<RecordBatch, ArrowError> {
    let columns = Column::ALL.iter().map(|column| encode_column(*column, events)).collect::<Result<Vec<_>, _>>()?;
    RecordBatch::try_new(arrow_schema(), columns)
}

fn encode_column<E: Borrow<ResolvedEvent>>(column: Column, events: &[E]) -> Result<ArrayRef, ArrowError> {
    Ok(match column {
        Column::Position => integers(events, |resolved| Some(resolved.position.0)),
        Column::CustomerKey => integers(events, |resolved| resolved.person.map(|(_, customer)| customer.0)),
        Column::IdentityKey => integers(events, |resolved| resolved.person.map(|(identity, _)| identity.0)),
        Column::KindKey => integers(events, |resolved| Some(resolved.kind.0)),
        Column::DurationMs => integers(events, |resolved| resolved.event.duration_ms),
        Column::OccurredAt => instants(events, |resolved| resolved.event.time),
        Column::ReceivedAt => instants(events, |resolved| resolved.received_at),
        Column::Amount => amounts(events)?,
        Column::Quantity => floats(events, |resolved| resolved.event.quantity),
        Column::ScaleLow => floats(events, |resolved| resolved.event.answer.as_ref()?.scale.map(|scale| scale.0)),
        Column::ScaleHigh => floats(events, |resolved| resolved.event.answer.as_ref()?.scale.map(|scale| scale.1)),
        Column::Score => floats(events, |resolved| resolved.event.answer.as_ref()?.value),
        Column::Source => codes(events, |event| Some(&event.source))?,
        Column::Name => codes(events, |event| Some(&event.name))?,
        Column::Channel => codes(events, |event| event.channel.as_deref())?,
        Column::Detail => codes(events, |event| event.detail.as_deref())?,
        Column::Unit => codes(events, |event| event.unit.as_ref().map(UnitPath::as_str))?,
        Column::Currency => codes(events, |event| event.money.as_ref().map(|money| money.currency.as_str()))?,
        Column::AgentKind => codes(events, |event| event.agent.as_ref().map(|agent| agent.kind.as_str()))?,
        Column::Survey => codes(events, |event| event.answer.as_ref().map(|answer| answer.survey.as_str()))?,
        Column::Question => codes(events, |event| event.answer.as_ref().map(|answer| answer.question.as_str()))?,
        Column::Metric => codes(events, |event| event.answer.as_ref()?.metric.as_deref())?,
        Column::Session => texts(events, |event| event.session.as_deref()),
        Column::OrderId => texts(events, |event| event.order.as_deref()),
        Column::Ticket => texts(events, |event| event.ticket.as_deref()),
        Column::Item => texts(events, |event| event.item.as_deref()),
        Column::AgentId => texts(events, |event| event.agent.as_ref().map(|agent| agent.id.as_str())),
        Column::Text => texts(events, |event| event.answer.as_ref()?.text.as_deref()),
        Column::AskedId => texts(events, |event| event.answer.as_ref()?.asked.as_deref()),
        Column::EventId => texts(events, |event| Some(&event.id)),
        Column::Properties => texts(events, |event| Some(event.properties.as_str()).filter(|text| !text.is_empty())),
    })
}

fn integers<E: Borrow<ResolvedEvent>>(events: &[E], value: impl Fn(&ResolvedEvent) -> Option<i64>) -> ArrayRef {
    let mut builder = Int64Builder::with_capacity(events.len());
    builder.extend(events.iter().map(|event| value(event.borrow())));
    Arc::new(builder.finish())
}

fn floats<E: Borrow<ResolvedEvent>>(events: &[E], value: impl Fn(&ResolvedEvent) -> Option<f64>) -> ArrayRef {
    let mut builder = Float64Builder::with_capacity(events.len());
    builder.extend(events.iter().map(|event| value(event.borrow())));
    Arc::new(builder.finish())
}

fn instants<E: Borrow<ResolvedEvent>>(events: &[E], value: impl Fn(&ResolvedEvent) -> Timestamp) -> ArrayRef {
    let mut builder = TimestampMicrosecondBuilder::with_capacity(events.len());
    builder.extend(events.iter().map(|event| Some(value(event.borrow()).0)));
    Arc::new(builder.finish().with_timezone("UTC"))
}

fn amounts<E: Borrow<ResolvedEvent>>(events: &[E]) -> Result<ArrayRef, ArrowError> {
    let mut builder = Decimal128Builder::with_capacity(events.len());
    builder.extend(events.iter().map(|event| event.borrow().event.money.map(|money| i128::from(money.amount.0))));
    Ok(Arc::new(builder.finish().with_precision_and_scale(AMOUNT_PRECISION, AMOUNT_SCALE as i8)?))
}

fn texts<'a, E: Borrow<ResolvedEvent>>(events: &'a [E], value: impl Fn(&'a Event) -> Option<&'a str>) -> ArrayRef {
    let mut builder = StringBuilder::new();
    builder.extend(events.iter().map(|event| value(&event.borrow().event)));
    Arc::new(builder.finish())
}

fn codes<'a, E: Borrow<ResolvedEvent>>(
    events: &'a [E],
    value: impl Fn(&'a Event) -> Option<&'a str>,
) -> Result<ArrayRef, ArrowError> {
    let mut keys = Int32Builder::with_capacity(events.len());
    let mut texts = StringBuilder::new();
    let mut known: HashMap<&str, i32, RandomState> = HashMap::default();
    let mut last: Option<(&str, i32)> = None;
    for event in events {
        let Some(text) = value(&event.borrow().event) else {
            keys.append_null();
            continue;
        };
        // One customer's events follow each other, so the same text often comes twice.
        let code = match last {
            Some((same, code)) if same == text => code,
            _ => {
                let next = known.len() as i32;
                *known.entry(text).or_insert_with(|| {
                    texts.append_value(text);
                    next
                })
            }
        };
        last = Some((text, code));
        keys.append_value(code);
    }
    Ok(Arc::new(DictionaryArray::try_new(keys.finish(), Arc::new(texts.finish()))?))
}
