//! Reading files in the background.

use std::io::Write as _;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use otklik_core::Catalogue;
use otklik_store::{HeldLease, ImportRecord};

use super::folder::ImportFolder;
use super::pieces::{Pieces, ReadyParts};
use super::state::{Failure, ImportProgress, ImportStage, ImportState, PieceUnderWay};
use super::{DeskError, ImportDesk, UnderWay, blocking};
use crate::import::{Chunk, Import, RowReject, Tally};
use crate::message::Message;

/// Events that are read together where nothing is taken.
const EVENTS_PER_CHECK: usize = 20_000;

impl ImportDesk {
    /// Works on an import until it is done, cancelled or has failed, or until another server has taken it over.
    pub(super) fn spawn(self: &Arc<Self>, state: &ImportState, lease: HeldLease) {
        let under_way = Arc::new(UnderWay::default());
        if let Ok(mut progress) = under_way.progress.lock() {
            progress.clone_from(&state.progress);
        }
        let mut all = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(state.id.clone(), Arc::clone(&under_way));
        let (desk, id) = (Arc::clone(self), state.id.clone());
        tokio::spawn(async move {
            tokio::select! {
                done = desk.work(&id, &under_way) => if let Err(error) = done {
                    tracing::error!(import = %id, error = %causes(&error), "an import failed");
                    desk.fail(&id, error.why()).await;
                },
                () = lease.until_lost() => tracing::warn!(import = %id, "another server goes on with an import"),
            }
            desk.under_way.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
            give_up(&lease).await;
        });
    }

    async fn work(&self, id: &str, under_way: &Arc<UnderWay>) -> Result<(), DeskError> {
        let folder = self.find(id)?;
        let state = {
            let folder = folder.clone();
            blocking(move || folder.read()).await?
        };
        let is_check = state.stage == ImportStage::Checking;
        // A closed semaphore would mean that the program ends.
        let _room = if is_check { self.checking.acquire().await } else { self.running.acquire().await };
        let (mapping, files) = (state.mapping()?, folder.inputs(&state));
        let now = state.started_at.unwrap_or_else(|| self.clock.now());
        let import = blocking(move || Ok(Import::open(mapping, &files, now)?)).await?;
        if is_check {
            return self.check_all(import, folder, state, under_way).await;
        }
        let done = self.import_all(import, folder, state, under_way).await;
        self.sink.rest();
        done
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
            if under_way.is_cancelled.load(Ordering::Relaxed) || folder.is_asked_to_stop() {
                state.stage = ImportStage::Draft;
                state.progress = ImportProgress::default();
                return self.save(folder, state).await.map(drop);
            }
            tally.take(&chunk);
            state.progress.bytes_done = chunk.bytes_done;
            state.progress.rows = tally.rows;
            state.progress.refused = tally.refused;
            state.progress.refused_bytes = write_refused(&folder, &state.progress, chunk.rejected).await?;
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
        let mut pieces = Pieces::read(import, state.progress.chunks, self.sink.as_ref());
        let is_told_to_stop = || under_way.is_cancelled.load(Ordering::Relaxed) || folder.is_asked_to_stop();
        let each = |rows, bytes| {
            tell_read(under_way, rows, bytes);
            !is_told_to_stop()
        };
        let mut coming = pieces.next(self.sink.as_ref(), state.piece, each).await?;
        while let Some(ready) = coming {
            let next = pieces.next(self.sink.as_ref(), None, each);
            // What is being taken is taken to its end, whatever becomes of the next piece.
            let (taken, next) = tokio::join!(self.take_parts(&folder, state, ready), next);
            state = taken?;
            tell_taken(under_way, &state.progress);
            coming = next?;
        }
        if is_told_to_stop() {
            state.stage = ImportStage::Cancelled;
            return self.save(folder, state).await.map(drop);
        }
        state.progress.bytes_done = state.progress.bytes_total;
        state.stage = ImportStage::Done;
        state.finished_at = Some(self.clock.now());
        self.note(&state).await?;
        self.save(folder, state).await.map(drop)
    }

