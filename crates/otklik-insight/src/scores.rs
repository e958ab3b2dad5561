//! The question how a metric stands.

mod summary;

use std::collections::BTreeMap;

use otklik_core::estimate::{DEFAULT_LEVEL, ENOUGH_PEOPLE};
use otklik_core::{Change, Estimate, Filter, MetricDefinition, Span, Timestamp};
use otklik_stats::Difference;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(crate) use summary::Summary;

use crate::answers::{Answer, Answers};
use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::people::{PeopleKind, PeopleQuestion};
use crate::slice::{By, Compare, LeftOut, Slice, SliceValue, Slicer};
use crate::view::View;

/// How often a table of many comparisons may err in what it finds.
pub(crate) const ERROR_RATE: f64 = 0.05;

/// How does a metric stand?
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScoresQuestion {
    /// The metric's id in the catalogue.
    pub metric: String,
    /// Which answers.
    #[serde(default)]
    pub filter: Filter,
    /// Divided by what; at most one division.
    #[serde(default)]
    pub by: Vec<By>,
    /// Compared with what.
    #[serde(default)]
    pub compare: Option<Compare>,
}

impl ScoresQuestion {
    /// The question about all answers of a metric.
    pub fn of(metric: impl Into<String>) -> Self {
        Self { metric: metric.into(), ..Self::default() }
    }
}

/// How a metric stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Scores {
    /// When this was true.
    pub as_of: Timestamp,
    /// The metric's id.
    pub metric: String,
    /// People needed before a figure is given.
    pub minimum_people: u64,
    /// All answers together.
    pub total: ScoreRow,
    /// One row for each slice.
    pub rows: Vec<ScoreRow>,
    /// Answers that could not be counted.
    pub left_out: LeftOut,
    /// The share of those asked who answered; nothing when nobody was asked.
    pub asked: Option<Estimate>,
}

/// A metric in one slice.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ScoreRow {
    /// The slice; empty for the whole.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    pub slice: Slice,
    /// The score.
    pub estimate: Estimate,
    /// Against what it was compared with.
    pub change: Option<Change>,
    /// The mean mark.
    pub mean: Estimate,
    /// The share of the best marks.
    pub top_share: Estimate,
    /// Answers with a text.
    pub with_text: u64,
    /// How often each mark was given, lowest first.
    pub distribution: Vec<MarkCount>,
    /// Whether the week or month is not over.
    pub unfinished: bool,
    /// How the unit stands to all units.
    pub versus_rest: Option<VersusRest>,
    /// The 95 % limits within which a unit with so many answers is expected.
    pub limits: Option<Limits>,
    /// The address of the people behind it.
    pub people: String,
}

/// How often a mark was given.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct MarkCount {
    /// The mark.
    pub value: f64,
    /// How often.
    pub n: u64,
}

/// How a unit stands to all units, with the spread between units taken into account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VersusRest {
    /// Above the limits.
    Above,
    /// Below the limits.
    Below,
    /// Within the limits.
    Inside,
}

/// Limits of what is expected.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct Limits {
    /// The lower limit.
    pub low: f64,
    /// The upper limit.
    pub high: f64,
}

impl Insight {
    /// Answers how a metric stands.
    pub async fn scores(&self, reader: &Reader, question: &ScoresQuestion) -> Result<Scores, InsightError> {
        let view = self.view(reader).await?;
        let metric = view.metric(&question.metric)?.clone();
        let by = single_division(&question.by)?;
        let span = view.span(&question.filter);
        let previous = question.compare.and_then(|_| view.previous_span(&question.filter));
        let read = previous.map_or(span, |previous| Span { start: previous.start, end: span.end });
        let condition = view.condition(&question.filter).await?;
        let answers = view.answers(&metric, read, &condition).await?;
        let deliveries = view.deliveries_for(by).await?;
        let table = ScoreTable { view: &view, metric: &metric, answers: &answers, filter: &question.filter };
        let rows = match by {
            Some(by) => table.rows(by, span, previous, &mut Slicer::new(by, &view, deliveries.as_deref())),
            None => Vec::new(),
        };
        let asked_condition = view.condition(&question.filter.without_answers()).await?;
        let asked = view.asked(&[&metric], span, &asked_condition).await?.response_rate(span);
        Ok(Scores {
            as_of: view.now,
            metric: metric.id.clone(),
            minimum_people: ENOUGH_PEOPLE,
            total: table.total(span, previous),
            rows,
            left_out: LeftOut::other_scale(answers.other_scale_within(span)),
            asked,
        })
    }
}

