//! What is new since last Monday.

use otklik_core::{Change, Estimate, Filter, Span, period};
use otklik_store::UserId;
use serde::Serialize;
use utoipa::ToSchema;

use super::{AllAnswers, Finding, SilentSource, UnitScores};
use crate::condition::Condition;
use crate::error::InsightError;
use crate::scores::VersusRest;
use crate::view::View;

/// The days before Monday with which the days since are compared.
const COMPARED_DAYS: i64 = 28;

/// What is new since last Monday.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SinceMonday {
    /// The Monday; on a Monday, the one a week ago.
    pub monday: String,
    /// What changed for certain against the four weeks before.
    pub confirmed_changes: Vec<Finding>,
    /// Critics' comments that the reader has not read, in the overview's period.
    pub unread_critics: u64,
    /// Sources that have stopped.
    pub silent_sources: Vec<SilentSource>,
    /// The share of those asked since Monday who have answered.
    pub response_rate: Option<Estimate>,
    /// Against the four weeks before.
    pub response_change: Option<Change>,
    /// Units that stand apart from the others in the overview's period.
    pub units_outside: Vec<UnitOutside>,
}

/// A unit that stands apart.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnitOutside {
    /// The unit.
    pub unit: String,
    /// The metric.
    pub metric: String,
    /// Above or below.
    pub verdict: VersusRest,
}

impl View<'_> {
    pub(super) async fn since_monday(
        &self,
        filter: &Filter,
        condition: &Condition,
        units: Option<&UnitScores>,
    ) -> Result<SinceMonday, InsightError> {
        use jiff::ToSpan as _;
        let today = self.zone.local(self.now).date();
        let monday = period::monday_of(today.saturating_sub(1.day()));
        let since = Span { start: self.zone.start_of(monday), end: self.zone.start_of(today.saturating_add(1.day())) };
        let before = Span { start: self.zone.start_of(monday.saturating_sub(COMPARED_DAYS.days())), end: since.start };
        let read = Span { start: before.start, end: since.end };
        let answers = AllAnswers::read(self, read, condition).await?;
        let bare = filter.without_period();
        let tables = answers.tables(self, &bare, since);
        let cards = self.cards(&tables, &bare, since, Some(before), condition).await?;
        let metrics: Vec<_> = self.catalogue.metrics.iter().collect();
        let asked_condition = self.condition(&filter.without_answers()).await?;
        let asked = self.asked(&metrics, read, &asked_condition).await?;
        Ok(SinceMonday {
            monday: monday.to_string(),
            confirmed_changes: super::findings(&cards, None),
            unread_critics: 0,
            silent_sources: self.silent_sources(filter).await?,
            response_rate: asked.response_rate(since),
            response_change: asked.change(since, before, self.now),
            units_outside: units.map(units_outside).unwrap_or_default(),
        })
    }

    /// Critics' comments that a user has not read.
    pub(super) async fn unread_critics(&self, user: Option<UserId>, filter: &Filter) -> Result<u64, InsightError> {
        let read = self.read_by(user).await?;
        let condition = self.condition(filter).await?;
        let comments = self.critics_comments(filter, &condition).await?;
        Ok(comments.iter().filter(|comment| !read.contains(&comment.position)).count() as u64)
    }
}

fn units_outside(units: &UnitScores) -> Vec<UnitOutside> {
    units
        .rows
        .iter()
        .filter_map(|row| {
            let verdict = row.versus_rest.filter(|verdict| *verdict != VersusRest::Inside)?;
            Some(UnitOutside { unit: row.slice.values().next()?.clone(), metric: units.metric.clone(), verdict })
        })
        .collect()
}
