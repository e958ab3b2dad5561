//! The question how a metric stands.

mod like_for_like;
mod progress;
mod split;
mod standing;
mod summary;

use std::collections::BTreeMap;

use otklik_core::estimate::ENOUGH_PEOPLE;
use otklik_core::{Change, Estimate, Filter, MetricDefinition, Span, Timestamp, UnitPath};
use otklik_lake::Column;
use otklik_stats::Difference;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use progress::{TargetProgress, TargetVerdict};
pub use split::ChangeSplit;
pub use standing::{Limits, Ranks, Shrunken, UnitVerdict, VersusRest};
pub(crate) use summary::Summary;

use standing::verdicts;

use crate::answers::{ANSWER_COLUMNS, Answer, Answers};
use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::people::{PeopleKind, PeopleQuestion};
use crate::slice::{By, Compare, LeftOut, Slice, SliceKey, SliceNames, Slicer, divisions};
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
    /// Divided by what; at most two divisions.
    #[serde(default)]
    pub by: Vec<By>,
    /// Compared with what.
    #[serde(default)]
    pub compare: Option<Compare>,
    /// The parts by which the change of the whole is split into another mix and changes within the parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split_by: Option<By>,
    /// The cells, such as channel and hour, in which units are held against each other like for like; at most two divisions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub like_for_like: Vec<By>,
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
    /// What the change of the whole consists of, where the question asks for it and it is compared with other answers.
    pub split: Option<ChangeSplit>,
    /// What the company calls the touchpoints and departments among the slices.
    #[schema(value_type = std::collections::HashMap<String, std::collections::HashMap<String, otklik_core::Text>>)]
    pub names: SliceNames,
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
    /// How far it is from its target: of a unit without other divisions, or of the company or unit that the filter is about.
    pub target: Option<TargetProgress>,
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
    /// The 99.8 % limits.
    pub outer_limits: Option<Limits>,
    /// The best guess of the unit's level.
    pub shrunken: Option<Shrunken>,
    /// The places that the unit may hold.
    pub ranks: Option<Ranks>,
    /// The unit's score if its mix were that of the others, where the question asks for it; limits and ranks are then of this.
    pub like_for_like: Option<Estimate>,
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

impl Insight {
    /// Answers how a metric stands.
    pub async fn scores(&self, reader: &Reader, question: &ScoresQuestion) -> Result<Scores, InsightError> {
        let view = self.view(reader).await?;
        let metric = view.metric(&question.metric)?.clone();
        let by = divisions(&question.by)?;
        let span = view.span(&question.filter);
        let earlier = view.earlier_span(&question.filter, question.compare.as_ref());
        let condition = view.condition(&question.filter).await?;
        let read = earlier.map_or(span, |earlier| span.hull(&earlier));
        let answers = view.answers(&metric, read, &condition).await?;
        let others = match &question.compare {
            Some(Compare::Filter(filter)) => Some(view.other_answers(&metric, filter, span).await?),
            _ => None,
        };
        let deliveries = view.deliveries_for(by).await?;
        let table = ScoreTable { view: &view, metric: &metric, answers: &answers, filter: &question.filter };
        let against = match (&question.compare, &others, earlier) {
            (Some(Compare::Rest), ..) => Against::Rest,
            (Some(Compare::Slice(slice)), ..) => Against::Slice(slice),
            (_, Some((others, span)), _) => Against::Answers(others, *span),
            (_, _, Some(earlier)) => Against::Answers(&answers, earlier),
            _ => Against::Nothing,
        };
        let mut rows = match by {
            [] => Vec::new(),
            by => table.rows(by, span, &against, &mut Slicer::new(by, &view, deliveries.as_deref())),
        };
        let cells = divisions(&question.like_for_like)?;
        if let ([units], [_, ..]) = (by, cells)
            && units.is_of_units()
        {
            let deliveries = view.deliveries_for(cells).await?;
            let mut cells = Slicer::new(cells, &view, deliveries.as_deref());
            table.stand_like_for_like(&mut rows, span, &mut Slicer::new(by, &view, None), &mut cells);
        }
        let split = match (question.split_by, &against) {
            (Some(by), Against::Answers(before, earlier)) => {
                let deliveries = view.deliveries_for(&[by]).await?;
                let mut slicer = Slicer::new(&[by], &view, deliveries.as_deref());
                Some(table.split(span, (before, *earlier), by, &mut slicer))
            }
            _ => None,
        };
        let asked_condition = view.condition(&question.filter.without_answers()).await?;
        let asked = view.asked(&[&metric], span, &asked_condition).await?.response_rate(span);
        Ok(Scores {
            as_of: view.now,
            metric: metric.id.clone(),
            minimum_people: ENOUGH_PEOPLE,
            total: table.total(span, &against),
            rows,
            split,
            names: view.slice_names(by),
            left_out: LeftOut::other_scale(answers.other_scale_within(span)),
            asked,
        })
    }
}

