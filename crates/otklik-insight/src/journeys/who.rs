//! The people behind a figure of a question about journeys.

use std::collections::HashMap;

use otklik_core::{CustomerKey, Position, Span, Timestamp};
use otklik_lake::Scan;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::conformance::{ConformanceFigure, ConformanceQuestion};
use crate::error::InsightError;
use crate::funnel::{FunnelFigure, FunnelQuestion};
use crate::insight::Insight;
use crate::lifecycle::{LifecycleFigure, LifecycleQuestion};
use crate::marks::{MarkFigure, MarksQuestion};
use crate::moments::{MomentFigure, MomentsQuestion};
use crate::page::page;
use crate::pains::{PainFigure, PainsQuestion};
use crate::paths::{PathFigure, PathsQuestion};
use crate::people::{People, Person};
use crate::retention::{RetentionFigure, RetentionQuestion};
use crate::timeline::{TIMELINE_COLUMNS, TimelineRow};
use crate::transitions::{TransitionFigure, TransitionsQuestion};
use crate::variants::{VariantFigure, VariantsQuestion};
use crate::view::View;

/// A figure of a question about journeys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JourneyFigure {
    /// Of a funnel.
    Funnel {
        /// The question.
        question: Box<FunnelQuestion>,
        /// The figure.
        figure: FunnelFigure,
    },
    /// Of retention.
    Retention {
        /// The question.
        question: Box<RetentionQuestion>,
        /// The figure.
        figure: RetentionFigure,
    },
    /// Of the map.
    Transitions {
        /// The question.
        question: Box<TransitionsQuestion>,
        /// The figure.
        figure: TransitionFigure,
    },
    /// Of paths.
    Paths {
        /// The question.
        question: Box<PathsQuestion>,
        /// The figure.
        figure: PathFigure,
    },
    /// Of variants.
    Variants {
        /// The question.
        question: Box<VariantsQuestion>,
        /// The figure.
        figure: VariantFigure,
    },
    /// Of journeys held against the expected one.
    Conformance {
        /// The question.
        question: Box<ConformanceQuestion>,
        /// The figure.
        figure: ConformanceFigure,
    },
    /// Of the lifecycle.
    Lifecycle {
        /// The question.
        question: Box<LifecycleQuestion>,
        /// The figure.
        figure: LifecycleFigure,
    },
    /// Of the marks on the map.
    Marks {
        /// The question.
        question: Box<MarksQuestion>,
        /// The figure.
        figure: MarkFigure,
    },
    /// Of moments of truth.
    Moments {
        /// The question.
        question: Box<MomentsQuestion>,
        /// The figure.
        figure: MomentFigure,
    },
    /// Of pains.
    Pains {
        /// The question.
        question: Box<PainsQuestion>,
        /// The figure.
        figure: PainFigure,
    },
}

impl View<'_> {
    async fn people_of_journeys(&self, figure: &JourneyFigure) -> Result<Vec<(i64, i64)>, InsightError> {
        match figure {
            JourneyFigure::Funnel { question, figure } => self.people_of_funnel(question, figure).await,
            JourneyFigure::Retention { question, figure } => self.people_of_retention(question, figure).await,
            JourneyFigure::Transitions { question, figure } => self.people_of_transitions(question, figure).await,
            JourneyFigure::Paths { question, figure } => self.people_of_paths(question, figure).await,
            JourneyFigure::Variants { question, figure } => self.people_of_variants(question, figure).await,
            JourneyFigure::Conformance { question, figure } => self.people_of_conformance(question, figure).await,
            JourneyFigure::Lifecycle { question, figure } => self.people_of_lifecycle(question, figure).await,
            JourneyFigure::Marks { question, figure } => self.people_of_marks(question, figure).await,
            JourneyFigure::Moments { question, figure } => self.people_of_moments(question, figure).await,
            JourneyFigure::Pains { question, figure } => self.people_of_pains(question, figure).await,
        }
    }

    /// Each customer's newest event, whose time is known.
    async fn newest_rows(&self, people: &[(i64, i64)]) -> Result<HashMap<i64, TimelineRow>, InsightError> {
        let wanted: HashMap<i64, i64> = people.iter().map(|(time, customer)| (*customer, *time)).collect();
        let times = people.iter().map(|(time, _)| *time);
        let span = Span {
            start: Timestamp(times.clone().min().unwrap_or(0)),
            end: Timestamp(times.max().unwrap_or(0)).plus_micros(1),
        };
        let customers = wanted.keys().map(|customer| CustomerKey(*customer)).collect();
        let scan = Scan { span, customers: Some(customers), ..Scan::of(TIMELINE_COLUMNS) };
        let mut rows: HashMap<i64, (Position, TimelineRow)> = HashMap::new();
        self.each(scan, |row| {
            let Some(customer) = row.person().filter(|customer| wanted.get(customer) == Some(&row.time.0)) else {
                return;
            };
            if rows.get(&customer).is_none_or(|(position, _)| *position < row.position()) {
                rows.insert(customer, (row.position(), TimelineRow::of(row)));
            }
        })
        .await?;
        Ok(rows.into_iter().map(|(customer, (_, row))| (customer, row)).collect())
    }
}

impl Insight {
    /// Lists the people behind a figure of a question about journeys, those with the newest event first.
    pub(crate) async fn people_of_journey_figure(
        &self,
        view: &View<'_>,
        figure: &JourneyFigure,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<People, InsightError> {
        let mut found = view.people_of_journeys(figure).await?;
        found.sort_unstable_by(|one, other| other.cmp(one));
        let total = found.len() as u64;
        let (shown, next) = page(cursor, limit, found.len());
        let page = &found[shown];
        let mut rows = view.newest_rows(page).await?;
        let customers: Vec<CustomerKey> = page.iter().map(|(_, customer)| CustomerKey(*customer)).collect();
        let labels = self.store.people().labels(&customers).await.map_err(InsightError::Store)?;
        let people = page.iter().filter_map(|(_, customer)| {
            let label = labels.get(&CustomerKey(*customer)).cloned().unwrap_or_default();
            Some(Person { customer: Some(*customer), label, row: rows.remove(customer)? })
        });
        Ok(People { as_of: view.now, total, rows_total: total, anonymous_rows: 0, people: people.collect(), next })
    }
}
