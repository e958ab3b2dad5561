//! Everything that happened to one customer, in order.

use std::collections::{BTreeMap, BTreeSet};

use otklik_core::{
    Agent, AgentKind, Amount, Currency, CustomerKey, Money, Role, Stage, Text, Timestamp, event::Identifier,
};
use otklik_lake::{Column, Scan};
use serde::Serialize;
use utoipa::ToSchema;

use crate::customers::IdentifierShown;
use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::page::page;
use crate::row::Row;

/// One event as a person reads it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TimelineRow {
    /// Its place in the order of arrival; the same for ever.
    pub position: i64,
    /// When it happened.
    pub time: Timestamp,
    /// What its source calls it.
    pub name: String,
    /// Which system told it.
    pub source: String,
    /// The touchpoint, where the catalogue knows it.
    pub touchpoint: Option<Text>,
    /// The journey stage.
    pub stage: Option<Stage>,
    /// The part that it plays in the figures.
    pub role: Option<Role>,
    /// The channel.
    pub channel: Option<String>,
    /// The unit.
    pub unit: Option<String>,
    /// The order.
    pub order: Option<String>,
    /// The amount.
    #[schema(value_type = Option<String>)]
    pub amount: Option<Amount>,
    /// The amount's currency.
    #[schema(value_type = Option<String>)]
    pub currency: Option<Currency>,
    /// How many.
    pub quantity: Option<f64>,
    /// How long it took, in milliseconds.
    pub duration_ms: Option<i64>,
    /// Page path, screen or topic.
    pub detail: Option<String>,
    /// Who served.
    pub agent: Option<Agent>,
    /// The answer that it carries.
    pub answer: Option<AnswerShown>,
    /// Everything else.
    #[schema(value_type = Object)]
    pub properties: serde_json::Value,
}

/// An answer as a person reads it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnswerShown {
    /// The survey.
    pub survey: String,
    /// The question.
    pub question: String,
    /// What the question measures.
    pub metric: Option<String>,
    /// The mark.
    pub value: Option<f64>,
    /// Lowest and highest possible mark.
    pub scale: Option<[f64; 2]>,
    /// What the person wrote.
    pub text: Option<String>,
}

/// A customer's timeline, newest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Timeline {
    /// When this was true.
    pub as_of: Timestamp,
    /// Who it is.
    pub customer: CustomerFacts,
    /// This page of events.
    pub rows: Vec<TimelineRow>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// The channels that the customer used.
    pub channels: Vec<String>,
}

/// What is known of a customer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CustomerFacts {
    /// The customer's number.
    pub customer: i64,
    /// What to call them.
    pub label: String,
    /// By what they are known.
    pub identifiers: Vec<IdentifierShown>,
    /// When they were first seen.
    pub first_event: Option<Timestamp>,
    /// When they were last seen.
    pub last_event: Option<Timestamp>,
    /// How many events.
    pub events: u64,
    /// How many orders.
    pub orders: u64,
    /// What they paid or ordered for, by currency.
    pub spent: Vec<Money>,
    /// The last mark for each metric.
    pub last_scores: Vec<LastScore>,
}

/// The last mark that a customer gave.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct LastScore {
    /// The metric's id in the catalogue.
    pub metric: String,
    /// The mark.
    pub value: f64,
    /// When it was given.
    pub time: Timestamp,
}

/// The columns that a timeline shows, besides those of every scan.
pub(crate) const TIMELINE_COLUMNS: &[Column] = &[
    Column::OrderId,
    Column::Amount,
    Column::Currency,
    Column::Quantity,
    Column::DurationMs,
    Column::AgentId,
    Column::AgentKind,
    Column::Survey,
    Column::Question,
    Column::Metric,
    Column::ScaleLow,
    Column::ScaleHigh,
    Column::Score,
    Column::Text,
    Column::Properties,
];

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

