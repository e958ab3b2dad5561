//! The rules by which events get their customers; no database here.

use std::collections::{HashMap, HashSet};

use otklik_core::{CustomerKey, Identifier, IdentityKey};

use super::Resolved;
use super::known_identities::{IdentityHash, Named};

/// An identifier that was not known before.
#[derive(Debug)]
pub(super) struct NewIdentity<'a> {
    pub(super) identifier: &'a Identifier,
    pub(super) hash: IdentityHash,
    pub(super) resolved: Resolved,
}

/// A conflict that was not known before.
#[derive(Debug)]
pub(super) struct NewConflict {
    pub(super) customer: CustomerKey,
    pub(super) other: CustomerKey,
    pub(super) identity: IdentityKey,
    pub(super) other_identity: IdentityKey,
}

/// What a run of events leads to.
#[derive(Debug)]
pub(super) struct Assignment<'a> {
    pub(super) resolved: Vec<Option<Resolved>>,
    pub(super) new_customers: Vec<CustomerKey>,
    pub(super) new_identities: Vec<NewIdentity<'a>>,
    pub(super) conflicts: Vec<NewConflict>,
    /// Everything known after the last event.
    pub(super) known: HashMap<IdentityHash, Resolved>,
    /// The last identity and customer number.
    last: (i64, i64),
    seen_conflicts: HashSet<(CustomerKey, CustomerKey)>,
}

impl<'a> Assignment<'a> {
    /// Goes through events in their order; `last` are the last numbers given before.
    pub(super) fn of(
        events: &[Vec<Named<'a>>],
        known: HashMap<IdentityHash, Resolved>,
        last: (i64, i64),
        stored_conflicts: &HashSet<(CustomerKey, CustomerKey)>,
    ) -> Self {
        let mut assignment = Self {
            resolved: Vec::with_capacity(events.len()),
            new_customers: Vec::new(),
            new_identities: Vec::new(),
            conflicts: Vec::new(),
            known,
            last,
            seen_conflicts: HashSet::new(),
        };
        for identifiers in events {
            let resolved = assignment.assign(identifiers, stored_conflicts);
            assignment.resolved.push(resolved);
        }
        assignment
    }

    pub(super) fn changes_anything(&self) -> bool {
        !self.new_identities.is_empty() || !self.conflicts.is_empty()
    }

    fn assign(
        &mut self,
        identifiers: &[Named<'a>],
        stored_conflicts: &HashSet<(CustomerKey, CustomerKey)>,
    ) -> Option<Resolved> {
        let strongest = identifiers.first()?;
        let owner = identifiers.iter().find_map(|named| self.known.get(&named.hash)).copied();
        let customer = owner.map_or_else(|| self.number_customer(), |owner| owner.customer);
        for named in identifiers {
            match (self.known.get(&named.hash).copied(), owner) {
                (None, _) => self.number_identity(named, customer),
                (Some(other), Some(owner)) if other.customer != customer => {
                    let pair = (customer, other.customer);
                    if !stored_conflicts.contains(&pair) && self.seen_conflicts.insert(pair) {
                        self.conflicts.push(NewConflict {
                            customer,
                            other: other.customer,
                            identity: owner.identity,
                            other_identity: other.identity,
                        });
                    }
                }
                (Some(_), _) => {}
            }
        }
        self.known.get(&strongest.hash).copied()
    }

    fn number_customer(&mut self) -> CustomerKey {
        self.last.1 += 1;
        let customer = CustomerKey(self.last.1);
        self.new_customers.push(customer);
        customer
    }

    fn number_identity(&mut self, named: &Named<'a>, customer: CustomerKey) {
        self.last.0 += 1;
        let resolved = Resolved { identity: IdentityKey(self.last.0), customer };
        self.known.insert(named.hash, resolved);
        self.new_identities.push(NewIdentity { identifier: named.identifier, hash: named.hash, resolved });
    }
}
