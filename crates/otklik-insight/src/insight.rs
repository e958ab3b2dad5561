//! The one who answers, and for whom.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use otklik_core::{Clock, Scope};
use otklik_lake::Lake;
use otklik_store::Store;

use crate::census::Census;
use crate::delivery::Deliveries;
use crate::error::InsightError;
use crate::overview::Overview;
use crate::view::View;

/// Who asks: what they may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The units whose events they may see.
    pub scope: Scope,
}

impl Reader {
    /// Somebody who sees everything.
    pub fn of_company() -> Self {
        Self { scope: Scope::Company }
    }
}

/// Answers questions from the lake and the store.
pub struct Insight {
    pub(crate) lake: Arc<Lake>,
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) memory: Mutex<Memory>,
}

/// Versions of what answers are made of: two answers of one state are the same, but for the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) lake: u64,
    pub(crate) catalogue: i64,
}

/// What was found out for one state and need not be found out again.
#[derive(Default)]
pub(crate) struct Memory {
    state: Option<State>,
    /// It depends on the lake's version alone, which stands beside it, and outlives a change of the catalogue.
    pub(crate) census: Option<(u64, Arc<Census>)>,
    pub(crate) deliveries: Option<Arc<Deliveries>>,
    pub(crate) overviews: HashMap<String, Arc<Overview>>,
}

impl Insight {
    /// An answerer over a lake and its store.
    pub fn new(lake: Arc<Lake>, store: Store, clock: Arc<dyn Clock>) -> Self {
        Self { lake, store, clock, memory: Mutex::new(Memory::default()) }
    }

    /// Opens one state of everything that an answer reads.
    pub(crate) async fn view(&self, reader: &Reader) -> Result<View<'_>, InsightError> {
        View::open(self, reader).await
    }

    /// Reads or changes what is remembered of one state; another state's memories are dropped first.
    pub(crate) fn remember<T>(&self, state: State, act: impl FnOnce(&mut Memory) -> T) -> T {
        let mut memory = self.memory.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if memory.state != Some(state) {
            *memory = Memory { state: Some(state), census: memory.census.take(), ..Memory::default() };
        }
        act(&mut memory)
    }
}
