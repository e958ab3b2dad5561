//! Goes through events and gives their identifiers customers, by the rules of the graph; no database here.

use std::collections::HashMap;

use otklik_core::{CustomerKey, Identifier, IdentityKey};

use super::graph::Graph;
use super::known_identities::{IdentityHash, Named};

/// An identifier that was not known before.
#[derive(Debug)]
pub(super) struct NewIdentity<'a> {
    pub(super) identity: IdentityKey,
    pub(super) identifier: &'a Identifier,
    pub(super) hash: IdentityHash,
}

/// What a run of events leads to, beside what is in the graph.
#[derive(Debug)]
pub(super) struct Assignment<'a> {
    pub(super) graph: Graph,
    pub(super) new_identities: Vec<NewIdentity<'a>>,
    known: HashMap<IdentityHash, IdentityKey>,
    last_identity: i64,
}

impl<'a> Assignment<'a> {
    /// Begins with what is known; whatever the events name and is known is in the graph with all that it joins.
    pub(super) fn new(graph: Graph, known: HashMap<IdentityHash, IdentityKey>, last_identity: i64) -> Self {
        Self { graph, new_identities: Vec::new(), known, last_identity }
    }

    /// Takes in one event's identifiers, strongest first.
    pub(super) fn take_in(&mut self, identifiers: &[Named<'a>]) {
        let mut present: Vec<IdentityKey> =
            identifiers.iter().filter_map(|named| self.known.get(&named.hash)).copied().collect();
        for (index, one) in present.iter().enumerate() {
            for other in &present[index + 1..] {
                self.graph.see(*one, *other);
            }
        }
        for named in identifiers {
            if self.known.contains_key(&named.hash) {
                continue;
            }
            let identity = self.number_identity(named);
            let taker = present.iter().copied().find(|other| self.graph.may_take(*other));
            match taker.and_then(|other| self.graph.customer(other)) {
                Some(customer) => self.graph.make_for(identity, named.identifier.kind, customer),
                None => self.graph.make(identity, named.identifier.kind),
            }
            for other in &present {
                self.graph.see(identity, *other);
            }
            present.push(identity);
        }
    }

    /// The customer of an identifier after the last event, if the graph knows it.
    pub(super) fn customer(&self, identity: IdentityKey) -> Option<CustomerKey> {
        self.graph.customer(identity)
    }

    fn number_identity(&mut self, named: &Named<'a>) -> IdentityKey {
        self.last_identity += 1;
        let identity = IdentityKey(self.last_identity);
        self.known.insert(named.hash, identity);
        self.new_identities.push(NewIdentity { identity, identifier: named.identifier, hash: named.hash });
        identity
    }
}
