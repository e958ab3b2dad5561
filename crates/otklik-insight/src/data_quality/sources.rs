//! How fresh each source is, and how late its events come.

use std::collections::HashMap;

use otklik_core::time::{DAY_MICROS, SECOND_MICROS};
use otklik_core::{Estimate, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::counted_share;
use crate::census::Tally;
use crate::row::Row;

/// An event that comes later than so long after it happened is late.
const LATE_MICROS: i64 = DAY_MICROS;
/// An event that happened so long after it came is ahead of its time; clocks differ a little everywhere.
const AHEAD_MICROS: i64 = 5 * 60 * SECOND_MICROS;

/// How fresh and how punctual a source is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SourceQuality {
    /// The source.
    pub source: String,
    /// How many events.
    pub events: u64,
    /// When its last event happened.
    pub last_event: Option<Timestamp>,
    /// When its last event came.
    pub last_received: Option<Timestamp>,
    /// Events that came more than a day after they happened.
    pub late: Estimate,
    /// Events that came more than five minutes before they happened: the source's clock is ahead.
    pub ahead: Estimate,
}

#[derive(Default)]
pub(super) struct Sources {
    by_source: HashMap<String, Arrivals>,
}

#[derive(Default)]
struct Arrivals {
    tally: Tally,
    last_received: Option<Timestamp>,
    late: u64,
    ahead: u64,
}

impl Sources {
    pub(super) fn take(&mut self, row: &Row<'_>) {
        let Some(meaning) = row.meaning else { return };
        let source = &meaning.kind.source;
        if !self.by_source.contains_key(source) {
            self.by_source.insert(source.clone(), Arrivals::default());
        }
        let Some(arrivals) = self.by_source.get_mut(source) else { return };
        arrivals.tally.take(row.time, row.person());
        if let Some(received) = row.batch.received_at(row.index) {
            arrivals.last_received = arrivals.last_received.max(Some(received));
            arrivals.late += u64::from(received.0 - row.time.0 > LATE_MICROS);
            arrivals.ahead += u64::from(row.time.0 - received.0 > AHEAD_MICROS);
        }
    }

    pub(super) fn finish(self) -> Vec<SourceQuality> {
        let quality = |(source, arrivals): (String, Arrivals)| SourceQuality {
            source,
            events: arrivals.tally.events,
            last_event: arrivals.tally.last,
            last_received: arrivals.last_received,
            late: counted_share(arrivals.late, &arrivals.tally),
            ahead: counted_share(arrivals.ahead, &arrivals.tally),
        };
        let mut sources: Vec<SourceQuality> = self.by_source.into_iter().map(quality).collect();
        sources.sort_by(|one, other| (one.last_event, &one.source).cmp(&(other.last_event, &other.source)));
        sources
    }
}
