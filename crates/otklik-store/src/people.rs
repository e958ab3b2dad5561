//! Who people are: identifiers, and the customers that they belong to.

mod assign_customers;
mod consents;
mod erase;
mod erased;
mod graph;
mod known_identities;
mod known_links;
mod label;
mod load_graph;
mod mentions;
mod merges;
mod moves;
mod resolve_events;
mod save_changes;
mod search;
mod shared_devices;
mod with_identifier;

use std::collections::HashMap;
use std::sync::Arc;

use otklik_core::{CustomerKey, Identifier, IdentifierKind, IdentityKey, Timestamp};
use sqlx::AnyConnection;
use tokio::sync::Mutex;

use crate::database::{CHUNK_ROWS, Database, in_list, keeps_statement};
use crate::error::{During, Reading, StoreError};
pub use consents::{Consent, ConsentText, Consents, NewConsent};
pub use erase::{Erased, Erasure, ErasureRequest, Erasures, MaskedIdentifier, OpenErasure};
use erased::ErasedIdentifiers;
use known_identities::KnownIdentities;
use known_links::KnownLinks;
pub use mentions::Mentions;
pub use merges::{Merge, RefusedLink, SharedIdentifier};
use moves::KnownMoves;
pub use moves::Moves;
pub use search::{CustomerHit, CustomerHits};
pub use shared_devices::SharedDevice;

/// Who an event was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Resolved {
    /// The number of the event's strongest identifier; it never changes.
    pub identity: IdentityKey,
    /// The customer to whom that identifier belongs now.
    pub customer: CustomerKey,
}

/// That something happened to somebody.
#[derive(Clone, Copy, Debug)]
pub struct Mention<'a> {
    /// By which identifiers the event names them, if by any.
    pub identifiers: &'a [Identifier],
    /// When it happened.
    pub time: Timestamp,
}

/// Whose an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// It names nobody.
    Nobody,
    /// Somebody's.
    Person(Resolved),
    /// Somebody's who was erased after it happened: it must not be kept.
    Erased,
}

impl Whose {
    /// Who it was about, where somebody is known.
    pub fn person(self) -> Option<Resolved> {
        match self {
            Self::Person(resolved) => Some(resolved),
            Self::Nobody | Self::Erased => None,
        }
    }
}

/// What this program knows of people.
#[derive(Debug, Default)]
pub(crate) struct PeopleState {
    /// Held while events are resolved: numbers are given in the order of events, one caller after the other.
    resolving: Mutex<Resolving>,
    moves: KnownMoves,
}

#[derive(Debug, Default)]
struct Resolving {
    known: KnownIdentities,
    links: KnownLinks,
    erased: ErasedIdentifiers,
}

impl Resolving {
    /// Forgets whatever was known when somebody was erased since.
    async fn forget_erased(&mut self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        if self.erased.refresh(connection).await? {
            self.known = KnownIdentities::default();
            self.links = KnownLinks::default();
        }
        Ok(())
    }
}

/// The people of a store.
#[derive(Clone, Copy, Debug)]
pub struct People<'a> {
    database: &'a Database,
    state: &'a PeopleState,
}

impl<'a> People<'a> {
    pub(crate) fn new(database: &'a Database, state: &'a PeopleState) -> Self {
        Self { database, state }
    }

