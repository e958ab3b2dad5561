//! The figures at the top of the overview.

use std::collections::BTreeMap;

use otklik_core::{Change, Estimate, Filter, MetricKind, Span, Verdict};
use otklik_stats::Difference;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Finding, FindingKind};
use crate::condition::Condition;
use crate::error::InsightError;
use crate::operations::{Ledgers, OperationsQuestion, Present, Whole};
use crate::people::{PeopleKind, PeopleQuestion};
use crate::scores::{ERROR_RATE, ScoreTable};
use crate::slice::{By, Slice, Slicer};
use crate::view::View;

/// A figure of the overview.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Card {
    /// The metric's id, or the operation's name.
    pub id: String,
    /// How the figure is to be read.
    pub kind: CardKind,
    /// The figure.
    pub estimate: Estimate,
    /// The ninetieth percentile beside a median.
    pub p90: Option<Estimate>,
    /// Against the period before.
    pub change: Option<Change>,
    /// Which direction is good.
    pub better: Better,
    /// The address of the people behind it.
    pub people: String,
    /// The figure week by week; nothing where too few answered.
    pub sparkline: Vec<Option<f64>>,
}

/// How a figure is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CardKind {
    /// Net promoter score.
    Nps,
    /// Share of the satisfied.
    Csat,
    /// Effort.
    Ces,
    /// An operation.
    Operation,
}

/// Which direction is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
}

impl Card {
    /// What the card says with certainty, if anything.
    pub(super) fn finding(&self) -> Option<Finding> {
        let change = self.change.as_ref()?;
        let good = match (change.verdict, self.better) {
            (Verdict::Higher, Better::Higher) | (Verdict::Lower, Better::Lower) => true,
            (Verdict::Higher, Better::Lower) | (Verdict::Lower, Better::Higher) => false,
            _ => return None,
        };
        let kind =
            if self.kind == CardKind::Operation { FindingKind::OperationChange } else { FindingKind::MetricChange };
        Some(Finding {
            kind,
            id: self.id.clone(),
            unit: None,
            estimate: self.estimate.clone(),
            change: Some(change.clone()),
            good,
        })
    }
}

/// An operation's card: its name, the field of the row, and which direction is good.
const OPERATION_CARDS: &[(&str, &str, Better)] = &[
    ("complaints", "complaints_per_100", Better::Lower),
    ("waiting", "waiting_median", Better::Lower),
    ("returns", "returns_per_100", Better::Lower),
    ("late", "late_by_time", Better::Lower),
    ("first_contact_resolution", "first_contact_resolution", Better::Higher),
    ("first_reply", "first_reply_median", Better::Lower),
];

impl View<'_> {
    /// The figures that have data, their changes judged together.
    pub(super) async fn cards(
        &self,
        tables: &[ScoreTable<'_>],
        filter: &Filter,
        span: Span,
        previous: Option<Span>,
        condition: &Condition,
    ) -> Result<Vec<Card>, InsightError> {
        let mut drafts: Vec<(Card, Option<Difference>)> =
            tables.iter().map(|table| metric_card(self, table, span, previous)).collect();
        drafts.extend(self.operation_cards(filter, span, previous, condition).await?);
        let compared: Vec<Difference> = drafts.iter().filter_map(|(_, difference)| difference.clone()).collect();
        let mut changes = otklik_stats::judge(&compared, ERROR_RATE).into_iter();
        Ok(drafts
            .into_iter()
            .map(|(mut card, difference)| {
                card.change = difference.and_then(|_| changes.next());
                card
            })
            .collect())
    }

    async fn operation_cards(
        &self,
        filter: &Filter,
        span: Span,
        previous: Option<Span>,
        condition: &Condition,
    ) -> Result<Vec<(Card, Option<Difference>)>, InsightError> {
        let mut ledgers = Ledgers::default();
        self.each_operation(span, previous, condition, |row| ledgers.take(row, &self.zone, span, previous)).await?;
        if ledgers.now.is_empty() {
            return Ok(Vec::new());
        }
        let question = OperationsQuestion { filter: filter.clone(), ..OperationsQuestion::default() };
        let present = Present::of(self);
        let (now, before) = (ledgers.now.finish(), ledgers.before.finish());
        let mut differences = if previous.is_some() { now.differences(&before, &present) } else { Vec::new() };
        let whole = Whole::of(&now);
        let row = now.row(&present, &question, &whole, Slice::new(), false, BTreeMap::new());
        let cards = OPERATION_CARDS.iter().filter_map(|(id, name, better)| {
            let estimate = row.figure(name).filter(|estimate| estimate.n > 0)?;
            let place = differences.iter().position(|(field, _)| field == name);
            let difference = place.map(|place| differences.swap_remove(place).1);
            let card = Card {
                id: (*id).to_owned(),
                kind: CardKind::Operation,
                estimate,
                p90: if *id == "waiting" { row.waiting_p90.clone() } else { None },
                change: None,
                better: *better,
                people: question.people(Some(name), Slice::new()).address(),
                sparkline: Vec::new(),
            };
            Some((card, difference))
        });
        Ok(cards.collect())
    }
}

fn metric_card(
    view: &View<'_>,
    table: &ScoreTable<'_>,
    span: Span,
    previous: Option<Span>,
) -> (Card, Option<Difference>) {
    let now = table.summary_of(span);
    let difference = previous.map(|previous| now.difference(&table.summary_of(previous)));
    let question =
        PeopleQuestion::of(PeopleKind::Scores, table.filter, Slice::new()).with_metric(Some(&table.metric.id));
    let card = Card {
        id: table.metric.id.clone(),
        kind: match table.metric.kind {
            MetricKind::Nps => CardKind::Nps,
            MetricKind::Csat => CardKind::Csat,
            MetricKind::Ces => CardKind::Ces,
        },
        estimate: now.score(),
        p90: None,
        change: None,
        better: Better::Higher,
        people: question.address(),
        sparkline: table.values(span, &mut Slicer::new(&[By::Week], view, None)),
    };
    (card, difference)
}
