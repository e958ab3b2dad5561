//! Writes what became of identifiers, in the caller's transaction.

use std::collections::BTreeMap;

use otklik_core::{CustomerKey, IdentityKey, Timestamp};
use sqlx::AssertSqlSafe;

use super::assign_customers::NewIdentity;
use super::graph::{Graph, Refusal, ordered};
use super::search::search_form;
use crate::database::{CHUNK_ROWS, Transaction, in_list_after, keeps_statement, stored, value_rows};
use crate::error::{During, StoreError};

const OPERATION: &str = "save customers' identifiers";

/// Who changed something, and when; nobody means that the rules did.
#[derive(Clone, Copy, Debug)]
pub(super) struct By<'a> {
    pub(super) at: Timestamp,
    pub(super) who: Option<&'a str>,
}

impl Refusal {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Apart => "apart",
            Self::TooLarge => "too_large",
        }
    }
}

/// The last identity and customer number that were given, be it to somebody who was erased.
pub(super) async fn last_numbers(transaction: &mut Transaction) -> Result<(i64, i64), StoreError> {
    sqlx::query_as(
        "SELECT CASE WHEN known.last > erased.last_identity THEN known.last ELSE erased.last_identity END, \
         (SELECT coalesce(max(customer_key), 0) FROM customer) \
         FROM (SELECT coalesce(max(identity_key), 0) AS last FROM identity) AS known, identity_state AS erased",
    )
    .fetch_one(&mut **transaction)
    .await
    .during("read the last customer number")
}

