//! Finding customers.

use std::collections::HashMap;

use otklik_core::event::{Identifier, IdentifierKind};
use otklik_core::{CustomerKey, Scope, Timestamp};
use otklik_lake::{Column, Scan};
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::row::UnitId;

/// Customers that were found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Customers {
    /// This page.
    pub customers: Vec<CustomerHit>,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// How many match in all.
    pub total: u64,
}

/// A customer that was found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CustomerHit {
    /// The customer's number.
    pub customer: i64,
    /// What to call them.
    pub label: String,
    /// By what they are known.
    pub identifiers: Vec<IdentifierShown>,
    /// When they were last seen.
    pub last_event: Option<Timestamp>,
    /// How many events.
    pub events: u64,
    /// The unit where they are seen most.
    pub home_unit: Option<String>,
}

/// An identifier as a person reads it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IdentifierShown {
    /// What sort of identifier.
    pub kind: IdentifierKind,
    /// Its value.
    pub value: String,
}

impl From<Identifier> for IdentifierShown {
    fn from(identifier: Identifier) -> Self {
        Self { kind: identifier.kind, value: identifier.value }
    }
}

impl Customers {
    /// One page of all hits, which come in the order of their numbers.
    pub fn page(mut hits: Vec<CustomerHit>, after: Option<CustomerKey>, limit: usize) -> Self {
        let total = hits.len() as u64;
        hits.retain(|hit| after.is_none_or(|after| hit.customer > after.0));
        let another_page = hits.len() > limit;
        hits.truncate(limit);
        let next = hits.last().filter(|_| another_page).map(|last| last.customer.to_string());
        Self { customers: hits, next, total }
    }
}

#[derive(Default)]
struct Seen {
    last: Option<Timestamp>,
    events: u64,
    units: HashMap<UnitId, u64>,
}

impl Insight {
    /// Finds customers by any identifier or the beginning of one.
    ///
    /// Who has no event in the reader's scope is to them not there: neither on a page nor in the total.
    pub async fn customers(
        &self,
        reader: &Reader,
        search: &str,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Customers, InsightError> {
        let after = cursor.and_then(|cursor| cursor.parse().ok()).map(CustomerKey);
        // The store knows no scopes, so whoever sees a part of the company has all hits sifted before they are counted.
        let sifts = reader.scope != Scope::Company;
        let (most, start) = if sifts { (usize::MAX, None) } else { (limit, after) };
        let found = self.store.people().search(search, most, start).await.map_err(InsightError::Store)?;
        let view = self.view(reader).await?;
        let customers = (!sifts).then(|| found.hits.iter().map(|hit| hit.customer).collect());
        let mut seen: HashMap<CustomerKey, Seen> = HashMap::new();
        let scan = Scan { customers, ..Scan::of(&[Column::OccurredAt]) };
        view.each(scan, |row| {
            let Some(customer) = row.customer() else { return };
            let seen = seen.entry(customer).or_default();
            seen.events += 1;
            seen.last = seen.last.max(Some(row.time));
            if let Some(unit) = row.unit {
                *seen.units.entry(unit).or_default() += 1;
            }
        })
        .await?;
        let hits: Vec<CustomerHit> = found
            .hits
            .into_iter()
            .filter_map(|hit| {
                let seen = seen.get(&hit.customer)?;
                let home = seen.units.iter().max_by_key(|(unit, events)| (**events, std::cmp::Reverse(**unit)));
                Some(CustomerHit {
                    customer: hit.customer.0,
                    label: hit.label,
                    identifiers: hit.identifiers.into_iter().map(IdentifierShown::from).collect(),
                    last_event: seen.last,
                    events: seen.events,
                    home_unit: home.map(|(unit, _)| view.unit(*unit).to_string()),
                })
            })
            .collect();
        if sifts {
            return Ok(Customers::page(hits, after, limit));
        }
        Ok(Customers { customers: hits, next: found.next.map(|next| next.to_string()), total: found.total })
    }
}
