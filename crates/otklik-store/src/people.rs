//! Who people are: identifiers, and the customers that they belong to.

mod assign_customers;
mod known_identities;
mod label;
mod save_identities;
mod search;

use std::collections::{HashMap, HashSet};

use otklik_core::{CustomerKey, Identifier, IdentifierKind, IdentityKey};
use tokio::sync::Mutex;

use crate::database::{CHUNK_ROWS, Database, Turn, in_list, keeps_statement};
use crate::error::{During, Reading, StoreError};
use assign_customers::Assignment;
use known_identities::{KnownIdentities, Named};
pub use search::{CustomerHit, CustomerHits};

/// Who an event was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Resolved {
    /// The number of the event's strongest identifier; it never changes.
    pub identity: IdentityKey,
    /// The customer to whom that identifier belongs now.
    pub customer: CustomerKey,
}

/// Two customers whose identifiers came together on one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The customer who took the event: the owner of its strongest known identifier.
    pub customer: CustomerKey,
    /// The customer who was named beside.
    pub other: CustomerKey,
    /// The identifier by which the first was known.
    pub identifier: Identifier,
    /// The identifier by which the other was known.
    pub other_identifier: Identifier,
}

#[derive(Debug, Default)]
pub(crate) struct PeopleState {
    /// Held while events are resolved: numbers are given in the order of events, one caller after the other.
    resolving: Mutex<Resolving>,
}

#[derive(Debug, Default)]
struct Resolving {
    known: KnownIdentities,
    /// Conflicts that are known to be stored.
    conflicts: HashSet<(CustomerKey, CustomerKey)>,
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

    /// Says for each event whose it is, durably before this returns; an event without identifiers is nobody's.
    ///
    /// None of the identifiers known: a new customer with all of them. Some known, all of one customer: that customer gets
    /// the new ones. Known ones of several customers: the owner of the strongest known one takes the event and the new
    /// identifiers, nothing is merged, and the conflict is kept for a person to see.
    /// Numbers depend on the order of events only, not on how they were divided into calls.
    pub async fn resolve(&self, events: &[&[Identifier]]) -> Result<Vec<Option<Resolved>>, StoreError> {
        let events: Vec<Vec<Named<'_>>> =
            events.iter().map(|identifiers| Named::strongest_first(identifiers)).collect();
        let mut resolving = self.state.resolving.lock().await;
        let (mut known, missing) = resolving.known.recall(events.iter().flatten());
        if !missing.is_empty() {
            let mut reader = self.database.reader.acquire().await.during("look identifiers up")?;
            known.extend(known_identities::look_up(&mut reader, &missing).await?);
        }
        let assignment = if missing.iter().all(|hash| known.contains_key(hash)) {
            let assignment = Assignment::of(&events, known, (0, 0), &resolving.conflicts);
            if assignment.changes_anything() {
                save_identities::save(self.database.begin_turn(Turn::People).await?, &assignment).await?;
            }
            assignment
        } else {
            let mut transaction = self.database.begin_turn(Turn::People).await?;
            // Another program may have numbered some of them meanwhile.
            known.extend(known_identities::look_up(&mut transaction, &missing).await?);
            let last = save_identities::last_numbers(&mut transaction).await?;
            let assignment = Assignment::of(&events, known, last, &resolving.conflicts);
            save_identities::save(transaction, &assignment).await?;
            assignment
        };
        resolving.conflicts.extend(assignment.conflicts.iter().map(|conflict| (conflict.customer, conflict.other)));
        resolving.known.learn(assignment.known);
        Ok(assignment.resolved)
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
        let (count,): (i64,) = sqlx::query_as("SELECT count(*) FROM customer")
            .fetch_one(&self.database.reader)
            .await
            .during("count customers")?;
        Ok(count.unsigned_abs())
    }

    /// Every pair of customers that came together on an event, as first seen.
    pub async fn conflicts(&self) -> Result<Vec<Conflict>, StoreError> {
        let rows: Vec<(i64, i64, String, String, String, String)> = sqlx::query_as(
            "SELECT c.customer_key, c.other_customer_key, i.kind, i.value, o.kind, o.value FROM identity_conflict c \
             JOIN identity i ON i.identity_key = c.identity_key \
             JOIN identity o ON o.identity_key = c.other_identity_key ORDER BY c.customer_key, c.other_customer_key",
        )
        .fetch_all(&self.database.reader)
        .await
        .during("read conflicting identities")?;
        rows.into_iter()
            .map(|(customer, other, kind, value, other_kind, other_value)| {
                Ok(Conflict {
                    customer: CustomerKey(customer),
                    other: CustomerKey(other),
                    identifier: Identifier { kind: read_kind(&kind)?, value },
                    other_identifier: Identifier { kind: read_kind(&other_kind)?, value: other_value },
                })
            })
            .collect()
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

fn read_kind(text: &str) -> Result<IdentifierKind, StoreError> {
    let known = IdentifierKind::ALL.into_iter().find(|kind| kind.as_str() == text);
    known.ok_or_else(|| format!("{text:?} is not known")).reading("identifier's kind")
}