impl View<'_> {
    /// The answers that another filter admits, in its own period or in this one.
    async fn other_answers(
        &self,
        metric: &MetricDefinition,
        filter: &Filter,
        span: Span,
    ) -> Result<(Answers, Span), InsightError> {
        let span = if filter.periods().is_empty() { span } else { self.span(filter) };
        let condition = self.condition(filter).await.map_err(InsightError::within_compare)?;
        Ok((self.answers(metric, span, &condition).await?, span))
    }

    /// The scores of a metric by each of several divisions of kinds, from one reading of its answers without their texts.
    pub(crate) async fn scores_by(
        &self,
        metric: &str,
        filter: &Filter,
        span: Span,
        divisions: &[By],
    ) -> Result<Vec<Vec<ScoreRow>>, InsightError> {
        let metric = self.metric(metric)?;
        let condition = self.condition(filter).await?;
        let is_needed = |column: &Column| !matches!(column, Column::Text | Column::OrderId);
        let columns: Vec<Column> = ANSWER_COLUMNS.iter().copied().filter(is_needed).collect();
        let answers = self.answers_with(&columns, metric, span, &condition).await?;
        let table = ScoreTable { view: self, metric, answers: &answers, filter };
        let rows = |by: &By| {
            let by = [*by];
            table.rows(&by, span, &Against::Nothing, &mut Slicer::new(&by, self, None))
        };
        Ok(divisions.iter().map(rows).collect())
    }

    /// The earlier span with which a question is compared, if it is with one.
    pub(crate) fn earlier_span(&self, filter: &Filter, compare: Option<&Compare>) -> Option<Span> {
        match compare? {
            Compare::PreviousPeriod => self.previous_span(filter),
            Compare::SamePeriodLastYear => filter.period()?.span_a_year_before(self.now, &self.zone),
            Compare::Rest | Compare::Slice(_) | Compare::Filter(_) => None,
        }
    }
}

impl ScoreRow {
    /// Takes over how its unit stands.
    fn stand(&mut self, verdict: Option<UnitVerdict>) {
        self.versus_rest = verdict.map(|verdict| verdict.versus_rest);
        self.limits = verdict.map(|verdict| verdict.limits);
        self.outer_limits = verdict.map(|verdict| verdict.outer_limits);
        self.shrunken = verdict.map(|verdict| verdict.shrunken);
        self.ranks = verdict.map(|verdict| verdict.ranks);
    }
}

/// With what the rows of a table are compared.
pub(crate) enum Against<'a> {
    Nothing,
    /// The same slice of other answers, or of the same ones in another span.
    Answers(&'a Answers, Span),
    /// All the other slices.
    Rest,
    /// One of the slices.
    Slice(&'a Slice),
}

/// Makes rows of a metric's answers.
pub(crate) struct ScoreTable<'a> {
    pub(crate) view: &'a View<'a>,
    pub(crate) metric: &'a MetricDefinition,
    pub(crate) answers: &'a Answers,
    pub(crate) filter: &'a Filter,
}

