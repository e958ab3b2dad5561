//! A filter, ready to judge events one by one.

use std::sync::Arc;

use otklik_core::filter::{Delivery, Filter, ScoreGroup};
use otklik_core::{MetricKind, Span, Stage};
use otklik_lake::Column;

use crate::delivery::Deliveries;
use crate::error::InsightError;
use crate::lens::Meaning;
use crate::row::{Row, UnitId};
use crate::view::View;

/// A filter whose units and periods are looked up.
pub(crate) enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Span(Span),
    Units(Vec<bool>),
    Channel(String),
    Stage(Stage),
    Score(ScoreGroup),
    Delivery(Delivery, Arc<Deliveries>),
}

impl View<'_> {
    /// Prepares a filter without its top-level period, which bounds the scan instead.
    pub(crate) async fn condition(&self, filter: &Filter) -> Result<Condition, InsightError> {
        let filter = filter.without_period();
        let deliveries = if mentions_delivery(&filter) { Some(self.deliveries().await?) } else { None };
        Ok(self.prepare(&filter, deliveries.as_ref()))
    }

    fn prepare(&self, filter: &Filter, deliveries: Option<&Arc<Deliveries>>) -> Condition {
        let prepare_all = |parts: &[Filter]| parts.iter().map(|part| self.prepare(part, deliveries)).collect();
        match filter {
            Filter::All(parts) => Condition::All(prepare_all(parts)),
            Filter::Any(parts) => Condition::Any(prepare_all(parts)),
            Filter::Not(part) => Condition::Not(Box::new(self.prepare(part, deliveries))),
            Filter::Period(period) => Condition::Span(period.span(self.now, &self.zone)),
            Filter::Unit(root) => Condition::Units(self.units().iter().map(|unit| unit.is_within(root)).collect()),
            Filter::Channel(channel) => Condition::Channel(channel.clone()),
            Filter::Stage(stage) => Condition::Stage(*stage),
            Filter::Score(group) => Condition::Score(*group),
            Filter::Delivery(delivery) => {
                Condition::Delivery(*delivery, deliveries.map(Arc::clone).unwrap_or_default())
            }
        }
    }
}

fn mentions_delivery(filter: &Filter) -> bool {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter().any(mentions_delivery),
        Filter::Not(part) => mentions_delivery(part),
        Filter::Delivery(_) => true,
        _ => false,
    }
}

impl Condition {
    /// The columns that judging needs besides those of every scan.
    fn columns(&self) -> Vec<Column> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::columns).collect(),
            Self::Not(part) => part.columns(),
            Self::Score(_) => vec![Column::Score, Column::Metric],
            Self::Delivery(..) => vec![Column::OrderId],
            _ => Vec::new(),
        }
    }

    /// These columns and those that judging needs, each once.
    pub(crate) fn columns_beside(&self, columns: &[Column]) -> Vec<Column> {
        let mut all = columns.to_vec();
        all.extend(self.columns());
        all.sort_unstable();
        all.dedup();
        all
    }

    pub(crate) fn admits(&self, row: &Row<'_>) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.admits(row)),
            Self::Any(parts) => parts.iter().any(|part| part.admits(row)),
            Self::Not(part) => !part.admits(row),
            Self::Span(span) => span.contains(row.time),
            Self::Units(within) => row.unit.is_some_and(|UnitId(unit)| within[unit as usize]),
            Self::Channel(channel) => row.meaning.is_some_and(|meaning| meaning.channel() == *channel),
            Self::Stage(stage) => row.meaning.and_then(Meaning::stage) == Some(*stage),
            Self::Score(group) => answer_group(row) == Some(*group),
            Self::Delivery(delivery, deliveries) => deliveries.of(row.text(Column::OrderId)) == Some(*delivery),
        }
    }
}

fn answer_group(row: &Row<'_>) -> Option<ScoreGroup> {
    let kind = match row.text(Column::Metric)? {
        "nps" => MetricKind::Nps,
        "csat" => MetricKind::Csat,
        "ces" => MetricKind::Ces,
        _ => return None,
    };
    Some(score_group(kind, row.float(Column::Score)?))
}

/// The group of a mark: promoters, passives, detractors and their like.
pub(crate) fn score_group(kind: MetricKind, mark: f64) -> ScoreGroup {
    let bottom_box = match kind {
        MetricKind::Nps => 6.0,
        MetricKind::Csat => 2.0,
        MetricKind::Ces => 3.0,
    };
    if mark >= kind.top_box() {
        ScoreGroup::Top
    } else if mark <= bottom_box {
        ScoreGroup::Bottom
    } else {
        ScoreGroup::Middle
    }
}
