//! Where the threads that write a log hand over their blocks.

use std::sync::{Mutex, PoisonError};

use tokio::sync::mpsc::Sender;

use crate::error::InsightError;

/// A queue that takes one block after the other, with what stands between blocks.
pub(super) struct Outlet {
    blocks: Sender<Result<Vec<u8>, InsightError>>,
    /// What stands before the next block, and before those after it.
    between: Mutex<(&'static str, &'static str)>,
}

impl Outlet {
    pub(super) fn new(blocks: Sender<Result<Vec<u8>, InsightError>>) -> Self {
        Self { blocks, between: Mutex::new(("", "")) }
    }

    /// Begins a list whose blocks are parted by a separator.
    pub(super) fn begin(&self, separator: &'static str) {
        *self.between.lock().unwrap_or_else(PoisonError::into_inner) = ("", separator);
    }

    /// Hands a block of a list over and waits until there is room; whether anybody still fetches them.
    pub(super) fn add(&self, block: &mut String) -> bool {
        let mut between = self.between.lock().unwrap_or_else(PoisonError::into_inner);
        let (before, separator) = *between;
        let text = [before.as_bytes(), block.as_bytes()].concat();
        *between = (separator, separator);
        block.clear();
        // The turn is kept while waiting: blocks go out in the order of what stands between them.
        self.blocks.blocking_send(Ok(text)).is_ok()
    }

    /// Whether nobody fetches blocks any more.
    pub(super) fn is_closed(&self) -> bool {
        self.blocks.is_closed()
    }

    pub(super) async fn send(&self, block: Vec<u8>) {
        // Whoever does not fetch it any more has let the log go.
        let _ = self.blocks.send(Ok(block)).await;
    }

    pub(super) async fn fail(&self, error: InsightError) {
        let _ = self.blocks.send(Err(error)).await;
    }
}
