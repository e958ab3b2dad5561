//! The question how a figure went over time.

use std::collections::BTreeMap;

use jiff::civil::Date;
use otklik_core::period::CalendarUnit;
use otklik_core::{Estimate, Filter, Method, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::operations::OperationsQuestion;
use crate::scores::ScoresQuestion;
use crate::slice::{By, LeftOut, LeftOutReason, Slice, SliceNames};

/// How did a figure go over time?
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TrendQuestion {
    /// The metric's id in the catalogue; without it the field of operations is drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<String>,
    /// The field of an operations row; without it and without a metric the orders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Which events.
    #[serde(default)]
    pub filter: Filter,
    /// A point for each of these.
    #[serde(default)]
    pub step: Step,
    /// A series for each of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
}

/// The time between two points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Midnight to midnight.
    Day,
    /// Monday to Sunday.
    #[default]
    Week,
    /// A calendar month.
    Month,
}

/// A figure over time.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TrendAnswer {
    /// When this was true.
    pub as_of: Timestamp,
    /// The time between two points.
    pub step: Step,
    /// One series, or one for each slice.
    pub series: Vec<Series>,
    /// What the company calls the touchpoints and departments among the slices.
    #[schema(value_type = std::collections::HashMap<String, std::collections::HashMap<String, otklik_core::Text>>)]
    pub names: SliceNames,
    /// Points or answers that are not there.
    pub left_out: LeftOut,
}

/// The figure of one slice over time, from its first point to the last one of all without a gap.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Series {
    /// The slice; empty for the whole.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    pub slice: Slice,
    /// The points, the oldest first.
    pub points: Vec<TrendPoint>,
}

/// A figure of one day, week or month.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TrendPoint {
    /// Its first day.
    pub first_day: String,
    /// The figure.
    pub estimate: Estimate,
    /// Whether the day, week or month is not over.
    pub unfinished: bool,
    /// The address of the people behind it; nothing where nothing happened.
    pub people: Option<String>,
}

/// Points of one series at most.
const MOST_POINTS: usize = 1_000;

impl Step {
    fn by(self) -> By {
        match self {
            Self::Day => By::Day,
            Self::Week => By::Week,
            Self::Month => By::Month,
        }
    }

    fn unit(self) -> CalendarUnit {
        match self {
            Self::Day => CalendarUnit::Day,
            Self::Week => CalendarUnit::Week,
            Self::Month => CalendarUnit::Month,
        }
    }

    /// The first day of a slice as it is written.
    fn first_day(self, written: &str) -> Option<Date> {
        match self {
            Self::Month => format!("{written}-01").parse().ok(),
            _ => written.parse().ok(),
        }
    }
}

/// A row of either question, as far as a trend needs it.
struct Row {
    slice: Slice,
    estimate: Estimate,
    unfinished: bool,
    people: String,
}

impl Insight {
    /// Answers how a figure went over time.
    pub async fn trend(&self, reader: &Reader, question: &TrendQuestion) -> Result<TrendAnswer, InsightError> {
        let by: Vec<By> = [question.step.by()].into_iter().chain(question.by).collect();
        let filter = question.filter.clone();
        let (as_of, rows, names, mut left_out) = match &question.metric {
            Some(metric) => {
                let question = ScoresQuestion { filter, by, ..ScoresQuestion::of(metric) };
                let scores = self.scores(reader, &question).await?;
                let rows = scores.rows.into_iter().map(|row| Row {
                    slice: row.slice,
                    estimate: row.estimate,
                    unfinished: row.unfinished,
                    people: row.people,
                });
                (scores.as_of, rows.collect::<Vec<_>>(), scores.names, scores.left_out)
            }
            None => {
                let field = question.field.as_deref().unwrap_or("orders");
                let asked = OperationsQuestion { filter, by, compare: None };
                let operations = self.operations(reader, &asked).await?;
                if operations.total.figure(field).is_none() && !crate::operations::FIGURES.contains(&field) {
                    return Err(InsightError::FieldUnknown { field: field.to_owned() });
                }
                let rows = operations.rows.into_iter().filter_map(|row| {
                    let estimate = row.figure(field)?;
                    let people = asked.people(Some(field), row.slice.clone()).address();
                    Some(Row { estimate, people, slice: row.slice, unfinished: row.unfinished })
                });
                (operations.as_of, rows.collect(), operations.names, operations.left_out)
            }
        };
        let (series, cut) = series(question.step, rows);
        if cut > 0 {
            left_out = LeftOut { rows: cut, reason: Some(LeftOutReason::Limit) };
        }
        Ok(TrendAnswer { as_of, step: question.step, series, names, left_out })
    }
}

