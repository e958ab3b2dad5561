//! The answers that count for metrics.

use std::collections::HashMap;

use otklik_core::metric::Admission;
use otklik_core::{MetricDefinition, MetricKind, Role, Span, Timestamp};
use otklik_lake::Column;

use crate::condition::Condition;
use crate::delivery::Deliveries;
use crate::error::InsightError;
use crate::row::{Row, UnitId};
use crate::slice::{SliceKey, Sliced, Slicer};
use crate::view::View;

/// The columns that an answer is made of, besides those of every scan.
pub(crate) const ANSWER_COLUMNS: &[Column] = &[
    Column::Metric,
    Column::Survey,
    Column::Score,
    Column::ScaleLow,
    Column::ScaleHigh,
    Column::Text,
    Column::OrderId,
];

/// The roles whose events may carry an answer.
pub(crate) const ANSWER_ROLES: &[Role] = &[Role::Answered, Role::Review];

/// One answer, small enough to keep a million.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) time: Timestamp,
    pub(crate) position: i64,
    pub(crate) person: Option<i64>,
    pub(crate) mark: f64,
    pub(crate) has_text: bool,
    pub(crate) unit: Option<UnitId>,
    pub(crate) kind: i64,
    pub(crate) survey: u16,
    pub(crate) order: Option<Box<str>>,
}

/// The answers of one metric that a question is about.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    pub(crate) rows: Vec<Answer>,
    /// Answers that were given on another scale, by when they were given.
    pub(crate) other_scale: Vec<Timestamp>,
    surveys: Vec<String>,
}

impl Answers {
    /// Takes an event if it is an answer of the metric.
    pub(crate) fn collect(&mut self, metric: &MetricDefinition, row: &Row<'_>) {
        let (Some(name), Some(survey), Some(mark)) =
            (row.text(Column::Metric), row.text(Column::Survey), row.float(Column::Score))
        else {
            return;
        };
        match metric.admits(name, survey, row.scale(), mark) {
            Admission::Foreign => {}
            Admission::OtherScale => self.other_scale.push(row.time),
            Admission::Counts => {
                let survey = self.survey_number(survey);
                self.rows.push(Answer {
                    time: row.time,
                    position: row.position().0,
                    person: row.person(),
                    mark,
                    has_text: row.text(Column::Text).is_some_and(|text| !text.is_empty()),
                    unit: row.unit,
                    kind: row.kind(),
                    survey,
                    order: row.text(Column::OrderId).map(Into::into),
                });
            }
        }
    }

    fn survey_number(&mut self, survey: &str) -> u16 {
        let known = self.surveys.iter().position(|known| known == survey).unwrap_or_else(|| {
            self.surveys.push(survey.to_owned());
            self.surveys.len() - 1
        });
        known as u16
    }

    /// The answers of a span; of each person only the last where the metric says so.
    pub(crate) fn within(&self, span: Span, metric: &MetricDefinition) -> Vec<&Answer> {
        let inside = self.rows.iter().filter(|answer| span.contains(answer.time));
        if !metric.last_answer_only {
            return inside.collect();
        }
        let mut last: HashMap<i64, &Answer> = HashMap::new();
        let mut nobodys = Vec::new();
        for answer in inside {
            let Some(person) = answer.person else {
                nobodys.push(answer);
                continue;
            };
            let kept = last.entry(person).or_insert(answer);
            if (answer.time, answer.position) > (kept.time, kept.position) {
                *kept = answer;
            }
        }
        nobodys.extend(last.into_values());
        nobodys
    }

    /// How many answers of a span were given on another scale.
    pub(crate) fn other_scale_within(&self, span: Span) -> u64 {
        self.other_scale.iter().filter(|time| span.contains(**time)).count() as u64
    }

    pub(crate) fn survey(&self, answer: &Answer) -> &str {
        &self.surveys[answer.survey as usize]
    }

    /// The slice that an answer belongs to.
    pub(crate) fn key(&self, slicer: &mut Slicer<'_>, answer: &Answer) -> SliceKey {
        slicer.key(&Sliced {
            time: answer.time,
            unit: answer.unit,
            kind: answer.kind,
            survey: self.survey(answer),
            order: answer.order.as_deref(),
        })
    }
}

/// The marks of a metric, lowest first.
pub(crate) fn marks(kind: MetricKind) -> impl Iterator<Item = f64> {
    let (lowest, highest) = kind.scale();
    (lowest as i64..=highest as i64).map(|mark| mark as f64)
}

impl View<'_> {
    /// Reads the answers of a metric that a condition admits.
    pub(crate) async fn answers(
        &self,
        metric: &MetricDefinition,
        span: Span,
        condition: &Condition,
    ) -> Result<Answers, InsightError> {
        self.answers_with(ANSWER_COLUMNS, metric, span, condition).await
    }

    /// The same of some of the columns: without texts none of the answers has one, and without orders none is of a delivery.
    pub(crate) async fn answers_with(
        &self,
        columns: &[Column],
        metric: &MetricDefinition,
        span: Span,
        condition: &Condition,
    ) -> Result<Answers, InsightError> {
        let mut answers = Answers::default();
        self.each_admitted(ANSWER_ROLES, span, columns, condition, |row| answers.collect(metric, row)).await?;
        Ok(answers)
    }

    /// The orders' deliveries where a division needs them.
    pub(crate) async fn deliveries_for(
        &self,
        by: &[crate::By],
    ) -> Result<Option<std::sync::Arc<Deliveries>>, InsightError> {
        if by.contains(&crate::By::Delivery) { self.deliveries().await.map(Some) } else { Ok(None) }
    }
}
