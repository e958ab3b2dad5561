//! What became one customer, why, and how a person says otherwise.

use otklik_core::{CustomerKey, Identifier, IdentityKey, Timestamp};

use super::graph::Graph;
use super::save_changes::{self, By};
use super::{People, load_graph, read_kind};
use crate::database::{Turn, stored};
use crate::error::{During, StoreError};

const OPERATION: &str = "read which customers became one";

/// Two customers that became one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// Its number; newer ones are greater.
    pub id: i64,
    /// The customer that stayed.
    pub kept: CustomerKey,
    /// The customer that became part of it.
    pub absorbed: CustomerKey,
    /// The two identifiers that joined them.
    pub identifiers: [Identifier; 2],
    /// When.
    pub merged_at: Timestamp,
    /// Who said so; nobody when both identifiers came on one event.
    pub merged_by: Option<String>,
    /// When and by whom it was undone.
    pub undone: Option<(Timestamp, String)>,
}

/// An identifier that joins nobody, since too many others came with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedIdentifier {
    /// Its number.
    pub identity: IdentityKey,
    /// The customer that it is by itself.
    pub customer: CustomerKey,
    /// The identifier.
    pub identifier: Identifier,
    /// With how many others it came.
    pub neighbours: u64,
}

/// Two identifiers that came on one event and were not joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedLink {
    /// The customers they belong to.
    pub customers: [CustomerKey; 2],
    /// The identifiers.
    pub identifiers: [Identifier; 2],
    /// `apart`: a person said that these are two; `too_large`: too many identifiers would have become one customer.
    pub reason: String,
    /// When.
    pub refused_at: Timestamp,
}

type RefusedRow = (i64, i64, String, String, String, String, String, i64);
type MergeRow = (i64, i64, i64, String, String, String, String, i64, Option<String>, Option<i64>, Option<String>);