/// The rows as series without gaps, and how many of the oldest points were left out.
fn series(step: Step, rows: Vec<Row>) -> (Vec<Series>, u64) {
    let mut by_slice: BTreeMap<Slice, BTreeMap<Date, Row>> = BTreeMap::new();
    for mut row in rows {
        let written = row.slice.remove(step.by().as_str()).unwrap_or_default();
        if let Some(first) = step.first_day(&written) {
            by_slice.entry(row.slice.clone()).or_default().insert(first, row);
        }
    }
    let last = by_slice.values().filter_map(|points| points.keys().next_back()).max().copied();
    let mut cut = 0;
    let series = by_slice.into_iter().map(|(slice, mut known)| {
        let mut points = Vec::new();
        let mut day = known.keys().next().copied();
        let nothing = known.values().next().map(|row| nothing_like(&row.estimate));
        while let Some(first) = day.filter(|day| last.is_some_and(|last| *day <= last)) {
            let row = known.remove(&first);
            let (unfinished, people) = row.as_ref().map(|row| (row.unfinished, row.people.clone())).unzip();
            points.extend(row.map(|row| row.estimate).or_else(|| nothing.clone()).map(|estimate| TrendPoint {
                first_day: first.to_string(),
                estimate,
                unfinished: unfinished.unwrap_or(false),
                people,
            }));
            let next = step.unit().after(first);
            day = (next > first).then_some(next);
        }
        let surplus = points.len().saturating_sub(MOST_POINTS);
        points.drain(..surplus);
        cut += surplus as u64;
        Series { slice, points }
    });
    (series.collect(), cut)
}

/// The figure where nothing happened: none of what was counted, and too few for everything else.
fn nothing_like(estimate: &Estimate) -> Estimate {
    let mut nothing = match estimate.method {
        Method::Count => Estimate::counted(0.0, estimate.unit, 0, 0),
        method => Estimate::too_few(estimate.unit, 0, 0, method),
    };
    nothing.currency = estimate.currency;
    nothing
}

#[cfg(test)]
mod tests {
    use super::*;
    use otklik_core::Measure;

    fn row(week: &str, channel: &str, orders: f64) -> Row {
        let slice = [("week", week), ("channel", channel)].map(|(by, value)| (by.to_owned(), value.to_owned()));
        let estimate = Estimate::counted(orders, Measure::Count, 1, 1);
        Row { slice: Slice::from(slice), estimate, unfinished: false, people: String::new() }
    }

    #[test]
    fn a_series_has_no_gaps_and_goes_to_the_end_of_all() {
        let rows = vec![row("2026-05-04", "app", 3.0), row("2026-05-18", "app", 5.0), row("2026-05-25", "till", 1.0)];
        let (series, cut) = series(Step::Week, rows);
        let values: Vec<Vec<(String, f64)>> = series
            .iter()
            .map(|series| {
                let point = |point: &TrendPoint| (point.first_day.clone(), point.estimate.value.unwrap());
                series.points.iter().map(point).collect()
            })
            .collect();
        let day = |day: &str, value: f64| (format!("2026-05-{day}"), value);
        assert_eq!(
            values,
            [vec![day("04", 3.0), day("11", 0.0), day("18", 5.0), day("25", 0.0)], vec![day("25", 1.0)]]
        );
        assert_eq!((series[0].slice["channel"].as_str(), cut), ("app", 0));
    }
}
