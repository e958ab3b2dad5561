//! Writes a piece of an import into a sorted file for each of its cells.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};

use object_store::ObjectStore;
use tokio::runtime::Handle;
use uuid::Uuid;

use crate::cell::{Cell, Routes};
use crate::data_file::DataFile;
use crate::encode::{ResolvedEvent, encode, in_order};
use crate::error::{LakeError, WriteFailure};
use crate::known_ids::IdHashes;
use crate::schema::arrow_schema;
use crate::sorted_file::SortedFile;
use crate::table::Lake;

/// Rows that are put into columns at once: few enough that the events stay near while column after column is made of them.
const ENCODED_ROWS: usize = 2_048;
/// Batches that may wait to be written.
const ENCODED_AHEAD: usize = 4;
/// Files that are written at once: a piece seldom has more, and each takes memory.
const WRITERS: usize = 2;

/// A file, and the hashes of the ids in it.
pub(super) type Written = (DataFile, IdHashes);

impl Lake {
    /// Writes the events on threads of its own, and gives them back.
    pub(super) async fn write_piece(
        &self,
        events: Vec<ResolvedEvent>,
        routes: Routes,
    ) -> Result<(Vec<ResolvedEvent>, Vec<Written>), LakeError> {
        let (store, runtime) = (self.object_store().await, Handle::current());
        let work = move || {
            let written = write_cells(&by_cell(&events, routes), &store, &runtime)?;
            Ok((events, written))
        };
        tokio::task::spawn_blocking(work).await.map_err(LakeError::Interrupted)?
    }
}

/// The events of each cell, in the order of files.
fn by_cell(events: &[ResolvedEvent], mut routes: Routes) -> Vec<(Cell, Vec<&ResolvedEvent>)> {
    let mut of_cells: Vec<Vec<&ResolvedEvent>> = Vec::new();
    for resolved in in_order(events) {
        let customer = resolved.person.map(|(_, customer)| customer.0);
        let cell = routes.find(resolved.event.time.0, customer, resolved.position.0);
        of_cells.resize_with(routes.found().len(), Vec::new);
        of_cells[cell].push(resolved);
    }
    routes.found().iter().copied().zip(of_cells).filter(|(_, events)| !events.is_empty()).collect()
}

fn write_cells(
    cells: &[(Cell, Vec<&ResolvedEvent>)],
    store: &Arc<dyn ObjectStore>,
    runtime: &Handle,
) -> Result<Vec<Written>, LakeError> {
    let next = AtomicUsize::new(0);
    let write_some = || -> Result<Vec<Written>, LakeError> {
        let mut written = Vec::new();
        while let Some((cell, events)) = cells.get(next.fetch_add(1, Ordering::Relaxed)) {
            written.push(write_cell(*cell, events, store.as_ref(), runtime)?);
        }
        Ok(written)
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..WRITERS.min(cells.len())).map(|_| scope.spawn(write_some)).collect();
        let mut written = write_some()?;
        for other in others {
            written.extend(other.join().unwrap_or(Err(LakeError::Abandoned))?);
        }
        Ok(written)
    })
}

fn write_cell(
    cell: Cell,
    events: &[&ResolvedEvent],
    store: &dyn ObjectStore,
    runtime: &Handle,
) -> Result<Written, LakeError> {
    let path = format!("{}/{}.parquet", cell.folder(), Uuid::new_v4());
    let failure = |source| LakeError::Write { path: path.clone(), source };
    let mut file = SortedFile::begin_of(store, path.clone(), arrow_schema(), runtime, events.len()).map_err(failure)?;
    std::thread::scope(|scope| {
        // As a rule a piece has one cell or two: putting rows into columns and writing these take about the same time.
        let (sender, batches) = mpsc::sync_channel(ENCODED_AHEAD);
        scope.spawn(move || {
            let mut encoded = events.chunks(ENCODED_ROWS).map(encode);
            // Nobody takes any more when writing failed.
            encoded.try_for_each(|batch| sender.send(batch)).ok();
        });
        batches.into_iter().try_for_each(|batch| file.write(&batch.map_err(WriteFailure::Encode)?))
    })
    .map_err(failure)?;
    let ids = events.iter().map(|resolved| (resolved.event.source.as_str(), resolved.event.id.as_str()));
    let hashes = IdHashes::of(ids);
    Ok((file.finish().map_err(failure)?, hashes))
}
