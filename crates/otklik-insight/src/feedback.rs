//! What people wrote, and what of it nobody has read yet.

use std::collections::HashSet;

use otklik_core::filter::ScoreGroup;
use otklik_core::metric::Admission;
use otklik_core::{CustomerKey, Filter, MetricDefinition, Position, Timestamp};
use otklik_store::UserId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::answers::{ANSWER_COLUMNS, ANSWER_ROLES};
use crate::condition::{Condition, score_group};
use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::page::page;
use crate::row::Row;
use crate::timeline::TimelineRow;
use crate::view::View;
use otklik_lake::Column;

/// Comments, newest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Feedback {
    /// When this was true.
    pub as_of: Timestamp,
    /// This page.
    pub rows: Vec<FeedbackRow>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// How many in all.
    pub total: u64,
}

/// A comment.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FeedbackRow {
    /// The event that carries it.
    #[serde(flatten)]
    pub row: TimelineRow,
    /// Whose it is.
    pub customer: Option<i64>,
    /// What to call them.
    pub label: String,
    /// The metric that the mark belongs to.
    pub metric: String,
    /// Whether the reader has read it.
    pub read: bool,
}

/// A critic's comment, as far as counting and sorting need it.
pub(crate) struct Comment {
    pub(crate) time: Timestamp,
    pub(crate) position: Position,
    person: Option<i64>,
    metric: usize,
}

impl Insight {
    /// Lists critics' comments: the lowest marks that came with a text.
    pub async fn feedback(
        &self,
        reader: &Reader,
        user: Option<UserId>,
        filter: &Filter,
        unread_only: bool,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Feedback, InsightError> {
        let view = self.view(reader).await?;
        let read = view.read_by(user).await?;
        let condition = view.condition(filter).await?;
        let mut comments = view.critics_comments(filter, &condition).await?;
        if unread_only {
            comments.retain(|comment| !read.contains(&comment.position));
        }
        comments.sort_unstable_by_key(|comment| std::cmp::Reverse((comment.time, comment.position)));
        let (shown, next) = page(cursor, limit, comments.len());
        let page = &comments[shown];
        let rows = view.rows_at(&page.iter().map(|comment| comment.position).collect::<Vec<_>>()).await?;
        let customers: Vec<CustomerKey> = page.iter().filter_map(|comment| comment.person.map(CustomerKey)).collect();
        let labels = self.store.people().labels(&customers).await.map_err(InsightError::Store)?;
        let shown = page
            .iter()
            .filter_map(|comment| {
                Some(FeedbackRow {
                    row: rows.get(&comment.position)?.clone(),
                    customer: comment.person,
                    label: comment
                        .person
                        .and_then(|person| labels.get(&CustomerKey(person)).cloned())
                        .unwrap_or_default(),
                    metric: view.catalogue.metrics[comment.metric].id.clone(),
                    read: read.contains(&comment.position),
                })
            })
            .collect();
        Ok(Feedback { as_of: view.now, rows: shown, next, total: comments.len() as u64 })
    }
}

impl View<'_> {
    /// The positions that a user has read; without a user none.
    pub(crate) async fn read_by(&self, user: Option<UserId>) -> Result<HashSet<Position>, InsightError> {
        match user {
            Some(user) => self.insight.store.feedback().read_set(user).await.map_err(InsightError::Store),
            None => Ok(HashSet::new()),
        }
    }

    /// The comments of critics in the filter's period.
    pub(crate) async fn critics_comments(
        &self,
        filter: &Filter,
        condition: &Condition,
    ) -> Result<Vec<Comment>, InsightError> {
        let mut comments = Vec::new();
        self.each_admitted(ANSWER_ROLES, self.span(filter), ANSWER_COLUMNS, condition, |row| {
            if let Some(metric) = critical_metric(&self.catalogue.metrics, row) {
                comments.push(Comment { time: row.time, position: row.position(), person: row.person(), metric });
            }
        })
        .await?;
        Ok(comments)
    }
}

/// The metric for which an event is a critic's comment.
pub(crate) fn critical_metric(metrics: &[MetricDefinition], row: &Row<'_>) -> Option<usize> {
    let text = row.text(Column::Text)?;
    let (name, survey, mark) = (row.text(Column::Metric)?, row.text(Column::Survey)?, row.float(Column::Score)?);
    if text.trim().is_empty() {
        return None;
    }
    metrics.iter().position(|metric| {
        metric.admits(name, survey, row.scale(), mark) == Admission::Counts
            && score_group(metric.kind, mark) == ScoreGroup::Bottom
    })
}
