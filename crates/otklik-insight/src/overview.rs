//! The question how customers fare, in one page.

mod cards;
mod silent_sources;
mod since_monday;

use std::sync::Arc;

use otklik_core::time::DAY_MICROS;
use otklik_core::{Change, Estimate, Filter, MetricDefinition, Span, Status, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use cards::{Better, Card, CardKind};
pub use silent_sources::SilentSource;
pub use since_monday::{SinceMonday, UnitOutside};

use crate::answers::{ANSWER_COLUMNS, ANSWER_ROLES, Answers};
use crate::condition::Condition;
use crate::data_span::DataSpan;
use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::scores::{Against, ScoreRow, ScoreTable, VersusRest};
use crate::slice::{By, Slicer};
use crate::view::View;
use otklik_store::UserId;

/// How do customers fare?
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OverviewQuestion {
    /// Of whom and when; each figure is compared with the period of equal length just before.
    #[serde(default)]
    pub filter: Filter,
}

/// How customers fare; what has no data is absent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Overview {
    /// When this was true.
    pub as_of: Timestamp,
    /// The period as it was asked for.
    pub period: String,
    /// The span that the period meant; nothing for all time.
    pub span: Option<Span>,
    /// From when to when there are data.
    pub data: DataSpan,
    /// People needed before a figure is given.
    pub minimum_people: u64,
    /// The figures.
    pub cards: Vec<Card>,
    /// What was found, most important first.
    pub findings: Vec<Finding>,
    /// The first metric over time.
    pub trend: Option<Trend>,
    /// The first metric by unit.
    pub units: Option<UnitScores>,
    /// One metric along the journey.
    pub stages: Option<StageScores>,
    /// What is new.
    pub since_monday: SinceMonday,
    /// Why there is nothing to see.
    pub empty_reason: Option<EmptyReason>,
}

/// A metric over time.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Trend {
    /// The metric's id.
    pub metric: String,
    /// Weeks, or months where the period is long.
    pub rows: Vec<ScoreRow>,
}

/// A metric by unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnitScores {
    /// The metric's id.
    pub metric: String,
    /// All units together.
    pub company: Estimate,
    /// Each unit.
    pub rows: Vec<ScoreRow>,
}

/// A metric along the journey.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StageScores {
    /// The metric's id.
    pub metric: String,
    /// Each stage in the order of the journey.
    pub rows: Vec<ScoreRow>,
}

/// Why an overview is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EmptyReason {
    /// Nothing was ever received.
    NoEvents,
    /// There are events, but none in the period.
    NoneInPeriod,
}

/// Something that can be said with certainty.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Finding {
    /// What sort of finding.
    pub kind: FindingKind,
    /// The metric or operation.
    pub id: String,
    /// The unit, where it is about one.
    pub unit: Option<String>,
    /// The figure.
    pub estimate: Estimate,
    /// How it changed.
    pub change: Option<Change>,
    /// Whether it is good news.
    pub good: bool,
}

/// The sorts of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// A metric changed.
    MetricChange,
    /// An operation changed.
    OperationChange,
    /// A unit is below what is expected.
    UnitLow,
    /// A unit is above what is expected.
    UnitHigh,
}

/// A longer period's trend is drawn by months.
const LONGEST_WEEKLY_TREND: i64 = 370 * DAY_MICROS;
/// Stages that a line needs.
const FEWEST_STAGES: usize = 2;
/// Overviews remembered for one state of lake and catalogue.
const OVERVIEWS_REMEMBERED: usize = 64;

impl Insight {
    /// Answers how customers fare, for one user's view of what is unread.
    pub async fn overview(
        &self,
        reader: &Reader,
        user: Option<UserId>,
        question: &OverviewQuestion,
    ) -> Result<Overview, InsightError> {
        let view = self.view(reader).await?;
        // Within a state of lake and catalogue only the clock's day and hour can change an answer.
        let hour = view.now.0.div_euclid(DAY_MICROS / 24);
        let key = format!("{hour} {:?} {:?}", reader.scope, question.filter);
        let remembered = self.remember(view.state(), |memory| memory.overviews.get(&key).cloned());
        let overview = match remembered {
            Some(overview) => overview,
            None => {
                let overview = Arc::new(view.overview(&question.filter).await?);
                self.remember(view.state(), |memory| {
                    if memory.overviews.len() >= OVERVIEWS_REMEMBERED {
                        memory.overviews.clear();
                    }
                    memory.overviews.insert(key, Arc::clone(&overview));
                });
                overview
            }
        };
        let mut overview = Overview::clone(&overview);
        overview.since_monday.unread_critics = view.unread_critics(user, &question.filter).await?;
        Ok(overview)
    }
}

/// The answers of every metric, read in one pass.
pub(crate) struct AllAnswers {
    pub(crate) by_metric: Vec<Answers>,
}

impl AllAnswers {
    pub(crate) async fn read(view: &View<'_>, span: Span, condition: &Condition) -> Result<Self, InsightError> {
        let mut by_metric: Vec<Answers> = view.catalogue.metrics.iter().map(|_| Answers::default()).collect();
        view.each_admitted(ANSWER_ROLES, span, ANSWER_COLUMNS, condition, |row| {
            for (metric, answers) in view.catalogue.metrics.iter().zip(&mut by_metric) {
                answers.collect(metric, row);
            }
        })
        .await?;
        Ok(Self { by_metric })
    }

