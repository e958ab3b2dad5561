//! From when to when there are data.

use otklik_core::{Scope, Timestamp};
use otklik_lake::{Column, Scan};
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::view::View;

/// How much data there are, and from when to when; for the whole company to the millisecond.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct DataSpan {
    /// When the first event happened.
    pub first: Option<Timestamp>,
    /// When the last event happened.
    pub last: Option<Timestamp>,
    /// How many events.
    pub events: u64,
}

impl Insight {
    /// Says from when to when there are data that the reader may see.
    pub async fn data_span(&self, reader: &Reader) -> Result<DataSpan, InsightError> {
        self.view(reader).await?.data_span().await
    }
}

impl View<'_> {
    pub(crate) async fn data_span(&self) -> Result<DataSpan, InsightError> {
        if self.scope == Scope::Company {
            let (first, last) = self.snapshot.occurred.unzip();
            return Ok(DataSpan { first, last, events: self.snapshot.rows });
        }
        let mut found = DataSpan::default();
        self.each(Scan::of(&[Column::OccurredAt]), |row| {
            found.events += 1;
            found.first = Some(found.first.map_or(row.time, |first| first.min(row.time)));
            found.last = Some(found.last.map_or(row.time, |last| last.max(row.time)));
        })
        .await?;
        Ok(found)
    }
}
