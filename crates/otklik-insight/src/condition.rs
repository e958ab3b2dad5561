//! A filter, ready to judge events one by one.
//!
//! Whatever the catalogue says of a kind of events is looked up once for the kind, and whatever a batch holds as codes once
//! for the batch, so that judging an event compares numbers.

mod customers;
mod event;
mod prepare;

use std::sync::Arc;

use otklik_core::filter::{Delivery, ScoreGroup};
use otklik_core::{MetricDefinition, MetricKind, Span};
use otklik_lake::{Column, EventBatch};

pub(crate) use customers::Deeds;
pub(crate) use event::{Coded, Event, Fact};

use crate::delivery::Deliveries;
use crate::distinct::Distinct;
use crate::row::{Row, UnitId};

/// A filter whose names, units and periods are looked up.
pub(crate) enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Span(Span),
    Units(Vec<bool>),
    Kinds(KindSet),
    Texts(TextSet),
    Answer(Box<AnswerTest>),
    Delivery(Delivery, Arc<Deliveries>),
    Known,
    Customers(Distinct),
    Deeds(Deeds),
}

/// Kinds of events by their numbers, which are dense.
#[derive(Default)]
pub(crate) struct KindSet(Vec<bool>);

impl KindSet {
    pub(crate) fn insert(&mut self, kind: i64) {
        let place = usize::try_from(kind).unwrap_or_default();
        if self.0.len() <= place {
            self.0.resize(place + 1, false);
        }
        self.0[place] = true;
    }

    fn contains(&self, kind: i64) -> bool {
        usize::try_from(kind).ok().and_then(|place| self.0.get(place)).copied().unwrap_or(false)
    }
}

/// Texts of which a column of codes must hold one; `place` numbers the sets of a condition.
pub(crate) struct TextSet {
    column: Column,
    texts: Vec<String>,
    place: usize,
}

/// What an answer must be like.
pub(crate) struct AnswerTest {
    metric: Option<(MetricDefinition, TextSet)>,
    group: Option<ScoreGroup>,
    from: Option<f64>,
    to: Option<f64>,
}

/// What the codes of one batch mean to a condition.
#[derive(Default)]
pub(crate) struct Codes {
    /// By the place of the set, then by code.
    texts: Vec<Vec<bool>>,
    /// What the metric column's codes measure.
    metrics: Vec<Option<MetricKind>>,
}

impl TextSet {
    fn admits(&self, row: &Row<'_>, codes: &Codes) -> bool {
        let code = row.batch.coded(self.column).code(row.index);
        code.zip(codes.texts.get(self.place)).is_some_and(|(code, admitted)| admitted[code])
    }
}

impl Condition {
    /// The columns that judging needs besides those of every scan.
    fn columns(&self) -> Vec<Column> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::columns).collect(),
            Self::Not(part) => part.columns(),
            Self::Texts(texts) => vec![texts.column],
            Self::Answer(test) if test.metric.is_some() => {
                vec![Column::Score, Column::Metric, Column::Survey, Column::ScaleLow, Column::ScaleHigh]
            }
            Self::Answer(_) => vec![Column::Score, Column::Metric],
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

    /// Looks the batch's codes up.
    pub(crate) fn codes(&self, batch: &EventBatch) -> Codes {
        let mut codes = Codes::default();
        self.look_up(batch, &mut codes);
        codes
    }

    fn look_up(&self, batch: &EventBatch, codes: &mut Codes) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.look_up(batch, codes)),
            Self::Not(part) => part.look_up(batch, codes),
            Self::Texts(texts) => texts.look_up(batch, codes),
            Self::Answer(test) => {
                if codes.metrics.is_empty() {
                    codes.metrics = batch.coded(Column::Metric).meanings().map(MetricKind::named).collect();
                }
                if let Some((_, surveys)) = &test.metric {
                    surveys.look_up(batch, codes);
                }
            }
            _ => {}
        }
    }

    /// Whether events of a kind are admitted, where the kind alone decides.
    pub(crate) fn of_kind(&self, kind: i64) -> Option<bool> {
        match self {
            Self::All(parts) => all(parts.iter().map(|part| part.of_kind(kind))),
            Self::Any(parts) => all(parts.iter().map(|part| part.of_kind(kind).map(|admitted| !admitted)))
                .map(|refused_by_all| !refused_by_all),
            Self::Not(part) => part.of_kind(kind).map(|admitted| !admitted),
            Self::Kinds(kinds) => Some(kinds.contains(kind)),
            _ => None,
        }
    }

    pub(crate) fn admits(&self, row: &Row<'_>, codes: &Codes) -> bool {
        self.judge(&Coded { row, codes })
    }

    /// Judges an event, whatever is known of it.
    pub(crate) fn judge(&self, event: &impl Event) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.judge(event)),
            Self::Any(parts) => parts.iter().any(|part| part.judge(event)),
            Self::Not(part) => !part.judge(event),
            Self::Span(span) => span.contains(event.time()),
            Self::Units(within) => event.unit().is_some_and(|UnitId(unit)| within[unit as usize]),
            Self::Kinds(kinds) => kinds.contains(event.kind()),
            Self::Texts(texts) => event.has_one_of(texts),
            Self::Answer(test) => event.answers(test),
            Self::Delivery(delivery, deliveries) => deliveries.of(event.order()) == Some(*delivery),
            Self::Known => event.person().is_some(),
            Self::Customers(customers) => event.person().is_some_and(|person| customers.contains(person)),
            Self::Deeds(deeds) => deeds.admits(event.person(), event.time()),
        }
    }

    /// Whether a part of it satisfies something.
    fn has(&self, is_such: &impl Fn(&Self) -> bool) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|part| part.has(is_such)),
            Self::Not(part) => part.has(is_such),
            single => is_such(single),
        }
    }

    /// Whether judging needs more of an event than time, kind, customer and unit.
    pub(crate) fn needs_rows(&self) -> bool {
        self.has(&|part| matches!(part, Self::Texts(_) | Self::Answer(_) | Self::Delivery(..)))
    }

    /// Whether judging needs an event's unit.
    pub(crate) fn needs_units(&self) -> bool {
        self.has(&|part| matches!(part, Self::Units(_)))
    }
}

