//! The hashes of the ids of one file.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

/// What stands for (source, id) where many are compared; that two are alike proves nothing.
pub(super) fn hash_of(source: &str, id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    source.hash(&mut hasher);
    id.hash(&mut hasher);
    hasher.finish()
}

/// Hashes of ids, ascending.
#[derive(Clone, Debug)]
pub(crate) struct IdHashes(Arc<[u64]>);

impl IdHashes {
    /// The hashes of these sources and ids.
    pub(crate) fn of<'a>(ids: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        Self::sorted(ids.map(|(source, id)| hash_of(source, id)).collect())
    }

    pub(super) fn sorted(mut hashes: Vec<u64>) -> Self {
        hashes.sort_unstable();
        Self(hashes.into())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn as_slice(&self) -> &[u64] {
        &self.0
    }
}