pub(crate) fn single_division(by: &[By]) -> Result<Option<By>, InsightError> {
    match by {
        [] => Ok(None),
        [one] => Ok(Some(*one)),
        [_, second, ..] => Err(InsightError::SliceUnsupported { by: second.as_str().to_owned() }),
    }
}

/// Makes rows of a metric's answers.
pub(crate) struct ScoreTable<'a> {
    pub(crate) view: &'a View<'a>,
    pub(crate) metric: &'a MetricDefinition,
    pub(crate) answers: &'a Answers,
    pub(crate) filter: &'a Filter,
}

impl ScoreTable<'_> {
    /// All answers of a span, compared with an earlier one.
    pub(crate) fn total(&self, span: Span, previous: Option<Span>) -> ScoreRow {
        let now = self.summary_of(span);
        let change = previous.map(|previous| now.difference(&self.summary_of(previous)).change(DEFAULT_LEVEL));
        self.row(Slice::new(), &now, change, false)
    }

    /// What the answers of a span come to.
    pub(crate) fn summary_of(&self, span: Span) -> Summary {
        self.summary(self.answers.within(span, self.metric))
    }

    /// The answers of a span in slices, each compared with itself in an earlier span.
    pub(crate) fn rows(&self, by: By, span: Span, previous: Option<Span>, slicer: &mut Slicer<'_>) -> Vec<ScoreRow> {
        let now = self.summaries(span, slicer);
        let mut before = previous.map(|previous| self.summaries(previous, slicer));
        let changes = before.as_mut().map(|before| self.changes(&now, before));
        let standings = (by == By::Unit).then(|| summary::unit_standings(&now)).flatten();
        now.iter()
            .enumerate()
            .map(|(index, (value, summary))| {
                let change = changes.as_ref().map(|changes| changes[index].clone());
                let mut row = self.row(self.view.slice(by, value), summary, change, self.view.is_unfinished(value));
                if let Some(standing) = standings.as_ref().and_then(|standings| standings[index]) {
                    row.versus_rest = Some(standing.0);
                    row.limits = Some(standing.1);
                }
                row
            })
            .collect()
    }

    /// The score of each slice of a span, and nothing else of it.
    pub(crate) fn values(&self, span: Span, slicer: &mut Slicer<'_>) -> Vec<Option<f64>> {
        self.summaries(span, slicer).values().map(|summary| summary.score().value).collect()
    }

    fn changes(&self, now: &BTreeMap<SliceValue, Summary>, before: &BTreeMap<SliceValue, Summary>) -> Vec<Change> {
        let nothing = Summary::new(self.metric.kind, Vec::new());
        let differences: Vec<Difference> =
            now.iter().map(|(value, summary)| summary.difference(before.get(value).unwrap_or(&nothing))).collect();
        otklik_stats::judge(&differences, ERROR_RATE)
    }

    fn summaries(&self, span: Span, slicer: &mut Slicer<'_>) -> BTreeMap<SliceValue, Summary> {
        let mut slices: BTreeMap<SliceValue, Vec<&Answer>> = BTreeMap::new();
        for answer in self.answers.within(span, self.metric) {
            slices.entry(self.answers.slice(self.view, slicer, answer)).or_default().push(answer);
        }
        slices.into_iter().map(|(value, answers)| (value, self.summary(answers))).collect()
    }

    fn summary(&self, answers: Vec<&Answer>) -> Summary {
        Summary::new(self.metric.kind, answers)
    }

    fn row(&self, slice: Slice, summary: &Summary, change: Option<Change>, unfinished: bool) -> ScoreRow {
        let question = PeopleQuestion {
            kind: PeopleKind::Scores,
            metric: Some(self.metric.id.clone()),
            field: None,
            filter: self.filter.clone(),
            slice: slice.clone(),
        };
        ScoreRow {
            estimate: summary.score(),
            mean: summary.mean(),
            top_share: summary.top_share(),
            with_text: summary.with_text,
            distribution: summary.distribution(),
            change,
            unfinished,
            versus_rest: None,
            limits: None,
            people: question.address(),
            slice,
        }
    }
}
