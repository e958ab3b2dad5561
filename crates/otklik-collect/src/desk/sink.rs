//! Where the events of an import go.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use otklik_core::{Clock, ErrorCode, Event};
use otklik_store::{Store, StoreError};

/// What became of events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// New ones.
    pub accepted: u64,
    /// Those that came before.
    pub duplicates: u64,
}

/// Takes events durably: when it returns, they are safe, and taking the same ones again changes nothing.
#[async_trait]
pub trait Sink: Send + Sync {
    /// Takes a part of an import's events.
    async fn take(&self, events: Vec<Event>) -> Result<Taken, StoreError>;
}

/// The way of single events: through the inbox.
pub struct InboxSink {
    store: Store,
    clock: Arc<dyn Clock>,
}

/// How long an import waits when the inbox takes no more for the moment.
const PAUSE: Duration = Duration::from_secs(1);
/// After so many pauses it is given up; it can be taken up later.
const PAUSES: usize = 600;

impl InboxSink {
    /// A way into a store's inbox.
    pub fn new(store: Store, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock }
    }
}

#[async_trait]
impl Sink for InboxSink {
    async fn take(&self, events: Vec<Event>) -> Result<Taken, StoreError> {
        let mut pauses = 0;
        loop {
            match self.store.inbox().append(&events, self.clock.now()).await {
                Ok(appended) => {
                    let (accepted, duplicates) = (appended.accepted as u64, appended.duplicates.len() as u64);
                    return Ok(Taken { accepted, duplicates });
                }
                Err(error) if error.code() == ErrorCode::Busy && pauses < PAUSES => {
                    pauses += 1;
                    tokio::time::sleep(PAUSE).await;
                }
                Err(error) => return Err(error),
            }
        }
    }
}