impl People<'_> {
    /// Makes two customers one because a person says so; answers the customer that stays.
    ///
    /// Neither limits nor earlier separations stand against it. Both must be customers.
    pub async fn merge(
        &self,
        one: CustomerKey,
        other: CustomerKey,
        by: &str,
        now: Timestamp,
    ) -> Result<CustomerKey, StoreError> {
        let (one, other) = (self.founder(one).await?, self.founder(other).await?);
        self.decide(one, other, By { at: now, who: Some(by) }, None, |graph| graph.join(one, other)).await
    }

    /// Undoes a merge: the two customers are two again, with whatever belongs to each, and stay so.
    ///
    /// Says whether there was such a merge that was not undone yet.
    pub async fn undo_merge(&self, id: i64, by: &str, now: Timestamp) -> Result<bool, StoreError> {
        let row: Option<(i64, i64)> =
            sqlx::query_as("SELECT kept, absorbed FROM customer_merge WHERE id = $1 AND undone_at IS NULL")
                .bind(id)
                .fetch_optional(&self.database.reader)
                .await
                .during(OPERATION)?;
        let Some((kept, absorbed)) = row else { return Ok(false) };
        let (kept, absorbed) = (self.founder(CustomerKey(kept)).await?, self.founder(CustomerKey(absorbed)).await?);
        let by = By { at: now, who: Some(by) };
        self.decide(kept, absorbed, by, Some(id), |graph| graph.separate(kept, absorbed)).await?;
        Ok(true)
    }

    async fn decide(
        &self,
        one: IdentityKey,
        other: IdentityKey,
        by: By<'_>,
        undone: Option<i64>,
        decision: impl FnOnce(&mut Graph),
    ) -> Result<CustomerKey, StoreError> {
        // Held so that no event is resolved by what was true before.
        let _resolving = self.state.resolving.lock().await;
        let mut transaction = self.database.begin_turn(Turn::People).await?;
        let (_, last_customer) = save_changes::last_numbers(&mut transaction).await?;
        let mut graph = Graph::new(load_graph::load_apart(&mut transaction).await?, last_customer);
        load_graph::load(&mut transaction, &mut graph, [one, other]).await?;
        decision(&mut graph);
        save_changes::save(&mut transaction, &graph, &[], by).await?;
        if let Some(merge) = undone {
            sqlx::query("UPDATE customer_merge SET undone_at = $1, undone_by = $2 WHERE id = $3")
                .bind(by.at.0)
                .bind(by.who.map(stored))
                .bind(merge)
                .execute(&mut *transaction)
                .await
                .during("undo a merge")?;
        }
        transaction.commit().await.during("save what belongs together")?;
        self.state.moves.refresh(self.database).await?;
        Ok(graph.customer(one).unwrap_or(CustomerKey(0)))
    }

    pub(super) async fn founder(&self, customer: CustomerKey) -> Result<IdentityKey, StoreError> {
        let row: Option<(Option<i64>,)> =
            sqlx::query_as("SELECT founder FROM customer WHERE customer_key = $1 AND erased_at IS NULL")
                .bind(customer.0)
                .fetch_optional(&self.database.reader)
                .await
                .during("look a customer up")?;
        let founder = row.and_then(|(founder,)| founder).map(IdentityKey);
        founder.ok_or(StoreError::CustomerUnknown { customer: customer.0 })
    }

    /// Merges, newest first; `before` is the number of the last one of the page before, `of` a customer on either side.
    pub async fn merges(
        &self,
        of: Option<CustomerKey>,
        limit: usize,
        before: Option<i64>,
    ) -> Result<Vec<Merge>, StoreError> {
        let rows: Vec<MergeRow> = sqlx::query_as(
            "SELECT m.id, m.kept, m.absorbed, l.kind, l.value, h.kind, h.value, m.merged_at, m.merged_by, m.undone_at, m.undone_by \
             FROM customer_merge m JOIN identity l ON l.identity_key = m.low JOIN identity h ON h.identity_key = m.high \
             WHERE m.id < $1 AND ($2 = 0 OR m.kept = $2 OR m.absorbed = $2) ORDER BY m.id DESC LIMIT $3",
        )
        .bind(before.unwrap_or(i64::MAX))
        .bind(of.map_or(0, |customer| customer.0))
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(&self.database.reader)
        .await
        .during(OPERATION)?;
        rows.into_iter().map(read_merge).collect()
    }

    /// Identifiers that join nobody, in the order of their numbers after `after`.
    pub async fn shared_identifiers(
        &self,
        limit: usize,
        after: Option<IdentityKey>,
    ) -> Result<Vec<SharedIdentifier>, StoreError> {
        let rows: Vec<(i64, i64, String, String, i64)> = sqlx::query_as(
            "SELECT i.identity_key, i.customer_key, i.kind, i.value, (SELECT count(*) FROM identity_link l WHERE l.low = i.identity_key) \
             + (SELECT count(*) FROM identity_link l WHERE l.high = i.identity_key) \
             FROM identity i WHERE i.shared = 1 AND i.identity_key > $1 ORDER BY i.identity_key LIMIT $2",
        )
        .bind(after.map_or(0, |identity| identity.0))
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(&self.database.reader)
        .await
        .during("read shared identifiers")?;
        rows.into_iter()
            .map(|(identity, customer, kind, value, neighbours)| {
                Ok(SharedIdentifier {
                    identity: IdentityKey(identity),
                    customer: CustomerKey(customer),
                    identifier: Identifier { kind: read_kind(&kind)?, value },
                    neighbours: neighbours.unsigned_abs(),
                })
            })
            .collect()
    }

    /// Pairs of identifiers that came together and were not joined, newest first.
    pub async fn refused_links(&self, limit: usize) -> Result<Vec<RefusedLink>, StoreError> {
        let rows: Vec<RefusedRow> = sqlx::query_as(
            "SELECT l.customer_key, h.customer_key, l.kind, l.value, h.kind, h.value, r.reason, r.refused_at FROM identity_refusal r \
             JOIN identity l ON l.identity_key = r.low JOIN identity h ON h.identity_key = r.high \
             WHERE l.customer_key <> h.customer_key ORDER BY r.refused_at DESC, r.low, r.high LIMIT $1",
        )
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(&self.database.reader)
        .await
        .during("read refused links")?;
        rows.into_iter()
            .map(|(low, high, low_kind, low_value, high_kind, high_value, reason, refused_at)| {
                Ok(RefusedLink {
                    customers: [CustomerKey(low), CustomerKey(high)],
                    identifiers: [
                        Identifier { kind: read_kind(&low_kind)?, value: low_value },
                        Identifier { kind: read_kind(&high_kind)?, value: high_value },
                    ],
                    reason,
                    refused_at: Timestamp(refused_at),
                })
            })
            .collect()
    }
}

fn read_merge(row: MergeRow) -> Result<Merge, StoreError> {
    let (id, kept, absorbed, low_kind, low_value, high_kind, high_value, merged_at, merged_by, undone_at, undone_by) =
        row;
    Ok(Merge {
        id,
        kept: CustomerKey(kept),
        absorbed: CustomerKey(absorbed),
        identifiers: [
            Identifier { kind: read_kind(&low_kind)?, value: low_value },
            Identifier { kind: read_kind(&high_kind)?, value: high_value },
        ],
        merged_at: Timestamp(merged_at),
        merged_by,
        undone: undone_at.zip(undone_by).map(|(at, by)| (Timestamp(at), by)),
    })
}