type Grouped<'a> = BTreeMap<SliceKey, Vec<&'a Answer>>;
type Summaries = BTreeMap<SliceKey, Summary>;

impl ScoreTable<'_> {
    /// All answers of a span, compared with others.
    pub(crate) fn total(&self, span: Span, against: &Against<'_>) -> ScoreRow {
        let now = self.summary_of(span);
        let change = match against {
            Against::Answers(answers, span) => {
                let difference = now.difference(&self.summary(&answers.within(*span, self.metric)));
                otklik_stats::judge(&[difference], ERROR_RATE).pop()
            }
            _ => None,
        };
        let mut row = self.row(Slice::new(), &now, change, false);
        row.target = self.filter.aim().and_then(|unit| self.progress(unit, &row));
        row
    }

    /// The progress of a unit or of the company, for who sees all of it.
    fn progress(&self, unit: Option<&UnitPath>, row: &ScoreRow) -> Option<TargetProgress> {
        let target = self.view.catalogue.target(&self.metric.id, unit)?;
        self.view.scope.admits(unit).then(|| TargetProgress::of(target, &row.estimate))
    }

    /// The unit all of whose answers a row of units holds, as far as the filter goes.
    ///
    /// Of part of a unit, such as its app, nothing was asked; and a row of units where it happened lacks what happened below.
    fn whole_unit(&self, by: &[By], row: &ScoreRow) -> Option<UnitPath> {
        let [single] = by else { return None };
        let unit: UnitPath = row.slice.get(single.as_str())?.parse().ok()?;
        let within_filter = self.filter.aim()?.is_none_or(|root| unit.is_within(root));
        let below = |other: &UnitPath| *other != unit && other.is_within(&unit);
        let complete = *single != By::Unit || !self.view.units().iter().any(below);
        (single.is_of_units() && within_filter && complete).then_some(unit)
    }

    /// What the answers of a span come to.
    pub(crate) fn summary_of(&self, span: Span) -> Summary {
        self.summary(&self.answers.within(span, self.metric))
    }

    /// The answers of a span in slices, each compared with others.
    pub(crate) fn rows(&self, by: &[By], span: Span, against: &Against<'_>, slicer: &mut Slicer<'_>) -> Vec<ScoreRow> {
        let grouped = self.grouped(self.answers, span, slicer);
        let now = self.summaries(&grouped);
        let changes = self.changes(&grouped, &now, against, slicer);
        let verdicts = match by {
            [single] if single.is_of_units() => {
                let figure = |(key, summary): (&SliceKey, &Summary)| {
                    (!slicer.is_nowhere(key)).then(|| (summary.unit_figure(), summary.people()))
                };
                verdicts(&now.iter().map(figure).collect::<Vec<_>>())
            }
            _ => Vec::new(),
        };
        now.iter()
            .enumerate()
            .map(|(index, (key, summary))| {
                let change = changes.as_ref().and_then(|changes| changes[index].clone());
                let mut row = self.row(slicer.slice(key), summary, change, self.view.is_unfinished(key));
                row.stand(verdicts.get(index).copied().flatten());
                row.target = self.whole_unit(by, &row).and_then(|unit| self.progress(Some(&unit), &row));
                row
            })
            .collect()
    }

    /// Holds the rows of units against each other as if all had the same mix.
    fn stand_like_for_like(&self, rows: &mut [ScoreRow], span: Span, units: &mut Slicer<'_>, cells: &mut Slicer<'_>) {
        let found = self.like_for_like(span, units, cells);
        let figures: Vec<_> =
            found.by_unit.keys().map(|unit| if units.is_nowhere(unit) { None } else { found.figure(unit) }).collect();
        let told = found.by_unit.keys().zip(verdicts(&figures));
        let by_slice: BTreeMap<Slice, _> = told.map(|(unit, verdict)| (units.slice(unit), (unit, verdict))).collect();
        for row in rows {
            let standing = by_slice.get(&row.slice);
            row.like_for_like = standing.and_then(|(unit, _)| found.estimate(unit));
            row.stand(standing.and_then(|(_, verdict)| *verdict));
        }
    }

    /// The score of each slice of a span, and nothing else of it.
    pub(crate) fn values(&self, span: Span, slicer: &mut Slicer<'_>) -> Vec<Option<f64>> {
        let summaries = self.summaries(&self.grouped(self.answers, span, slicer));
        summaries.values().map(|summary| summary.score().value).collect()
    }

    /// How each slice differs from what it is compared with, all judged together; nothing for a slice compared with itself.
    fn changes(
        &self,
        grouped: &Grouped<'_>,
        now: &Summaries,
        against: &Against<'_>,
        slicer: &mut Slicer<'_>,
    ) -> Option<Vec<Option<Change>>> {
        let nothing = self.summary(&[]);
        let differences: Vec<Option<Difference>> = match against {
            Against::Nothing => return None,
            Against::Answers(answers, span) => {
                let before = self.summaries(&self.grouped(answers, *span, slicer));
                let difference =
                    |(key, now): (&SliceKey, &Summary)| now.difference(before.get(key).unwrap_or(&nothing));
                now.iter().map(difference).map(Some).collect()
            }
            Against::Rest => {
                let rest = |own: &SliceKey| -> Vec<&Answer> {
                    grouped
                        .iter()
                        .filter(|(key, _)| *key != own)
                        .flat_map(|(_, answers)| answers.iter().copied())
                        .collect()
                };
                now.iter().map(|(key, now)| Some(now.difference(&self.summary(&rest(key))))).collect()
            }
            Against::Slice(slice) => {
                let reference = now.iter().find(|(key, _)| slicer.slice(key) == **slice);
                let is_reference = |key: &SliceKey| reference.is_some_and(|(known, _)| known == key);
                let other = reference.map_or(&nothing, |(_, summary)| summary);
                now.iter().map(|(key, now)| (!is_reference(key)).then(|| now.difference(other))).collect()
            }
        };
        let compared: Vec<Difference> = differences.iter().flatten().cloned().collect();
        let mut judged = otklik_stats::judge(&compared, ERROR_RATE).into_iter();
        Some(differences.into_iter().map(|difference| difference.and_then(|_| judged.next())).collect())
    }

    fn grouped<'b>(&self, answers: &'b Answers, span: Span, slicer: &mut Slicer<'_>) -> Grouped<'b> {
        let mut slices = Grouped::new();
        for answer in answers.within(span, self.metric) {
            slices.entry(answers.key(slicer, answer)).or_default().push(answer);
        }
        slices
    }

    fn summaries(&self, grouped: &Grouped<'_>) -> Summaries {
        grouped.iter().map(|(key, answers)| (*key, self.summary(answers))).collect()
    }

    fn summary(&self, answers: &[&Answer]) -> Summary {
        Summary::new(self.metric.kind, answers)
    }

    fn row(&self, slice: Slice, summary: &Summary, change: Option<Change>, unfinished: bool) -> ScoreRow {
        let question =
            PeopleQuestion::of(PeopleKind::Scores, self.filter, slice.clone()).with_metric(Some(&self.metric.id));
        ScoreRow {
            estimate: summary.score(),
            target: None,
            mean: summary.mean(),
            top_share: summary.top_share(),
            with_text: summary.with_text,
            distribution: summary.distribution(),
            change,
            unfinished,
            versus_rest: None,
            limits: None,
            outer_limits: None,
            shrunken: None,
            ranks: None,
            like_for_like: None,
            people: question.address(),
            slice,
        }
    }
}
