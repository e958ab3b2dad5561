//! Reads the part of the graph of identifiers that some of them reach.

use std::collections::{BTreeSet, HashSet};

use otklik_core::{CustomerKey, IdentityKey};
use sqlx::AssertSqlSafe;

use super::graph::{Graph, LinkState, Node};
use super::read_kind;
use crate::database::{CHUNK_ROWS, Transaction, in_list, keeps_statement};
use crate::error::{During, Reading, StoreError};

const OPERATION: &str = "read how identifiers belong together";

impl LinkState {
    pub(super) fn number(self) -> i64 {
        match self {
            Self::Seen => 1,
            Self::Said => 2,
            Self::Refused => 3,
        }
    }

    fn read(number: i64) -> Result<Self, StoreError> {
        let known = [Self::Seen, Self::Said, Self::Refused].into_iter().find(|state| state.number() == number);
        known.ok_or_else(|| format!("{number} is not known")).reading("link's state")
    }
}

/// Loads these identifiers, everything that belongs to the same customers, and the ends of every link of these.
pub(super) async fn load(
    transaction: &mut Transaction,
    graph: &mut Graph,
    identities: impl IntoIterator<Item = IdentityKey>,
) -> Result<(), StoreError> {
    let mut expanded: HashSet<IdentityKey> = HashSet::new();
    let mut frontier: BTreeSet<IdentityKey> = identities.into_iter().collect();
    while !frontier.is_empty() {
        load_nodes(transaction, graph, &frontier).await?;
        expanded.extend(&frontier);
        let links = load_links(transaction, graph, &frontier).await?;
        let ends: BTreeSet<IdentityKey> = links.iter().flat_map(|(low, high, _)| [*low, *high]).collect();
        load_nodes(transaction, graph, &ends).await?;
        frontier.clear();
        for (low, high, state) in links {
            graph.load_link(low, high, state);
            if graph.joins(low, high) {
                frontier.extend([low, high].into_iter().filter(|end| !expanded.contains(end)));
            }
        }
    }
    Ok(())
}

/// Pairs of which a person said that they are two customers.
pub(super) async fn load_apart(
    transaction: &mut Transaction,
) -> Result<HashSet<(IdentityKey, IdentityKey)>, StoreError> {
    let rows: Vec<(i64, i64)> =
        sqlx::query_as("SELECT low, high FROM identity_apart").fetch_all(&mut **transaction).await.during(OPERATION)?;
    Ok(rows.into_iter().map(|(low, high)| (IdentityKey(low), IdentityKey(high))).collect())
}

async fn load_nodes(
    transaction: &mut Transaction,
    graph: &mut Graph,
    identities: &BTreeSet<IdentityKey>,
) -> Result<(), StoreError> {
    let missing: Vec<i64> =
        identities.iter().filter(|identity| !graph.contains(**identity)).map(|identity| identity.0).collect();
    for chunk in missing.chunks(CHUNK_ROWS) {
        let text = format!(
            "SELECT identity_key, kind, customer_key, coalesce(founded, 0), shared FROM identity WHERE identity_key IN {}",
            in_list(chunk.len())
        );
        let mut query = sqlx::query_as(AssertSqlSafe(text)).persistent(keeps_statement(chunk.len()));
        for identity in chunk {
            query = query.bind(*identity);
        }
        let rows: Vec<(i64, String, i64, i64, i64)> = query.fetch_all(&mut **transaction).await.during(OPERATION)?;
        for (identity, kind, customer, founded, shared) in rows {
            let founded = Some(CustomerKey(founded)).filter(|founded| founded.0 > 0);
            let node = Node::stored(read_kind(&kind)?, CustomerKey(customer), founded, shared == 1);
            graph.load(IdentityKey(identity), node);
        }
    }
    Ok(())
}

/// The links of loaded identifiers; of shared ones only those that a person made, since the others may be very many.
async fn load_links(
    transaction: &mut Transaction,
    graph: &Graph,
    identities: &BTreeSet<IdentityKey>,
) -> Result<Vec<(IdentityKey, IdentityKey, LinkState)>, StoreError> {
    let (shared, own): (Vec<i64>, Vec<i64>) =
        identities.iter().map(|identity| identity.0).partition(|identity| graph.is_shared(IdentityKey(*identity)));
    let mut links = Vec::new();
    for (identities, condition) in [(own, ""), (shared, " AND state = 2")] {
        for chunk in identities.chunks(CHUNK_ROWS) {
            for end in ["low", "high"] {
                let text = format!(
                    "SELECT low, high, state FROM identity_link WHERE {end} IN {}{condition}",
                    in_list(chunk.len())
                );
                let mut query = sqlx::query_as(AssertSqlSafe(text)).persistent(keeps_statement(chunk.len()));
                for identity in chunk {
                    query = query.bind(*identity);
                }
                let rows: Vec<(i64, i64, i64)> = query.fetch_all(&mut **transaction).await.during(OPERATION)?;
                for (low, high, state) in rows {
                    links.push((IdentityKey(low), IdentityKey(high), LinkState::read(state)?));
                }
            }
        }
    }
    Ok(links)
}
