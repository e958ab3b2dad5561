//! The question how far the data can be relied on.

mod clocks;
mod doubles;
mod gaming;
mod gaps;
mod renamed;
mod sources;
mod touchpoints;

pub use clocks::ClockOff;
pub use gaming::{AnswerBurst, Gaming, ManyAnswers, OwnCard, StraightTens};
pub use gaps::Gap;
pub use renamed::RenamedKind;
pub use sources::SourceQuality;
pub use touchpoints::{TouchpointQuality, UnitQuality};

use otklik_core::{ErrorCode, Estimate, Filter, Measure, Scope, Span, Timestamp};
use otklik_lake::{Column, Scan};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::census::Tally;
use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::overview::SilentSource;
use crate::slice::LeftOut;
use crate::view::View;

/// How far can the data be relied on?
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DataQualityQuestion {
    /// Of what and when.
    #[serde(default)]
    pub filter: Filter,
}

/// How far the data can be relied on. Nothing that is found here is taken out of any figure.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DataQuality {
    /// When this was true.
    pub as_of: Timestamp,
    /// The period as it was asked for.
    pub period: String,
    /// How many events there are.
    pub events: u64,
    /// Events of kinds that the catalogue places, of all events.
    pub placed: Estimate,
    /// Events with a known customer, of all events.
    pub known: Estimate,
    /// Events that repeat another one in everything but their id, of those that were compared.
    pub doubled: Estimate,
    /// Events that were not compared for that.
    pub left_out: LeftOut,
    /// Each source, the one heard longest ago first.
    pub sources: Vec<SourceQuality>,
    /// Sources that used to speak and have stopped.
    pub silent: Vec<SilentSource>,
    /// Days without events where there used to be some.
    pub gaps: Vec<Gap>,
    /// Sources whose clocks were off.
    pub clocks: Vec<ClockOff>,
    /// Kinds of events that stopped while a similar one began.
    pub renamed: Vec<RenamedKind>,
    /// Each touchpoint, the most frequent first.
    pub touchpoints: Vec<TouchpointQuality>,
    /// Each unit, the one with the fewest known customers first.
    pub units: Vec<UnitQuality>,
    /// What was refused in the period, by its reason; nothing for who sees a part of the company.
    pub refused: Option<Vec<RefusedReason>>,
    /// Signs that somebody helps the figures along.
    pub gaming: Gaming,
}

/// Why events were refused, and how often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RefusedReason {
    /// Why.
    pub code: ErrorCode,
    /// How many.
    pub count: u64,
    /// When the last one was refused.
    pub last: Timestamp,
}

/// What is known of a share of all that was counted.
fn counted_share(part: u64, tally: &Tally) -> Estimate {
    let share = if tally.events == 0 { 0.0 } else { part as f64 / tally.events as f64 };
    Estimate::counted(share, Measure::Share, tally.events, tally.people_or_nobodys())
}

const COLUMNS: &[Column] =
    &[Column::OccurredAt, Column::ReceivedAt, Column::OrderId, Column::Item, Column::Amount, Column::Score];

impl Insight {
    /// Answers how far the data can be relied on.
    pub async fn data_quality(
        &self,
        reader: &Reader,
        question: &DataQualityQuestion,
    ) -> Result<DataQuality, InsightError> {
        self.view(reader).await?.data_quality(&question.filter).await
    }
}

impl View<'_> {
    async fn data_quality(&self, filter: &Filter) -> Result<DataQuality, InsightError> {
        let filter = filter.without_answers();
        let condition = self.condition(&filter).await?;
        let span = self.span(&filter);
        let mut sources = sources::Sources::default();
        let mut days = gaps::Days::new(self);
        let mut hours = clocks::Hours::new(self);
        let mut doubles = doubles::Doubles::default();
        let mut touched = touchpoints::Touched::default();
        self.each_judged(Scan { span, ..Scan::of(COLUMNS) }, &condition, |row| {
            sources.take(row);
            days.take(row);
            hours.take(row);
            doubles.take(row);
            touched.take(row);
        })
        .await?;
        let all = touched.all();
        Ok(DataQuality {
            as_of: self.now,
            period: View::period_asked(&filter),
            events: all.events,
            placed: counted_share(touched.placed(), &all),
            known: counted_share(all.events - all.nobodys, &all),
            doubled: doubles.share(),
            left_out: doubles.left_out(),
            sources: sources.finish(),
            silent: self.silent_sources(&filter).await?,
            gaps: days.finish(),
            clocks: hours.finish(),
            renamed: self.renamed_kinds().await?,
            touchpoints: touched.touchpoints(),
            units: touched.units(self),
            refused: self.refused(span).await?,
            gaming: self.gaming(span, &condition).await?,
        })
    }

    /// What was refused, by its reason; it names no unit, so only who sees the whole company learns of it.
    async fn refused(&self, span: Span) -> Result<Option<Vec<RefusedReason>>, InsightError> {
        if self.scope != Scope::Company {
            return Ok(None);
        }
        let counted = self.insight.store.rejects().count_by_code(span.start, span.end).await;
        let counted = counted.map_err(InsightError::Store)?;
        Ok(Some(counted.into_iter().map(|(code, count, last)| RefusedReason { code, count, last }).collect()))
    }
}
