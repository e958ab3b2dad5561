//! The wide road: imports of millions of events straight into sorted files.

use std::collections::BTreeSet;

use deltalake_core::kernel::Transaction;
use deltalake_core::protocol::{DeltaOperation, SaveMode};
use otklik_core::Timestamp;
use tokio::runtime::Handle;
use uuid::Uuid;

use crate::cell::{Cell, Routes, overlap};
use crate::data_file::DataFile;
use crate::encode::{ResolvedEvent, encode, sort};
use crate::error::{LakeError, WriteFailure};
use crate::schema::arrow_schema;
use crate::sorted_file::SortedFile;
use crate::table::Lake;

#[cfg(test)]
mod tests;

/// Rows that are put into columns at once.
const ENCODED_ROWS: usize = 8_192;
/// How often a piece is written anew because compaction cut its cells meanwhile.
const ATTEMPTS: usize = 20;

impl Lake {
    /// Commits one piece of an import, past the inbox, exactly once; answers whether it was not there yet.
    ///
    /// Pieces are numbered from 1 and come in order. Positions are the caller's: reserved once for each piece, so that a repeated
    /// call brings the same ones. A piece is in memory as a whole; about a million events make good files.
    pub async fn append_bulk(
        &self,
        mut events: Vec<ResolvedEvent>,
        import: &str,
        piece: u64,
        now: Timestamp,
    ) -> Result<bool, LakeError> {
        let application = application(import);
        let number = i64::try_from(piece).unwrap_or(i64::MAX);
        sort(&mut events);
        for _ in 0..ATTEMPTS {
            self.refresh().await?;
            if self.import_piece(import).await?.is_some_and(|done| done >= piece) {
                return Ok(false);
            }
            let cells = self.snapshot().files.iter().filter_map(|file| file.cell).collect::<Vec<_>>();
            let (sorted, files) = self.write_pieces(events, Routes::new(cells)).await?;
            events = sorted;
            let mut table = self.writer.lock().await;
            loop {
                self.update(&mut table).await?;
                let done = self.transaction_number(&mut table, &application).await?;
                let snapshot = self.snapshot();
                let cells: BTreeSet<Cell> = snapshot.files.iter().chain(&files).filter_map(|file| file.cell).collect();
                let is_done = done.is_some_and(|done| done >= number);
                if is_done || overlap(&cells) {
                    self.discard_from(&table, files).await;
                    if is_done {
                        return Ok(false);
                    }
                    break;
                }
                let actions = files.iter().map(|file| file.add(true, now)).collect();
                let operation = DeltaOperation::Write { mode: SaveMode::Append, partition_by: None, predicate: None };
                let transaction = Transaction::new(&application, number);
                if self.try_commit(&mut table, actions, transaction, operation).await? {
                    return Ok(true);
                }
            }
        }
        Err(LakeError::Contended { attempts: ATTEMPTS })
    }

    /// The last piece of an import that is committed.
    pub async fn import_piece(&self, import: &str) -> Result<Option<u64>, LakeError> {
        let mut table = self.writer.lock().await;
        let done = self.transaction_number(&mut table, &application(import)).await?;
        Ok(done.and_then(|done| u64::try_from(done).ok()))
    }

    /// Writes sorted events into a file for each of their cells, on a thread of its own.
    async fn write_pieces(
        &self,
        events: Vec<ResolvedEvent>,
        mut routes: Routes,
    ) -> Result<(Vec<ResolvedEvent>, Vec<DataFile>), LakeError> {
        let (store, runtime) = (self.object_store().await, Handle::current());
        let work = move || {
            let mut of_cells: Vec<Vec<usize>> = Vec::new();
            for (number, resolved) in events.iter().enumerate() {
                let customer = resolved.person.map(|(_, customer)| customer.0);
                let cell = routes.find(resolved.event.time.0, customer, resolved.position.0);
                of_cells.resize_with(routes.found().len(), Vec::new);
                of_cells[cell].push(number);
            }
            let mut files = Vec::new();
            for (cell, numbers) in routes.found().iter().zip(of_cells) {
                let path = format!("{}/{}.parquet", cell.folder(), Uuid::new_v4());
                let failure = |source| LakeError::Write { path: path.clone(), source };
                let mut file =
                    SortedFile::begin(store.as_ref(), path.clone(), arrow_schema(), &runtime).map_err(failure)?;
                for numbers in numbers.chunks(ENCODED_ROWS) {
                    let rows: Vec<&ResolvedEvent> = numbers.iter().map(|number| &events[*number]).collect();
                    let batch = encode(&rows).map_err(WriteFailure::Encode).map_err(failure)?;
                    file.write(&batch).map_err(failure)?;
                }
                files.push(file.finish().map_err(failure)?);
            }
            Ok((events, files))
        };
        tokio::task::spawn_blocking(work).await.map_err(LakeError::Interrupted)?
    }
}

fn application(import: &str) -> String {
    format!("otklik-import-{import}")
}