/// The three-valued "and": certain as soon as one part is false or all are true.
fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut certain = true;
    for part in parts {
        match part {
            Some(false) => return Some(false),
            Some(true) => {}
            None => certain = false,
        }
    }
    certain.then_some(true)
}

impl TextSet {
    fn look_up(&self, batch: &EventBatch, codes: &mut Codes) {
        if codes.texts.len() <= self.place {
            codes.texts.resize(self.place + 1, Vec::new());
        }
        let meanings = batch.coded(self.column).meanings();
        codes.texts[self.place] = meanings.map(|text| self.texts.iter().any(|known| known == text)).collect();
    }
}

impl AnswerTest {
    fn admits(&self, row: &Row<'_>, codes: &Codes) -> bool {
        let Some(mark) = row.float(Column::Score) else { return false };
        if self.from.is_some_and(|from| mark < from) || self.to.is_some_and(|to| mark > to) {
            return false;
        }
        if self.metric.is_none() && self.group.is_none() {
            return true;
        }
        let code = row.batch.coded(Column::Metric).code(row.index);
        let Some(kind) = code.and_then(|code| codes.metrics[code]) else { return false };
        let counts = self.metric.as_ref().is_none_or(|(metric, surveys)| {
            metric.kind == kind && surveys.admits(row, codes) && metric.is_on_scale(row.scale(), mark)
        });
        counts && self.group.is_none_or(|group| score_group(kind, mark) == group)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(numbers: &[i64]) -> Condition {
        let mut set = KindSet::default();
        numbers.iter().for_each(|kind| set.insert(*kind));
        Condition::Kinds(set)
    }

    #[test]
    fn a_kind_is_passed_over_only_if_it_can_never_be_admitted() {
        let open = || Condition::Known;
        assert_eq!(Condition::All(vec![kinds(&[1]), open()]).of_kind(2), Some(false));
        assert_eq!(Condition::All(vec![kinds(&[1]), open()]).of_kind(1), None);
        assert_eq!(Condition::Any(vec![kinds(&[1]), open()]).of_kind(1), Some(true));
        assert_eq!(Condition::Any(vec![kinds(&[1]), open()]).of_kind(2), None);
        assert_eq!(Condition::Any(vec![kinds(&[1]), kinds(&[3])]).of_kind(2), Some(false));
        assert_eq!(Condition::Not(Box::new(kinds(&[1]))).of_kind(1), Some(false));
        assert_eq!(Condition::Not(Box::new(open())).of_kind(1), None);
        assert_eq!(Condition::All(Vec::new()).of_kind(1), Some(true));
        assert_eq!(Condition::Any(Vec::new()).of_kind(1), Some(false));
    }
}
