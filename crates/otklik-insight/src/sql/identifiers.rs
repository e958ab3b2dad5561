//! The identifiers of the customers that a reader may see, page by page.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use futures::StreamExt as _;
use futures::stream::{BoxStream, unfold};
use otklik_core::{CustomerKey, IdentifierKind, Scope, UnitPath};
use otklik_lake::{Column, IdentifierPages, IdentifierRow, Lake, Moves, Scan, Snapshot};
use otklik_store::{CustomerHit, Store};
use tokio::runtime::Handle;
use tokio::sync::mpsc;

/// Customers that are read together.
const PAGE: usize = 2_000;

/// Why identifiers could not be read.
type Failure = Box<dyn std::error::Error + Send + Sync>;
type Page = Result<Vec<IdentifierRow>, Failure>;

/// What is needed to find them.
#[derive(Clone)]
pub(super) struct VisibleIdentifiers {
    pub(super) store: Store,
    pub(super) lake: Arc<Lake>,
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) moves: Moves,
    pub(super) scope: Scope,
    pub(super) sees_whole: bool,
    /// Where the store's connections live: the engine has threads of its own.
    pub(super) runtime: Handle,
}

impl fmt::Debug for VisibleIdentifiers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("VisibleIdentifiers").field("scope", &self.scope).finish_non_exhaustive()
    }
}

impl IdentifierPages for VisibleIdentifiers {
    fn pages(&self) -> BoxStream<'static, Page> {
        let (sender, receiver) = mpsc::channel(1);
        let reading = self.clone();
        self.runtime.spawn(async move {
            if let Err(failure) = reading.read(&sender).await {
                // Whoever does not read any more need not know.
                drop(sender.send(Err(failure)).await);
            }
        });
        unfold(receiver, |mut receiver| async move { Some((receiver.recv().await?, receiver)) }).boxed()
    }
}

impl VisibleIdentifiers {
    async fn read(&self, sender: &mpsc::Sender<Page>) -> Result<(), Failure> {
        let visible = match self.scope {
            Scope::Company => None,
            Scope::Units(_) => Some(self.visible().await?),
        };
        let mut after = None;
        loop {
            let found = self.store.people().search("", PAGE, after).await?;
            let hits = found.hits.iter();
            let seen = hits.filter(|hit| visible.as_ref().is_none_or(|visible| visible.contains(&hit.customer)));
            let rows: Vec<IdentifierRow> = seen.flat_map(|hit| self.rows(hit)).collect();
            if sender.send(Ok(rows)).await.is_err() || found.next.is_none() {
                return Ok(());
            }
            after = found.next;
        }
    }

    /// Customers with an event in the scope.
    async fn visible(&self) -> Result<HashSet<CustomerKey>, Failure> {
        let mut visible = HashSet::new();
        let scan = Scan { moves: self.moves.clone(), ..Scan::of(&[Column::CustomerKey, Column::Unit]) };
        self.lake
            .scan(&self.snapshot, &scan, |batch| {
                let units = batch.coded(Column::Unit);
                let admits = |unit: &str| self.scope.admits(unit.parse::<UnitPath>().ok().as_ref());
                let admitted: Vec<bool> = units.meanings().map(admits).collect();
                let seen = (0..batch.len()).filter(|row| units.code(*row).is_some_and(|code| admitted[code]));
                visible.extend(seen.filter_map(|row| batch.customer(row)));
            })
            .await?;
        Ok(visible)
    }

    fn rows<'a>(&'a self, hit: &'a CustomerHit) -> impl Iterator<Item = IdentifierRow> + 'a {
        hit.identifiers.iter().map(|identifier| {
            // The company's own number stays: it reaches nobody.
            let is_whole = self.sees_whole || identifier.kind == IdentifierKind::External;
            IdentifierRow {
                customer: hit.customer.0,
                kind: identifier.kind.as_str().to_owned(),
                value: if is_whole { identifier.value.clone() } else { identifier.masked() },
            }
        })
    }
}
