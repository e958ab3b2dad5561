//! Which ids of events the table has already.

mod file_ids;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use otklik_core::{Span, Timestamp};
use parquet::bloom_filter::Sbbf;

use crate::calendar::Month;
use crate::encode::ResolvedEvent;
use crate::error::LakeError;
use crate::snapshot::Snapshot;
use crate::table::Lake;

/// Filters that are kept in memory: so many row groups of them.
const ROW_GROUPS_KEPT: usize = 400;

/// What tells an event apart: its id is unique within its source; its time says where to look.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EventRef {
    /// Which system told it.
    pub source: String,
    /// Its id there.
    pub id: String,
    /// When it happened.
    pub time: Timestamp,
}

/// The filters of event ids of files that were looked into, by path: one for each row group.
#[derive(Debug, Default)]
pub(crate) struct IdFilters {
    known: Mutex<HashMap<String, Arc<Vec<Option<Sbbf>>>>>,
}

impl IdFilters {
    pub(super) fn get(&self, path: &str) -> Option<Arc<Vec<Option<Sbbf>>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }

    pub(super) fn put(&self, path: &str, filters: Arc<Vec<Option<Sbbf>>>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        // Files come and go; to begin anew now and then is cheaper than to keep account.
        if known.values().map(|filters| filters.len()).sum::<usize>() > ROW_GROUPS_KEPT {
            known.clear();
        }
        known.insert(path.to_owned(), filters);
    }
}

impl Lake {
    /// Says of each event whether the table has its id, from the same source, in the month of its time.
    ///
    /// The answer is exact: filters only say which files have to be read.
    pub async fn known_ids(&self, snapshot: &Arc<Snapshot>, events: Vec<EventRef>) -> Result<Vec<bool>, LakeError> {
        let (filters, snapshot) = (Arc::clone(&self.id_filters), Arc::clone(snapshot));
        let looked_up = tokio::task::spawn_blocking(move || look_up(&filters, &snapshot, &events));
        looked_up.await.map_err(LakeError::Interrupted)?
    }

    /// Takes out the doubtful events that the newest state has; answers how many.
    pub(crate) async fn leave_out_known(
        &self,
        events: &mut Vec<ResolvedEvent>,
        is_doubtful: &impl Fn(&ResolvedEvent) -> bool,
    ) -> Result<u64, LakeError> {
        let doubtful: Vec<EventRef> = events
            .iter()
            .filter(|resolved| is_doubtful(resolved))
            .map(|resolved| &resolved.event)
            .map(|event| EventRef { source: event.source.clone(), id: event.id.clone(), time: event.time })
            .collect();
        if doubtful.is_empty() {
            return Ok(0);
        }
        let known = self.known_ids(&self.snapshot(), doubtful.clone()).await?;
        let known: HashSet<(&str, &str)> = doubtful
            .iter()
            .zip(known)
            .filter(|(_, known)| *known)
            .map(|(event, _)| (event.source.as_str(), event.id.as_str()))
            .collect();
        let before = events.len();
        events.retain(|resolved| {
            !(is_doubtful(resolved) && known.contains(&(resolved.event.source.as_str(), resolved.event.id.as_str())))
        });
        Ok((before - events.len()) as u64)
    }
}

fn look_up(filters: &IdFilters, snapshot: &Snapshot, events: &[EventRef]) -> Result<Vec<bool>, LakeError> {
    let mut known = vec![false; events.len()];
    for file in &snapshot.files {
        let mut asked: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
        for (number, event) in events.iter().enumerate() {
            if !known[number] && file.may_hold(&month_around(event.time)) {
                asked.entry((event.source.as_str(), event.id.as_str())).or_default().push(number);
            }
        }
        if !asked.is_empty() {
            file_ids::each_held(filters, &snapshot.folder, &file.path, &asked, |number| known[number] = true)?;
        }
    }
    Ok(known)
}

fn month_around(instant: Timestamp) -> Span {
    let month = Month::of(instant);
    Span { start: month.start(), end: month.plus(1).start() }
}

#[cfg(test)]
mod tests;
