//! Which ids of events the table has already.
//!
//! A few ids are looked for by the filters that the files carry. Many are looked for by the hashes of all ids of a file: both
//! sides are sorted, so that one pass over them tells what to read. Either way the answer comes from the ids themselves.

mod file_ids;
mod hashes;
mod wanted;

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use otklik_core::Timestamp;
use parquet::bloom_filter::Sbbf;

use crate::data_file::DataFile;
use crate::encode::ResolvedEvent;
use crate::error::LakeError;
use crate::snapshot::Snapshot;
use crate::table::Lake;
pub(crate) use hashes::IdHashes;
use wanted::{Key, Wanted};

/// Filters that are kept in memory: so many row groups of them.
const ROW_GROUPS_KEPT: usize = 400;
/// Hashes that are kept in memory: half a gigabyte of them.
const HASHES_KEPT: usize = 64 << 20;
/// Ids are few when a file has so many times more.
const FEW: u64 = 100;

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

/// An event that can be looked for.
pub(crate) trait Sought: Send + 'static {
    /// Its source, its id there, and when it happened.
    fn key(&self) -> (&str, &str, Timestamp);
}

impl Sought for EventRef {
    fn key(&self) -> (&str, &str, Timestamp) {
        (&self.source, &self.id, self.time)
    }
}

impl Sought for ResolvedEvent {
    fn key(&self) -> (&str, &str, Timestamp) {
        (&self.event.source, &self.event.id, self.event.time)
    }
}

/// What is remembered of the ids in files that were looked into, by path.
#[derive(Debug, Default)]
pub(crate) struct KnownIds {
    /// For each row group of a file its filter.
    filters: Mutex<HashMap<String, Arc<Vec<Option<Sbbf>>>>>,
    hashes: Mutex<HashMap<String, IdHashes>>,
}

impl KnownIds {
    fn filters(&self, path: &str) -> Option<Arc<Vec<Option<Sbbf>>>> {
        self.filters.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }

    fn keep_filters(&self, path: &str, filters: Arc<Vec<Option<Sbbf>>>) {
        let mut known = self.filters.lock().unwrap_or_else(PoisonError::into_inner);
        // Files come and go; to begin anew now and then is cheaper than to keep account.
        if known.values().map(|filters| filters.len()).sum::<usize>() > ROW_GROUPS_KEPT {
            known.clear();
        }
        known.insert(path.to_owned(), filters);
    }

    fn hashes(&self, path: &str) -> Option<IdHashes> {
        self.hashes.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }

    /// Remembers the ids of a file as long as there is room.
    pub(crate) fn remember(&self, path: &str, hashes: IdHashes) {
        let mut known = self.hashes.lock().unwrap_or_else(PoisonError::into_inner);
        if known.values().map(IdHashes::len).sum::<usize>() + hashes.len() <= HASHES_KEPT {
            known.insert(path.to_owned(), hashes);
        }
    }

    fn retain(&self, files: &[DataFile]) {
        let mut known = self.hashes.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.is_empty() {
            let there: HashSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
            known.retain(|path, _| there.contains(path.as_str()));
        }
    }

    fn forget_hashes(&self) {
        *self.hashes.lock().unwrap_or_else(PoisonError::into_inner) = HashMap::new();
    }
}

impl Lake {
    /// Says of each event whether the table has its id, from the same source, in the month of its time.
    ///
    /// The answer is exact: filters and hashes only say which files have to be read.
    pub async fn known_ids(&self, snapshot: &Arc<Snapshot>, events: Vec<EventRef>) -> Result<Vec<bool>, LakeError> {
        self.look_up(&snapshot.folder, snapshot.files.clone(), events).await?.1
    }

    /// Gives the memory back that remembers many ids; they are read again when they are needed.
    pub fn forget_known_ids(&self) {
        self.known_ids.forget_hashes();
    }

    /// Says of each event whether some of the files have its id, and gives the events back, also when a file cannot be read.
    pub(crate) async fn look_up<E: Sought>(
        &self,
        folder: &Path,
        files: Vec<DataFile>,
        events: Vec<E>,
    ) -> Result<(Vec<E>, Result<Vec<bool>, LakeError>), LakeError> {
        let (known_ids, folder, snapshot) = (Arc::clone(&self.known_ids), folder.to_owned(), self.snapshot());
        let looked_up = tokio::task::spawn_blocking(move || {
            known_ids.retain(&snapshot.files);
            let known = look_up(&known_ids, &folder, &files, events.iter().map(Sought::key));
            let known = known.map_err(|error| error.of_files(files.iter().map(|file| folder.join(&file.path))));
            (events, known)
        });
        looked_up.await.map_err(LakeError::Interrupted)
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

fn look_up<'a>(
    known_ids: &KnownIds,
    folder: &Path,
    files: &[DataFile],
    events: impl Iterator<Item = (&'a str, &'a str, Timestamp)>,
) -> Result<Vec<bool>, LakeError> {
    let wanted = Wanted::of(events);
    let mut known = vec![false; wanted.len()];
    for file in files.iter().filter(|file| wanted.may_be_in(file)) {
        let candidates = if wanted.len() as u64 * FEW < file.extent.rows {
            wanted.of_months_in(file)
        } else {
            let hashes = match known_ids.hashes(&file.path) {
                Some(hashes) => hashes,
                None => {
                    let read = file_ids::read_hashes(folder, &file.path)?;
                    known_ids.remember(&file.path, read.clone());
                    read
                }
            };
            wanted.among(&hashes, file)
        };
        let mut asked: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
        for Key { source, id, number, .. } in candidates.filter(|key| !known[key.number]) {
            asked.entry((source, id)).or_default().push(*number);
        }
        if !asked.is_empty() {
            file_ids::each_held(known_ids, folder, &file.path, &asked, |number| known[number] = true)?;
        }
    }
    Ok(known)
}

#[cfg(test)]
mod tests;