/// Writes everything that changed; answers the version of the owners when an identifier that was known has another customer.
pub(super) async fn save(
    transaction: &mut Transaction,
    graph: &Graph,
    new_identities: &[NewIdentity<'_>],
    by: By<'_>,
) -> Result<Option<i64>, StoreError> {
    let changes = &graph.changes;
    for chunk in changes.customers.chunks(CHUNK_ROWS) {
        let text = format!("INSERT INTO customer (customer_key, founder) VALUES {}", value_rows(chunk.len(), 2));
        let mut query = sqlx::query(AssertSqlSafe(text)).persistent(keeps_statement(chunk.len()));
        for (customer, founder) in chunk {
            query = query.bind(customer.0).bind(founder.0);
        }
        query.execute(&mut **transaction).await.during(OPERATION)?;
    }
    for chunk in new_identities.chunks(CHUNK_ROWS) {
        save_new(transaction, graph, chunk).await?;
    }
    let links: Vec<_> = changes.links.iter().collect();
    for chunk in links.chunks(CHUNK_ROWS) {
        let text = format!(
            "INSERT INTO identity_link (low, high, state) VALUES {} ON CONFLICT (low, high) DO UPDATE SET state = excluded.state",
            value_rows(chunk.len(), 3)
        );
        let mut query = sqlx::query(AssertSqlSafe(text)).persistent(keeps_statement(chunk.len()));
        for ((low, high), state) in chunk {
            query = query.bind(low.0).bind(high.0).bind(state.number());
        }
        query.execute(&mut **transaction).await.during(OPERATION)?;
    }
    let known_shared: Vec<IdentityKey> =
        changes.shared.iter().filter(|identity| !changes.made.contains(identity)).copied().collect();
    update(transaction, "shared = $1", 1, &known_shared).await?;
    for founder in &changes.founders {
        let founded = graph.node(*founder).and_then(|node| node.founded).map_or(0, |customer| customer.0);
        update(transaction, "founded = $1", founded, &[*founder]).await?;
    }
    save_decisions(transaction, graph, by).await?;
    save_moves(transaction, graph).await
}

async fn save_new(transaction: &mut Transaction, graph: &Graph, chunk: &[NewIdentity<'_>]) -> Result<(), StoreError> {
    let text = format!(
        "INSERT INTO identity (identity_key, hash, kind, value, search, customer_key, founded, shared) VALUES {}",
        value_rows(chunk.len(), 8)
    );
    let mut query = sqlx::query(AssertSqlSafe(text)).persistent(keeps_statement(chunk.len()));
    for new in chunk {
        let node = graph.node(new.identity);
        query = query
            .bind(new.identity.0)
            .bind(new.hash.as_slice())
            .bind(new.identifier.kind.as_str())
            .bind(stored(&new.identifier.value))
            .bind(stored(&search_form(new.identifier)))
            .bind(node.map_or(0, |node| node.customer.0))
            .bind(node.and_then(|node| node.founded).map(|founded| founded.0))
            .bind(i64::from(node.is_some_and(|node| node.shared)));
    }
    query.execute(&mut **transaction).await.during(OPERATION)?;
    Ok(())
}

/// Merges, refusals and what a person said.
async fn save_decisions(transaction: &mut Transaction, graph: &Graph, by: By<'_>) -> Result<(), StoreError> {
    for chunk in graph.changes.merges.chunks(CHUNK_ROWS) {
        let text = format!(
            "INSERT INTO customer_merge (kept, absorbed, low, high, merged_at, merged_by) VALUES {}",
            value_rows(chunk.len(), 6)
        );
        let mut query = sqlx::query(AssertSqlSafe(text)).persistent(keeps_statement(chunk.len()));
        for merge in chunk {
            query = query
                .bind(merge.kept.0)
                .bind(merge.absorbed.0)
                .bind(merge.by.0.0)
                .bind(merge.by.1.0)
                .bind(by.at.0)
                .bind(by.who.map(stored));
        }
        query.execute(&mut **transaction).await.during(OPERATION)?;
    }
    for ((low, high), refusal) in &graph.changes.refused {
        sqlx::query(
            "INSERT INTO identity_refusal (low, high, reason, refused_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (low, high) DO UPDATE SET reason = excluded.reason, refused_at = excluded.refused_at",
        )
        .bind(low.0)
        .bind(high.0)
        .bind(refusal.as_str())
        .bind(by.at.0)
        .execute(&mut **transaction)
        .await
        .during(OPERATION)?;
    }
    for (one, other) in &graph.changes.separated {
        let (low, high) = ordered(*one, *other);
        sqlx::query("INSERT INTO identity_apart (low, high) VALUES ($1, $2) ON CONFLICT (low, high) DO NOTHING")
            .bind(low.0)
            .bind(high.0)
            .execute(&mut **transaction)
            .await
            .during(OPERATION)?;
    }
    Ok(())
}

/// Gives identifiers that were known to their new customers, and says of a customer without identifiers whose part it became.
async fn save_moves(transaction: &mut Transaction, graph: &Graph) -> Result<Option<i64>, StoreError> {
    let changes = &graph.changes;
    let mut by_customer: BTreeMap<CustomerKey, Vec<IdentityKey>> = BTreeMap::new();
    let mut owners = BTreeMap::new();
    for identity in &changes.moved {
        let Some(node) = graph.node(*identity) else { continue };
        if !changes.made.contains(identity) {
            by_customer.entry(node.customer).or_default().push(*identity);
        }
        if let Some(founded) = node.founded {
            owners.insert(founded, Some(node.customer).filter(|owner| *owner != founded));
        }
    }
    for (customer, owner) in owners {
        sqlx::query("UPDATE customer SET merged_into = $1 WHERE customer_key = $2")
            .bind(owner.map(|owner| owner.0))
            .bind(customer.0)
            .execute(&mut **transaction)
            .await
            .during(OPERATION)?;
    }
    if by_customer.is_empty() {
        return Ok(None);
    }
    let (version,): (i64,) = sqlx::query_as("UPDATE identity_state SET version = version + 1 RETURNING version")
        .fetch_one(&mut **transaction)
        .await
        .during(OPERATION)?;
    for (customer, identities) in by_customer {
        update(transaction, "customer_key = $1", customer.0, &identities).await?;
        update(transaction, "moved = $1", version, &identities).await?;
    }
    Ok(Some(version))
}

async fn update(
    transaction: &mut Transaction,
    assignment: &'static str,
    value: i64,
    identities: &[IdentityKey],
) -> Result<(), StoreError> {
    for chunk in identities.chunks(CHUNK_ROWS) {
        // The first placeholder is the value's.
        let list = in_list_after(1, chunk.len());
        let text = format!("UPDATE identity SET {assignment} WHERE identity_key IN {list}");
        let mut query = sqlx::query(AssertSqlSafe(text)).persistent(keeps_statement(chunk.len())).bind(value);
        for identity in chunk {
            query = query.bind(identity.0);
        }
        query.execute(&mut **transaction).await.during(OPERATION)?;
    }
    Ok(())
}
