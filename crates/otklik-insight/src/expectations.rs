//! The question what was promised, what came of it, and what a broken promise costs in score.

use otklik_core::filter::Delivery;
use otklik_core::{Change, Estimate, Filter, Measure, MetricKind, Role, Timestamp};
use otklik_lake::Column;
use otklik_stats::{Accumulator, Terms, ValueAccumulator, quantile, share};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::answers::Answer;
use crate::delivery::{Promise, promise};
use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::people::{PeopleKind, PeopleQuestion};
use crate::scores::{ERROR_RATE, Summary};
use crate::slice::{By, Slice, SliceNames, SliceTable, Sliced, Slicer, divisions};

/// What was promised, and what did it cost to break it?
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpectationsQuestion {
    /// The metric's id in the catalogue, in whose points the cost is told.
    pub metric: String,
    /// Which deliveries and answers.
    #[serde(default)]
    pub filter: Filter,
    /// Divided by what; at most two divisions.
    #[serde(default)]
    pub by: Vec<By>,
}

/// What was promised, and what it cost to break it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Expectations {
    /// When this was true.
    pub as_of: Timestamp,
    /// The metric's id.
    pub metric: String,
    /// Everything together.
    pub total: ExpectationsRow,
    /// One row for each slice.
    pub rows: Vec<ExpectationsRow>,
    /// What the company calls the touchpoints and departments among the slices.
    #[schema(value_type = std::collections::HashMap<String, std::collections::HashMap<String, otklik_core::Text>>)]
    pub names: SliceNames,
}

/// Promises and scores of one slice.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ExpectationsRow {
    /// The slice; empty for the whole.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    pub slice: Slice,
    /// Deliveries with a promise.
    pub promised: Estimate,
    /// The share of them that came later.
    pub late: Estimate,
    /// How much later than promised the median of the late ones came, in seconds.
    pub delay_median: Estimate,
    /// How much later than promised nine of ten of the late ones came at most, in seconds.
    pub delay_p90: Estimate,
    /// The score of those whose order came as promised.
    pub in_time_score: Estimate,
    /// Their mean mark.
    pub in_time_mean: Estimate,
    /// The score of those whose order came late.
    pub late_score: Estimate,
    /// Their mean mark.
    pub late_mean: Estimate,
    /// How much the score of the late ones differs; it does not prove that being late is the reason.
    pub cost: Change,
    /// The address of the people whose order came late.
    pub people: String,
}

/// What is counted for one slice.
#[derive(Default)]
struct Promises<'a> {
    late: Accumulator,
    delays: ValueAccumulator,
    in_time_answers: Vec<&'a Answer>,
    late_answers: Vec<&'a Answer>,
}

impl Insight {
    /// Answers what was promised, and what it cost to break it.
    pub async fn expectations(
        &self,
        reader: &Reader,
        question: &ExpectationsQuestion,
    ) -> Result<Expectations, InsightError> {
        let view = self.view(reader).await?;
        let metric = view.metric(&question.metric)?.clone();
        let by = divisions(&question.by)?;
        let span = view.span(&question.filter);
        let deliveries = view.deliveries().await?;
        let mut slicer = Slicer::new(by, &view, Some(&deliveries));
        let condition = view.condition(&question.filter).await?;
        let answers = view.answers(&metric, span, &condition).await?;
        let mut table = SliceTable::<Promises<'_>>::default();
        for answer in answers.within(span, &metric) {
            let Some(delivery) = deliveries.of(answer.order.as_deref()) else { continue };
            table.count(answers.key(&mut slicer, answer), |promises| promises.take_answer(answer, delivery));
        }
        let columns = [Column::OrderId, Column::Properties];
        view.each_admitted(&[Role::Delivered], span, &columns, &condition, |row| {
            let Some(promise) = promise(row, &view.zone) else { return };
            let key = slicer.key(&Sliced::of_operation(row));
            table.count(key, |promises| promises.take_delivery(row.person(), promise));
        })
        .await?;
        let rows = table.slices.into_iter().map(|(key, promises)| (slicer.slice(&key), promises)).collect();
        // The whole is one question by itself; the slices are judged together.
        let total = question.rows(metric.kind, vec![(Slice::new(), table.total)]).remove(0);
        let rows = question.rows(metric.kind, rows);
        Ok(Expectations { as_of: view.now, metric: metric.id.clone(), total, rows, names: view.slice_names(by) })
    }
}

impl<'a> Promises<'a> {
    fn take_answer(&mut self, answer: &'a Answer, delivery: Delivery) {
        match delivery {
            Delivery::InTime => self.in_time_answers.push(answer),
            Delivery::Late => self.late_answers.push(answer),
        }
    }

    fn take_delivery(&mut self, person: Option<i64>, promise: Promise) {
        let mut taken = self.late.add(person, if promise.late { 1.0 } else { 0.0 });
        if promise.late {
            taken = taken.and_then(|()| self.delays.add(person, promise.delay_seconds));
        }
        debug_assert!(taken.is_ok(), "marks and differences of instants are finite");
    }
}

fn row(
    slice: Slice,
    promises: Promises<'_>,
    in_time: &Summary,
    late: &Summary,
    cost: Change,
    people: String,
) -> ExpectationsRow {
    let terms = Terms::default();
    let (promised, delays) = (promises.late.finish(), promises.delays.finish());
    ExpectationsRow {
        slice,
        promised: Estimate::counted(promised.n() as f64, Measure::Count, promised.n(), promised.people()),
        late: share(&promised, &terms),
        delay_median: quantile(&delays, 0.5, Measure::Seconds, &terms),
        delay_p90: quantile(&delays, 0.9, Measure::Seconds, &terms),
        in_time_score: in_time.score(),
        in_time_mean: in_time.mean(),
        late_score: late.score(),
        late_mean: late.mean(),
        cost,
        people,
    }
}

impl ExpectationsQuestion {
    /// The rows of slices whose costs are judged together.
    fn rows(&self, kind: MetricKind, slices: Vec<(Slice, Promises<'_>)>) -> Vec<ExpectationsRow> {
        let summaries: Vec<[Summary; 2]> = slices
            .iter()
            .map(|(_, promises)| {
                [&promises.in_time_answers, &promises.late_answers].map(|answers| Summary::new(kind, answers))
            })
            .collect();
        let differences: Vec<_> = summaries.iter().map(|[in_time, late]| late.difference(in_time)).collect();
        let costs = otklik_stats::judge(&differences, ERROR_RATE);
        let told = slices.into_iter().zip(&summaries).zip(costs);
        told.map(|(((slice, promises), [in_time, late]), cost)| {
            let people = self.people(slice.clone()).address();
            row(slice, promises, in_time, late, cost, people)
        })
        .collect()
    }

    /// The question for the people whose order came late.
    fn people(&self, slice: Slice) -> PeopleQuestion {
        PeopleQuestion::of(PeopleKind::Operations, &self.filter, slice).with_field(Some("late_by_time"))
    }
}
