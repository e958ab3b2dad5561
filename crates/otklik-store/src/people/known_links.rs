//! Which identifiers are known to be linked, as far as they were met lately.

use std::collections::HashSet;

use otklik_core::IdentityKey;

use super::graph::ordered;

/// Links in one generation of the memory; two generations of about 18 bytes each stay below 20 MB.
const GENERATION: usize = 500_000;

/// Remembers links in two generations: when the younger is full the older is forgotten.
#[derive(Debug, Default)]
pub(super) struct KnownLinks {
    younger: HashSet<(IdentityKey, IdentityKey)>,
    older: HashSet<(IdentityKey, IdentityKey)>,
}

impl KnownLinks {
    /// Whether each of these is known to be linked with each other.
    pub(super) fn join_all(&self, identities: &[IdentityKey]) -> bool {
        identities.iter().enumerate().all(|(index, one)| {
            identities[index + 1..].iter().all(|other| {
                let link = ordered(*one, *other);
                one == other || self.younger.contains(&link) || self.older.contains(&link)
            })
        })
    }

    /// Remembers that these came on one event and that what follows from it is stored.
    pub(super) fn learn(&mut self, identities: &[IdentityKey]) {
        if self.younger.len() > GENERATION {
            self.older = std::mem::take(&mut self.younger);
        }
        for (index, one) in identities.iter().enumerate() {
            self.younger.extend(identities[index + 1..].iter().map(|other| ordered(*one, *other)));
        }
    }
}
