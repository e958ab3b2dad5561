//! Reading files in the background.

use std::io::Write as _;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use otklik_core::Catalogue;
use otklik_store::ImportRecord;

use super::folder::ImportFolder;
use super::state::{Failure, ImportProgress, ImportStage, ImportState};
use super::{DeskError, ImportDesk, UnderWay, blocking};
use crate::import::{Chunk, Import, Tally};
use crate::message::Message;

/// Events that are read, and taken by the sink, together. A restart counts parts, so this never changes for an import.
const EVENTS_PER_CHUNK: usize = 20_000;

impl ImportDesk {
    /// Works on an import until it is done, cancelled or has failed.
    pub(super) fn spawn(self: &Arc<Self>, state: &ImportState) {
        let under_way = Arc::new(UnderWay::default());
        if let Ok(mut progress) = under_way.progress.lock() {
            progress.clone_from(&state.progress);
        }
        let mut all = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(state.id.clone(), Arc::clone(&under_way));
        let (desk, id) = (Arc::clone(self), state.id.clone());
        tokio::spawn(async move {
            if let Err(error) = desk.work(&id, &under_way).await {
                tracing::error!(import = %id, error = %causes(&error), "an import failed");
                let failure = error.message().unwrap_or_else(|| Message::new("error-internal", []));
                desk.fail(&id, failure).await;
            }
            desk.under_way.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
        });
    }

    async fn work(&self, id: &str, under_way: &Arc<UnderWay>) -> Result<(), DeskError> {
        // A closed semaphore would mean that the program ends.
        let _room = self.room.acquire().await;
        let folder = self.find(id)?;
        let state = {
            let folder = folder.clone();
            blocking(move || folder.read()).await?
        };
        let (mapping, files) = (state.mapping()?, folder.inputs(&state));
        let now = state.started_at.unwrap_or_else(|| self.clock.now());
        let import = blocking(move || Ok(Import::open(mapping, &files, now)?)).await?;
        if state.stage == ImportStage::Checking {
            self.check_all(import, folder, state, under_way).await
        } else {
            self.import_all(import, folder, state, under_way).await
        }
    }

    async fn check_all(
        &self,
        import: Import,
        folder: ImportFolder,
        mut state: ImportState,
        under_way: &UnderWay,
    ) -> Result<(), DeskError> {
        state.headings = headings(&import);
        state.progress = ImportProgress { bytes_total: import.bytes_total(), ..ImportProgress::default() };
        let mut tally = Tally::default();
        let mut reading = import;
        loop {
            let (import, chunk) = next(reading).await?;
            let Some(chunk) = chunk else { break };
            reading = import;
            if under_way.is_cancelled.load(Ordering::Relaxed) {
                state.stage = ImportStage::Draft;
                state.progress = ImportProgress::default();
                return self.save(folder, state).await.map(drop);
            }
            let (written, bytes) = write_refused(&folder, &state.progress, chunk).await?;
            tally.take(&written);
            state.progress.bytes_done = written.bytes_done;
            state.progress.rows = tally.rows;
            state.progress.refused = tally.refused;
            state.progress.refused_bytes = bytes;
            tell(under_way, &state.progress);
        }
        state.checked = Some(tally);
        state.stage = ImportStage::Checked;
        self.save(folder, state).await.map(drop)
    }

    async fn import_all(
        &self,
        import: Import,
        folder: ImportFolder,
        mut state: ImportState,
        under_way: &UnderWay,
    ) -> Result<(), DeskError> {
        self.take_over_catalogue(import.mapping().catalogue().cloned()).await?;
        state.headings = headings(&import);
        if state.progress.chunks == 0 {
            state.progress = ImportProgress::default();
        }
        state.progress.bytes_total = import.bytes_total();
        let mut chunks = 0;
        let mut reading = import;
        loop {
            let (import, chunk) = next(reading).await?;
            let Some(chunk) = chunk else { break };
            reading = import;
            chunks += 1;
            // What was done before a restart is read again, for what is looked up and numbered, and passed over.
            if chunks <= state.progress.chunks {
                continue;
            }
            if under_way.is_cancelled.load(Ordering::Relaxed) {
                state.stage = ImportStage::Cancelled;
                return self.save(folder, state).await.map(drop);
            }
            let (mut chunk, bytes) = write_refused(&folder, &state.progress, chunk).await?;
            state.progress.refused += chunk.rejected.len() as u64;
            state.progress.refused_bytes = bytes;
            if !chunk.events.is_empty() {
                let taken = self.sink.take(std::mem::take(&mut chunk.events)).await?;
                state.progress.accepted += taken.accepted;
                state.progress.duplicates += taken.duplicates;
            }
            state.progress.rows = chunk.rows_done;
            state.progress.bytes_done = chunk.bytes_done;
            state.progress.chunks = chunks;
            tell(under_way, &state.progress);
            state = self.save(folder.clone(), state).await?;
        }
        state.progress.bytes_done = state.progress.bytes_total;
        state.stage = ImportStage::Done;
        state.finished_at = Some(self.clock.now());
        self.note(&state).await?;
        self.save(folder, state).await.map(drop)
    }