    /// A table for each metric that has answers in the span.
    pub(crate) fn tables<'a>(&'a self, view: &'a View<'a>, filter: &'a Filter, span: Span) -> Vec<ScoreTable<'a>> {
        let metrics: &'a [MetricDefinition] = &view.catalogue.metrics;
        metrics
            .iter()
            .zip(&self.by_metric)
            .filter(|(_, answers)| answers.rows.iter().any(|answer| span.contains(answer.time)))
            .map(|(metric, answers)| ScoreTable { view, metric, answers, filter })
            .collect()
    }
}

impl View<'_> {
    async fn overview(&self, filter: &Filter) -> Result<Overview, InsightError> {
        let span = self.span(filter);
        let previous = self.previous_span(filter);
        let read = previous.map_or(span, |previous| Span { start: previous.start, end: span.end });
        let condition = self.condition(filter).await?;
        let answers = AllAnswers::read(self, read, &condition).await?;
        let tables = answers.tables(self, filter, span);
        let cards = self.cards(&tables, filter, span, previous, &condition).await?;
        let units = tables.first().and_then(|table| unit_scores(self, table, span));
        let data = self.data_span().await?;
        let empty_reason = match (data.events, cards.is_empty()) {
            (0, _) => Some(EmptyReason::NoEvents),
            (_, true) => Some(EmptyReason::NoneInPeriod),
            _ => None,
        };
        Ok(Overview {
            as_of: self.now,
            period: View::period_asked(filter),
            span: (span != Span::ALL).then_some(span),
            data,
            minimum_people: otklik_core::estimate::ENOUGH_PEOPLE,
            findings: findings(&cards, units.as_ref()),
            trend: tables.first().map(|table| trend(self, table, span, data)),
            stages: tables.iter().find_map(|table| stage_scores(self, table, span)),
            since_monday: self.since_monday(filter, &condition, units.as_ref()).await?,
            units,
            cards,
            empty_reason,
        })
    }
}

fn trend(view: &View<'_>, table: &ScoreTable<'_>, span: Span, data: DataSpan) -> Trend {
    let start = data.first.map_or(span.start, |first| first.max(span.start));
    let end = data.last.map_or(span.end, |last| last.min(span.end));
    let by = if end.0.saturating_sub(start.0) > LONGEST_WEEKLY_TREND { By::Month } else { By::Week };
    let rows = table.rows(&[by], span, &Against::Nothing, &mut Slicer::new(&[by], view, None));
    Trend { metric: table.metric.id.clone(), rows }
}

fn unit_scores(view: &View<'_>, table: &ScoreTable<'_>, span: Span) -> Option<UnitScores> {
    let by = [By::Unit];
    let mut rows = table.rows(&by, span, &Against::Nothing, &mut Slicer::new(&by, view, None));
    rows.retain(|row| row.slice.values().any(|unit| !unit.is_empty()));
    let company = table.total(span, &Against::Nothing).estimate;
    (rows.len() > 1).then(|| UnitScores { metric: table.metric.id.clone(), company, rows })
}

fn stage_scores(view: &View<'_>, table: &ScoreTable<'_>, span: Span) -> Option<StageScores> {
    let by = [By::Stage];
    let mut rows = table.rows(&by, span, &Against::Nothing, &mut Slicer::new(&by, view, None));
    rows.retain(|row| row.slice.values().any(|stage| !stage.is_empty()));
    let told = rows.iter().filter(|row| row.estimate.status == Status::Ok).count();
    (told >= FEWEST_STAGES).then(|| StageScores { metric: table.metric.id.clone(), rows })
}

/// What can be said with certainty: how the first metric changed, then what got worse, then what got better, the surest
/// first, and units outside their limits.
fn findings(cards: &[Card], units: Option<&UnitScores>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = cards.iter().filter_map(Card::finding).collect();
    let first_metric = cards.first().map(|card| card.id.clone());
    findings.sort_by(|one, other| {
        let rank = |finding: &Finding| (Some(&finding.id) != first_metric.as_ref(), finding.good);
        let certainty = |finding: &Finding| finding.change.as_ref().and_then(|change| change.p_adjusted).unwrap_or(1.0);
        rank(one).cmp(&rank(other)).then(certainty(one).total_cmp(&certainty(other)))
    });
    let outside = units.into_iter().flat_map(|units| units.rows.iter().map(move |row| (&units.metric, row)));
    findings.extend(outside.filter_map(|(metric, row)| {
        let (kind, good) = match row.versus_rest? {
            VersusRest::Above => (FindingKind::UnitHigh, true),
            VersusRest::Below => (FindingKind::UnitLow, false),
            VersusRest::Inside => return None,
        };
        Some(Finding {
            kind,
            id: metric.clone(),
            unit: row.slice.values().next().cloned(),
            estimate: row.estimate.clone(),
            change: None,
            good,
        })
    }));
    findings
}
