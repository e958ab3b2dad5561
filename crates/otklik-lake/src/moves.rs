//! Identifiers whose rows belong to another customer now than when they were written.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, BooleanArray, Int64Array, RecordBatch};
use arrow::compute::filter_record_batch;
use arrow::datatypes::Int64Type;
use arrow::error::ArrowError;
use otklik_core::{CustomerKey, IdentityKey};

use crate::schema::Column;

/// The present owner of every identifier that ever got another one.
///
/// Rows keep the customer that was known when they were written; a scan that is given this answers with the present one.
#[derive(Clone, Debug, Default)]
pub struct Moves {
    owners: Arc<HashMap<IdentityKey, CustomerKey>>,
}

impl Moves {
    /// The present owners of identifiers that moved.
    pub fn new(owners: impl Into<Arc<HashMap<IdentityKey, CustomerKey>>>) -> Self {
        Self { owners: owners.into() }
    }

    /// Whether nothing ever moved.
    pub fn is_empty(&self) -> bool {
        self.owners.is_empty()
    }

    /// Whether the others say the same; two readings of one state share what they hold.
    pub(crate) fn are(&self, others: &Self) -> bool {
        Arc::ptr_eq(&self.owners, &others.owners) || self.owners == others.owners
    }

    /// Identifiers that moved and belong to one of these customers now.
    pub(crate) fn owned_by(&self, customers: &[CustomerKey]) -> Vec<IdentityKey> {
        let owned = self.owners.iter().filter(|(_, owner)| customers.contains(owner));
        owned.map(|(identity, _)| *identity).collect()
    }

    /// The batch with present customers; of certain customers only, if some are given.
    pub(crate) fn apply(
        &self,
        batch: RecordBatch,
        customers: Option<&[CustomerKey]>,
    ) -> Result<RecordBatch, ArrowError> {
        let (Some(place), Some(written), Some(identities)) = (
            batch.schema().index_of(Column::CustomerKey.name()).ok(),
            whole_numbers(&batch, Column::CustomerKey),
            whole_numbers(&batch, Column::IdentityKey),
        ) else {
            return Ok(batch);
        };
        let owner = |row: usize| {
            let moved =
                identities.is_valid(row).then(|| self.owners.get(&IdentityKey(identities.value(row)))).flatten();
            moved.map(|owner| owner.0).or_else(|| written.is_valid(row).then(|| written.value(row)))
        };
        let owners: Int64Array = (0..batch.num_rows()).map(owner).collect();
        let wanted = customers.map(|customers| {
            let wanted = |owner: Option<i64>| owner.is_some_and(|owner| customers.contains(&CustomerKey(owner)));
            owners.iter().map(|owner| Some(wanted(owner))).collect::<BooleanArray>()
        });
        let mut columns: Vec<ArrayRef> = batch.columns().to_vec();
        columns[place] = Arc::new(owners);
        let batch = RecordBatch::try_new(batch.schema(), columns)?;
        wanted.map_or(Ok(batch.clone()), |wanted| filter_record_batch(&batch, &wanted))
    }
}

fn whole_numbers(batch: &RecordBatch, column: Column) -> Option<Int64Array> {
    batch.column_by_name(column.name())?.as_primitive_opt::<Int64Type>().cloned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::compaction::tests::{EAGER, NOON, events};
    use crate::{Lake, Scan};

    /// The next number of a series that looks random.
    fn next(state: &mut u64) -> u64 {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *state >> 33
    }

    #[tokio::test]
    async fn scans_agree_with_a_plain_look_up_under_random_merges_and_their_undoing() {
        let folder = tempfile::tempdir().unwrap();
        let lake = Lake::open(folder.path()).await.unwrap();
        let all = events(1..=300);
        for part in all.chunks(100) {
            lake.append(part.to_vec(), part.last().unwrap().position, NOON).await.unwrap();
            lake.compact_once(&EAGER, NOON).await.unwrap();
        }
        let mut owners: HashMap<IdentityKey, CustomerKey> = HashMap::new();
        let mut random = 7;
        for _ in 0..40 {
            // A merge gives some identifiers another owner; an undoing gives one back, which then counts as moved for ever.
            let identity = IdentityKey(1_000 + (next(&mut random) % 57) as i64);
            let owner = match next(&mut random) % 3 {
                0 => CustomerKey(identity.0 - 999),
                _ => CustomerKey((next(&mut random) % 60 + 1) as i64),
            };
            owners.insert(identity, owner);
            let moves = Moves::new(owners.clone());
            let present = |person: Option<(IdentityKey, CustomerKey)>| {
                person.map(|(identity, written)| owners.get(&identity).copied().unwrap_or(written))
            };
            let asked: Vec<CustomerKey> = (0..3).map(|_| CustomerKey((next(&mut random) % 60 + 1) as i64)).collect();
            for customers in [None, Some(asked)] {
                let mut found = BTreeSet::new();
                let scan = Scan {
                    customers: customers.clone(),
                    moves: moves.clone(),
                    ..Scan::of(&[Column::Position, Column::CustomerKey])
                };
                lake.scan(&lake.snapshot(), &scan, |batch| {
                    found.extend((0..batch.len()).map(|row| (batch.positions()[row], batch.customer(row))));
                })
                .await
                .unwrap();
                let expected: BTreeSet<_> = all
                    .iter()
                    .map(|resolved| (resolved.position.0, present(resolved.person)))
                    .filter(|(_, owner)| {
                        customers.as_ref().is_none_or(|wanted| owner.is_some_and(|owner| wanted.contains(&owner)))
                    })
                    .collect();
                assert_eq!(found, expected);
            }
        }
    }
}
