//! What is counted of the whole and of each slice.

use std::collections::BTreeMap;

use super::SliceKey;

/// The whole, and each slice of it.
#[derive(Default)]
pub(crate) struct SliceTable<T> {
    pub(crate) total: T,
    pub(crate) slices: BTreeMap<SliceKey, T>,
}

impl<T: Default> SliceTable<T> {
    /// Counts something in the whole, and in its slice where the question divides.
    pub(crate) fn count(&mut self, key: SliceKey, mut count: impl FnMut(&mut T)) {
        count(&mut self.total);
        if key != SliceKey::default() {
            count(self.slices.entry(key).or_default());
        }
    }
}