impl TimelineRow {
    pub(crate) fn of(row: &Row<'_>) -> Self {
        let text = |column| row.text(column).map(str::to_owned);
        let kind = row.meaning.map(|meaning| meaning.kind.clone()).unwrap_or_default();
        let placement = row.meaning.and_then(|meaning| meaning.placement.clone());
        let agent_kind = if row.text(Column::AgentKind) == Some("bot") { AgentKind::Bot } else { AgentKind::Human };
        let properties = row.text(Column::Properties).and_then(|text| serde_json::from_str(text).ok());
        Self {
            position: row.position().0,
            time: row.time,
            touchpoint: placement.as_ref().map(|placement| placement.touchpoint.clone()),
            stage: placement.as_ref().and_then(|placement| placement.stage),
            role: placement.as_ref().map(|placement| placement.role),
            channel: row.meaning.and_then(|meaning| filled(meaning.channel())),
            detail: filled(&kind.detail),
            name: kind.name,
            source: kind.source,
            unit: text(Column::Unit),
            order: text(Column::OrderId),
            amount: row.batch.amount(row.index),
            currency: row.text(Column::Currency).and_then(|code| code.parse().ok()),
            quantity: row.float(Column::Quantity),
            duration_ms: row.batch.integer(Column::DurationMs, row.index),
            agent: text(Column::AgentId).map(|id| Agent { id, kind: agent_kind }),
            answer: row.text(Column::Survey).map(|survey| AnswerShown {
                survey: survey.to_owned(),
                question: text(Column::Question).unwrap_or_default(),
                metric: text(Column::Metric),
                value: row.float(Column::Score),
                scale: row.scale().map(|(low, high)| [low, high]),
                text: text(Column::Text),
            }),
            properties: properties.unwrap_or_else(|| serde_json::json!({})),
        }
    }
}

impl Insight {
    /// Tells what happened to a customer, newest first, `limit` events at a time, of one channel or of all.
    pub async fn timeline(
        &self,
        reader: &Reader,
        customer: CustomerKey,
        channel: Option<&str>,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Timeline, InsightError> {
        let view = self.view(reader).await?;
        // An address may be older than a merge.
        let current = self.store.people().current(customer).await.map_err(InsightError::Store)?;
        // Events of somebody who was erased may be in the lake for a moment still.
        let customer = current.ok_or(InsightError::CustomerUnknown { customer: customer.0 })?;
        let mut rows = Vec::new();
        let scan = Scan { customers: Some(vec![customer]), ..Scan::of(TIMELINE_COLUMNS) };
        view.each(scan, |row| rows.push(TimelineRow::of(row))).await?;
        let identifiers = self.store.people().identifiers_of(customer).await.map_err(InsightError::Store)?;
        // Somebody of whom the reader may see nothing is, to them, not there.
        if rows.is_empty() {
            return Err(InsightError::CustomerUnknown { customer: customer.0 });
        }
        let label = self.store.people().label(customer).await.map_err(InsightError::Store)?.unwrap_or_default();
        rows.sort_unstable_by_key(|row| std::cmp::Reverse((row.time, row.position)));
        let facts = facts(&view, customer, label, identifiers, &rows);
        let channels: BTreeSet<String> = rows.iter().filter_map(|row| row.channel.clone()).collect();
        if let Some(channel) = channel {
            rows.retain(|row| row.channel.as_deref() == Some(channel));
        }
        let (shown, next) = page(cursor, limit, rows.len());
        Ok(Timeline {
            as_of: view.now,
            customer: facts,
            rows: rows.drain(shown).collect(),
            next,
            channels: channels.into_iter().collect(),
        })
    }
}

fn facts(
    view: &crate::view::View<'_>,
    customer: CustomerKey,
    label: String,
    identifiers: Vec<Identifier>,
    newest_first: &[TimelineRow],
) -> CustomerFacts {
    let orders = newest_first.iter().filter(|row| row.role == Some(Role::OrderPlaced));
    let spending =
        if newest_first.iter().any(|row| row.role == Some(Role::Paid)) { Role::Paid } else { Role::OrderPlaced };
    let mut spent: BTreeMap<Currency, Amount> = BTreeMap::new();
    for row in newest_first.iter().filter(|row| row.role == Some(spending)) {
        if let (Some(amount), Some(currency)) = (row.amount, row.currency) {
            *spent.entry(currency).or_default() += amount;
        }
    }
    CustomerFacts {
        customer: customer.0,
        label,
        identifiers: identifiers.into_iter().map(IdentifierShown::from).collect(),
        first_event: newest_first.last().map(|row| row.time),
        last_event: newest_first.first().map(|row| row.time),
        events: newest_first.len() as u64,
        orders: orders.count() as u64,
        spent: spent.into_iter().map(|(currency, amount)| Money { amount, currency }).collect(),
        last_scores: view.catalogue.metrics.iter().filter_map(|metric| last_score(metric, newest_first)).collect(),
    }
}

fn last_score(metric: &otklik_core::MetricDefinition, newest_first: &[TimelineRow]) -> Option<LastScore> {
    newest_first.iter().find_map(|row| {
        let answer = row.answer.as_ref()?;
        let value = answer.value?;
        let scale = answer.scale.map(|[low, high]| (low, high));
        let admission = metric.admits(answer.metric.as_deref()?, &answer.survey, scale, value);
        (admission == otklik_core::metric::Admission::Counts).then(|| LastScore {
            metric: metric.id.clone(),
            value,
            time: row.time,
        })
    })
}