    /// Takes some parts as one piece, and keeps what is needed to do the same again before it begins.
    async fn take_parts(
        &self,
        folder: &ImportFolder,
        mut state: ImportState,
        ready: ReadyParts,
    ) -> Result<ImportState, DeskError> {
        let ReadyParts { parts, piece } = ready;
        let refused = parts.rejected.len() as u64;
        let refused_bytes = write_refused(folder, &state.progress, parts.rejected).await?;
        if let Some(mut piece) = piece {
            self.sink.settle(&mut piece).await?;
            state.piece = Some(PieceUnderWay { through: parts.chunks, settled: piece.settled });
            state = self.save(folder.clone(), state).await?;
            let taken = self.sink.take(&state.id, state.pieces + 1, piece).await?;
            state.progress.accepted += taken.accepted;
            state.progress.duplicates += taken.duplicates;
            state.pieces += 1;
            state.piece = None;
        }
        state.progress.refused += refused;
        state.progress.refused_bytes = refused_bytes;
        state.progress.rows = parts.rows_done;
        state.progress.bytes_done = parts.bytes_done;
        state.progress.chunks = parts.chunks;
        self.save(folder.clone(), state).await
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
        let hashes: Vec<&str> = state.files.iter().map(|file| file.hash.as_str()).collect();
        let record = ImportRecord {
            file_name: names.join(", "),
            file_hash: hashes.join(", "),
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

/// Lets another server work at once.
pub(super) async fn give_up(lease: &HeldLease) {
    if let Err(error) = lease.release().await {
        tracing::warn!(error = &error as &dyn std::error::Error, "the lease of an import stays until it expires");
    }
}

fn headings(import: &Import) -> Vec<(String, Vec<String>)> {
    import.headings().map(|(file, columns)| (file.to_owned(), columns.to_vec())).collect()
}

/// Reads the next part aside, so that requests are answered meanwhile.
async fn next(mut import: Import) -> Result<(Import, Option<Chunk>), DeskError> {
    blocking(move || {
        let chunk = import.next_chunk(EVENTS_PER_CHECK)?;
        Ok((import, chunk))
    })
    .await
}

/// Adds refused rows to the list; tells how long the list is now.
async fn write_refused(
    folder: &ImportFolder,
    progress: &ImportProgress,
    rejected: Vec<RowReject>,
) -> Result<u64, DeskError> {
    let before = progress.refused_bytes;
    if rejected.is_empty() {
        return Ok(before);
    }
    let folder = folder.clone();
    blocking(move || {
        let failed = |source| DeskError::Folder { operation: "keep refused rows", source };
        let mut list = folder.open_refused(before)?;
        let mut bytes = before;
        for reject in &rejected {
            let mut line = serde_json::to_vec(reject).map_err(|error| failed(error.into()))?;
            line.push(b'\n');
            bytes += line.len() as u64;
            list.write_all(&line).map_err(failed)?;
        }
        let file = list.into_inner().map_err(|error| failed(error.into_error()))?;
        file.sync_all().map_err(failed)?;
        Ok(bytes)
    })
    .await
}

fn tell(under_way: &UnderWay, progress: &ImportProgress) {
    under_way.progress.lock().unwrap_or_else(PoisonError::into_inner).clone_from(progress);
}

/// Reading is ahead of what was taken.
fn tell_read(under_way: &UnderWay, rows: u64, bytes: u64) {
    let mut progress = under_way.progress.lock().unwrap_or_else(PoisonError::into_inner);
    (progress.rows, progress.bytes_done) = (rows, bytes);
}

fn tell_taken(under_way: &UnderWay, taken: &ImportProgress) {
    let mut progress = under_way.progress.lock().unwrap_or_else(PoisonError::into_inner);
    let (rows, bytes_done) = (progress.rows, progress.bytes_done);
    *progress = ImportProgress { rows, bytes_done, ..taken.clone() };
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