    /// Says of each event whose it is, durably before this returns.
    ///
    /// Identifiers that come on one event belong together, and so do those that they belong together with, in whatever order
    /// they are met; an identifier with too many neighbours joins nobody. Of customers that become one the older stays.
    pub async fn resolve(&self, mentions: &[Mention<'_>], received_at: Timestamp) -> Result<Vec<Whose>, StoreError> {
        resolve_events::resolve(self, mentions, received_at).await
    }

    /// The present customers of identifiers that got another one, by this program or another.
    pub async fn moves(&self) -> Result<Arc<Moves>, StoreError> {
        self.state.moves.refresh(self.database).await
    }

    /// The customer that a customer is part of now: itself, unless it was merged; none when there is no such customer (any more).
    pub async fn current(&self, customer: CustomerKey) -> Result<Option<CustomerKey>, StoreError> {
        let row: Option<(i64,)> = sqlx::query_as(
            "SELECT coalesce(merged_into, customer_key) FROM customer WHERE customer_key = $1 AND erased_at IS NULL",
        )
        .bind(customer.0)
        .fetch_optional(&self.database.reader)
        .await
        .during("look a customer up")?;
        Ok(row.map(|(current,)| CustomerKey(current)))
    }

    /// Every identifier of a customer, strongest first.
    pub async fn identifiers_of(&self, customer: CustomerKey) -> Result<Vec<Identifier>, StoreError> {
        Ok(self.identifiers_by_customer(&[customer]).await?.remove(&customer).unwrap_or_default())
    }

    /// What to call a customer; none when there is no such customer.
    pub async fn label(&self, customer: CustomerKey) -> Result<Option<String>, StoreError> {
        Ok(self.labels(&[customer]).await?.remove(&customer))
    }

    /// What to call each customer: the company's number, else a masked e-mail address or telephone, else `#` and our number.
    pub async fn labels(&self, customers: &[CustomerKey]) -> Result<HashMap<CustomerKey, String>, StoreError> {
        let identifiers = self.identifiers_by_customer(customers).await?;
        Ok(identifiers.into_iter().map(|(customer, all)| (customer, label::label_of(customer, &all))).collect())
    }

    /// Finds customers by any identifier: as it is written, by its beginning, in any case; telephones also by digits alone.
    ///
    /// An empty text finds everybody. Hits come in the order of customers' numbers; `after` is the last one of the page before.
    pub async fn search(
        &self,
        text: &str,
        limit: usize,
        after: Option<CustomerKey>,
    ) -> Result<CustomerHits, StoreError> {
        search::search(self, text, limit, after).await
    }

    /// How many customers there are.
    pub async fn count(&self) -> Result<u64, StoreError> {
        let (count,): (i64,) =
            sqlx::query_as("SELECT count(*) FROM customer WHERE merged_into IS NULL AND erased_at IS NULL")
                .fetch_one(&self.database.reader)
                .await
                .during("count customers")?;
        Ok(count.unsigned_abs())
    }

    /// Identifiers of many customers, each customer's strongest first.
    pub async fn identifiers_by_customer(
        &self,
        customers: &[CustomerKey],
    ) -> Result<HashMap<CustomerKey, Vec<Identifier>>, StoreError> {
        let mut identifiers: HashMap<CustomerKey, Vec<Identifier>> = HashMap::with_capacity(customers.len());
        for chunk in customers.chunks(CHUNK_ROWS) {
            let text = format!(
                "SELECT customer_key, kind, value FROM identity WHERE customer_key IN {} ORDER BY identity_key",
                in_list(chunk.len())
            );
            let mut query = sqlx::query_as(sqlx::AssertSqlSafe(text)).persistent(keeps_statement(chunk.len()));
            for customer in chunk {
                query = query.bind(customer.0);
            }
            let rows: Vec<(i64, String, String)> =
                query.fetch_all(&self.database.reader).await.during("read customers' identifiers")?;
            for (customer, kind, value) in rows {
                let identifier = Identifier { kind: read_kind(&kind)?, value };
                identifiers.entry(CustomerKey(customer)).or_default().push(identifier);
            }
        }
        for all in identifiers.values_mut() {
            all.sort_by_key(|identifier| identifier.kind);
        }
        Ok(identifiers)
    }
}

/// Gives an installation the key of its erasures, if it has none yet.
pub(crate) async fn give_key(database: &Database) -> Result<(), StoreError> {
    let mut connection = database.writer.acquire().await.during("read the key of erasures")?;
    erased::key(&mut connection).await.map(drop)
}

fn read_kind(text: &str) -> Result<IdentifierKind, StoreError> {
    let known = IdentifierKind::ALL.into_iter().find(|kind| kind.as_str() == text);
    known.ok_or_else(|| format!("{text:?} is not known")).reading("identifier's kind")
}