    /// An installation without a catalogue takes over the mapping's.
    async fn take_over_catalogue(&self, catalogue: Option<Catalogue>) -> Result<(), DeskError> {
        if let (None, Some(catalogue)) = (self.store.catalogue().current().await?, catalogue) {
            self.store.catalogue().put(&catalogue, self.clock.now()).await?;
        }
        Ok(())
    }

    async fn note(&self, state: &ImportState) -> Result<(), DeskError> {
        let names: Vec<&str> = state.files.iter().map(|file| file.name.as_str()).collect();
        let record = ImportRecord {
            file_name: names.join(", "),
            file_hash: String::new(),
            mapping: state.id.clone(),
            rows: state.progress.rows,
            accepted: state.progress.accepted,
            duplicates: state.progress.duplicates,
            rejected: state.progress.refused,
            started_at: state.started_at.unwrap_or(state.created_at),
            finished_at: self.clock.now(),
        };
        self.store.imports().add(&record).await?;
        Ok(())
    }

    async fn fail(&self, id: &str, message: Message) {
        let Ok(folder) = self.find(id) else { return };
        let saved = blocking(move || {
            let mut state = folder.read()?;
            state.stage = ImportStage::Failed;
            state.failure = Some(Failure::from(message));
            folder.write(&state)
        });
        if let Err(error) = saved.await {
            tracing::error!(import = %id, error = %causes(&error), "the failure of an import could not be kept");
        }
    }
}

fn headings(import: &Import) -> Vec<(String, Vec<String>)> {
    import.headings().map(|(file, columns)| (file.to_owned(), columns.to_vec())).collect()
}

/// Reads the next part aside, so that requests are answered meanwhile.
async fn next(mut import: Import) -> Result<(Import, Option<Chunk>), DeskError> {
    blocking(move || {
        let chunk = import.next_chunk(EVENTS_PER_CHUNK)?;
        Ok((import, chunk))
    })
    .await
}

/// Adds the refused rows of a part to the list; tells how long the list is now.
async fn write_refused(
    folder: &ImportFolder,
    progress: &ImportProgress,
    chunk: Chunk,
) -> Result<(Chunk, u64), DeskError> {
    let before = progress.refused_bytes;
    if chunk.rejected.is_empty() {
        return Ok((chunk, before));
    }
    let folder = folder.clone();
    blocking(move || {
        let failed = |source| DeskError::Folder { operation: "keep refused rows", source };
        let mut list = folder.open_refused(before)?;
        let mut bytes = before;
        for reject in &chunk.rejected {
            let mut line = serde_json::to_vec(reject).map_err(|error| failed(error.into()))?;
            line.push(b'\n');
            bytes += line.len() as u64;
            list.write_all(&line).map_err(failed)?;
        }
        let file = list.into_inner().map_err(|error| failed(error.into_error()))?;
        file.sync_all().map_err(failed)?;
        Ok((chunk, bytes))
    })
    .await
}

fn tell(under_way: &UnderWay, progress: &ImportProgress) {
    under_way.progress.lock().unwrap_or_else(PoisonError::into_inner).clone_from(progress);
}

fn causes(error: &DeskError) -> String {
    let mut causes = vec![error.to_string()];
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        causes.push(cause.to_string());
        next = cause.source();
    }
    causes.join(": ")
}
